"""What is printed on the pages of a PDF file: glyphs with their boxes, and straight lines, as PDFium gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.errors import UnreadableFile
from gouji.readers.composing import composed
from gouji.readers.pdf_objects import drawing
from gouji.readers.pdf_text import letters
from gouji.readers.sheet import Frame, Sheet

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]


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
    try:
        width, height = page.get_size()
        rotation = page.get_rotation()
        sheet = Sheet(index + 1, width, height, _frame(page, rotation, width, height))
        drawn = drawing(page)
        return composed(sheet, rotation, drawn, letters(page, drawn))
    finally:
        page.close()


def _frame(page: pypdfium2.PdfPage, rotation: int, width: float, height: float) -> Frame:
    """From the coordinates of a page in the file to those of the page as it is shown, `width` by `height`."""
    left, bottom, _, _ = page.get_bbox()
    match rotation:
        case 90:
            return Frame(0, -1, 1, 0, -bottom, height + left)
        case 180:
            return Frame(-1, 0, 0, -1, width + left, height + bottom)
        case 270:
            return Frame(0, 1, -1, 0, width + bottom, -left)
    return Frame(e=-left, f=-bottom)
