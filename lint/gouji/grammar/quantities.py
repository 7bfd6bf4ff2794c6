"""Quantities in folded prose: a number with its unit, 16件, 1,234条, 8.5万余人次, 三百五十六件, 16.4%, 两次.

One expression finds them; their numbers are read by `numerals`. What only looks like a quantity – the article of a
law, a time limit in workdays – is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gouji.grammar.numerals import HAN_DIGITS, SCALES, Number, value
from gouji.patterns import pattern
from gouji.source import Span

KINDS = {
    "count": "件 条 项 份 篇 宗 起 例 封 则 桩",
    "thing": "个 处 家 所 台 块",
    "person": "人 名 位",
    "visit": "人次",
    "time": "次 场 期 场次 批次",
    "post": "条次 件次 篇次 项次 家次 户次",
    "money": "元 万元 亿元",
    "share": "%",
    "point": "个百分点",
    "fold": "倍",
}
"""Kinds of units; quantities of one kind can be added. A number without a unit is of kind ``""``."""

_KIND = {unit: kind for kind, units in KINDS.items() for unit in units.split()}
_MONEY = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


class Quantity(NamedTuple):
    """A number with its unit; `span` covers both and what makes it approximate. `kind` is that of the unit, see `KINDS`.

    `step` is the unit of the last digit written (16.4% has 0.1, 1.2万条 1000); `exact` is False where words or a scale
    make the number approximate (余, 近, 约, 万). Amounts of money are in 元.
    """

    span: Span
    number: Number
    unit: str
    kind: str
    step: float
    exact: bool


_UNITS = "|".join(sorted(_KIND, key=len, reverse=True))
# It begins with one class of characters: `re` searches by that.
_QUANTITY = pattern(
    rf"(?P<number>[0-9{HAN_DIGITS}](?:(?<=[0-9])(?:[0-9]{{0,2}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]*)(?:\.[0-9]+)?"
    rf"|(?<![0-9])[{HAN_DIGITS}]{{0,23}}))"
    rf"(?P<more> ?[余多几来]?)(?P<scale>[百千万亿]{{0,2}})(?P<rest>[余多]?) ?"
    rf"(?:(?P<unit>{_UNITS})|(?=[,;。)、 ]|$))(?P<after>以[上下]|左右|上下|之多|余|多)?",
    re.MULTILINE,
)
_LEAD = pattern(r"(?:约|近|超过?|逾|不足|至少|最多|不[少多低]于|多达|高达|突破|百分之)$")
_LAST_OF_LEAD = frozenset("约近超过逾足少多低于达破之")
_LEAD_OF_HAN = pattern(r"[上数几]$")
_STATED = frozenset("为是:数量共计有达议讼请案件")
_NO_UNIT = {
    "次": frozenset("性序数第位"),
    "个": frozenset("工月别性体人方部阶环层季年小省市县区乡镇文统整"),
    "条": frozenset("例款理"),
    "件": frozenset("套"),
    "起": frozenset("来到步点草诉"),
    "人": frozenset("民员才社事大口数类"),
    "名": frozenset("称单录"),
    "位": frozenset("置于"),
    "例": frozenset("如会行"),
    "期": frozenset("间限末初"),
    "项": frozenset("目级合"),
    "份": frozenset("额"),
    "则": frozenset("要"),
    "场": frozenset("所馆景合"),
    "家": frozenset("庭"),
    "所": frozenset("有在属"),
    "处": frozenset("理室级罚置于"),
    "台": frozenset("账阶"),
    "元": frozenset("素旦"),
}


def quantities(folded: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """The quantities between two offsets of a folded text, in reading order."""
    for match in _QUANTITY.finditer(folded, start, len(folded) if end is None else end):
        found = _quantity(folded, match, start)
        if found is not None:
            yield found


def _quantity(folded: str, match: re.Match[str], start: int) -> Quantity | None:
    at = match.start()
    before = folded[at - 1] if at > start else ""
    if before and before in ".-~/第":
        return None
    written, more, scale, rest, unit, after = match.groups()
    if not unit and folded.startswith("百分之", max(start, at - 3)):
        unit = "%"
    if unit is None:
        # 8:30, 12:00: the hour of a clock has no unit either.
        if before == ":" and folded[max(start, at - 2) : at - 1].isdecimal():
            return None
        return None if before not in _STATED or scale or len(written) > 6 else _measured(folded, match, start, "")
    end = match.end("unit")
    if unit in _NO_UNIT and folded[end : end + 1] in _NO_UNIT[unit]:
        return None
    plain = written.isdecimal() and written.isascii() and not (scale or rest or after or more.strip())
    if plain and unit not in _MONEY and (before not in _LAST_OF_LEAD) and len(written) < 10:
        return Quantity(Span(at, match.end()), int(written), unit, _KIND[unit], 1, True)
    return _measured(folded, match, start, unit)


def _measured(folded: str, match: re.Match[str], start: int, unit: str) -> Quantity | None:
    """A quantity whose number is written in an unusual way, or stands after words that make it approximate."""
    written, more, scale, rest, _, after = match.groups()
    number = value(written + scale)
    if number is None:
        number = SCALES.get(written + scale)
    if number is None or (unit == "起" and written == "一"):
        return None
    before = folded[max(start, match.start() - 3) : match.start()]
    lead = _LEAD.search(before) or (_LEAD_OF_HAN.search(before) if written[0] in "十百千万亿" else None)
    about = more.strip() or rest or after or (scale and unit not in _MONEY)
    exact = not about and (lead is None or lead[0] == "百分之")
    span = Span(match.start() - (len(lead[0]) if lead else 0), match.end())
    step = _step(written) * _scale(scale)
    if unit in _MONEY:
        number, step, unit = _amount(number, unit), step * _MONEY[unit], "元"
    return Quantity(span, number, unit, _KIND.get(unit, ""), step, exact)


def _amount(number: Number, unit: str) -> Number:
    amount = round(number * _MONEY[unit], 2)
    return int(amount) if amount == int(amount) else amount


def _step(written: str) -> float:
    point = written.find(".")
    return 1 if point < 0 else 10.0 ** -(len(written) - point - 1)


def _scale(letters: str) -> int:
    scale = 1
    for letter in letters:
        scale *= SCALES[letter]
    return scale
