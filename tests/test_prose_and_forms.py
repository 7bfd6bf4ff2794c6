"""One mistake in prose or in a form is one finding."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pages
from builder import break_cell, build
from checking import check, report_of
from gouji.report import Report

_FAMILIES = ("ARI", "XRF")
_BASE = (pages.BASES / "2021.md").read_text("utf-8")
_LIST = re.compile(r"全年通过市政府网站主动公开政府信息318条.*")


def found(text: str) -> list[tuple[str, str]]:
    return [(one.code, str(one.severity)) for one in check(report_of(text), _FAMILIES)]


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(("2008", "2014", "2019", "2021")), st.integers(0, 400), st.sampled_from(("department", "township"))
)
def test_a_consistent_report_has_no_findings(edition: str, seed: int, kind: str) -> None:
    assert found(build(edition, seed, kind=kind).render("markdown")) == []


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(("2014", "2019", "2021")), st.integers(0, 400))
def test_a_wrong_cell_is_told_of_the_form_only(edition: str, seed: int) -> None:
    made, _, _ = break_cell(build(edition, seed), seed)
    codes = [code for code, severity in found(made.render("markdown")) if severity != "info"]
    assert len(codes) == 1
    assert codes[0].startswith("ARI3")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 900), min_size=3, max_size=7), st.booleans())
def test_a_list_that_adds_up_is_not_told(parts: list[int], colon: bool) -> None:
    assert found(_BASE.replace(_listed(), _said(parts, sum(parts), colon))) == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 900), min_size=3, max_size=7), st.integers(0, 6))
def test_a_part_one_off_is_told_once(parts: list[int], at: int) -> None:
    wrong = [part + (number == at % len(parts)) for number, part in enumerate(parts)]
    assert found(_BASE.replace(_listed(), _said(wrong, sum(parts), True))) == [("ARI331", "error")]


def _listed() -> str:
    match = _LIST.search(_BASE)
    assert match is not None
    return match[0]


def _said(parts: list[int], whole: int, colon: bool) -> str:
    names = ("规划计划", "财政预决算", "行政执法", "水质监测", "工作动态", "人事任免", "应急管理")
    listed = "，".join(f"{name}类信息{part}条" for name, part in zip(names, parts, strict=False))
    return f"全年主动公开政府信息{whole}条，其中{'：' if colon else ''}{listed}。"


def _edited(*changes: tuple[str, str]) -> Report:
    text = _BASE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return report_of(text)


def test_text_that_would_mend_a_form_is_quoted_there() -> None:
    report = _edited(
        (
            "| 二、上年结转政府信息公开申请数量 | | | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
            "| 二、上年结转政府信息公开申请数量 | | | 1 | 0 | 0 | 0 | 0 | 0 | 2 |",
        )
    )
    (one,) = check(report, _FAMILIES)
    assert one.code.startswith("ARI30")
    assert "正文为「上年结转1件」，按此平衡" in one.hint.zh
    assert one.related[-1].quote == "上年结转1件"


def test_many_figures_that_do_not_agree_are_one_finding() -> None:
    report = _edited(
        (
            "收到政府信息公开申请16件，其中自然人申请12件，法人和其他组织申请4件；上年结转1件",
            "收到政府信息公开申请26件；上年结转3件",
        ),
        ("全年办结16件，其中予以公开8件", "全年办结27件，其中予以公开18件"),
    )
    (one,) = check(report, _FAMILIES)
    assert one.code == "XRF401"
    assert "另有 3 处数字与此表不符" in one.hint.zh


def test_a_finding_shows_both_places() -> None:
    (one,) = check(_edited(("上年结转1件", "上年结转2件")), _FAMILIES)
    assert (one.code, one.actual, one.expected, one.quote) == ("XRF402", "2", "1", "上年结转2件")
    assert [(other.address, other.quote) for other in one.related] == [("applications.carried_in.total", "1")]


@pytest.mark.parametrize(
    "said", ["收到政府信息公开申请约20件", "2020年收到政府信息公开申请20件", "全市水务系统收到政府信息公开申请20件"]
)
def test_what_cannot_be_compared_is_not(said: str) -> None:
    assert (
        check(_edited(("全年收到政府信息公开申请16件，其中自然人申请12件，法人和其他组织申请4件", said)), ("XRF",))
        == []
    )


def test_a_blank_or_doubtful_form_is_not_compared() -> None:
    blank = "| 二、上年结转政府信息公开申请数量 | | | 1 | 0 | 0 | 0 | 0 | 0 | |"
    report = _edited(
        ("| 二、上年结转政府信息公开申请数量 | | | 1 | 0 | 0 | 0 | 0 | 0 | 1 |", blank), ("上年结转1件", "上年结转2件")
    )
    assert check(report, ("XRF",)) == []
