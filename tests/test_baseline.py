"""The baseline: what was known stays quiet, whatever became of the file; what is new is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builder
from builder import docx as word
from gouji import baseline
from gouji.baseline import Baseline, Entry, Known
from gouji.errors import ConfigError
from running import Run

TODAY = ("--today", "2026-06-30")
NAMES = st.text(st.sampled_from("甲乙/ab."), min_size=1, max_size=8)


def report(year: int = 2023) -> builder.Made:
    seed = next(seed for seed in range(100) if builder.build("2021", seed).year == year)
    return builder.build("2021", seed)


def faulty(seed: int = 3) -> builder.Made:
    return builder.break_cell(builder.build("2021", seed), seed)[0]


def codes(output: str) -> list[str]:
    return [
        finding["code"]
        for one in json.loads(output)["reports"]
        for finding in one["findings"]
        if not finding["suppressed"]
    ]


@given(
    st.lists(st.tuples(NAMES, st.none() | st.just("临溪区水务局"), st.none() | st.just(2023)), unique_by=lambda x: x[0])
)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, reports: list[tuple[str, str, int]]) -> None:
    path = tmp_path_factory.mktemp("baseline") / baseline.FILE
    known = (Known("0123456789abcdef", "ARI301", "applications.new.total", "「1」应为 2"),)
    entries = sorted(Entry(name, agency, year, known) for name, agency, year in reports)
    baseline.save(entries, path)
    assert list(baseline.load(path).entries) == entries


def test_a_report_is_found_by_path_then_stem_then_agency(tmp_path: Path) -> None:
    one, two = (Entry(f"2023/{name}.md", name, 2023, ()) for name in ("甲局", "乙局"))
    known = Baseline([one, two], tmp_path)
    assert known.entry(str(tmp_path / "2023/甲局.md"), None, None) is one
    assert known.entry(str(tmp_path / "2023/甲局.docx"), None, None) is one
    assert known.entry(str(tmp_path / "终稿.docx"), "乙局", 2023) is two
    assert known.entry(str(tmp_path / "终稿.docx"), "乙局", 2024) is None
    assert known.entry(str(tmp_path / "终稿.docx"), None, None) is None


def test_two_files_of_one_stem_are_not_mixed_up(tmp_path: Path) -> None:
    known = Baseline([Entry("a.md", None, None, ()), Entry("a.txt", None, None, ())], tmp_path)
    assert known.entry(str(tmp_path / "a.docx"), None, None) is None


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"schema": 2, "reports": []}', '{"schema": 1, "reports": [1]}', "[" * 9]
)
def test_a_broken_baseline_is_one_clear_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / baseline.FILE
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigError, match="基线"):
        baseline.load(path)


def test_check_tells_only_of_what_is_new(gouji: Run, tmp_path: Path) -> None:
    path, known = tmp_path / "a.md", tmp_path / baseline.FILE
    path.write_text(faulty().render("markdown"), "utf-8")
    before = gouji("check", path, "-f", "json", *TODAY)
    assert codes(before.out)
    written = gouji("baseline", "write", path, "--baseline", known, *TODAY)
    assert (written.status, str(len(codes(before.out))) in written.err) == (0, True)
    after = gouji("check", path, "--baseline", known, "-f", "json", *TODAY)
    assert (after.status, codes(after.out)) == (0, [])
    path.write_text(
        path.read_text("utf-8").replace("一、总体情况", "第一部分\n\n一、总体情况\n\n联系电话：12345678901234"), "utf-8"
    )
    changed = gouji("check", path, "--baseline", known, "-f", "json", *TODAY)
    assert "CON703" in codes(changed.out)
    assert not set(codes(changed.out)) & set(codes(before.out))


def test_a_page_that_became_a_word_file_is_the_same_report(gouji: Run, tmp_path: Path) -> None:
    made = faulty()
    page, known = tmp_path / "a.html", tmp_path / baseline.FILE
    page.write_text(made.render("clean"), "utf-8")
    gouji("baseline", "write", page, "--baseline", known, *TODAY)
    (tmp_path / "a.docx").write_bytes(word.write(made.parts))
    page.unlink()
    after = gouji("check", tmp_path / "a.docx", "--baseline", known, "-f", "json", *TODAY)
    assert codes(after.out) == []
    assert json.loads(after.out)["summary"]["suppressed"] > 0


def test_configuration_names_the_baseline_from_its_own_folder(gouji: Run, tmp_path: Path) -> None:
    (tmp_path / "gouji.toml").write_text('baseline = "known.json"\n', "utf-8")
    (tmp_path / "2023").mkdir()
    path = tmp_path / "2023" / "a.md"
    path.write_text(faulty().render("markdown"), "utf-8")
    missing = gouji("check", path, *TODAY)
    assert (missing.status, "gouji baseline write" in missing.err) == (2, True)
    gouji("baseline", "write", path, *TODAY)
    assert json.loads((tmp_path / "known.json").read_text("utf-8"))["reports"][0]["path"] == "2023/a.md"
    assert gouji("check", path, *TODAY).status == 0


def test_prune_takes_out_what_is_gone(gouji: Run, tmp_path: Path) -> None:
    path, other, known = tmp_path / "a.md", tmp_path / "b.md", tmp_path / baseline.FILE
    path.write_text(faulty().render("markdown"), "utf-8")
    other.write_text(faulty(4).render("markdown"), "utf-8")
    gouji("baseline", "write", path, other, "--baseline", known, *TODAY)
    before = {one["path"]: len(one["findings"]) for one in json.loads(known.read_text("utf-8"))["reports"]}
    path.write_text(builder.build("2021", 3).render("markdown"), "utf-8")
    pruned = gouji("baseline", "prune", path, "--baseline", known, *TODAY)
    after = {one["path"]: len(one["findings"]) for one in json.loads(known.read_text("utf-8"))["reports"]}
    assert pruned.status == 0
    assert after.get("a.md", 0) < before["a.md"]
    assert after["b.md"] == before["b.md"]


def test_show_lists_what_is_known(gouji: Run, tmp_path: Path) -> None:
    path, known = tmp_path / "a.md", tmp_path / baseline.FILE
    path.write_text(faulty().render("markdown"), "utf-8")
    gouji("baseline", "write", path, "--baseline", known, *TODAY)
    shown = gouji("baseline", "show", "--baseline", known)
    assert shown.status == 0
    assert "a.md" in shown.out and "ARI30" in shown.out


def test_a_file_that_cannot_be_read_is_told_and_left_out(gouji: Run, tmp_path: Path) -> None:
    path, known = tmp_path / "a.md", tmp_path / baseline.FILE
    path.write_text(faulty().render("markdown"), "utf-8")
    (tmp_path / "b.txt").write_text("通知", "utf-8")
    written = gouji("baseline", "write", tmp_path, "--baseline", known, *TODAY)
    assert written.status == 2 and "b.txt" in written.err
    assert [one["path"] for one in json.loads(known.read_text("utf-8"))["reports"]] == ["a.md"]


def test_suppressions_that_are_not_used_are_told(gouji: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(builder.build("2021", 3).render("markdown"), "utf-8")
    (tmp_path / "gouji.toml").write_text(
        '[[suppress]]\ncode = "TAB203"\nreason = "省模板"\n\n[[suppress]]\nfiles = ["b.md"]\ncode = "TAB203"\nreason = "同上"\n',
        "utf-8",
    )
    run = gouji("check", path, *TODAY)
    assert "gouji.toml:1: 对 TAB203 的豁免没有用到" in run.err
    assert "gouji.toml:5" not in run.err
    assert "没有用到" not in gouji("check", path, "--select", "ARI", *TODAY).err
    assert "没有用到" not in gouji("check", path, "--no-suppressions", *TODAY).err


@pytest.mark.parametrize(("comment", "said"), [("豁免 TAB203 -- 省模板", "没有用到"), ("豁免 TAB203", "没有写理由")])
def test_comments_that_excuse_nothing_are_told(gouji: Run, tmp_path: Path, comment: str, said: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"\n<!-- gouji: {comment} -->\n" + builder.build("2021", 3).render("markdown"), "utf-8")
    run = gouji("check", path, *TODAY)
    assert "a.md:2: " in run.err and said in run.err
