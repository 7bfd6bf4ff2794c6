"""Paragraphs of a Word text: what stands on the paper, changes accepted, numbers of lists written out."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from gouji.folding import raised
from gouji.origins import NOWHERE
from gouji.readers import word_markup as mark
from gouji.readers.flow import Image, Item, Lines
from gouji.readers.weaving import BLANKS
from gouji.readers.word_numbering import Numbering
from gouji.readers.word_package import VAL, W, is_on
from gouji.readers.word_styles import NO_LOOK, Look, Styles, look_of

if TYPE_CHECKING:
    from gouji.readers.word_trace import Trace

_UNKNOWN = array("l", [NOWHERE])


@dataclass(slots=True)
class Changes:
    """What is still open in a file, and where in the text the first change stands; comments by their ids and places."""

    inserted: int = 0
    deleted: int = 0
    comments: list[tuple[str, int]] = field(default_factory=list)
    first: int | None = None

    def found(self, at: int) -> None:
        """Something open stands at an offset."""
        self.first = at if self.first is None else min(self.first, at)


class Reference(NamedTuple):
    """A reference to a note: the part in which that stands, its id there, and the element that refers to it."""

    kind: str
    id: str
    element: Element


@dataclass(slots=True)
class _Passage:
    """The paragraph under way: its text, the element of each part of it, what of it is linked, and for after it text boxes, workbooks and pictures."""

    parts: list[str] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    linked: str = ""
    boxes: list[Element] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    numbers: int = 0

    def add(self, text: str, element: Element) -> None:
        """Adds what an element stands for."""
        self.parts.append(text)
        self.elements.append(element)


class _Manner(NamedTuple):
    """What holds for a paragraph: its look and style, whether its mark was deleted so that the next one goes on in it,
    and whether its mark is hidden.
    """

    look: Look = NO_LOOK
    style: str = ""
    is_joined: bool = False
    is_hidden: bool = False


class Paragraphs:
    """The text of a file under way: paragraph after paragraph, without anything between them.

    `changes` are those met so far, `notes` the footnotes and endnotes referred to; `pages` the offsets at
    which a page began when the file was last laid out, as Word remembers. `trace` takes down places where that is
    wanted.
    """

    def __init__(self, styles: Styles, numbering: Numbering, trace: Trace | None = None) -> None:
        """Starts empty."""
        self.trace = trace
        self._styles = styles
        self._numbering = numbering
        self._is_usual = styles.usual == NO_LOOK and trace is None
        self._parts: list[str] = []
        self._fields: list[bool] = []
        self._instructions = 0
        self._kept = _Passage()
        self.length = 0
        self.changes = Changes()
        self.notes: list[Reference] = []
        self.pages: list[int] = []

    @property
    def text(self) -> str:
        """The text so far; pieces of lines are offsets in it."""
        return "".join(self._parts)

    def add(self, paragraph: Element, items: list[Item]) -> list[Element]:
        """Adds the lines of a paragraph and pictures in it; returns the text boxes and workbooks that stand in it."""
        text = _only_text(paragraph) if self._is_plain else None
        if text is None:
            return self._add(paragraph, items)
        if text:
            self.line(_plain(text), items)
        return []

    def piece(self, paragraph: Element) -> tuple[int, int] | None:
        """Adds a paragraph without elements: the stretch that its text takes; None where more has to be looked at."""
        if not self._is_plain:
            return None
        text = paragraph.text or ""
        if not text.isalnum():
            text = _plain(text).strip(BLANKS)
        start = self.length
        if text:
            self.length += len(text)
            self._parts.append(text)
        return start, self.length

    @property
    def _is_plain(self) -> bool:
        """Whether the text of the next paragraph is what stands in it."""
        return self._is_usual and not self._kept.parts and not self._fields

    def _add(self, paragraph: Element, items: list[Item]) -> list[Element]:
        manner = self._manner(paragraph.find(mark.PARAGRAPH_PROPERTIES))
        passage = _Passage()
        if not len(paragraph):
            passage.add(_plain(paragraph.text or ""), paragraph)
        for child in mark.inner(paragraph):
            self._part(child, passage, hidden=manner.look.hidden is True)
        # A field whose instruction does not end with its paragraph is broken; the text after it is not.
        while self._fields and self._fields[-1]:
            self._instructions -= self._fields.pop()
        if passage.pages:
            self._turned(passage)
        self._kept.parts += passage.parts
        self._kept.elements += passage.elements
        if not manner.is_joined:
            self._finish(paragraph, manner, items, passage.linked)
        items += (Image(self.length, alternative) for alternative in passage.pictures)
        return passage.boxes

    def _finish(self, paragraph: Element, manner: _Manner, items: list[Item], linked: str) -> None:
        """Writes the lines of a paragraph with all that was kept for it."""
        start = self.length
        text, origins = self._taken()
        if manner.look.list and (text or not manner.is_hidden):
            bare = len(text.lstrip(BLANKS))
            text = self._numbered(text, manner)
            if self.trace is not None:
                origins = _UNKNOWN * (len(text) - bare) + origins[len(origins) - bare :]
        if text:
            self._lines(text, items, manner.look.level or 0, linked, origins)
        if self.trace is not None:
            self.trace.paragraph(paragraph, start)

    def _taken(self) -> tuple[str, array[int]]:
        """What was kept, which is not kept any more, and its origins where they are traced."""
        kept, self._kept = self._kept, _Passage()
        origins = _UNKNOWN[:0] if self.trace is None else self.trace.origins(kept.parts, kept.elements)
        return "".join(kept.parts), origins

    def _turned(self, passage: _Passage) -> None:
        """Notes the pages that begin in a paragraph: between its parts, blanks at its beginning left out."""
        ends = [0, *accumulate(map(len, passage.parts))]
        text = "".join(passage.parts)
        before = len(text) - len(text.lstrip(BLANKS))
        self.pages += (self.length + max(ends[part] - before, 0) for part in passage.pages)

    def _manner(self, properties: Element | None) -> _Manner:
        if properties is None or not len(properties):
            return _Manner(self._styles.usual)
        look = look_of(properties, None)
        style = properties.find(_PARAGRAPH_STYLE)
        style_id = "" if style is None else style.get(VAL, "")
        look = look.over(self._styles.look(style_id) if style_id else self._styles.usual)
        runs = properties.find(mark.RUN_PROPERTIES)
        if runs is None or not len(runs):
            return _Manner(look, style_id)
        for child in runs:
            self.changed(child.tag)
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

    def _lines(self, text: str, items: list[Item], level: int, linked: str, origins: array[int]) -> None:
        is_linked = bool(linked) and "".join(linked.split()) == "".join(text.split())
        at = 0
        for line in text.split("\n"):
            self.line(line, items, min(level, 6), linked=is_linked, origins=origins[at : at + len(line)])
            at += len(line) + 1

    def line(
        self,
        text: str,
        items: list[Item],
        level: int = 0,
        *,
        linked: bool = False,
        origins: array[int] | None = None,
    ) -> None:
        """Adds a line of text, unless it is blank; `origins` are those of its characters."""
        whole, text = text, text.strip(BLANKS)
        if text:
            start = self.length
            self.length += len(text)
            self._parts.append(text)
            items.append(Lines([(start, self.length)], level, linked))
            if self.trace is not None:
                before = len(whole) - len(whole.lstrip(BLANKS))
                self.trace.story += origins[before : before + len(text)] if origins else _UNKNOWN * len(text)

    def end(self, items: list[Item]) -> None:
        """Ends a paragraph whose mark was deleted and that has no next one to go on in."""
        if self._kept.parts:
            text, origins = self._taken()
            self.line(text.replace("\n", " "), items, origins=origins)

    def _part(self, child: Element, passage: _Passage, *, hidden: bool) -> None:
        tag = child.tag
        if tag == mark.RUN:
            self._run(child, passage, hidden=hidden)
        elif tag == mark.MATH_RUN:
            for part in child:
                if part.tag == mark.MATH_TEXT:
                    passage.add(part.text or "", part)
        elif tag in mark.DRAWINGS:
            self._drawing(child, passage)
        elif tag == mark.SIMPLE_FIELD:
            self._instruction(child.get(f"{W}instr", ""), child, passage)
        elif tag == mark.HYPERLINK:
            passage.linked += "".join(text.text or "" for text in child.iter(mark.TEXT))
        elif tag != mark.PARAGRAPH_PROPERTIES:
            self.changed(tag)

    def _run(self, run: Element, passage: _Passage, *, hidden: bool) -> None:
        is_raised = False
        for child in run:
            tag = child.tag
            if tag == mark.RUN_PROPERTIES:
                if len(child):
                    hidden = self._is_hidden(child, hidden=hidden) or self._is_struck(child)
                    is_raised = _is_raised(child)
            elif tag == mark.FIELD:
                self._field(child.get(_FIELD_TYPE, ""))
                if len(child):
                    passage.add(mark.chosen(child), child)
            elif tag == mark.PAGE_BREAK:
                passage.pages.append(len(passage.parts))
            elif tag == mark.INSTRUCTION:
                self._instruction(child.text or "", child, passage)
            elif tag == mark.COMMENT:
                self.changes.comments.append((child.get(f"{W}id", ""), self.length))
            elif hidden or self._instructions:
                continue
            elif tag == mark.TEXT:
                text = _plain(child.text or "")
                passage.add(raised(text) if is_raised else text, child)
            elif tag in mark.MARKS:
                passage.add(mark.MARKS[tag], child)
            else:
                self._rare(child, passage)

    def _rare(self, child: Element, passage: _Passage) -> None:
        tag = child.tag
        if tag in mark.DRAWINGS:
            self._drawing(child, passage)
        elif tag == mark.SYMBOL:
            passage.add(mark.symbol(child), child)
        elif tag in mark.NOTES:
            self.notes.append(Reference(mark.NOTES[tag], child.get(f"{W}id", ""), child))
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

    def _is_struck(self, properties: Element) -> bool:
        """Whether text is struck out by hand, which is a deletion that nobody has carried out."""
        is_struck = any(is_on(properties.find(tag)) for tag in _STRUCK)
        if is_struck:
            self.changed(mark.DELETION)
        return is_struck

    def _field(self, kind: str) -> None:
        """Fields begin with an instruction, which nobody sees; their result follows after a separator."""
        if kind == "begin":
            self._fields.append(True)
            self._instructions += 1
        elif self._fields and kind in ("separate", "end"):
            self._instructions -= self._fields.pop()
            if kind == "separate":
                self._fields.append(False)

    def _instruction(self, text: str, element: Element, passage: _Passage) -> None:
        """Fields of one kind have no result: numbers of a list within a paragraph."""
        if "LISTNUM" in text:
            passage.numbers += 1
            passage.add(self._numbering.within(text, passage.numbers), element)

    def _drawing(self, element: Element, passage: _Passage) -> None:
        workbook = mark.workbook(element)
        if workbook is not None:
            passage.boxes.append(workbook)
            return
        boxes, pictures = mark.drawn(element)
        passage.boxes += boxes
        passage.pictures += pictures

    def changed(self, tag: str) -> None:
        """Counts what an element with this tag says of changes, if anything."""
        if tag in mark.INSERTED:
            self.changes.inserted += 1
        elif tag in mark.DELETED:
            self.changes.deleted += 1
        else:
            return
        self.changes.found(self.length)


_ALIGN = f"{W}vertAlign"
_STRUCK = (f"{W}strike", f"{W}dstrike")
_PARAGRAPH_STYLE, _RUN_STYLE, _FIELD_TYPE = f"{W}pStyle", f"{W}rStyle", f"{W}fldCharType"


def _is_raised(properties: Element) -> bool:
    """Whether a run stands above the line."""
    align = properties.find(_ALIGN)
    return align is not None and align.get(VAL) == "superscript"


def _only_text(paragraph: Element) -> str | None:
    """The text of a paragraph without style that has nothing but text, as most cells have it; else None."""
    if not len(paragraph):
        return paragraph.text or ""
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
