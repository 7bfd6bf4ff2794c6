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
_HAIR = 1.3 * POINT
_FIGURE = 5.0 * POINT
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
    import numpy as np

    _, _, boxes, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    sizes = boxes[1:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1)
    boxes = boxes[1:][np.minimum(sizes, boxes[1:, cv2.CC_STAT_AREA]) >= _SPECK]
    height, width = inked.shape
    marks = [
        Box(left, top, left + wide, top + high)
        for left, top, wide, high, _ in boxes.tolist()
        if not _remains(left == 0 or left + wide == width, wide, high, height)
        and not _remains(top == 0 or top + high == height, high, wide, width)
    ]
    return marks if max((max(m.right - m.left, m.bottom - m.top) for m in marks), default=0) >= _LOWEST else []


def _remains(at_edge: bool, across: int, along: int, edge: int) -> bool:
    """Whether ink at an edge of the cell is left of its line: most of the line, or a bit too short for a figure."""
    return at_edge and ((across <= _THIN and along > 0.7 * edge) or (across <= _HAIR and along < _FIGURE))
