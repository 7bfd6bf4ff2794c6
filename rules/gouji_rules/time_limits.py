"""Time limits of the Regulation that a report states wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gouji.findings import Problem, Words
from gouji.grammar.dates import numeral
from gouji.patterns import pattern
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span

_WORKDAYS = pattern(r"工作日")
_NUMBER = pattern(r"(?:不超过|不得超过|不多于|超过)?\s?((?<![\d.])\d{1,3}|[一二三四五六七八九十]{1,3})\s?个?\s?$")
_STOPS = "。;!?\n"
_BEFORE, _AFTER = 60, 30
_LEGAL = pattern(r"法定|条例规定|规定的?(?:时限|期限|时间|\d|[一二三四五六七八九十])|《(?:政府信息公开)?条例》|依法")
_OTHER = pattern(
    r"信访|行政许可|审批|投诉|热线|留言|信箱|网民|提案|议案|复议|诉讼|采购|招标|公示期|公示\d|处罚|登记|备案|监管|答记者|咨询|办件|政务服务|"
    r"解读|转办|回应|舆情|培训|保密审查|抽查|预算|决算"
)

# How long it took, or what an office has set itself.
_ACTUAL = pattern(
    r"(?:平均[^,;。]{0,14}|最短|最快|最长|仅用?了?|只用了?|实际|用时|提前|压缩[至到为]?|缩短[至到为]?|承诺[^,;。]{0,6})\s?$"
)


class _Matter(NamedTuple):
    """What a time limit is for: how the sentence shows it, and the lawful numbers of workdays by law."""

    name: Words
    sign: re.Pattern[str]
    law2007: tuple[int, ...]
    law2019: tuple[int, ...]
    article: tuple[str, str]


# In this order: a sentence on the correction of an application also speaks of answering it.
_MATTERS = (
    _Matter(Words("告知补正", "asking for corrections"), pattern("补正"), (), (7,), ("", "第三十条")),
    _Matter(
        Words("征求第三方意见", "consulting a third party"),
        pattern("第三方|征求意见|征求.{0,8}意见"),
        (),
        (15,),
        ("", "第三十二条"),
    ),
    _Matter(
        Words("答复申请", "answering an application"),
        pattern(r"依申请|申请(?!表)|答复"),
        (15,),
        (20,),
        ("第二十四条", "第三十三条"),
    ),
    _Matter(
        Words("主动公开", "proactive disclosure"),
        pattern(r"主动公开|形成|变更|生成|产生|网上公开|信息公开|予以公开|公开"),
        (20,),
        (20,),
        ("第十八条", "第二十六条"),
    ),
)


@rule(
    "DAT510", "warning", basis=("《中华人民共和国政府信息公开条例》(2019)第二十六条、第三十条、第三十二条、第三十三条",)
)
def statutory_time_limit(report: Report) -> Iterator[Problem]:
    """法定时限表述有误。
    A legal time limit is stated wrongly.
    """
    folded = report.source.folded
    for paragraph in report.prose() if "工作日" in report.all_said else ():
        start, end = paragraph.span
        for match in _WORKDAYS.finditer(folded, start, end):
            number = _NUMBER.search(folded[max(start, match.start() - 12) : match.start()])
            if number is None:
                continue
            begin = match.start() - len(number[0])
            sentence, before = _around(folded, begin, start, end), folded[max(start, begin - 18) : begin]
            if problem := _judged(report, sentence, before, numeral(number[1]), Span(begin, match.end())):
                yield problem


def _around(folded: str, at: int, start: int, end: int) -> str:
    """What stands around a time limit in its sentence, near enough to say what it is for."""
    begin = max(start, at - _BEFORE, *(folded.rfind(stop, start, at) + 1 for stop in _STOPS))
    ends = [place for stop in _STOPS if (place := folded.find(stop, at, end)) >= 0]
    return folded[begin : min([*ends, end, at + _AFTER])]


def _judged(report: Report, sentence: str, before: str, workdays: int, span: Span) -> Problem | None:
    """A problem where more workdays are stated than the law allows, or other ones said to be the law's."""
    if _OTHER.search(sentence) or not workdays:
        return None
    if _ACTUAL.search(before):
        return None
    matter = next((one for one in _MATTERS if one.sign.search(sentence)), None)
    if matter is None:
        return None
    old = report.edition.id in ("2008", "2014")
    lawful = matter.law2007 if old else matter.law2019
    allowed = _allowed(report, sentence, matter, lawful)
    if not lawful or workdays in allowed or (workdays < max(allowed) and not _LEGAL.search(sentence)):
        return None
    law = f"《中华人民共和国政府信息公开条例》({2007 if old else 2019}){matter.article[0 if old else 1]}"
    message = Words(
        f"{matter.name.zh}的法定期限是{lawful[0]}个工作日，此处写作{workdays}个工作日",
        f"the legal limit for {matter.name.en} is {lawful[0]} workdays, here {workdays}",
    )
    return Problem(span, message, expected=str(lawful[0]), actual=str(workdays), basis=(law,))


def _allowed(report: Report, sentence: str, matter: _Matter, lawful: tuple[int, ...]) -> set[int]:
    """The lawful numbers: doubled with an extension, both laws in 2019, all matters that the sentence names."""
    allowed = set(lawful)
    old = report.edition.id in ("2008", "2014")
    for other in _MATTERS[:3] if matter is not _MATTERS[3] else ():
        # What is to be corrected is an application, whether or not it is about answering one.
        named = "答复" in sentence if other is _MATTERS[2] and matter is not other else other.sign.search(sentence)
        if named:
            allowed |= set(other.law2007 if old else other.law2019)
    if "主动公开" in sentence:
        allowed.add(20)
    if report.year == 2019:
        allowed |= set(matter.law2007)
    if "延" in sentence:
        allowed |= {2 * limit for limit in lawful}
    return allowed
