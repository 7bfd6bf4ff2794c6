"""The blocks of a Word text: paragraphs, and tables with merged cells, as the tree holds them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from gouji.readers import word_markup as mark
from gouji.readers.flow import Box, Frame, Item
from gouji.readers.word_package import VAL, W, whole
from gouji.readers.word_paragraphs import Paragraphs

_DEEPEST = 20
_MOST_COLUMNS = 1000
_COLUMNS, _ACROSS, _DOWN = f"{W}gridSpan", f"{W}hMerge", f"{W}vMerge"


class Story:
    """Turns elements into blocks; their text goes to `paragraphs`."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        """Starts with the paragraphs to add to."""
        self.paragraphs = paragraphs

    def blocks(self, parent: Element, items: list[Item], depth: int = 0) -> None:
        """Adds the blocks in an element."""
        for child in parent:
            if child.tag == mark.PARAGRAPH:
                self._paragraph(child, items, depth)
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
                if depth < _DEEPEST:
                    self._table(child, items, depth)
            else:
                self.paragraphs.changed(tag)

    def _paragraph(self, paragraph: Element, items: list[Item], depth: int) -> None:
        """Adds a paragraph, and after it the text boxes in it."""
        boxes = self.paragraphs.add(paragraph, items)
        for box in boxes if depth < _DEEPEST else ():
            self.blocks(box, items, depth + 1)

    def _table(self, table: Element, items: list[Item], depth: int) -> None:
        frame = Frame(self.paragraphs.length)
        above: dict[int, Box] = {}
        for row in mark.inner(table):
            if row.tag != mark.ROW:
                self.paragraphs.changed(row.tag)
                continue
            properties = row.find(mark.ROW_PROPERTIES)
            if properties is not None:
                for child in properties:
                    self.paragraphs.changed(child.tag)
                if any(properties.find(tag) is not None for tag in mark.DELETED):
                    continue
            frame.begin_row()
            above = self._row(row, properties, frame, above, depth)
        if frame.rows:
            frame.nested = any(type(item) is Frame for row in frame.rows for box in row for item in box.items)
            items.append(frame)

    def _row(
        self, row: Element, properties: Element | None, frame: Frame, above: dict[int, Box], depth: int
    ) -> dict[int, Box]:
        """Adds the cells of a row; returns those that may go on below, by their columns."""
        boxes = frame.rows[-1]
        column = self._gap(properties, "gridBefore", boxes)
        below: dict[int, Box] = {}
        for cell, columns, across, down in self._cells(row):
            owner = above.get(column) if down == "continue" else None
            if across == "continue" and boxes:
                boxes[-1].columns = min(boxes[-1].columns + columns, _MOST_COLUMNS)
            elif owner is not None:
                owner.rows += 1
                below[column] = owner
            else:
                box = Box(1, columns, self.paragraphs.length, [])
                self.blocks(cell, box.items, depth + 1)
                boxes.append(box)
                if down:
                    below[column] = box
            column += columns
        self._gap(properties, "gridAfter", boxes)
        return below

    def _gap(self, properties: Element | None, name: str, boxes: list[Box]) -> int:
        """A blank cell for columns that a row leaves out at its beginning or end; returns how many."""
        element = None if properties is None else properties.find(f"{W}{name}")
        columns = min(whole(element, 0), _MOST_COLUMNS)
        if columns:
            boxes.append(Box(1, columns, self.paragraphs.length, []))
        return columns

    def _cells(self, row: Element) -> Iterator[tuple[Element, int, str, str]]:
        """Cells with the columns they cover, and how they are merged across and down."""
        for cell in mark.inner(row):
            if cell.tag != mark.CELL:
                self.paragraphs.changed(cell.tag)
                continue
            properties = cell.find(mark.CELL_PROPERTIES)
            if properties is None or not len(properties):
                yield cell, 1, "", ""
                continue
            columns = min(max(whole(properties.find(_COLUMNS), 1), 1), _MOST_COLUMNS)
            yield cell, columns, _merge(properties.find(_ACROSS)), _merge(properties.find(_DOWN))


def _merge(element: Element | None) -> str:
    """How a cell is merged: `restart`, `continue` (which is what no value means), or not at all."""
    return "" if element is None else element.get(VAL, "continue")
