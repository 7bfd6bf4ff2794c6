"""Declared rules on documents that are cited and on the day of publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gouji.declared.rows import Row, Said, start_of
from gouji.editions import Law
from gouji.findings import Relation, Words
from gouji.folding import fold
from gouji.patterns import pattern
from gouji.report import Report
from gouji.source import Span

_MOST = 20
# What is told of as history is not cited as being in force.
_HISTORY = pattern(r"废止|停止执行|失效|取代|替代|不再|原《|原条例|旧")
_ENDS = "。;!?\n"


def required_citation(row: Row, report: Report) -> Said:
    """A document of the law register that the report does not name."""
    law = _law(row, report)
    if law is None or any(True for name in (law.number, law.title, *law.names) for _ in _named(report, name)):
        return
    detail = Words(f"未见《{law.title}》（{law.number}）", f"《{law.title}》 ({law.number}) is not named")
    yield row.problem(start_of(report), detail, expected=law.number)


def outdated_citation(row: Row, report: Report) -> Said:
    """A document of the law register that is cited though it must not be."""
    law = _law(row, report)
    if law is None or report.year is None or (row.years is None and law.holds_for(report.year)):
        return
    # A title that a document in force has too says nothing.
    shared = {
        name
        for other in report.edition.laws
        if other is not law and other.holds_for(report.year)
        for name in (other.title, *other.names)
    }
    names = [name for name in (law.number, law.title, *law.names) if name not in shared]
    spans = sorted({span for name in names for span in _named(report, name) if not _is_history(report, span)})
    if spans:
        first, *others = spans
        quoted = report.source[first]
        related = tuple(map(Relation, others[:_MOST]))
        yield row.problem(first, Words(f"「{quoted}」", f"「{quoted}」"), actual=quoted, related=related)


def _law(row: Row, report: Report) -> Law | None:
    return next((law for law in report.edition.laws if law.id == row.get("law")), None)


def _named(report: Report, name: str) -> Iterator[Span]:
    """Where a name stands in what somebody worded."""
    text, wanted = report.source.folded, fold(name)
    if wanted not in text:
        return
    for start, end in report.passages:
        at = text.find(wanted, start, end)
        while at >= 0:
            yield Span(at, at + len(wanted))
            at = text.find(wanted, at + len(wanted), end)


def _is_history(report: Report, span: Span) -> bool:
    text = report.source.folded
    start = max(text.rfind(mark, 0, span.start) for mark in _ENDS) + 1
    end = min((at for mark in _ENDS if (at := text.find(mark, span.end)) >= 0), default=len(text))
    return _HISTORY.search(text, max(start, span.start - 200), min(end, span.end + 200)) is not None


def deadline(row: Row, report: Report) -> Said:
    """A report that was published, or signed where that is all that is known, after the last day."""
    days = (report.published, report.signature.day if report.signature else None)
    day = next((day for day in days if day is not None and day.date is not None), None)
    if day is None or day.date is None or report.year is None:
        return
    last = _last(report.year + 1, row.get("month"), row.get("day"))
    if last is not None and day.date > last and not (report.as_of and day.date > report.as_of):
        zh, en = ("发布日期", "published on") if day is report.published else ("落款日期", "signed on")
        detail = Words(f"{zh}{_shown(day.date)}晚于{_shown(last)}", f"{en} {day.date}, after {last}")
        yield row.problem(day.span, detail, expected=str(last), actual=str(day.date))


def _last(year: int, month: int, day: int) -> date | None:
    """The day, the last of the month where the month is shorter; None where the calendar does not reach so far."""
    while day:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
    return None


def _shown(when: date) -> str:
    return f"{when.year}年{when.month}月{when.day}日"
