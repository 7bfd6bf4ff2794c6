"""Readers: one module a format, each a function from bytes to a `Document`. Which one is told by the content first.

A reader module is imported when a file of its format is met, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from gouji.document import Document
from gouji.errors import UnreadableFile
from gouji.readers.detection import COMPRESSED, MARKDOWN_SUFFIXES, is_binary, kind_of, suffix_of
from gouji.readers.one_table import parted
from gouji.readers.refusal import refusal

if TYPE_CHECKING:
    from gouji.origins import Origins
    from gouji.source import Source

__all__ = ["READERS", "Reader", "UnreadableFile", "choose", "origins", "read", "suffix_of"]

Read = Callable[[bytes, str], Document]


def _never(_data: bytes, _name: str) -> bool:
    return False


class Reader(NamedTuple):
    """A format: its name, the suffixes of its files (lower case, with the dot), how to know it, how to read it.

    `sniff` gets the content and the name; `read` the same, and raises `UnreadableFile` where the file cannot be opened.
    A format that `detection` knows has its `kinds` instead of a `sniff`. `light` says that small files of the format
    cannot take much time or memory, so that they need no process of their own.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    read: Read
    kinds: tuple[str, ...] = ()
    light: bool = False


def read(data: bytes, name: str, readers: Iterable[Reader] | None = None) -> Document:
    """The document in a file's content.

    Raises:
        UnreadableFile: no reader can open it; the message says what to do.

    """
    return parted(choose(data, name, READERS if readers is None else tuple(readers)).read(data, name))


def origins(data: bytes, source: Source) -> Origins | None:
    """Where in a file each character of the text stands that was read of it; only Word files of today have that.

    The file is read once more.
    """
    from gouji.readers import docx

    if kind_of(data, source.name) != "docx":
        return None
    try:
        found = docx.origins(data, source.name)
    except UnreadableFile:
        return None
    return found if found is not None and len(found.characters) == len(source.text) else None


def choose(data: bytes, name: str, readers: tuple[Reader, ...]) -> Reader:
    """The reader for a file: the first that knows the content, else the one of the suffix, else plain text.

    Raises:
        UnreadableFile: the content is of a kind that nothing here reads.

    """
    kind = kind_of(data, name)
    for reader in readers:
        if kind in reader.kinds or reader.sniff(data, name):
            return reader
    refused = refusal(kind, name)
    if refused is not None:
        raise refused
    suffix = suffix_of(name)
    named = next((reader for reader in readers if suffix in reader.suffixes), _TEXT)
    # A text is read as text, whatever its name; what is neither text nor known is damaged, as its own reader will say.
    return named if is_binary(data) or not named.kinds or "html" in named.kinds else _TEXT


def _late(module: str) -> Read:
    """The reading of a module of this package, imported when it is used."""

    def read(data: bytes, name: str) -> Document:
        document: Document = import_module(f"{__name__}.{module}").read(data, name)
        return document

    return read


def _own(name: str, suffixes: tuple[str, ...], kinds: tuple[str, ...], light: bool = False) -> Reader:
    return Reader(name, suffixes, _never, _late(name), kinds, light)


_TEXT = _own("text", (".txt", ".text"), (), light=True)
READERS: tuple[Reader, ...] = (
    _own("pdf", (".pdf",), ("pdf",)),
    # Folders of pages hold pictures that are no reports; only what scanners write is taken for one unasked.
    _own("picture", (".tif", ".tiff"), ("picture",)),
    _own("docx", (".docx", ".docm", ".dotx", ".dotm"), ("docx",), light=True),
    _own("doc", (".doc", ".dot", ".wps", ".wpt"), ("doc",)),
    _own("wordxml", (), ("wordxml",)),
    _own("rtf", (".rtf",), ("rtf",)),
    _own("odt", (".odt",), ("odt",)),
    _own("mhtml", (".mht", ".mhtml"), ("mhtml",)),
    _own("html", (".html", ".htm", ".shtml", ".xhtml"), ("html",), light=True),
    _own("markdown", MARKDOWN_SUFFIXES, ("markdown",), light=True),
    _own("xlsx", (".xlsx", ".xlsm", ".xls", ".ods", ".et"), ("xlsx", "xls", "ods")),
    _own("compressed", (".gz", ".bz2", ".xz"), COMPRESSED),
    _TEXT,
)
"""The readers that come with gouji, in the order in which they are asked."""
