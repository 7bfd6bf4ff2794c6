"""A file compressed on its own (gzip, bzip2, xz), such as a page as a server sent it: read as what is in it."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from io import BytesIO
from pathlib import PurePath
from typing import IO, cast

from gouji import readers
from gouji.document import Document
from gouji.errors import UnreadableFile
from gouji.readers.detection import COMPRESSED, kind_of, marked

_LARGEST = 256 * 1024 * 1024
_SMALL = 16 * 1024 * 1024
_RATIO = 250
_SUFFIXES = (".gz", ".bz2", ".xz")

DAMAGED = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)
"""What the libraries raise where a compressed file is damaged."""


def read(data: bytes, name: str) -> Document:
    """The document in a compressed file; its places are those of the file as it was before.

    Raises:
        UnreadableFile: the file is damaged, too large, compressed twice, or what is in it cannot be read.

    """
    most = min(_LARGEST, max(_SMALL, _RATIO * len(data)))
    try:
        content = opened(BytesIO(data), marked(data)).read(most + 1)
    except DAMAGED as error:
        said = " ".join(str(error).split())[:80]
        raise UnreadableFile(
            f"{name}: 压缩文件已损坏（{said}）", f"{name}: the compressed file is damaged ({said})"
        ) from error
    if len(content) > most:
        raise UnreadableFile(f"{name}: 解压后过大，不予读取", f"{name}: unpacked, it is too large to be read")
    path = PurePath(name)
    inner = str(path.with_suffix("")) if path.suffix.lower() in _SUFFIXES else name
    if kind_of(content, inner) in COMPRESSED:
        raise UnreadableFile(
            f"{name}: 经过多次压缩，请解压再检查", f"{name}: compressed twice: unpack it and check that"
        )
    return readers.read(content, inner)


def beginning(file: IO[bytes], kind: str, length: int) -> bytes:
    """The first bytes in a compressed file; none of a damaged one."""
    try:
        return opened(file, kind).read(length)
    except DAMAGED:
        return b""


def opened(file: IO[bytes], kind: str | None) -> IO[bytes]:
    """What is in a compressed file, which is unpacked as it is read; any other file as it is."""
    match kind:
        case "gzip":
            return cast("IO[bytes]", gzip.GzipFile(fileobj=file))
        case "bzip2":
            return bz2.BZ2File(file)
        case "xz":
            return lzma.LZMAFile(file)
    return file
