"""Word files of old kinds, made into .docx by msdoc2docx or, where it is installed, by LibreOffice."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from gouji.document import Document
from gouji.errors import UnreadableFile
from gouji.extras import missing
from gouji.readers import confined, docx, libreoffice

_LARGEST = 128 * 1024 * 1024
_SECONDS = 30
_MEMORY = 2 * 1024 * 1024 * 1024
_LAST = 120


class Converter(NamedTuple):
    """A program: its name, and how it writes a file as `file.docx` into a folder; that returns why not, or None."""

    name: str
    convert: Callable[[Path, Path], str | None]


def read(data: bytes, name: str, suffix: str, reader: str) -> Document:
    """The document in a Word file of an old kind, whose usual suffix is given; places are those of a .docx.

    Raises:
        UnreadableFile: there is no program that can convert it, or none could.

    """
    if len(data) > _LARGEST:
        raise UnreadableFile(f"{name}: 文件过大，不予读取", f"{name}: the file is too large to be read")
    failures: list[str] = []
    for converter in _converters(suffix):
        try:
            document = docx.read(_converted(converter, data, suffix), name)
        except UnreadableFile as error:
            failures.append(f"{converter.name}: {error.en}")
            continue
        if document.blocks:
            return document._replace(reader=reader)
        failures.append(f"{converter.name}: no text")
    raise _impossible(name, failures) if failures else _no_program(name, suffix)


def _converters(suffix: str) -> Iterator[Converter]:
    if suffix == ".doc" and importlib.util.find_spec("doc2docx") is not None:
        yield Converter("msdoc2docx", _by_msdoc2docx)
    soffice = libreoffice.program()
    if soffice is not None:
        yield Converter("LibreOffice", lambda file, folder: libreoffice.convert(soffice, file, folder))


def _by_msdoc2docx(file: Path, folder: Path) -> str | None:
    command = (sys.executable, "-P", "-m", "doc2docx", str(file), "-o", str(folder / "file.docx"))
    return confined.run(command, folder, _SECONDS, _MEMORY)


def _converted(converter: Converter, data: bytes, suffix: str) -> bytes:
    """What a program made of a file. Raises UnreadableFile, in the words of the program."""
    with tempfile.TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as path:
        folder = Path(path)
        file, made = folder / f"file{suffix}", folder / "file.docx"
        file.write_bytes(data)
        failure = converter.convert(file, folder)
        if failure is None and made.is_file() and made.stat().st_size <= _LARGEST:
            return made.read_bytes()
    raise UnreadableFile(" ".join((failure or "no result").replace(path, "").split())[:_LAST])


def _no_program(name: str, suffix: str) -> UnreadableFile:
    if suffix == ".doc":
        lacking = missing("doc", name)
        return UnreadableFile(f"{lacking.zh}，或安装 LibreOffice", f"{lacking.en}, or install LibreOffice")
    return UnreadableFile(
        f"{name}: 读取这种文件需要 LibreOffice，请安装它，或另存为 .docx 再检查",
        f"{name}: reading files of this kind needs LibreOffice: install it, or save the file as .docx and check that",
    )


def _impossible(name: str, failures: list[str]) -> UnreadableFile:
    said = "; ".join(failures)
    return UnreadableFile(
        f"{name}: 文件已损坏或不是 Word 文件，无法转换，请另存为 .docx 再检查（{said}）",
        f"{name}: the file is damaged or no Word file and cannot be converted: save it as .docx and check that ({said})",
    )
