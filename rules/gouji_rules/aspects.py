"""Rules on the aspects that 总体情况 has to treat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.editions import Aspect
from gouji.findings import Problem, Severity, Words
from gouji.patterns import pattern, shared
from gouji.report import Report, Section
from gouji.rules import rule
from gouji_rules.wording import heading_text, says_nothing

_FIRST_TWO = {"disclosure", "applications"}
_MOST_OPENINGS = 4


@rule(
    "STR108",
    "warning",
    editions=("2019", "2021"),
    basis=("format-notice-2021",),
    needs=("STR101", "STR118"),
    absence=True,
)
def overview_aspect(report: Report) -> Iterator[Problem]:
    """总体情况缺少规定的方面。
    The overview lacks one of the five prescribed aspects.
    """
    section = report.section("overview")
    if section is None or says_nothing(report.says(section)):
        return
    wanted = [aspect for aspect in report.edition.aspects if not aspect.kinds]
    missing = _missing(report, section, wanted)
    if missing:
        severity = Severity.INFO if report.edition.id == "2019" else None
        yield _problem(report, section, missing, severity)


def _missing(report: Report, section: Section, wanted: Sequence[Aspect]) -> list[Aspect]:
    """Aspects without a heading where others have one; aspects without a word where none has."""
    heads = "\n".join(child.title for child in section.walk() if child is not section)
    fewest = 3 if heads else _MOST_OPENINGS
    headed = {aspect.id for aspect in wanted if shared(aspect.heading).search(heads or _openings(report, section))}
    # The format of 2019 does not prescribe the aspects; there it is enough that they are spoken of.
    if (len(headed) >= fewest or (heads and headed >= _FIRST_TWO)) and report.edition.id != "2019":
        rest = _unheaded(report, section, wanted)
        return [aspect for aspect in wanted if aspect.id not in headed and not shared(aspect.heading).search(rest)]
    everywhere = report.all_said
    return [aspect for aspect in wanted if not shared(aspect.text).search(everywhere)]


_OPENING = pattern(r"[(一二三四五六七八九十)、.\d\s]{0,6}在?([^,。:;()]{2,16}?)(?:工作)?(?:方面|情况)[。:,]")


def _openings(report: Report, section: Section) -> str:
    """What paragraphs say at their beginning that they are on (主动公开方面。…), which stands for headings."""
    found = (_OPENING.match(report.source.folded, *part.span) for part in section.paragraphs())
    return "\n".join(match[1] for match in found if match)


def _unheaded(report: Report, section: Section, wanted: Sequence[Aspect]) -> str:
    """The text of the parts whose headings name no aspect, which may treat several."""
    odd = (part for part in section.children if not any(shared(one.heading).search(part.title) for one in wanted))
    return "\n".join(report.says(part) for part in odd)


@rule(
    "STR109", "warning", editions=("2019", "2021"), basis=("regulation-2019",), needs=("STR101", "STR118"), absence=True
)
def government_aspects(report: Report) -> Iterator[Problem]:
    """政府的年报缺少工作考核、社会评议或者责任追究情况。
    A government's report lacks assessment, public appraisal or accountability.
    """
    section = report.section("overview")
    if section is None or says_nothing(report.says(section)):
        return
    text = report.all_said
    wanted = [aspect for aspect in report.edition.aspects if report.kind is not None and report.kind in aspect.kinds]
    missing = [aspect for aspect in wanted if not shared(aspect.text).search(text)]
    if missing:
        yield _problem(report, section, missing, None)


def _problem(report: Report, section: Section, missing: Sequence[Aspect], severity: Severity | None) -> Problem:
    zh, en = "、".join(aspect.name.zh for aspect in missing), ", ".join(aspect.name.en for aspect in missing)
    name = heading_text(report, section)
    return Problem(section.heading, Words(f"「{name}」没有写{zh}", f"“{name}” does not treat {en}"), severity=severity)
