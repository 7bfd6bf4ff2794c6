"""Red seals upon scanned pages: their ink is taken for paper, so that what is printed below can be recognised."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.readers.page_picture import Grey

_RED = 35
_DARKER = 0.75
_COARSE = 400
_LEAST, _MOST = 0.1, 0.4
"""How wide and high a seal is, in shares of the shorter side of the page."""

_SQUARE = 1.6
_ROOM = 0.02


def grey(colours: Grey) -> Grey:
    """A picture in red, green and blue (rows × columns × 3) in grey, without the red of seals."""
    import cv2
    import numpy as np

    picture: Grey = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY)
    for left, top, right, bottom in _seals(colours):
        part = picture[top:bottom, left:right]
        is_red = _redness(colours[top:bottom, left:right]) > _RED
        # Red over black is darker than red over paper; colours are blurred, more so than what is dark.
        is_paper = part > _DARKER * np.median(part[is_red])
        part[is_paper & (cv2.dilate(is_red.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)] = 255
    return picture


def _redness(colours: Grey) -> Grey:
    """By how much red outshines green and blue."""
    import numpy as np

    redness: Grey = colours[..., 0].astype(np.int16) - colours[..., 1:].max(axis=2)
    return redness


def _seals(colours: Grey) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, right and bottom of what is red, holds together, and is as large as a seal and about as wide as high."""
    import cv2
    import numpy as np

    height, width = colours.shape[:2]
    side = min(height, width)
    scale = min(_COARSE / side, 1.0)
    size = (round(width * scale) or 1, round(height * scale) or 1)
    red = (_redness(cv2.resize(colours, size, interpolation=cv2.INTER_AREA)) > _RED).astype(np.uint8)
    if not red.any():
        return
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(joined)
    room = round(_ROOM * side)
    for left, top, wide, high, _ in (found[1:] / scale).astype(int).tolist():
        if _LEAST * side <= min(wide, high) and max(wide, high) <= min(_MOST * side, _SQUARE * min(wide, high)):
            yield max(left - room, 0), max(top - room, 0), left + wide + room, top + high + room
