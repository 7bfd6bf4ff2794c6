"""What is written into the cells of a table on a picture, line by line, told by the ink alone.

Detection of text often misses a lone digit; a cell is small and its edges are known, so its ink says all.
"""

from __future__ import annotations

from itertools import pairwise

from gouji.readers.ocr import Box
from gouji.readers.page_picture import POINT, Grey
from gouji.readers.ruling import Lattice

_EDGE = round(1.3 * POINT)
_SPECK = 1.6 * POINT
_THIN = 2.5 * POINT
_SEAM = 0.35
_LOWEST = 2.4 * POINT


def cell_lines(inked: Grey, lattice: Lattice, height: float) -> list[list[Box]]:
    """The lines of text in each cell of a table; `height` is that of the page in points."""
    return [_lines(inked, cell) for cell in _cells(lattice, height)]


def _cells(lattice: Lattice, height: float) -> list[Box]:
    """The pixels of all cells, without their edges."""
    corners: dict[int, Box] = {}
    for row, (top, bottom) in enumerate(pairwise(lattice.ys)):
        for column, (left, right) in enumerate(pairwise(lattice.xs)):
            box = Box(*(round(side * POINT) for side in (left, height - top, right, height - bottom)))
            known = corners.setdefault(lattice.owners[row][column], box)
            corners[lattice.owners[row][column]] = Box(
                min(known.left, box.left),
                min(known.top, box.top),
                max(known.right, box.right),
                max(known.bottom, box.bottom),
            )
    return [
        Box(max(box.left + _EDGE, 0), max(box.top + _EDGE, 0), box.right - _EDGE, box.bottom - _EDGE)
        for box in corners.values()
    ]


def _lines(inked: Grey, cell: Box) -> list[Box]:
    """The lines in one cell."""
    import numpy as np

    if cell.right <= cell.left or cell.bottom <= cell.top:
        return []
    marks = _marks(inked[cell.top : cell.bottom, cell.left : cell.right])
    if not marks:
        return []
    rows = np.zeros(cell.bottom - cell.top + 1, dtype=np.int32)
    for mark in marks:
        rows[mark.top : mark.bottom] += mark.right - mark.left
    full = [0, *(rows > 0).astype(int).tolist(), 0]
    starts = [at for at, (before, now) in enumerate(pairwise(full)) if now and not before]
    ends = [at for at, (before, now) in enumerate(pairwise(full)) if before and not now]
    parts = _whole(list(zip(starts, ends, strict=True)))
    found: list[Box] = []
    for top, bottom in parts:
        own = [mark for mark in marks if top <= (mark.top + mark.bottom) // 2 < bottom]
        if own:
            left, right = min(mark.left for mark in own), max(mark.right for mark in own)
            found.append(Box(cell.left + left, cell.top + top, cell.left + right, cell.top + bottom))
    return found


def _whole(parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines, with the strokes of a character that lie above each other (二, 三) put together."""
    if not parts:
        return []
    size = max(bottom - top for top, bottom in parts)
    lines = [parts[0]]
    for top, bottom in parts[1:]:
        above = lines[-1]
        low = min(above[1] - above[0], bottom - top) < 0.6 * size
        if low and top - above[1] < _SEAM * size and bottom - above[0] <= 1.15 * size:
            lines[-1] = (above[0], bottom)
        else:
            lines.append((top, bottom))
    return lines


def _marks(inked: Grey) -> list[Box]:
    """Connected ink that is no speck and no remains of the lines around the cell."""
    import cv2

    _, _, boxes, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    height, width = inked.shape
    marks: list[Box] = []
    for left, top, wide, high, area in boxes[1:].tolist():
        beside, level = left == 0 or left + wide == width, top == 0 or top + high == height
        remains = (beside and wide <= _THIN and high > 0.7 * height) or (level and high <= _THIN and wide > 2 * high)
        if max(wide, high) >= _SPECK and area >= _SPECK and not remains:
            marks.append(Box(left, top, left + wide, top + high))
    return marks if max((max(m.right - m.left, m.bottom - m.top) for m in marks), default=0) >= _LOWEST else []
