"""The reader of .doc and .wps, the binary files of Word and WPS."""

from __future__ import annotations

from gouji.document import Document
from gouji.errors import UnreadableFile
from gouji.readers import conversion

_SECTOR = 512
_MARK = b"\xec\xa5"
_LOCKED = 0x01
_WPS = (".wps", ".wpt")


def read(data: bytes, name: str) -> Document:
    """The document in an old Word file; places are paragraphs, and rows and columns of tables.

    Raises:
        UnreadableFile: the file is locked or damaged, or nothing that could convert it is installed.

    """
    reader = "wps" if name.lower().endswith(_WPS) else "doc"
    if _is_locked(data):
        raise UnreadableFile(f"{name}: 文件有密码，请取消密码再检查", f"{name}: the file is locked by a password")
    return conversion.read(data, name, ".doc", reader)


def _is_locked(data: bytes) -> bool:
    """Whether the text is encrypted: its stream begins at a sector of the file, with a mark and what is true of it."""
    for at in range(_SECTOR, len(data) - 12, _SECTOR):
        if data[at : at + 2] == _MARK:
            return bool(data[at + 11] & _LOCKED)
    return False
