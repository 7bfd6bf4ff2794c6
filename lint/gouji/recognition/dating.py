"""The report year and the edition, by evidence: title, period, dates, prose, forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gouji.document import Paragraph
from gouji.editions import Edition
from gouji.findings import Words
from gouji.options import Options
from gouji.patterns import pattern
from gouji.recognition.forms import edition_votes
from gouji.report import Day, FormReading, Period, Section, Signature, Title
from gouji.source import Source, Span

_FIRST = 2007
_YEAR = pattern(r"20[0-3]\d(?=年)")


class Dating(NamedTuple):
    """The year with its evidence; `edition` is that of the year, None where there is no year. `conflict`: years disagree."""

    year: int | None
    edition: Edition | None
    evidence: tuple[Words, ...]
    conflict: bool
    forced: bool

    def settled(
        self, editions: Sequence[Edition], readings: Mapping[str, FormReading], sections: Sequence[Section]
    ) -> tuple[Edition, tuple[Words, ...], str]:
        """Edition, evidence and doubt (empty where there is none), with the forms that stand in the report."""
        votes = edition_votes(readings, editions)
        best = max(votes, key=lambda id: (votes[id], id), default="")
        evidence = [*self.evidence]
        if votes.get(best):
            evidence += [of_form(reading) for reading in readings.values()]
        if self.edition is not None:
            doubt = "year" if self.conflict and not self.forced else ""
            return self.edition, tuple(evidence), doubt
        if votes.get(best):
            return next(e for e in editions if e.id == best), tuple(evidence), "no-year"
        return _by_sections(editions, sections), tuple(evidence), "nothing"


def _by_sections(editions: Sequence[Edition], sections: Sequence[Section]) -> Edition:
    """The edition whose titles of sections fit most headings; the newest among equals."""
    titles = [section.title for section in sections]

    def fits(edition: Edition) -> tuple[int, int]:
        exact = {spec.title for spec in edition.sections}
        return sum(title in exact for title in titles), edition.first_year

    return max(editions, key=fits)


def choose(
    editions: Sequence[Edition],
    options: Options,
    title: Title | None,
    period: Period | None,
    published: Day | None,
    signature: Signature | None,
    prose: Sequence[Paragraph],
    source: Source,
) -> Dating:
    """Year and edition before the forms are read."""
    if options.edition is not None:
        edition = next(e for e in editions if e.id == options.edition)
        year = options.year or _year(title, period, published, signature, prose, source)[0]
        return Dating(year, edition, (Words(f"指定的版式 {edition.id}", f"edition {edition.id} given"),), False, True)
    if options.year is not None:
        return Dating(
            options.year,
            _edition(editions, options.year),
            (Words(f"指定的年度 {options.year}", f"year {options.year} given"),),
            False,
            True,
        )
    year, evidence, conflict = _year(title, period, published, signature, prose, source)
    return Dating(year, None if year is None else _edition(editions, year), evidence, conflict, False)


def of_form(reading: FormReading) -> Words:
    """What a form says of the edition."""
    form, edition = reading.form, reading.edition
    return Words(f"「{form.name.zh}」（{edition} 年版式）", f"form {form.id} ({edition})")


def _edition(editions: Sequence[Edition], year: int) -> Edition | None:
    return next((edition for edition in editions if edition.holds_for(year)), None)


def _year(
    title: Title | None,
    period: Period | None,
    published: Day | None,
    signature: Signature | None,
    prose: Sequence[Paragraph],
    source: Source,
) -> tuple[int | None, tuple[Words, ...], bool]:
    """The year that most of the evidence gives, the evidence in words, and whether it disagrees without a majority."""
    signed = signature.day if signature else None
    said = [
        (Words("标题", "title year"), title.year if title else None, 3),
        (Words("统计期限", "period"), _period_year(period), 3),
        (Words("正文", "body year"), _usual_year(prose, period, source), 2),
        (Words("发布日期", "published"), published.year - 1 if published and published.year else None, 1),
        (Words("落款", "signed"), signed.year - 1 if signed and signed.year else None, 1),
    ]
    given = [(name, year, weight) for name, year, weight in said if year is not None and year > _FIRST]
    if not given:
        return None, (), False
    weights: Counter[int] = Counter()
    for _, year, weight in given:
        weights[year] += weight
    weights += _published_as(title, published)
    (best, weight), *others = weights.most_common()
    leading = [name for name, year, _ in given if year == best]
    conflict = bool(others) and others[0][1] >= weight
    return best, tuple(Words(f"{name.zh} {best}", f"{name.en} {best}") for name in leading), conflict


def _published_as(title: Title | None, published: Day | None) -> Counter[int]:
    """What was published as a year's report is that year's, also where period and text were left in from the last."""
    if title and published and title.year and published.year == title.year + 1:
        return Counter({title.year: 2})
    return Counter()


def _period_year(period: Period | None) -> int | None:
    if period is None:
        return None
    for day in (period.start, period.end):
        if day is not None and day.year is not None and not day.garbled:
            return day.year
    return None


_PLANNED = pattern(r"年度?,?[^,。;]{0,16}(?:将|拟|计划|打算|继续|进一步)")


def _is_ahead(folded: str, match: re.Match[str], around: Span) -> bool:
    """Whether a year is named for what comes next: 结转至2026年办理, 2026年，我局将…; 截至2025年底 is not."""
    before = folded[max(around.start, match.start() - 2) : match.start()]
    return (before.endswith("至") and before != "截至") or bool(_PLANNED.match(folded, match.end(), around.end))


def _usual_year(prose: Sequence[Paragraph], period: Period | None, source: Source) -> int | None:
    """The year named most often in the prose, when it is named more than once or as the report's; the period has a vote of its own."""
    away = period.span if period is not None else Span(0, 0)
    named = [
        (int(match[0]), _is_ahead(source.folded, match, paragraph.span))
        for paragraph in prose
        for match in _YEAR.finditer(source.folded, *paragraph.span)
        if not away.start <= match.start() < away.end
    ]
    # 2025年度，我局进一步完善… is the year reported where no other is named.
    only_one = len({year for year, _ in named}) == 1
    seen = Counter(year for year, is_ahead in named if only_one or not is_ahead)
    best = seen.most_common()  # not most_common(1), which imports heapq
    if len(best) == 1:
        told = any(_TOLD.search(source.folded, *paragraph.span) for paragraph in prose)
        return best[0][0] if best[0][1] > 1 or told else None
    return best[0][0] if best and best[0][1] > 1 else None


_TOLD = pattern(
    r"截[至止]到?20\d\d年(?:12月31日|年?底|末)"
    r"|(?<=\n)20\d\d年度?,"
    r"|20\d\d年度?[^,。;:、]{0,20}(?:政府|政务)信息公开(?:工作)?(?:年度)?(?:报告|年报)(?![^。,》]{0,16}(?:通知|要求|格式))"
)
"""Words that make one mention of a year enough: up to when the figures count, or what the report is called."""
