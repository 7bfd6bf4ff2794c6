"""From the blocks of a page to the text of a source, with runs that lead each character back to the file."""

from __future__ import annotations

from gouji.document import Block, Cell, Note, Paragraph, Picture, Table
from gouji.readers.flow import Box, Frame, Image, Item, Lines, Remark
from gouji.readers.grid import EMPTY, Grid, lay_out
from gouji.readers.layout import arrange
from gouji.readers.weaving import Stretch, clean, weave
from gouji.source import Run, Span

_NOWHERE = Span(0, 0)
# The constructors of named tuples take twice as long; a page has hundreds of cells and runs.
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
        self.runs: list[Run] = []
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

    def write(self, text: str, stretches: list[Stretch], end: str) -> Span:
        """Adds a text and what ends it; returns its span."""
        at = self.length
        for start, origin, limit in stretches:
            self.runs.append(Run(at + start, origin, limit))
        self.parts += (text, end)
        self.length = at + len(text) + len(end)
        return Span(at, at + len(text))

    def _lines(self, lines: Lines, end: str) -> tuple[str, Span]:
        """Writes one paragraph, if it has text."""
        pieces = lines.pieces
        if len(pieces) == 1 and not lines.kept:
            found = clean(self.file, *pieces[0])
            if found is not None:
                text, origin = found
                return text, self._write_run(text, origin, end) if text else _NOWHERE
        text, stretches = weave(self.file, pieces, kept=lines.kept)
        return text, self.write(text, stretches, end) if text else _NOWHERE

    def _write_run(self, text: str, origin: int, end: str) -> Span:
        at = self.length
        stop = at + len(text)
        self.runs.append(_new(Run, (at, origin, origin + len(text))))
        self.parts += (text, end)
        self.length = stop + 1
        return _new(Span, (at, stop))

    def _paragraph(self, lines: Lines) -> None:
        text, span = self._lines(lines, "\n")
        if text:
            self.blocks.append(Paragraph(span, text, lines.level, lines.linked))

    def _aside(self, item: Item) -> None:
        """A picture or a remark: an empty place in the text, where the next block starts."""
        span = Span(self.length, self.length)
        if type(item) is Image:
            span = self.write("", [Stretch(0, item.origin, item.origin)], "\n")
            self.blocks.append(Picture(span, item.text))
        elif type(item) is Remark:
            self.notes.append(Note("comment", span, item.text))

    def _table(self, frame: Frame) -> None:
        grid = lay_out(frame.rows, _group_ends(frame.groups))
        start = self.length
        images: list[Image] = []
        written: list[list[tuple[str, Span]]] = []
        for row in frame.rows:
            written.append([self._cell(box, "\t", images) for box in row])
            if row:
                self.parts[-1] = "\n"
        span = Span(start, max(self.length - 1, start))
        if grid is None:
            ragged = tuple(
                tuple(Cell(text, at, number, column) for column, (text, at) in enumerate(row))
                for number, row in enumerate(written)
            )
            self.blocks.append(Table(span, ragged, "ragged"))
        else:
            self.blocks.append(Table(span, _expanded(grid, written, start), "grid"))
        for image in images:
            self._aside(image)

    def _cell(self, box: Box, end: str, images: list[Image]) -> tuple[str, Span]:
        if box.piece is not None:
            found = clean(self.file, *box.piece)
            if found is not None:
                text, origin = found
                return text, self._write_run(text, origin if text else box.origin, end)
        if box.is_blank:
            return "", self._write_run("", box.origin, end)
        items = box.items
        if len(items) == 1 and type(items[0]) is Lines:
            written = self._lines(items[0], end)
        else:
            written = self._lines(Lines(self._pieces(items, images)), end)
        return written if written[0] else ("", self._write_run("", box.origin, end))

    def _pieces(self, items: list[Item], images: list[Image]) -> list[tuple[int, int]]:
        """The pieces of all paragraphs of a cell, with line breaks between."""
        pieces: list[tuple[int, int]] = []
        for item in items:
            if type(item) is Lines:
                if pieces:
                    pieces.append((pieces[-1][1], pieces[-1][1]))
                pieces += item.pieces
            elif type(item) is Image:
                images.append(item)
            else:
                self._aside(item)
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


def _expanded(grid: Grid, written: list[list[tuple[str, Span]]], at: int) -> tuple[tuple[Cell, ...], ...]:
    """The rows of cells of a grid that starts at an offset; a place that no cell covers gets a blank one."""
    flat = [cell for row in written for cell in row]
    cells = [_new(Cell, (text, span, *place)) for (text, span), place in zip(flat, grid.places, strict=True)]
    rows: list[tuple[Cell, ...]] = []
    for number, (line, row) in enumerate(zip(grid.slots, written, strict=True)):
        if row:
            at = row[-1][1].end
        if EMPTY not in line:
            rows.append(tuple([cells[owner] for owner in line]))
            continue
        rows.append(
            tuple(
                cells[owner] if owner != EMPTY else Cell("", Span(at, at), number, column)
                for column, owner in enumerate(line)
            )
        )
    return tuple(row for row in rows if row)
