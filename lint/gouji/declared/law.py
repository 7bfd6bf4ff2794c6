"""Declared rules on documents that are cited and on the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from gouji.declared.rows import Row, Said, start_of
from gouji.findings import Relation, Words
from gouji.folding import fold
from gouji.grammar.dates import in_chinese
from gouji.patterns import pattern
from gouji.report import Report
from gouji.source import Span

_MOST = 20
# What is told of as history is not cited as being in force.
_HISTORY = pattern(r"废止|停止执行|失效|取代|替代|不再|原《|原条例|旧")
_ENDS = "。;!?\n"


def required_citation(row: Row, report: Report) -> Said:
    """A document that the report does not name."""
    law = next((law for law in report.edition.laws if law.id == row.get("law")), None)
    names = (law.number, law.title, *law.names) if law else tuple(row.get("names") or ())
    if names and not _named(report, names):
        shown = f"《{law.title}》（{law.number}）" if law else f"「{names[0]}」"
        yield row.problem(start_of(report), Words(f"未见{shown}", f"{shown} is not named"), expected=names[0])


def outdated_citation(row: Row, report: Report) -> Said:
    """A document that is cited though it must not be."""
    spans = [span for span in _named(report, row.get("names") or ()) if not _is_history(report, span)]
    if spans:
        first, *others = spans
        quoted = report.source[first]
        related = tuple(map(Relation, others[:_MOST]))
        yield row.problem(first, Words(f"「{quoted}」", f"“{quoted}”"), actual=quoted, related=related)


def _named(report: Report, names: Sequence[str]) -> list[Span]:
    """Where one of some titles and numbers stands in what somebody worded, in reading order."""
    shape, text = _shape(tuple(names)), report.source.folded
    if not names or shape.search(text) is None:
        return []
    return [Span(*match.span()) for passage in report.passages for match in shape.finditer(text, *passage)]


@lru_cache(maxsize=256)
def _shape(names: tuple[str, ...]) -> re.Pattern[str]:
    """Titles and document numbers, with the brackets and blanks that agencies write in numbers."""
    parts = (re.escape(fold(name)) for name in sorted(names, key=len, reverse=True))
    return re.compile("|".join(part.replace("〔", r"\s?[〔\[(【]").replace("〕", r"[〕\])】]\s?") for part in parts))


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
        detail = Words(f"{zh}{in_chinese(day.date)}晚于{in_chinese(last)}", f"{en} {day.date}, after {last}")
        yield row.problem(day.span, detail, expected=str(last), actual=str(day.date))


def _last(year: int, month: int, day: int) -> date | None:
    """The day, the last of the month where the month is shorter; None where the calendar does not reach so far."""
    while day:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
    return None
