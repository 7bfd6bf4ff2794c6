"""Readers: one module a format, each a function from bytes to a `Document`. Which one is told by the content first.

A reader module is imported when a file of its format is met, not before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import NamedTuple

from gouji.document import Document
from gouji.errors import UnreadableFile
from gouji.patterns import pattern

_HEAD = 4096
_TAG = pattern(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|tbody|div|p|span|h[1-6]|t[dr]|br|script|style|center|font"
    rb"|ul|section|article|strong|a)(?=[\s/>])",
    re.IGNORECASE,
)
_PIPES = (b"|--", b"| --", b"|:-", b"| :-", b"--|", b"-- |")


class Reader(NamedTuple):
    """A format: its name, the suffixes of its files (lower case, with the dot), how to know it, how to read it.

    `sniff` gets the content and the name; `read` the same, and raises `UnreadableFile` where the file cannot be opened.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Document]


def read(data: bytes, name: str, readers: Iterable[Reader] | None = None) -> Document:
    """The document in a file's content.

    Raises:
        UnreadableFile: no reader can open it; the message says what to do.

    """
    return choose(data, name, READERS if readers is None else tuple(readers)).read(data, name)


def choose(data: bytes, name: str, readers: tuple[Reader, ...]) -> Reader:
    """The reader for a file: the first that knows the content, else the one of the suffix, else plain text.

    Raises:
        UnreadableFile: the content is of a kind that nothing here reads.

    """
    for reader in readers:
        if reader.sniff(data, name):
            return reader
    _refuse(data, name)
    suffix = suffix_of(name)
    for reader in readers:
        if suffix in reader.suffixes and not data.startswith(_MAGIC):
            return reader
    return _TEXT


def suffix_of(name: str) -> str:
    """The suffix of a file name in lower case, with its dot."""
    return PurePath(name).suffix.lower()


_MAGIC = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")


_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _refuse(data: bytes, name: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in data:
        raise UnreadableFile(f"{name}: 文件有密码，请取消密码再检查", f"{name}: the file is locked by a password")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            f"{name}: 旧版 Word 文件（.doc、.wps），请另存为 .docx 再检查",
            f"{name}: an old Word file (.doc, .wps): save it as .docx and check that",
        )
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableFile(
            f"{name}: 压缩文件或未知的办公文件，请解压，或另存为 .docx 再检查",
            f"{name}: an archive or an office file of another kind: unpack it, or save it as .docx",
        )
    if data.startswith(_PICTURES):
        raise UnreadableFile(f"{name}: 图片文件，没有文字可读", f"{name}: a picture, there is no text to read")


def _is_pdf(data: bytes, _name: str) -> bool:
    return b"%PDF-" in data[:1024]


def _is_docx(data: bytes, name: str) -> bool:
    return data.startswith(b"PK\x03\x04") and (suffix_of(name) == ".docx" or b"word/" in data)


def _is_html(data: bytes, name: str) -> bool:
    """A page starts with a tag, or shows three soon; a Markdown file may hold as many."""
    head = data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if suffix_of(name) in MARKDOWN_SUFFIXES:
        return head[:9].lower() in (b"<!doctype", b"<html>") or head[:6].lower() == b"<html "
    if _TAG.match(head):
        return True
    tags = len(_TAG.findall(head))
    return tags > 2 or (tags > 0 and head.startswith((b"<!--", b"<?xml")))


def _is_markdown(data: bytes, name: str) -> bool:
    if suffix_of(name) in MARKDOWN_SUFFIXES:
        return not data.startswith(_MAGIC)
    return any(mark in data for mark in _PIPES) and bool(_RULE.search(data))


_RULE = pattern(rb"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|(?:[ \t:|-]*)\r?$", re.MULTILINE)


def _read_pdf(data: bytes, name: str) -> Document:
    from gouji.readers import pdf

    return pdf.read(data, name)


def _read_docx(data: bytes, name: str) -> Document:
    from gouji.readers import docx

    return docx.read(data, name)


def _read_html(data: bytes, name: str) -> Document:
    from gouji.readers import html

    return html.read(data, name)


def _read_markdown(data: bytes, name: str) -> Document:
    from gouji.readers import markdown

    return markdown.read(data, name)


def _read_text(data: bytes, name: str) -> Document:
    from gouji.readers import text

    return text.read(data, name)


def _never(_data: bytes, _name: str) -> bool:
    return False


MARKDOWN_SUFFIXES = (".md", ".markdown", ".mkd")
_TEXT = Reader("text", (".txt", ".text"), _never, _read_text)
READERS: tuple[Reader, ...] = (
    Reader("pdf", (".pdf",), _is_pdf, _read_pdf),
    Reader("docx", (".docx",), _is_docx, _read_docx),
    Reader("html", (".html", ".htm", ".shtml", ".xhtml"), _is_html, _read_html),
    Reader("markdown", MARKDOWN_SUFFIXES, _is_markdown, _read_markdown),
    _TEXT,
)
"""The readers that come with gouji, in the order in which they are asked."""
