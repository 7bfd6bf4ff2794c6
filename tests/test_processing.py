"""Files that hang, kill their process or eat memory: they are said to be unread, and all others are checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from multiprocessing import active_children
from pathlib import Path

import pytest

import builder
import pages
from gouji import processing
from gouji.checking import Checker, Request
from gouji.document import Document
from gouji.errors import UnreadableFile
from gouji.library import registry
from gouji.limits import Limits
from gouji.plugins import Registry
from gouji.processing import check_all, read_all
from gouji.readers import Reader
from gouji.walking import Target

CLEAN = (pages.BASES / "2021.md").read_text("utf-8")
TEXT = builder.build("2021", 1).render("tabs")
TODAY = ("--today", "2026-01-01")


def gouji(hostile_plugin: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    path = os.pathsep.join([str(hostile_plugin), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    command = [sys.executable, "-m", "gouji", *arguments]
    return subprocess.run(command, cwd=folder, env=os.environ | {"PYTHONPATH": path}, capture_output=True, check=False)


def folder_of(tmp_path: Path, files: Sequence[str]) -> Path:
    """Files that begin as given, and clean reports among them."""
    for number, begin in enumerate(files):
        path = tmp_path / f"{number:03}{'.odd' if begin else '.md'}"
        path.write_text(begin + TEXT if begin else CLEAN, encoding="utf-8")
    return tmp_path


MIXED = ("", "FINE", "HANG", "", "EXIT", "FINE", "EAT!", "", "EXIT", "FINE")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_all_other_files_are_checked(hostile_plugin: Path, tmp_path: Path, jobs: str) -> None:
    folder = folder_of(tmp_path, MIXED)
    done = gouji(
        hostile_plugin,
        folder,
        "check",
        ".",
        "--jobs",
        jobs,
        "--timeout",
        "2",
        "--memory",
        "300",
        "--format",
        "json",
        *TODAY,
    )
    reports = json.loads(done.stdout)["reports"]
    assert [report["path"] for report in reports] == sorted(path.name for path in folder.iterdir())
    status = {"": "checked", "FINE": "checked", "HANG": "unreadable", "EXIT": "unreadable", "EAT!": "unreadable"}
    assert [report["status"] for report in reports] == [status[begin] for begin in MIXED]
    errors = [report["error"] for report in reports if "error" in report]
    assert [next(word for word in ("--timeout", "状态 9", "--memory") if word in error) for error in errors] == [
        "--timeout", "状态 9", "--memory", "状态 9",
    ]  # fmt: skip
    assert done.returncode == 2
    lines = done.stderr.decode().splitlines()
    assert [line.partition(":")[0] for line in lines] == ["002.odd", "004.odd", "006.odd", "008.odd"]


def test_output_is_the_same_whatever_the_number_of_processes(hostile_plugin: Path, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, (*("", "FINE") * 45, "EXIT", "", "EXIT"))
    outputs = {
        (done.returncode, done.stdout, done.stderr)
        for jobs in ("1", "2", "5", "auto")
        for done in [gouji(hostile_plugin, folder, "check", ".", "--jobs", jobs, *TODAY)]
    }
    assert len(outputs) == 1
    ((status, out, err),) = outputs
    assert (status, err.count(b"\n")) == (2, 2)
    assert "93 份年报" in out.decode()


def test_extract_goes_on_too(hostile_plugin: Path, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, ("FINE", "EXIT", "HANG", "", "FINE"))
    done = gouji(hostile_plugin, folder, "extract", ".", "--timeout", "1")
    reports = json.loads(done.stdout)["reports"]
    assert [bool(report["values"]) for report in reports] == [True, False, False, True, True]
    assert done.returncode == 2


SPAWNED = (
    "import sys\nfrom gouji import streams, workers\nworkers.start_method = streams.start_method = lambda: 'spawn'\n"
    "from gouji.cli import app\nif __name__ == '__main__':\n    app(sys.argv[1:])\n"
)


def test_processes_may_be_started_afresh(tmp_path: Path) -> None:
    """As on Windows and macOS, where nothing is inherited."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for number in range(6):
            packed.writestr(f"{number}.md", CLEAN)
    (tmp_path / "b.md").write_text(CLEAN + "\n" * processing.LIGHT, encoding="utf-8")
    (tmp_path / "run.py").write_text(SPAWNED, encoding="utf-8")
    arguments = ("check", "a.zip", "b.md", "--format", "json", *TODAY)
    outputs = {
        (done.returncode, done.stdout, done.stderr)
        for start in (["-m", "gouji"], ["run.py"])
        for jobs in ("1", "2")
        for done in [
            subprocess.run(
                [sys.executable, *start, *arguments, "--jobs", jobs], cwd=tmp_path, capture_output=True, check=False
            )
        ]
    }
    ((status, out, err),) = outputs
    assert (status, err, len(json.loads(out)["reports"])) == (0, b"", 7)


@pytest.mark.parametrize(
    ("option", "value"),
    [("--timeout", "0"), ("--timeout", "soon"), ("--timeout", "-1"), ("--memory", "64"), ("--memory", "nan")],
)
def test_wrong_limits_are_said(hostile_plugin: Path, tmp_path: Path, option: str, value: str) -> None:
    done = gouji(hostile_plugin, tmp_path, "check", ".", option + "=" + value)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().count("\n") == 1
    assert option in done.stderr.decode()


def checker(**limits: float) -> Checker:
    return Checker(Request(limits=Limits(**limits)), registry())  # type: ignore[arg-type]


def test_small_texts_and_word_files_need_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gouji.workers", None)
    report = builder.build("2021", 1)
    files = [Target("a.md", CLEAN.encode()), Target("b.html", report.render("page").encode())]
    assert [result.status for result in check_all(files, checker())] == ["checked", "checked"]


@pytest.mark.parametrize(
    "error",
    [MemoryError(), RuntimeError("std::bad_alloc"), UnreadableFile("a.odd: 已损坏"), UnreadableFile("a.odd: 打不开")],
)
def test_lack_of_memory_is_told_as_that(error: Exception) -> None:
    """Whatever a library makes of it."""
    if isinstance(error, UnreadableFile) and "已损坏" in error.zh:
        error.__cause__ = MemoryError()

    def read(data: bytes, name: str) -> Document:
        raise error

    known = registry()
    readers = {"odd": Reader("odd", (".odd",), lambda data, _: data == b"ODD", read, light=True), **known.readers}
    mine = Registry(known.rules, readers, known.reporters, known.edition_files, {})
    (result,) = check_all([Target("a.odd", b"ODD")], Checker(Request(), mine))
    assert result.error is not None
    assert ("--memory" in result.error.zh) == ("打不开" not in str(error))


def test_a_large_text_goes_to_a_process(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(CLEAN + "\n" * processing.LIGHT, encoding="utf-8")
    (result,) = check_all([Target(str(path))], checker())
    assert result.status == "checked"


def test_a_file_of_absurd_size_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(513 * 1024 * 1024)
    (result,) = check_all([Target(str(path))], checker())
    assert result.error is not None
    assert "512 MB" in result.error.zh


@pytest.mark.parametrize("count", [1, processing.SERIAL + 20])
def test_the_number_of_files_need_not_be_known(count: int) -> None:
    targets = (Target(f"{number}.md", CLEAN.encode()) for number in range(count))
    results = list(check_all(targets, checker(), 0))
    assert [result.path for result in results] == [f"{number}.md" for number in range(count)]
    assert {result.status for result in results} == {"checked"}


def test_reports_come_from_processes_as_they_are() -> None:
    report = builder.build("2019", 3)
    files = [Target(f"{number}.html", report.render("page").encode()) for number in range(4)]
    here, there = list(read_all(files, checker())), list(read_all(files, checker(), 2))
    assert [one.path for one in here] == [file.path for file in files]
    for one, other in zip(here, there, strict=True):
        assert one.report is not None and other.report is not None
        assert one.report._replace(document=other.report.document, claims=other.report.claims) == other.report
        assert one.report.claims.figures == other.report.claims.figures
        assert one.report.source.text == other.report.source.text


def test_a_run_that_is_broken_off_leaves_no_process() -> None:
    targets = (Target(f"{number}.md", CLEAN.encode()) for number in range(50))
    others = set(active_children())
    results = check_all(targets, checker(), 2)
    next(results)
    assert set(active_children()) > others
    begun = time.monotonic()
    results.close()
    assert time.monotonic() - begun < 3
    assert set(active_children()) == others
