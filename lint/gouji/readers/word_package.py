"""A Word file as a package: an archive of parts, each a tree of XML.

Nothing of the file is trusted: parts are read from the archive only, are limited in size, and must not declare
entities. Formatting that says nothing about the text is cut out before parsing, which makes that four times as fast.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Collection
from functools import lru_cache
from io import BytesIO
from typing import Final, NamedTuple, Protocol
from xml.etree.ElementTree import Element, ParseError, fromstring

from gouji.errors import UnreadableFile
from gouji.patterns import pattern
from gouji.readers import zipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's own elements and attributes, as ElementTree writes it."""

VAL = f"{W}val"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICTLY = pattern(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_OLD: Final = b"http://schemas.microsoft.com/office/word/2003/wordml"
_MAIN = "word/document.xml"
_LARGEST = 32 * 1024 * 1024
_MOST_TAGS = 600_000
_RATIO = 300
_SMALL = 1024 * 1024
_LOOKS = (
    rb"(?:(?:[bi](?:Cs)?|jc|u|kern|ind|bidi|sz(?:Cs)?)(?=[ /])|adj|auto|caps|color|highl|inside|keep|lang|left|lsdE|noW|proofE"
    rb"|r(?:Fonts|ight)|s(?:hd|napT|pacing|uppressL)|t(?:cW|op|extA|rH)|vAl|wi?dow|wordW)[^<>]*/>"
)
# Properties of text, unless they hide it, strike it out, name a style or hold a change.
_TEXT_LOOKS = rb'rPr>(?>(?:<w:rF[^>]*+>|<w:(?!strike(?! w:val="(?:0|false)"))[^vimdr][^>]*+>)*)</w:rPr>'
_BORDERS = rb"t(?:c|bl)Borders>[^B]*+Borders>"
_MARGINS = rb"tcMar>(?>(?:<w:[^<>]*/>)*)</w:tcMar>"
_FORMATTING = pattern(
    rb"<w:(?:(pPr|tcPr|trPr|tblPrEx)>(?>(?:<w:(?:%(all)s))*)</w:\1>|%(all)s)"
    % {b"all": b"|".join((_LOOKS, _TEXT_LOOKS, _BORDERS, _MARGINS))}
)
_PLAIN = pattern(rb"<w:p(?>(?: [^>]*+)?)><w:r(?>(?: [^>]*+)?)><w:t(?>(?: [^>]*+)?)>([^<]*+)</w:t></w:r></w:p>")
_DECLARATION = pattern(rb"\s*+(?>(?:<\?.*?\?>\s*+|<!--.*?-->\s*+)*)<!", re.DOTALL)
_XML = pattern(r"<\?xml[^<>]*\?>")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_OFF = frozenset(("0", "false", "off", "none"))
_WHOLE = pattern(r"\s*(\d{1,6})\s*")


class Parts(Protocol):
    """What a Word file consists of, however it is packed."""

    @property
    def name(self) -> str:
        """The name of the file."""

    def text(self) -> Element | None:
        """The tree that holds the body of the text."""

    def related(self, kind: str) -> Element | None:
        """The tree of a part that belongs to the text: `styles`, `numbering`, `footnotes`, `endnotes`."""

    def chunk(self, id: str, kinds: Collection[str] = ("aFChunk",)) -> tuple[str, bytes] | None:
        """Path and content of another file that stands in the text, of one of these kinds of relations."""


class Package(NamedTuple):
    """An opened file: its name, the archive, and the paths of its parts with the names they have in the archive."""

    name: str
    archive: zipfile.ZipFile
    paths: dict[str, str]
    main: str

    def part(self, path: str) -> bytes | None:
        """The content of a part, None where there is none. Raises UnreadableFile."""
        return _content(self.name, self.archive, self.paths[path]) if path in self.paths else None

    def text(self) -> Element | None:
        """The tree that holds the body of the text. Raises UnreadableFile."""
        return self.tree(self.main)

    def tree(self, path: str) -> Element | None:
        """The tree of a part, None where there is none. Raises UnreadableFile."""
        data = self.part(path)
        return None if data is None else parse(data, self.name)

    def related(self, kind: str) -> Element | None:
        """The tree of a part that belongs to the text: `styles`, `numbering`, `footnotes`, `endnotes`.

        Raises:
            UnreadableFile: the part is damaged.

        """
        usual = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        path = usual if usual in self.paths else _target(self, self.main, lambda one: _is_kind(one, kind))
        return self.tree(path) if path else None

    def chunk(self, id: str, kinds: Collection[str] = ("aFChunk",)) -> tuple[str, bytes] | None:
        """Path and content of another file that stands in the text; None where there is none. Raises UnreadableFile."""
        path = _target(self, self.main, lambda one: one.get("Id") == id and any(_is_kind(one, kind) for kind in kinds))
        content = self.part(path) if path else None
        return None if content is None or path is None else (path, content)


def opened(data: bytes, name: str) -> Package:
    """The package in a file.

    Raises:
        UnreadableFile: it is no archive, is damaged, or holds no Word text.

    """
    try:
        archive = zipped.opened(BytesIO(data))
        paths = {found.replace("\\", "/").lstrip("/"): found for found in archive.namelist()}
    except Exception as error:  # zipfile raises whatever damaged bytes lead it to
        raise _damaged(name, error) from error
    package = Package(name, archive, paths, _MAIN)
    if _MAIN in paths:
        return package
    main = _target(package, "", lambda one: _is_kind(one, "officeDocument"))
    if main is None or main not in paths:
        raise no_text(name)
    return package._replace(main=main)


def parse(data: bytes, name: str) -> Element:
    """The tree of XML, without formatting.

    Raises:
        UnreadableFile: it is not well-formed, or declares a document type.

    """
    if len(data) > _LARGEST:
        raise _too_large(name)
    try:
        data = narrow(data)
        if _DECLARATION.match(data):
            raise UnreadableFile(
                f"{name}: 文件中有 XML 类型声明，不予读取", f"{name}: the file declares XML types and is not read"
            )
        return _tree(data, name)
    except (ParseError, ValueError, LookupError) as error:
        raise _damaged(name, error) from error


def narrow(data: bytes) -> bytes:
    """XML in UTF-8, with the usual namespaces."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data.startswith(_WIDE) or b"\0" in data[:4]:
        wide = data.decode("utf-16" if data.startswith(_WIDE) else "utf-16-be" if data[:1] == b"\0" else "utf-16-le")
        data = _XML.sub("", wide, 1).encode()
    data = data.replace(_OLD, W[1:-1].encode()) if _OLD in data[:4096] else data
    return _STRICTLY.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data) if _STRICT in data[:4096] else data


def _tree(data: bytes, name: str) -> Element:
    try:
        return _parsed(_squeezed(data), name)
    except ParseError:
        # What was cut out may have been something else that only looks like formatting.
        return _parsed(data, name)


def _squeezed(data: bytes) -> bytes:
    """XML without formatting; the text of a paragraph that has nothing else stands in it without further elements."""
    if b"<![CDATA[" in data:
        return data
    pieces = data.split(_CELL_END)
    return _CELL_END.join([_kept(piece) if len(piece) < _LONGEST_KEPT else _cut(piece) for piece in pieces])


def _cut(data: bytes) -> bytes:
    # Not `sub` with a template, which Python fills in for each paragraph.
    parts = _PLAIN.split(_FORMATTING.sub(b"", data))
    parts[1::2] = [b"<w:p>%b</w:p>" % text for text in parts[1::2]]
    return b"".join(parts)


# The cells of tables are written alike.
_CELL_END: Final = b"</w:tc>"
_MOST_KEPT, _LONGEST_KEPT = 512, 1500
_kept = lru_cache(_MOST_KEPT)(_cut)


def _parsed(data: bytes, name: str) -> Element:
    if data.count(b"<") > _MOST_TAGS or data.count(b"=") > _MOST_TAGS:
        raise _too_large(name)
    return fromstring(data)


def _content(name: str, archive: zipfile.ZipFile, member: str) -> bytes:
    try:
        info = archive.getinfo(member)
        if not _is_bomb(info):
            with archive.open(info) as file:
                return file.read(info.file_size)
    except Exception as error:  # as above; so do the decompressors
        raise _damaged(name, error) from error
    raise _too_large(name)


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    """Whether a part says it is absurdly large; it is never read farther than it says."""
    return info.file_size > _LARGEST or (info.file_size > _SMALL and info.file_size > _RATIO * info.compress_size)


def _is_kind(relation: Element, kind: str) -> bool:
    return relation.get("Type", "").endswith(f"/{kind}")


def _target(package: Package, source: str, wanted: Callable[[Element], bool]) -> str | None:
    """The path of the part to which another has such a relation; the root of the package is the empty path."""
    folder, file = posixpath.split(source)
    relations = package.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
    for relation in () if relations is None else relations:
        if wanted(relation) and relation.get("TargetMode") != "External":
            return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
    return None


def _damaged(name: str, error: Exception) -> UnreadableFile:
    said = " ".join(str(error).split())[:80]
    return UnreadableFile(
        f"{name}: Word 文件已损坏或有密码，无法打开，请在 Word 或 WPS 中打开后另存一份",
        f"{name}: the Word file is damaged or locked by a password ({said})",
    )


def _too_large(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name}: 文件解压后过大，不予读取", f"{name}: unpacked, the file is too large to be read")


def no_text(name: str) -> UnreadableFile:
    """The error for a file that holds no Word text."""
    return UnreadableFile(
        f"{name}: 不是 Word 文件（其中没有正文）", f"{name}: not a Word file (there is no text in it)"
    )


def is_on(element: Element | None) -> bool:
    """Whether a switch is set: it is there, and does not say no."""
    return element is not None and element.get(VAL, "1").strip().lower() not in _OFF


def whole(element: Element | None, otherwise: int) -> int:
    """The number that an element gives, or another where it gives none."""
    match = None if element is None else _WHOLE.fullmatch(element.get(VAL, ""))
    return int(match[1]) if match else otherwise
