"""The province's additions to the format of 2021."""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

import gouji_yunling
import pytest

from gouji import editions, plugins, readers, recognition, runner
from gouji.editions import Edition
from gouji.entries import Entry
from gouji.options import Options

NATIONAL = tuple(sorted(Path(str(files("gouji_rules") / "editions")).glob("*.toml")))


@pytest.fixture(scope="module")
def edition() -> Edition:
    return editions.load([*gouji_yunling.gouji_editions(), *NATIONAL])["2021"]


def test_the_row_follows_the_national_ones_and_may_be_left_out(edition):
    rows = edition.form("documents").rows
    assert [row.id for row in rows] == ["regulations", "normative_documents", "other_documents"]
    assert rows[-1].missing is None


@pytest.mark.parametrize(("made", "in_force", "holds"), [(3, 5, True), (3, 3, True), (3, 2, False)])
def test_what_was_made_this_year_is_in_force(edition, made, in_force, holds):
    (identity,) = [each for each in edition.form("documents").identities if each.code == "YUN101"]
    (instance,) = identity.instances
    figures = {("other_documents", "made"): made, ("other_documents", "in_force"): in_force}
    assert instance.holds(figures.__getitem__) is holds


def test_the_national_identity_holds_for_the_new_row_too(edition):
    (stock,) = [each for each in edition.form("documents").identities if each.code == "ARI305"]
    assert [each.key for each in stock.instances] == ["regulations", "normative_documents", "other_documents"]


def test_townships_have_a_deadline(edition):
    assert [(each.month, each.day) for each in edition.deadlines if "township" in each.kinds] == [(2, 20)]


def test_other_editions_stay_as_they_are():
    known, national = editions.load([*gouji_yunling.gouji_editions(), *NATIONAL]), editions.load(NATIONAL)
    assert [key for key in national if known[key] != national[key]] == ["2021"]


REPORT = """# 白鹭县水务局{year}年政府信息公开工作年度报告

本报告依据《中华人民共和国政府信息公开条例》和云政办公开〔2020〕18号编制，数据的统计期限为{year}年1月1日至{year}年12月31日。

## 一、总体情况

全年主动公开信息18条。{training}

## 二、主动公开政府信息情况

| 第二十条第（一）项 | | | |
| --- | --- | --- | --- |
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 0 | 0 | 0 |
| 行政规范性文件 | 1 | 0 | 4 |
| 其他主动公开文件 | {made} | 3 | 2 |
"""


def found(**words: object) -> dict[str, str]:
    """The findings of the province's rules in a report."""
    known = plugins.load([Entry("gouji", "official", "gouji_rules"), Entry("y", "y", "gouji_yunling")])
    text = REPORT.format(**{"year": 2021, "made": 2, "training": "", **words})
    document = readers.read(text.encode(), "a.md", known.readers.values())
    report = recognition.recognise(document, known.editions, Options())
    rules = [rule for code, rule in known.rules.items() if code.startswith("YUN")]
    return {each.code: each.message.zh for each in runner.check(report, rules)}


def test_the_rules_of_the_province_find_what_they_are_for():
    assert found(training="组织业务培训1次。") == {}
    assert found() == {"YUN102": "总体情况没有写培训情况"}
    assert found(training="培训1次。", year=2022) == {
        "YUN103": "引用了省里已停用的编制指引：「云政办公开〔2020〕18号」"
    }
    (said,) = found(training="培训1次。", made=4).values()
    assert said.startswith("「其他主动公开文件」行的现行有效件数不应小于本年制发件数")


def test_the_distribution_offers_the_plugin():
    assert [each.value for each in entry_points(group="gouji", name="yunling")] == ["gouji_yunling"]
