"""The role of a figure from the words around it: 收到…申请16件 is `received`, 维持2件 after 行政复议 `review.upheld`.

Roles: `received`, `carried_in`, `carried_out`, `completed`, `completed_on_time`, `completed_extended`, `replied`;
`applicant.` with a column of the form of applications or `legal_person`; `way.` with `in_person`, `fax`, `network`,
`letter`; `outcome.` with a row of the form; `review.` and `litigation.` with `total`, `upheld`, `corrected`, `pending`,
`other`; `documents.` with a row and a column of the form; `disclosed` and `disclosed_in_time`; `statistic.` with a row of
the statistical table.
"""

from __future__ import annotations

from collections.abc import Mapping

from gouji.patterns import pattern
from gouji.recognition.claims.words import tags

APPLICANTS = ("natural_person", "legal_person", "enterprise", "research", "welfare", "legal_service")
WAYS = ("in_person", "fax", "network", "letter")
_OUTCOMES = (
    "partly_granted",
    "refused",
    "granted",
    "unavailable",
    "not_processed",
    "other_processed",
    "already_public",
    "not_this_agency",
    "not_existing",
    "correction_asked",
    "other_channel",
)
LEAVES = (
    "refused.state_secret",
    "refused.third_party",
    "refused.internal_affairs",
    "refused.process_information",
    "refused.enforcement_file",
    "refused.administrative_inquiry",
    "unavailable.not_held",
    "unavailable.to_be_created",
    "not_processed.repeated",
)
"""Outcomes of applications that prose names one by one; they are rows of the form of the same id."""
_RESULTS = {"upheld": "upheld", "corrected": "corrected", "pending": "pending", "other_result": "other"}
_TOPICS = {
    "foreign": "投诉举报 许可 审批 登记 补助 补贴 救助 备案 认定 退税",
    "applications": "信息公开申请 信息公开的申请 依申请 公开申请 申请公开 申请",
    "review": "复议",
    "litigation": "诉讼 应诉 起诉",
    "documents": "规范性文件 规章",
    "other": "提案 建议 议案 信访 热线 留言 咨询 投诉 信件 来信 解读 培训 会议 活动",
}
_NOT_ALONE = {"申请": "(?<!复议申请)(?!人|行政复议|复议)", "规章": "(?!制度)"}
_SPOKEN_OF = {word: name for name, words in _TOPICS.items() for word in words.split()}
# Each begins with a literal: `re` searches by these.
_TOPIC = pattern(
    "|".join(
        f"{word}[^,;。]{{0,4}}申请" if name == "foreign" else word + _NOT_ALONE.get(word, "")
        for word, name in _SPOKEN_OF.items()
    )
)
_BARE = pattern(r"[、,\s]*(?:其中|有|和|及|以及|分别为|包括|另有?|共计?|还有|属于|对|已|的)*")
_ENDS = pattern(
    r"(?:案件?|申请|数量?|总[数量]|件数?|起数|事项|信息|政府|公开|的|共计?|总计|合计|累计|为|达到?|有|是|:|约|也|均|各|全年|年内|了|[0-9]*年度?|\s)*"
)


def topic(text: str) -> str:
    """What a text last spoke of: `applications`, `review`, `litigation`, `documents`, `other`, or nothing."""
    found = _TOPIC.findall(text)
    return _SPOKEN_OF.get(found[-1], "foreign") if found else ""


def role(label: str, tail: str, context: str, heading: str, year: int | None) -> str | None:
    """The role of a figure, or None.

    `label` are the words before it in its clause, `tail` those after it, `context` what the paragraph says before the
    label, `heading` the topic of the section.
    """
    bare = _BARE.fullmatch(label) is not None
    found = tags(tail if bare else label)
    if not found or "foreign" in found or "none" in found:
        return None
    if "carry" in found:
        return _carried(label if not bare else tail, found, context, heading, year)
    if "review" in found or "litigation" in found or found.keys() & _RESULTS.keys():
        return _remedy(label, found, context, heading)
    if "not_documents" not in found and found.keys() & {"made", "abolished", "in_force"}:
        return _document(label + tail, found, context)
    about = _about(label, tail, context, heading)
    return _of_application(label, found, tail) if about == "applications" else None


def _about(label: str, tail: str, context: str, heading: str) -> str:
    own = topic(label) or topic(tail)
    if own == "applications" and not _NAMED.search(label + tail):
        # 受理用水户申请1236件: 申请 alone is one for information where that is what is spoken of.
        return own if heading == own or _NAMED.search(context) else ""
    return own or spoken_of(context, heading)


_NAMED = pattern(r"信息公开|依申请|公开申请|申请公开|申请(?:公开|获取)?政府信息")


def spoken_of(context: str, heading: str) -> str:
    """What was last spoken of before some words, else what their heading says; 申请 alone tells nothing."""
    known = topic(context)
    return heading if known == "applications" and not _NAMED.search(context) else known or heading


def _carried(text: str, found: Mapping[str, int], context: str, heading: str, year: int | None) -> str | None:
    # 办理上年结转6件 is a part of what was done, 上年结转至本年办理6件 is not.
    handled = found.get("handle", found["carry"]) < found["carry"]
    if "done" in found or "reply" in found or (handled and "last" in found):
        return None
    if _about(text, "", context, heading) in ("documents", "other", "review", "litigation"):
        return None
    years = [int(one) for one in _years(text)]
    if "next" in found or (year is not None and year + 1 in years):
        return "carried_out"
    if "last" in found or (year is not None and years == [year - 1]):
        return "carried_in"
    return None


_YEAR = pattern(r"20[0-9]{2}(?=年)")


def _years(text: str) -> list[str]:
    return _YEAR.findall(text)


_OF_OTHER_MATTERS = pattern(r"非(?:政府)?信息公开|与(?:政府)?信息公开无关")


def _remedy(label: str, found: Mapping[str, int], context: str, heading: str) -> str | None:
    """A review or a lawsuit about disclosure: as it came in, or with a result."""
    if "judged" in found or ("review" in found and "litigation" in found and "after" not in found):
        return None
    if "信息公开" not in context + label and heading not in ("applications", "remedies"):
        return None
    if _OF_OTHER_MATTERS.search(context.rpartition("。")[2] + label):
        return None
    kind = "litigation" if "litigation" in found else "review" if "review" in found else topic(context)
    if kind not in ("review", "litigation") or "direct" in found or "after" in found:
        return None
    results = [name for tag, name in _RESULTS.items() if tag in found]
    if results:
        return f"{kind}.{results[0]}" if len(results) == 1 else None
    if found.keys() & {"handle", "done", "undone", "reply"}:
        return None
    end = found.get("litigation") or found.get("review") or 0
    return f"{kind}.total" if label and _ENDS.fullmatch(label, end) else None


_OTHER_PAPERS = pattern(r"公文|(?<!规范性)文件|办法|制度|方案|机制|清单|指南|标准|规程|流程|措施|要点")
# 由市政府印发, 代市政府起草, 历年累计废止: of another authority, or of other years.
_OF_OTHERS = pattern(r"[由代以][^,;。]{0,8}政府|历年|以来")
# 截至年底,累计收录规范性文件45件,其中已废止18件: what lies in the library, not what the year brought.
_IN_STOCK = pattern(r"累计|收录|入库|在库|文件库|数据库|截[至止]")


def _document(text: str, found: Mapping[str, int], context: str) -> str | None:
    here = tags(text)
    if "not_documents" in here or _OF_OTHERS.search(text):
        return None
    row = "normative" if "normative" in here else "regulations" if "regulations" in here else ""
    if not row and topic(context) == "documents" and not _OTHER_PAPERS.search(text):
        last = context[-120:]
        row = "normative" if last.rfind("规范性文件") > last.rfind("规章") else "regulations"
    verbs = [name for name in ("made", "abolished", "in_force") if name in found]
    if not row or len(verbs) != 1 or ("normative" in here and "regulations" in here):
        return None
    if verbs == ["abolished"] and not _is_of_year(text, context.rpartition("。")[2]):
        return None
    return f"documents.{'normative_documents' if row == 'normative' else row}.{verbs[0]}"


def _is_of_year(text: str, sentence: str) -> bool:
    """Whether what was abolished is the figure of the year; 废止1件、失效2件: the form may have either or both."""
    if _IN_STOCK.search(sentence + text):
        return False
    return "废止" in text or "废止" not in sentence


# 公民向市政府提出的申请11件 tells to whom, not by whom.
_TO_WHOM = pattern(r"(?:公民|个人|组织|法人)[^,;。]{0,8}向[^,;。]{1,12}提出")


def _of_application(label: str, found: Mapping[str, int], tail: str) -> str | None:
    if "undone" in found:
        return None
    outcomes = [tag for tag in _OUTCOMES if tag in found] or [tag for tag in LEAVES if tag in found]
    if outcomes:
        return f"outcome.{outcomes[0]}" if len(outcomes) == 1 else None
    who = [tag for tag in APPLICANTS if tag in found or tag in tags(tail)]
    ways = [tag for tag in WAYS if tag in found]
    if "done" in found or "handle" in found or "reply" in found:
        return None if who or ways else _finished(label, found)
    if len(who) == 1 and _TO_WHOM.search(label):
        return None
    if len(who) == 1:
        # 企业3件，其他组织1件: organisations without those named before.
        others = who == ["legal_person"] and "法人" not in label + tail
        return None if ways or others else f"applicant.{who[0]}"
    if ways:
        return f"way.{ways[0]}" if len(ways) == 1 and not who else None
    if label.endswith("事项") and "application" not in found:
        return None
    if "receive" in found and ("application" in found or "application" in tags(tail) or _BARE.fullmatch(tail)):
        return "received"
    named = found.get("application", 0)
    return "received" if "信息公开申请" in label and _ENDS.fullmatch(label, named) else None


# 15个工作日内答复12件, 当日办结3件, 其他答复6件: a part of what was done.
_OF_SOME = pattern(r"工作日|[0-9]日[之以]?内|当[场日天]|提前|其[他它余]")


def _finished(label: str, found: Mapping[str, int]) -> str | None:
    """What was done or answered; the word has to stand at the end: 办结申请16件, 全部答复16件."""
    tag = max((tag for tag in ("done", "handle", "reply") if tag in found), key=lambda tag: found[tag])
    if not _ENDS.fullmatch(label, found[tag]) or _OF_SOME.search(label):
        return None
    if "extended" in found:
        return "completed_extended" if tag != "reply" else None
    if "on_time" in found:
        return "completed_on_time" if tag != "reply" else None
    return "replied" if tag == "reply" else "completed"
