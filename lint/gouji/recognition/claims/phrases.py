"""Phrases: the quantities of a paragraph, each with the words before and after it and how it hangs on the one before."""

from __future__ import annotations

import re
from typing import NamedTuple

from gouji.grammar.quantities import Quantity, quantities
from gouji.patterns import pattern
from gouji.source import Span

# Up to the last mark that ends a sentence, or a clause.
_SENTENCE = pattern(r".*[。!?\n]", re.DOTALL)
_CLAUSE = pattern(r".*(?:[,;()。!?\n]|:(?!\s*\Z))", re.DOTALL)
_WORDS = r"[^,;:()、。!?\n0-9]"
# Only where a year follows, words and years are counted one by one.
_AFTER = pattern(rf"{_WORDS}{{0,24}}+(?!20[0-9]{{2}}年)|(?:20[0-9]{{2}}年|{_WORDS}){{0,24}}")
_TITLE = pattern(r"《[^》\n]{0,200}》")
RISE = "增加|增长|上升|提高|提升|净增|多|增"
FALL = "减少|下降|降低|回落|净减|少|减|降"
# 由上年的146件增加到170件: what follows is the new figure.
TO = pattern(rf"(?P<word>{RISE}|{FALL})[到至为]$")
_THEN = r"(?:上一?年|去年|前年|20[0-9]{2}年|同期)"
_STEPS = f"{RISE[:-4]}|{FALL[:-6]}|增幅|增长|降幅"
# Each begins with a literal: `re` searches by these.
_COMPARED = pattern(
    "|".join(
        [
            "同比|环比|相比",
            *(before + _THEN for before in "较比与同由从"),
            *(step + "[了为达至到]{0,2}$" for step in _STEPS.split("|")),
        ]
    )
)
_NOT = pattern(r"结转|新增")


class Phrase(NamedTuple):
    """A quantity in its place. A colon right before it belongs to the words: 收到申请：16件.

    `gap` reaches from the quantity before (or the start of the paragraph) to this one, `label` are the words before it in
    its clause (from `begin` on), `tail` the words after it, `sentence` the offset where its sentence begins; `compared`
    holds where it is a quantity of an earlier time, or a difference from it.
    """

    quantity: Quantity
    gap: Span
    label: str
    begin: int
    tail: str
    sentence: int
    compared: bool


def phrases(folded: str, start: int, end: int) -> list[Phrase]:
    """The phrases of a paragraph, in reading order; what stands in titles of papers is left out."""
    found = list(quantities(folded, start, end))
    if found and folded.find("《", start, end) >= 0:
        titles = [match.span() for match in _TITLE.finditer(folded, start, end)]
        found = [one for one in found if not any(a < one.span.start < b for a, b in titles)]
    made: list[Phrase] = []
    reach, sentence = start, start
    for one in found:
        at, begin = one.span.start, reach
        if clause := _CLAUSE.match(folded, reach, at):
            begin = clause.end()
            if stop := _SENTENCE.match(folded, reach, begin):
                sentence = stop.end()
        tail = _AFTER.match(folded, one.span.end, end)
        label = folded[begin:at].strip()
        made.append(Phrase(one, Span(reach, at), label, begin, tail[0] if tail else "", sentence, _is_compared(label)))
        reach = one.span.end
    return made


def _is_compared(label: str) -> bool:
    return _COMPARED.search(label) is not None and not TO.fullmatch(label) and not _NOT.search(label)
