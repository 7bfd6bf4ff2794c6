"""Rules on the title, the names of the agency, and letters published in place of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.findings import Problem, Relation, Words
from gouji.grammar.names import expanded, is_agency, is_short_for, keeps_order, kind, split
from gouji.patterns import pattern
from gouji.report import Alias, Report
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.wording import start_of

_ANNUAL = pattern(r"年度?.{0,8}报告|年报")
# Agencies of the centre, universities, and names that hold a place within.
_PLACED = pattern(
    r"^(?:国家|中国|国务院|中华人民共和国|全国|中央)|(?:部|总局|总署|审计署|海关)$|兵团|.{2}(?:大学|学院)$|[\u4e00-\u9fff]{2}(?:[省市县区州盟旗]|街$)"
)
_LETTER_TITLE = pattern(r"函$|^报送|报送$|的请示$")


@rule("STR115", "warning", needs=("STR118",))
def title_kind(report: Report) -> Iterator[Problem]:
    """标题不是「政府信息公开工作年度报告」。
    The document is titled work report or the like instead of annual report.
    """
    title = report.title
    if title is None or not title.kind or _ANNUAL.search(title.kind) or _LETTER_TITLE.search(title.kind):
        return
    message = Words(
        f"标题写作「{title.kind}」，应为「政府信息公开工作年度报告」",
        f"titled “{title.kind}”, not “政府信息公开工作年度报告”",
    )
    yield Problem(title.kind_span or title.span, message, expected="政府信息公开工作年度报告", actual=title.kind)


@rule("STR116", "info", needs=("STR118",), literal=True)
def title_agency(report: Report) -> Iterator[Problem]:
    """标题没有机关全称，或者缺「工作」二字。
    The title does not carry the agency's full name, or lacks the word 工作.
    """
    title = report.title
    if title is None:
        return
    faults = [fault for fault in (_agency_fault(title.agency), _work_fault(title.kind)) if fault is not None]
    if faults:
        zh, en = "，且".join(fault.zh for fault in faults), " and ".join(fault.en for fault in faults)
        yield Problem(title.span, Words(f"标题{zh}", f"the title {en}"), actual=title.text)


def _agency_fault(agency: str) -> Words | None:
    if not agency:
        return Words("没有写明机关名称", "names no agency")
    place, part = split(agency)
    if (len(place) <= 1 and not _PLACED.search(agency)) or expanded(part) != part:
        return Words(f"中的「{agency}」不是机关全称", f"does not give the full name of “{agency}”")
    return None


def _work_fault(words: str) -> Words | None:
    lacks = _ANNUAL.search(words) is not None and "工作" not in words and "年报" not in words
    return Words("缺「工作」二字", "lacks the word 工作") if lacks else None


@rule("STR117", "warning", literal=True)
def agency_alias(report: Report) -> Iterator[Problem]:
    """标题、正文和落款中的机关名称不一致。
    Names of the agency in title, body and signature do not agree.
    """
    problem = _signed_by_another(report.aliases) or _two_short_forms(report.aliases)
    if problem is not None:
        yield problem


def _signed_by_another(aliases: tuple[Alias, ...]) -> Problem | None:
    titled = next((alias for alias in aliases if alias.place == "title"), None)
    signed = next((alias for alias in aliases if alias.place == "signature"), None)
    if titled is None or signed is None or _agree(titled.name, signed.name):
        return None
    message = Words(
        f"标题的机关是「{titled.name}」，落款是「{signed.name}」",
        f"the title names “{titled.name}”, the signature “{signed.name}”",
    )
    return Problem(signed.span, message, related=(Relation(titled.span),), expected=titled.name, actual=signed.name)


_USUAL_WORDS = pattern(r"人民政府|中华人民共和国|\s|\([^()]*\)|（[^（）]*）")


def _agree(one: str, two: str) -> bool:
    first, second = (_USUAL_WORDS.sub(lambda m: "政府" if "政府" in m[0] else "", name) for name in (one, two))
    if first in second or second in first or is_short_for(first, second) or is_short_for(second, first):
        return True
    if _is_same_area(first, second) or (one.endswith("分局") and two.endswith("分局") and _share(first, second)):
        return True
    # A government's report is often signed by its office.
    return kind(one) != "department" and split(first)[0] == split(second)[0]


# What follows the area in the names of those who govern it: 松泉镇政府, 松泉街道办事处, 松泉街道党工委办公室.
_GOVERNING = pattern(r"(?:政府|办事处|街道办|管理委员会|管委会|党工委|工委|党委)?(?:党政)?(?:综合)?(?:办公室|办)?$")


def _is_same_area(one: str, two: str) -> bool:
    """Whether both names are those of a township, a development zone or another area, one of them shortened."""
    areas = sorted((_GOVERNING.sub("", name, count=1) for name in (one, two)), key=len)
    short, full = areas
    return (
        areas != sorted((one, two), key=len) and len(short) > 1 and (full.endswith(short) or keeps_order(short, full))
    )


def _share(one: str, two: str) -> bool:
    """Whether one name is made of the characters of the other, the signs of its places left out."""
    short, full = sorted((one, two), key=len)
    return set(short) - set("省市县区州盟旗") <= set(full)


def _two_short_forms(aliases: tuple[Alias, ...]) -> Problem | None:
    longest = max((split(alias.name)[1] for alias in aliases), key=len, default="")
    short: dict[str, Alias] = {}
    for alias in aliases:
        part = split(alias.name)[1]
        if part and part not in (longest, expanded(longest)) and alias.place != "signature":
            short.setdefault(part, alias)
    if len(short) < 2:
        return None
    first, second = list(short.values())[:2]
    message = Words(
        f"机关简称不一致：「{first.name}」与「{second.name}」",
        f"the agency is called “{first.name}” and “{second.name}”",
    )
    return Problem(second.span, message, related=(Relation(first.span),), expected=first.name, actual=second.name)


_LETTER = pattern(
    r"现将[^。]{0,50}(?:报送|呈报|上报|报(?:给|贵))|请(?:予|予以)?(?:审阅|审示|批示|查收)|妥否|随[函文]报送|特此[函]?(?:报送|上报|函告)"
)
_REPORTS = pattern(r"现将[^。]{0,50}(?:报告|汇报)如下|特此报告")


@rule("STR118", "warning")
def cover_letter(report: Report) -> Iterator[Problem]:
    """公布的是报送主管部门的函，不是年度报告。
    A letter to the supervisor was published instead of the report.
    """
    title = report.title
    letter = _worded_as_letter(report)
    if letter is None and not (title is not None and _LETTER_TITLE.search(title.kind)):
        return
    quoted = letter[0] if letter else title.text if title else ""
    message = Words(
        f"「{quoted}」是报送函的写法，应公布年度报告本身",
        f"“{quoted}” is the wording of a cover letter; publish the report itself",
    )
    yield Problem(Span(*letter.span()) if letter else start_of(report), message, actual=quoted)


_BEGINNING = 400


def _worded_as_letter(report: Report) -> re.Match[str] | None:
    """The words of a letter near the beginning."""
    folded = report.source.folded
    shapes = (_LETTER, _REPORTS) if _is_addressed(report) else (_LETTER,)
    left = _BEGINNING
    for part in report.preamble:
        end = min(part.span.end, part.span.start + max(left, 0))
        found = next((match for shape in shapes if (match := shape.search(folded, part.span.start, end))), None)
        if found is not None:
            return found
        left -= part.span.end - part.span.start
    return None


def _is_addressed(report: Report) -> bool:
    """Whether the text begins with the name of an agency and a colon."""
    folded = report.source.folded
    return any(
        folded[part.span.end - 1] == ":" and is_agency(folded[part.span.start : part.span.end - 1])
        for part in report.preamble[:3]
        if part.span.end - part.span.start > 3
    )
