"""Tar archives, plain or compressed, read from front to end."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from functools import partial
from typing import IO

from gouji.archives.members import Member
from gouji.archives.naming import told

_MOST_HEADER = 1024 * 1024
_HEADERS = (b"x", b"g", b"X", b"L", b"K", b"N")


def members(file: IO[bytes]) -> Iterator[Member]:
    """The regular files in a tar archive. Raises whatever damaged bytes lead `tarfile` to."""
    # Names are read byte by byte, and decoded here.
    with tarfile.open(
        fileobj=file, mode="r|", tarinfo=_Info, encoding="ascii", errors="surrogateescape", errorlevel=2
    ) as archive:
        for info in archive:
            if info.isreg():
                yield Member(_name(info), info.size, partial(_read, archive, info))


def _read(archive: tarfile.TarFile, info: tarfile.TarInfo, most: int) -> bytes:
    part = archive.extractfile(info)
    return b"" if part is None else part.read(most)


def _name(info: tarfile.TarInfo) -> str:
    if "path" in info.pax_headers:
        return info.name
    return told(info.name.encode("ascii", "surrogateescape"))


class _Info(tarfile.TarInfo):
    """A header; those that only carry a long name or a comment must not be long, for they are read as a whole."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Info:
        """A header from its block. Raises HeaderError."""
        info = super().frombuf(buf, encoding, errors)
        if info.type in _HEADERS and info.size > _MOST_HEADER:
            raise tarfile.ReadError("a header of absurd size")
        return info
