"""Words that are wrong in these reports, and words that change from one passage to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gouji.editions import Confusable
from gouji.findings import Edit, Problem, Relation, Words
from gouji.patterns import pattern, shared
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.passages import Passages, gathered, mending

_MOST = 20

_COMMON = (
    "的公开政信息府作工和务理方业年人行事一局数项了市及关结众清对群条情要办社民发进度时制解性件网况会目布不保法明规请申其定处内到主策栏动"
    "在问单全确等通二计有式为容第服查他责三于认把少属提组我同写果见各加是本中量文点织核复部材料相报议过做流便访期范专审询类依机实求新围绕编补"
    "以体收日力领导化改由次取分站源强管建密限安知程上成共室步负费大重正告诉统监督系总地面立台科电效排用与读并答展格应登记生卷按题构员门产梳供"
)
"""The characters that reports hold most of, the most frequent first."""


@rule("LNG905", "warning", basis=("《现代汉语词典》",), fixable=True, literal=True)
def confusable(report: Report) -> Iterator[Problem]:
    """用词有误。
    A word is wrong: misspelt, or taken for another.
    """
    if not report.edition.confusables:
        return
    shape, entries = _compiled(report.edition.confusables)
    folded, passages = report.source.folded, Passages(report)
    found: dict[Confusable, list[Span]] = {}
    for match in shape.finditer(report.wording.text):
        at = report.wording.origin(match.start())
        word = next((word for word in entries[match[0][0]] if _stands(word, folded, at)), None)
        if word is None:
            continue
        first = at - _anchor(word)
        span = Span(first, first + len(word.wrong))
        if passages.hold(span) and span.end <= report.body.end and not _is_title(folded, span):
            found.setdefault(word, []).append(span)
    for word, spans in found.items():
        yield _problem(report, word, spans)


@lru_cache(maxsize=8)
def _compiled(words: tuple[Confusable, ...]) -> tuple[re.Pattern[str], dict[str, list[Confusable]]]:
    """All wrong words as one pattern, and the words by their rarest character, longer ones first.

    The pattern begins with that character, and so the search is quick where nothing is wrong.
    """
    ordered = sorted(words, key=lambda word: -len(word.wrong))
    entries: dict[str, list[Confusable]] = {}
    for word in ordered:
        entries.setdefault(word.wrong[_anchor(word)], []).append(word)
    groups = (f"{sign}(?:{'|'.join(_part(word)[1:] for word in words)})" for sign, words in entries.items())
    return pattern("|".join(groups)), entries


def _part(word: Confusable) -> str:
    at = _anchor(word)
    head, tail = re.escape(word.wrong[: at + 1]), re.escape(word.wrong[at + 1 :])
    part = f"{word.wrong[at]}(?<={head}){tail}"
    if word.not_after:
        part += f"(?<![{word.not_after}]{re.escape(word.wrong)})"
    if word.not_before:
        part += f"(?!{word.not_before})"
    return part + (f"(?={word.only_before})" if word.only_before else "")


def _stands(word: Confusable, folded: str, at: int) -> bool:
    """Whether this is the word of a match whose rarest character stands at an offset."""
    return shared(_part(word)).match(folded, at) is not None


def _anchor(word: Confusable) -> int:
    """Where the rarest character of a wrong word stands."""
    return max(range(len(word.wrong)), key=lambda at: _COMMON.find(word.wrong[at]) % (len(_COMMON) + 1))


def _is_title(folded: str, span: Span) -> bool:
    """Whether a word stands in the title of a document, which keeps the words under which it was issued."""
    start = max(0, span.start - 60)
    return folded.rfind("《", start, span.start) > folded.rfind("》", start, span.start)


def _problem(report: Report, word: Confusable, spans: list[Span]) -> Problem:
    first, *others = spans
    wrong, times = report.source[first], f"（共{len(spans)}处）" if others else ""
    message = Words(
        f"「{wrong}」应为「{word.right}」{times}",
        f"“{wrong}” should be “{word.right}”" + (f" ({len(spans)} places)" if others else ""),
    )
    around = Span(max(report.body.start, first.start - 4), min(report.body.end, first.end + 6))
    return Problem(
        first,
        message,
        severity=word.severity,
        expected=word.right,
        actual=wrong,
        related=tuple(map(Relation, others[:_MOST])),
        basis=(word.source,),
        quote=around if "\n" not in report.source[around] else None,
        fix=mending(
            Words(f"改为「{word.right}」", f"write “{word.right}”"),
            (Edit(span, word.right) for span in spans),
            safe=False,
        ),
    )


_OTHER = pattern(r"其它")
_AFFAIRS = pattern(r"政务信息公开(?!(?:领导|办|处|科|中心|专栏|栏|网|平台|系统|大厅|管理))")
_COUNTED = pattern(
    r"申请(?:公开(?<![^到理]依申请公开))?(?:政府信息)?(?:总?数量?)?[为共计]{0,3}\s?\d+\s?[条个项篇](?!工作日|月|部门|单位|方面)"
)
_COUNTED_BEFORE = pattern(r"到\s?\d+\s?[条个项篇](?=[^\d,。;:、]{0,8}(?:信息公开|公开政府信息)(?:的)?申请)")


# What is counted, its unit in these reports, and other units beside it.
_UNITS = (
    ("信息", "条", pattern(r"信息\s?\d[\d,]*\s?条"), pattern(r"信息\s?\d[\d,]*\s?个(?![工月百部单])")),
    ("文件", "件", pattern(r"文件\s?\d[\d,]*\s?[件份]"), pattern(r"文件\s?\d[\d,]*\s?[个条](?![工月百部单])")),
)


@rule("LNG908", "info", basis=("同一事物在一份年报中用同一名称、同一计量单位",), literal=True)
def term_consistency(report: Report) -> Iterator[Problem]:
    """同一事物前后用词、单位不一致。
    One thing goes by two names or is counted in two units.
    """
    folded, passages = report.source.folded, Passages(report)
    if "其它" in folded and "其他" in folded:
        spans = _outside_titles(report, passages, _OTHER)
        yield from gathered(
            spans, Words("「其它」与「其他」混用，宜统一为「其他」", "其它 beside 其他: write 其他 throughout")
        )
    if "政务信息公开" in folded and "政府信息公开" in folded:
        spans = _outside_titles(report, passages, _AFFAIRS)
        message = Words(
            "「政务信息公开」与「政府信息公开」混用，条例的用语是「政府信息公开」",
            "政务信息公开 beside 政府信息公开, which is the Regulation's term",
        )
        yield from gathered(spans, message)
    if "申请" in folded:
        spans = sorted(
            {*_outside_titles(report, passages, _COUNTED), *_outside_titles(report, passages, _COUNTED_BEFORE)}
        )
        yield from gathered(spans, Words("申请的计量单位应为「件」", "applications are counted in 件"))
    for what, unit, usual, other in _UNITS:
        if usual.search(folded, *report.body):
            message = Words(
                f"{what}的计量单位不一，宜统一为「{unit}」", f"{what} counted in several units: write {unit} throughout"
            )
            yield from gathered(_outside_titles(report, passages, other), message)


def _outside_titles(report: Report, passages: Passages, shape: re.Pattern[str]) -> list[Span]:
    folded = report.source.folded
    return [span for span in passages.found((shape,)) if not _is_title(folded, span)]
