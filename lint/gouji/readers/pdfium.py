"""What is printed on the pages of a PDF file: glyphs with their boxes, and straight lines, as PDFium gives them."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from gouji.errors import UnreadableFile
from gouji.extras import needed
from gouji.readers.composing import composed
from gouji.readers.overprint import Found, Key
from gouji.readers.pdf_objects import drawing
from gouji.readers.pdf_text import letters
from gouji.readers.sheet import Frame, Sheet

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]


MOST_PAGES = 1000
"""A file with more pages is no annual report."""

_MOST_FIELDS = 5000
_LOCKED = 4
"""PDFium's number for a password that is wrong or missing."""


def sheets(data: bytes, name: str) -> list[Sheet]:
    """The pages of a PDF file.

    Raises:
        UnreadableFile: pypdfium2 is not installed, or the file is damaged, locked by a password, or absurdly long.

    """
    with needed("pdf", name):
        import pypdfium2
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unopened(name, error) from error
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise UnreadableFile(
                f"{name}: PDF 文件有 {count} 页，超过 {MOST_PAGES} 页的不予读取",
                f"{name}: the PDF file has {count} pages; none of more than {MOST_PAGES} is read",
            )
        if document.get_formtype():
            document.init_forms()
        return _marked([_opened(document, index, name) for index in range(count)], document, name)
    finally:
        document.close()


def _unopened(name: str, error: Exception) -> UnreadableFile:
    if getattr(error, "err_code", None) == _LOCKED:
        return UnreadableFile(
            f"{name}: 文件有密码，请取消密码再检查",
            f"{name}: the file is locked by a password: remove it and check again",
        )
    return UnreadableFile(
        f"{name}: PDF 文件已损坏，打不开，请重新导出",
        f"{name}: the PDF file is damaged and cannot be opened: export it anew",
    )


def _marked(read: list[tuple[Sheet, Found]], document: pypdfium2.PdfDocument, name: str) -> list[Sheet]:
    """The pages of a file; those are read again that have a mark where nothing lies below that would tell it."""
    known: set[Key] = set().union(*(found.marks for _, found in read))
    return [
        _opened(document, index, name, known)[0] if known & found.others else sheet
        for index, (sheet, found) in enumerate(read)
    ]


def _opened(
    document: pypdfium2.PdfDocument, index: int, name: str, known: Set[Key] = frozenset()
) -> tuple[Sheet, Found]:
    import pypdfium2

    try:
        return _sheet(document, index, known)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(
            f"{name}: PDF 文件第 {index + 1} 页已损坏，打不开，请重新导出",
            f"{name}: page {index + 1} of the PDF file is damaged and cannot be opened: export the file anew",
        ) from error


def _sheet(document: pypdfium2.PdfDocument, index: int, known: Set[Key]) -> tuple[Sheet, Found]:
    page = _with_fields(document, index) if document.formenv else document[index]
    try:
        width, height = page.get_size()
        rotation = page.get_rotation()
        sheet = Sheet(index + 1, width, height, _frame(page, rotation, width, height))
        drawn = drawing(page, known)
        return composed(sheet, rotation, drawn, letters(page, drawn)), drawn.overprint
    finally:
        page.close()


def _with_fields(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """A page with what was filled into its fields as part of its text; remarks and signatures upon it stay out of it."""
    from pypdfium2 import raw

    page = document[index]
    kept = 0
    while kept < min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_FIELDS):
        annotation = raw.FPDFPage_GetAnnot(page.raw, kept)
        kind = raw.FPDFAnnot_GetFormFieldType(document.formenv.raw, annotation)
        is_field = (
            raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET and kind != raw.FPDF_FORMFIELD_SIGNATURE
        )
        raw.FPDFPage_CloseAnnot(annotation)
        if is_field:
            kept += 1
        elif not raw.FPDFPage_RemoveAnnot(page.raw, kept):
            return page
    if not kept or raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]


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
