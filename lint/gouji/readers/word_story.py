"""The blocks of a Word text: paragraphs, and tables with merged cells, as the tree holds them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from gouji.readers import word_markup as mark
from gouji.readers.flow import Box, Frame, Image, Item
from gouji.readers.word_chunks import Chunks, copy
from gouji.readers.word_package import RELATION_ID, VAL, W, is_on, whole
from gouji.readers.word_paragraphs import Paragraphs

_DEEPEST = 20
_MOST_COLUMNS = 1000
_NARROW, _NARROWER = 100, 8
_GRID, _COLUMN, _WIDTH = f"{W}tblGrid", f"{W}gridCol", f"{W}w"
_COLUMNS, _ACROSS, _DOWN, _HIDDEN = (f"{W}{name}" for name in ("gridSpan", "hMerge", "vMerge", "hidden"))
_MERGED, _TRACKED_DOWN, _TRACKED = f"{W}cellMerge", f"{W}vMerge", {"rest": "restart", "cont": "continue"}


class Story:
    """Turns elements into blocks; their text goes to `paragraphs`."""

    def __init__(self, paragraphs: Paragraphs, chunks: Chunks) -> None:
        """Starts with the paragraphs to add to, and the other files in this one."""
        self.paragraphs = paragraphs
        self.chunks = chunks

    def blocks(self, parent: Element, items: list[Item], depth: int = 0) -> None:
        """Adds the blocks in an element.

        Raises:
            TooDeepError: tables or text boxes lie in one another as no program writes them.

        """
        if depth > _DEEPEST:
            raise mark.TooDeepError
        for child in parent:
            if child.tag == mark.PARAGRAPH:
                self._paragraph(child, items, depth)
            elif child.tag == mark.CHUNK:
                self._chunk(child, items)
            elif child.tag != mark.CELL_PROPERTIES:
                self._block(child, items, depth)
        self.paragraphs.end(items)

    def _block(self, element: Element, items: list[Item], depth: int) -> None:
        for child in mark.inner((element,)):
            tag = child.tag
            if tag == mark.PARAGRAPH:
                self._paragraph(child, items, depth)
            elif tag == mark.TABLE:
                self.paragraphs.end(items)
                self._table(child, items, depth)
            elif tag == mark.CHUNK:
                self._chunk(child, items)
            else:
                self.paragraphs.changed(tag)

    def _paragraph(self, paragraph: Element, items: list[Item], depth: int) -> None:
        """Adds a paragraph, and after it the text boxes and workbooks in it."""
        for box in self.paragraphs.add(paragraph, items):
            if box.tag == mark.EMBEDDED:
                self._workbook(box, items)
            else:
                self.blocks(box, items, depth + 1)

    def _workbook(self, element: Element, items: list[Item]) -> None:
        """Adds the sheet of a workbook, or the picture of it where that cannot be read."""
        blocks = self.chunks.workbook(element.get(RELATION_ID, ""))
        if blocks is None:
            items.append(Image(self.paragraphs.length, ""))
        for block in blocks or ():
            copy(block, self.paragraphs, items)

    def _chunk(self, element: Element, items: list[Item]) -> None:
        """Adds the blocks of another file that stands in this one."""
        self.paragraphs.end(items)
        for block in self.chunks.blocks(element.get(RELATION_ID, "")):
            copy(block, self.paragraphs, items)

    def _table(self, table: Element, items: list[Item], depth: int) -> None:
        frame: Frame[Box] = Frame(self.paragraphs.length)
        edges = _edges(table.find(_GRID))
        above: dict[int, Box] = {}
        for row in mark.inner(table):
            if row.tag != mark.ROW:
                self.paragraphs.changed(row.tag)
                continue
            properties = row.find(mark.ROW_PROPERTIES)
            if properties is not None:
                for child in properties:
                    self.paragraphs.changed(child.tag)
                if any(properties.find(tag) is not None for tag in mark.DELETED) or is_on(properties.find(_HIDDEN)):
                    continue
            frame.begin_row()
            above = self._row(row, properties, frame, above, edges, depth)
        if frame.rows:
            frame.nested = any(
                type(item) is Frame for row in frame.rows for box in row if box.piece is None for item in box.items
            )
            items.append(frame)

    def _row(
        self,
        row: Element,
        properties: Element | None,
        frame: Frame[Box],
        above: dict[int, Box],
        edges: list[int],
        depth: int,
    ) -> dict[int, Box]:
        """Adds the cells of a row; returns those that may go on below, by their columns."""
        boxes = frame.rows[-1]
        pages = _Pages(self.paragraphs)
        edge, column = self._gap(properties, "gridBefore", boxes, edges, 0)
        below: dict[int, Box] = {}
        last: Box | None = boxes[-1] if boxes else None
        for cell, width, across, down in self._cells(row):
            edge += width
            columns = (_at(edges, edge) if edges else edge) - column
            if columns < 1 and not any(map(str.strip, cell.itertext())):
                continue
            owner = above.get(column) if down == "continue" else None
            if across == "continue" and last is not None:
                # A cell that goes on from the row above has its width there.
                if boxes and last is boxes[-1]:
                    last.columns = min(last.columns + columns, _MOST_COLUMNS)
            elif owner is not None:
                last = owner
                owner.rows += 1
                below[column] = owner
            else:
                last = self._plain_box(cell, columns) or self._box(cell, columns, pages, depth)
                boxes.append(last)
                if down:
                    below[column] = last
            column += columns
        self._gap(properties, "gridAfter", boxes, edges, edge)
        pages.end_row()
        return below

    def _plain_box(self, cell: Element, columns: int) -> Box | None:
        """The box of a cell that holds one paragraph of plain text, as nearly all of a table do; else None."""
        if len(cell) != 1:
            return None
        paragraph = cell[0]
        if paragraph.tag != mark.PARAGRAPH or len(paragraph):
            return None
        piece = self.paragraphs.piece(paragraph)
        if piece is None:
            return None
        return Box(1, max(columns, 1), piece[0], None, piece if piece[1] > piece[0] else None)

    def _box(self, cell: Element, columns: int, pages: _Pages, depth: int) -> Box:
        """The box of any cell."""
        box = Box(1, max(columns, 1), self.paragraphs.length, [])
        if self.paragraphs.trace is not None:
            self.paragraphs.trace.cell(box, cell)
        if len(cell) == 1 and cell[0].tag == mark.PARAGRAPH and not len(cell[0]):
            self.paragraphs.add(cell[0], box.items)
        else:
            self.blocks(cell, box.items, depth + 1)
            pages.end_cell()
        return box

    def _gap(
        self, properties: Element | None, name: str, boxes: list[Box], edges: list[int], edge: int
    ) -> tuple[int, int]:
        """A blank cell for what a row leaves out at its beginning or end; returns the edge after it, and the column."""
        element = None if properties is None else properties.find(f"{W}{name}")
        after = edge + min(whole(element, 0), _MOST_COLUMNS)
        columns = _at(edges, after) - _at(edges, edge)
        if columns > 0:
            boxes.append(Box(1, columns, self.paragraphs.length, []))
        return after, _at(edges, after)

    def _cells(self, row: Element) -> Iterator[tuple[Element, int, str, str]]:
        """Cells with the columns they cover, and how they are merged across and down: `restart`, `continue`, or not."""
        for cell in row if mark.WRAPPERS.isdisjoint([child.tag for child in row]) else mark.inner(row):
            if cell.tag == mark.ROW_PROPERTIES:
                continue
            if cell.tag != mark.CELL:
                self.paragraphs.changed(cell.tag)
                continue
            properties = cell.find(mark.CELL_PROPERTIES)
            if properties is None or not len(properties):
                yield cell, 1, "", ""
                continue
            columns, across, down, is_gone = 1, "", "", False
            for child in properties:
                tag = child.tag
                if tag == _COLUMNS:
                    columns = min(max(whole(child, 1), 1), _MOST_COLUMNS)
                elif tag == _DOWN:
                    down = child.get(VAL, "continue")
                elif tag == _ACROSS:
                    across = child.get(VAL, "continue")
                elif tag == _MERGED:
                    down = _TRACKED.get(child.get(_TRACKED_DOWN, ""), down)
                else:
                    self.paragraphs.changed(tag)
                    is_gone = is_gone or tag in mark.DELETED
            if not is_gone:
                yield cell, columns, across, down


def _edges(grid: Element | None) -> list[int]:
    """The column after each edge of a table's grid, where some of its columns are too narrow to hold anything.

    Programs that convert tables round the widths of cells, and where rows disagree by a hair they make a column of it.
    Empty where there is no such column, as nearly always.
    """
    widths = [] if grid is None else [_width(column) for column in grid[:_MOST_COLUMNS] if column.tag == _COLUMN]
    narrow = min(_NARROW, sum(widths) / (_NARROWER * max(len(widths), 1)))
    if not widths or min(widths) >= narrow:
        return []
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + (width >= narrow))
    return edges


def _width(column: Element) -> int:
    """The width of a column in twentieths of a point; what is no number is 0."""
    width = column.get(_WIDTH, "")
    return int(width) if len(width) < 6 and width.isdecimal() else 0


def _at(edges: list[int], edge: int) -> int:
    """The column after an edge; beyond the grid every edge has one."""
    if not edges:
        return edge
    last = len(edges) - 1
    return edges[edge] if edge <= last else edges[last] + edge - last


class _Pages:
    """The pages that begin within a row: each of its cells says so, where the row is cut in two, and counts once."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self.paragraphs = paragraphs
        self.start = paragraphs.length
        self.known = self.counted = len(paragraphs.pages)
        self.most = 0

    def end_cell(self) -> None:
        pages = self.paragraphs.pages
        if len(pages) > self.counted:
            self.most = max(self.most, sum(page > self.start for page in pages[self.counted :]))
            self.counted = len(pages)

    def end_row(self) -> None:
        pages = self.paragraphs.pages
        if len(pages) > self.known:
            before = [self.start] if self.start in pages[self.known :] else []
            pages[self.known :] = before + [self.paragraphs.length] * self.most
