"""Compound files (OLE 2) of a few empty streams, for tests of what is told from their directory."""

from __future__ import annotations

from collections.abc import Sequence

_NONE = 0xFFFFFFFF
_END = 0xFFFFFFFE


def compound(names: Sequence[str], *, inside: Sequence[str] = ()) -> bytes:
    """A file with streams in its root folder, and others in a folder there."""
    # Siblings hang one below the other, to the right; the folder, if any, is the last of them.
    folder = len(names) + 1
    siblings = [*names, "ObjectPool"] if inside else list(names)
    entries = [_entry("Root Entry", 5, _NONE, 1)]
    for number, name in enumerate(siblings, 1):
        right = number + 1 if number < len(siblings) else _NONE
        is_folder = bool(inside) and number == folder
        entries.append(_entry(name, 1 if is_folder else 2, right, folder + 1 if is_folder else _NONE))
    for number, name in enumerate(inside, folder + 1):
        entries.append(_entry(name, 2, number + 1 if number < folder + len(inside) else _NONE, _NONE))
    directory = b"".join(entries)
    directory += bytes(-len(directory) % 512)
    sectors = len(directory) // 512
    chain = [*range(2, sectors + 1), _END]
    table = b"".join(number.to_bytes(4, "little") for number in [0xFFFFFFFD, *chain])
    table += b"\xff" * (512 - len(table))
    return _header() + table + directory


def _header() -> bytes:
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[24:34] = b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0"
    head[44:52] = (1).to_bytes(4, "little") * 2
    head[56:60] = (4096).to_bytes(4, "little")
    head[60:76] = b"\xfe\xff\xff\xff\0\0\0\0\xfe\xff\xff\xff\0\0\0\0"
    head[76:512] = b"\xff" * 436
    head[76:80] = bytes(4)
    return bytes(head)


def _entry(name: str, kind: int, right: int, child: int) -> bytes:
    text = name.encode("utf-16-le")
    links = b"".join(number.to_bytes(4, "little") for number in (_NONE, right, child))
    head = text.ljust(64, b"\0") + (len(text) + 2).to_bytes(2, "little") + bytes((kind, 1)) + links
    return (head + bytes(36) + _END.to_bytes(4, "little")).ljust(128, b"\0")
