"""From the blocks of a page to the text of a source, with runs that lead each character back to the file."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.document import Block, Cell, Note, Paragraph, Picture
from gouji.readers.flow import Box, Content, Frame, Image, Item, Lines, Plain, Remark
from gouji.readers.layout import arrange
from gouji.readers.tables import written
from gouji.readers.weaving import Stretch, weave
from gouji.source import Span

_NOWHERE = Span(0, 0)
# The constructors of named tuples take twice as long; a page has hundreds of cells.
_new = tuple.__new__


class Rendering:
    """Text under way: its parts, and runs, blocks and notes in the order of the text.

    Paragraphs and rows end with a line end, cells within a row with a tab.
    """

    def __init__(self, file: str) -> None:
        """Starts an empty text about a file."""
        self.file = file
        self.parts: list[str] = []
        self.length = 0
        self.runs: list[Stretch] = []
        self.blocks: list[Block] = []
        self.notes: list[Note] = []

    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)

    def items(self, items: list[Item]) -> None:
        """Renders blocks; tables that only lay out the page give way to their content."""
        for item in arrange(self.file, items):
            if type(item) is Lines:
                self._paragraph(item)
            elif type(item) is Frame:
                self._table(item)
            else:
                self._aside(item)

    def write(self, text: str, stretches: Iterable[Stretch], end: str) -> Span:
        """Adds a text and what ends it; returns its span."""
        at = self.length
        self.runs += [(at + start, origin, limit) for start, origin, limit in stretches]
        self.parts += (text, end)
        stop = at + len(text)
        self.length = stop + len(end)
        return _new(Span, (at, stop))

    def _lines(self, lines: Lines, end: str) -> tuple[str, Span]:
        """Writes one paragraph, if it has text."""
        text, stretches = weave(self.file, lines.pieces, kept=lines.kept)
        return text, self.write(text, stretches, end) if text else _NOWHERE

    def _paragraph(self, lines: Lines) -> None:
        text, span = self._lines(lines, "\n")
        if text:
            self.blocks.append(Paragraph(span, text, lines.level, lines.linked))

    def _aside(self, item: Item) -> None:
        """A picture or a remark: an empty place in the text, where the next block starts."""
        span = Span(self.length, self.length)
        if type(item) is Image:
            span = self.write("", [(0, item.origin, item.origin)], "\n")
            self.blocks.append(Picture(span, item.text))
        elif type(item) is Remark:
            self.notes.append(Note("comment", span, item.text))

    def _table(self, frame: Frame[Box | Plain]) -> None:
        rows = [[box if isinstance(box, Plain) else self._woven(box) for box in row] for row in frame.rows]
        cells = [cell for row in rows for cell in row]
        extents = [[content.extent for _, content in row] for row in rows]
        table = written([content.text for _, content in cells], extents, _group_ends(frame.groups), self.length)
        self.runs += [
            (start + offset, at + origin, at + limit)
            for start, (at, content) in zip(table.starts, cells, strict=False)
            for offset, origin, limit in content.stretches
        ]
        self.parts.append(table.text)
        self.length = table.starts[-1]
        self.blocks.append(table.table)
        boxes = [box for row in frame.rows for box in row]
        if any(isinstance(box, Box) for box in boxes):
            self._within(boxes, table.cells)

    def _woven(self, box: Box) -> Plain:
        """A cell that holds whatever it likes, as one whose content is known: its paragraphs in one line."""
        items = box.items
        if len(items) == 1 and type(items[0]) is Lines:
            text, stretches = weave(self.file, items[0].pieces, kept=items[0].kept)
        else:
            text, stretches = weave(self.file, _pieces(items))
        stretches = stretches if text else [(0, box.origin, box.origin)]
        return Plain(0, Content((box.rows, box.columns), box.origin, (), text, tuple(stretches)))

    def _within(self, boxes: list[Box | Plain], cells: list[Cell]) -> None:
        """Takes the remarks and pictures out of the cells of a table: remarks stay there, pictures follow the table."""
        images: list[Image] = []
        for box, cell in zip(boxes, cells, strict=True):
            for item in box.items if isinstance(box, Box) else ():
                if type(item) is Image:
                    images.append(item)
                elif type(item) is Remark:
                    start = cell.span.start
                    self.notes.append(Note("comment", Span(start, start), item.text))
        for image in images:
            self._aside(image)


def _pieces(items: list[Item]) -> list[tuple[int, int]]:
    """The pieces of all paragraphs of a cell, with line breaks between."""
    pieces: list[tuple[int, int]] = []
    for item in items:
        if type(item) is Lines:
            if pieces:
                pieces.append((pieces[-1][1], pieces[-1][1]))
            pieces += item.pieces
    return pieces


def _group_ends(groups: list[int]) -> list[int]:
    """For each row, the row after the end of its group."""
    ends = [0] * len(groups)
    end = len(groups)
    for number in range(len(groups) - 1, -1, -1):
        if number + 1 < len(groups) and groups[number] != groups[number + 1]:
            end = number + 1
        ends[number] = end
    return ends
