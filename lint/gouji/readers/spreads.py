"""Two pages side by side on one sheet, as booklets are printed and scanned: each is a page of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from gouji.readers.ruling import Ruling
from gouji.readers.sheet import Frame, Glyph, Sheet

_LYING = 1.2
_STEPS = 20
_REACH = 0.05
_GUTTER = 6.0
_LONG, _WIDE = 12, 0.6
_FEWEST = 3


def apart(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets of a file, those with two pages cut in two; all are numbered anew then and keep their `page`."""
    lying = [sheet for sheet in sheets if sheet.glyphs and sheet.width >= _LYING * sheet.height]
    gutters = {sheet.number: gutter for sheet in lying if (gutter := _gutter(sheet)) is not None}
    if not lying or len(gutters) < len(lying):
        return list(sheets)
    halves = {sheet.number: _halves(sheet, gutters[sheet.number]) for sheet in lying}
    if not all(any(_is_prose(pair[side]) for pair in halves.values()) for side in (0, 1)):
        return list(sheets)
    pages = [page for sheet in sheets for page in halves.get(sheet.number, [sheet])]
    return [replace(page, number=number, page=page.page or page.number) for number, page in enumerate(pages, 1)]


def _gutter(sheet: Sheet) -> float | None:
    """Where a sheet could be cut: near the middle, with nothing across; None where it cannot."""
    reach = _REACH * sheet.width
    middle = sheet.width / 2
    near = [(low, high) for low, high in _extents(sheet) if high > middle - reach and low < middle + reach]
    for step in sorted(range(-_STEPS, _STEPS + 1), key=abs):
        x = middle + reach * step / _STEPS
        if not any(low < x + _GUTTER and high > x - _GUTTER for low, high in near):
            return x
    return None


def _extents(sheet: Sheet) -> list[tuple[float, float]]:
    """From where to where things on a sheet reach across it."""
    return [
        *((glyph.left, glyph.right) for glyph in sheet.glyphs if glyph.text != " "),
        *((ruling.low, ruling.high) for ruling in sheet.horizontal),
        *((ruling.at, ruling.at) for ruling in sheet.vertical),
    ]


def _halves(sheet: Sheet, x: float) -> list[Sheet]:
    left, right = Sheet(sheet.number, x, sheet.height, sheet.frame), Sheet(sheet.number, sheet.width - x, sheet.height)
    right.frame = sheet.frame.within(Frame(e=-x))
    for half, low, high in ((left, 0.0, x), (right, x, sheet.width)):
        half.state = sheet.state
        half.glyphs = [_moved(glyph, low) for glyph in sheet.glyphs if low <= (glyph.left + glyph.right) / 2 < high]
        half.horizontal = [
            Ruling(at, start - low, end - low) for at, start, end in sheet.horizontal if low <= (start + end) / 2 < high
        ]
        half.vertical = [Ruling(at - low, start, end) for at, start, end in sheet.vertical if low <= at < high]
        half.pictures = [(a - low, b, c - low, d) for a, b, c, d in sheet.pictures if low <= (a + c) / 2 < high]
    return [left, right]


def _moved(glyph: Glyph, by: float) -> Glyph:
    return glyph._replace(left=glyph.left - by, right=glyph.right - by) if by else glyph


def _is_prose(half: Sheet) -> bool:
    """Whether some lines go from margin to margin of one half: no column of a table does."""
    rows: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in half.glyphs:
        rows[round(glyph.bottom)].append(glyph)
    long = [row for row in rows.values() if len(row) >= _LONG]
    reach = [max(glyph.right for glyph in row) - min(glyph.left for glyph in row) for row in long]
    return sum(wide >= _WIDE * half.width for wide in reach) >= _FEWEST
