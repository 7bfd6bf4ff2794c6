"""CMP004 and CMP005: prose that repeats last year's report, or that of another agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gouji.comparison import Group, Peers, Years
from gouji.comparison.matching import same_agency
from gouji.comparison.repetition import Index, Passage, Sentence, Share, anonymous, repeated, sentences, shares
from gouji.findings import Problem, Relation, Words
from gouji.patterns import pattern
from gouji.report import Report

_MOST = 0.5
_LEAST_SECTION = 80
_LEAST_REPORT = 200
_SHORTEST = 8
_MOST_RELATED = 40

# What every report may say in the same words, every year: the law, nothing to report, where to find the report.
_PRESCRIBED = pattern(
    "《中华人民共和国政府信息公开条例》|国办公开办函|国办发|统计期限|截至|电子版|联系(?:地址|电话|方式)|如有疑问|如对本|"
    "以下简称|编制本(?:年度)?报告|具体(?:情况|数据)?(?:如下|见下表)|勾稽关系"
)
_NOTHING = pattern(
    "(?:没有|未|无|不存在|均为零|为0)[^,]{0,24}(?:申请|复议|诉讼|收费|收取|费用?|减免|事项|情况|情形|举报|投诉|问责|追究|结转)"
)
_LONGEST_NOTHING = 60


def own(sentence: str) -> str:
    """A sentence as it is held against last year's; empty where it may be the same every year."""
    if _PRESCRIBED.search(sentence) or (len(sentence) <= _LONGEST_NOTHING and _NOTHING.search(sentence)):
        return ""
    return sentence if len(sentence.strip()) >= _SHORTEST else ""


def again(years: Years) -> Iterator[Problem]:
    """Sections that repeat last year's report."""
    mine = tuple(sentences(years.new, own))
    passages = repeated(mine, Index(sentences(years.old, own)))
    found = copied(mine, passages)
    if found:
        zh, en = _worded(years.new, found)
        zh = f"{zh} 的文字与{years.old.year or '上一'}年度年报相同"
        yield _problem(passages, found, Words(zh, f"{en} is the same as in last year's report"), _AGAIN)


_AGAIN = Words(
    "按本年的实际情况改写；规定用语、表格和数字已更新的句子不计在内",
    "write what this year was like; prescribed wording, forms and sentences with new figures are not counted",
)


def copied_from(peers: Peers) -> Iterator[Problem]:
    """Prose that another agency has too."""
    prose = _of_group(peers.group)
    mine = prose.by_report[id(peers.report)]
    passages = repeated(mine, prose.known, lambda other: not same_agency(other, peers.report))
    others = Counter(id(passage.there.report) for passage in passages)
    if not others:
        return
    whole = sum(len(sentence.key) for sentence in mine)
    from_one = [passage for passage in passages if id(passage.there.report) == others.most_common(1)[0][0]]
    same = sum(len(passage.here.key) for passage in from_one)
    if whole >= _LEAST_REPORT and same > _MOST * whole:
        other = from_one[0].there.report
        share = round(100 * same / whole)
        zh = f"正文 {share}% 的文字与「{other.agency or other.source.name}」{other.year or ''}年度年报相同，只是名称和数字不同"
        en = f"{share}% of the prose is that of “{other.agency or other.source.name}”, but for names and figures"
        yield _problem(from_one, {passage.here.section for passage in from_one}, Words(zh, en), _COPIED)


_COPIED = Words(
    "核对是否套用了他人的年报；按本机关的实际情况改写", "see who copied from whom, and write what this agency did"
)


class _Prose(NamedTuple):
    """The sentences of a group, by the identity of their report, and all of them in an index."""

    by_report: dict[int, tuple[Sentence, ...]]
    known: Index


@lru_cache(maxsize=1)
def _of_group(group: Group) -> _Prose:
    found = {id(report): tuple(sentences(report, _own_without_names(report))) for report in group.reports}
    return _Prose(found, Index(sentence for mine in found.values() for sentence in mine))


def _own_without_names(report: Report) -> Callable[[str], str]:
    nameless = anonymous(report)
    return lambda sentence: nameless(own(sentence))


def copied(mine: Sequence[Sentence], passages: Sequence[Passage]) -> dict[int, Share]:
    """The sections, by their index, most of which is repeated and that are long enough for that to tell something."""
    found = shares(mine, passages)
    return {
        share.section: share
        for share in found
        if share.whole >= _LEAST_SECTION and share.repeated > _MOST * share.whole
    }


def _worded(report: Report, found: dict[int, Share]) -> tuple[str, str]:
    """Sections with their shares: `「总体情况」86%、「存在的主要问题及改进情况」100%`."""
    parts = [
        (report.sections[share.section].title, round(100 * share.repeated / share.whole)) for share in found.values()
    ]
    return (
        "、".join(f"「{title}」{percent}%" for title, percent in parts),
        ", ".join(f"{percent}% of “{title}”" for title, percent in parts),
    )


def _problem(passages: Sequence[Passage], sections: Collection[int], message: Words, hint: Words) -> Problem:
    """At the first repeated sentence of the sections; all of them are related, where they stand in the other report."""
    shown = [passage for passage in passages if passage.here.section in sections]
    there = tuple(Relation(passage.there.span, None, passage.there.report) for passage in shown[:_MOST_RELATED])
    return Problem(shown[0].here.span, message, hint, related=there)
