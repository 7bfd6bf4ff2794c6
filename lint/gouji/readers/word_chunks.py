"""Other files within a Word file (`w:altChunk`, sheets of Excel): what was read of them becomes part of its text."""

from __future__ import annotations

from gouji.document import Block, Paragraph, Picture, Table
from gouji.errors import UnreadableFile
from gouji.readers.detection import marked
from gouji.readers.flow import Box, Frame, Image, Item
from gouji.readers.word_package import Parts
from gouji.readers.word_paragraphs import Paragraphs


class Chunks:
    """The files within a Word file, of which few are read: they would multiply what it holds."""

    def __init__(self, parts: Parts, most: int) -> None:
        """Those of a file, at most so many."""
        self._parts = parts
        self._left = most

    def blocks(self, id: str) -> tuple[Block, ...]:
        """What stands in a file, by its id; nothing where it is not there.

        Raises:
            UnreadableFile: it cannot be read, or there are too many.

        """
        from gouji import readers
        from gouji.readers import docx

        found = self._parts.chunk(id)
        if found is None:
            return ()
        path, data = found
        name = f"{self._parts.name}/{path}"
        if not self._left:
            raise UnreadableFile(f"{name}: 嵌入的文件过多，不予读取", f"{name}: too many files are embedded to be read")
        self._left -= 1
        reader = readers.choose(data, name, readers.READERS)
        document = docx.read(data, name, within=True) if reader.name == "docx" else reader.read(data, name)
        return document.blocks

    def workbook(self, id: str) -> tuple[Block, ...] | None:
        """What stands in a workbook, by its id; None where it cannot be read here, or shows one of several sheets."""
        from gouji.readers import workbook, xlsx

        found = self._parts.chunk(id, ("package", "oleObject")) if self._left else None
        if found is None:
            return None
        path, data = found
        name = f"{self._parts.name}/{path}"
        if marked(data) != "zip":
            # What an old workbook would take of memory is not told before it is read.
            return None
        self._left -= 1
        try:
            return xlsx.read(data, name).blocks if len(workbook.leaves(data, name)) == 1 else None
        except UnreadableFile:
            return None


def copy(block: Block, paragraphs: Paragraphs, items: list[Item]) -> None:
    """Adds a block of another document."""
    if isinstance(block, Paragraph):
        paragraphs.line(block.text, items, block.level, linked=block.linked)
    elif isinstance(block, Picture):
        items.append(Image(paragraphs.length, block.text))
    else:
        items.append(_frame(block, paragraphs))


def _frame(table: Table, paragraphs: Paragraphs) -> Frame[Box]:
    """A table, each cell in it once."""
    frame: Frame[Box] = Frame(paragraphs.length)
    for number, row in enumerate(table.rows):
        frame.begin_row()
        for column, cell in enumerate(row):
            if table.shape == "grid" and (cell.row, cell.column) != (number, column):
                continue
            box = Box(cell.rows, cell.columns, paragraphs.length, [])
            paragraphs.line(cell.text, box.items)
            frame.rows[-1].append(box)
    return frame
