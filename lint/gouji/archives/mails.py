"""Mail: what is attached, also to mails that are attached; where nothing is, the text of the mail."""

from __future__ import annotations

from collections.abc import Iterator
from email import header, message_from_bytes
from email.errors import HeaderParseError
from email.message import Message
from email.policy import Compat32
from typing import IO, Any

from gouji.archives.members import Member
from gouji.archives.naming import told

_LARGEST = 128 * 1024 * 1024
_DEEPEST = 50
_TEXTS = {"text/html": ".html", "text/plain": ".txt"}


class TooDeep(Exception):
    """Parts within parts without end."""


class _AsItIs(Compat32):
    """Fields with the bytes they have, though they should have none beyond ASCII."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 -- the name is the interface's
        """The value; its bytes beyond ASCII are surrogates."""
        return value


def members(file: IO[bytes]) -> Iterator[Member]:
    """What is attached to a mail."""
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ValueError(f"more than {_LARGEST} bytes")
    yield from _attached(data, "")


def in_mailbox(file: IO[bytes]) -> Iterator[Member]:
    """What is attached to the mails in a mailbox, in folders named by their numbers from 1."""
    for number, data in enumerate(_mails(file), 1):
        yield from _attached(data, f"{number}/")


def _mails(file: IO[bytes]) -> Iterator[bytes]:
    """Mails begin with `From ` after an empty line."""
    lines: list[bytes] = []
    size, is_after_blank = 0, True
    for line in iter(lambda: file.readline(1024 * 1024), b""):
        if is_after_blank and line.startswith(b"From "):
            if lines:
                yield b"".join(lines)
            lines, size = [], 0
        else:
            size += len(line)
            if size > _LARGEST:
                raise ValueError(f"more than {_LARGEST} bytes")
            lines.append(line)
        is_after_blank = not line.strip(b"\r\n")
    if lines:
        yield b"".join(lines)


def _attached(data: bytes, folder: str) -> Iterator[Member]:
    # Parts within parts are read by recursion, and each that holds others names a boundary.
    if data.lower().count(b"boundary=") > _DEEPEST:
        raise TooDeep("parts within parts")
    texts: list[Member] = []
    found = False
    for part in message_from_bytes(data, policy=_AsItIs()).walk():
        if part.is_multipart():
            continue
        name = _file_name(part)
        if name:
            found = True
            yield _member(part, folder + name)
        elif part.get_content_type() in _TEXTS:
            texts.append(_member(part, f"{folder}text{_TEXTS[part.get_content_type()]}"))
    if not found:
        # The same text twice, plain and as a page: the page has the tables.
        yield from sorted(texts, key=lambda text: text.name)[:1]


def _member(part: Message[Any, Any], name: str) -> Member:
    def read(most: int) -> bytes:
        content = part.get_payload(decode=True)
        return content[:most] if isinstance(content, bytes) else b""

    return Member(name, 0, read)


def _file_name(part: Message[Any, Any]) -> str:
    """The name of what is attached, in any of the ways in which mail programs write Chinese; empty without one."""
    given = part.get_param("filename", None, "content-disposition") or part.get_param("name", None)
    if given is None:
        return ""
    if isinstance(given, tuple):
        charset, _, value = given
        return _decoded(value.encode("latin-1", "replace"), charset)
    plain = given.encode("ascii", "surrogateescape")
    if b"=?" not in plain:
        return told(plain)
    try:
        # Lines were broken within the quotes: the pieces belong together.
        pieces = header.decode_header(" ".join(given.split()))
    except HeaderParseError:
        return told(plain)
    return "".join(piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces)


def _decoded(raw: bytes, charset: str | None) -> str:
    """Bytes in a declared encoding, which may be wrong or unknown. GB2312 stands for all that has grown out of it."""
    name = "gb18030" if (charset or "").lower() in ("gb2312", "gbk", "gb18030") else charset
    try:
        return raw.decode(name or "ascii")
    except (UnicodeDecodeError, LookupError):
        return told(raw)
