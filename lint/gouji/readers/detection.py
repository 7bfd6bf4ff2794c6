"""What a file is, told by its content; its name only settles what the content leaves open.

Names lie: offices send a page saved as .doc, a Word file renamed to .pdf, a page that is still compressed. A kind is a
word such as `docx`, `doc`, `zip`, `html` or `text`; readers say which kinds they read, `refusal` what is said of those
that nobody reads.
"""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from pathlib import PurePath
from typing import Final

from gouji.patterns import pattern

HEAD = 4096
"""So many bytes of a file tell a text from everything else, and one kind of text from another."""

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mkd")
COMPRESSED = ("gzip", "bzip2", "xz")
"""Kinds with one file inside, which may be a tar archive."""

_MAGIC: Final = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "compound"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"WARC/", "warc"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
)
_OFFICE: Final = ((b"schemas.uof.org/", "uof"), (b"<office:document ", "flat"))
"""Kinds of office files that are one XML document, by what stands near their beginning."""

_TAG = pattern(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|tbody|div|p|span|h[1-6]|t[dr]|br|script|style|center|font"
    rb"|ul|section|article|strong|a)(?=[\s/>])",
    re.IGNORECASE,
)
# Three times as fast as `in`, which is slow for two bytes that are not there.
_DASHES = pattern(rb"--")
_PIPES = (b"|--", b"| --", b"|:-", b"| :-", b"--|", b"-- |")
_RULE = pattern(rb"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|(?:[ \t:|-]*)\r?$", re.MULTILINE)
_BLANKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_FIELD = pattern(rb"(?:From [^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
_MAIL = pattern(
    rb"^(mime-version|from|to|subject|date|received|message-id|return-path|delivered-to|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
_SAVED = pattern(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_POSTED = pattern(rb"^(?:received|to|message-id|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE)


def kind_of(data: bytes, name: str) -> str:
    """The kind of a file, by its content and, where that leaves it open, by its name."""
    kind = marked(data)
    if kind == "zip":
        from gouji.readers import zipped

        return zipped.kind_of(BytesIO(data), suffix_of(name))
    if kind == "compound":
        from gouji.readers import compound

        return compound.kind_of(data)
    return kind or _kind_of_text(data, name)


def marked(data: bytes) -> str | None:
    """The kind that the first bytes of a file stand for; None for text. 512 bytes are enough, 1,024 for PDF.

    Of office files and archives it says only `zip`, of old office files only `compound`.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if _is_tar(data[:512]):
        return "tar"
    if _is_odd_picture(data):
        return "picture"
    # Some programs write a few bytes of their own first.
    return "pdf" if b"%PDF-" in data[:1024] else None


def is_binary(data: bytes) -> bool:
    """Whether what no kind fits is no text either, as a file that lost its beginning."""
    return b"\x00" in data[:HEAD] and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))


@lru_cache(maxsize=64)
def suffix_of(name: str) -> str:
    """The suffix of a file name in lower case, with its dot."""
    return PurePath(name).suffix.lower()


def _is_tar(block: bytes) -> bool:
    """Whether this is the first block of a tar archive: the sum of its bytes stands in it."""
    if len(block) < 512 or not block[0]:
        return False
    said = block[148:156].strip(b" \0")
    if not said or len(said) > 8 or said.strip(b"01234567"):
        return False
    return int(said, 8) == sum(block) - sum(block[148:156]) + 8 * 32


def _is_odd_picture(data: bytes) -> bool:
    """Pictures whose mark is not at the very start, or too short to be sure."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return True
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
        return True
    return data[:2] == b"BM" and data[6:10] == bytes(4) and data[14:18] in (b"\x28\0\0\0", b"\x0c\0\0\0", b"\x7c\0\0\0")


def _kind_of_text(data: bytes, name: str) -> str:
    head = data[:HEAD].replace(b"\x00", b"").lstrip(_BLANKS)
    if head.startswith(b"<?xml"):
        if b"<?mso-application" in head and b"Word.Document" in head:
            return "wordxml"
        found = next((kind for mark, kind in _OFFICE if mark in head), None)
        if found is not None:
            return found
    if suffix_of(name) not in MARKDOWN_SUFFIXES and _FIELD.match(head):
        kind = _kind_of_mail(head)
        if kind:
            return kind
    if _is_html(head, name):
        return "html"
    return "markdown" if _is_markdown(data, name) else "text"


def _kind_of_mail(head: bytes) -> str | None:
    """Fields as mail has them; a page saved in one file has the same, but nobody sent it."""
    fields = head.partition(b"\n\r\n")[0].partition(b"\n\n")[0]
    if len({found.lower() for found in _MAIL.findall(fields)}) < 2:
        return None
    if head.startswith(b"From "):
        return "mbox"
    return "mhtml" if _SAVED.search(fields) and not _POSTED.search(fields) else "eml"


def _is_html(head: bytes, name: str) -> bool:
    """A page starts with a tag, or shows three soon; a Markdown file may hold as many."""
    if suffix_of(name) in MARKDOWN_SUFFIXES:
        return head[:9].lower() in (b"<!doctype", b"<html>") or head[:6].lower() == b"<html "
    if _TAG.match(head):
        return True
    tags = len(_TAG.findall(head))
    return tags > 2 or (tags > 0 and head.startswith((b"<!--", b"<?xml")))


def _is_markdown(data: bytes, name: str) -> bool:
    if suffix_of(name) in MARKDOWN_SUFFIXES:
        return True
    return _DASHES.search(data) is not None and any(mark in data for mark in _PIPES) and bool(_RULE.search(data))
