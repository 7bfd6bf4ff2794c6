"""From facts to the parts of a report: title, preamble, the prescribed sections with their forms, signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gouji.drafting import facts, prose
from gouji.drafting.facts import Facts
from gouji.drafting.parts import Heading, Part, Prose
from gouji.drafting.sheets import Figures, sheet_of
from gouji.editions import Edition
from gouji.grammar.dates import in_chinese

_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_FREE = ("overview", "fees", "other")
"""Sections that a report of the free form has though they are not prescribed."""


def draft(edition: Edition, given: Facts, as_of: date) -> tuple[Part, ...]:
    """The parts of a report of an edition; `given.year` and `given.agency` are there. Raises ConfigError.

    The report is signed on the day given, else on `as_of` where that is in time, else on 20 January.
    """
    assert given.year is not None
    figures = facts.completed(edition, given.figures)
    telling = prose.Telling(edition.id, given.year, given.agency, given.contact, figures)
    signed = given.signed or _signed(edition, given, as_of)
    return (
        Heading(0, f"{given.agency}{given.year}年政府信息公开工作年度报告"),
        *prose.preamble(telling),
        *_sections(edition, telling),
        Prose(given.agency, aside=True),
        Prose(in_chinese(signed), aside=True),
        *_annex(edition, figures),
    )


def _signed(edition: Edition, given: Facts, as_of: date) -> date:
    assert given.year is not None
    days = [
        date(given.year + 1, deadline.month, deadline.day)
        for deadline in edition.deadlines
        if not deadline.kinds or given.kind in deadline.kinds
    ]
    if date(given.year + 1, 1, 1) <= as_of <= min(days, default=date(given.year + 1, 1, 31)):
        return as_of
    return date(given.year + 1, 1, 20)


def _sections(edition: Edition, telling: prose.Telling) -> Iterator[Part]:
    number = 0
    for spec in edition.sections:
        if spec.role == "annex" or not (spec.required or spec.role in _FREE):
            continue
        yield Heading(1, f"{_NUMERALS[number]}、{spec.title}")
        number += 1
        yield from prose.section(spec.role, telling)
        sheet = sheet_of(edition, spec.role, telling.figures)
        if sheet is not None:
            yield sheet


def _annex(edition: Edition, figures: Figures) -> Iterator[Part]:
    sheet = sheet_of(edition, "annex", figures)
    if sheet is not None:
        yield Heading(1, "附表：政府信息公开情况统计表")
        yield sheet
