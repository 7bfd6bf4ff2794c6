"""Lines of text out of the characters of a page, from top to bottom and from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from gouji.folding import LOST, raised
from gouji.patterns import pattern
from gouji.readers.sheet import Glyph

BLANKS = frozenset(" \u00a0\u3000")
CELL_GAP = 0.5
"""What parts cells, in sizes of type, where nothing else does."""

_WIDE_GAP = 1.5
_WORD_GAP = 0.2
_FIGURE_GAP = 0.5
_SMALL, _RISE = 0.75, 0.2
_SHADOW = 0.2
_THIN_SHADOW = 0.08
_FEWEST_DOWN = 4
_THIN = frozenset("iljtfrI1!|.,:;'`()[]{}·、，。：；")
_JOINED = frozenset("filt")
"""Letters of ligatures, which share a box."""

_TOKEN = pattern(r"[!-~]+|[“‘（《〈「『【〔]*[^!-~ ][，。、；：！？％”’）》〉」』】〕]*")
_ADDRESS = pattern(r"[@./:?=&_-][!-~]*\Z")

turn_of = attrgetter("turn")
"""The quarter turns of a glyph."""


@dataclass(slots=True, eq=False)
class Line:
    """A line on a page: its characters with blanks between, its text, its edges, and the size of its type.

    `trails` where the file prints a blank behind the last character, `is_cut` where gaps are wider than blanks in a
    sentence; `column` counts the columns of a page from 1 where there are several, else it is 0.
    """

    page: int
    glyphs: list[Glyph]
    text: str
    left: float
    right: float
    y: float
    size: float
    trails: bool = False
    is_cut: bool = False
    column: int = 0


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """Upright glyphs as lines, from top to bottom; blanks at the ends of lines are left out."""
    rows: list[list[Glyph]] = []
    bottom = top = 0.0
    for glyph in sorted(glyphs, key=_height_first):
        _, _, _, low, high, _, _ = glyph
        size, height = top - bottom, high - low
        if rows and min(top, high) - max(bottom, low) >= 0.5 * min(size, height):
            rows[-1].append(glyph)
            if height > size and glyph.text not in BLANKS:
                bottom, top = low, high
        else:
            rows.append([glyph])
            bottom, top = low, high
    return [line for line in (_line(row, page) for row in rows) if line]


def cell_lines(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """The lines of a cell, whose text may also run down or be turned; glyphs come in the order of the file."""
    if any(map(turn_of, glyphs)):
        return [line for turn, group in _by_turn(glyphs) for line in _turned_lines(group, turn, page)]
    return _columns(glyphs, page) if _runs_down(glyphs) else lines_of(glyphs, page)


def _by_turn(glyphs: Sequence[Glyph]) -> list[tuple[int, list[Glyph]]]:
    ordered = sorted(glyphs, key=lambda glyph: glyph.turn)
    return [(turn, list(group)) for turn, group in groupby(ordered, key=lambda glyph: glyph.turn)]


def turned(glyph: Glyph, turn: int) -> Glyph:
    """A glyph turned to the right by so many quarters, round the lower left corner of the page."""
    left, right, bottom, top = glyph.left, glyph.right, glyph.bottom, glyph.top
    if turn == 1:
        left, right, bottom, top = bottom, top, -right, -left
    elif turn == 2:
        left, right, bottom, top = -right, -left, -top, -bottom
    elif turn == 3:
        left, right, bottom, top = -top, -bottom, left, right
    return glyph._replace(left=left, right=right, bottom=bottom, top=top, turn=(glyph.turn - turn) % 4)


def _turned_lines(glyphs: Sequence[Glyph], turn: int, page: int) -> list[Line]:
    lines = lines_of([turned(glyph, turn) for glyph in glyphs], page)
    for line in lines:
        line.glyphs = [turned(glyph, -turn % 4) for glyph in line.glyphs]
    return lines


def _runs_down(glyphs: Sequence[Glyph]) -> bool:
    """Whether text is written downwards in columns from the right: most characters stand below the one before."""
    printed = [glyph for glyph in glyphs if glyph.text not in BLANKS]
    if len(printed) < _FEWEST_DOWN:
        return False
    steps = [_is_below(before, glyph) for before, glyph in pairwise(printed)]
    if all(steps) or sum(steps) * 3 < len(steps) * 2:
        return False
    return all(step or glyph.left < before.left for step, (before, glyph) in zip(steps, pairwise(printed), strict=True))


def _is_below(before: Glyph, glyph: Glyph) -> bool:
    size = before.top - before.bottom
    return abs(glyph.left - before.left) < 0.3 * size and 0.5 * size < before.top - glyph.top < 1.6 * size


def _columns(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    columns: list[list[Glyph]] = []
    for glyph in glyphs:
        if columns and glyph.text not in BLANKS and _is_below(columns[-1][-1], glyph):
            columns[-1].append(glyph)
        elif glyph.text not in BLANKS:
            columns.append([glyph])
    return [_column(column, page) for column in columns]


def _column(column: list[Glyph], page: int) -> Line:
    left, right = min(glyph.left for glyph in column), max(glyph.right for glyph in column)
    size = column[0].top - column[0].bottom
    return Line(page, column, "".join([glyph.text for glyph in column]), left, right, column[0].top, size)


def _height_first(glyph: Glyph) -> float:
    return -(glyph.top + glyph.bottom)


def _left_edge(glyph: Glyph) -> float:
    return glyph.left


def _line(row: list[Glyph], page: int) -> Line | None:
    row.sort(key=_left_edge)
    heights = sorted([glyph.top - glyph.bottom for glyph in row if glyph.text not in BLANKS])
    if not heights:
        return None
    size = heights[len(heights) // 2]
    if heights[0] < _SMALL * heights[-1]:
        row = _with_notes(row)
    spaced, widest = _spaced(row, size)
    first, last = spaced[0], spaced[-1]
    y = sum([glyph.top + glyph.bottom for glyph in spaced]) / len(spaced) / 2
    text = "".join([glyph.text for glyph in spaced])
    trails = row[-1].text in BLANKS
    return Line(page, spaced, text, first.left, last.right, y, size, trails, widest > CELL_GAP * size)


def _with_notes(row: list[Glyph]) -> list[Glyph]:
    """Small digits that stand above the line behind a figure as what they are: the number of a note."""
    found = row[:1]
    base = row[0]
    for glyph in row[1:]:
        size = base.top - base.bottom
        is_note = glyph.text.isdecimal() and base.text.isdecimal() and glyph.top - glyph.bottom < _SMALL * size
        if is_note and glyph.bottom > base.bottom + _RISE * size:
            found.append(glyph._replace(text=raised(glyph.text)))
        else:
            found.append(glyph)
            base = glyph
    return found


def _spaced(row: Sequence[Glyph], size: float) -> tuple[list[Glyph], float]:
    """The glyphs of a line, with one blank wherever one is printed or a gap looks like one; and the widest gap.

    A character that was printed twice to look bold, or for its shadow, is one.
    """
    spaced: list[Glyph] = []
    before: Glyph | None = None
    blank, widest = False, 0.0
    shadow, word_gap = _SHADOW * size, _WORD_GAP * size
    for glyph in row:
        if glyph.text in BLANKS:
            blank = True
            continue
        if before is not None:
            if glyph.left - before.left < shadow and _merged(spaced, before, glyph, size):
                before = spaced[-1]
                continue
            gap = glyph.left - before.right
            widest = max(widest, gap)
            if blank or (gap > word_gap and _is_apart(before, glyph, gap / size)):
                spaced.append(Glyph(" ", before.right, max(glyph.left, before.right), before.bottom, before.top))
        spaced.append(glyph)
        before, blank = glyph, False
    return spaced, widest


def _merged(spaced: list[Glyph], before: Glyph, glyph: Glyph, size: float) -> bool:
    """Whether a glyph lies upon the last one and gives way: the same again, or a figure over another figure.

    Nobody can tell which of two figures that lie upon each other holds: both are lost.
    """
    if before.text in _JOINED and (before.left, before.right) == (glyph.left, glyph.right):
        return False
    if before.text == glyph.text or (before.text == LOST and glyph.text.isdecimal()):
        return glyph.left - before.left < (_THIN_SHADOW if glyph.text in _THIN else _SHADOW) * size
    if before.text.isdecimal() and glyph.text.isdecimal() and glyph.left - before.left < _THIN_SHADOW * size:
        spaced[-1] = before._replace(text=LOST)
        return True
    return False


def _is_apart(before: Glyph, glyph: Glyph, gap: float) -> bool:
    """Whether a gap, in sizes of type, stands for a blank: a wide one, or one between Latin words or figures."""
    if not is_latin(before.text) or not is_latin(glyph.text):
        return gap > _WIDE_GAP
    return gap > (_FIGURE_GAP if before.text.isdigit() and glyph.text.isdigit() else _WORD_GAP)


def is_latin(text: str) -> bool:
    """Whether a character belongs to a Latin word or a number."""
    return text.isascii() and text.isalnum()


def parts(before: Line, after: Line, right: float) -> bool:
    """Whether a blank belongs between two lines that are joined; `right` is where the upper one could reach.

    A line may break within a number or an address, but not within a word.
    """
    first, last = after.text[:1], before.text[-1:]
    if not (last.isascii() and first.isascii()):
        return False
    if before.trails:
        return True
    if not is_latin(last) or not is_latin(first):
        return False
    if last.isdigit() and first.isdigit():
        return before.right < right - 1.2 * (after.glyphs[0].right - after.glyphs[0].left)
    return _ADDRESS.search(before.text) is None


def token_width(line: Line) -> float:
    """The width of what a line begins with and cannot break: a Latin word, or a character with its punctuation."""
    found = _TOKEN.match(line.text)
    glyphs = line.glyphs[: found.end() if found else 1]
    return glyphs[-1].right - glyphs[0].left


def joined_text(lines: Sequence[Line], right: float) -> str:
    """The text of lines, one after the other; Latin words and numbers stay apart."""
    text = lines[0].text if lines else ""
    for before, after in pairwise(lines):
        text += (" " if parts(before, after, right) else "") + after.text
    return text
