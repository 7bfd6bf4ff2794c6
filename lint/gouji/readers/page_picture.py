"""Pages as grey pictures of one resolution, whatever they came from.

Every measure behind this module is in pixels of these pictures, 200 to the inch, or in points, 72 to the inch. A picture
file says nothing reliable about its resolution: what is higher than wide is taken for an upright A4 page, anything else
for one that lies on its side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gouji.extras import missing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[Any]
    """Rows × columns of bytes, 0 black to 255 white."""
else:
    Grey = Any

DPI = 200
POINT = DPI / 72
"""Pixels in a point."""

MOST_PAGES = 60
"""Recognition takes seconds a page; a file with more pages is not read."""

UPRIGHT, LYING = 1654, 2339
"""Widths of pages in pixels."""

_MOST_GROWTH = 3.0
MOST_PIXELS = 60_000_000


def need(name: str) -> None:
    """Refuses a file that has to be recognised optically where the packages for it are not installed.

    Raises:
        UnreadableFile: with the extra to install.

    """
    if not is_installed():
        raise missing("ocr", name)


def is_installed() -> bool:
    """Whether text can be recognised here."""
    from importlib.util import find_spec

    try:
        return all(find_spec(package) is not None for package in ("rapidocr", "onnxruntime", "cv2", "PIL", "pypdfium2"))
    except ValueError:
        return False


def sized(picture: Grey) -> Grey | None:
    """A picture at the resolution of all pages; None where it is out of all proportion."""
    import cv2

    height, width = picture.shape[:2]
    scale = min((UPRIGHT if height >= width else LYING) / width, _MOST_GROWTH)
    if not 1 <= width * scale * height * scale <= MOST_PIXELS:
        return None
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, (round(width * scale) or 1, round(height * scale) or 1), interpolation=way)


def ink(picture: Grey) -> Grey:
    """Where something darker than its surroundings stands: 255, elsewhere 0; shading and shadows are no ink."""
    import cv2

    around = round(18 * POINT) | 1
    return cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, 18)
