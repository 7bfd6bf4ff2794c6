"""What a file is: told by its content, whatever its name."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compound_files import compound
from gouji import readers
from gouji.errors import UnreadableFile
from gouji.readers import READERS, Reader, choose
from gouji.readers.detection import kind_of, marked
from gouji.readers.refusal import refusal

PAGE = b"<html><body><p>x</p></body></html>"
OFFICE = "application/vnd.openxmlformats-officedocument."


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for path, content in parts.items():
            made.writestr(path, content)
    return file.getvalue()


def tarred(parts: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as made:
        for path, content in parts.items():
            info = tarfile.TarInfo(path)
            info.size = len(content)
            made.addfile(info, io.BytesIO(content))
    return file.getvalue()


def types(*found: str) -> str:
    parts = "".join(f'<Override PartName="/p{at}" ContentType="{mime}"/>' for at, mime in enumerate(found))
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{parts}</Types>'


def office(*found: str, **parts: str) -> bytes:
    return zipped({"[Content_Types].xml": types(*found), **parts})


def opendocument(mime: str) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{mime}", "content.xml": "<a/>"}, zipfile.ZIP_STORED)


MAIL = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nx\r\n"
SAVED = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b"\r\n\r\n--b\r\n'
)
WORD = "wordprocessingml.document.main+xml"
KINDS: dict[str, tuple[bytes, str]] = {
    "pdf": (b"%PDF-1.7\n", "pdf"),
    "pdf after rubbish": (b"\r\nHTTP/1.1 200\r\n\r\n%PDF-1.7\n", "pdf"),
    "Word": (office(f"{OFFICE}{WORD}"), "docx"),
    "Word template with macros": (office("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), "docx"),
    "Word with a workbook inside": (office(f"{OFFICE}spreadsheetml.sheet", f"{OFFICE}{WORD}"), "docx"),
    "Word without types": (zipped({"_rels/.rels": "<a/>", "word/text.xml": "<a/>"}), "docx"),
    "workbook": (office(f"{OFFICE}spreadsheetml.sheet.main+xml", f"{OFFICE}spreadsheetml.styles+xml"), "xlsx"),
    "binary workbook": (office("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "xlsx"),
    "slides": (office(f"{OFFICE}presentationml.presentation.main+xml"), "pptx"),
    "types with backslashes": (zipped({"\\[Content_Types].xml": types(f"{OFFICE}{WORD}")}), "docx"),
    "odt": (opendocument("text"), "odt"),
    "ods": (opendocument("spreadsheet"), "ods"),
    "odp": (opendocument("presentation"), "odp"),
    "ofd": (zipped({"OFD.xml": "<a/>", "Doc_0/Document.xml": "<a/>"}), "ofd"),
    "zip": (zipped({"word/年报.docx": "x", "xl/b.txt": "x"}), "zip"),
    "zip that begins with a PDF": (zipped({"a.pdf": b"%PDF-1.4\n"}, zipfile.ZIP_STORED), "zip"),
    "empty zip": (zipped({}), "zip"),
    "cut Word file": (office(f"{OFFICE}{WORD}", **{"word/document.xml": "<a/>"})[:-60], "docx"),
    "doc": (compound(["WordDocument", "1Table"]), "doc"),
    "doc with a workbook inside": (compound(["WordDocument"], inside=["Workbook"]), "doc"),
    "workbook with a doc inside": (compound(["Workbook"], inside=["WordDocument"]), "xls"),
    "xls of 1995": (compound(["Book"]), "xls"),
    "ppt": (compound(["Current User", "PowerPoint Document"]), "ppt"),
    "locked": (compound(["EncryptedPackage", "EncryptionInfo"]), "encrypted"),
    "msg": (compound([f"a{n}" for n in range(20)] + ["__properties_version1.0"]), "msg"),
    "thumbnails": (compound(["1", "Catalog"]), "thumbnails"),
    "unknown": (compound(["CONTENTS"]), "compound"),
    "cut doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40) + "WordDocument".encode("utf-16-le"), "doc"),
    "rtf": (b"{\\rtf1\\ansi x}", "rtf"),
    "gzip": (gzip.compress(PAGE), "gzip"),
    "bzip2": (bz2.compress(PAGE), "bzip2"),
    "xz": (lzma.compress(PAGE), "xz"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\4", "7z"),
    "rar": (b"Rar!\x1a\x07\x01\0", "rar"),
    "tar": (tarred({"a.txt": b"x"}), "tar"),
    "tar of GNU": (tarred({"a.txt": b"x"}, tarfile.GNU_FORMAT), "tar"),
    "tar that begins with a PDF": (tarred({"a.pdf": b"%PDF-1.4\n"}, tarfile.USTAR_FORMAT), "tar"),
    "warc": (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "warc"),
    "png": (b"\x89PNG\r\n\x1a\n", "picture"),
    "jpeg": (b"\xff\xd8\xff\xe0", "picture"),
    "bmp": (b"BM" + bytes(8) + b"\x36\0\0\0\x28\0\0\0", "picture"),
    "webp": (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
    "mail": (MAIL, "eml"),
    "mailbox": (b"From a@b.example Mon Jan  5 10:00:00 2026\n" + MAIL.replace(b"\r", b""), "mbox"),
    "page saved in one file": (SAVED, "mhtml"),
    "mail with pictures": (b"Received: by x\r\n" + SAVED, "eml"),
    "page": (PAGE, "html"),
    "Word 2003 XML": (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:p/>', "wordxml"),
    "UOF": (b'<?xml version="1.0"?>\n<uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof"/>', "uof"),
    "flat OpenDocument": (b'<?xml version="1.0"?>\n\n<office:document xmlns:office="urn:oasis"/>', "flat"),
    "Markdown": ("|甲|乙|\n|---|---|\n".encode(), "markdown"),
    "text": ("一、总体情况\n".encode("gb18030"), "text"),
    "text with a field": ("Subject: 关于年报\n\n一、总体情况\n".encode(), "text"),
    "text that begins with BM": (b"BM 2024", "text"),
    "nothing": (b"", "text"),
}


@pytest.mark.parametrize("name", ["a", "年报.doc", "a.pdf", "a.html", "a.txt"])
@pytest.mark.parametrize(("data", "kind"), KINDS.values(), ids=list(KINDS))
def test_the_content_tells(data: bytes, kind: str, name: str) -> None:
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(("data", "kind"), KINDS.values(), ids=list(KINDS))
def test_the_first_bytes_tell_texts_from_the_rest(data: bytes, kind: str) -> None:
    is_text = kind in ("text", "markdown", "html", "mhtml", "eml", "mbox", "wordxml", "uof", "flat")
    assert (marked(data[:1024]) is None) == is_text


def test_the_name_settles_what_is_open() -> None:
    damaged = b"PK\x03\x04" + bytes(80)
    assert [kind_of(damaged, name) for name in ("a.docx", "a.XLSX", "a.ods", "a.zip")] == ["docx", "xlsx", "ods", "zip"]
    assert kind_of(b"From: a\nTo: b\nSubject: c\n", "a.md") == "markdown"


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.doc", PAGE, "html"), ("a.pdf", PAGE, "html"), ("a.doc", KINDS["Word"][0], "docx"), ("a.docx", b"%PDF-1.4", "pdf"),
        ("a.pdf", "一、总体情况".encode(), "text"), ("a.docx", b"\0\1\2\0", "docx"), ("a.htm", "年报".encode(), "html"),
    ],
)  # fmt: skip
def test_the_reader_of_a_file_with_a_wrong_name(name: str, data: bytes, reader: str) -> None:
    assert choose(data, name, READERS).name == reader


def test_a_plugin_may_read_what_nobody_else_reads() -> None:
    mine = Reader("slides", (".pptx",), lambda data, _: b"presentationml" in data, READERS[0].read)
    data = zipped({"[Content_Types].xml": types(f"{OFFICE}presentationml.x.main+xml")}, zipfile.ZIP_STORED)
    assert choose(data, "a.bin", (*READERS, mine)).name == "slides"


READ = {kind for reader in READERS for kind in reader.kinds}


@pytest.mark.parametrize(("data", "kind"), KINDS.values(), ids=list(KINDS))
def test_what_nobody_reads_is_said_in_one_line(data: bytes, kind: str) -> None:
    if kind in READ | {"text"}:
        assert choose(data, "a", READERS)
        return
    with pytest.raises(UnreadableFile) as caught:
        readers.read(data, "报告/a.bin")
    for said in (caught.value.zh, caught.value.en):
        assert said.startswith("报告/a.bin: ")
        assert "\n" not in said


def test_every_text_may_be_read() -> None:
    assert refusal("text", "a") is None


@given(st.sampled_from([data for data, _ in KINDS.values()]), st.data())
def test_any_bytes_have_a_kind(data: bytes, choices: st.DataObject) -> None:
    broken = bytearray(data)
    for _ in range(choices.draw(st.integers(1, 6)) if broken else 0):
        broken[choices.draw(st.integers(0, len(broken) - 1))] = choices.draw(st.integers(0, 255))
    cut = choices.draw(st.integers(0, len(broken)))
    assert kind_of(bytes(broken[:cut]), "a.docx")
