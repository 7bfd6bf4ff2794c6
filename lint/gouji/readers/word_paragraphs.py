"""Paragraphs of a Word text: what stands on the paper, changes accepted, numbers of lists written out."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple
from xml.etree.ElementTree import Element

from gouji.readers import word_markup as mark
from gouji.readers.flow import Image, Item, Lines
from gouji.readers.weaving import BLANKS
from gouji.readers.word_numbering import Numbering
from gouji.readers.word_package import VAL, W
from gouji.readers.word_styles import NO_LOOK, Look, Styles, look_of


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
    pages: list[int] = field(default_factory=list)
    numbers: int = 0


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

    `changes` are those met so far, `notes` the footnotes and endnotes referred to, by part and id; `pages` the offsets at
    which a page began when the file was last laid out, as Word remembers.
    """

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        """Starts empty."""
        self._styles = styles
        self._numbering = numbering
        self._is_usual = styles.usual == NO_LOOK
        self._parts: list[str] = []
        self._fields: list[bool] = []
        self._instructions = 0
        self._kept: list[str] = []
        self.length = 0
        self.changes = Changes()
        self.notes: list[tuple[str, str]] = []
        self.pages: list[int] = []

    @property
    def text(self) -> str:
        """The text so far; pieces of lines are offsets in it."""
        return "".join(self._parts)

    def add(self, paragraph: Element, items: list[Item]) -> list[Element]:
        """Adds the lines of a paragraph and pictures in it; returns the text boxes that stand in it."""
        text = _only_text(paragraph) if self._is_usual and not self._kept and not self._fields else None
        if text is None:
            return self._add(paragraph, items)
        if text:
            self.line(_plain(text), items)
        return []

    def _add(self, paragraph: Element, items: list[Item]) -> list[Element]:
        manner = self._manner(paragraph.find(mark.PARAGRAPH_PROPERTIES))
        passage = _Passage()
        if not len(paragraph):
            passage.parts.append(_plain(paragraph.text or ""))
        for child in mark.inner(paragraph):
            self._part(child, passage, hidden=manner.look.hidden is True)
        # A field whose instruction does not end with its paragraph is broken; the text after it is not.
        while self._fields and self._fields[-1]:
            self._instructions -= self._fields.pop()
        if passage.pages:
            self._turned(passage)
        self._kept += passage.parts
        if not manner.is_joined:
            text = "".join(self._kept)
            self._kept.clear()
            if manner.look.list and (text or not manner.is_hidden):
                text = self._numbered(text, manner)
            if text:
                self._lines(text, items, manner.look.level or 0, passage.linked)
        items += (Image(self.length, alternative) for alternative in passage.pictures)
        return passage.boxes

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

    def _lines(self, text: str, items: list[Item], level: int, linked: str) -> None:
        is_linked = bool(linked) and "".join(linked.split()) == "".join(text.split())
        for line in text.split("\n"):
            self.line(line, items, min(level, 6), linked=is_linked)

    def line(self, text: str, items: list[Item], level: int = 0, *, linked: bool = False) -> None:
        """Adds a line of text, unless it is blank."""
        text = text.strip(BLANKS)
        if text:
            start = self.length
            self.length += len(text)
            self._parts.append(text)
            items.append(Lines([(start, self.length)], level, linked))

    def end(self, items: list[Item]) -> None:
        """Ends a paragraph whose mark was deleted and that has no next one to go on in."""
        if self._kept:
            self.line("".join(self._kept).replace("\n", " "), items)
            self._kept.clear()

    def _part(self, child: Element, passage: _Passage, *, hidden: bool) -> None:
        tag = child.tag
        if tag == mark.RUN:
            self._run(child, passage, hidden=hidden)
        elif tag == mark.MATH_RUN:
            passage.parts += (part.text or "" for part in child if part.tag == mark.MATH_TEXT)
        elif tag in mark.DRAWINGS:
            self._drawing(child, passage)
        elif tag == mark.SIMPLE_FIELD:
            self._instruction(child.get(f"{W}instr", ""), passage)
        elif tag == mark.HYPERLINK:
            passage.linked += "".join(text.text or "" for text in child.iter(mark.TEXT))
        elif tag != mark.PARAGRAPH_PROPERTIES:
            self.changed(tag)

    def _run(self, run: Element, passage: _Passage, *, hidden: bool) -> None:
        for child in run:
            tag = child.tag
            if tag == mark.RUN_PROPERTIES:
                if len(child):
                    hidden = self._is_hidden(child, hidden=hidden)
            elif tag == mark.FIELD:
                self._field(child.get(_FIELD_TYPE, ""))
            elif tag == mark.PAGE_BREAK:
                passage.pages.append(len(passage.parts))
            elif tag == mark.INSTRUCTION:
                self._instruction(child.text or "", passage)
            elif tag == mark.COMMENT:
                self.changes.comments += 1
                self.changes.found(self.length)
            elif hidden or self._instructions:
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
            self._instructions += 1
        elif self._fields and kind in ("separate", "end"):
            self._instructions -= self._fields.pop()
            if kind == "separate":
                self._fields.append(False)

    def _instruction(self, text: str, passage: _Passage) -> None:
        """Fields of one kind have no result: numbers of a list within a paragraph."""
        if "LISTNUM" in text:
            passage.numbers += 1
            passage.parts.append(self._numbering.within(text, passage.numbers))

    def _drawing(self, element: Element, passage: _Passage) -> None:
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


_PARAGRAPH_STYLE, _RUN_STYLE, _FIELD_TYPE = f"{W}pStyle", f"{W}rStyle", f"{W}fldCharType"


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
