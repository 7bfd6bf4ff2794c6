"""Zip archives. Names without a mark of UTF-8 are what the system of the packer had: GBK on Chinese Windows."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import IO

from gouji.archives.members import Member
from gouji.archives.naming import told
from gouji.readers import zipped

_UTF8 = 0x800
_LOCKED = 0x1
_UNICODE_PATH = 0x7075


def members(file: IO[bytes]) -> Iterator[Member]:
    """The files in a zip archive. Raises whatever damaged bytes lead `zipfile` to."""
    archive = zipped.opened(file)
    infos = [info for info in archive.infolist() if not info.is_dir() and not _is_link(info)]
    for info, name in zip(infos, _names(infos), strict=True):
        yield Member(name, info.file_size, partial(_read, archive, info), locked=bool(info.flag_bits & _LOCKED))


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(info) as part:
        return part.read(most)


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """The names; the encoding of unmarked ones is told from all of them together, for one may be too short."""
    raw = [_raw(info) for info in infos]
    lines = told(b"\n".join(name for name in raw if name is not None)).split("\n")
    unmarked = iter(lines)
    whole = len(lines) == max(sum(name is not None for name in raw), 1)
    names = []
    for info, name in zip(infos, raw, strict=True):
        together = next(unmarked, "") if name is not None else ""
        if name is None:
            names.append(info.filename)
        else:
            names.append(_unicode_path(info, name) or (together if whole else told(name)))
    return names


def _raw(info: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a name, which `zipfile` took for CP437; None where it is marked as UTF-8."""
    if info.flag_bits & _UTF8:
        return None
    try:
        return info.orig_filename.partition("\0")[0].encode("cp437")
    except UnicodeEncodeError:
        return None


def _unicode_path(info: zipfile.ZipInfo, raw: bytes) -> str | None:
    """The name that some packers add in UTF-8, if it was made for this one."""
    extra = info.extra
    while len(extra) >= 4:
        kind, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        body, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and len(body) > 5 and int.from_bytes(body[1:5], "little") == zlib.crc32(raw):
            return body[5:].decode("utf-8", "replace")
    return None
