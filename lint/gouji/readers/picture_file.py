"""The pages of a picture file: PNG, JPEG, TIFF with all its pages, BMP, WebP, and the first frame of a GIF.

Sizes are read from the header and judged before anything is decoded.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from gouji.errors import UnreadableFile
from gouji.readers import seals
from gouji.readers.page_picture import MOST_PAGES, Grey, sized

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_MOST_PIXELS = 50_000_000
_SMALLEST = 40


def pictures(data: bytes, name: str) -> Iterator[Grey]:
    """The pages of a picture file, one after the other.

    Raises:
        UnreadableFile: the file is damaged, or larger or smaller than any page.

    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # Pillow warns of odd metadata, which does not matter, and of bombs, which are refused below.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                yield from _pages(image, name)
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError) as error:
        raise UnreadableFile(
            f"{name}: 图片已损坏，或者不是 PNG、JPEG、TIFF、BMP、WebP、GIF，请另存为 PNG 再检查",
            f"{name}: the picture is damaged, or none of PNG, JPEG, TIFF, BMP, WebP, GIF: save it as PNG",
        ) from error


def _pages(image: Image.Image, name: str) -> Iterator[Grey]:
    for number in range(_count(image, name)):
        image.seek(number)
        yield _page(image, name)


def _count(image: Image.Image, name: str) -> int:
    """How many pages there are; of other files than TIFF only the first picture is one."""
    if image.format != "TIFF":
        return 1
    for number in range(1, MOST_PAGES + 1):
        try:
            image.seek(number)
        except EOFError:
            return number
    raise UnreadableFile(
        f"{name}: 图片超过 {MOST_PAGES} 页，请拆分后检查", f"{name}: more than {MOST_PAGES} pages: split the picture"
    )


def _page(image: Image.Image, name: str) -> Grey:
    width, height = image.size
    if width * height > _MOST_PIXELS:
        raise _too_large(name)
    if min(width, height) < _SMALLEST:
        raise UnreadableFile(
            f"{name}: 图片太小（{width}×{height} 像素），没有文字可读",
            f"{name}: the picture is too small to hold text ({width}×{height} pixels)",
        )
    page = sized(_grey(image))
    if page is None:
        raise _too_large(name)
    return page


def _too_large(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name}: 图片过大，请缩小（每英寸 200 像素即可）后检查",
        f"{name}: the picture is too large; make it smaller (200 pixels to the inch will do)",
    )


def _grey(image: Image.Image) -> Grey:
    """The picture in grey on white, turned as its metadata say."""
    import numpy as np
    from PIL import Image, ImageOps

    image = ImageOps.exif_transpose(image)
    if image.mode.startswith(("I", "F")):
        deep = np.asarray(image, dtype=np.float32)
        top = max(float(deep.max(initial=0)), 1.0)
        return (deep * (255 / top)).astype(np.uint8)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    if image.mode in ("1", "L", "LA"):
        return np.array(image.convert("L"))
    return seals.grey(np.array(image.convert("RGB")))
