"""`gouji check --cache`: what has not changed is not checked again, and no result is one of something else."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

import builder
import pages
from builder.renderings import RENDERINGS
from gouji import kept_results
from gouji.checking import Checker
from running import Run

TODAY = ("--today", "2026-06-01")
CLEAN = (pages.BASES / "2021.md").read_text("utf-8")
Checked = list[str]


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checked:
    """Two reports, one with faults and a number that is private; the files that are checked rather than looked up."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "a.md").write_text(CLEAN, encoding="utf-8")
    faulty = (
        builder.break_cell(builder.build("2021", 3), 1)[0].render("pipes").replace("。", "。请拨打13900871234。", 1)
    )
    (tmp_path / "b.txt").write_text(faulty, encoding="utf-8")
    seen: Checked = []
    examine = Checker.examine

    def noted(self: Checker, target):  # type: ignore[no-untyped-def]
        seen.append(Path(target.path).name)
        return examine(self, target)

    monkeypatch.setattr(Checker, "examine", noted)
    return seen


def again(gouji: Run, checked: Checked, *more: str) -> Checked:
    """The files that one more run checks."""
    checked.clear()
    gouji("check", "a.md", "b.txt", "--cache", *(more or TODAY))
    return checked


@pytest.mark.parametrize(
    "format", ["text", "concise", "grouped", "json", "jsonl", "sarif", "github", "gitlab", "junit"]
)
def test_the_output_is_the_same(gouji: Run, checked: Checked, format: str) -> None:
    arguments = ("check", "a.md", "b.txt", "-f", format, *TODAY)
    runs = [gouji(*arguments), gouji(*arguments, "--cache"), gouji(*arguments, "--cache")]
    assert len(checked) == 4
    assert [(run.status, run.out, run.err) for run in runs[1:]] == [(runs[0].status, runs[0].out, runs[0].err)] * 2
    assert runs[0].status == 1


@pytest.mark.parametrize("format", ["html", "markdown", "xlsx"])
def test_formats_that_show_the_report_are_what_they_were(
    gouji: Run, tmp_path: Path, checked: Checked, format: str
) -> None:
    made = []
    for number in range(2):
        gouji("check", "b.txt", "-f", format, "-o", f"{number}.out", "--cache", *TODAY)
        made.append((tmp_path / f"{number}.out").stat().st_size)
    assert made[0] == made[1] > 0


def test_only_what_changed_is_checked(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    assert again(gouji, checked) == ["a.md", "b.txt"]
    assert again(gouji, checked) == []
    (tmp_path / "a.md").write_text(CLEAN + "\n", encoding="utf-8")
    assert again(gouji, checked) == ["a.md"]
    assert again(gouji, checked, "--today", "2026-06-02") == ["a.md", "b.txt"]
    assert again(gouji, checked, *TODAY, "--ignore", "STR") == ["a.md", "b.txt"]
    assert again(gouji, checked, *TODAY, "--no-suppressions") == ["a.md", "b.txt"]
    assert again(gouji, checked, *TODAY, "--no-cache") == ["a.md", "b.txt"]
    assert again(gouji, checked) == []


def test_settings_and_baseline_count_by_what_stands_in_them(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    again(gouji, checked)
    settings = tmp_path / "gouji.toml"
    settings.write_text('baseline = "known.json"\n', encoding="utf-8")
    gouji("baseline", "write", "b.txt", "--baseline", "known.json", *TODAY)
    assert again(gouji, checked) == ["a.md", "b.txt"]
    assert gouji("check", "b.txt", "--cache", *TODAY).status == 0
    (tmp_path / "known.json").unlink()
    gouji("baseline", "write", "a.md", "--baseline", "known.json", *TODAY)
    assert gouji("check", "b.txt", "--cache", *TODAY).status == 1


def test_a_report_compared_with_last_years_is_checked(gouji: Run, checked: Checked) -> None:
    for _ in range(2):
        checked.clear()
        gouji("check", "b.txt", "--previous", "a.md", "--cache", *TODAY)
        assert checked == ["b.txt"]


def kept(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "cache" / "gouji" / "results.sqlite")


@pytest.mark.parametrize(
    "harm", ["update results set result = substr(result, 6)", "update results set mark = mark + 1"]
)
def test_harmed_results_are_made_anew(gouji: Run, tmp_path: Path, checked: Checked, harm: str) -> None:
    again(gouji, checked)
    with closing(kept(tmp_path)) as database:
        assert database.execute(harm).rowcount == 2
        database.commit()
    assert again(gouji, checked) == ["a.md", "b.txt"]
    assert again(gouji, checked) == []


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(5000)])
def test_a_harmed_database_is_made_anew(gouji: Run, tmp_path: Path, checked: Checked, content: bytes) -> None:
    again(gouji, checked)
    file = tmp_path / "cache" / "gouji" / "results.sqlite"
    file.write_bytes(content)
    assert again(gouji, checked) == ["a.md", "b.txt"]
    assert again(gouji, checked) == []


def test_a_database_harmed_within_is_made_anew(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    again(gouji, checked)
    file = tmp_path / "cache" / "gouji" / "results.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + bytes([255]) * (len(whole) - 4096))
    assert again(gouji, checked) == ["a.md", "b.txt"]
    again(gouji, checked)
    assert again(gouji, checked) == []


def test_a_database_that_cannot_be_written_changes_nothing(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    (tmp_path / "cache" / "gouji" / "results.sqlite").mkdir(parents=True)
    assert again(gouji, checked) == ["a.md", "b.txt"] == again(gouji, checked)
    assert gouji("check", "a.md", "--cache", *TODAY).err == gouji("check", "a.md", *TODAY).err


def test_a_database_that_another_run_writes_is_left_alone(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    again(gouji, checked)
    (tmp_path / "a.md").write_text(CLEAN + "\n", encoding="utf-8")
    with closing(kept(tmp_path)) as other:
        other.execute("begin exclusive")
        assert again(gouji, checked) == ["a.md", "b.txt"]
    assert again(gouji, checked) == ["a.md"]


def test_a_file_with_other_times_is_known_by_its_content(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    again(gouji, checked)
    for seconds in (1_000_000_000, 1_100_000_000):
        os.utime(tmp_path / "a.md", (seconds, seconds))
        assert again(gouji, checked) == []


def test_a_file_with_the_times_of_then_is_not_read_again(
    gouji: Run, tmp_path: Path, checked: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.md", "b.txt"):
        os.utime(tmp_path / name, (1_000_000_000, 1_000_000_000))
    again(gouji, checked)
    asked: list[str] = []
    monkeypatch.setattr(kept_results, "of_file", asked.append)
    assert again(gouji, checked) == [] == asked
    (tmp_path / "a.md").write_text(CLEAN + "\n", encoding="utf-8")
    os.utime(tmp_path / "a.md", (1_000_000_000, 1_000_000_000))
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert gouji("check", "a.md", "--cache", *TODAY) == gouji("check", "a.md", *TODAY)


def test_files_that_changed_just_now_are_asked_for_their_content(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    """Within two seconds a file may change once more and keep its times."""
    again(gouji, checked)
    with closing(kept(tmp_path)) as database:
        assert database.execute("select times from results").fetchall() == [("",), ("",)]


def test_files_in_archives_are_known_by_their_content(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    for day in ("2026-06-01", "2026-06-01", "2026-06-02"):
        with ZipFile(tmp_path / "all.zip", "w") as archive:
            for name in ("a.md", "b.txt"):
                archive.write(tmp_path / name, name)
        gouji("check", "all.zip", "--cache", "--jobs", "1", "--today", day)
    assert checked == ["a.md", "b.txt"] * 2


@pytest.mark.parametrize("jobs", ["1", "2", "auto"])
def test_files_that_are_read_in_another_process_are_kept(
    gouji: Run, tmp_path: Path, checked: Checked, jobs: str
) -> None:
    """A workbook is, however small it is."""
    pytest.importorskip("python_calamine")
    (tmp_path / "c.xlsx").write_bytes(RENDERINGS["xlsx"].make(builder.build("2021", 4).parts))
    for _ in range(2):
        gouji("check", "c.xlsx", "a.md", "--cache", "--jobs", jobs, *TODAY)
    with closing(kept(tmp_path)) as database:
        assert database.execute("select count(*) from results").fetchone() == (2,)


def test_known_and_new_files_come_in_their_order(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.md").write_text(f"{CLEAN}\n\n{number}\n", encoding="utf-8")
    for number in (0, 3, 4, 7, 11):
        gouji("check", str(folder / f"{number:02}.md"), "--cache", *TODAY)
    arguments = ("check", "many", "-f", "jsonl", *TODAY)
    for jobs in ("1", "2"):
        # Paths count: the folder is named as a whole here.
        first = gouji(*arguments, "--cache", "--jobs", jobs)
        assert first == gouji(*arguments, "--cache", "--jobs", jobs) == gouji(*arguments)
        (folder / "05.md").write_text(f"{CLEAN}\n\n{jobs}\n", encoding="utf-8")


def test_what_could_not_be_read_is_tried_again(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    (tmp_path / "a.md").write_text("天气很好。", encoding="utf-8")
    assert again(gouji, checked) == ["a.md", "b.txt"]
    assert again(gouji, checked) == ["a.md"]


def test_nothing_is_kept_unasked_and_no_private_number_at_all(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    gouji("check", "b.txt", *TODAY)
    file = tmp_path / "cache" / "gouji" / "results.sqlite"
    assert not file.exists()
    gouji("check", "b.txt", "--cache", "--diff", *TODAY)
    assert not file.exists()
    gouji("check", "b.txt", "--cache", *TODAY)
    assert b"139****1234" in file.read_bytes() and b"13900871234" not in file.read_bytes()


def test_the_oldest_go_first(gouji: Run, tmp_path: Path, checked: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_results, "MOST", 1)
    again(gouji, checked)
    assert again(gouji, checked) == ["a.md"]
    assert again(gouji, checked) == ["b.txt"]
