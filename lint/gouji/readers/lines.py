"""Lines of text out of the characters of a page, from top to bottom and from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.readers.sheet import Glyph

BLANKS = frozenset(" \u00a0\u3000")
_SAME_LEVEL = 0.45
_WORD_GAP = 0.15
_WIDE_GAP = 1.5


@dataclass(slots=True)
class Line:
    """A line on a page: its characters with blanks between, its text, its edges, and the size of its type."""

    page: int
    glyphs: list[Glyph]
    text: str
    left: float
    right: float
    y: float
    size: float


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """Glyphs as lines, from top to bottom; blanks at the ends of lines are left out."""
    rows: list[list[Glyph]] = []
    middle = 0.0
    for glyph in sorted(glyphs, key=_height_first):
        y, height = (glyph.top + glyph.bottom) / 2, glyph.top - glyph.bottom
        if rows and abs(middle - y) < max(_SAME_LEVEL * height, 1.0):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            middle = y
    return [line for line in (_line(row, page) for row in rows) if line]


def _height_first(glyph: Glyph) -> float:
    return -(glyph.top + glyph.bottom)


def _left_edge(glyph: Glyph) -> float:
    return glyph.left


def _line(row: list[Glyph], page: int) -> Line | None:
    row.sort(key=_left_edge)
    printed = [glyph for glyph in row if glyph.text not in BLANKS]
    if not printed:
        return None
    heights = sorted(glyph.top - glyph.bottom for glyph in printed)
    size = heights[len(heights) // 2]
    spaced = _spaced(row, size)
    y = sum(glyph.top + glyph.bottom for glyph in printed) / len(printed) / 2
    text = "".join([glyph.text for glyph in spaced])
    return Line(page, spaced, text, printed[0].left, printed[-1].right, y, size)


def _spaced(row: Sequence[Glyph], size: float) -> list[Glyph]:
    """The glyphs of a line, with one blank wherever one is printed or a gap looks like one."""
    spaced: list[Glyph] = []
    before: Glyph | None = None
    blank = False
    for glyph in row:
        if glyph.text in BLANKS:
            blank = True
            continue
        if before is not None and (blank or _is_apart(before, glyph, size)):
            spaced.append(Glyph(" ", before.right, glyph.left, before.bottom, before.top))
        spaced.append(glyph)
        before, blank = glyph, False
    return spaced


def _is_apart(before: Glyph, glyph: Glyph, size: float) -> bool:
    """Whether a gap stands for a blank: a wide one, or a narrow one between Latin words."""
    gap = glyph.left - before.right
    return gap > _WORD_GAP * size and (gap > _WIDE_GAP * size or (is_latin(before.text) and is_latin(glyph.text)))


def is_latin(text: str) -> bool:
    """Whether a character belongs to a Latin word or a number."""
    return text.isascii() and text.isalnum()


def parts_latin(before: str, after: str) -> bool:
    """Whether a blank belongs between two lines that are joined: where each side is a Latin word or a number."""
    return is_latin(before[-1:]) and is_latin(after[:1])


def joined_text(lines: Sequence[Line]) -> str:
    """The text of lines, one after the other; Latin words and numbers stay apart."""
    text = ""
    for line in lines:
        text += (" " if parts_latin(text, line.text) else "") + line.text
    return text
