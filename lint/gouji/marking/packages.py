"""Word files as archives: some parts replaced or added, all others with the very bytes that they had."""

from __future__ import annotations

import io
import posixpath
import shutil
import zipfile
from collections.abc import Mapping
from typing import Final, NamedTuple
from xml.etree.ElementTree import fromstring

from gouji.errors import GoujiError
from gouji.origins import TAG
from gouji.patterns import pattern

LARGEST: Final = 512 * 1024 * 1024
"""Bytes that the parts of a file may have together."""

_LARGEST_PART: Final = 32 * 1024 * 1024
_TYPES: Final = "[Content_Types].xml"
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_USUAL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_ATTRIBUTE = pattern(r"\s([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ENCODING = pattern(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
_ID = pattern(r"rId(\d{1,9})")


def rewritten(data: bytes, changes: Mapping[str, bytes], name: str) -> bytes:
    """The archive with parts by their names in it replaced, and new ones after all others.

    Raises:
        GoujiError: it is damaged, or too large.

    """
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            members = {info.filename: info for info in old.infolist()}
            if sum(info.file_size for info in members.values()) > LARGEST:
                raise GoujiError(f"{name}: 文件解压后过大，写不出副本", f"{name}: too large to be copied")
            for info in members.values():
                with new.open(_like(info), "w") as part, old.open(info) as content:
                    if info.filename in changes:
                        part.write(changes[info.filename])
                    else:
                        shutil.copyfileobj(content, part)
            day = next(iter(members.values())).date_time
            for path in changes.keys() - members.keys():
                new.writestr(zipfile.ZipInfo(path, day), changes[path], zipfile.ZIP_DEFLATED)
    except GoujiError:
        raise
    except Exception as error:  # zipfile raises whatever damaged bytes lead it to
        said = " ".join(str(error).split())[:80]
        raise GoujiError(f"{name}: 写不出副本（{said}）", f"{name}: no copy can be made ({said})") from error
    return made.getvalue()


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """A new member with name, date and attributes of another."""
    new = zipfile.ZipInfo(info.filename, info.date_time)
    new.compress_type = zipfile.ZIP_STORED if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    new.external_attr, new.create_system, new.comment = info.external_attr, info.create_system, info.comment
    new.file_size = info.file_size
    return new


class Part(NamedTuple):
    """A part that is XML: its name in the archive, its text, its encoding; `text` is empty where it has to be made."""

    path: str
    text: str
    encoding: str = "utf-8"

    def with_last(self, element: str) -> bytes:
        """The part with one more element at the end of its root."""
        root = next(tag for tag in TAG.finditer(self.text) if tag[2])
        if root[0].endswith("/>"):
            whole = f"{root[0][:-2]}>{element}</{root[2]}>"
            return (self.text[: root.start()] + whole + self.text[root.end() :]).encode(self.encoding)
        at = self.text.rindex(f"</{root[2]}")
        return (self.text[:at] + element + self.text[at:]).encode(self.encoding)

    @property
    def prefix(self) -> str:
        """The prefix of the name of the root, with its colon; empty without one."""
        root = next(tag for tag in TAG.finditer(self.text) if tag[2])
        return f"{root[2].partition(':')[0]}:" if ":" in root[2] else ""


class Comments(NamedTuple):
    """Where comments of a Word file stand: the part, and the parts that have to say that it is there."""

    part: Part
    announced: dict[str, bytes]


def comments_of(data: bytes, main: str, *, strict: bool) -> Comments:
    """The part with the comments of the text `main`, which is empty where there is none yet.

    Raises:
        Whatever damaged bytes lead to.

    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        folder, file = posixpath.split(main)
        relations = _part(archive, posixpath.join(folder, "_rels", f"{file}.rels"))
        for tag in TAG.finditer(relations.text):
            said = _attributes(tag[0])
            if said.get("Type", "").endswith("/comments") and said.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, said.get("Target", ""))).lstrip("/")
                return Comments(_part(archive, path), {})
        path = _free(archive, folder)
        return Comments(Part(path, ""), {**_typed(archive, path), **_related(relations, folder, path, strict=strict)})


def _free(archive: zipfile.ZipFile, folder: str) -> str:
    """A name for a part that no other has."""
    taken = {name.casefold() for name in archive.namelist()}
    names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in range(len(taken) + 1))
    return next(name for name in names if name.casefold() not in taken)


def _part(archive: zipfile.ZipFile, path: str) -> Part:
    """A part that is XML; its text is empty where there is none. Raises ParseError, or ValueError where it is too large."""
    if path not in archive.namelist():
        return Part(path, "")
    if archive.getinfo(path).file_size > _LARGEST_PART:
        raise ValueError(path)
    content = archive.read(path)
    fromstring(content)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Part(path, content.decode("utf-16"), "utf-16")
    said = _ENCODING.match(content)
    encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else said[1].decode() if said else "utf-8"
    return Part(path, content.decode(encoding), encoding)


def _attributes(tag: str) -> dict[str, str]:
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(tag)}


def _typed(archive: zipfile.ZipFile, path: str) -> dict[str, bytes]:
    """The list of types with that of the comments; nothing where the file has no list."""
    types = _part(archive, _TYPES)
    if not types.text:
        return {}
    return {_TYPES: types.with_last(f'<{types.prefix}Override PartName="/{path}" ContentType="{_KIND}"/>')}


def _related(relations: Part, folder: str, path: str, *, strict: bool) -> dict[str, bytes]:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    text = relations.text or f'{head}<Relationships xmlns="{_RELATIONS}"/>'
    relations = relations._replace(text=text)
    number = max((int(id) for id in _ID.findall(text)), default=0) + 1
    kind = _STRICT if strict else _USUAL
    target = posixpath.relpath(path, folder or ".")
    element = f'<{relations.prefix}Relationship Id="rId{number}" Type="{kind}/comments" Target="{target}"/>'
    return {relations.path: relations.with_last(element)}
