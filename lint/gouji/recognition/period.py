"""The statistic period: 统计期限自2021年1月1日起至2021年12月31日止, and the other ways in which reports say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from gouji.document import Paragraph
from gouji.grammar.dates import calendar_day, days
from gouji.patterns import pattern
from gouji.report import Day, Period
from gouji.source import Source, Span

_REACH = 130
_TRIES = 40
# In the order of trust; what stands between the cue and the first date must be short and within the sentence.
_CUES = (
    pattern(r"统 ?计[^。;!?0-9]{0,16}?(?:期|限|时 ?间|日期|起止|区间|范围|时段|口径)"),
    pattern(r"统 ?计[^。;!?0-9]{0,6}?数 ?据(?=[^。;!?,0-9]{0,4}[0-9二])"),
)
# Words that other spans of time have too: both days must stand there, and nothing of other matters before.
_WEAK_CUES = (
    pattern(r"期 ?限(?=[^。;!?0-9]{0,6}[0-9二])"),
    pattern(r"时 ?限(?=[^。;!?0-9]{0,6}[0-9二])"),
    pattern(r"数 ?据(?=[^。;!?,0-9]{0,6}(?:自|从|为|:)[^。;!?,0-9]{0,2}[0-9二])"),
    pattern(r"报告(?:期|时间|年度|周期)(?=[^。;!?,0-9]{0,4}[0-9二])"),
)
_GAP = pattern(r"[^。;!?0-9二]{0,24}$")
_NOT_PERIOD = pattern(r"显示|表明|答复|办理|受理|整改|保存|公示|反馈|超|延长|保护|公开期|有效")
_JOINT = pattern(r"[\s起始止开,)]{0,4}(?:-{1,3}|~|至|到|截至|截止到?|止于)[\s于至]{0,3}$")
_UNTIL = pattern(r"(?:截至|截止到?|止于|至)\s?$")
_EMPTY = pattern(
    r"(?:期限|时限|时间|数据)[^。;!?0-9]{0,4}自\s?(?:年\s?月\s?日)?\s?起?\s?至\s?(?:年\s?月\s?日)?\s?止?(?=[。;,.)\s])"
)
_SHORT_END = pattern(r"\s?[-~至到]{1,2}\s?(\d{1,2})([./])(\d{1,2})(?!\d)")
_TAIL = pattern(r"\s?(?:截?止|为止)")
_OF_REPORT = pattern(r"期间|年度报告|年报|报告")


def find_period(source: Source, paragraphs: Sequence[Paragraph]) -> Period | None:
    """The statement of the statistic period in prose, or None where there is none.

    Both days are None where the statement names none (自至。); an end without a year has a `date` in the year of the
    start. A period of one year (统计期限为2021年度) starts and ends with the same day, of which only the year is known.
    """
    if not paragraphs:
        return None
    folded = source.folded
    start, end = paragraphs[0].span.start, paragraphs[-1].span.end
    return _cued(folded, start, end) or _empty(folded, start, end) or _of_report(folded, start, end)


def _cued(folded: str, start: int, end: int) -> Period | None:
    """The period after the first cue that leads to one; hostile text gets no more than so many tries a cue."""
    for cue in _CUES + _WEAK_CUES:
        weak = cue in _WEAK_CUES
        for match in islice(cue.finditer(folded, start, end), _TRIES):
            if weak and _NOT_PERIOD.search(folded, max(match.start() - 8, start), match.start()):
                continue
            period = _after(folded, match, min(match.end() + _REACH, end))
            if period is not None and not (weak and (period.start is None or period.end is None)):
                return period
    return None


def _after(folded: str, cue: re.Match[str], limit: int) -> Period | None:
    """The period that a cue leads to."""
    stop = folded.find("。", cue.end(), limit)
    limit = limit if stop < 0 else stop
    found = days(folded, cue.end(), limit, years=True)
    if not found:
        return None
    gap = folded[cue.end() : found[0].span.start]
    if not _GAP.match(gap) or _NOT_PERIOD.search(cue[0] + gap):
        return None
    begin = cue.start()
    if pair := _pair(folded, found):
        return _period(folded, begin, *pair)
    first = found[0]
    if first.month is None:
        return _period(folded, begin, first, first)
    return _period(folded, begin, None, first) if _UNTIL.search(gap) else _period(folded, begin, first, None)


def _pair(folded: str, found: Sequence[Day]) -> tuple[Day, Day] | None:
    """The first two dates where a word or dash for *to* joins them."""
    first = found[0]
    if first.form == "iso" and (short := _SHORT_END.match(folded, first.span.end)):
        return first, Day(Span(short.start(1), short.end()), None, int(short[1]), int(short[3]), None, "iso")
    for second in found[1:2]:
        if _JOINT.match(folded[first.span.end : second.span.start]):
            return first, second
    return None


def _period(folded: str, begin: int, start: Day | None, end: Day | None) -> Period:
    last = end or start
    reach = last.span.end if last else begin
    tail = _TAIL.match(folded, reach)
    return Period(Span(begin, tail.end() if tail else reach), start, _completed(start, end))


def _completed(start: Day | None, end: Day | None) -> Day | None:
    """The end of the period, with a date in the start's year where its own is left out."""
    if end is None or start is None or end.year is not None or end.garbled or end.date is not None:
        return end
    return end._replace(date=calendar_day(start.year, end.month, end.day))


def _empty(folded: str, start: int, end: int) -> Period | None:
    match = _EMPTY.search(folded, start, end)
    return Period(Span(*match.span()), None, None) if match else None


def _of_report(folded: str, start: int, end: int) -> Period | None:
    """A whole year from 1 January to 31 December in a sentence that speaks of the report, without a cue of its own."""
    for sentence in _january_sentences(folded, start, end):
        found = days(folded, *sentence)
        for at, first in enumerate(found):
            if (first.month, first.day) != (1, 1):
                continue
            pair = _pair(folded, found[at : at + 2])
            if pair and (pair[1].month, pair[1].day) == (12, 31):
                return _period(folded, first.span.start, *pair)
    return None


_JANUARY = pattern(r"1\s?月\s?1\s?日")
_STOPS = pattern(r"[。;!?]")


def _january_sentences(folded: str, start: int, end: int) -> Iterator[Span]:
    for match in islice(_JANUARY.finditer(folded, start, end), _TRIES):
        begin = max(folded.rfind("。", start, match.start()) + 1, start, match.start() - 120)
        stop = _STOPS.search(folded, match.end(), min(match.end() + 120, end))
        reach = stop.start() if stop else min(match.end() + 120, end)
        if _OF_REPORT.search(folded, begin, reach):
            yield Span(begin, reach)
