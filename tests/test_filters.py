"""Filters: selection, severities, suppressions, order."""

from __future__ import annotations

import time
from datetime import date

import pytest

import samples
from gouji import filters, runner
from gouji.config import Configuration
from gouji.config_files import Suppression
from gouji.errors import ConfigError
from gouji.findings import Finding, Severity
from gouji.selection import enabled
from gouji.suppression import Excuse, excuses

NAMES = {"STR101": "section-missing", "STR102": "section-order", "TAB203": "row-missing", "TAB210": "rule-making-power"}
DAY = date(2026, 1, 1)


def findings() -> list[Finding]:
    return runner.check(samples.report(), samples.RULES)


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        (["ALL"], [], set(NAMES)),
        (["STR"], [], {"STR101", "STR102"}),
        (["str1"], ["STR102"], {"STR101"}),
        (["ALL"], ["TAB"], {"STR101", "STR102"}),
        (["ALL", "TAB203"], ["TAB"], {"STR101", "STR102", "TAB203"}),
        (["TAB2"], ["TAB", "TAB210"], {"TAB203"}),
        (["row-missing"], [], {"TAB203"}),
        (["ALL"], ["section-order"], {"STR101", "TAB203", "TAB210"}),
        (["STR101"], ["STR101"], set()),
        ([], [], set()),
    ],
)
def test_the_most_specific_selector_wins(select: list[str], ignore: list[str], wanted: set[str]) -> None:
    assert enabled(select, ignore, NAMES) == wanted


@pytest.mark.parametrize(("word", "like"), [("STR110", "STR10"), ("row-mising", "row-missing"), ("STRR", "STR")])
def test_unknown_selectors_are_errors(word: str, like: str) -> None:
    with pytest.raises(ConfigError, match=f"「{word}」.*{like}"):
        enabled([word], [], NAMES)


def test_selected() -> None:
    assert [one.code for one in filters.selected({"ABC301"})(findings())] == ["ABC301"]


def test_graded() -> None:
    graded = filters.graded({"ABC101": Severity.ERROR})(findings())
    assert [(one.code, one.severity) for one in graded] == [("ABC101", "error"), ("ABC301", "error")]


@pytest.mark.parametrize(
    ("address", "reasons"),
    [
        (None, [None, "理由"]),
        ("applications", [None, "理由"]),
        ("applications.new", [None, "理由"]),
        ("applications.new.total", [None, "理由"]),
        ("applications.ne", [None, None]),
        ("documents", [None, None]),
    ],
)
def test_suppressed_by_code_and_address(address: str | None, reasons: list[str | None]) -> None:
    one = Suppression("ABC301", "理由", address=address)
    assert [finding.suppressed for finding in filters.suppressed([one], DAY)(findings())] == reasons


@pytest.mark.parametrize("code", ["ABC1", "doubled-word", "abc101"])
def test_suppressed_by_prefix_or_name(code: str) -> None:
    found = filters.suppressed([Suppression(code, "理由")], DAY)(findings())
    assert [finding.suppressed for finding in found] == ["理由", None]


@pytest.mark.parametrize(("day", "reason"), [("2025-12-31", None), ("2026-01-01", "理由"), ("2026-01-02", "理由")])
def test_suppressions_expire(day: str, reason: str | None) -> None:
    one = Suppression("ABC101", "理由", until=date.fromisoformat(day))
    assert filters.suppressed([one], DAY)(findings())[0].suppressed == reason


def test_suppressions_hold_for_their_files() -> None:
    here = Suppression("ABC", "这里", files=("报告/*",), folder=".")
    there = Suppression("ABC", "别处", files=("别处/*",), folder=".")
    assert {one.suppressed for one in filters.suppressed([there, here], DAY)(findings())} == {"这里"}


def test_the_first_reason_stays() -> None:
    [first, *_] = findings()
    known = first._replace(suppressed="先")
    assert filters.suppressed([Suppression("ABC101", "后")], DAY)([known]) == [known]


def test_ordered_by_place_then_code() -> None:
    found = findings()
    assert filters.ordered(found[::-1]) == found


def test_chain_leaves_suppressions_out_when_asked() -> None:
    settings = Configuration({rule.code: rule.name for rule in samples.RULES}, None, {"select": ("ABC",)}).settings(
        "x.txt"
    )
    excuse = Excuse(("ABC101",), "理由", findings()[0].span)
    with_them = filters.apply(findings(), filters.chain(settings, [excuse], DAY))
    without = filters.apply(findings(), filters.chain(settings, [excuse], DAY, suppress=False))
    assert [one.suppressed for one in with_them] == ["理由", None]
    assert [one.suppressed for one in without] == [None, None]


COMMENT = "<!-- gouji: 豁免 ABC101 -- 引用原文 -->\n"


@pytest.mark.parametrize(
    ("comment", "reasons"),
    [
        pytest.param(COMMENT, ["引用原文", None], id="before the block"),
        pytest.param("<!--gouji:allow ABC1,ABC3 -- 理由-->\n", ["理由", None], id="English, several codes"),
        pytest.param("<!-- gouji: 豁免 ABC301 -- 理由 -->\n", [None, None], id="another rule"),
        pytest.param("<!-- gouji: 豁免 ABC101 -->\n", [None, None], id="no reason"),
        pytest.param("<!-- gouji: 豁免 ABC101 --  -->\n", [None, None], id="blank reason"),
    ],
)
def test_comments_excuse_the_block_after_them(comment: str, reasons: list[str | None]) -> None:
    text = samples.TEXT.replace("2021年，我局", f"{comment}2021年，我局")
    report = samples.report(text)
    blocks = tuple(block for block in report.document.blocks if not report.source[block.span].startswith("<!--"))
    document = report.document._replace(blocks=blocks)
    found = filters.excused(excuses(document))(runner.check(report, samples.RULES))
    assert [one.suppressed for one in found] == reasons


def test_a_comment_does_not_excuse_what_comes_later() -> None:
    report = samples.report(samples.TEXT.replace("临溪区", f"{COMMENT}临溪区", 1))
    assert {
        one.suppressed for one in filters.excused(excuses(report.document))(runner.check(report, samples.RULES))
    } == {None}


def test_comments_of_formats_without_lines_do_not_exist() -> None:
    assert excuses(samples.report(COMMENT + samples.TEXT, lines=False).document) == ()


def test_a_comment_that_never_ends_takes_little_time() -> None:
    text = samples.TEXT.replace("2021年，我局", f"<!-- gouji: allow{' ' * 100_000}2021年，我局")
    start = time.process_time()
    assert excuses(samples.report(text).document) == ()
    assert time.process_time() - start < 5
