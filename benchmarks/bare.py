"""The least that reading a file takes: a library alone on the same bytes, or reading and decoding it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

Bare = Callable[[bytes], object]


def html(data: bytes) -> int:
    """Parsing with turbohtml and laying out the cells of all tables, and nothing else."""
    import turbohtml

    document = turbohtml.parse(data.decode())
    return sum(sum(map(len, table.rows())) for table in document.select("table"))


def docx(data: bytes) -> int:
    """Unpacking and parsing the main part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return len(ET.fromstring(package.read("word/document.xml")))


def pdf_text(data: bytes) -> int:
    """The text of the pages of a PDF file."""
    return _pages(data, paths=False)


def pdf_paths(data: bytes) -> int:
    """The text of the pages of a PDF file, and the bounds of the lines and areas drawn on them."""
    return _pages(data, paths=True)


def pdf_pages(data: bytes) -> int:
    """How many pages a PDF file has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def _pages(data: bytes, *, paths: bool) -> int:
    import pypdfium2
    from pypdfium2 import raw

    length = 0
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        length += len(text.get_text_range())
        text.close()
        if paths:
            length += sum(len(item.get_bounds()) for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]))
        page.close()
    document.close()
    return length


def xlsx(data: bytes) -> int:
    """The cells of all sheets of a workbook."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def decoded(data: bytes) -> int:
    """Decoding a text."""
    return len(data.decode())
