"""A second reading of a Word text that takes down where in its XML each character stands.

The first reading cuts out formatting and knows no places; who puts something into a file asks for this one.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape
from xml.etree.ElementTree import Element, fromstring

from gouji.origins import NOWHERE, TAG, Origins
from gouji.patterns import pattern
from gouji.readers import word_markup as mark
from gouji.readers.flow import Box
from gouji.readers.word_package import Package, narrow

_ENCODING = pattern(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
_CHARACTER = pattern(r"&[^;<]{1,12};|\r\n|.", re.DOTALL)
_PREFIX = pattern(
    r"\sxmlns:([\w.-]+)\s*=\s*[\"']http://(?:schemas\.openxmlformats\.org/wordprocessingml/2006|purl\.oclc\.org/ooxml/wordprocessingml)/main[\"']"
)
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb": "utf-8-sig"}
_MOST_TAGS = 3_000_000
_PLACED = frozenset((mark.PARAGRAPH, *mark.NOTES))


class Trace:
    """The tree of a text with the places of its elements, and the places of what has been read so far.

    `story` has the origin of each character of the story. `elsewhere` is the place of what is read now where that stands
    in another part: the reference to a note.
    """

    def __init__(self, tree: Element, xml: str, encoding: str) -> None:
        """Nothing read yet. Raises ValueError where tags and elements do not agree."""
        self.tree = tree
        self.xml = xml
        self.encoding = encoding
        self.story: array[int] = array("l")
        self.elsewhere: int | None = None
        self._starts: dict[Element, int] = {}
        self._texts: dict[Element, array[int]] = {}
        self._paragraphs: list[tuple[int, int]] = []
        self._cells: dict[Box, int] = {}
        self._written: array[int] = array("l")
        self._places: list[tuple[int, int]] = []
        for element, (start, end) in zip(tree.iter(), _tags(xml), strict=True):
            if element.tag in _PLACED:
                self._starts[element] = start
            elif element.tag == mark.TEXT and element.text:
                self._texts[element] = _characters(xml, end, element.text)

    def start(self, element: Element) -> int | None:
        """Where a paragraph or a reference begins; None for those of other parts."""
        return self._starts.get(element, self.elsewhere)

    def origins(self, parts: Sequence[str], elements: Sequence[Element]) -> array[int]:
        """The origins of the characters of parts of a paragraph, each the text of an element."""
        found: array[int] = array("l")
        for part, element in zip(parts, elements, strict=True):
            known = self._texts.get(element) if element.tag == mark.TEXT else None
            found.extend(known if known is not None and len(known) == len(part) else _unknown(len(part)))
        return found

    def paragraph(self, element: Element, story: int) -> None:
        """A paragraph whose text begins at an offset of the story."""
        start = self.start(element)
        if start is not None and story < len(self.story):
            self._paragraphs.append((story, start))

    def cell(self, box: Box, element: Element) -> None:
        """A cell with its content, of which only the first paragraph counts."""
        first = next(element.iter(mark.PARAGRAPH), None)
        start = None if first is None else self.start(first)
        if start is not None:
            self._cells[box] = start

    def write(self, start: int, end: int) -> None:
        """A stretch of the story is now written."""
        self._written.extend(self.story[start:end])

    def fill(self, count: int = 1) -> None:
        """Characters are written that the file does not hold."""
        self._written.extend(_unknown(count))

    def begin(self, story: int, box: Box | None = None) -> None:
        """What is written next belongs to the paragraph at an offset of the story, or to a cell."""
        start = None if box is None else self._cells.get(box)
        if start is None and box is None:
            index = bisect_right(self._paragraphs, story, key=lambda found: found[0]) - 1
            start = self._paragraphs[index][1] if index >= 0 else None
        if start is not None:
            self._places.append((len(self._written), start))

    def result(self, part: str) -> Origins:
        """The origins of all that was written. Raises ValueError where the XML has no name for Word's elements."""
        prefix = _PREFIX.search(self.xml)
        if prefix is None:
            raise ValueError(part)
        return Origins(part, self.xml, self.encoding, f"{prefix[1]}:", self._written, tuple(self._places))


def trace(package: Package) -> Trace:
    """The text of a package, to be read once more. Raises ValueError where it cannot be traced."""
    data = package.part(package.main) or b""
    if data.count(b"<") > _MOST_TAGS:
        raise ValueError(package.main)
    encoding = _encoding(data)
    return Trace(fromstring(narrow(data)), data.decode(encoding), encoding)


def _encoding(data: bytes) -> str:
    if data[:2] in _WIDE:
        return _WIDE[data[:2]]
    said = _ENCODING.match(data)
    return said[1].decode("ascii") if said else "utf-8"


def _tags(xml: str) -> Iterator[tuple[int, int]]:
    """Where each start tag begins and ends."""
    for tag in TAG.finditer(xml):
        if tag[1] == "":
            yield tag.span()


def _characters(xml: str, start: int, text: str) -> array[int]:
    """Where each character of an element's text stands, soft hyphens left out; empty where it is written in a rare way."""
    end = xml.find("<", start)
    found: array[int] = array("l")
    read: list[str] = []
    for written in _CHARACTER.finditer(xml, start, end):
        character = (
            unescape(written[0]) if written[0][0] == "&" else written[0].replace("\r\n", "\n").replace("\r", "\n")
        )
        read.append(character)
        if character != "\xad":
            found.append(written.start())
    return found if "".join(read) == text else array("l")


def _unknown(count: int) -> array[int]:
    return array("l", [NOWHERE]) * count
