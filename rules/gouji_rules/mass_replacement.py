"""A long phrase that was put in place of a word throughout, as a search-and-replace gone wrong leaves it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gouji.findings import Problem, Relation, Words
from gouji.patterns import HAN, pattern
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.passages import Passages

_LEAST_LENGTH, _LEAST_TIMES = 10, 3
_MOST, _RELATED = 5, 20
_ORGAN = r"(?:委员会|委|人大|政府|政协|纪委|监委|人武部|法院|检察院|办公室|局|厅|院|部)"
_LIST = pattern(rf"{HAN}{{1,16}}?{_ORGAN}(?:、{HAN}{{1,14}}?{_ORGAN}){{2,}}(?!、|{HAN}?长)")
_LISTED = pattern(rf"、({HAN}{{1,14}}?{_ORGAN})(?=、)")
# What stands beside organs: verbs and prepositions before them, what organs do and have behind them.
_BEFORE = pattern(r"(?:^|[由在向受按照据从对经与和及给报送到为以含括是即将请让被:(,。;、“]|各级|根据|通过|接受)\s?$")
_AFTER = pattern(
    r"\s?(?:[、,。;:)”]|$|等|及|和|与|或|以|的?(?:正确|坚强|统一|高度|大力|关心|支持|领导|主要|分管|有关|相关|指导|决策|部署|要求|安排|"
    r"工作|指示|精神|文件|会议|信息|门户|网站|职责|授权|同意|批准|通知|规定|意见|名义|重视|监督)|各|共|联|办|机关|关|报|组|召|下|印|"
    r"对|负|为|在|还|均|都|已|将|要|就|党|班|反|汇|提|参|认|一|制|发|也|先|分|多|主|公|全|应|不|给|按|向|作|依|进|开|建|上|派|是|成)"
)


@rule("LNG902", "warning", basis=("年度报告应当逐字校对",), literal=True)
def corrupted_phrase(report: Report) -> Iterator[Problem]:
    """一长串机关名称或者广告词替换了正文中的某个词。
    A list of organs, or an advertisement, stands in place of a word, as after a search and replace.
    """
    folded = report.source.folded
    yield from _advertised(report)
    listed = Counter(_LISTED.findall(report.wording.text))
    if not listed or max(listed.values()) < _LEAST_TIMES:
        return
    passages = Passages(report)
    for phrase in _repeated(folded, passages):
        places = [Span(*match.span()) for match in re.finditer(re.escape(phrase), folded)]
        places = passages.held(places)
        if len(places) >= _LEAST_TIMES and sum(_is_misplaced(folded, span, passages) for span in places) >= 2:
            yield from _reported(report, places)


def _repeated(folded: str, passages: Passages) -> list[str]:
    """Lists of three organs and more that stand there three times and more; what goes before the first is no part."""
    found: Counter[str] = Counter()
    for span in passages.spans:
        for match in _LIST.finditer(folded, *span) if folded.count("、", *span) >= 2 else ():
            found[match[0]] += 1
    heads: dict[str, list[str]] = {}
    times: Counter[str] = Counter()
    for text, count in found.items():
        head, _, tail = text.partition("、")
        heads.setdefault(tail, []).append(head)
        times[tail] += count
    most = [tail for tail, count in times.most_common(_MOST) if count >= _LEAST_TIMES]
    return [f"{_shared(heads[tail])}、{tail}" for tail in most]


def _shared(heads: list[str]) -> str:
    """The first organ of a list, which is what all words before it have in common at their end."""
    shared = heads[0]
    while shared and not all(head.endswith(shared) for head in heads):
        shared = shared[1:]
    return shared


def _is_misplaced(folded: str, span: Span, passages: Passages) -> bool:
    """Whether neither side of a place suits a list of organs, or what follows suits none."""
    around = passages.around(span.start) or span
    before = folded[max(around.start, span.start - 4) : span.start]
    after = folded[span.end : min(around.end, span.end + 6)]
    return _AFTER.match(after) is None or (_BEFORE.search(before) is None and after.startswith("的"))


def _reported(report: Report, places: list[Span]) -> Iterator[Problem]:
    if places[0].end - places[0].start < _LEAST_LENGTH:
        return
    written = report.source[places[0]]
    message = Words(
        f"「{written}」在{len(places)}处替换了别的词，句子不通",
        f"“{written}” stands in place of another word in {len(places)} places",
    )
    hint = Words("疑为「全部替换」误操作，请逐处恢复原词", "probably a “replace all” gone wrong: restore each word")
    for place in places:
        others = tuple(Relation(other) for other in places[:_RELATED] if other is not place)
        yield Problem(place, message, hint, related=others)


# What betting sites put in place of names and words in the pages of offices that they took over or copied.
_BETTING = (
    "365bet", "bet365", "滚球", "网上娱乐", "娱乐官网", "五大联赛", "篮球比分", "足球比分", "体育app", "体育平台", "线路检测中心", "真人娱乐",
    "雷速体育", "雷速直播", "beat365", "365投注", "投注官网",
)  # fmt: skip
_BESIDE = rf"(?:[A-Za-z0-9_|\-]|欧洲|官网|网址|直播|{'|'.join(_BETTING)})"
_ADVERTISED = pattern(rf"(?:{'|'.join(_BETTING)}){_BESIDE}{{0,40}}")
_LEAD = pattern(rf"{_BESIDE}{{0,40}}$")


def _advertised(report: Report) -> Iterator[Problem]:
    """One problem for all advertisements in the report, those of the page around it left out."""
    folded = report.source.folded
    if not any(word in folded for word in _BETTING):
        return
    places = Passages(report).held(_whole(folded, match) for match in _ADVERTISED.finditer(folded))
    if not places:
        return
    written, times = report.source[places[0]], len(places)
    message = Words(
        f"广告词「{written}」混入正文，替换了原来的词" + (f"（共{times}处）" if times > 1 else ""),
        f"the advertisement “{written}” stands in place of the words of the report"
        + (f" (in {times} places)" if times > 1 else ""),
    )
    hint = Words("网页可能被篡改，请恢复原文", "the page may have been tampered with: restore the text")
    yield Problem(places[0], message, hint, related=tuple(Relation(place) for place in places[1:_RELATED]))


def _whole(folded: str, match: re.Match[str]) -> Span:
    """An advertisement with what belongs to it before its telling word."""
    first = max(0, match.start() - 20)
    lead = _LEAD.search(folded[first : match.start()])
    return Span(first + lead.start() if lead else match.start(), match.end())
