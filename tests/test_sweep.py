"""Sweeps: the same store whatever happens on the way, nothing read twice, nothing lost."""

from __future__ import annotations

import errno
import importlib.util
import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pytest

import builder
import pages
from gouji.cli import sweeps
from gouji.sweep import executors, store
from gouji.sweep.parts import Parts
from running import Run
from stores import query
from sweeping import TODAY, rows, years

CLEAN = (pages.BASES / "2021.md").read_text("utf-8")


class Counted(ThreadPoolExecutor):
    """An executor that works off tasks right here, and notes them."""

    def __init__(self) -> None:
        super().__init__(1)
        self.tasks: list[Any] = []

    def submit(self, work: Any, /, desk: Any, tasks: Any) -> Future[Any]:  # type: ignore[override]
        self.tasks += tasks
        return super().submit(lambda: [desk(task) for task in tasks])


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    """Sweeps in this process, with what they work off."""
    with Counted() as executor:
        monkeypatch.setattr(executors, "Bench", lambda jobs: executor)
        monkeypatch.setattr(Counted, "end", lambda self: None, raising=False)
        yield executor


def paths(executor: Counted) -> list[str]:
    """The files that were read."""
    return [Path(task.target.path).name for task in executor.tasks if hasattr(task, "target")]


def test_a_sweep_finds_what_a_check_finds(gouji: Run, tmp_path: Path, counted: Counted) -> None:
    folder = years(tmp_path / "in", [1, 2], count=1)
    (folder / "broken.md").write_text(
        CLEAN.replace("| 3 |", "| 4 |", 1).replace("2021年", "2020年", 1), encoding="utf-8"
    )
    (folder / "empty.txt").write_text("天气很好。", encoding="utf-8")
    done = gouji("sweep", "in", "--out", "out", *TODAY)
    checked = json.loads(gouji("check", "in", "--format", "json", *TODAY).out)["reports"]
    swept = query(
        tmp_path / "out",
        "SELECT path, code, severity, message, line, col, quote FROM findings JOIN reports USING (report) ORDER BY report, number",
    )
    keys = ("code", "severity", "message", "line", "column", "quote")
    assert [row for row in swept if "empty" not in row[0]] == [
        (report["path"], *(finding[key] for key in keys)) for report in checked for finding in report["findings"] if "empty" not in report["path"]
    ]  # fmt: skip
    assert [row[1] for row in swept if "empty" in row[0]] == ["EXT001"]
    assert done.status == 2
    assert "4 份年报" in done.err


def test_a_second_sweep_reads_nothing_and_a_change_is_all_that_is_read(
    gouji: Run, tmp_path: Path, counted: Counted
) -> None:
    folder = years(tmp_path / "in", [1, 2, 3])
    gouji("sweep", "in", "--out", "out", *TODAY)
    assert len(paths(counted)) == 9
    before = rows(tmp_path / "out")
    made = (tmp_path / "out" / "store.duckdb").stat().st_mtime_ns
    counted.tasks.clear()
    done = gouji("sweep", "in", "--out", "out", *TODAY)
    assert counted.tasks == []
    assert "沿用上次结果 9 份" in done.err
    assert (tmp_path / "out" / "store.duckdb").stat().st_mtime_ns == made
    assert rows(tmp_path / "out") == before
    # Another day changes nothing either: no date lies after the first.
    gouji("sweep", "in", "--out", "out", "--today", "2026-07-01")
    assert counted.tasks == []
    changed = folder / "2-2022.txt"
    changed.write_text(changed.read_text("utf-8").replace("网站", "门户网站"), encoding="utf-8")
    (folder / "3-2023.txt").unlink()
    gouji("sweep", "in", "--out", "out", *TODAY)
    assert paths(counted) == ["2-2022.txt"]
    gouji("sweep", "in", "--out", "fresh", *TODAY)
    assert rows(tmp_path / "out") == rows(tmp_path / "fresh")


def test_a_store_made_a_few_reports_at_a_time_is_the_same(
    gouji: Run, tmp_path: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = years(tmp_path / "in", [1, 2, 3])
    (folder / "broken.md").write_text(CLEAN.replace("| 3 |", "| 4 |", 1), encoding="utf-8")
    gouji("sweep", "in", "--out", "out", *TODAY)
    monkeypatch.setattr(store, "_SLICE", 3)
    gouji("sweep", "in", "--out", "sliced", *TODAY)
    assert rows(tmp_path / "sliced") == rows(tmp_path / "out")
    assert query(tmp_path / "sliced", "SELECT count(*) FROM findings WHERE over = 'years'") != [(0,)]


def test_whoever_waits_sees_how_far_it_is(
    gouji: Run, tmp_path: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    years(tmp_path / "in", [1])
    monkeypatch.setattr(sweeps, "is_terminal", lambda stream: True)
    shown = gouji("sweep", "in", "--out", "out", *TODAY).err.split("\r\x1b[K")
    phases = [line[:2] for line in shown if line]
    assert phases == ["检查", "存入", "比较", "整理", "写工", "共 "]


def test_other_options_are_another_sweep(gouji: Run, tmp_path: Path, counted: Counted) -> None:
    years(tmp_path / "in", [1], count=2)
    gouji("sweep", "in", "--out", "out", *TODAY)
    counted.tasks.clear()
    gouji("sweep", "in", "--out", "out", "--select", "ARI", *TODAY)
    assert len(paths(counted)) == 2


class Fragile(Executor):
    """A pool that loses its worker over some tasks."""

    def submit(self, work: Any, /, desk: Any, tasks: Any) -> Future[Any]:  # type: ignore[override]
        future: Future[Any] = Future()
        if any("1-2022" in task.target.path for task in tasks if hasattr(task, "target")):
            future.set_exception(BrokenExecutor("the worker is gone"))
        else:
            future.set_result([desk(task) for task in tasks])
        return future


def test_a_file_that_ends_a_worker_of_a_pool_is_the_only_one_lost(
    gouji: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    years(tmp_path / "in", [1, 2])
    monkeypatch.setattr(Fragile, "end", lambda self: None, raising=False)
    monkeypatch.setattr(executors, "Bench", lambda jobs: Fragile())
    assert gouji("sweep", "in", "--out", "out", *TODAY).status == 2
    assert query(tmp_path / "out", "SELECT path, status FROM reports WHERE status <> 'checked'") == [
        ("in/1-2022.txt", "unreadable")
    ]
    assert query(tmp_path / "out", "SELECT count(*) FROM reports") == [(6,)]


def test_a_full_disk_is_told_and_the_sweep_goes_on_later(
    gouji: Run, tmp_path: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        years(tmp_path / name, [ord(name)], count=2)
    put, left = Parts._put, [2]

    def full(self: Parts, name: str, pieces: Sequence[bytes]) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        put(self, name, pieces)

    monkeypatch.setattr(Parts, "_put", full)
    done = gouji("sweep", "a", "b", "--out", "out", *TODAY)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "写不进去：磁盘已满" in done.err and "--resume" in done.err
    assert not (tmp_path / "out" / "store.duckdb").exists()
    monkeypatch.setattr(Parts, "_put", put)
    counted.tasks.clear()
    assert gouji("sweep", "--resume", "--out", "out").status == 1
    assert len(paths(counted)) == 2
    gouji("sweep", "a", "b", "--out", "fresh", *TODAY)
    assert rows(tmp_path / "out") == rows(tmp_path / "fresh")


def test_archives_lists_and_what_is_wrong_with_them(gouji: Run, tmp_path: Path, counted: Counted) -> None:
    folder = years(tmp_path / "in", [1, 2], count=1)
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        archive.write(folder / "1-2021.txt", "年报/1.txt")
    (tmp_path / "torn.zip").write_bytes((tmp_path / "some.zip").read_bytes()[:400])
    (tmp_path / "list.csv").write_text(
        "路径,机关,类别,年度\nin/2-2021.txt,云岭省青禾市水务局,部门,2021\nin/none.txt,甲,部门,2021\nin/1-2021.txt,乙,部门,二〇二一\n,青禾市林业局,部门,2021\n",
        encoding="gb18030",
    )
    done = gouji("sweep", "some.zip", "torn.zip", "list.csv", "in", "--out", "out", *TODAY)
    assert done.status == 2
    found = query(tmp_path / "out", "SELECT path, status, listed_agency FROM reports ORDER BY report")
    assert found == [
        ("some.zip!/年报/1.txt", "checked", None),
        ("torn.zip", "unreadable", None),
        ("in/2-2021.txt", "checked", "云岭省青禾市水务局"),
        ("in/none.txt", "unreadable", "甲"),
        ("list.csv:4", "unreadable", None),
        ("in/1-2021.txt", "checked", None),
    ]
    assert len(done.err.splitlines()) == 4
    missing = query(tmp_path / "out", "SELECT name, year FROM missing JOIN agencies USING (agency)")
    assert missing == [("青禾市林业局", 2021)]
    same = query(tmp_path / "out", "SELECT report, other, same_file FROM duplicates")
    assert same == [(5, 0, True)]


def test_addresses(gouji: Run, tmp_path: Path, counted: Counted) -> None:
    fsspec = importlib.import_module("fsspec")
    memory = fsspec.filesystem("memory")
    for seed in (1, 2):
        memory.pipe(f"/reports/{seed}.txt", builder.build("2021", seed).render("pipes").encode())
    (tmp_path / "list.csv").write_text("url\nmemory://reports/1.txt\n", encoding="utf-8")
    assert gouji("sweep", "memory://reports", "--out", "out", *TODAY).status == 0
    assert query(tmp_path / "out", "SELECT path FROM reports ORDER BY 1") == [
        ("memory://reports/1.txt",), ("memory://reports/2.txt",),
    ]  # fmt: skip
    done = gouji("sweep", "list.csv", "--out", "out", *TODAY)
    assert done.status == 2 and "--remote" in done.err
    assert gouji("sweep", "list.csv", "--remote", "--out", "out", *TODAY).status == 0


def test_limit(gouji: Run, tmp_path: Path, counted: Counted) -> None:
    years(tmp_path / "in", [1, 2])
    gouji("sweep", "in", "--limit", "4", "--out", "out", "--parquet", *TODAY)
    assert query(tmp_path / "out", "SELECT count(*) FROM reports") == [(4,)]
    assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/out/parquet/reports.parquet'").fetchall() == [(4,)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("in",), "--out"),
        (("--out", "out"), "没有给出来源"),
        (("--resume", "--out", "out"), "没有可以接着做的"),
        (("in", "--out", "out", "--executor", "spark"), "--executor"),
        (("in", "--out", "out", "--roster", "none.csv"), "名册"),
        (("in", "--out", "out", "--roster", "one-word.csv"), "one-word.csv: 第一行应为列名，其中要有「agency」"),
    ],
)
def test_wrong_usage_is_one_line(gouji: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "one-word.csv").write_text("机关" * 100_000, encoding="utf-8")
    done = gouji("sweep", *arguments)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert said in done.err


def test_a_disk_that_fills_up_under_the_store_is_told_as_full(
    gouji: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import duckdb

    def full(*_: object) -> None:
        raise duckdb.IOException(f'Could not write file "store.duckdb.wal": {os.strerror(errno.ENOSPC)}')

    years(tmp_path / "a", [1], count=1)
    monkeypatch.setattr("gouji.sweep.results.write", full)
    done = gouji("sweep", "a", "--out", "out", *TODAY)
    assert done.status == 2 and "写不进去：磁盘已满" in done.err and done.err.count("\n") == 1
