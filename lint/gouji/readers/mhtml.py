"""The reader of pages saved in one file (.mht), which Word and WPS also write as .doc: the page in it is read as HTML."""

from __future__ import annotations

from email import message_from_bytes

from gouji.document import Document
from gouji.errors import UnreadableFile
from gouji.readers import html

_PAGES = ("text/html", "application/xhtml+xml")
_DEEPEST = 50


def read(data: bytes, name: str) -> Document:
    """The document in the page of a file; lines and columns are those of the page, as it was before it was packed.

    Raises:
        UnreadableFile: there is no page in it.

    """
    content = _page(data)
    if not content.strip():
        raise UnreadableFile(
            f"{name}: 网页归档（.mht）中没有网页，请另存为 .docx 或 .html 再检查",
            f"{name}: there is no page in this archive (.mht): save it as .docx or .html and check that",
        )
    return html.read(content, name)._replace(reader="mhtml")


def _page(data: bytes) -> bytes:
    """The first page in an archive, unpacked; nothing where there is none."""
    # Parts within parts are read by recursion, and each that holds others names a boundary.
    if data.lower().count(b"boundary=") > _DEEPEST:
        return b""
    for part in message_from_bytes(data).walk():
        if part.get_content_type() in _PAGES:
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    return b""
