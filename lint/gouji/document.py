"""A document as a reader leaves it: a sequence of blocks over one source.

A reader decides nothing about annual reports; it only says what is a paragraph, a table or a picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, overload

from gouji.source import Source, Span

_new = tuple.__new__

Shape = Literal["grid", "ragged", "aligned", "stream"]
"""How much is known of a table.

`grid`: row and column spans are known and expanded (HTML, Word, ruled PDF).
`ragged`: rows are known, spans are lost; cells stand in order, trailing blank ones mean nothing (cells between bars).
`aligned`: as `grid`, but rows and columns are told by where words stand on the page, and spans are not (PDF without lines).
`stream`: only the order of the cells is known, one cell a line; all cells stand in one row.
"""


class Paragraph(NamedTuple):
    """A run of prose: `text` is the source's text at `span`, without blanks at the ends.

    `level` is 1 to 6 where the markup says heading, else 0; `linked` where all of it is the text of a link.
    """

    span: Span
    text: str
    level: int = 0
    linked: bool = False


class Cell(NamedTuple):
    """A table cell: its text without blanks at the ends, its span (empty where the cell is blank, at its place).

    `row` and `column` count from 0 and are those of the owner (upper left) where the cell spans several; `rows` and
    `columns` are its extent.
    """

    text: str
    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Cut(NamedTuple):
    """A line cut into cells: their texts without blanks at the ends, and where in the line these begin and end."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class CutRow(Sequence[Cell]):
    """The cells of a line that was cut, made when they are asked for: of most rows only the texts are.

    `start` is where the line begins in the text, `row` its number in the table.
    """

    __slots__ = ("_cut", "_made", "_row", "_start")

    def __init__(self, cut: Cut, start: int, row: int) -> None:
        """The cells of a line."""
        self._cut = cut
        self._start = start
        self._row = row
        self._made: tuple[Cell, ...] | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the cells."""
        return self._cut.texts

    def span(self, place: int) -> Span:
        """The span of a cell, which need not be made for it."""
        return Span(self._start + self._cut.starts[place], self._start + self._cut.ends[place])

    def _cells(self) -> tuple[Cell, ...]:
        """The cells, which are the same whenever they are asked for."""
        if self._made is None:
            start, row = self._start, self._row
            # The constructors of named tuples take twice as long.
            self._made = tuple(
                [
                    _new(Cell, (text, _new(Span, (start + first, start + last)), row, column, 1, 1))
                    for column, (text, first, last) in enumerate(zip(*self._cut, strict=True))
                ]
            )
        return self._made

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, index: int | slice) -> Cell | tuple[Cell, ...]:
        """A cell, or some of them."""
        return self._cells()[index]

    def __iter__(self) -> Iterator[Cell]:
        """The cells from left to right."""
        return iter(self._cells())

    def __len__(self) -> int:
        """How many cells there are."""
        return len(self._cut.texts)

    def __eq__(self, other: object) -> bool:
        """Whether the other row has the same cells at the same places."""
        return isinstance(other, CutRow | tuple) and self._cells() == tuple(other)

    def __hash__(self) -> int:
        """That of its cells."""
        return hash(self._cells())

    def __repr__(self) -> str:
        """As a tuple of its cells."""
        return repr(self._cells())


Cells = tuple[Cell, ...] | CutRow
"""A row of cells from left to right."""


def texts_of(cells: Cells) -> tuple[str, ...]:
    """The texts of cells."""
    return cells.texts if type(cells) is CutRow else tuple([cell[0] for cell in cells])


def span_of(cells: Cells, place: int) -> Span:
    """The span of a cell."""
    return cells.span(place) if type(cells) is CutRow else cells[place].span


def ends(cells: Cells) -> tuple[Cell, Cell]:
    """The first and the last cell that is not blank, without what reaches down from rows above; the first cell twice where all are."""
    here = cells[-1].row
    first = next((cell for cell in cells if cell.text and cell.row >= here), cells[0])
    return first, next((cell for cell in reversed(cells) if cell.text), first)


def extent(cells: Cells) -> Span:
    """From the first cell of a row that is not blank to the last one."""
    first, last = ends(cells)
    return Span(first.span.start, max(last.span.end, first.span.start))


class Table(NamedTuple):
    """Rows × cells. In a grid every row has the same width and a spanning cell stands in each place it covers."""

    span: Span
    rows: tuple[Cells, ...]
    shape: Shape


class Picture(NamedTuple):
    """A picture; `text` is its alternative text."""

    span: Span
    text: str = ""


Block = Paragraph | Table | Picture


class Note(NamedTuple):
    """Something a reader has to say of the file: the code of the rule that reports it, the place and the detail."""

    code: str
    span: Span
    detail: str


class Document(NamedTuple):
    """What a reader returns: blocks in reading order, the reader's name, and notes on the file."""

    source: Source
    blocks: tuple[Block, ...]
    reader: str
    notes: tuple[Note, ...] = ()
