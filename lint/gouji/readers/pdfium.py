"""What is printed on the pages of a PDF file: glyphs with their boxes, and straight lines, as PDFium gives them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gouji.errors import UnreadableFile
from gouji.readers.ruling import TOLERANCE, Ruling

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

_MOST_PATHS = 20_000
_MOST_POINTS = 64


class Glyph(NamedTuple):
    """A character and its box, with the leading of its font above and below."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass(slots=True)
class Sheet:
    """A page, turned as it is to be read: its number from 1, its size in points, and what is on it."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)
    has_picture: bool = False

    def add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Adds the line between two points, or a bar that is thin enough to be one."""
        low, high = min(x0, x1), max(x0, x1)
        bottom, top = min(y0, y1), max(y0, y1)
        if top - bottom <= TOLERANCE and high - low > top - bottom + 1.5:
            self.horizontal.append(Ruling((bottom + top) / 2, low, high))
        elif high - low <= TOLERANCE and top - bottom > high - low + 1.5:
            self.vertical.append(Ruling((low + high) / 2, bottom, top))


_Turn = Callable[[float, float], tuple[float, float]]


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
    sheet = Sheet(index + 1, width, height)
    turn = _turn(page.get_rotation(), width, height)
    sheet.glyphs = list(_glyphs(page, turn))
    _add_lines(page, sheet, turn)
    page.close()
    return sheet


def _turn(rotation: int, width: float, height: float) -> _Turn:
    """From the coordinates of a page to those of the page as it is shown."""
    match rotation:
        case 90:
            return lambda x, y: (y, height - x)
        case 180:
            return lambda x, y: (width - x, height - y)
        case 270:
            return lambda x, y: (width - y, x)
    return lambda x, y: (x, y)


def _glyphs(page: pypdfium2.PdfPage, turn: _Turn) -> Iterator[Glyph]:
    """All characters but blanks and line ends; a box tells where they stand."""
    from pypdfium2 import raw

    text = page.get_textpage()
    box = raw.FS_RECTF()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if code <= 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code in (0xA0, 0xFFFE, 0xFFFF, 0x3000):
            continue
        raw.FPDFText_GetLooseCharBox(text.raw, index, box)
        x0, y0 = turn(box.left, box.bottom)
        x1, y1 = turn(box.right, box.top)
        yield Glyph(chr(code), min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1))
    text.close()


def _add_lines(page: pypdfium2.PdfPage, sheet: Sheet, turn: _Turn) -> None:
    """Lines that are stroked, and filled bars thin enough to be lines; filled areas are shading."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
    for count, item in enumerate(page.get_objects(filter=kinds, max_depth=6)):
        if count > _MOST_PATHS:
            return
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            sheet.has_picture = True
            continue
        raw.FPDFPath_GetDrawMode(item.raw, fill, stroke)
        if not fill.value and not stroke.value:
            continue
        left, bottom, right, top = item.get_bounds()
        if right - left <= TOLERANCE + 1 or top - bottom <= TOLERANCE + 1:
            sheet.add(*turn(left, bottom), *turn(right, top))
        else:
            for points in _polygons(item):
                _add_polygon(sheet, [turn(*point) for point in points], stroked=bool(stroke.value))


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
        sheet.add(min(xs), min(ys), max(xs), max(ys))
    elif stroked and len(points) <= _MOST_POINTS:
        for start, end in pairwise(points):
            sheet.add(*start, *end)
