"""The statistic period: whether it is stated, whole, and of the right year."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.findings import Problem, Relation, Severity, Words
from gouji.grammar.dates import is_impossible
from gouji.patterns import pattern
from gouji.report import Day, Period, Report
from gouji.rules import rule
from gouji.source import Span

_FREE_OF_PERIOD = frozenset({"2019", "2021"})


_SCHOOL_YEAR = pattern(r"20\d\d ?[-—年] ?(?:20)?\d\d年?学年|学年度?信息公开|高等学校信息公开(?:办法|事项)")


def is_of_school_year(report: Report) -> bool:
    """Whether title or preamble say that the report is on a school year, as those of universities are."""
    start = report.title.span.start if report.title else report.body.start
    end = report.sections[0].heading.start if report.sections else report.body.start
    return _SCHOOL_YEAR.search(report.source.folded, start, end) is not None


@rule("DAT501", "warning", basis=("年度报告编制惯例：说明所列数据的统计期限",), absence=True)
def period_missing(report: Report) -> Iterator[Problem]:
    """年报没有说明所列数据的统计期限。
    The report does not state the statistic period.
    """
    severity = Severity.INFO if report.edition.id in _FREE_OF_PERIOD else None
    period = report.period
    if is_of_school_year(report):
        return
    if period is None:
        hint = _proposal(report.year)
        message = Words("没有说明所列数据的统计期限", "the statistic period is not stated")
        yield Problem(_opening(report), message, hint, severity)
    elif period.start is None and period.end is None:
        message = Words("统计期限没有写出起止日期", "the statistic period names no dates")
        yield Problem(period.span, message, _proposal(report.year), severity)


def _proposal(year: int | None) -> Words:
    if year is None:
        return Words("统计期限为报告年度1月1日至12月31日", "it runs from 1 January to 31 December of the report year")
    return Words(
        f"可写「统计期限自{year}年1月1日起至{year}年12月31日止」", f"it runs from {year}-01-01 to {year}-12-31"
    )


def _opening(report: Report) -> Span:
    """Where the statement of the period usually stands: the first section, else the title."""
    if report.sections:
        return report.sections[0].heading
    return report.title.span if report.title else Span(report.body.start, report.body.start)


@rule("DAT502", "error", basis=("年度报告反映上一年度情况：1月1日至12月31日",))
def period_span(report: Report) -> Iterator[Problem]:
    """统计期限不是1月1日至12月31日。
    The statistic period is not 1 January to 31 December.
    """
    period = report.period
    if period is None or _is_unsure(period) or is_of_school_year(report):
        return
    for day, wanted in ((period.start, (1, 1)), (period.end, (12, 31))):
        if day is not None and not _falls_on(day, wanted) and not _is_first_year(report, day):
            month, last = wanted
            yield Problem(
                day.span,
                Words(
                    f"统计期限的{'起始' if last == 1 else '截止'}日期写作{_parts(day)}，应为{month}月{last}日",
                    f"the statistic period {'starts' if last == 1 else 'ends'} on {_english(day)}, not {month:02}-{last:02}",
                ),
                expected=f"{month}月{last}日",
                actual=report.source[day.span],
                quote=period.span,
            )


def _is_unsure(period: Period) -> bool:
    """Whether a date of the period is garbled or impossible, which other rules report."""
    return any(day is not None and (day.garbled or is_impossible(day)) for day in (period.start, period.end))


def _falls_on(day: Day, wanted: tuple[int, int]) -> bool:
    return day.month is None or (day.month == wanted[0] and day.day in (None, wanted[1]))


def _is_first_year(report: Report, day: Day) -> bool:
    """The Regulation came into force on 1 May 2008, and so may the figures of that year."""
    return report.year == 2008 and (day.month, day.day) == (5, 1)


def _parts(day: Day) -> str:
    return f"{day.month}月{day.day}日" if day.day is not None else f"{day.month}月"


def _english(day: Day) -> str:
    return f"{day.month or 0:02}-{day.day:02}" if day.day is not None else f"{day.month or 0:02}"


@rule("DAT503", "error", basis=("年度报告的标题、统计期限和正文应为同一年度",))
def period_year(report: Report) -> Iterator[Problem]:
    """标题、统计期限、编制说明的年度不一致。
    The years of title, statistic period and preamble disagree.
    """
    year = report.year
    if year is None or is_of_school_year(report):
        return
    wrong = [(span, named) for span, named in _named_years(report) if named != year]
    if not wrong:
        return
    (span, named), *others = wrong
    agreeing = next((place for place, other in _named_years(report) if other == year), None)
    related = tuple(Relation(place) for place, _ in others) + ((Relation(agreeing),) if agreeing else ())
    message = Words(f"此处为{named}年，而报告年度是{year}年", f"this says {named}, the report is on {year}")
    yield Problem(span, message, expected=str(year), actual=str(named), related=related)


def _named_years(report: Report) -> list[tuple[Span, int]]:
    """The years that title, preamble and statistic period name, with their places."""
    found: list[tuple[Span, int]] = []
    title, period = report.title, report.period
    if title is not None and title.year is not None:
        found.append((title.year_span or title.span, title.year))
    found.extend(_announced(report))
    if period is None or _is_unsure(period) or _is_shifted(period):
        return found
    days = dict.fromkeys((period.start, period.end))
    return found + [(day.span, day.year) for day in days if day is not None and day.year is not None]


_OWN_NAME = pattern(
    r"年(?<=(?<!\d)20\d\d年)度?[^。;,《》\d]{0,24}?(?:年度报告|工作报告|年报|(?:报告|汇报|公布|公告|总结|通报)如下)"
)
_ANNOUNCING = pattern(r"现将|现予|特将|特此|向社会(?:公布|公开|发布)|现公布|现发布|现公开|编制了|编制的?$|编写|撰写")


def _announced(report: Report) -> Iterator[tuple[Span, int]]:
    """The year of the report where the preamble announces it (现公布…2021年政府信息公开工作年度报告)."""
    folded = report.source.folded
    for paragraph in report.preamble:
        for match in _OWN_NAME.finditer(folded, *paragraph.span):
            begin = match.start() - 4
            lead = folded[max(paragraph.span.start, begin - 40) : max(begin, 0)]
            lead = lead[max(lead.rfind(stop) for stop in "。;") + 1 :]
            if "信息公开" in match[0] and _ANNOUNCING.search(lead) and lead.rfind("《") <= lead.rfind("》"):
                yield Span(begin, match.start()), int(folded[begin : match.start()])


def _is_shifted(period: Period) -> bool:
    """Twelve months that are no calendar year: a wrong span and not a wrong year."""
    start, end = period.start, period.end
    if start is None or end is None or start.year is None or end.year in (None, start.year):
        return False
    return not (_falls_on(start, (1, 1)) and _falls_on(end, (12, 31)))
