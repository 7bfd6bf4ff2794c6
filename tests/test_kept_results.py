"""`gouji check --cache`: what has not changed is not checked again, and no result is one of something else."""

from __future__ import annotations

from pathlib import Path

import pytest

import builder
import pages
from gouji.checking import Checker
from gouji.kept_results import prune
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


def test_harmed_results_are_made_anew(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    again(gouji, checked)
    kept = sorted((tmp_path / "cache" / "gouji" / "results").glob("*.result"))
    assert len(kept) == 2
    kept[0].write_bytes(kept[0].read_bytes()[:-5])
    kept[1].write_bytes(b"")
    assert sorted(again(gouji, checked)) == ["a.md", "b.txt"]
    assert again(gouji, checked) == []


def test_what_could_not_be_read_is_tried_again(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    (tmp_path / "a.md").write_text("天气很好。", encoding="utf-8")
    assert again(gouji, checked) == ["a.md", "b.txt"]
    assert again(gouji, checked) == ["a.md"]


def test_nothing_is_kept_unasked_and_no_private_number_at_all(gouji: Run, tmp_path: Path, checked: Checked) -> None:
    gouji("check", "b.txt", *TODAY)
    assert not (tmp_path / "cache" / "gouji" / "results").exists()
    gouji("check", "b.txt", "--cache", "--diff", *TODAY)
    gouji("check", "b.txt", "--cache", *TODAY)
    kept = b"".join(file.read_bytes() for file in (tmp_path / "cache").rglob("*.result"))
    assert kept and b"13900871234" not in kept


def test_the_oldest_go_first(tmp_path: Path) -> None:
    import os

    for number in range(5):
        file = tmp_path / f"{number}.result"
        file.touch()
        os.utime(file, (number, number))
    prune(tmp_path, 2)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["3.result", "4.result"]
    prune(tmp_path / "none", 2)
