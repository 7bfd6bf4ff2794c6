"""The pages of a PDF file whose text nobody can read: they are rendered as pictures and recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.errors import UnreadableFile
from gouji.readers import page_picture, scan, seals
from gouji.readers.page_picture import LYING, MOST_PAGES, POINT, UPRIGHT, Grey
from gouji.readers.sheet import Frame, Sheet

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]


def recognised(sheets: Sequence[Sheet], data: bytes, name: str) -> list[Sheet]:
    """The sheets of a file, those that hold no readable text recognised optically.

    Where nothing can be recognised here, pages that a scanner laid its own text over are taken as they are, and others
    stay unread beside pages that hold text.

    Raises:
        UnreadableFile: no page can be read without recognition, which is not installed; or there are too many pages.

    """
    waiting = [sheet for sheet in sheets if not sheet.is_read]
    if waiting and not any(sheet.state in ("text", "layered") for sheet in sheets):
        page_picture.need(name)
    if not waiting or not page_picture.is_installed():
        return list(sheets)
    if len(waiting) > MOST_PAGES:
        raise UnreadableFile(
            f"{name}: 扫描页超过 {MOST_PAGES} 页，请拆分后检查",
            f"{name}: more than {MOST_PAGES} scanned pages: split the file",
        )
    read = _read(waiting, data)
    return [read.get(sheet.number, sheet) for sheet in sheets]


def _read(sheets: Sequence[Sheet], data: bytes) -> dict[int, Sheet]:
    """Recognised pages by their numbers."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return {sheet.number: _page(document, sheet) for sheet in sheets}
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, sheet: Sheet) -> Sheet:
    """One page, rendered at the resolution of all pages; its frame leads back to the page in the file."""
    width = max(sheet.width, 1.0)
    scale = (UPRIGHT if sheet.height >= sheet.width else LYING) / width
    if width * scale * sheet.height * scale > page_picture.MOST_PIXELS:
        return sheet
    page = document[sheet.number - 1]
    colours: Grey = page.render(scale=scale, rev_byteorder=True).to_numpy()
    page.close()
    made = scan.sheet(seals.grey(colours[..., :3]), sheet.number)
    size = scale / POINT
    return replace(made, frame=sheet.frame.within(Frame(size, 0, 0, size)).within(made.frame))
