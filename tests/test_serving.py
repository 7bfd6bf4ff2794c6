"""`gouji serve`: what a browser gets, and what is turned away."""

from __future__ import annotations

import asyncio
import io
import re
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from importlib.util import find_spec
from typing import Any
from urllib.parse import unquote

import pytest

import builder
from running import runner

pytestmark = pytest.mark.skipif(find_spec("starlette") is None, reason="needs the extra serve")

EDGE = "----------edge"
GOOD = builder.build("2021", 3)
WRONG = builder.break_cell(GOOD, 3)[0]


@contextmanager
def served(code: str = "from gouji.cli import app") -> Iterator[int]:
    """Where the page is served, by a process of its own that begins with some code."""
    run = f"{code}; app(['serve', '--port', '0', '--no-browser', '--lang', 'en'])"
    process = subprocess.Popen((sys.executable, "-c", run), stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line
        yield int(found[1])
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where the page is served."""
    with served() as there:
        yield there


def ask(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[HTTPResponse, bytes]:
    """An answer and its body."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, named)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer, data


def hand_in(port: int, *files: tuple[str, bytes], previous: bytes = b"", **more: str) -> tuple[HTTPResponse, bytes]:
    """What comes of files sent with the form."""
    parts = [("files", name, data) for name, data in files] + ([("previous", "old.md", previous)] if previous else [])
    body = b"".join(
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode()
        + data
        + b"\r\n"
        for field, name, data in parts
    )
    body += f'--{EDGE}\r\nContent-Disposition: form-data; name="lang"\r\n\r\nzh\r\n--{EDGE}--\r\n'.encode()
    return ask(port, "POST", "/checks", body, Content_Type=f"multipart/form-data; boundary={EDGE}", **more)


def visit(port: int, *files: tuple[str, bytes], previous: bytes = b"") -> tuple[str, str]:
    """The address of the page of a check, and the page."""
    answer, _ = hand_in(port, *files, previous=previous)
    assert answer.status == 303
    where = answer.headers["location"]
    return where, ask(port, "GET", where)[1].decode()


@pytest.mark.parametrize(("query", "words"), [("", "Drop reports here"), ("?lang=zh", "把年报拖到这里")])
def test_the_form_stands_in_both_languages_and_loads_nothing(port: int, query: str, words: str) -> None:
    answer, page = ask(port, "GET", "/" + query)
    assert answer.status == 200
    assert words in page.decode()
    assert not re.search(rb"(src|href)=\"(https?:)?//", page)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_report_is_shown_with_its_findings(port: int) -> None:
    _, page = visit(port, ("a.md", WRONG.render("markdown").encode()))
    assert re.search(r"/rules/ARI\d+\.md", page)
    assert 'class="note error"' in page
    assert "下载带批注的 Word 文件" in page


def test_copies_are_fetched(port: int) -> None:
    where, page = visit(port, ("年报.md", WRONG.render("markdown").encode()))
    answer, data = ask(port, "GET", f"{where}/0/docx")
    assert unquote(answer.headers["content-disposition"]).endswith("年报-批注.docx")
    assert "word/comments.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(ask(port, "GET", f"{where}/workbook")[1])).namelist()
    assert f"{where}/0/mended" not in page
    assert ask(port, "GET", f"{where}/0/mended")[0].status == 404


def test_a_mended_file_is_fetched_where_something_can_be_mended(port: int) -> None:
    text = GOOD.render("markdown").replace("1月1日", "01月1日", 1)
    where, page = visit(port, ("a.md", text.encode()))
    assert f"{where}/0/mended" in page
    assert "01月1日" not in ask(port, "GET", f"{where}/0/mended")[1].decode()


def test_an_archive_is_its_files(port: int) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("a.md", GOOD.render("markdown"))
        archive.writestr("b.md", WRONG.render("markdown"))
    where, page = visit(port, ("all.zip", whole.getvalue()))
    assert "all.zip!/a.md" in page
    assert f"{where}/1/docx" in page


def test_last_years_report_is_compared_with(port: int) -> None:
    text = GOOD.render("markdown").encode()
    _, page = visit(port, ("a.md", text), previous=text)
    assert "CMP" in page
    answer, body = hand_in(port, ("a.md", text), ("b.md", text), previous=text)
    assert (answer.status, "--previous" in body.decode()) == (400, True)
    assert hand_in(port, ("a.md", text), previous=b"nothing at all")[0].status == 400


def test_what_is_not_read_is_said(port: int) -> None:
    _, page = visit(port, ("a.pdf", b"%PDF-1.4\nbroken"))
    assert 'class="unread error"' in page


def test_markup_of_a_report_does_not_get_into_the_page(port: int) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>&lt;script&gt;alert(3)&lt;/script&gt;"
    text = GOOD.render("clean").replace("</p>", evil + "</p>", 1)
    _, page = visit(port, ('a"><script>alert(4)<b>.html', text.encode()))
    assert not re.search(r"<script>alert|onerror", page)
    assert "&lt;script&gt;alert(3)" in page


def test_pages_of_rules(port: int) -> None:
    assert "ARI301" in ask(port, "GET", "/rules/ARI301.en.md")[1].decode()
    assert ask(port, "GET", "/rules/index.md")[0].status == 200
    assert ask(port, "GET", "/rules/..%2Fpyproject.toml")[0].status == 404


def test_what_is_not_there(port: int) -> None:
    assert [ask(port, "GET", path)[0].status for path in ("/checks/none", "/checks/none/0/docx", "/etc")] == [404] * 3
    answer, _ = hand_in(port)
    assert answer.status == 400


def test_foreign_pages_and_names_are_turned_away(port: int) -> None:
    text = GOOD.render("markdown").encode()
    assert hand_in(port, ("a.md", text), Origin="http://elsewhere.example")[0].status == 403
    assert hand_in(port, ("a.md", text), Origin=f"http://127.0.0.1:{port}")[0].status == 303
    assert ask(port, "GET", "/", Host="elsewhere.example")[0].status == 403
    assert ask(port, "GET", "/", Host=f"localhost:{port}")[0].status == 200


def test_what_is_too_large_is_refused_before_it_is_read(port: int) -> None:
    answer, _ = ask(
        port, "POST", "/checks", Content_Length=str(1024**3), Content_Type="multipart/form-data; boundary=x"
    )
    assert answer.status == 413


def test_a_body_of_unknown_length_is_read_up_to_a_size() -> None:
    from starlette.exceptions import HTTPException

    from gouji.web.guard import Guard

    async def reading(scope: Any, receive: Any, send: Any) -> None:
        while (await receive())["more_body"]:
            pass

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"x" * 60, "more_body": True}

    async def send(message: Any) -> None:
        raise AssertionError(message)

    scope = {"type": "http", "method": "POST", "headers": []}
    with pytest.raises(HTTPException):
        asyncio.run(Guard(reading, frozenset(), 100)(scope, receive, send))


def test_only_the_latest_visits_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    from gouji import plugins
    from gouji.walking import Target
    from gouji.web import desk

    monkeypatch.setattr(desk, "MOST_KEPT", 2)
    made = desk.Desk(plugins.load())
    handed = desk.Handed([Target("a.md", GOOD.render("markdown").encode())])
    ids = [made.check(handed) for _ in range(3)]
    assert [made.visit(id) is not None for id in ids] == [False, True, True]


def test_names_of_files_handed_in() -> None:
    from gouji.web.desk import name_of

    assert name_of("../../etc/passwd") == "passwd"
    assert name_of("C:\\报告\\a.docx") == "a.docx"
    assert name_of("a.docx", ["a.docx"]) == "a (2).docx"
    assert name_of("..") == "_"


def test_a_port_that_is_taken_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = runner(capsys)("serve", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert done.status == 2
    assert "--port" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("port", ["x", "-1", "70000"])
def test_a_port_that_is_none(capsys: pytest.CaptureFixture[str], port: str) -> None:
    done = runner(capsys)("serve", "--no-browser", f"--port={port}")
    assert (done.status, done.err.count("\n")) == (2, 1)


def test_a_missing_extra_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    done = runner(capsys)("serve", "--no-browser")
    assert done.status == 2
    assert 'pip install "gouji[serve]"' in done.err


def test_without_an_extra_the_form_says_which() -> None:
    code = "import sys; sys.modules['xlsxwriter'] = sys.modules['pypdf'] = None; from gouji.cli import app"
    with served(code) as port:
        where, _ = visit(port, ("a.md", GOOD.render("markdown").encode()))
        for path, extra in (("workbook", "xlsx"), ("0/pdf", "pdf")):
            answer, page = ask(port, "GET", f"{where}/{path}")
            assert answer.status == 501
            assert f"gouji[{extra}]" in page.decode()
