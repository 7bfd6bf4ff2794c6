"""Names of agencies: place and proper part, kind, short forms.

`云岭省青禾市人力资源和社会保障局` is the place `云岭省青禾市` and the proper part `人力资源和社会保障局`. A short form keeps
characters of the proper part in their order (`人社局`, `人力社保局`), and often only the last sign of the place (`市人社局`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from gouji.patterns import HAN, pattern
from gouji.traditional import simplified

_SUFFIX = (
    "人民政府|政府|管理委员会|管委会|委员会|街道办事处|办事处|街道办|街道|办公厅|办公室|政府办|研究室|"
    "总局|分局|支局|局|厅|部|委|办|署|院|所|站|中心|总队|支队|大队|队|社|会|处|学校|学院|大学|医院|银行|公司|集团|馆|台|"
    "[省市县区镇乡州盟旗]"
)
_AGENCY = pattern(rf"(?:{HAN}|[·()]|、){{0,40}}?{HAN}(?:{_SUFFIX})(?:\((?:{HAN}|、){{2,20}}\))?")
_PLACE = pattern(
    rf"(?:{HAN}{{2,7}}?(?:省|自治区))?(?:{HAN}{{2,8}}?(?:自治州|地区|(?<!城)市(?!场|容)|[州盟]))?"
    rf"(?:{HAN}{{1,9}}?(?:自治县|开发区|高新区|新区|矿区|林区|[县旗](?!级)|(?<!地)区(?!域|划)|(?<!城)市(?!场|政|民|容)))?"
    rf"(?:{HAN}{{1,6}}?(?:镇(?!管|化|居)|(?<![和及与房]城)乡|街道))?"
)
LEVELS = "省市县区镇乡州盟旗"
_TOWNSHIP = pattern(r"(?:镇|乡|街道|苏木)(?:人民政府|政府|办事处|办)?$|街道办事处$|街道办$|[镇乡]人民政府$")
_GOVERNMENT = pattern(r"(?:人民政府|[省市县区州盟旗]政府|[省市县州盟旗]|(?<!地)(?<!海关关)区|行政公署|行署)$")
_BESIDE = pattern(r"\s|\([^()]*\)$")
_COMMITTEE_END = pattern(r"委员会$|(?<=管)委会$")
_COMMITTEE = pattern(r"(?:管理委员会|管委会|(?:高新|经开|开发|工业|园|度假|示范|保税|管理|景)区)$")
"""Areas with a committee in place of a government."""
_INSTITUTION = pattern(r"(?:学校|[大中小]学|学院|幼儿园|医院|公司|集团|(?<!人民)银行)(?:\([^()]*\))?$")
"""Public institutions and enterprises, which publish by rules of their own sector (article 55 of the Regulation)."""
_DEPARTMENT = pattern(rf"(?:{_SUFFIX.rsplit('|', 1)[0]})(?:\([^()]*\))?$")
_USUAL = {
    "人社": "人力资源和社会保障",
    "人力社保": "人力资源和社会保障",
    "发改": "发展和改革",
    "市监": "市场监督管理",
    "市场监管": "市场监督管理",
    "自规": "自然资源和规划",
    "住建": "住房和城乡建设",
    "城建": "城乡建设",
    "文旅": "文化和旅游",
    "文广新": "文化广电新闻出版",
    "文广旅": "文化广电和旅游",
    "文体": "文化体育",
    "卫健": "卫生健康",
    "卫计": "卫生和计划生育",
    "医保": "医疗保障",
    "应急": "应急管理",
    "环保": "环境保护",
    "国土": "国土资源",
    "食药监": "食品药品监督管理",
    "安监": "安全生产监督管理",
    "工信": "工业和信息化",
    "经信": "经济和信息化",
    "科信": "科学技术和信息化",
    "农委": "农业委员会",
    "质监": "质量技术监督",
    "国资": "国有资产监督管理",
    "城管": "城市管理",
    "水务": "水务",
    "农经": "农业经济",
    "人防": "人民防空",
    "行审": "行政审批",
    "退役军人": "退役军人事务",
}
_NO_LEVEL = frozenset({"市监", "市场", "市政", "市容", "乡村", "区划"})
_BY_LENGTH = sorted(_USUAL, key=len, reverse=True)


def is_agency(text: str) -> bool:
    """Whether a folded line is nothing but the name of an agency."""
    return 3 <= len(text) <= 40 and _AGENCY.fullmatch(text.replace(" ", "")) is not None


@lru_cache(maxsize=2048)
def split(name: str) -> tuple[str, str]:
    """Place and proper part of a name; the place is empty where the name gives none."""
    match = _PLACE.match(name)
    cut = match.end() if match else 0
    if cut and len(name) - cut != 1:
        return name[:cut], name[cut:]
    if len(name) > 3 and name[0] in LEVELS and name[:2] not in _NO_LEVEL:
        return name[0], name[1:]
    return "", name


def kind(name: str | None) -> Literal["government", "department", "township"] | None:
    """Government, department or township, by the end of the name; None where the name does not say."""
    if not name:
        return None
    plain = _BESIDE.sub("", simplified(name))
    if _TOWNSHIP.search(plain):
        return "township"
    if _COMMITTEE.search(plain) or _INSTITUTION.search(plain):
        return None
    if _GOVERNMENT.search(plain):
        return "government"
    return "department" if _DEPARTMENT.search(plain) else None


@lru_cache(maxsize=2048)
def expanded(proper: str) -> str:
    """The proper part with a usual short form written out: 人社局 becomes 人力资源和社会保障局."""
    for short in _BY_LENGTH:
        if proper.startswith(_USUAL[short]):
            return proper
        if proper.startswith(short) and len(proper) - len(short) <= 3:
            return _USUAL[short] + proper[len(short) :]
    return proper


@lru_cache(maxsize=2048)
def is_short_for(short: str, full: str) -> bool:
    """Whether one name can be a short form of another, or the same name."""
    short_place, short_part = split(short)
    full_place, full_part = split(full)
    if short_place and full_place and short_place[-1] != full_place[-1]:
        return False
    return keeps_order(short_part, full_part) or keeps_order(expanded(short_part), full_part)


def keeps_order(short: str, full: str) -> bool:
    """Whether a proper part begins and ends like another and keeps some of its characters, in their order."""
    short, full = (_COMMITTEE_END.sub("委", part) for part in (short, full))
    if not short or not full or short[0] != full[0] or short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(sign in rest for sign in short)


def is_same(one: str, other: str) -> bool:
    """Whether two names can be of one agency: the same place as far as both give it, and the same or a short proper part."""
    (place, part), (other_place, other_part) = parts(one), parts(other)
    if not (place.endswith(other_place) or other_place.endswith(place)):
        return False
    return part == other_part or keeps_order(part, other_part) or keeps_order(other_part, part)


_GOVERNED = pattern(r"^(?:人民)?政府(?!办)")


@lru_cache(maxsize=2048)
def parts(name: str) -> tuple[str, str]:
    """Place and proper part of a name as names are held against each other: written out, without 人民政府 before it."""
    place, part = split("".join(name.split()))
    return place, expanded(_GOVERNED.sub("", part))
