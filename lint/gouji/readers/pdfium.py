"""What is printed on the pages of a PDF file: glyphs with their boxes, and straight lines, as PDFium gives them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from gouji.errors import UnreadableFile
from gouji.readers.ruling import TOLERANCE
from gouji.readers.sheet import Frame, Glyph, Sheet

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

_MOST_PATHS = 20_000
_MOST_POINTS = 64


def sheets(data: bytes, name: str) -> list[Sheet]:
    """The pages of a PDF file.

    Raises:
        UnreadableFile: pypdfium2 is not installed, or the file is damaged or locked by a password.

    """
    try:
        import pypdfium2
    except ImportError as error:
        raise UnreadableFile(
            f'{name}: 读取 PDF 需要 pypdfium2，请运行 pip install "gouji[pdf]"',
            f'{name}: reading PDF needs pypdfium2, run pip install "gouji[pdf]"',
        ) from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(
            f"{name}: PDF 文件已损坏或有密码，无法打开（{error}）",
            f"{name}: the PDF file is damaged or locked by a password ({error})",
        ) from error
    try:
        return [_sheet(document, index) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(
            f"{name}: PDF 文件有页面无法打开（{error}）", f"{name}: a page of the PDF file cannot be opened ({error})"
        ) from error
    finally:
        document.close()


def _sheet(document: pypdfium2.PdfDocument, index: int) -> Sheet:
    page = document[index]
    width, height = page.get_size()
    sheet = Sheet(index + 1, width, height, _frame(page, width, height))
    sheet.glyphs = list(_glyphs(page, sheet.frame))
    has_picture = _add_lines(page, sheet)
    if not sheet.glyphs:
        sheet.state = "picture" if has_picture else "blank"
    page.close()
    return sheet


def _frame(page: pypdfium2.PdfPage, width: float, height: float) -> Frame:
    """From the coordinates of a page in the file to those of the page as it is shown, `width` by `height`."""
    left, bottom, _, _ = page.get_bbox()
    match page.get_rotation():
        case 90:
            return Frame(0, -1, 1, 0, -bottom, height + left)
        case 180:
            return Frame(-1, 0, 0, -1, width + left, height + bottom)
        case 270:
            return Frame(0, 1, -1, 0, width + bottom, -left)
    return Frame(e=-left, f=-bottom)


def _glyphs(page: pypdfium2.PdfPage, frame: Frame) -> Iterator[Glyph]:
    """All characters that the file prints, blanks too; PDFium makes up others, such as line ends."""
    from pypdfium2 import raw

    text = page.get_textpage()
    box = raw.FS_RECTF()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if code < 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code in (0xFFFE, 0xFFFF):
            continue
        if code == 32 and raw.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(text.raw, index, box)
        x0, y0 = frame.point(box.left, box.bottom)
        x1, y1 = frame.point(box.right, box.top)
        yield Glyph(chr(code), min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1))
    text.close()


def _add_lines(page: pypdfium2.PdfPage, sheet: Sheet) -> bool:
    """Lines that are stroked, and filled bars thin enough to be lines; filled areas are shading. Returns whether there is a picture."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    point, has_picture = sheet.frame.point, False
    kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
    for count, item in enumerate(page.get_objects(filter=kinds, max_depth=6)):
        if count > _MOST_PATHS:
            return has_picture
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            has_picture = True
            continue
        raw.FPDFPath_GetDrawMode(item.raw, fill, stroke)
        if not fill.value and not stroke.value:
            continue
        left, bottom, right, top = item.get_bounds()
        if right - left <= TOLERANCE + 1 or top - bottom <= TOLERANCE + 1:
            sheet.line(*point(left, bottom), *point(right, top))
        else:
            for points in _polygons(item):
                _add_polygon(sheet, [point(*place) for place in points], stroked=bool(stroke.value))
    return has_picture


def _polygons(item: pypdfium2.PdfObject) -> list[list[tuple[float, float]]]:
    """The parts of a path, as points on the page."""
    from pypdfium2 import raw

    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[tuple[float, float]]] = []
    for index in range(raw.FPDFPath_CountSegments(item.raw)):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append(matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    return parts


def _add_polygon(sheet: Sheet, points: list[tuple[float, float]], *, stroked: bool) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if max(xs) - min(xs) <= TOLERANCE or max(ys) - min(ys) <= TOLERANCE:
        sheet.line(min(xs), min(ys), max(xs), max(ys))
    elif stroked and len(points) <= _MOST_POINTS:
        for start, end in pairwise(points):
            sheet.line(*start, *end)
