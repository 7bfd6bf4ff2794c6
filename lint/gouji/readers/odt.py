"""The reader of OpenDocument texts, which LibreOffice converts."""

from __future__ import annotations

from gouji.document import Document
from gouji.readers import conversion


def read(data: bytes, name: str) -> Document:
    """The document in an OpenDocument text; places are paragraphs, and rows and columns of tables.

    Raises:
        UnreadableFile: LibreOffice is not installed or cannot open the file.

    """
    return conversion.read(data, name, ".odt", "odt")
