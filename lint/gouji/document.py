"""A document as a reader leaves it: a sequence of blocks over one source.

A reader decides nothing about annual reports; it only says what is a paragraph, a table or a picture.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from gouji.source import Source, Span

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


class Table(NamedTuple):
    """Rows × cells. In a grid every row has the same width and a spanning cell stands in each place it covers."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]
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
