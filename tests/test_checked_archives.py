"""Checks of archives and compressed files: what the command line says of the files in them."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import subprocess
import sys
from pathlib import Path

import pytest

import builder
import pages
from builder.packing import mail, tarred, warc, zipped
from test_archives import ANSWERS

REPORT = (pages.BASES / "2021.md").read_bytes()
PAGE = builder.build("2021", 5).render("page").encode()
TODAY = ("--today", "2026-01-01")


def gouji(folder: Path, *arguments: str, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "gouji", *arguments]
    return subprocess.run(command, cwd=folder, input=data, capture_output=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    faulty = REPORT.replace(b"| 0 | 1 |", b"| 0 | 7 |", 1)
    parts = {f"县{n % 3}/{n}.md": faulty if n % 4 else REPORT for n in range(90)}
    inner = zipped({"深.md": faulty, "坏.docx": b"PK\x03\x04x"})
    (tmp_path / "全市.zip").write_bytes(zipped(parts | {"乡.zip": inner, "图.png": b"x"}))
    (tmp_path / "b.tar.gz").write_bytes(gzip.compress(tarred({"c.md": REPORT})))
    (tmp_path / "其他.zip").write_bytes(zipped({"a.png": b"x"}))
    return tmp_path


def test_check_of_archives_is_the_same_whatever_the_number_of_processes(folder: Path) -> None:
    outputs = {
        (done.returncode, done.stdout, done.stderr)
        for jobs in ("1", "2", "auto")
        for done in [gouji(folder, "check", ".", "--jobs", jobs, "--format", "json", *TODAY)]
    }
    ((status, out, err),) = outputs
    reports = {report["path"]: report for report in json.loads(out)["reports"]}
    assert len(reports) == 93
    assert "全市.zip!/乡.zip!/深.md" in reports and "b.tar.gz!/c.md" in reports
    assert reports["全市.zip!/乡.zip!/坏.docx"]["status"] == "unreadable"
    assert not any("其他" in path for path in reports)
    assert (status, err.decode().count("\n")) == (2, 1)


def test_an_archive_that_was_named_should_hold_a_report(folder: Path) -> None:
    done = gouji(folder, "check", "其他.zip", *TODAY)
    assert done.returncode == 2
    assert "没有可读的文件" in done.stderr.decode()


def test_configuration_matches_files_in_archives(folder: Path) -> None:
    (folder / "gouji.toml").write_text(
        '[[overrides]]\nfiles = ["全市.zip!/县1/*"]\nignore = ["ALL"]\n[[overrides]]\nfiles = ["深.md"]\nignore = ["ALL"]\n',
        encoding="utf-8",
    )
    done = gouji(folder, "check", "全市.zip", "--format", "json", *TODAY)
    counts = {report["path"]: len(report["findings"]) for report in json.loads(done.stdout)["reports"]}
    assert counts["全市.zip!/乡.zip!/深.md"] == 0
    assert not any(count for path, count in counts.items() if "/县1/" in path)
    assert any(count for path, count in counts.items() if "/县2/" in path)


def test_text_output_and_extract_name_the_member(folder: Path) -> None:
    assert "全市.zip!/县1/1.md:" in gouji(folder, "check", "全市.zip", *TODAY).stdout.decode()
    done = gouji(folder, "extract", "b.tar.gz")
    assert [report["path"] for report in json.loads(done.stdout)["reports"]] == ["b.tar.gz!/c.md"]


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("全市.zip!/县1/1.md", 1), ("全市.zip!/乡.zip!/深.md", 1), ("全市.zip!/县1", 30), ("全市.zip!/乡.zip", 2),
        ("b.tar.gz!/c.md", 1),
    ],
)  # fmt: skip
def test_one_file_in_an_archive_may_be_named(folder: Path, path: str, count: int) -> None:
    done = gouji(folder, "check", path, "--format", "json", *TODAY)
    reports = json.loads(done.stdout)["reports"]
    assert len(reports) == count
    assert all(report["path"].startswith(path) for report in reports)


@pytest.mark.parametrize("path", ["全市.zip!/无.md", "全市.zip!/县", "a.md!/b.md"])
def test_a_file_that_is_not_in_the_archive(folder: Path, path: str) -> None:
    (folder / "a.md").write_bytes(REPORT)
    done = gouji(folder, "check", path, *TODAY)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"{path}: ")
    assert done.stderr.count(b"\n") == 1


def test_an_archive_may_come_through_standard_input(folder: Path) -> None:
    done = gouji(folder, "check", "-", "--stdin-name", "x.tar.gz", *TODAY, data=(folder / "b.tar.gz").read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")


def test_pages_of_a_web_archive_that_are_no_reports_are_counted(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(warc(ANSWERS)))
    done = gouji(tmp_path, "check", "a.warc.gz", "--format", "json", *TODAY)
    assert [report["path"] for report in json.loads(done.stdout)["reports"]] == [
        "a.warc.gz!/www.qinghe.example/zfxxgk/2021.html?a=1"
    ]
    assert done.returncode == 0
    assert "另有 1 个" in done.stderr.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_an_archive_that_eats_memory_loses_no_other_file(folder: Path) -> None:
    (folder / "a.eml").write_bytes(mail({"a.md": bytes(60_000_000)}))
    done = gouji(folder, "check", "a.eml", "b.tar.gz", "--memory", "150", *TODAY)
    assert done.returncode == 2
    assert "--memory" in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.html", gzip.compress(PAGE)), ("a.html.gz", gzip.compress(PAGE)), ("a.md.xz", lzma.compress(REPORT)), ("a.bz2", bz2.compress(REPORT))],
)  # fmt: skip
def test_a_compressed_file_is_read_as_what_is_in_it(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    done = gouji(tmp_path, "check", name, "--format", "json", *TODAY)
    (report,) = json.loads(done.stdout)["reports"]
    assert (report["path"], report["status"], done.stderr) == (name, "checked", b"")


@pytest.mark.parametrize(
    ("data", "said"),
    [(gzip.compress(REPORT)[:-40], "损坏"), (gzip.compress(gzip.compress(REPORT)), "多次"), (gzip.compress(bytes(50_000_000)), "过大")],
)  # fmt: skip
def test_compressed_files_that_cannot_be_read(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.md.gz").write_bytes(data)
    done = gouji(tmp_path, "check", "a.md.gz", *TODAY)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
