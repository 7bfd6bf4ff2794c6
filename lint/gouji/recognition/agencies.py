"""The agency of a report: its name, whose figures the report gives, and the names by which it calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gouji.document import Paragraph
from gouji.grammar.names import LEVELS, expanded, is_short_for, keeps_order, kind, split
from gouji.patterns import HAN, pattern
from gouji.report import Alias, Kind, Scope, Section, Signature, Title
from gouji.source import Source, Span

__all__ = ["agency", "aliases", "kind", "of_sections", "scope"]


def agency(title: Title | None, signature: Signature | None, prose: Sequence[Paragraph], source: Source) -> str | None:
    """The fullest name of the agency: the title's, unless the signature gives more of the same name; else the preamble's."""
    titled = title.agency if title and title.agency_span and len(title.agency) >= 2 else ""
    signed = signature.agency if signature and signature.agency_span else ""
    if titled and signed:
        return signed if len(signed) > len(titled) and is_short_for(titled, signed) else titled
    return titled or signed or _stated(prose, source)


# A name goes on where another follows that only goes with it: 公安局临溪分局, 临溪区人民政府柳湾街道办事处.
_ENDS = (
    rf"局(?:{HAN}{{1,8}}?分局)?|委(?:员会)?|办公室|办公厅|厅|人民政府(?:{HAN}{{1,6}}?街道(?:办事处)?)?|办事处|中心"
    r"|街道(?:办事处)?|[镇乡](?:人民政府)?|管委会"
)
_STATED = pattern(
    rf"(?:本[年度]*报告)?由({HAN}{{2,30}}?(?:{_ENDS}))(?:负责)?(?:综合)?[^。]{{0,30}}?编制"
    rf"|(?:^|[,。;:]|是)由?+({HAN}{{3,30}}?(?:{_ENDS}))(?:负责)?编制的?(?=20\d\d年)"
    rf"|(?:^|(?<=\n)|[,。;:])(?:本?(?:年度?)?报告)?由?+({HAN}{{3,30}}?(?:{_ENDS}))(?:\([^()]{{2,16}}\))?(?:根据|结合|按照|依据)[^。]{{0,200}}?编制"
)
_PUBLISHED = pattern(
    rf"(?:公布|发布|公开|编制|制定|编写|撰写|形成|现将|特将)(?:并(?:公布|发布|公开))?了?[《“\"]?(?>(?:20\d\d年?度?+)?)({HAN}{{3,30}}?)(?:20\d\d年?度?)?(?:的)?"
    r"(?:政府|政务)?信息公开(?:工作)?(?:20\d\d年?)?(?:年?度)?(?:工作)?(?:报告|年报)(?![^。,》]{0,16}(?:通知|要求|格式|编制))"
)
# A group that leads the work writes the report of the government.
_OF_LEADING_GROUP = pattern(r"(?<=人民政府)(?:政府|政务)?(?:信息|政务)公开.*")
_NOBODY = ("本", "我", "各", "全", "该", "其", "上", "政府", "政务", "年度")


def _stated(prose: Sequence[Paragraph], source: Source) -> str | None:
    """The agency that the preamble says made the report, or whose report it says is published."""
    for paragraph in prose[:4]:
        if (at := source.folded.find("编制", *paragraph.span)) >= 0:
            match = _STATED.search(source.folded, *paragraph.span)
            if match is not None:
                return _OF_LEADING_GROUP.sub("", match[1] or match[2] or match[3])
        if at >= 0 or source.folded.find("年", *paragraph.span) >= 0:
            for match in _PUBLISHED.finditer(source.folded, *paragraph.span):
                # 松泉镇人民政府信息公开年度报告 leaves out one of two 政府.
                name = match[1] + "政府" * match[1].endswith("人民")
                if not name.startswith(_NOBODY) and _NAME.search(name) and not _OURSELVES.search(name):
                    return name
    return None


_NAME = pattern(rf"(?:{_ENDS}|[省市县区州旗盟]|大学|学院|医院|总局|署|所|站|队|关)$")


# 向市政府公开办报送我局上年度报告
_OURSELVES = pattern(r"[我本该]\S$")


_AGGREGATE = pattern(
    r"(?:综合|汇总|根据|依据)[^。]{0,12}(?:各|所辖|所属|辖区)[^。]{0,60}(?:年度报告|年报|信息公开(?:工作)?(?:情况|数据))"
    r"|(?:数据|报告|统计)(?:范围)?(?:涵盖|包括|包含|覆盖|反映|为)[^。]{0,8}(?:全[省市县区州旗]|各(?:部门|乡镇|街道|县|区))"
    r"|全[省市县区州旗](?:各级)?(?:行政机关)?[^。,]{0,10}(?:收到|新收|受理)[^。,]{0,12}申请"
)
_OWN = pattern(
    r"(?:本级|本机关|本部门|本单位)(?:的)?(?:政府)?(?:信息公开)?(?:数据|情况|工作)?.{0,6}(?:编制|统计|不含|不包括)"
)


def scope(kind: Kind | None, prose: Sequence[Paragraph], source: Source) -> Scope | None:
    """Whose figures these are: `own` for departments and townships, `aggregate` where a government's preamble says so."""
    if kind in ("department", "township"):
        return "own"
    for paragraph in prose:
        if _AGGREGATE.search(source.folded, *paragraph.span):
            return "aggregate"
        if _OWN.search(source.folded, *paragraph.span):
            return "own"
    return None


def aliases(
    name: str | None, title: Title | None, signature: Signature | None, prose: Sequence[Paragraph], source: Source
) -> tuple[Alias, ...]:
    """The names of the agency in title, body and signature; each name once a place, at its first stand."""
    found: list[Alias] = []
    if title and title.agency_span and title.agency:
        found.append(Alias(title.agency, title.agency_span, "title"))
    end = signature.span.start if signature else len(source.text)
    found += (alias for alias in (_in_prose(name, prose, source) if name else ()) if alias.span.start < end)
    if signature and signature.agency_span:
        found.append(Alias(signature.agency, signature.agency_span, "signature"))
    return tuple(found)


def _in_prose(name: str, prose: Sequence[Paragraph], source: Source) -> Iterator[Alias]:
    place, part = split(name)
    full = expanded(part)
    pattern = _short_forms(full)
    if pattern is None or not prose:
        return
    seen: set[str] = set()
    for match in pattern.finditer(source.folded, prose[0].span.start, prose[-1].span.end):
        alias = _own(match, place, full, source)
        if alias is not None and alias.name not in seen:
            seen.add(alias.name)
            yield alias


@lru_cache(maxsize=256)
def _short_forms(full: str) -> re.Pattern[str] | None:
    """Words that begin and end like the proper part and are made of its characters."""
    if len(full) < 3 or not re.fullmatch(rf"{HAN}+", full):
        return None
    inner = "".join(sorted(set(full[1:-1])))
    return re.compile(rf"{full[0]}[{inner}]{{1,{len(full)}}}?{full[-1]}(?!{HAN}{{0,2}}[长党])")


_BEFORE = pattern(rf"(?:^|[,。;:、(\s]|年|[由是即向从在对据按为]|{HAN}{{0,10}}?[{LEVELS}])$")


def _own(match: re.Match[str], place: str, full: str, source: Source) -> Alias | None:
    """The alias at a match, with its place; None where it names an agency of another place or is no short form."""
    if not keeps_order(match[0], full):
        return None
    folded, start = source.folded, match.start()
    # Titles of papers keep the names under which these were issued.
    if folded.rfind("《", max(0, start - 60), start) > folded.rfind("》", max(0, start - 60), start):
        return None
    before = folded[max(0, start - 12) : start]
    if before[-1:] in tuple(LEVELS):
        if place and place[-1] != before[-1]:
            return None
        named = (
            re.search(rf"(?:{re.escape(place)}|[{LEVELS}])$", before) if place else re.search(rf"[{LEVELS}]$", before)
        )
        start -= len(named[0]) if named else 0
        before = folded[max(0, start - 2) : start]
        if before[-1:] in tuple("各全级原、和及)省" + LEVELS) and len(named[0] if named else "") == 1:
            return None
    elif re.search(rf"(?:{HAN}|\))$", before) and before[-1:] not in tuple("年由是即向从在对为和与我"):
        return None
    return Alias(source.text[start : match.end()], Span(start, match.end()), "body")


def of_sections(sections: Sequence[Section]) -> list[Paragraph]:
    """All prose of sections, in reading order."""
    return [paragraph for section in sections for paragraph in section.paragraphs()]
