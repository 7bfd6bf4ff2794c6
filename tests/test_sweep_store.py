"""The store takes what there is: long lines, and more than the memory it is given."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from gouji.sweep import store
from gouji.sweep.parts import LINES
from gouji.sweep.store import Store


def parts(folder: Path, reports: list[dict[str, Any]]) -> Path:
    """One part with lines of reports, and its index."""
    (folder / f"p{LINES}").write_bytes(
        b"".join(
            gzip.compress(json.dumps({"key": report["path"], "report": report}).encode() + b"\n", 1)
            for report in reports
        )
    )
    lines = (
        {"sequence": 0, "position": n, "source": 0, "listed": False, "path": one["path"], "key": one["path"]}
        | {"part": "p", "start": 0, "length": 0}
        for n, one in enumerate(reports)
    )
    index = folder / "index"
    index.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return index


def placed(folder: Path, reports: list[dict[str, Any]]) -> tuple[int, int]:
    """How many reports a store takes, and how much memory it came to be given."""
    made = Store(folder)
    try:
        made.place(parts(folder, reports), folder, lambda done: None)
        made.do("CREATE TEMP TABLE sorted AS SELECT * FROM facts ORDER BY title DESC")
        found = made.run("SELECT count(*) FROM sorted WHERE title IS NOT NULL").fetchall()
        return found[0][0], made._memory
    finally:
        made.abandon()


def test_a_line_may_be_very_long(tmp_path: Path) -> None:
    long = {"path": "long.txt", "title": "长" * 1_500_000}
    assert placed(tmp_path, [{"path": "short.txt", "title": "短"}, long]) == (2, store.MEMORY)


def test_what_a_killed_run_left_on_disk_goes(tmp_path: Path) -> None:
    (tmp_path / "store.spill").mkdir()
    (tmp_path / "store.spill" / "duckdb_temp_storage.tmp").write_bytes(b"left")
    Store(tmp_path).abandon()
    assert list(tmp_path.iterdir()) == []


def test_what_needs_more_memory_gets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MEMORY", 8)
    reports = [{"path": f"{n}.txt", "title": f"{n % 977}{'年报' * 500}"} for n in range(500)]
    count, memory = placed(tmp_path, reports)
    assert count == 500
    assert 8 < memory < store.MOST_MEMORY


def test_what_no_memory_is_enough_for_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.setattr(store, "MEMORY", 8)
    monkeypatch.setattr(store, "MOST_MEMORY", 8)
    with pytest.raises(duckdb.OutOfMemoryException):
        placed(tmp_path, [{"path": "a.txt", "title": "年报"}])
