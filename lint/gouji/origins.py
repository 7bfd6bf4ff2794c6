"""Where in the XML of a Word file each character of a text stands: what edits and comments are put in by."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import NamedTuple

from gouji.patterns import pattern

TAG = pattern(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(/?)([^\s/>!?]++)(?>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*)>", re.DOTALL
)
"""Tags of well-formed XML: `/` of an end tag, and the name; and what is no tag, which has no name."""

AUTHOR = "gouji"
"""Who comments in files are signed by that gouji has made."""

NOWHERE = -1
"""The origin of a character that the file does not hold: numbers of lists, blanks for tabs, ends of lines and cells."""


class Origins(NamedTuple):
    """Offsets are in code points of `xml`, the decoded content of the part of the archive called `part`.

    `characters` has the offset of each character of the text, or `NOWHERE`; a character may be written as an entity.
    `paragraphs` has, for offsets of the text in ascending order, where the paragraph begins that stands from there on;
    for a note at the foot of a page it is the reference to it. `prefix` is how the XML calls Word's own elements: `w:`.
    """

    part: str
    xml: str
    encoding: str
    prefix: str
    characters: array[int]
    paragraphs: tuple[tuple[int, int], ...]

    def end(self, origin: int) -> int:
        """Where the character ends that begins at an origin."""
        if self.xml[origin] == "&":
            return self.xml.index(";", origin) + 1
        return origin + (2 if self.xml.startswith("\r\n", origin) else 1)

    def paragraph(self, offset: int) -> int | None:
        """Where the paragraph begins in which an offset of the text stands; None where the file has none."""
        index = bisect_right(self.paragraphs, offset, key=lambda found: found[0]) - 1
        return self.paragraphs[max(index, 0)][1] if self.paragraphs else None

    def is_paragraph(self, offset: int) -> bool:
        """Whether a paragraph, or a cell, begins at an offset of the text."""
        index = bisect_right(self.paragraphs, offset, key=lambda found: found[0]) - 1
        return index >= 0 and self.paragraphs[index][0] == offset
