"""Lines of prose on a picture: where detection found text, with the ink that it left out.

Detection loses the number before a heading (`三、`) as easily as a lone character on a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gouji.readers.ocr import Box
from gouji.readers.page_picture import POINT, Grey

_STROKE = 2.4 * POINT
_CHARACTER = 5.0 * POINT
_HIGHEST = 40.0 * POINT
_APART = 1.5
_FLATTEST = 15
_MOST = 2000
_MOST_ALONE = 60
_TELLING = 8
_LEADING = 1.2


def completed(inked: Grey, found: Sequence[Box], taken: Iterable[Box]) -> list[Box]:
    """The boxes of lines, made longer by ink beside them, and further ones around ink that stands alone.

    `taken` are areas whose ink belongs to something else: tables.
    """
    lines = list(found)
    alone = [mark for mark in _rest(inked, [*found, *taken]) if max(_size(mark)) >= _STROKE]
    while left := [mark for mark in alone if not _lengthen(lines, mark)]:
        if len(left) == len(alone):
            break
        alone = left
    left = [mark for mark in left if _CHARACTER <= _size(mark)[1] <= _HIGHEST]
    # Among so many marks none is a line that was missed: they are noise, or a drawing.
    return lines + (left if len(left) <= _MOST_ALONE else [])


def _rest(inked: Grey, covered: Iterable[Box]) -> list[Box]:
    """Ink outside of boxes, what lies close to each other as one."""
    import cv2

    rest = inked.copy()
    for box in covered:
        rest[max(box.top - 2, 0) : box.bottom + 2, max(box.left - 2, 0) : box.right + 2] = 0
    rest = cv2.medianBlur(rest, 3)
    near = round(6 * POINT)
    joined = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (near, near)))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    return [Box(left, top, left + wide, top + high) for left, top, wide, high, _ in boxes[1 : _MOST + 1].tolist()]


def _size(box: Box) -> tuple[int, int]:
    return box.right - box.left, box.bottom - box.top


def _lengthen(lines: list[Box], mark: Box) -> bool:
    """Adds a mark to the line that it stands beside."""
    wide, high = _size(mark)
    if wide > _FLATTEST * high or high > _HIGHEST:
        return False
    for index, line in enumerate(lines):
        height = line.bottom - line.top
        level = min(line.bottom, mark.bottom) - max(line.top, mark.top) >= 0.6 * high
        gap = max(line.left - mark.right, mark.left - line.right)
        if level and high <= 1.3 * height and gap <= _APART * height:
            lines[index] = Box(min(line.left, mark.left), line.top, max(line.right, mark.right), line.bottom)
            return True
    return False


def typed(inked: Grey, box: Box, text: str) -> Box:
    """A line from its first ink to its last and as high as its type, which detection leaves more or less room around.

    The size of the type is told by the width of its characters; lines of a few characters stay as they are.
    """
    import numpy as np

    units = sum(2 if letter >= "\u2e80" else 1 for letter in text)
    columns = np.flatnonzero(inked[max(box.top, 0) : box.bottom, max(box.left, 0) : box.right].any(axis=0))
    if units < _TELLING or not len(columns):
        return box
    left = max(box.left, 0)
    left, right = left + int(columns[0]), left + int(columns[-1]) + 1
    high = min(_LEADING * 2 * (right - left) / units, 1.1 * (box.bottom - box.top))
    top = round((box.top + box.bottom - high) / 2)
    return Box(left, top, right, top + round(high))
