"""From sheets to the document: the text, its blocks, and where each of them stands on its page.

This is what readers of pages share. A reader of pictures makes `Sheet`s of what it recognises (`Sheet.word` and
`Sheet.line`, with the sureness of the words) and calls `document`; tables, page breaks and paragraphs are worked out
here, and `Source.confidence` gives the sureness back for any span. A reader of PDF files replaces the sheets for which
`is_read` is false by recognised ones of the same number before it calls this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from gouji.boxes import Boxing
from gouji.document import Block, Cell, Document, Note, Paragraph, Picture, Table
from gouji.readers.lines import Line, parts
from gouji.readers.passages import Passage
from gouji.readers.printed import Plate, pieces
from gouji.readers.sheet import Sheet
from gouji.readers.spreads import apart
from gouji.readers.tabular import Field, Form
from gouji.source import Anchor, Source, Span


def document(sheets: Sequence[Sheet], name: str, reader: str) -> Document:
    """The document on the pages of a file; places are pages, and rows and columns of tables."""
    sheets = apart(sheets)
    writing = _Writing(sheets)
    for piece in pieces(sheets):
        if isinstance(piece, Passage):
            writing.passage(piece)
        elif isinstance(piece, Form):
            writing.form(piece)
        else:
            writing.plate(piece)
    source = Source(name, "".join(writing.parts), anchors=tuple(writing.anchors), printed=writing.boxing.boxes())
    return Document(source, tuple(writing.blocks), reader, tuple(_notes(sheets, writing.plates)))


def _notes(sheets: Sequence[Sheet], plates: Mapping[int, Span]) -> Iterator[Note]:
    """A note on each run of pages that were not read, with their state and their numbers."""
    unread = [sheet for sheet in sheets if sheet.number in plates]
    for state, run in groupby(enumerate(unread), key=lambda item: (item[1].state, item[1].number - item[0])):
        pages = [sheet for _, sheet in run]
        yield Note("EXT001", plates[pages[0].number], f"{state[0]} {_page(pages[0])} {_page(pages[-1])}")


def _page(sheet: Sheet) -> int:
    """The number of a page in the file."""
    return sheet.page or sheet.number


class _Writing:
    """Text, anchors, boxes and blocks under way."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.frames = {sheet.number: sheet.frame for sheet in sheets}
        self.pages = {sheet.number: _page(sheet) for sheet in sheets}
        self.parts: list[str] = []
        self.length = 0
        self.boxing = Boxing()
        self.anchors: list[Anchor] = []
        self.blocks: list[Block] = []
        self.tables = 0
        self.plates: dict[int, Span] = {}

    def passage(self, passage: Passage) -> None:
        """A paragraph, joined over lines and pages."""
        text, span = self._lines(passage.lines, "", 0.0)
        self.blocks.append(Paragraph(span, text))
        self._between("\n")

    def form(self, form: Form) -> None:
        """A table; each cell is written once, at its first place."""
        self.tables += 1
        start = self.length
        made: dict[Field, Cell] = {}
        for number, row in enumerate(form.rows):
            new = [field for column, field in enumerate(row) if field not in made and field not in row[:column]]
            for field in new:
                column = row.index(field)
                place = f"表{self.tables} 第{number + 1}行第{column + 1}列"
                self.anchors.append(Anchor(self.length, self.pages[field.page], place))
                text, span = self._lines(field.lines, place, field.reach)
                made[field] = Cell(text, span, number, column, *_extent(form.rows, field, number, column))
                self._between("\n" if field is new[-1] else "\t")
        rows = tuple(tuple(made[field] for field in row) for row in form.rows)
        self.blocks.append(Table(Span(start, self.length - 1), rows, "grid" if form.is_drawn else "aligned"))

    def plate(self, plate: Plate) -> None:
        """A picture: an empty line in the text."""
        self.anchors.append(Anchor(self.length, self.pages[plate.page], ""))
        span = Span(self.length, self.length)
        if plate.whole:
            self.plates[plate.page] = span
        self.blocks.append(Picture(span))
        self._between("\n")

    def _lines(self, lines: Sequence[Line], place: str, right: float) -> tuple[str, Span]:
        """Writes lines one after the other, with an anchor where a new page begins; `right` is where they could reach."""
        start, text = self.length, ""
        page = lines[0].page if place and lines else 0
        for before, line in zip((None, *lines), lines, strict=False):
            if before is not None and parts(before, line, right):
                self._between(" ")
                text += " "
            if line.page != page:
                page = line.page
                self.anchors.append(Anchor(self.length, self.pages[page], place))
            self._line(line)
            text += line.text
        return text, Span(start, self.length)

    def _line(self, line: Line) -> None:
        sides = self.frames[line.page].origins(line.glyphs)
        self.boxing.add(self.pages[line.page], sides, bytes([glyph.sureness for glyph in line.glyphs]))
        self.parts.append(line.text)
        self.length += len(line.text)

    def _between(self, text: str) -> None:
        """Writes what is not printed."""
        self.boxing.skip(len(text))
        self.parts.append(text)
        self.length += len(text)


def _extent(rows: list[list[Field]], field: Field, row: int, column: int) -> tuple[int, int]:
    down = row
    while down < len(rows) and rows[down][column] is field:
        down += 1
    across = column
    while across < len(rows[row]) and rows[row][across] is field:
        across += 1
    return down - row, across - column
