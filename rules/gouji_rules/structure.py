"""Rules on the sections of a report: which there are, in what order, how they are called, and that something is in them."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.editions import SectionSpec
from gouji.findings import Problem, Relation, Severity, Words
from gouji.folding import squeeze
from gouji.patterns import pattern, shared
from gouji.report import Report, Section
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.wording import end_of, heading_text, holds_blocks, quoted, says_nothing, start_of

FORMATS = ("format-notice-2019", "format-notice-2021")
CONTENTS = ("regulation-2007", *FORMATS)

# Without prescribed sections it is enough that the matter is treated somewhere.
_TREATED = {
    "disclosure": pattern(r"公开[^。]{0,40}\d ?余?[条件篇份期次个]"),
    "applications": pattern(r"(?:收到|受理|接到|没有|未|无)[^。]{0,30}申请|依申请公开[^。]{0,30}\d"),
    "remedies": pattern(r"行政复议[^。]{0,40}诉讼|诉讼[^。]{0,40}行政复议"),
    "problems": pattern(r"(?:存在|问题|不足)[\s\S]{0,2000}(?:改进|下一步|下步|今后|进一步)"),
}
# Whose contents have to be more than 无.
_TOLD = frozenset({"overview", "disclosure", "problems"})
_SHOWN = 3


@rule("STR101", "error", basis=CONTENTS, needs=("STR118",), absence=True)
def section_missing(report: Report) -> Iterator[Problem]:
    """缺少规定的章节。
    A required section is absent.
    """
    missing = [spec for spec in report.edition.sections if spec.required and not _is_there(report, spec)]
    required = [spec for spec in report.edition.sections if spec.required]
    if len(missing) == len(required) > 1:
        yield Problem(start_of(report), _none_there(report))
        return
    for spec in missing:
        yield Problem(
            _place_of(report, spec),
            Words(f"缺少「{spec.title}」部分", f"the section “{spec.title}” is missing"),
            severity=spec.severity,
            expected=spec.title,
        )


def _none_there(report: Report) -> Words:
    headings = [section.title for section in report.sections]
    if not headings:
        return Words(
            "未见规定的章节，全文没有可识别的章节标题",
            "none of the required sections is there: no heading is recognisable",
        )
    return Words(
        f"未见规定的章节，全文只有「{'」「'.join(headings[:_SHOWN])}」{'等' * (len(headings) > _SHOWN)}标题",
        f"none of the required sections is there: the headings are “{'”, “'.join(headings[:_SHOWN])}”",
    )


def _is_there(report: Report, spec: SectionSpec) -> bool:
    if any(section.role == spec.role for section in report.sections):
        return True
    title = pattern(spec.pattern)
    if any(title.search(squeeze(section.title)) for section in report.sections):
        return True
    if report.edition.ordered:
        return False
    inner = (part for section in report.sections for part in section.walk())
    treated = _TREATED.get(spec.role)
    if any(title.search(squeeze(part.title)) for part in inner):
        return True
    return treated is not None and any(treated.search(report.says(section)) for section in report.sections)


def _place_of(report: Report, spec: SectionSpec) -> Span:
    """The heading before which a section should stand, the end of the report for the last."""
    roles = [other.role for other in report.edition.sections]
    later = roles[roles.index(spec.role) + 1 :] if report.edition.ordered else []
    following = (section for role in later if (section := report.section(role)) is not None)
    section = next(following, None)
    return end_of(report) if section is None else section.heading


@rule("STR102", "error", editions=("2019", "2021"), basis=FORMATS, needs=("STR103",))
def section_order(report: Report) -> Iterator[Problem]:
    """章节顺序与规定的格式不一致。
    Sections are not in the prescribed order.
    """
    places = {spec.role: place for place, spec in enumerate(report.edition.sections)}
    there = [section for section in report.sections if section.role in places]
    highest: Section | None = None
    for section in there:
        if highest is not None and places[section.role or ""] < places[highest.role or ""]:
            this, other = heading_text(report, section), heading_text(report, highest)
            message = Words(f"「{this}」应在「{other}」之前", f"“{this}” belongs before “{other}”")
            yield Problem(section.heading, message, related=(Relation(highest.heading),))
            return
        highest = section


@rule("STR103", "error", basis=CONTENTS)
def section_duplicated(report: Report) -> Iterator[Problem]:
    """同一章节出现两次。
    A required section stands twice.
    """
    required = {spec.role for spec in report.edition.sections if spec.required}
    seen: dict[str, Section] = {}
    for section in report.sections:
        role = section.role
        if role is None or role not in required:
            continue
        first = seen.setdefault(role, section)
        if first is not section and _is_same(first, section, report.edition.ordered):
            this, other = heading_text(report, section), heading_text(report, first)
            message = Words(f"「{this}」与前文「{other}」重复", f"“{this}” repeats “{other}”")
            yield Problem(section.heading, message, related=(Relation(first.heading),))
            return


_MEASURES = pattern(r"改进|措施|整改|打算|计划|方向|下一?步")


def _is_same(first: Section, second: Section, ordered: bool) -> bool:
    one, two = squeeze(first.title), squeeze(second.title)
    if one == two:
        return True
    # Problems and measures may have a section each.
    halves = {("问题" in title or "不足" in title, _MEASURES.search(title) is not None) for title in (one, two)}
    return ordered and not (first.role == "problems" and halves == {(True, False), (False, True)})


@rule("STR104", "error", basis=CONTENTS, absence=True)
def section_empty(report: Report) -> Iterator[Problem]:
    """章节只有标题，没有内容。
    A section has a heading and no content.
    """
    specs = {spec.role: spec for spec in report.edition.sections}
    for section in report.sections:
        spec = specs.get(section.role or "")
        # Where a form should stand, its absence is a matter of the form.
        if spec is None or spec.role == "annex" or spec.forms or holds_blocks(section):
            continue
        text = report.says(section)
        severity = None if spec.required else Severity.WARNING
        name = heading_text(report, section)
        if not text.strip():
            message = Words(f"「{name}」只有标题，没有内容", f"“{name}” has no content")
            yield Problem(section.heading, message, severity=severity)
        elif spec.required and spec.role in _TOLD and says_nothing(text):
            said = quoted(section)
            message = Words(f"「{name}」只写「{said}」，应有实际内容", f"“{name}” says only “{said}”")
            yield Problem(section.heading, message, severity=severity, actual=said)


@rule("STR106", "info", editions=("2019", "2021"), basis=FORMATS, literal=True)
def section_title(report: Report) -> Iterator[Problem]:
    """章节标题与规定的标题不一致。
    A heading deviates from the prescribed title.
    """
    for section in report.sections:
        spec = report.edition.section(section.role) if section.role else None
        if spec is None or not spec.accepted:
            continue
        title = squeeze(section.title)
        if title != squeeze(spec.title) and not shared(spec.accepted).fullmatch(title):
            message = Words(
                f"标题「{section.title}」与规定的「{spec.title}」不一致",
                f"“{section.title}” is not the prescribed “{spec.title}”",
            )
            yield Problem(section.title_span, message, expected=spec.title, actual=section.title)
