"""Archives and collections: the files in them, under paths as `archive.zip!/folder/report.md`; hostile ones end well."""

from __future__ import annotations

import base64
import bz2
import contextlib
import gzip
import io
import lzma
import os
import struct
import sys
import tarfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builder
import pages
from builder.packing import Parts, mail, tarred, warc, zipped
from gouji import readers, streams
from gouji.archives import Wanted, expanded, unpacking
from gouji.archives.kinds import archive_kind
from gouji.archives.naming import harmless, is_passed_over, unique
from gouji.archives.unpacking import unpacked
from gouji.errors import UnreadableFile
from gouji.limits import Limits
from gouji.readers import READERS
from gouji.streams import streamed
from gouji.walking import Target

REPORT = (pages.BASES / "2021.md").read_bytes()
PAGE = builder.build("2021", 5).render("page").encode()
WANTED = Wanted(
    frozenset(suffix for reader in READERS for suffix in reader.suffixes),
    frozenset(kind for reader in READERS for kind in reader.kinds),
)


def unmarked(parts: Parts, encoding: str) -> bytes:
    """A zip archive whose names are bytes of an encoding, without the mark of UTF-8."""
    raw = [name.encode(encoding) for name in parts]
    stand_ins = [str(at).ljust(len(name), "x") for at, name in enumerate(raw)]
    data = zipped(dict(zip(stand_ins, parts.values(), strict=True)))
    for stand_in, name in zip(stand_ins, raw, strict=True):
        data = data.replace(stand_in.encode(), name)
    return data


def attached(field: str, content: bytes = REPORT) -> bytes:
    """A mail with one file, whose name stands in a field written by hand."""
    return (
        b"From: a@b.example\r\nTo: c@d.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\n" + field.encode("gb18030") + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(content) + b"\r\n--b--\r\n"
    )  # fmt: skip


def found(data: bytes, name: str = "a.zip") -> list[Target]:
    return list(unpacked(name, data, WANTED))


def paths(data: bytes, name: str = "a.zip") -> list[str]:
    targets = found(data, name)
    assert [target.error for target in targets] == [None] * len(targets)
    return [target.path for target in targets]


def errors(data: bytes, name: str = "a.zip") -> list[tuple[str, str]]:
    return [(target.path, target.error.zh) for target in found(data, name) if target.error is not None]


PARTS = {"二〇二一/青禾市水务局.md": REPORT, "a.html": PAGE}
SHOWN = ["二〇二一/青禾市水务局.md", "a.html"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(PARTS)),
        ("a.zip", zipped(PARTS, zipfile.ZIP_LZMA)),
        ("a.tar", tarred(PARTS)),
        ("a.tar", tarred(PARTS, form=tarfile.PAX_FORMAT)),
        ("a.tar", tarred(PARTS, encoding="gb18030")),
        ("a.tar.gz", gzip.compress(tarred(PARTS))),
        ("a.tgz", gzip.compress(tarred(PARTS, form=tarfile.USTAR_FORMAT))),
        ("a.tar.bz2", bz2.compress(tarred(PARTS))),
        ("a.tar.xz", lzma.compress(tarred(PARTS))),
        ("a.doc", zipped(PARTS)),
    ],
)
def test_the_files_in_an_archive(name: str, data: bytes) -> None:
    targets = found(data, name)
    assert [(target.path, target.data) for target in targets] == [
        (f"{name}!/{shown}", content) for shown, content in PARTS.items()
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_of_a_zip_without_a_mark(encoding: str) -> None:
    names = ["青禾市联通.md", "白鹭县/〇二.md", "a.md"]
    assert paths(unmarked(dict.fromkeys(names, REPORT), encoding)) == [f"a.zip!/{name}" for name in names]


def test_a_name_that_is_given_once_more_in_utf8() -> None:
    raw = b"x.md"
    field = b"\x01" + zlib.crc32(raw).to_bytes(4, "little") + "年报.md".encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        info = zipfile.ZipInfo("x.md")
        info.extra = struct.pack("<HH", 0x7075, len(field)) + field
        made.writestr(info, REPORT)
    assert paths(file.getvalue()) == ["a.zip!/年报.md"]


@pytest.mark.parametrize(
    "field",
    [
        "Content-Disposition: attachment; filename*=utf-8''" + quote("年报.md"),
        "Content-Disposition: attachment; filename*=gb2312''" + quote("年报.md".encode("gb18030")),
        "Content-Disposition: attachment;\r\n filename*0*=utf-8''" + quote("年") + ";\r\n filename*1*=" + quote("报.md"),
        'Content-Disposition: attachment; filename="=?gb2312?B?' + base64.b64encode("年报.md".encode("gbk")).decode() + '?="',
        'Content-Type: application/octet-stream;\r\n\tname="=?utf-8?Q?=E5=B9=B4?=\r\n\t=?utf-8?B?5oqlLm1k?="',
        'Content-Disposition: attachment; filename="年报.md"',
        'Content-Disposition: attachment; filename="=?x-unknown?B?' + base64.b64encode("年报.md".encode()).decode() + '?="',
    ],
    ids=["RFC 2231", "RFC 2231 in GBK", "in pieces", "RFC 2047", "RFC 2047 in the type", "raw GBK", "unknown"],
)  # fmt: skip
def test_names_of_what_is_attached(field: str) -> None:
    (target,) = found(attached(field), "a.eml")
    assert (target.path, target.data) == ("a.eml!/年报.md", REPORT)


def test_a_mail() -> None:
    data = mail({"年报.md": REPORT, "图.png": b"x", "附件.zip": zipped({"b.md": REPORT})})
    assert paths(data, "a.eml") == ["a.eml!/年报.md", "a.eml!/附件.zip!/b.md"]


def test_the_text_of_a_mail_with_nothing_attached() -> None:
    assert paths(mail({}), "a.eml") == ["a.eml!/text.txt"]


def test_a_mail_that_was_passed_on() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "a@b.example", "转发"
    outer.set_content("见附件。")
    inner = EmailMessage()
    inner["Subject"] = "年报"
    inner.set_content("x")
    inner.add_attachment(REPORT, maintype="application", subtype="octet-stream", filename="年报.md")
    outer.add_attachment(inner)
    assert paths(bytes(outer), "a.eml") == ["a.eml!/年报.md"]


def test_a_mailbox() -> None:
    mails = [mail({"年报.md": REPORT}), mail({"b.md": REPORT, "c.md": PAGE})]
    box = b"".join(b"From a@b.example Mon Jan  5 10:00:00 2026\n" + one + b"\n\n" for one in mails)
    assert paths(box, "a.mbox") == ["a.mbox!/1/年报.md", "a.mbox!/2/b.md", "a.mbox!/2/c.md"]


ANSWERS = (
    ("https://www.qinghe.example/zfxxgk/2021.html?a=1", "200", "text/html; charset=utf-8", PAGE),
    ("https://www.qinghe.example/logo.png", "200", "image/png", b"\x89PNG"),
    ("https://www.qinghe.example/none.html", "404", "text/html", b"<html><p>404</p></html>"),
    ("https://www.qinghe.example/", "200", "text/html", b"<html><p>x</p></html>"),
)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_web_archive(pack: object) -> None:
    pytest.importorskip("fastwarc")
    data = pack(warc(ANSWERS))  # type: ignore[operator]
    targets = found(data, "a.warc.gz")
    assert [(target.path, target.data, target.loose) for target in targets] == [
        ("a.warc.gz!/www.qinghe.example/zfxxgk/2021.html?a=1", PAGE, True),
        ("a.warc.gz!/www.qinghe.example", b"<html><p>x</p></html>", True),
    ]


def test_web_archives_need_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    ((path, said),) = errors(warc(ANSWERS), "a.warc")
    assert path == "a.warc"
    assert 'pip install "gouji[warc]"' in said


def test_what_nobody_meant_as_a_report_is_passed_over() -> None:
    parts = dict.fromkeys(
        ("__MACOSX/._年报.md", ".DS_Store", "Thumbs.db", "a/desktop.ini", "a/图.jpg", "style.css", "README.md", "~$年报.docx",
         "a.json", "名单", "x.unknown", "演示.pptx", ".git/a.md", "a/b/"),
        b"x",
    )  # fmt: skip
    assert paths(zipped(parts | {"年报.md": REPORT})) == ["a.zip!/年报.md"]


def test_a_document_with_an_odd_name_is_read() -> None:
    parts = {"年报": PAGE, "年报.docx.1": zipped({"word/document.xml": b"<a/>"}), "年报.dat": b"%PDF-1.7"}
    assert paths(zipped(parts)) == [f"a.zip!/{name}" for name in parts]


def test_what_cannot_be_read_is_not_passed_over() -> None:
    assert paths(zipped({"年报.rar": b"Rar!\x1a\x07", "年报.docx": b"x"})) == ["a.zip!/年报.rar", "a.zip!/年报.docx"]


def test_an_archive_without_reports_says_so() -> None:
    (target,) = found(zipped({"a.png": b"x"}))
    assert (target.path, target.loose) == ("a.zip", True)
    assert target.error is not None and "没有可读的文件" in target.error.zh


def test_archives_in_archives() -> None:
    inner = zipped({"年报.md": REPORT})
    once = zipped({"县.zip": inner, "乡.tar": tarred({"a.md": REPORT})})
    assert paths(once) == ["a.zip!/县.zip!/年报.md", "a.zip!/乡.tar!/a.md"]
    ((path, said),) = errors(zipped({"市.zip": once}))[:1]
    assert path == "a.zip!/市.zip!/县.zip"
    assert "嵌套过深" in said


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/年报.md", "etc/年报.md"), ("/etc/a.md", "etc/a.md"), ("C:\\报告\\a.md", "报告/a.md"), ("a/./b//c.md", "a/b/c.md"),
        ("\x1b[31m红.md", "\ufffd[31m红.md"), ("a\u202edm.x.md", "a\ufffddm.x.md"), ("..", "unnamed"), ("", "unnamed"),
        ("x" * 300 + "/a.md", "x" * 200 + "/a.md"), ("a/" * 100 + "b.md", "a/" * 23 + "b.md"),
    ],
)  # fmt: skip
def test_names_lead_nowhere(name: str, shown: str) -> None:
    assert harmless(name) == shown


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in" / "here"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    (folder / "a.zip").write_bytes(zipped({"../../out.md": REPORT, "/tmp/gouji-out.md": REPORT}))
    assert [target.path for target in unpacked("a.zip", None, WANTED)] == ["a.zip!/out.md", "a.zip!/tmp/gouji-out.md"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "here", "in"]


def test_links_are_not_followed() -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as made:
        for name, kind in (("a.md", tarfile.SYMTYPE), ("b.md", tarfile.LNKTYPE), ("c.md", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            made.addfile(info)
    (target,) = found(file.getvalue(), "a.tar")
    assert target.loose
    link = zipfile.ZipInfo("a.md")
    link.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    (target,) = found(file.getvalue())
    assert target.loose


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_come_twice_are_numbered() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for _ in range(3):
            made.writestr("a/年报.md", REPORT)
    assert paths(file.getvalue()) == ["a.zip!/a/年报.md", "a.zip!/a/年报 (2).md", "a.zip!/a/年报 (3).md"]


def locked(parts: Parts) -> bytes:
    """A zip archive that says its members are locked."""
    data = bytearray(zipped(parts))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def test_passwords_are_one_line() -> None:
    ((path, said),) = errors(locked({"a.md": REPORT, "b.md": REPORT, "c.md": REPORT}))
    assert path == "a.zip"
    assert "3 个文件有密码" in said


def test_an_unknown_method_is_said_of_the_member() -> None:
    data = bytearray(zipped({"a.md": REPORT, "b.md": REPORT}))
    for mark, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + method] = 9
    targets = found(bytes(data))
    assert [(target.path, target.error is None) for target in targets] == [
        ("a.zip!/a.md", False),
        ("a.zip!/b.md", True),
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(PARTS)[:-40]), ("a.tar", tarred(PARTS)[:-11000]), ("a.tar.gz", gzip.compress(tarred(PARTS))[:-300]),
        ("a.tar.xz", lzma.compress(tarred(PARTS))[:-300]), ("a.zip", zipped(PARTS)[:300] + b"x" + zipped(PARTS)[301:]),
    ],
    ids=["zip", "tar", "gzip", "xz", "a byte"],
)  # fmt: skip
def test_damaged_archives_are_said_to_be(name: str, data: bytes) -> None:
    assert any("损坏" in said for _, said in errors(data, name))


ZEROS = bytes(40_000_000)


def overlapping() -> bytes:
    """Many names for one compressed file."""
    data = zipped({"a.md": ZEROS})
    start = data.index(b"PK\x01\x02")
    entry, end = data[start : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    count = 5000
    entries = entry * count
    tail = bytearray(end)
    tail[8:12] = struct.pack("<HH", count, count)
    tail[12:16] = struct.pack("<I", len(entries))
    return data[:start] + entries + bytes(tail)


def absurd_header() -> bytes:
    """A tar archive with a comment that says it has eight gigabytes."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 8 * 1024**3 - 1
    return gzip.compress(info.tobuf(tarfile.USTAR_FORMAT) + bytes(20_000_000))


BOMBS = {
    "zip": ("a.zip", lambda: zipped(dict.fromkeys((f"{n}.md" for n in range(40)), ZEROS))),
    "zip in zips": ("a.zip", lambda: zipped({f"{n}.zip": zipped({"a.md": ZEROS, "b.md": ZEROS}) for n in range(20)})),
    "overlapping zip": ("a.zip", overlapping),
    "one large member": ("a.zip", lambda: zipped({"a.md": bytes(300_000_000)})),
    "tar": ("a.tar.gz", lambda: gzip.compress(tarred(dict.fromkeys((f"{n}.md" for n in range(8)), ZEROS)))),
    "header of a tar": ("a.tar.gz", absurd_header),
    "xz": ("a.tar.xz", lambda: lzma.compress(tarred(dict.fromkeys("abcdefgh", ZEROS)), preset=1)),
    "members": ("a.tar.gz", lambda: gzip.compress(tarred(dict.fromkeys(map(str, range(30_000)), b"")))),
    "parts in parts": ("a.eml", lambda: MAIL + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(9000))),
}  # fmt: skip
MAIL = b"From: a\nTo: b\nSubject: c\n"


@pytest.mark.parametrize(("name", "make"), BOMBS.values(), ids=list(BOMBS))
def test_bombs_end_in_a_line(name: str, make: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_MOST", 20_000)
    data = make()  # type: ignore[operator]
    begun = time.process_time()
    said = [target.error.zh for target in unpacked(name, data, WANTED) if target.error is not None]
    assert time.process_time() - begun < 5
    assert said
    assert any(word in said[-1] for word in ("超过", "损坏", "限度", "没有可读"))
    assert len(said) < 100


def test_a_ruin_is_not_read_to_its_end() -> None:
    data = zipped({f"{n}.md": REPORT for n in range(500)})
    said = errors(data.replace(b"PK\x03\x04", b"PK\x03\x05").replace(b"PK\x03\x05", b"PK\x03\x04", 1))
    assert len(said) == 51
    assert "其余部分未读" in said[-1][1]


def test_a_directory_of_absurd_size_is_not_read() -> None:
    data = bytearray(zipped({"a.md": REPORT}))
    at = data.index(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", 1 << 30)
    assert errors(bytes(data))


SOUND = {
    "a.tar": tarred(PARTS), "a.tgz": gzip.compress(tarred(PARTS)), "a.tar.bz2": bz2.compress(tarred(PARTS)),
    "a.tar.xz": lzma.compress(tarred(PARTS)), "a.eml": mail(PARTS), "a.zip": zipped(PARTS), "a.warc": warc(ANSWERS),
    "a.warc.gz": gzip.compress(warc(ANSWERS)), "a.html.gz": gzip.compress(PAGE), "a.html.bz2": bz2.compress(PAGE),
    "a.html.xz": lzma.compress(PAGE),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
@given(data=st.data())
def test_any_damage_ends_well(name: str, data: st.DataObject) -> None:
    broken = bytearray(SOUND[name])
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(broken[: data.draw(st.integers(len(broken) // 2, len(broken)))])
    if archive_kind(io.BytesIO(cut), name):
        assert list(unpacked(name, cut, WANTED))
    else:
        with contextlib.suppress(UnreadableFile):
            readers.read(cut, name)


def test_members_come_as_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{n}.md": os.urandom(200_000) for n in range(200)}, zipfile.ZIP_STORED))
    taken: list[object] = []

    def watched(*given: Any) -> Iterator[object]:
        for one in streamed(*given):
            taken.append(one)
            yield one

    monkeypatch.setattr(streams, "streamed", watched)
    targets = expanded([Target(str(path))], WANTED, Limits())
    first = next(targets)
    assert first.path.endswith("a.zip!/0.md")
    assert taken == [first]
    targets.close()


def test_other_files_are_no_archives(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(REPORT)
    targets = [
        Target(str(path)),
        Target("b.md", REPORT),
        Target("none.md"),
        Target("c.docx", zipped({"word/document.xml": b""})),
    ]
    assert list(expanded(targets, WANTED, Limits())) == targets


def test_unique_names() -> None:
    known: set[str] = set()
    assert [unique("a/b.md", known) for _ in range(2)] == ["a/b.md", "a/b (2).md"]


def test_passing_over_looks_at_folders_too() -> None:
    assert is_passed_over("__MACOSX/a.md") and is_passed_over("a/.svn/b.md") and not is_passed_over("a.b/c.md")
