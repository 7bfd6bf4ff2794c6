"""What a sweep tells of several reports: whose they are, who is missing or late, what is the same, what does not add up."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import builder
from builder.years import gather, succeed
from checking import report_of
from gouji import library, runner
from gouji.comparison import Compared, Comparison, Group, Peers
from gouji.comparison.matching import with_previous
from gouji.comparison.sums import rollup
from gouji.report import Report
from gouji.sweep.identity import Register, Seen
from gouji.sweep.keeping import kept, restored, sentences
from gouji.sweep.roster import Entry
from gouji.sweep.signatures import bands, packed, prose, shared, unpacked
from running import Run
from stores import query

TODAY = ("--today", "2026-06-01")


def put(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


# Whose report it is.


def names_of(every: Sequence[Seen], roster: Sequence[Entry] = ()) -> dict[str, str]:
    """Name and folder of each report, and the agency."""
    return {f"{folder}{name}": agency.name for (name, folder), agency in Register(roster).put(every).items()}


def seen(*every: str) -> list[Seen]:
    """Names, some with a folder before a stroke."""
    return [Seen(one.rpartition("/")[2], one.rpartition("/")[0], None, None) for one in every]


def test_variants_of_a_name_are_one_agency() -> None:
    found = names_of(
        seen("青禾市人力资源和社会保障局", "云岭省青禾市人社局", "市人社局", "青禾市人民政府", "青禾市政府")
    )
    assert found["市人社局"] == found["云岭省青禾市人社局"] == found["青禾市人力资源和社会保障局"]
    assert found["青禾市人民政府"] == found["青禾市政府"]
    assert len(set(found.values())) == 2


def test_agencies_of_two_places_stay_two() -> None:
    found = names_of(seen("青禾市水务局", "松泉市水务局", "青禾市林业局", "白鹭县水务局"))
    assert len(set(found.values())) == 4


def test_a_short_name_is_told_by_its_folder() -> None:
    found = names_of(seen("青禾/青禾市水务局", "松泉/松泉市水务局", "青禾/市水务局", "松泉/市水务局", "别处/市水务局"))
    assert found == {
        "青禾青禾市水务局": "青禾市水务局",
        "松泉松泉市水务局": "松泉市水务局",
        "青禾市水务局": "青禾市水务局",
        "松泉市水务局": "松泉市水务局",
        "别处市水务局": "市水务局",
    }


def test_a_name_that_two_agencies_may_have_is_doubtful() -> None:
    register = Register(())
    placed = register.put(seen("甲/青禾市水务局", "乙/松泉市水务局", "丙/市水务局"))
    assert [agency.name for agency in register.agencies if agency.doubtful] == ["市水务局"]
    assert placed["市水务局", "丙"].names == {"市水务局"}


def test_the_roster_knows_former_names() -> None:
    roster = [Entry("青禾市农业农村局", others=("青禾市农业委员会", "市农委"))]
    found = names_of(seen("青禾市农业委员会", "青禾市农业农村局", "市农委"), roster)
    assert set(found.values()) == {"青禾市农业农村局"}


def test_in_a_sweep_short_names_are_told_by_their_folders_too(tmp_path: Path, gouji: Run) -> None:
    named = [
        ("青禾/1.txt", "青禾市水务局"), ("松泉/1.txt", "松泉市水务局"), ("青禾/2.txt", "市水务局"),
        ("松泉/2.txt", "市水务局"), ("别处/2.txt", "市水务局"), ("别处/3.txt", "白鹭县人社局"), ("青禾/3.txt", "县人社局"),
    ]  # fmt: skip
    for seed, (name, _) in enumerate(named):
        put((tmp_path / name).parent, Path(name).name, builder.build("2021", seed).render("pipes"))
    (tmp_path / "list.csv").write_text("\n".join(["path,agency", *map(",".join, named)]), encoding="utf-8")
    gouji("sweep", "list.csv", "--out", "out", "--jobs", "1", *TODAY)
    found = query(
        tmp_path / "out", "SELECT path, name FROM reports JOIN agencies a ON a.agency = agency_id WHERE NOT doubtful"
    )
    assert sorted(found) == [
        ("别处/3.txt", "白鹭县人社局"), ("松泉/1.txt", "松泉市水务局"), ("松泉/2.txt", "松泉市水务局"),
        ("青禾/1.txt", "青禾市水务局"), ("青禾/2.txt", "青禾市水务局"), ("青禾/3.txt", "白鹭县人社局"),
    ]  # fmt: skip


# What is kept of a report is enough to compare it.

COMPARING = runner.in_order(tuple(rule for rule in library.registry().rules.values() if rule.over is not Report))


@pytest.mark.parametrize("layout", builder.LAYOUTS)
@pytest.mark.parametrize("seed", range(3))
def test_kept_reports_compare_as_they_did(layout: str, seed: int) -> None:
    made = builder.build("2021", seed, length=4, year=2022)
    later = succeed(made, seed, more=3)
    copy = replace(later, parts=made.parts)
    reports = [
        report_of(one.render(layout), f"{n}-{builder.LAYOUTS[layout]}") for n, one in enumerate((made, later, copy))
    ]
    again = [restored(kept(one), one.source.name, library.registry().editions) for one in reports]
    for earlier, new in ((0, 1), (0, 2)):
        found = [outcome(every[earlier], every[new]) for every in (reports, again)]
        assert found[0] == found[1]


def outcome(old: Report, new: Report) -> object:
    comparisons: list[Comparison] = [*with_previous(old, new).comparisons, Peers(new, Group((old, new)))]
    made = runner.run_rules(new, COMPARING, Compared((*comparisons, rollup(new, [old]))))
    return made.findings, made.gaps, made.defects


# Likely copies.


def test_bands_of_a_copy_are_shared_and_those_of_others_are_not() -> None:
    made = builder.build("2019", 3, length=8)
    one = report_of(made.render("markdown"))
    copy = report_of(made.render("markdown").replace(made.agency.name, "松泉市园林绿化局"))
    other = report_of(builder.build("2019", 4, length=8).render("markdown"))
    assert len(set(bands(prose(one))) & set(bands(prose(copy)))) > 12
    assert shared(prose(one), prose(copy)) > 0.8
    assert shared(prose(one), prose(other)) < 0.5
    again = [unpacked(sentences(kept(each, packed(prose(each))))) for each in (one, copy)]
    assert shared(*again) == shared(prose(one), prose(copy))


# A whole sweep.


@pytest.fixture
def swept(tmp_path: Path, gouji: Run) -> Path:
    """A city with its departments on two years: one is renamed and carries over too much, one missing, one late, one has copied."""
    departments = [builder.build("2021", seed, length=8, year=2022) for seed in (1, 2, 3)]
    for number, made in enumerate(departments):
        put(tmp_path / "in/2022", f"{number}.txt", made.render("pipes"))
    later = [succeed(made, 1, more=3 * (number == 1)) for number, made in enumerate(departments)]
    texts = [made.render("pipes") for made in later]
    texts[1] = texts[1].replace(later[1].agency.name, "望川市数据管理局")
    texts[2] = re.sub(r"2024年\s*1月\s*\d+日", "2024年5月20日", texts[2])
    for number, text in enumerate(texts[1:], 1):
        put(tmp_path / "in/2023", f"{number}.txt", text)
    copy = departments[0].render("pipes").replace(departments[0].agency.name, "望川市园林绿化局")
    put(tmp_path / "in/2022", "copy.txt", copy)
    city = builder.with_text(gather(departments, 1), ("licensing", "licensing", "decisions"), "9999")
    assert city.agency.kind == "government"
    text = city.render("pipes")
    put(tmp_path / "in/2022", "city.txt", text)
    names = [made.agency.name for made in departments]
    lines = [
        "机关,类别,上级,曾用名,起始年度,地区",
        f"{city.agency.name},政府,,,,望川片区",
        f"{names[0]},部门,{city.agency.name},,",
        f"望川市数据管理局,部门,{city.agency.name},{names[1]},",
        f"{names[2]},部门,{city.agency.name},,",
        "望川市园林绿化局,部门,,,2023",
    ]
    (tmp_path / "roster.csv").write_text("\n".join(lines), encoding="utf-8")
    done = gouji("sweep", "in", "--roster", "roster.csv", "--out", "out", "--jobs", "1", *TODAY)
    assert done.status in (0, 1), done.err
    (tmp_path / "out" / "names").write_text("\n".join([*names, city.agency.name]), encoding="utf-8")
    return tmp_path / "out"


def test_a_city_with_its_departments(swept: Path) -> None:
    first, _, _, city = (swept / "names").read_text("utf-8").splitlines()
    assert query(swept, "SELECT name, year FROM missing JOIN agencies USING (agency) ORDER BY ALL") == sorted(
        [(first, 2023), (city, 2023), ("望川市园林绿化局", 2023)]
    )
    assert query(swept, "SELECT names FROM agencies WHERE name = '望川市数据管理局'")[0][0][1:] == ["望川市数据管理局"]
    years = query(
        swept,
        "SELECT r.path, o.path FROM findings f JOIN reports r USING (report) JOIN reports o ON o.report = f.other WHERE over = 'years'",
    )
    assert set(years) == {("in/2023/1.txt", "in/2022/1.txt")}
    late = query(swept, "SELECT path, deadline::VARCHAR, days FROM late JOIN reports USING (report)")
    assert late == [("in/2023/2.txt", "2024-01-31", 110)]
    copies = query(
        swept,
        "SELECT r.path, o.path, same_agency, share > 0.8 FROM duplicates d JOIN reports r USING (report) JOIN reports o ON o.report = d.other",
    )
    assert copies == [("in/2022/copy.txt", "in/2022/0.txt", False, True)]
    assert query(swept, "SELECT path FROM findings JOIN reports USING (report) WHERE code = 'CMP005'") == [
        ("in/2022/copy.txt",)
    ]
    assert query(swept, "SELECT name, region FROM agencies WHERE region IS NOT NULL") == [(city, "望川片区")]
    sums = query(swept, "SELECT path, form, row_id, column_id, value, parts FROM sums JOIN reports USING (report)")
    assert sums == [("in/2022/city.txt", "licensing", "licensing", "decisions", 9999, 3)]
    assert ("in/2022/city.txt", "rollup") in query(
        swept, "SELECT path, over FROM findings JOIN reports USING (report) WHERE code = 'CMP006'"
    )


def test_two_sweeps_are_held_against_each_other(tmp_path: Path, gouji: Run) -> None:
    made = [builder.build("2021", seed, length=2, year=2022) for seed in (1, 2, 3)]
    worse = builder.with_text(made[0], ("applications", "granted", "total"), "999")
    for folder, reports in (("old", [made[0], builder.break_cell(made[1], 1)[0]]), ("new", [worse, made[1], made[2]])):
        for number, one in enumerate(reports):
            put(tmp_path / folder, f"{number}.txt", one.render("pipes"))
        gouji("sweep", folder, "--out", f"{folder}.sweep", "--jobs", "1", *TODAY)
    done = gouji("sweep", "diff", "old.sweep", "new.sweep")
    lines = done.out.splitlines()
    assert lines[0].startswith(f"变差 {made[0].agency.name} 2022 错误 0 → ")
    assert f"变好 {made[1].agency.name} 2022" in done.out
    assert lines[-2] == "年报：变差 1 份，变好 1 份，有变 0 份，不变 0 份；新增 1 份，不再有 0 份"
    assert done.status == 1
    assert gouji("sweep", "diff", "new.sweep", "new.sweep/store.duckdb").status == 0
    assert gouji("sweep", "diff", "old.sweep", "new").status == 2
    assert gouji("sweep", "diff", "old.sweep").status == 2
    found = json.loads(gouji("sweep", "diff", "old.sweep", "new.sweep", "--format", "json").out)
    assert [one["verdict"] for one in found["reports"]] == ["worse", "added", "better"]
    assert {one["change"] for one in found["findings"]} == {"new", "gone"}
