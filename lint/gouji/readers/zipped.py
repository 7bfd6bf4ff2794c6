"""Zip files: what is packed in them (a Word file, a workbook, anything else), and a directory of limited size."""

from __future__ import annotations

import zipfile
from typing import IO, Final

_LARGEST_DIRECTORY = 16 * 1024 * 1024
_LONGEST = 1024 * 1024
_END: Final = b"PK\x05\x06"
_LOCATOR: Final = b"PK\x06\x07"
_TYPES = "[Content_Types].xml"
_DOCUMENTS: Final = (
    (b"application/vnd.openxmlformats-officedocument.wordprocessingml.", "docx"),
    (b"application/vnd.ms-word.", "docx"),
    (b"application/vnd.openxmlformats-officedocument.spreadsheetml.", "xlsx"),
    (b"application/vnd.ms-excel.", "xlsx"),
    (b"application/vnd.openxmlformats-officedocument.presentationml.", "pptx"),
    (b"application/vnd.ms-powerpoint.", "pptx"),
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
)
_PARTS: Final = {
    "word/document.xml": "docx", "xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsx", "ppt/presentation.xml": "pptx",
    "OFD.xml": "ofd",
}  # fmt: skip
_SUFFIXES: Final = {
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".dotm": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx", ".pptx": "pptx", ".ods": "ods", ".odt": "odt",
}  # fmt: skip


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """The directory of a zip file; one of absurd size is not read.

    Raises:
        zipfile.BadZipFile, and whatever else damaged bytes lead `zipfile` to.

    """
    if _directory_size(file) > _LARGEST_DIRECTORY:
        raise zipfile.BadZipFile("the directory is too large")
    return zipfile.ZipFile(file)


def kind_of(file: IO[bytes], suffix: str) -> str:
    """The kind of an office file, or `zip`; of a damaged file, what its suffix says."""
    start = file.tell()
    first = file.read(128)
    file.seek(start)
    if first[30:38] == b"mimetype":
        kind = next((kind for mime, kind in _DOCUMENTS if first[38:].lstrip().startswith(mime)), None)
        if kind:
            return kind
    try:
        archive = opened(file)
        names = {name.replace("\\", "/").lstrip("/"): name for name in archive.namelist()}
        if _TYPES in names:
            return _by_types(archive, names[_TYPES]) or _by_parts(names)
        return _by_parts(names)
    except Exception:  # zipfile raises whatever damaged bytes lead it to
        file.seek(start)
        return _of_damaged(file.read(_LONGEST), suffix)


def _by_types(archive: zipfile.ZipFile, name: str) -> str | None:
    """By the type of the main part; those of other parts may be anything."""
    with archive.open(name) as part:
        text = part.read(_LONGEST)
    for piece in text.split(b'"'):
        if b"main" in piece:
            for mime, kind in _DOCUMENTS:
                if piece.startswith(mime):
                    return kind
    return None


def _by_parts(names: dict[str, str]) -> str:
    """By the usual names of the main parts; a folder of an archive may well be called word."""
    found = next((kind for part, kind in _PARTS.items() if part in names), "zip")
    return "docx" if found == "zip" and "_rels/.rels" in names and any(n.startswith("word/") for n in names) else found


def _of_damaged(data: bytes, suffix: str) -> str:
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    return "docx" if b"word/" in data else "xlsx" if b"xl/" in data else "zip"


def _directory_size(file: IO[bytes]) -> int:
    """How many bytes a zip file says its directory takes; 0 where it does not say."""
    start = file.tell()
    size = file.seek(0, 2)
    tail_at = max(size - 65_557 - 20, start)
    file.seek(tail_at)
    tail = file.read()
    file.seek(start)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return 0
    said = int.from_bytes(tail[at + 12 : at + 16], "little")
    locator = tail[max(at - 20, 0) : at]
    if said != 0xFFFFFFFF or not locator.startswith(_LOCATOR):
        return said
    file.seek(int.from_bytes(locator[8:16], "little"))
    record = file.read(56)
    file.seek(start)
    return int.from_bytes(record[40:48], "little")
