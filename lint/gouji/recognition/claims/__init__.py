"""Reading of prose into claims: figures with roles, denials, enumerations, shares, changes.

A paragraph is read only where an expression finds a quantity or a denial in it; the grammars are asked for what is
unusual.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from gouji.claims import Assurance, Change, Claim, Claims, Enumeration, Partition, Reading, Share
from gouji.document import Paragraph
from gouji.grammar.quantities import Quantity
from gouji.patterns import pattern
from gouji.recognition.claims import changes, circumstances, denials, lists, shares
from gouji.recognition.claims.phrases import Phrase, phrases
from gouji.recognition.claims.roles import role, topic
from gouji.recognition.claims.statistics import disclosed, statistic
from gouji.report import Section
from gouji.source import Source, Span

__all__ = ["claims"]

# What is said in one breath; longer paragraphs are read in pieces, so that time grows with their length only.
_LONGEST = 1500
# It begins with one class of characters: `re` searches by that.
_FIGURE = pattern(r"[0-9一二两三四五六七八九十百](?:(?<=[0-9])|(?=[件条项次人份篇起个名宗]))")
_DENIAL = pattern(r"未|没有|无|零|均|全部")
_COUNTED = frozenset({"count", "thing", ""})
_TOTALS = frozenset({"received", "completed", "replied"})
_STATISTICS = _COUNTED | {"person", "visit", "time", "money"}


class _Passage(NamedTuple):
    """A paragraph, what its headings speak of, and where the nearest heading stands (-1 in the preamble)."""

    span: Span
    heading: str
    under: int = -1


def claims(
    source: Source, preamble: Sequence[Paragraph], sections: Sequence[Section], edition: str, year: int | None
) -> Claims:
    """The claims of a report, read when they are first asked for."""
    # No lambda: a report goes from the process that read it to another one.
    return Claims(partial(_read_all, source, preamble, sections, edition, year))


def _read_all(
    source: Source, preamble: Sequence[Paragraph], sections: Sequence[Section], edition: str, year: int | None
) -> Reading:
    return _read(source, _following(source.folded, _passages(preamble, sections)), edition == "2014", year)


_BEGINS_ANEW = pattern(r"[(一二三四五六七八九十第0-9]|[^,。;]{0,16}(?:方面|情况)")


def _following(folded: str, passages: Iterable[_Passage]) -> Iterator[_Passage]:
    """The passages; one that goes on from a paragraph on applications is on applications too, until another is begun."""
    before: _Passage | None = None
    for passage in passages:
        beside = before is not None and before.under == passage.under
        goes_on = not passage.heading and before is not None and beside and _goes_on(folded, before, passage)
        before = passage._replace(heading="applications") if goes_on else passage
        yield before


def _goes_on(folded: str, before: _Passage, passage: _Passage) -> bool:
    """Whether a passage goes on from one on applications."""
    start, end = before.span
    if folded.find("件", *passage.span) < 0 or (not before.heading and folded.find("申请", start, end) < 0):
        return False
    last = topic(folded[start:end]) or before.heading
    return last == "applications" and not _BEGINS_ANEW.match(folded, *passage.span)


def _passages(preamble: Sequence[Paragraph], sections: Sequence[Section]) -> Iterator[_Passage]:
    """All paragraphs, each with what its headings speak of."""
    for paragraph in preamble:
        yield _Passage(paragraph.span, "")
    for section in sections:
        known = section.role if section.role in ("applications", "remedies") else ""
        yield from _of_section(section, known or topic(section.title))


def _of_section(section: Section, heading: str) -> Iterator[_Passage]:
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield _Passage(block.span, heading, section.heading.start)
    for child in section.children:
        said = topic(child.title) or heading
        if not child.blocks and not child.children:
            yield _Passage(child.heading, said, section.heading.start)
        yield from _of_section(child, said)


def _pieces(folded: str, passages: Iterable[_Passage]) -> Iterator[_Passage]:
    """The passages, long ones cut where a sentence ends, or else a clause."""
    for passage in passages:
        start, end = passage.span
        if end - start <= _LONGEST:
            yield passage
            continue
        while end - start > _LONGEST:
            limit = start + _LONGEST
            cut = max(folded.rfind("。", start, limit), folded.rfind("\n", start, limit)) + 1
            cut = cut or folded.rfind(",", start, limit) + 1 or limit
            yield _Passage(Span(start, cut), passage.heading)
            start = cut
        yield _Passage(Span(start, end), passage.heading)


def _read(source: Source, passages: Iterable[_Passage], table: bool, year: int | None) -> Reading:
    folded = source.folded
    figures: list[Claim] = []
    assured: list[Assurance] = []
    enumerated: list[Enumeration] = []
    shared: list[Share] = []
    parted: list[Partition] = []
    changed: list[Change] = []
    before = Span(0, 0)
    for passage in _pieces(folded, passages):
        start, end = passage.span
        if _FIGURE.search(folded, start, end):
            found = phrases(folded, start, end)
            own = _enumerations(folded, before, passage.span, found)
            enumerated += own
            if any(one.quantity.kind == "share" for one in found):
                shared += [*shares.shares(found, own), *shares.told(folded, found), *shares.rates(found)]
                parted += shares.partitions(folded, found)
            changed += changes.changes(folded, found)
            parts = {part for one in own for part in one.parts}
            figures += _figures(folded, passage, found, parts, table, year)
        if _DENIAL.search(folded, start, end):
            figures += denials.denials(folded, start, end, passage.heading, year)
            assured += denials.assurances(folded, start, end, passage.heading, year)
        before = passage.span
    return Reading(tuple(figures), tuple(assured), tuple(enumerated), tuple(shared), tuple(parted), tuple(changed))


def _enumerations(folded: str, before: Span, here: Span, found: Sequence[Phrase]) -> list[Enumeration]:
    """The lists of a passage; one that begins with what the passage before told the number of is read with that."""
    own = list(lists.enumerations(folded, found))
    if lists.OF_ALL_DISCLOSED.match(folded, *here) and not folded[before.end : here.start].strip():
        both = lists.enumerations(folded, phrases(folded, before.start, here.end))
        own += [
            one
            for one in both
            if one.span.start < here.start <= one.parts[0].span.start and _is_of_disclosed(folded, one)
        ]
    return own


def _is_of_disclosed(folded: str, one: Enumeration) -> bool:
    """Whether a list has several parts and a whole that is said to be disclosed."""
    return len(one.parts) > 1 and "公开" in folded[one.span.start : one.whole.span.start]


def _figures(
    folded: str, passage: _Passage, found: Sequence[Phrase], parts: Container[Quantity], table: bool, year: int | None
) -> Iterator[Claim]:
    for phrase in found:
        kind = phrase.quantity.kind
        if kind not in (_STATISTICS if table else _COUNTED) or phrase.compared:
            continue
        for known in _roles(folded, passage, phrase, table, year):
            # 收到16件，其中办结15件: not all that was completed.
            if known in _TOTALS and phrase.quantity in parts:
                continue
            yield _claim(folded, passage, phrase, known, year)


def _roles(folded: str, passage: _Passage, phrase: Phrase, table: bool, year: int | None) -> list[str]:
    kind = phrase.quantity.kind
    if phrase.label.endswith(("由", "从")):  # 由9件增加到12件: what it was
        return []
    if kind in _COUNTED and phrase.quantity.unit not in _PLACES:
        context = folded[passage.span.start : phrase.begin]
        if _is_carried_on(folded, passage, phrase, context):
            return ["carried_out"]
        known = role(phrase.label, phrase.tail, context, passage.heading, year)
        if known is not None:
            if known.startswith("outcome.") and _OF_PAPERS.search(context):
                return []
            if known.startswith(("review", "litigation")) and _UNRELATED.match(
                folded, phrase.quantity.span.end, passage.span.end
            ):
                return []
            return [known]
        if not phrase.quantity.number and "复议" in phrase.label and "诉讼" in phrase.label:
            return ["review.total", "litigation.total"]
    known = statistic(phrase.label, kind) if table else None
    if known is None and kind in _COUNTED:
        known = disclosed(phrase.label)
    return [known] if known else []


# 印发文件120件，其中主动公开90件、依申请公开20件、不予公开10件: how papers are classed, not what came of applications.
_PLACES = frozenset({"家", "所", "台", "块"})
_OF_PAPERS = pattern(r"(?:主动|予以)公开[^,;。、0-9]{0,6}[0-9][^;。]{0,30}依申请公开[^,;。、0-9]{0,6}[0-9][^;。]*$")
_UNRELATED = pattern(r"[^。;0-9]{0,12}(?:与(?:政府)?信息公开[^。;0-9]{0,6}无关|(?:不涉及|并?非)(?:政府)?信息公开)")
_LEFT = pattern(r"尚有$|还有$|仍有$|另有$|其余(?:的?申请)?$|剩余(?:的?申请)?$")
_CARRIED_ON = pattern(
    r"[^,;。0-9]{0,16}[,、]?[^,;。0-9]{0,6}(?:结转|转结|转入|顺延)[至到]?(?:下一?年|次年|20[0-9]{2}年)"
)


def _is_carried_on(folded: str, passage: _Passage, phrase: Phrase, context: str) -> bool:
    """Whether the words that make a figure that of next year come after it: 尚有8件未到期限，结转下年度办理."""
    if not _LEFT.search(phrase.label) or (topic(context) or passage.heading) != "applications":
        return False
    return _CARRIED_ON.match(folded, phrase.quantity.span.end, passage.span.end) is not None


# 清理2018年以来制发的文件156件，其中废止15件: documents of many years.
_CLEARED = pattern(
    r"(?:清理|评估|复核)[^。;,]{0,24}[0-9][余多]?[件份个]|[0-9][余多]?[件份个][^。;,]{0,12}(?:清理|评估|复核)|以来|以前"
)


def _claim(folded: str, passage: _Passage, phrase: Phrase, known: str, year: int | None) -> Claim:
    quantity = phrase.quantity
    said = folded[phrase.sentence : quantity.span.start]
    before = folded[passage.span.start : phrase.sentence]
    clause = Span(_first(folded, phrase.begin), quantity.span.end + len(phrase.tail.rstrip()))
    lasting = known.startswith("carried") or (known.startswith("documents.") and not _CLEARED.search(said))
    held = lasting or (not known.startswith("documents.") and circumstances.of_year(said, year))
    return Claim(
        known,
        quantity.number,
        quantity.unit,
        quantity.span,
        clause,
        quantity.exact,
        circumstances.scope(said, before),
        held,
    )


_LEAD = pattern(r"[、,;\s]*(?:其中)?\s*")


def _first(folded: str, at: int) -> int:
    """The first character of a clause after marks and 其中."""
    match = _LEAD.match(folded, at)
    return match.end() if match else at
