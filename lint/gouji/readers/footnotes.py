"""Footnotes: small lines at the foot of a page, the first of which begins with a mark."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.patterns import pattern
from gouji.readers.lines import Line

_MARK = pattern(r"[①-⑳⑴-⒇*†‡]|\[\d{1,2}\]|\d{1,2}(?=[^\d.．、年月日%])|注[:：\d]")
_SMALL = 0.88


def footnotes(lines: Sequence[Line], lowest: float) -> int:
    """How many lines at the end of a page are footnotes; `lowest` is where its lowest table or picture ends."""
    if not lines:
        return 0
    sizes = sorted(line.size for line in lines)
    small = _SMALL * sizes[len(sizes) // 2]
    start = len(lines)
    while start and lines[start - 1].size < small:
        start -= 1
    while start < len(lines) and not _MARK.match(lines[start].text):
        start += 1
    if not start or start == len(lines) or lines[start].y > lowest:
        return 0
    return len(lines) - start
