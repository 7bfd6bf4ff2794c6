"""A new Word file with what was read of a file of another format, each character of it at a known place."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

from gouji.document import Block, Cell, Document, Paragraph, Table
from gouji.drafting import docx
from gouji.marking.word_comments import written
from gouji.origins import NOWHERE, Origins
from gouji.source import Source, Span

_PICTURE = "〔图片〕"
_NARROWEST, _WIDEST = 6, 13
_DEEPEST = 2
_MOST_COLUMNS = 63
"""Word has no tables with more."""


def made(document: Document, levels: Mapping[int, int]) -> tuple[bytes, Origins]:
    """The file, and where its characters stand.

    `levels` are those of headings by the offsets at which they begin; the title has level 0.
    """
    writing = _Writing(document.source)
    for block in document.blocks:
        if isinstance(block, Table):
            writing.table(block)
        elif isinstance(block, Paragraph):
            writing.paragraph(block.span, _style(block, levels))
        else:
            writing.picture(block.span, block.text)
    xml = docx.text("".join(writing.parts))
    return docx.package(xml), Origins(docx.MAIN, xml, "utf-8", "w:", writing.characters, tuple(writing.paragraphs))


def _style(block: Block, levels: Mapping[int, int]) -> str:
    level = levels.get(block.span.start)
    return "" if level is None else str(min(level, _DEEPEST))


class _Writing:
    """The body under way. `characters` and `paragraphs` are those of `Origins`."""

    def __init__(self, source: Source) -> None:
        self.parts: list[str] = []
        self.characters: array[int] = array("l", [NOWHERE]) * len(source.text)
        self.paragraphs: list[tuple[int, int]] = []
        self._text = source.text
        self._length = len(docx.BEFORE)

    def paragraph(self, span: Span, style: str) -> None:
        """A paragraph with the text of a span."""
        self.paragraphs.append((span.start, self._length))
        named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        if span.start == span.end:
            self._put(f"<w:p>{named}</w:p>")
            return
        self._put(f'<w:p>{named}<w:r><w:t xml:space="preserve">')
        for offset in range(span.start, span.end):
            self._character(offset)
        self._put("</w:t></w:r></w:p>")

    def picture(self, span: Span, text: str) -> None:
        """Words in place of a picture."""
        self.paragraphs.append((span.start, self._length))
        self._put(f'<w:p><w:r><w:t xml:space="preserve">{written(_PICTURE + text)}</w:t></w:r></w:p>')

    def table(self, table: Table) -> None:
        """A table, with merged cells where they are known; its cells one by one where there is no more than their order."""
        width = max((len(row) for row in table.rows), default=0)
        if table.shape == "stream" or not 0 < width <= _MOST_COLUMNS:
            for cell in {cell.span: cell for row in table.rows for cell in row}.values():
                self.paragraph(cell.span, "")
            return
        widths = _widths(table, width)
        self._put(docx.opening(widths))
        for number, row in enumerate(table.rows):
            self._put("<w:tr>")
            for column, cell in enumerate(row):
                if table.shape != "grid":
                    last = width if column == len(row) - 1 else column + 1
                    self._cell(cell, sum(widths[column:last]), last - column, "")
                elif cell.column == column and cell.row <= number:
                    merge = (
                        "" if cell.rows == 1 else "<w:vMerge/>" if cell.row < number else '<w:vMerge w:val="restart"/>'
                    )
                    self._cell(cell, sum(widths[column : column + cell.columns]), cell.columns, merge)
            self._put("</w:tr>")
        self._put('</w:tbl><w:p><w:pPr><w:pStyle w:val="cell"/></w:pPr></w:p>')

    def _cell(self, cell: Cell, width: int, columns: int, merge: str) -> None:
        across = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        self._put(f'<w:tc><w:tcPr>{size}{across}{merge}<w:vAlign w:val="center"/></w:tcPr>')
        if merge == "<w:vMerge/>":
            self._put("<w:p/>")
        else:
            self.paragraph(cell.span, "cell")
        self._put("</w:tc>")

    def _character(self, offset: int) -> None:
        """A character; an end of a line within a paragraph becomes a blank, or nothing between wide characters."""
        character = self._text[offset]
        if character in "\r\n":
            if all(beside >= "\u2e80" for beside in self._text[offset - 1 : offset + 2 : 2]):
                return
            character = " "
        self.characters[offset] = self._length
        self._put(written(character))

    def _put(self, part: str) -> None:
        self.parts.append(part)
        self._length += len(part)


def _widths(table: Table, width: int) -> list[int]:
    """The widths of the columns, after the longest text that stands in one of them alone."""
    lengths = [_NARROWEST] * width
    for row in table.rows:
        for column, cell in enumerate(row):
            if cell.columns == 1:
                lengths[column] = max(lengths[column], min(len(cell.text), _WIDEST))
    return _shared(lengths)


def _shared(weights: Sequence[int]) -> list[int]:
    return [docx.WIDTH * weight // sum(weights) for weight in weights]
