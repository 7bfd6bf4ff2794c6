"""From the tree of a Word text to its blocks: what stands on the paper, changes accepted, numbers of lists written out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from gouji.readers import word_markup as mark
from gouji.readers.flow import Box, Frame, Image, Item, Lines
from gouji.readers.weaving import BLANKS
from gouji.readers.word_numbering import Numbering
from gouji.readers.word_package import VAL, W, whole
from gouji.readers.word_styles import NO_LOOK, Look, Styles, look_of

_DEEPEST = 20
_MOST_COLUMNS = 1000


@dataclass(slots=True)
class Changes:
    """What is still open in a file, and where in the text the first of it stands."""

    inserted: int = 0
    deleted: int = 0
    comments: int = 0
    first: int | None = None

    def found(self, at: int) -> None:
        """Something open stands at an offset."""
        self.first = at if self.first is None else min(self.first, at)


@dataclass(slots=True)
class _Passage:
    """The paragraph under way: its text, what of it is linked, and text boxes and pictures for after it."""

    parts: list[str] = field(default_factory=list)
    linked: str = ""
    boxes: list[Element] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


class _Manner(NamedTuple):
    """What holds for a paragraph: its look and style, whether its mark was deleted so that the next one goes on in it,
    and whether its mark is hidden.
    """

    look: Look = NO_LOOK
    style: str = ""
    is_joined: bool = False
    is_hidden: bool = False


class Story:
    """The text of a file under way. `text` is what was read so far, without anything between paragraphs."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        """Starts empty."""
        self._styles = styles
        self._numbering = numbering
        self._parts: list[str] = []
        self._length = 0
        self._fields: list[bool] = []
        self._kept: list[str] = []
        self.changes = Changes()
        self.notes: list[tuple[str, str]] = []

    @property
    def text(self) -> str:
        """The text so far; pieces of lines are offsets in it."""
        return "".join(self._parts)

    def blocks(self, parent: Element, items: list[Item], depth: int = 0) -> None:
        """Adds the blocks in an element."""
        for child in parent:
            if child.tag == mark.PARAGRAPH:
                self._paragraph(child, items, depth)
            elif child.tag != mark.CELL_PROPERTIES:
                self._block(child, items, depth)
        if self._kept:
            self._unkept(items)

    def _block(self, element: Element, items: list[Item], depth: int) -> None:
        for child in mark.inner((element,)):
            tag = child.tag
            if tag == mark.PARAGRAPH:
                self._paragraph(child, items, depth)
            elif tag == mark.TABLE:
                self._unkept(items)
                if depth < _DEEPEST:
                    self._table(child, items, depth)
            else:
                self._changed(tag)

    # Paragraphs

    def _paragraph(self, paragraph: Element, items: list[Item], depth: int) -> None:
        text = None if self._kept or self._fields else _only_text(paragraph)
        if text is None:
            self._full_paragraph(paragraph, items, depth)
        elif text:
            self._line(_plain(text), items)

    def _full_paragraph(self, paragraph: Element, items: list[Item], depth: int) -> None:
        manner = self._manner(paragraph.find(mark.PARAGRAPH_PROPERTIES))
        passage = _Passage()
        for child in mark.inner(paragraph):
            self._part(child, passage, hidden=manner.look.hidden is True)
        # A field whose instruction does not end with its paragraph is broken; the text after it is not.
        while self._fields and self._fields[-1]:
            self._fields.pop()
        self._kept += passage.parts
        if not manner.is_joined:
            text = "".join(self._kept)
            self._kept.clear()
            if manner.look.list and (text or not manner.is_hidden):
                text = self._numbered(text, manner)
            if text:
                self._lines(text, items, manner.look.level or 0, passage.linked)
        items += (Image(self._length, alternative) for alternative in passage.pictures)
        for box in passage.boxes if depth < _DEEPEST else ():
            self.blocks(box, items, depth + 1)

    def _manner(self, properties: Element | None) -> _Manner:
        if properties is None or not len(properties):
            return _PLAIN
        look = look_of(properties, None)
        style = properties.find(_PARAGRAPH_STYLE)
        style_id = "" if style is None else style.get(VAL, "")
        if style_id:
            look = look.over(self._styles.look(style_id))
        runs = properties.find(mark.RUN_PROPERTIES)
        if runs is None or not len(runs):
            return _Manner(look, style_id)
        for child in runs:
            self._changed(child.tag)
        is_joined = any(runs.find(tag) is not None for tag in mark.DELETED)
        return _Manner(look, style_id, is_joined, look_of(None, runs).hidden is True)

    def _numbered(self, text: str, manner: _Manner) -> str:
        look = manner.look
        label = self._numbering.label(look.list or "", look.depth, manner.style)
        if not label:
            return text
        text = text.lstrip(BLANKS)
        if not text:
            return label
        apart = label[-1].isalnum() or (label[-1].isascii() and text[0].isascii() and text[0].isalnum())
        return f"{label} {text}" if apart else label + text

    def _lines(self, text: str, items: list[Item], level: int, linked: str) -> None:
        is_linked = bool(linked) and "".join(linked.split()) == "".join(text.split())
        for line in text.split("\n"):
            self._line(line, items, min(level, 6), linked=is_linked)

    def _line(self, text: str, items: list[Item], level: int = 0, *, linked: bool = False) -> None:
        text = text.strip(BLANKS)
        if text:
            start = self._length
            self._length += len(text)
            self._parts.append(text)
            items.append(Lines([(start, self._length)], level, linked))

    def _unkept(self, items: list[Item]) -> None:
        """Ends a paragraph that had no next one to go on in."""
        if self._kept:
            self._line("".join(self._kept).replace("\n", " "), items)
            self._kept.clear()

    # Runs

    def _part(self, child: Element, passage: _Passage, *, hidden: bool) -> None:
        tag = child.tag
        if tag == mark.RUN:
            self._run(child, passage, hidden=hidden)
        elif tag == mark.MATH_RUN:
            passage.parts += (part.text or "" for part in child if part.tag == mark.MATH_TEXT)
        elif tag in mark.DRAWINGS:
            self._drawing(child, passage)
        elif tag == mark.HYPERLINK:
            passage.linked += "".join(text.text or "" for text in child.iter(mark.TEXT))
        elif tag != mark.PARAGRAPH_PROPERTIES:
            self._changed(tag)

    def _run(self, run: Element, passage: _Passage, *, hidden: bool) -> None:
        for child in run:
            tag = child.tag
            if tag == mark.RUN_PROPERTIES:
                if len(child):
                    hidden = self._is_hidden(child, hidden=hidden)
            elif tag == mark.FIELD:
                self._field(child.get(_FIELD_TYPE, ""))
            elif tag == mark.COMMENT:
                self.changes.comments += 1
                self.changes.found(self._length)
            elif hidden or (self._fields and any(self._fields)):
                continue
            elif tag == mark.TEXT:
                passage.parts.append(_plain(child.text or ""))
            elif tag in mark.MARKS:
                passage.parts.append(mark.MARKS[tag])
            else:
                self._rare(child, passage)

    def _rare(self, child: Element, passage: _Passage) -> None:
        tag = child.tag
        if tag in mark.DRAWINGS:
            self._drawing(child, passage)
        elif tag == mark.SYMBOL:
            passage.parts.append(mark.symbol(child))
        elif tag in mark.NOTES:
            self.notes.append((mark.NOTES[tag], child.get(f"{W}id", "")))
        elif tag in mark.WRAPPERS:
            for part in mark.inner(child):
                self._part(part, passage, hidden=False)

    def _is_hidden(self, properties: Element, *, hidden: bool) -> bool:
        look = look_of(None, properties)
        if look.hidden is not None:
            return look.hidden
        style = properties.find(_RUN_STYLE)
        named = None if style is None else self._styles.look(style.get(VAL, "")).hidden
        return hidden if named is None else named

    def _field(self, kind: str) -> None:
        """Fields begin with an instruction, which nobody sees; their result follows after a separator."""
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, element: Element, passage: _Passage) -> None:
        boxes, pictures = mark.drawn(element)
        passage.boxes += boxes
        passage.pictures += pictures

    def _changed(self, tag: str) -> None:
        if tag in mark.INSERTED:
            self.changes.inserted += 1
        elif tag in mark.DELETED:
            self.changes.deleted += 1
        else:
            return
        self.changes.found(self._length)

    # Tables

    def _table(self, table: Element, items: list[Item], depth: int) -> None:
        frame = Frame(self._length)
        above: dict[int, Box] = {}
        for row in mark.inner(table):
            if row.tag != mark.ROW:
                self._changed(row.tag)
                continue
            properties = row.find(mark.ROW_PROPERTIES)
            if properties is not None:
                for child in properties:
                    self._changed(child.tag)
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
                box = Box(1, columns, self._length, [])
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
            boxes.append(Box(1, columns, self._length, []))
        return columns

    def _cells(self, row: Element) -> Iterator[tuple[Element, int, str, str]]:
        """Cells with the columns they cover, and how they are merged across and down."""
        for cell in mark.inner(row):
            if cell.tag != mark.CELL:
                self._changed(cell.tag)
                continue
            properties = cell.find(mark.CELL_PROPERTIES)
            if properties is None or not len(properties):
                yield cell, 1, "", ""
                continue
            columns = min(max(whole(properties.find(_COLUMNS), 1), 1), _MOST_COLUMNS)
            yield cell, columns, _merge(properties.find(_ACROSS)), _merge(properties.find(_DOWN))


_PLAIN = _Manner()
_PARAGRAPH_STYLE, _RUN_STYLE, _FIELD_TYPE = f"{W}pStyle", f"{W}rStyle", f"{W}fldCharType"
_COLUMNS, _ACROSS, _DOWN = f"{W}gridSpan", f"{W}hMerge", f"{W}vMerge"


def _merge(element: Element | None) -> str:
    """How a cell is merged: `restart`, `continue` (which is what no value means), or not at all."""
    return "" if element is None else element.get(VAL, "continue")


def _only_text(paragraph: Element) -> str | None:
    """The text of a paragraph without style that has nothing but text, as most cells have it; else None."""
    text = ""
    for child in paragraph:
        if child.tag == mark.RUN:
            for part in child:
                if part.tag == mark.TEXT:
                    text += part.text or ""
                elif part.tag != mark.RUN_PROPERTIES or len(part):
                    return None
        elif child.tag != mark.PARAGRAPH_PROPERTIES or len(child):
            return None
    return text


def _plain(text: str) -> str:
    """Text without line ends and tabs, which mean nothing in it, and without soft hyphens."""
    if text.isalnum():
        return text
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\xad", "")
