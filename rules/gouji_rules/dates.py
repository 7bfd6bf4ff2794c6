"""Dates: impossible and ill-written ones, and the day on which a report was signed and published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from gouji.editions import Deadline
from gouji.findings import Edit, Fix, Problem, Relation, Severity, Words
from gouji.grammar.dates import in_chinese, is_impossible
from gouji.patterns import pattern
from gouji.report import Day, Report
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.period import is_of_school_year

_REGULATION = "《中华人民共和国政府信息公开条例》"
_OFFICIAL_FORM = "GB/T 9704—2012《党政机关公文格式》7.3.5"
_ENDS = pattern(r"[\r\n]")
_LINE = 200
"""No line of a page's data has more characters on one side of its date."""
_DRESSING = pattern(
    r"\||(?:时间|日期|来源)\s*:|\d\s{1,4}\d{1,2}:\d\d|^[^。]{0,60}(?:浏览|阅读|上传|分享于|贡献于)[^。]{0,60}$"
)
_BLANK = pattern(r"\s+")
_LEADING_ZERO = pattern(r"(?<!\d)0(?=\d)")
_MOVED = timedelta(days=365)


@rule("DAT504", "error", basis=("公历",))
def impossible_date(report: Report) -> Iterator[Problem]:
    """日期不存在。
    There is no such date.
    """
    for day in _all_days(report):
        if is_impossible(day):
            written = report.source[day.span]
            yield Problem(
                day.span, Words(f"「{written}」不是可能的日期", f"“{written}” is no possible date"), actual=written
            )


def _all_days(report: Report) -> list[Day]:
    """All dates of the report, its signature and its page, once each, in reading order."""
    signed = report.signature.day if report.signature else None
    period = (report.period.start, report.period.end) if report.period else ()
    days = {day.span: day for day in (*report.days, signed, report.published, *period) if day is not None}
    return [days[span] for span in sorted(days)]


def _dated(report: Report) -> list[tuple[Words, Day, date]]:
    """Signature and publication, as far as their day is known; the same day once."""
    signed = report.signature.day if report.signature else None
    found: list[tuple[Words, Day, date]] = []
    for name, day in ((Words("落款日期", "signed on"), signed), (Words("发布日期", "published on"), report.published)):
        if day is not None and day.date is not None and day.date not in [other for _, _, other in found]:
            found.append((name, day, day.date))
    return found


@rule("DAT505", "error", basis=("年度报告反映上一年度情况",))
def dated_before_period_end(report: Report) -> Iterator[Problem]:
    """落款或发布日期早于报告年度结束。
    The report was signed or published before its year was over.
    """
    if report.year is None or is_of_school_year(report):
        return
    last = date(report.year, 12, 31) if 1900 <= report.year <= 2100 else date.min
    for name, day, when in _dated(report):
        if when < last:
            message = Words(
                f"{name.zh}{in_chinese(when)}早于报告年度结束的{in_chinese(last)}",
                f"{name.en} {when}, before the year ended on {last}",
            )
            yield Problem(day.span, message, actual=str(when))


@rule("DAT506", "error", basis=("落款和发布日期不晚于检查日",))
def dated_in_future(report: Report) -> Iterator[Problem]:
    """落款或发布日期晚于检查日。
    The report is signed or published after the day of the check.
    """
    if report.as_of is None:
        return
    for name, day, when in _dated(report):
        if when > report.as_of:
            message = Words(
                f"{name.zh}{in_chinese(when)}晚于检查日{in_chinese(report.as_of)}",
                f"{name.en} {when}, after the day of the check {report.as_of}",
            )
            yield Problem(day.span, message, actual=str(when))


@rule("DAT507", "error", basis=(f"{_REGULATION}(2019)第四十九条", f"{_REGULATION}(2007)第三十一条"))
def published_late(report: Report) -> Iterator[Problem]:
    """发布日期晚于法定期限。
    The report was published after the statutory day.
    """
    deadline = _deadline(report)
    dated = _dated(report)
    if deadline is None or report.year is None or not dated or is_of_school_year(report):
        return
    last = date(report.year + 1, deadline.month, deadline.day)
    name, day, when = dated[-1]
    if when > last and not (report.as_of and when > report.as_of):
        # A site that moved its pages gives them all the day of the move; a report is hardly ever years late.
        moved = day is report.published and when - last > _MOVED and (len(dated) == 1 or dated[0][2] <= last)
        message = Words(
            f"{name.zh}{in_chinese(when)}晚于法定期限{in_chinese(last)}",
            f"{name.en} {when}, after the statutory day {last}",
        )
        hint = (
            Words(
                f"{'落款在期限内，' if len(dated) > 1 else ''}如系网站迁移所致请核实",
                f"{'signed in time; ' if len(dated) > 1 else ''}perhaps the site has moved",
            )
            if moved
            else Words("", "")
        )
        severity = Severity.WARNING if moved else None
        yield Problem(day.span, message, hint, severity, expected=str(last), actual=str(when), basis=(deadline.basis,))


def _deadline(report: Report) -> Deadline | None:
    return next((one for one in report.edition.deadlines if not one.kinds or report.kind in one.kinds), None)


@rule("DAT511", "info", basis=(_OFFICIAL_FORM,), fixable=True, literal=True)
def date_form(report: Report) -> Iterator[Problem]:
    """日期写法不规范。
    A date holds blanks or leading zeros, or dates are written in mixed forms.
    """
    days = [day for day in _all_days(report) if not (day.garbled or _is_dressing(report, day))]
    written = [day for day in days if day.form == "年月日"]
    for problem in _odd([day for day in written if day.spaced], Words("日期中有空格", "blanks in a date")):
        fix = Words("删去日期中的空格", "take the blanks out of the dates")
        yield problem._replace(fix=_rewritten(report, problem, fix, _BLANK))
    padded = Words("月、日不用前置零", "a month or day with a leading zero")
    for problem in _odd([day for day in written if day.padded and not day.spaced], padded):
        fix = Words("删去月、日前的零", "take out the leading zeros")
        yield problem._replace(fix=_rewritten(report, problem, fix, _LEADING_ZERO))
    inside = [day for day in report.days if not (day.garbled or _is_signed(report, day) or _is_dressing(report, day))]
    if any(day.form == "年月日" for day in inside):
        others = [day for day in inside if day.form != "年月日"]
        yield from _odd(
            others, Words("与文中「年月日」的日期写法不一致", "another form of date than elsewhere in the text")
        )


def _rewritten(report: Report, problem: Problem, message: Words, left_out: re.Pattern[str]) -> Fix:
    """All dates of a problem without what is to be left out."""
    spans = [problem.span, *(other.span for other in problem.related)]
    edits = (
        Edit(Span(span.start + match.start(), span.start + match.end()), "")
        for span in spans
        for match in left_out.finditer(report.source[span])
    )
    return Fix(message, tuple(edits))


def _is_dressing(report: Report, day: Day) -> bool:
    """Whether a date stands in a line of the page's own data (成文日期 | 2016-03-31, 发布时间：2019-01-04)."""
    text, (start, end) = report.source.folded, day.span
    before, after = text[max(start - _LINE, 0) : start], text[start : end + _LINE]
    line = _ENDS.split(before)[-1] + _ENDS.split(after)[0]
    return _DRESSING.search(line) is not None


def _odd(days: list[Day], message: Words) -> Iterator[Problem]:
    """One problem for all dates of a kind, at the first."""
    if days:
        first, *others = days
        counted = Words(f"{message.zh}(共{len(days)}处)", f"{message.en} ({len(days)} in all)") if others else message
        yield Problem(first.span, counted, related=tuple(Relation(day.span) for day in others))


def _is_signed(report: Report, day: Day) -> bool:
    """Whether a date is that of the signature or the page, which customs of their own govern."""
    signed = report.signature.day if report.signature else None
    return any(other is not None and other.span == day.span for other in (signed, report.published))
