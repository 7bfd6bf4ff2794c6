"""Pictures on a page of a PDF file that let through what lies below, as those of seals and watermarks do."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

_SAMPLE = 64
"""Pixels on each side at which one looks at a picture, whatever its size on the page."""


def is_see_through(page: pypdfium2.PdfPage, item: Any) -> bool:
    """Whether a good part of a picture is not opaque; PDFium tells only of other objects."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    raw.FPDFPageObj_SetMatrix(item, raw.FS_MATRIX(_SAMPLE, 0, 0, _SAMPLE, 0, 0))
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, item)
    raw.FPDFPageObj_SetMatrix(item, matrix)
    if not bitmap:
        return False
    opacity = b""
    if raw.FPDFBitmap_GetFormat(bitmap) == raw.FPDFBitmap_BGRA:
        size = raw.FPDFBitmap_GetStride(bitmap) * raw.FPDFBitmap_GetHeight(bitmap)
        opacity = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), size)[3::4]
    raw.FPDFBitmap_Destroy(bitmap)
    return opacity.count(b"\xff") * 10 < len(opacity) * 9
