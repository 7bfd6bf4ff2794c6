"""Old Word files: what stands in them is what stands in the .docx they were made of; and nothing they start lives on."""

from __future__ import annotations

import importlib.util
import os
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

import builder
from builder import docx as writer
from builder import office
from checking import check, report_of, values
from gouji import readers
from gouji.document import Paragraph, Table
from gouji.errors import UnreadableFile
from gouji.readers import confined, conversion, libreoffice
from gouji.readers.word_package import opened
from gouji.report import Report

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REPORTS = {edition: builder.build(edition, 3) for edition in builder.EDITIONS}
CHANGED = (
    '<w:p><w:r><w:t xml:space="preserve">全年收到申请</w:t></w:r><w:ins w:id="1" w:author="甲" w:date="2024-01-02T03:04:05Z">'
    '<w:r><w:t>3</w:t></w:r></w:ins><w:del w:id="2" w:author="甲" w:date="2024-01-02T03:04:05Z"><w:r><w:delText>4</w:delText>'
    "</w:r></w:del><w:r><w:t>件。</w:t></w:r></w:p>"
)


def source() -> dict[str, bytes]:
    files = {edition: writer.write(made.parts, numbered=True) for edition, made in REPORTS.items()}
    broken, _, _ = builder.break_cell(REPORTS["2021"], 5)
    return {**files, "broken": writer.write(broken.parts), "changed": writer.package(writer.document(CHANGED))}


@pytest.fixture(scope="module")
def doc() -> dict[str, bytes]:
    return office.converted(source(), "doc")


@pytest.fixture(scope="module")
def rtf() -> dict[str, bytes]:
    return office.converted(source(), "rtf")


def without_msdoc2docx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)


def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)


def findings(report: Report) -> list[tuple[str, str | None, str, str]]:
    return [(one.code, one.address, one.message.zh, one.place.place) for one in check(report)]


def said(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableFile) as caught:
        readers.read(data, name)
    assert "\n" not in caught.value.zh + caught.value.en
    assert caught.value.zh.startswith(f"{name}: ")
    return caught.value.zh


# The same report


@office.needed
@pytest.mark.parametrize("edition", [*builder.EDITIONS, "broken"])
def test_a_doc_says_what_its_docx_says(doc: dict[str, bytes], edition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    without_libreoffice(monkeypatch)
    wanted, found = report_of(source()[edition], "a.docx"), report_of(doc[edition], "a.doc")
    assert found.document.reader == "doc"
    assert values(found) == values(wanted)
    assert findings(found) == findings(wanted)
    if edition in REPORTS:
        assert values(found) == REPORTS[edition].figures


@office.needed
@pytest.mark.parametrize("edition", ["2014", "2021", "broken"])
def test_libreoffice_reads_the_same(doc: dict[str, bytes], edition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    without_msdoc2docx(monkeypatch)
    wanted, found = report_of(source()[edition], "a.docx"), report_of(doc[edition], "a.wps")
    assert found.document.reader == "wps"
    assert (values(found), findings(found)) == (values(wanted), findings(wanted))


@office.needed
@pytest.mark.parametrize("edition", [*builder.EDITIONS, "broken"])
def test_rtf_says_what_its_docx_says(rtf: dict[str, bytes], edition: str) -> None:
    wanted, found = report_of(source()[edition], "a.docx"), report_of(rtf[edition], "a.doc")
    assert found.document.reader == "rtf"
    assert (values(found), findings(found)) == (values(wanted), findings(wanted))


@office.needed
def test_opendocument_says_what_its_docx_says() -> None:
    editions = ("2014", "2021", "broken")
    made = office.converted({edition: source()[edition] for edition in editions}, "odt")
    for edition in editions:
        wanted, found = report_of(source()[edition], "a.docx"), report_of(made[edition], "a.odt")
        assert found.document.reader == "odt"
        assert (values(found), findings(found)) == (values(wanted), findings(wanted))


@office.needed
def test_a_column_as_wide_as_a_hair_is_none(doc: dict[str, bytes]) -> None:
    """Converters round widths; here they make a sixteenth column in a table of fifteen."""
    converter = next(conversion._converters(".doc"))
    made = conversion._converted(converter, doc["2021"], ".doc")
    text = opened(made, "a").part("word/document.xml") or b""
    assert [part.count(b"<w:gridCol ") for part in text.split(b"</w:tblGrid>")[:3]] == [4, 10, 16]
    tables = [block for block in readers.read(doc["2021"], "a.doc").blocks if isinstance(block, Table)]
    assert [len(table.rows[0]) for table in tables] == [4, 10, 15]


@office.needed
def test_open_changes(doc: dict[str, bytes], rtf: dict[str, bytes]) -> None:
    for data in (doc["changed"], rtf["changed"]):
        document = readers.read(data, "a.doc")
        assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["全年收到申请3件。"]
        assert [(note.code, note.detail) for note in document.notes] == [("EXT008", "插入 1 处、删除 1 处")]


# What cannot be read


@office.needed
def test_a_locked_file(doc: dict[str, bytes]) -> None:
    data = bytearray(doc["2021"])
    at = next(at for at in range(512, len(data), 512) if data[at : at + 2] == b"\xec\xa5")
    data[at + 11] |= 1
    assert said(bytes(data), "a.doc") == "a.doc: 文件有密码，请取消密码再检查"


@office.needed
def test_a_damaged_file(doc: dict[str, bytes]) -> None:
    data = bytearray(doc["2021"])
    data[25_000:45_000] = bytes(20_000)
    assert "无法转换，请另存为 .docx" in said(bytes(data), "a.doc")
    assert "请另存为 .docx" in said(doc["2021"][:30_000], "a.doc")


def test_nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    without_msdoc2docx(monkeypatch)
    without_libreoffice(monkeypatch)
    data = COMPOUND + bytes(600) + "WordDocument".encode("utf-16-le")
    assert 'pip install "gouji[doc]"，或安装 LibreOffice' in said(data, "年报.wps")
    assert "请安装它，或另存为 .docx" in said(b"{\\rtf1 x}", "年报.rtf")


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "_LARGEST", 100)
    assert "过大" in said(b"{\\rtf1" + bytes(200) + b"}", "a.rtf")


def test_a_program_that_makes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = writer.package(writer.document())
    for made in (b"", b"PK\x03\x04", blank):

        def convert(file: Path, folder: Path, made: bytes = made) -> None:
            (folder / "file.docx").write_bytes(made)

        monkeypatch.setattr(conversion, "_converters", lambda suffix, made=convert: [conversion.Converter("X", made)])
        assert "无法转换" in said(b"{\\rtf1 x}", "a.rtf")


# Nothing that a file starts lives on


@office.needed
@pytest.mark.parametrize("suffix", [".doc", ".rtf"])
def test_nothing_is_left_behind(
    doc: dict[str, bytes], rtf: dict[str, bytes], suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    readers.read({".doc": doc, ".rtf": rtf}[suffix]["2008"], f"a{suffix}")
    assert not list(tmp_path.iterdir())


START_ANOTHER = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open("child", "w").write(str(child.pid))
time.sleep(60)
"""


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    state = subprocess.run(
        ("ps", "-o", "stat=", "-p", str(process)), capture_output=True, text=True, check=False
    ).stdout
    return bool(state.strip()) and not state.startswith("Z")


@pytest.mark.skipif(sys.platform == "win32", reason="looks at processes as Unix has them")
def test_what_takes_too_long_is_killed_with_what_it_started(tmp_path: Path) -> None:
    before = time.monotonic()
    assert confined.run((sys.executable, "-c", START_ANOTHER), tmp_path, 1.5, 1 << 32) == "> 1.5 s"
    assert time.monotonic() - before < 20
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    for _ in range(50):
        if not is_running(child):
            return
        time.sleep(0.1)
    pytest.fail("the child lives on")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of another process")
def test_memory_is_bounded(tmp_path: Path) -> None:
    greedy = "import time; time.sleep(1); x = bytearray(1 << 30); print('had it')"
    assert "MemoryError" in (confined.run((sys.executable, "-c", greedy), tmp_path, 30, 1 << 29) or "")


def test_a_program_that_does_not_start(tmp_path: Path) -> None:
    assert confined.run((str(tmp_path / "none"),), tmp_path, 1, 1 << 30)


class Requests(BaseHTTPRequestHandler):
    seen: list[str]

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[int, list[str]]]:
    seen: list[str] = []
    handler = type("Handler", (Requests,), {"seen": seen})
    with socketserver.TCPServer(("127.0.0.1", 0), handler) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield listening.server_address[1], seen
        listening.shutdown()
        thread.join()


@office.needed
def test_no_link_is_followed(server: tuple[int, list[str]]) -> None:
    """A page with a picture, for which LibreOffice as people have it asks the server three times."""
    port, seen = server
    page = f'<html><body>Text <img src="http://127.0.0.1:{port}/a.png"></body></html>'
    document = conversion.read(page.encode(), "a.rtf", ".rtf", "rtf")
    assert "Text" in document.source.text
    assert seen == []


# Files that are something else


PAGE = REPORTS["2021"].render("clean")


def saved(charset: str, encoding: str) -> bytes:
    """A page as browsers and Word save it in one file."""
    page = EmailMessage()
    page.set_content(PAGE, subtype="html", charset=charset, cte=encoding)
    picture = EmailMessage()
    picture.set_content(b"\x89PNG", "image", "png")
    whole = EmailMessage()
    whole["Subject"] = "report"
    whole.make_related()
    whole.attach(page)
    whole.attach(picture)
    return bytes(whole)


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "quoted-printable"), ("gb18030", "base64")])
@pytest.mark.parametrize("name", ["a.doc", "a.mht"])
def test_a_page_saved_in_one_file(name: str, charset: str, encoding: str) -> None:
    report = report_of(saved(charset, encoding), name)
    assert report.document.reader == "mhtml"
    assert values(report) == REPORTS["2021"].figures
    assert report.source.place(report.document.blocks[0].span).line is not None


def test_a_page_archive_without_a_page() -> None:
    head = b"MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/related; boundary=b\n\n"
    deep = b"".join(b"--%d\nContent-Type: multipart/related; boundary=%d\n\n" % (n, n + 1) for n in range(3000))
    for body in (b"", b"--b\nContent-Type: text/html\n\n\n--b--", deep):
        assert "没有网页" in said(head + body, "a.mht")


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (PAGE.encode(), "html"), (REPORTS["2021"].render("cells").encode("gb18030"), "text"), (source()["2021"], "docx"),
        (REPORTS["2021"].render("markdown").encode(), "markdown"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf"])
def test_a_doc_that_is_something_else(data: bytes, reader: str, name: str) -> None:
    report = report_of(data, name)
    assert report.document.reader == reader
    assert values(report) == REPORTS["2021"].figures
