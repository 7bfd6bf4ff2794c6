"""Numbers of lines in the left margin of a page, as programs print them for those who revise a text; they are no text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from gouji.readers.lines import Line
from gouji.readers.sheet import Glyph

_FEWEST = 5
_LEVEL = 2.0
_APART = 6.0
"""Between a number and the text; numbers of a list stand closer."""


def margin(glyphs: Sequence[Glyph], lines: Sequence[Line], known: float | None = None) -> float | None:
    """Where the numbers of lines on a page end on the right; None where it has none.

    Some numbers at least count up in equal steps there, or any number of them where other pages have theirs (`known`).
    """
    fewest = _FEWEST if known is None else 1
    if sum([line.text[:1].isdecimal() for line in lines]) < fewest:
        return None
    numbers = _numbers(glyphs)
    steps = {after - before for (before, _), (after, _) in pairwise(numbers)}
    ends = [end for _, end in numbers]
    if len(numbers) < fewest or len(steps) > 1 or max(ends) - min(ends) > _LEVEL:
        return None
    if 2 * len(numbers) * min(steps, default=len(lines)) < len(lines):
        return None
    return max(ends) if known is None or abs(max(ends) - known) < _LEVEL else None


def without(glyphs: Sequence[Glyph], end: float) -> list[Glyph]:
    """Glyphs without those of a margin."""
    return [glyph for glyph in glyphs if glyph.right > end]


def _numbers(glyphs: Sequence[Glyph]) -> list[tuple[int, float]]:
    """The numbers that stand left of everything else, from top to bottom, and where they end."""
    # A blank counts: programs print none behind the number of a line, but behind that of a list.
    edge = min([glyph.left for glyph in glyphs if not glyph.text.isdecimal()], default=inf)
    rows: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.right + _APART <= edge and glyph.text.isdecimal():
            rows.setdefault(-round(glyph.bottom), []).append(glyph)
    found: list[tuple[int, float]] = []
    for _, row in sorted(rows.items()):
        row.sort(key=lambda glyph: glyph.left)
        digits = row[:1] + [after for before, after in pairwise(row) if after.left - before.right < _LEVEL]
        found.append((int("".join([digit.text for digit in digits])), digits[-1].right))
    return found
