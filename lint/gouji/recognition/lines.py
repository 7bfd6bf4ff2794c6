"""Rows of tables as recognition sees them: the distinct cells of each row, in order, with their label keys."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gouji.document import Block, Cell, Cells, CutRow, Paragraph, Table, extent
from gouji.recognition.lexicon import label_key
from gouji.source import Span

FIGURE = " 0"
"""What the marks of cells with a plain figure begin with; no key has a blank in it."""

_LONGEST = 60
_LONGEST_FIGURE = 15


class Row(NamedTuple):
    """A row: distinct cells from left to right, their marks, the number of its table and how its cells are known.

    `is_inferred` where rows and columns were told by where the words stand.
    """

    cells: Cells
    marks: tuple[str, ...]
    table: int
    is_grid: bool
    is_inferred: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the cells."""
        return texts_of(self.cells)


class Line(NamedTuple):
    """A row: distinct cells from left to right, their keys, the number of its table and how its cells are known.

    `places` are the indexes of the cells that hold words; most cells of a form hold figures and need no second look.
    """

    cells: tuple[Cell, ...]
    keys: tuple[str, ...]
    table: int
    is_grid: bool
    places: tuple[int, ...]
    is_inferred: bool = False

    @property
    def words(self) -> list[str]:
        """The keys that are words, not figures: those at `places`."""
        return [self.keys[place] for place in self.places]

    @property
    def span(self) -> Span:
        """From the first cell that is not blank to the last one."""
        return extent(self.cells)


@lru_cache(maxsize=512)
def mark(text: str) -> str:
    """What recognition goes by in a cell: its label key, or only that it holds a whole number or a decimal."""
    if len(text) <= _LONGEST_FIGURE:
        if text.isdecimal():
            return FIGURE
        whole, point, rest = text.partition(".")
        if point and whole.isdecimal() and rest.isdecimal():
            return f"{FIGURE}.{min(len(whole), 3)}"
    return label_key(text)


@lru_cache(maxsize=512)
def _marks(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(mark, texts))


def texts_of(cells: Cells) -> tuple[str, ...]:
    """The texts of cells."""
    return cells.texts if isinstance(cells, CutRow) else tuple([cell[0] for cell in cells])


def rows_of(blocks: Iterable[Block], captions: Container[str] = ()) -> list[Row]:
    """All rows of tables, in reading order.

    A paragraph that is one of the `captions` (as key) counts as a row: many pages set captions above their tables.
    """
    found: list[Row] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            found.extend(_rows(block, number))
        elif isinstance(block, Paragraph) and len(block.text) < _LONGEST and (key := label_key(block.text)) in captions:
            found.append(Row((Cell(block.text, block.span, 0, 0),), (key,), number, False))
    return found


def _rows(table: Table, number: int) -> Iterator[Row]:
    is_inferred = table.shape == "aligned"
    is_grid = is_inferred or table.shape == "grid"
    for index, row in enumerate(table.rows):
        cells = _distinct(row) if is_grid else row
        if cells and not (is_grid and all(cell.row != index for cell in cells)):
            yield Row(cells, _marks(texts_of(cells)), number, is_grid, is_inferred)


def _distinct(row: Cells) -> tuple[Cell, ...]:
    return tuple([cell for cell, before in zip(row, (None, *row), strict=False) if cell is not before])


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """The rows with the keys of their cells."""
    return [_line(row) for row in rows]


def _line(row: Row) -> Line:
    keys = tuple(map(label_key, row.texts))
    places = tuple([place for place, key in enumerate(keys) if key and not key.isdecimal()])
    # A line keeps its cells, which are told apart by what they are and not by what they hold.
    return Line(tuple(row.cells), keys, row.table, row.is_grid, places, row.is_inferred)
