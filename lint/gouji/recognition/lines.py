"""Rows of tables as recognition sees them: the distinct cells of each row, in order, with their label keys."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from gouji.document import Block, Cell, Paragraph, Table
from gouji.recognition.lexicon import label_key
from gouji.source import Span


class Line(NamedTuple):
    """A row: distinct cells from left to right, their keys, the number of its table and how its cells are known.

    `places` are the indexes of the cells that hold words; most cells of a form hold figures and need no second look.
    """

    cells: tuple[Cell, ...]
    keys: tuple[str, ...]
    table: int
    is_grid: bool
    places: tuple[int, ...]

    @property
    def words(self) -> list[str]:
        """The keys that are words, not figures: those at `places`."""
        return [self.keys[place] for place in self.places]

    @property
    def span(self) -> Span:
        """From the first cell that is not blank to the last one."""
        first = next((cell for cell in self.cells if cell.text), self.cells[0])
        last = next((cell for cell in reversed(self.cells) if cell.text), first)
        return Span(first.span.start, max(last.span.end, first.span.start))


def lines_of(blocks: Iterable[Block], captions: Container[str] = ()) -> list[Line]:
    """All rows of tables, in reading order.

    A paragraph that is one of the `captions` (as key) counts as a row: many pages set captions above their tables.
    """
    found: list[Line] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            found.extend(_lines(block, number))
        elif isinstance(block, Paragraph) and len(block.text) < _LONGEST and (key := label_key(block.text)) in captions:
            found.append(Line((Cell(block.text, block.span, 0, 0),), (key,), number, False, (0,)))
    return found


_LONGEST = 60


def _lines(table: Table, number: int) -> Iterator[Line]:
    is_grid = table.shape == "grid"
    for index, row in enumerate(table.rows):
        cells = tuple(_distinct(row)) if is_grid else row
        if is_grid and not any(cell.row == index for cell in cells):
            continue
        keys = tuple([label_key(cell.text) for cell in cells])
        places = tuple([place for place, key in enumerate(keys) if key and not key.isdecimal()])
        if keys:
            yield Line(cells, keys, number, is_grid, places)


def _distinct(row: tuple[Cell, ...]) -> Iterator[Cell]:
    last: Cell | None = None
    for cell in row:
        if cell is not last:
            yield cell
        last = cell
