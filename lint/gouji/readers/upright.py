"""Turning a page so that its lines of text lie level: scanners and cameras take it a few degrees askew."""

from __future__ import annotations

from math import cos, radians, sin

from gouji.readers.page_picture import Grey
from gouji.readers.sheet import UPRIGHT, Frame

_STEEPEST = 5.0
_WIDTH = 640
_LEVEL = 0.04


def slant(picture: Grey) -> float:
    """By how many degrees lines rise to the left; 0.0 where there are none or they rise more than a few degrees."""
    import cv2

    height, width = picture.shape
    scale = min(_WIDTH / width, 1.0)
    size = (round(width * scale) or 1, min(round(height * scale) or 1, 2 * _WIDTH))
    small = cv2.resize(picture[: round(size[1] / scale)], size, interpolation=cv2.INTER_AREA)
    dark: Grey = cv2.subtract(cv2.medianBlur(small, 21), small)
    best, step = 0.0, 1.0
    reach = _STEEPEST
    while step > _LEVEL / 2:
        angles = [best + step * k for k in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=lambda angle: (round(_contrast(dark, angle)), -abs(angle)))
        reach, step = step, step / 4
    return best if abs(best) >= _LEVEL else 0.0


def _contrast(dark: Grey, angle: float) -> float:
    """How sharply rows of the picture differ from the next ones, once it is turned."""
    import numpy as np

    rows = turned(dark, angle, 0).sum(axis=1, dtype=np.float64)
    return float((np.diff(rows) ** 2).sum())


def turned(picture: Grey, angle: float, border: int = 255) -> Grey:
    """A picture turned by an angle around its middle; it keeps its size."""
    import cv2

    if not angle:
        return picture
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=border)


def frame(width: float, height: float, angle: float) -> Frame:
    """From a page of this size to the page as it was turned; y upwards."""
    cosine, sine = cos(radians(angle)), sin(radians(angle))
    x, y = width / 2, height / 2
    return Frame(cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y)


def quarter(width: float, height: float, quarters: int) -> Frame:
    """From a page of this size to the page turned to the left by so many quarters; y upwards."""
    return (UPRIGHT, Frame(0, 1, -1, 0, height, 0), Frame(-1, 0, 0, -1, width, height), Frame(0, -1, 1, 0, 0, width))[
        quarters
    ]
