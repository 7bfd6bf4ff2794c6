"""Compound files (OLE 2), in which old office programs keep their documents: what kind of document is in one.

Only the names in the root folder are looked at, for a document may hold others.
"""

from __future__ import annotations

from typing import Final, NamedTuple

_FREE = 0xFFFFFFF0
_MOST_SECTORS = 4096
_KINDS: Final = {
    "EncryptedPackage": "encrypted",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
    "WpsContent": "doc",
    "__properties_version1.0": "msg",
    "Catalog": "thumbnails",
}


class _Entry(NamedTuple):
    name: str
    kind: int
    left: int
    right: int
    child: int


def kind_of(data: bytes) -> str:
    """`doc`, `xls`, `ppt`, `msg`, `encrypted`, `thumbnails`, or `compound` for anything else."""
    names = root_names(data)
    if names:
        return next((kind for name, kind in _KINDS.items() if name in names), "compound")
    # Damaged: the names still stand somewhere in it.
    return next((kind for name, kind in _KINDS.items() if name.encode("utf-16-le") in data), "compound")


def root_names(data: bytes) -> frozenset[str]:
    """The names in the root folder; none where the file is damaged."""
    entries = _entries(data)
    if not entries or entries[0].kind != 5:
        return frozenset()
    names: set[str] = set()
    seen: set[int] = set()
    waiting = [entries[0].child]
    while waiting:
        number = waiting.pop()
        if number in seen or number >= len(entries):
            continue
        seen.add(number)
        entry = entries[number]
        names.add(entry.name)
        waiting += (entry.left, entry.right)
    return frozenset(names)


def _entries(data: bytes) -> list[_Entry]:
    """All entries of the directory, whose sectors are a chain in the table of sectors."""
    if len(data) < 512:
        return []
    shift = int.from_bytes(data[30:32], "little")
    if shift not in (9, 12):
        return []
    size = 1 << shift
    tables = [_number(data, 76 + 4 * index) for index in range(109)]
    sector = _number(data, 48)
    entries: list[_Entry] = []
    for _ in range(_MOST_SECTORS):
        at = (sector + 1) * size
        if sector >= _FREE or at >= len(data):
            break
        entries += (_entry(data, offset) for offset in range(at, min(at + size, len(data) - 127), 128))
        table, index = divmod(sector, size // 4)
        if table >= len(tables) or tables[table] >= _FREE:
            break
        sector = _number(data, (tables[table] + 1) * size + 4 * index)
    return entries


def _entry(data: bytes, at: int) -> _Entry:
    length = min(int.from_bytes(data[at + 64 : at + 66], "little"), 64)
    name = data[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
    return _Entry(name, data[at + 66], _number(data, at + 68), _number(data, at + 72), _number(data, at + 76))


def _number(data: bytes, at: int) -> int:
    """The number at an offset, one that is no sector beyond the end."""
    return int.from_bytes(data[at : at + 4], "little") if at + 4 <= len(data) else 0xFFFFFFFF
