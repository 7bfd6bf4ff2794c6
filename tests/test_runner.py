"""Rules run in order, a rule that raises is not lost, findings have place and fingerprint."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest

import builder
import samples
from checking import report_of
from gouji import runner
from gouji.document import Note
from gouji.errors import RuleDefect
from gouji.findings import NOTHING, Problem, Words
from gouji.places import cell_of, place_name
from gouji.report import Report
from gouji.source import Span


def crash(_: Report) -> Iterable[Problem]:
    raise ZeroDivisionError("no\nluck")


def one(_: Report) -> Iterable[Problem]:
    yield Problem(Span(0, 2), Words("有错", "a fault"))


def codes(report: Report, *rules: object) -> list[str]:
    return [finding.code for finding in runner.run_rules(report, runner.in_order(rules)).findings]  # type: ignore[arg-type]


def test_a_finding_has_all_of_a_problem() -> None:
    finding = next(found for found in runner.check(samples.report(), samples.RULES) if found.code == "ABC301")
    assert (finding.place.line, finding.place.column) == (7, 11)
    assert (finding.quote, finding.expected, finding.actual) == ("5", "4", "5")
    assert finding.place.place == "三、收到和处理政府信息公开申请情况/表三/一、本年新收政府信息公开申请数量/总计"
    assert finding.related[0].quote == "4"
    assert finding.related[0].place.place.endswith("/表三/一、本年新收政府信息公开申请数量")
    assert finding.hint == NOTHING
    assert finding.path == "报告/a.txt"


def test_findings_come_in_order_of_place() -> None:
    rules = [samples.finds("总计", "ABC102"), samples.finds("水务局", "ABC103")]
    assert [finding.code for finding in runner.check(samples.report(), rules)] == ["ABC103", "ABC102"]


def test_a_rule_waits_for_what_it_needs() -> None:
    first = samples.rule("ZZZ100", one)
    second = samples.rule("AAA100", one, needs=("ZZZ100",))
    assert codes(samples.report(), second, first) == ["ZZZ100"]
    silent = samples.rule("ZZZ100", lambda _: ())
    assert codes(samples.report(), second, silent) == ["AAA100"]


def test_needs_come_along_with_the_rules_selected() -> None:
    rules = {
        rule.code: rule for rule in (samples.rule("ABC1000", one, needs=("ABC2000",)), samples.rule("ABC2000", one))
    }
    assert [rule.code for rule in runner.with_needs({"ABC1000"}, rules)] == ["ABC2000", "ABC1000"]
    assert [rule.code for rule in runner.with_needs({"ABC2000"}, rules)] == ["ABC2000"]


def test_nothing_is_missed_where_pages_were_not_read() -> None:
    report = samples.report()
    rule = samples.rule("ABC101", one, absence=True)
    assert codes(report, rule) == ["ABC101"]
    unread = report._replace(document=report.document._replace(notes=(Note("EXT001", Span(0, 0), "garbled 2 2"),)))
    outcome = runner.run_rules(unread, (rule, samples.rule("ABC102", one)))
    assert [finding.code for finding in outcome.findings] == ["ABC102"]
    assert [code for code, _ in outcome.gaps] == ["ABC101"]


def test_a_rule_of_another_edition_does_not_run() -> None:
    assert codes(samples.report(), samples.rule("ABC100", one, editions=frozenset({"2008"}))) == []


def test_text_that_is_no_report_is_only_said_to_be_none() -> None:
    report = samples.report(recognised=False)
    assert codes(report, samples.rule("ABC100", one), samples.rule("EXT001", one)) == ["EXT001"]


def test_a_rule_that_raises_is_recorded_and_the_others_go_on() -> None:
    outcome = runner.run_rules(samples.report(), [samples.rule("ABC100", crash), samples.rule("ABC200", one)])
    assert [finding.code for finding in outcome.findings] == ["ABC200"]
    [defect] = outcome.defects
    assert (defect.code, defect.exception) == ("ABC100", "ZeroDivisionError: no luck")
    assert defect.file == __file__
    assert "in crash" in defect.traceback


def test_a_rule_that_raises_halfway_is_a_defect_too() -> None:
    def half(report: Report) -> Iterable[Problem]:
        yield from one(report)
        raise KeyError("x")

    outcome = runner.run_rules(samples.report(), [samples.rule("ABC100", half)])
    assert outcome.findings == []
    assert len(outcome.defects) == 1


def test_check_does_not_hide_a_defect() -> None:
    with pytest.raises(RuleDefect, match=r"ABC100.*ZeroDivisionError"):
        runner.check(samples.report(), [samples.rule("ABC100", crash)])


def test_fingerprints_depend_on_what_is_wrong_only() -> None:
    rules = samples.RULES
    first = runner.check(samples.report(), rules)
    moved = runner.check(samples.report("\n\n" + samples.TEXT.replace("\n三、", "\n\n\n三、"), name="b.md"), rules)
    word = runner.check(samples.report(lines=False, name="c.docx"), rules)
    assert [one.fingerprint for one in first] == [one.fingerprint for one in moved] == [one.fingerprint for one in word]
    assert len({one.fingerprint for one in first}) == len(first)
    other = runner.check(samples.report(samples.TEXT.replace("总计\t5", "总计\t15")), rules)
    assert [one.fingerprint for one in first] == [one.fingerprint for one in other]


def test_the_second_finding_of_a_kind_has_a_fingerprint_of_its_own() -> None:
    report = samples.report(samples.TEXT.replace("政府政府信息", "政府政府信息，政府政府信息"))
    fingerprints = [one.fingerprint for one in runner.check(report, [samples.finds("政府政府")])]
    assert len(fingerprints) == 2
    assert len(set(fingerprints)) == 2


def test_a_fingerprint_names_the_section() -> None:
    here = samples.report(samples.TEXT.replace("本年新收", "政府政府\n本年新收"))
    fingerprints = [one.fingerprint for one in runner.check(here, [samples.finds("政府政府")])]
    alone = samples.report(samples.TEXT.replace("政府政府信息", "政府信息").replace("本年新收", "政府政府\n本年新收"))
    assert [one.fingerprint for one in runner.check(alone, [samples.finds("政府政府")])] == fingerprints[1:]


def test_quotation_marks_without_an_end_take_linear_time() -> None:
    problem = Problem(Span(0, 2), Words("「" * 200_000, ""))
    started = time.process_time()
    runner.fingerprint(samples.report(), "ABC101", problem)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("status", ["doubtful", "picture", "missing"])
def test_identities_of_an_unread_form_are_not_assessable(status: str) -> None:
    forms = {"applications": samples.reading(Span(0, 1), status)}
    assert runner.not_assessable(samples.report(forms=forms)) == ("ABC301",)
    assert runner.not_assessable(samples.report(forms={})) == ("ABC301",)
    assert runner.not_assessable(samples.report()) == ()


@pytest.mark.parametrize(
    ("rest", "row", "column"),
    [
        ("new.total", "new", "total"),
        ("new", "new", None),
        ("refused.state_secret.total", "refused.state_secret", "total"),
        ("refused.total", "refused", "total"),
        ("newest", None, None),
        ("", None, None),
    ],
)
def test_rows_of_addresses_may_hold_dots(rest: str, row: str | None, column: str | None) -> None:
    found = cell_of(samples.APPLICATIONS, rest)
    assert (found[0] and found[0].id, found[1] and found[1].id) == (row, column)


def test_places_of_prose_are_headings() -> None:
    report = samples.report()
    assert place_name(report, Span(report.source.text.index("我局"), 0), None) == "一、总体情况"
    assert place_name(report, Span(0, 2), None) == ""
    assert place_name(report, Span(0, 2), "unknown.form") == ""


def test_places_in_forms_have_the_marks_of_the_national_form() -> None:
    report = report_of(builder.build("2021", 3).render("markdown"))
    name = place_name(report, Span(0, 1), "applications.outcome_total.total")
    assert name.endswith("（七）总计/总计")


def test_native_places_follow_the_name() -> None:
    findings = runner.check(samples.report(lines=False), samples.RULES)
    assert findings[1].place.line is None
    assert findings[1].place.page == 2
    assert findings[1].place.place.endswith("/总计（第1表第2行第4列）")
