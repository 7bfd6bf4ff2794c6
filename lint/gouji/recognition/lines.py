"""Rows of tables as recognition sees them: the distinct cells of each row, in order, with their label keys."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from gouji.document import Block, Cell, Cells, Paragraph, Table, extent, texts_of
from gouji.recognition.lexicon import label_key
from gouji.source import Span

FIGURE = " 0"
"""What the marks of cells with a plain figure begin with; no key has a blank in it."""

_LONGEST = 60
_LONGEST_FIGURE = 15


class Row(NamedTuple):
    """A row: distinct cells from left to right, their texts and marks, the number of its table and how its cells are known.

    `is_inferred` where rows and columns were told by where the words stand.
    """

    cells: Cells
    texts: tuple[str, ...]
    marks: tuple[str, ...]
    table: int
    is_grid: bool
    is_inferred: bool = False


class Line(NamedTuple):
    """A row: distinct cells from left to right, their keys, the number of its table and how its cells are known.

    `places` are the indexes of the cells that hold words; most cells of a form hold figures and need no second look.
    """

    cells: Cells
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


@lru_cache(maxsize=256)
def _marks(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(mark, texts))


def _row(cells: Cells, table: int, is_grid: bool, is_inferred: bool) -> Row:
    texts = texts_of(cells)
    return Row(cells, texts, _marks(texts), table, is_grid, is_inferred)


def rows_of(blocks: Iterable[Block], captions: Container[str] = ()) -> list[Row]:
    """All rows of tables, in reading order.

    A paragraph that is one of the `captions` (as key) counts as a row: many pages set captions above their tables.
    """
    found: list[Row] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            found += _rows(block, number)
        elif isinstance(block, Paragraph) and len(block.text) < _LONGEST and (key := label_key(block.text)) in captions:
            found.append(Row((Cell(block.text, block.span, 0, 0),), (block.text,), (key,), number, False))
    return found


def _rows(table: Table, number: int) -> list[Row]:
    if table.shape not in ("grid", "aligned"):
        return [_row(cells, number, False, False) for cells in table.rows if cells]
    rows = map(_distinct, table.rows)
    begun = (cells for index, cells in enumerate(rows) if any(cell.row == index for cell in cells))
    return [_row(cells, number, True, table.shape == "aligned") for cells in begun]


def _distinct(row: Cells) -> tuple[Cell, ...]:
    return tuple([cell for cell, before in zip(row, (None, *row), strict=False) if cell is not before])


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """The rows with the keys of their cells."""
    return [_line(row) for row in rows]


def _line(row: Row) -> Line:
    keys = tuple(map(label_key, row.texts))
    places = tuple([place for place, key in enumerate(keys) if key and not key.isdecimal()])
    return Line(row.cells, keys, row.table, row.is_grid, places, row.is_inferred)
