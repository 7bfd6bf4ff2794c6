"""Years that were left over from last year's report, or that point at the wrong report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gouji.document import Paragraph
from gouji.findings import Problem, Relation, Severity, Words
from gouji.patterns import pattern
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span

_BASIS = ("年度报告反映报告年度的情况",)
_CLAUSE_END = pattern(r"[,。;!?\n\r(]")
_SENTENCE_END = pattern(r"[。;!?\n\r]")
_CLAUSE_START = pattern(r"(?:^|[。;:!?,\n\r)、一二三四五六七八九十\d.]|[一二三四五六]是|其中|截至|中)\s*$")
_STATEMENT = pattern(
    r"年(?:度|全年)?(?!\s?(?:至|到|-|~|以来|起|底|末|初|前|第|的|新|修订|印发|度?(?:部门|财政|政府|工作)?(?:预|决)算))[,、]?"
    r"(?P<subject>[^\d,。;:!?《》“”\"、]{0,24}?)[,]?(?:共计?|累计|总共|全年)?"
    r"(?P<verb>主动公开|公开|收到|接到|受理|办理|办结|答复|召开|举办|组织|开展|发布|编发|制发|发生|未|没有|无(?!线|障))(?!的|过的|并|、)"
)
_COUNT = pattern(r"[^。;!?]{0,30}?(?:\d|[零一二三四五六七八九十百]+[件条次份篇期])")
_NONE = ("未", "没有", "无")
# Comparisons, carried matters, corrections of last year's faults and names of last year's papers rightly name its year.
_RIGHTLY = pattern(
    r"同比|上年|上一年|去年|相比|较|对比|比20|环比|增[长加幅]|减少|下降|上升|提高|结转|转入|遗留|历年|整改|问题|以来|至今|期间|成立|挂牌|"
    r"预算|决算|要点|规划|年度报告|年报|工作报告|考核|评[估为议价]|测评|通报|试行|施行|实施|分别"
)
_QUOTED = pattern(r"《[^》]{0,80}》|“[^”]{0,60}”")
_MANY = 3


class _Sentence(NamedTuple):
    text: str
    start: int


@rule("DAT508", "error", basis=_BASIS)
def stale_year(report: Report) -> Iterator[Problem]:
    """统计语句的年份不是报告年度。
    A statement of figures names an earlier year: last year's sentence was left in.
    """
    if report.year is None:
        return
    found = list(_stale(report, report.year))
    if len(found) > _MANY:
        (span, year), *others = found
        message = Words(
            f"正文有{len(found)}处按{year}年陈述，而报告年度是{report.year}年",
            f"{len(found)} statements are on {year}, the report is on {report.year}",
        )
        yield Problem(span, message, actual=str(year), related=tuple(Relation(place) for place, _ in others))
        return
    for span, year in found:
        severity = None if year == report.year - 1 else Severity.WARNING
        message = Words(
            f"此句陈述的是{year}年，而报告年度是{report.year}年", f"this states {year}, the report is on {report.year}"
        )
        hint = Words("疑为沿用上年报告，年份或内容未更新", "perhaps left in from an earlier report")
        yield Problem(span, message, hint, severity, expected=str(report.year), actual=str(year))


def _stale(report: Report, year: int) -> Iterator[tuple[Span, int]]:
    folded = report.source.folded
    others = [other for other in (year - 1, year - 2) if str(other) in report.all_said]
    for paragraph in report.prose() if others else ():
        start, end = paragraph.span
        for other in others:
            at = folded.find(str(other), start, end)
            while at >= 0:
                if span := _statement(folded, at, start, end, year):
                    yield span, other
                at = folded.find(str(other), at + 4, end)


def _statement(folded: str, at: int, start: int, end: int, year: int) -> Span | None:
    """The sentence from a year on, where it states what was done in that year and has no reason to name it."""
    if (at and folded[at - 1].isdecimal()) or not _CLAUSE_START.search(folded[max(start, at - 6) : at]):
        return None
    match = _STATEMENT.match(folded, at + 4, end)
    if match is None:
        return None
    sentence = _sentence(folded, at, start, end)
    plain = _QUOTED.sub("", sentence.text)
    if str(year) in plain or str(folded[at : at + 4]) not in plain or _RIGHTLY.search(plain):
        return None
    if match["verb"] not in _NONE and not _COUNT.match(folded, match.end(), end):
        return None
    clause = _CLAUSE_END.search(folded, match.end(), min(end, match.end() + 40))
    return Span(at, clause.start() if clause else min(end, match.end() + 40))


def _sentence(folded: str, at: int, start: int, end: int) -> _Sentence:
    begin = max(folded.rfind(stop, start, at) + 1 for stop in "。;!?\n")
    begin = max(begin, start)
    stop = _SENTENCE_END.search(folded, at, end)
    return _Sentence(folded[begin : stop.start() if stop else end], begin)


_REPORT = "年度报告"
_DONE = pattern(r"按时|及时|按期|如期|已经?|按照?(?:要求|规定)|主动|完成|认真|(?:发布|公开|公布|编制|报送)了")
_PUBLISHED = pattern(r"发布|公开(?!工作|年度)|公布|报送|上报|编制")
_PRESENT = pattern(r"现将|现予|特将|特此|特编制|本报告|本年报|将(?:于|在|按)|拟|计划|下一?年|电子版|下载|根据")
_BACK = 60


@rule("DAT509", "warning", basis=("《中华人民共和国政府信息公开条例》(2019)第四十九条",))
def self_reference_year(report: Report) -> Iterator[Problem]:
    """报告称本年度内已发布本年度的年报。
    The report says that this year's report was published in this year.
    """
    if report.year is None:
        return
    message = Words(
        f"{report.year}年内应当发布的是{report.year - 1}年度报告，此处写作{report.year}年",
        f"what was published in {report.year} is the report on {report.year - 1}, not on {report.year}",
    )
    for at, paragraph in _named(report):
        if span := _own(report.source.folded, at, *paragraph.span, report.year):
            whole = Span(span.start, at + len(_REPORT))
            yield Problem(whole, message, expected=str(report.year - 1), actual=str(report.year))


def _named(report: Report) -> Iterator[tuple[int, Paragraph]]:
    """The places in the sections where reports are spoken of, each with its paragraph."""
    folded = report.source.folded
    for section in report.sections:
        for paragraph in section.paragraphs() if _REPORT in report.says(section) else ():
            at = folded.find(_REPORT, *paragraph.span)
            while at >= 0:
                yield at, paragraph
                at = folded.find(_REPORT, at + len(_REPORT), paragraph.span.end)


def _own(folded: str, at: int, start: int, end: int, year: int) -> Span | None:
    """The report's own year before 年度报告, in a sentence that says it has been published."""
    sentence = _sentence(folded, at, start, end)
    lead = folded[max(sentence.start, at - _BACK) : at]
    place = lead.rfind(str(year))
    if place < 0 or re.search(r"\d{4}年", lead[place + 4 :]) or "信息公开" not in lead[place:]:
        return None
    before = folded[sentence.start : at - len(lead) + place]
    # 《关于编制2021年政府信息公开工作年度报告的通知》 is another paper, 《2021年政府信息公开工作年度报告》 the report.
    if before.rfind("《") > before.rfind("》") and not folded.startswith("年度报告》", at):
        return None
    if _PRESENT.search(sentence.text) or not _PUBLISHED.search(before) or not _DONE.search(before):
        return None
    return Span(at - len(lead) + place, at)
