"""The reader of pictures: every page is recognised optically and then read like a page of a PDF file."""

from __future__ import annotations

from gouji.document import Document
from gouji.readers import page_picture, picture_file, scan, written


def read(data: bytes, name: str) -> Document:
    """The document in a picture file; places are pages, and rows and columns of tables.

    Raises:
        UnreadableFile: rapidocr is not installed, or the picture is damaged, or larger or smaller than any page.

    """
    page_picture.need(name)
    pages = picture_file.pictures(data, name)
    return written.document([scan.sheet(page, number) for number, page in enumerate(pages, 1)], name, "picture")
