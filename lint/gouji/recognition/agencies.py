"""Agencies: names, their kind, whose figures a report gives, and the names by which a report calls its own agency.

A name is a place and a proper part: `云岭省青禾市` and `人力资源和社会保障局`. A short form keeps characters of the proper
part in their order (`人社局`, `人力社保局`) and often only the last sign of the place (`市人社局`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gouji.document import Paragraph
from gouji.report import Alias, Kind, Scope, Section, Signature, Title
from gouji.source import Source, Span

_SUFFIX = (
    "人民政府|政府|管理委员会|管委会|委员会|街道办事处|办事处|街道办|街道|办公厅|办公室|政府办|研究室|"
    "总局|分局|支局|局|厅|部|委|办|署|院|所|站|中心|总队|支队|大队|队|社|会|处|学校|学院|大学|医院|银行|公司|集团|馆|台|"
    "[省市县区镇乡州盟旗]"
)
_AGENCY = re.compile(rf"[\u4e00-\u9fff·()、]{{0,40}}?[\u4e00-\u9fff](?:{_SUFFIX})(?:\([\u4e00-\u9fff、]{{2,20}}\))?")
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,8}?(?:自治州|地区|(?<!城)市(?!场|容)|[州盟]))?"
    r"(?:[\u4e00-\u9fff]{1,9}?(?:自治县|开发区|高新区|新区|矿区|林区|[县旗](?!级)|(?<!地)区(?!域|划)|(?<!城)市(?!场|政|民|容)))?"
    r"(?:[\u4e00-\u9fff]{1,6}?(?:镇|乡|街道))?"
)
_LEVEL = "省市县区镇乡州盟旗"
_TOWNSHIP = re.compile(r"(?:镇|乡|街道|苏木)(?:人民政府|政府|办事处|办)?$|街道办事处$|街道办$|[镇乡]人民政府$")
_GOVERNMENT = re.compile(r"(?:人民政府|[省市县区州盟旗]政府|[省市县州盟旗]|(?<!地)区)$")
_DEPARTMENT = re.compile(rf"(?:{_SUFFIX.rsplit('|', 1)[0]})(?:\([^()]*\))?$")
_USUAL = {
    "人社": "人力资源和社会保障", "人力社保": "人力资源和社会保障", "发改": "发展和改革", "市监": "市场监督管理", "市场监管": "市场监督管理",
    "自规": "自然资源和规划", "住建": "住房和城乡建设", "城建": "城乡建设", "文旅": "文化和旅游", "文广新": "文化广电新闻出版",
    "文广旅": "文化广电和旅游", "文体": "文化体育", "卫健": "卫生健康", "卫计": "卫生和计划生育", "医保": "医疗保障", "应急": "应急管理",
    "环保": "环境保护", "国土": "国土资源", "食药监": "食品药品监督管理", "安监": "安全生产监督管理", "工信": "工业和信息化",
    "经信": "经济和信息化", "科信": "科学技术和信息化", "农委": "农业委员会", "质监": "质量技术监督", "国资": "国有资产监督管理",
    "城管": "城市管理", "水务": "水务", "农经": "农业经济", "人防": "人民防空", "行审": "行政审批", "退役军人": "退役军人事务",
}


def is_agency(text: str) -> bool:
    """Whether a folded line is nothing but the name of an agency."""
    return 3 <= len(text) <= 40 and _AGENCY.fullmatch(text.replace(" ", "")) is not None


@lru_cache(maxsize=2048)
def split(name: str) -> tuple[str, str]:
    """Place and proper part of a name; the place is empty where the name gives none."""
    match = _PLACE.match(name)
    cut = match.end() if match else 0
    if cut and cut < len(name) and not re.fullmatch(r"(?:人民)?政府.*|.{0,1}", name[cut:]):
        return name[:cut], name[cut:]
    if cut and name[cut:].startswith(("人民政府", "政府")):
        return name[:cut], name[cut:]
    if len(name) > 3 and name[0] in _LEVEL:
        return name[0], name[1:]
    return ("", name) if cut < len(name) or not cut else (name, "")


def agency(title: Title | None, signature: Signature | None, prose: Sequence[Paragraph], source: Source) -> str | None:
    """The fullest name of the agency: the title's, unless the signature gives more of the same name; else the preamble's."""
    titled = title.agency if title and title.agency_span and len(title.agency) >= 2 else ""
    signed = signature.agency if signature and signature.agency_span else ""
    if titled and signed:
        return signed if len(signed) > len(titled) and is_short_for(titled, signed) else titled
    return titled or signed or _stated(prose, source)


_STATED = re.compile(r"(?:本[年度]*报告)?由([\u4e00-\u9fff]{3,30}?(?:局|委|委员会|办公室|办公厅|厅|人民政府|办事处|中心))(?:负责)?(?:综合)?[^。]{0,30}?编制")


def _stated(prose: Sequence[Paragraph], source: Source) -> str | None:
    for paragraph in prose[:4]:
        at = source.folded.find("编制", paragraph.span.start, paragraph.span.end)
        match = _STATED.search(source.folded, paragraph.span.start, paragraph.span.end) if at >= 0 else None
        if match is not None:
            return match[1]
    return None


def kind(name: str | None) -> Kind | None:
    """Government, department or township, by the end of the name; None where the name does not say."""
    if not name:
        return None
    plain = re.sub(r"\s|\([^()]*\)$", "", name)
    if _TOWNSHIP.search(plain):
        return "township"
    if _GOVERNMENT.search(plain):
        return "government"
    if plain.endswith(("管理委员会", "管委会")):
        return None
    return "department" if _DEPARTMENT.search(plain) else None


_AGGREGATE = re.compile(
    r"(?:汇总|综合)(?:了|全|各|本|所属|下级)?.{0,30}(?:编制|报告|数据)|代表.{0,8}政府|(?:根据|依据|综合|汇总).{0,12}(?:各|所辖).{0,40}年度报告|"
    r"(?:反映|涵盖|包括|覆盖).{0,6}(?:全[省市县区州旗]|各部门)"
)
_OWN = re.compile(r"(?:本级|本机关|本部门|本单位)(?:的)?(?:政府)?(?:信息公开)?(?:数据|情况|工作)?.{0,6}(?:编制|统计|不含|不包括)")


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


def expanded(proper: str) -> str:
    """The proper part with a usual short form written out: 人社局 becomes 人力资源和社会保障局."""
    for short in sorted(_USUAL, key=len, reverse=True):
        if proper.startswith(short) and len(proper) - len(short) <= 3:
            return _USUAL[short] + proper[len(short) :]
    return proper


def is_short_for(short: str, full: str) -> bool:
    """Whether one name can be a short form of another, or the same name."""
    short_place, short_part = split(short)
    full_place, full_part = split(full)
    if short_place and full_place and short_place[-1] != full_place[-1]:
        return False
    return _keeps_order(short_part, full_part) or expanded(short_part) == full_part


def _keeps_order(short: str, full: str) -> bool:
    if not short or not full or short[0] != full[0] or short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(sign in rest for sign in short)


def aliases(
    name: str | None, title: Title | None, signature: Signature | None, prose: Sequence[Paragraph], source: Source
) -> tuple[Alias, ...]:
    """The names of the agency in title, body and signature; each name once a place, at its first stand."""
    found: list[Alias] = []
    if title and title.agency_span and title.agency:
        found.append(Alias(title.agency, title.agency_span, "title"))
    found += _in_prose(name, prose, source) if name else []
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
    if len(full) < 3 or not re.fullmatch(r"[\u4e00-\u9fff]+", full):
        return None
    inner = "".join(sorted(set(full[1:-1])))
    return re.compile(rf"{full[0]}[{inner}]{{1,{len(full)}}}?{full[-1]}(?![\u4e00-\u9fff]{{0,2}}[长党])")


_BEFORE = re.compile(rf"(?:^|[,。;:、(\s]|年|[由是即向从在对据按为]|[\u4e00-\u9fff]{{0,10}}?[{_LEVEL}])$")


def _own(match: re.Match[str], place: str, full: str, source: Source) -> Alias | None:
    """The alias at a match, with its place; None where it names an agency of another place or is no short form."""
    if not _keeps_order(match[0], full):
        return None
    folded, start = source.folded, match.start()
    before = folded[max(0, start - 12) : start]
    if before[-1:] in tuple(_LEVEL):
        if place and place[-1] != before[-1]:
            return None
        named = re.search(rf"(?:{re.escape(place)}|[{_LEVEL}])$", before) if place else re.search(rf"[{_LEVEL}]$", before)
        start -= len(named[0]) if named else 0
        before = folded[max(0, start - 2) : start]
        if before[-1:] in tuple("各全级、和及)省" + _LEVEL) and len(named[0] if named else "") == 1:
            return None
    elif re.search(r"[\u4e00-\u9fff)]$", before) and before[-1:] not in tuple("年由是即向从在对为和与我"):
        return None
    return Alias(source.text[start : match.end()], Span(start, match.end()), "body")


def of_sections(sections: Sequence[Section]) -> list[Paragraph]:
    """All prose of sections, in reading order."""
    return [paragraph for section in sections for paragraph in section.paragraphs()]
