"""What prose denies or says of all cases: 没有收到申请, 未发生行政复议; 均已办结, 均获维持, 未发出收费通知."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.claims import Assurance, Claim
from gouji.patterns import pattern
from gouji.recognition.claims.circumstances import of_year, scope
from gouji.recognition.claims.roles import WAYS, spoken_of, topic
from gouji.recognition.claims.words import tags
from gouji.source import Span

_CLAUSE = pattern(r"[^,;。!?\n]+")
_NO = r"(?:尚未|并未|从未|未曾|未|没有|没|无|零|不存在)"
_WHO = (
    r"(?:过|到|任何|一[件例起]|公民|公众|群众|社会|个人|自然人|法人|其他组织|组织|单位|市民|企业|申请人|关于|有关|涉及|我[局委办]|本机关|本单位|提出|提交|依法|"
    r"书面|各类|相关|和|或者?|及|、|的|对|向)*"
)
_RECEIVED = pattern(
    rf"{_NO}(?:有)?(?:收到|接到|受理|接收)?{_WHO}(?P<way>当面|传真|网络|网上|信函)?(?:形式|方式)?(?:的)?"
    r"(?:(?:要求|请求)?(?:公开)?(?:政府)?信息(?:依申请公开|公开)(?:的)?申请|依申请公开(?:政府信息)?(?:的)?(?:申请|事项|件)?|公开申请|申请公开政府信息|申请)"
    r"(?:的?(?:情况|案件|事项|情形|事宜|件|要求|事件))?(?:发生|产生)?$"
)
_DENIED = pattern(_NO)
_OF_LAW = ("复议", "诉讼", "起诉")
# What is denied here is a result, not that there were any.
_RESULT = pattern(
    r"纠[正错]|败诉|撤销|变更|违法|不当|错|逾期|超期|维持|责令|审结|泄|问责|追[究责]|败|负面|不良|应诉不|出庭|按|投诉以外|办结|胜|履行|结转|积压"
)
_LAW_TAIL = pattern(
    r"(?>(?:复议|诉讼|起诉|应诉|案件|案|情况|情形|事件|事项|现象|发生|产生|的|和|或者?|及|以及|与|、|件|申请|行政|提起|被|出现|等|问题)*)$"
)
_CARRY = pattern(
    rf"{_NO}(?:有)?(?:任何)?(?:(?P<last>(?:上一?年度?|去年)(?:度)?结转)|(?:需|需要|申请)?结转(?:至|到|入)?(?P<next>下一?年|次年|下年度|20[0-9]{{2}}年))"
    r"[^,;。]{0,14}$"
)
_NIL = pattern(
    r"(?P<what>[^,;。:]*(?:申请|复议|诉讼)[^,;。:0-9]{0,10}?)(?:数量?|案件|情况)?(?:均|都)?(?::|为|是)(?:均为)?(?:无|零)(?:件|起|宗)?$"
)
# Without a bound on the open stretches between, the ways to read 按…按…按… double with each.
_DULY = "(?>(?:依法|及时|依规)*)"
_DONE = pattern(
    r"(?:均|全部|全数|都)(?:已|已经|都已|已全部)?(?:全部)?"
    rf"(?:{_DULY}(?:按[^,;。]{{0,10}}|在[^,;。]{{0,12}}内|严格[^,;。]{{0,8}})){{0,3}}{_DULY}(?:予以)?"
    r"(?:办结|办理完毕|处理完毕|答复完毕|办复)|(?:均已|全部已|已全部)[^,;。应未]{0,12}(?:答复|回复)"
)
_LEFT = pattern(r"应|除|转办|转来|协助|结转|继续办理|尚|未到期|正在|撤|顺延|当年|上年")
_UPHELD = pattern(r"(?:均|全部|都|全)(?:获|被|予以|得到|已)?(?:复议机关|法院)?维持")
_CLOSED = pattern(r"审结[^,;。]{0,12}[,、]?[^,;。]{0,6}$")
_WON = pattern(
    rf"{_NO}(?:发生|出现|有|一[件起例]|被|行政诉讼|行政复议|案件|过)*(?:败诉|纠错|纠正|撤销)|全部胜诉|均胜诉"
)
_YEAR = pattern(r"20[0-9]{2}(?=年)")
_NOTICE = pattern(r"(?:未|没有|无)[^,;。]{0,20}收费通知")


def denials(folded: str, start: int, end: int, heading: str, year: int | None) -> Iterator[Claim]:
    """The claims of a paragraph that there was nothing of a kind."""
    for clause in _CLAUSE.finditer(folded, start, end):
        text = clause[0].rstrip("的了 ")
        roles = _denied(text, folded[start : clause.start()], heading)
        if roles:
            at = _sentence(folded, clause.start(), start)
            said, before = folded[at : clause.end()], folded[start:at]
            span = _trimmed(folded, *clause.span())
            for role in roles:
                yield Claim(role, 0, "", span, span, True, scope(said, before), of_year(said, year), True)


def _denied(text: str, context: str, heading: str) -> list[str]:
    """The roles of which a clause says that there was none."""
    if "复议" in text or "诉讼" in text or "起诉" in text:
        return _of_law(text, context, heading)
    if match := _CARRY.search(text):
        return ["carried_in" if match["last"] else "carried_out"]
    if "申请" not in text:
        return []
    if match := _RECEIVED.search(text):
        found = tags(text[match.start() :])
        # 没有依申请公开政府信息 may mean that nothing was given out.
        vague = text.endswith("公开政府信息") and "receive" not in found
        if vague or "foreign" in found or "carry" in found or _is_foreign(text, context, heading):
            return []
        ways = [way for way in WAYS if way in found]
        return [f"way.{ways[0]}"] if len(ways) == 1 else ["received"] if not ways else []
    if (match := _NIL.match(text)) and "信息公开申请" in match["what"] and "结转" not in text:
        return ["received"]
    return []


def _is_foreign(text: str, context: str, heading: str) -> bool:
    """Whether 申请 alone, without 信息公开, means something else here."""
    named = "信息" in text or "依申请" in text or "公开申请" in text
    return not named and (topic(context) or heading) != "applications"


def _of_law(text: str, context: str, heading: str) -> list[str]:
    about = "信息公开" in context + text or "依申请" in context + text or heading in ("remedies", "applications")
    # 无复议后起诉: one of the two ways to court, not all.
    if not about or _RESULT.search(text) or "复议后" in text or "直接起诉" in text:
        return []
    last = max(map(text.rfind, _OF_LAW))
    match = _DENIED.search(text, 0, last)
    if not (_LAW_TAIL.fullmatch(text, last) if match else _NIL.match(text)):
        return []
    said = text[match.end() :] if match else text
    return [
        role
        for role, words in (("review.total", ("复议",)), ("litigation.total", ("诉讼", "起诉")))
        if any(word in said for word in words)
    ]


def assurances(folded: str, start: int, end: int, heading: str, year: int | None) -> Iterator[Assurance]:
    """What a paragraph says of all cases."""
    text = folded[start:end]
    if ("办" in text or "复" in text) and (match := _DONE.search(text)) and _is_of_all(text, match, heading, year):
        yield Assurance("completed", "applications", _span(match, start), scope(text[: match.end()]))
    for kind, words in (("upheld", _UPHELD), ("won", _WON)):
        for match in words.finditer(text) if "复议" in text or "诉" in text else ():
            about = topic(text[: match.end()]) or heading
            known = about if about in ("review", "litigation") else ""
            # 审结2件,均维持: nothing is said of those that are pending.
            closed = kind == "upheld" and _CLOSED.search(text, 0, match.start()) is not None
            yield Assurance("won" if closed else kind, known, _span(match, start), scope(text[: match.end()]))
    if "收费通知" in text and (match := _NOTICE.search(text)):
        yield Assurance("no-notice", "applications", _span(match, start), scope(text[: match.end()]))


def _span(match: re.Match[str], start: int) -> Span:
    return Span(match.start() + start, match.end() + start)


def _is_of_all(text: str, match: re.Match[str], heading: str, year: int | None) -> bool:
    """Whether it is said of all applications of the year, and nothing near it speaks of some that are left."""
    begin = _sentence(text, match.start(), 0)
    near = text[begin : match.end()], text[match.end() : match.end() + 40]
    if spoken_of(text[: match.start()], heading) != "applications" or any(map(_LEFT.search, near)):
        return False
    years = set(_YEAR.findall(near[0]))
    return not years or year is None or str(year) in years


def _sentence(folded: str, at: int, start: int) -> int:
    return max(start, *(folded.rfind(stop, start, at) + 1 for stop in "。!?\n"))


def _trimmed(folded: str, start: int, end: int) -> Span:
    text = folded[start:end]
    return Span(start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()))
