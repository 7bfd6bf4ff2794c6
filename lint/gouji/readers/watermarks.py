"""Large letters that lie level over the text of a page: a watermark, which says nothing of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gouji.readers.sheet import Glyph

_LARGER = 1.8
_MOST = 400
_SAME = 0.3


def without_marks(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs of a page without those of lines in large type that lie upon ordinary text.

    A title is large too, but nothing stands within it.
    """
    found = list(glyphs)
    heights = sorted([top - bottom for _, _, _, bottom, top, _, _ in found])
    if not heights or heights[-1] < (least := _LARGER * heights[len(heights) // 2]):
        return found
    large = [glyph for glyph in found if glyph.top - glyph.bottom >= least and glyph.text != " "]
    if not large or len(large) > _MOST:
        return found
    small = [glyph for glyph in found if glyph.top - glyph.bottom < least and glyph.text != " "]
    gone = {id(glyph) for line in _levels(large) if _lies_on_text(line, small) for glyph in line}
    return [glyph for glyph in found if id(glyph) not in gone] if gone else found


def _levels(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs of one size on one level."""
    levels: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.bottom, glyph.top)):
        size = glyph.top - glyph.bottom
        if levels and abs(levels[-1][-1].bottom - glyph.bottom) < _SAME * size:
            levels[-1].append(glyph)
        else:
            levels.append([glyph])
    return levels


def _lies_on_text(line: Sequence[Glyph], small: Sequence[Glyph]) -> bool:
    """Whether ordinary characters stand within a quarter of the letters of a line, or more."""
    bottom, top = min(glyph.bottom for glyph in line), max(glyph.top for glyph in line)
    middles = [((g.left + g.right) / 2, y) for g in small if bottom < (y := (g.bottom + g.top) / 2) < top]
    hit = sum(any(g.left < x < g.right and g.bottom < y < g.top for x, y in middles) for g in line)
    return hit * 4 >= len(line)
