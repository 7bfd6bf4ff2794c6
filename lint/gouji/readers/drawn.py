"""The straight lines that are drawn on the picture of a page, found on a picture of half its size.

Strokes of characters are straight as well. A line of a table goes from one crossing line to another, or is longer than
any stroke.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji.readers.page_picture import POINT, Grey
from gouji.readers.ruling import Ruling

_HALF = POINT / 2
_SHORTEST = 11.0
_LONG_LEVEL, _LONG_STANDING = 90.0, 40.0
_THICKEST = 5.0
_NEAR = 2.5
_MOST = 3000


def rulings(inked: Grey) -> tuple[list[Ruling], list[Ruling]]:
    """Horizontal and vertical lines, in points, y upwards from the lower edge of the page."""
    import cv2

    height, width = inked.shape[0] // 2, inked.shape[1] // 2
    # The darkest of four pixels, so that thin lines are not lost.
    bold = cv2.dilate(inked, cv2.getStructuringElement(cv2.MORPH_RECT, (2, 2)))
    half: Grey = bold[1 : 2 * height : 2, 1 : 2 * width : 2]
    top = inked.shape[0] / POINT
    level = [Ruling(top - y, low, high) for y, low, high in _bars(half)]
    standing = [Ruling(x, top - high, top - low) for x, low, high in _bars(half.T)]
    return _crossing(level, standing)


def _bars(inked: Grey) -> list[tuple[float, float, float]]:
    """Level bars: where they lie, and from where to where they go, in points."""
    import cv2
    import numpy as np

    whole: Grey = np.ascontiguousarray(inked)
    # A line that is not quite level goes down in steps; gaps are not bridged, for that joins the strokes of characters.
    thick = cv2.dilate(whole, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 2)))
    length = round(_SHORTEST * _HALF)
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1)))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    return [
        ((top + high / 2 - 0.5) / _HALF, left / _HALF, (left + wide) / _HALF)
        for left, top, wide, high, area in boxes[1 : _MOST + 1].tolist()
        if area <= _THICKEST * _HALF * wide
    ]


def _crossing(level: list[Ruling], standing: list[Ruling]) -> tuple[list[Ruling], list[Ruling]]:
    """The lines that are long, and those that go from one line that is left to another."""
    kept = [line for line in level if line.high - line.low >= _LONG_LEVEL]
    other = [line for line in standing if line.high - line.low >= _LONG_STANDING]
    level, standing = _without(level, kept), _without(standing, other)
    while True:
        more = [line for line in level if _is_between(line, other)]
        further = [line for line in standing if _is_between(line, kept)]
        if not more and not further:
            return kept, other
        kept, other = kept + more, other + further
        level, standing = _without(level, more), _without(standing, further)


def _without(lines: Sequence[Ruling], taken: Sequence[Ruling]) -> list[Ruling]:
    known = set(taken)
    return [line for line in lines if line not in known]


def _is_between(line: Ruling, crossing: Sequence[Ruling]) -> bool:
    return all(
        any(abs(other.at - end) <= _NEAR and other.low - _NEAR <= line.at <= other.high + _NEAR for other in crossing)
        for end in (line.low, line.high)
    )
