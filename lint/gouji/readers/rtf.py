"""The reader of RTF, which LibreOffice converts."""

from __future__ import annotations

from gouji.document import Document
from gouji.patterns import pattern
from gouji.readers import conversion

_LABEL = pattern(
    rb"\{\\(?:listtext|pntext)\b(?:[ \t\r\n]*\\pard\b)?((?>(?:[^{}\\]|\\(?!tab\b)[^\r\n])*))(?:\\tab[ ]?)?"
)
_LIST = pattern(rb"\\ls\d+(?!\d)")


def read(data: bytes, name: str) -> Document:
    """The document in an RTF file; places are paragraphs, and rows and columns of tables.

    Raises:
        UnreadableFile: LibreOffice is not installed or cannot open the file.

    """
    return conversion.read(_written_out(data), name, ".rtf", "rtf")


def _written_out(data: bytes) -> bytes:
    """The file with the numbers of lists as text.

    They stand before each paragraph for programs without lists. LibreOffice counts by the definitions of the lists, and
    loses what is not ASCII in these.
    """
    labelled, count = _LABEL.subn(rb"{\1", data)
    return _LIST.sub(b"", labelled) if count else data
