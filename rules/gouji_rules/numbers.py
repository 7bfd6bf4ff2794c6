"""Rules on the numbers of headings, of enumerations, and of the parts that the preamble announces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from gouji.editions import SectionSpec
from gouji.findings import Problem, Severity, Words
from gouji.folding import squeeze
from gouji.grammar.numbering import numbering, numeral
from gouji.patterns import pattern, shared
from gouji.report import Ordinal, Report, Section
from gouji.rules import rule
from gouji.source import Span

_RANKS = {"第一部分": 0, "第一章": 0, "一、": 1, "(一)": 2, "1.": 3, "1、": 3, "(1)": 4, "1)": 4, "①": 5}
# The literal first: `re` searches by it, and looks at the sign before it only there.
_SPOKEN = pattern(r"是(?<=[。;,:、)\s][一二三四五六七八九十]是)")


@rule("STR105", "warning", needs=("STR101", "STR103", "STR118"), literal=True)
def section_numbering(report: Report) -> Iterator[Problem]:
    """序号跳号、重号或层次颠倒。
    Ordinals skip, repeat or do not fit the order of levels.
    """
    yield from _rows(report, report.sections)
    for part in report.parts:
        if part.children:
            yield from _rows(report, part.children)
            yield from _inverted(part)
    spoken = [match.start() for match in _SPOKEN.finditer(report.source.folded)]
    for section in report.sections:
        start, end = section.extent
        within = spoken[bisect_left(spoken, start) : bisect_left(spoken, end)]
        if within:
            yield from _spoken(report, section, within)


def _rows(report: Report, sections: Sequence[Section]) -> Iterator[Problem]:
    """The first fault in a row of headings of one level; another style begins a row of its own."""
    last: Ordinal | None = None
    for section in sections:
        ordinal = section.ordinal
        if ordinal is None:
            return
        if last is not None and _RANKS.get(ordinal.style) == _RANKS.get(last.style) and ordinal.value != 1:
            problem = _step(report, last, ordinal)
            if problem is not None:
                yield problem
                return
        if last is not None and ordinal.value == last.value == 1 and ordinal.style == last.style:
            yield _repeated(report, ordinal)
            return
        last = ordinal


def _step(report: Report, last: Ordinal, ordinal: Ordinal) -> Problem | None:
    if ordinal.value == last.value + 1:
        return None
    if ordinal.value <= last.value:
        return _repeated(report, ordinal, report.source[last.span].strip())
    if _stands_between(report, last, ordinal):
        return None
    this, other = report.source[ordinal.span].strip(), report.source[last.span].strip()
    message = Words(f"序号「{other}」之后是「{this}」，中间缺号", f"“{this}” follows “{other}”: a number is skipped")
    return Problem(ordinal.span, message, expected=str(last.value + 1), actual=str(ordinal.value))


def _repeated(report: Report, ordinal: Ordinal, before: str = "") -> Problem:
    this = report.source[ordinal.span].strip()
    if not before or before == this:
        message = Words(f"序号「{this}」重复", f"the number “{this}” is repeated")
    else:
        message = Words(f"序号「{before}」之后又是「{this}」", f"“{this}” follows “{before}”")
    return Problem(ordinal.span, message, actual=str(ordinal.value))


def _stands_between(report: Report, last: Ordinal, ordinal: Ordinal) -> bool:
    """Whether the numbers in between stand before prose that is no heading."""
    wanted = set(range(last.value + 1, ordinal.value))
    for line in re.finditer(
        r"(?:^|[。;\n]) *(?=[(第0-9一二三四五六七八九十])", report.source.folded[last.span.end : ordinal.span.start]
    ):
        at = last.span.end + line.end()
        # 四、结转下年度继续办理 is a row of a form.
        if any(form.span.start <= at < form.span.end for form in report.forms.values()):
            continue
        found = numbering(report.source.folded, at, ordinal.span.start)
        if found is not None and _RANKS.get(found.style) == _RANKS.get(ordinal.style):
            wanted.discard(found.value)
    return not wanted


def _inverted(section: Section) -> Iterator[Problem]:
    """A heading whose number is of a higher order than that of the heading above it."""
    above = _RANKS.get(section.ordinal.style) if section.ordinal else None
    for child in section.children[:1]:
        below = _RANKS.get(child.ordinal.style) if child.ordinal else None
        if above is not None and below is not None and child.ordinal is not None and below < above:
            upper, lower = section.ordinal.style if section.ordinal else "", child.ordinal.style
            message = Words(f"「{upper}」之下用「{lower}」，序号层次颠倒", f"“{lower}” stands below “{upper}”")
            yield Problem(child.ordinal.span, message, severity=Severity.INFO)


def _spoken(report: Report, section: Section, places: Sequence[int]) -> Iterator[Problem]:
    """一是 … 三是: a spoken number skipped or repeated within a section; `places` are those of 是 in the report."""
    folded = report.source.folded
    for part in section.walk():
        last = 0
        start, end = _own_span(part)
        for at in places[bisect_left(places, start) : bisect_left(places, end)]:
            said = folded[at - 1]
            value = numeral(said) or 0
            if value in (1, last + 1):
                last = value
            elif last:
                before = "一二三四五六七八九十"[last - 1]
                message = Words(f"「{before}是」之后是「{said}是」，序号不连续", f"“{said}是” follows “{before}是”")
                yield Problem(Span(at - 1, at + 1), message)
                return


def _own_span(section: Section) -> Span:
    """From the heading to the first section below it, or to the end."""
    return Span(section.heading.end, section.children[0].heading.start if section.children else section.extent.end)


_LIST = pattern(
    r"(?:包括|包含|分为|(?:报告|全文|内容)由|内容为|内容有|分别为|分别是)[了为:\s]{0,3}([^。]{8,400}?)"
    r"(?:[等共、]{0,2}([一二三四五六七八九十]{1,3}|\d{1,2})个?(?:大)?(?:部分|方面|章节|章|项)|等?(?:大)?部分|等?(?:组成|构成)|等(?:内容|方面|情况)|[。;])"
)
# What is said to be made public has contents too (主动公开的内容包括).
_ANY = pattern(r"全文|报告|年报|内容(?<!公开内容)(?<!公开的内容)(?<!信息内容)")
_COUNTED = pattern(
    r"(?:全文|报告|年报)(?:内容)?(?:由|共[有计]?|共?分[为成]?|共?包括|共?包含)([一二三四五六七八九十]{1,2}|\d{1,2})个?大?部分"
)


@rule("STR107", "warning", needs=("STR101", "STR102", "STR103", "STR118"), absence=True)
def announced_parts(report: Report) -> Iterator[Problem]:
    """编制说明所列的部分与正文章节不一致。
    The parts announced in the preamble are not the headings, in number or order.
    """
    for paragraph in report.preamble:
        for match in _LIST.finditer(report.source.folded, *paragraph.span):
            problem = _announced(report, match)
            if problem is not None:
                yield problem
                return
        for match in _COUNTED.finditer(report.source.folded, *paragraph.span):
            if problem := _miscounted(report, Span(*match.span()), numeral(match[1]) or 0):
                yield problem
                return


def _announced(report: Report, match: re.Match[str]) -> Problem | None:
    before = report.source.folded[max(0, match.start() - 40) : match.start() + 3]
    names = _parts(report, match[1])
    roles = list(dict.fromkeys(role for _, role in names if role))
    if len(roles) < 3 or not _ANY.search(before):
        return None
    span = Span(match.start(), match.end())
    if match[2] and (problem := _miscounted(report, span, numeral(match[2]) or 0)):
        return problem
    there = [section.role for section in report.sections]
    lost = [name for name, role in names if role and role not in there and role != "annex"]
    if lost:
        zh, en = "、".join(f"「{name}」" for name in lost), ", ".join(f"“{name}”" for name in lost)
        return Problem(span, Words(f"编制说明列有{zh}，正文没有这一部分", f"announced, but not there: {en}"))
    order = [role for role in dict.fromkeys(there) if role in roles]
    if order != [role for role in roles if role in order]:
        return Problem(
            span,
            Words("编制说明所列各部分的顺序与正文不一致", "the parts are announced in another order than they stand"),
        )
    return None


def _miscounted(report: Report, span: Span, announced: int) -> Problem | None:
    count = len(report.sections)
    annexes = sum(section.role == "annex" for section in report.sections)
    if announced in (count, count - annexes):
        return None
    message = Words(
        f"编制说明称有{announced}个部分，正文有{count}个部分", f"{announced} parts are announced, {count} are there"
    )
    return Problem(span, message, expected=str(announced), actual=str(count))


_BETWEEN_LONG = pattern(r"[,;]")
_BETWEEN = pattern(r"[、,;]|(?<=情况)(?:以?及|和)(?!改进|减免)")
_LEAD = pattern(r"^(?:[一二三四五六七八九十\d]+[是.、]|以?及|和)")


def _parts(report: Report, text: str) -> list[tuple[str, str | None]]:
    """The announced parts and their roles; parts without a role are kept with None."""
    separator = _BETWEEN_LONG if text.count(",") + text.count(";") >= 2 else _BETWEEN
    role_of = _role_of(report.edition.sections)
    found = []
    for name in separator.split(text):
        title = squeeze(_LEAD.sub("", name.strip()))
        found.append((name.strip(), role_of(title)))
    return found


@lru_cache(maxsize=16)
def _role_of(specs: tuple[SectionSpec, ...]) -> Callable[[str], str | None]:
    """The role of the first of the sections whose pattern is found in a title; parts are called alike in all reports."""
    patterns = [(spec.role, shared(spec.pattern)) for spec in specs]

    @lru_cache(maxsize=1024)
    def of(title: str) -> str | None:
        return next((role for role, shape in patterns if shape.search(title)), None)

    return of
