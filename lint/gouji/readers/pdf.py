"""The PDF reader, for files that hold text: tables by their drawn lines, paragraphs by the margins of the page."""

from __future__ import annotations

from gouji.document import Document
from gouji.readers import scanned, written
from gouji.readers.pdfium import sheets


def read(data: bytes, name: str) -> Document:
    """The document in a PDF file; places are pages, and rows and columns of tables.

    Raises:
        UnreadableFile: pypdfium2 is not installed, or the file is damaged or locked by a password.

    """
    return written.document(scanned.recognised(sheets(data, name), data, name), name, "pdf")
