"""The PDF reader, for files that hold text: tables by their drawn lines, paragraphs by the margins of the page."""

from __future__ import annotations

from gouji.document import Block, Cell, Document, Paragraph, Picture, Table
from gouji.readers.pdfium import sheets
from gouji.readers.printed import Passage, pieces
from gouji.readers.tabular import Field, Form
from gouji.source import Anchor, Source, Span


def read(data: bytes, name: str) -> Document:
    """The document in a PDF file; places are pages, and rows and columns of tables.

    Raises:
        UnreadableFile: pypdfium2 is not installed, or the file is damaged or locked by a password.

    """
    pages = sheets(data, name)
    writing = _Writing()
    for piece in pieces(pages):
        if isinstance(piece, Passage):
            writing.passage(piece)
        else:
            writing.form(piece)
    for page in pages:
        if page.has_picture and not page.glyphs:
            writing.picture(page.number)
    source = Source(name, "".join(writing.parts), anchors=tuple(writing.anchors))
    return Document(source, tuple(writing.blocks), "pdf")


class _Writing:
    """Text, anchors and blocks under way."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.anchors: list[Anchor] = []
        self.blocks: list[Block] = []
        self.tables = 0

    def _write(self, text: str) -> Span:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def passage(self, passage: Passage) -> None:
        """A paragraph, joined over lines and pages."""
        start, page, text = self.length, 0, ""
        for line in passage.lines:
            if line.page != page:
                page = line.page
                self.anchors.append(Anchor(self.length, page, ""))
            apart = text[-1:].isascii() and text[-1:].isalnum() and line.text[:1].isascii() and line.text[:1].isalnum()
            part = " " + line.text if apart else line.text
            self._write(part)
            text += part
        self.blocks.append(Paragraph(Span(start, self.length), text))
        self._write("\n")

    def form(self, form: Form) -> None:
        """A table; each cell is written once, at its first place."""
        self.tables += 1
        start = self.length
        made: dict[Field, Cell] = {}
        for number, row in enumerate(form.rows):
            new = [field for column, field in enumerate(row) if field not in made and field not in row[:column]]
            for field in new:
                column = row.index(field)
                self.anchors.append(
                    Anchor(self.length, field.page, f"表{self.tables} 第{number + 1}行第{column + 1}列")
                )
                extent = _extent(form.rows, field, number, column)
                made[field] = Cell(field.text, self._write(field.text), number, column, *extent)
                self._write("\n" if field is new[-1] else "\t")
        rows = tuple(tuple(made[field] for field in row) for row in form.rows)
        self.blocks.append(Table(Span(start, self.length - 1), rows, "grid"))

    def picture(self, number: int) -> None:
        """A page that is a picture, as a scanner makes it."""
        self.anchors.append(Anchor(self.length, number, ""))
        self.blocks.append(Picture(Span(self.length, self.length)))
        self._write("\n")


def _extent(rows: list[list[Field]], field: Field, row: int, column: int) -> tuple[int, int]:
    down = row
    while down < len(rows) and rows[down][column] is field:
        down += 1
    across = column
    while across < len(rows[row]) and rows[row][across] is field:
        across += 1
    return down - row, across - column
