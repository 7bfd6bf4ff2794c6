"""Suppressions that stand in the report itself: `<!-- gouji: 豁免 TAB203 -- 理由 -->` before the block it excuses."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from gouji.document import Document
from gouji.patterns import pattern
from gouji.source import Span

_COMMENT = pattern(r"<!--\s*gouji\s*[::]\s*(?:豁免|allow)\s(?P<said>[^<>]*)-->")
_CODES = pattern(r"[A-Za-z0-9,,、 -]+")
_BETWEEN_CODES = pattern(r"[,,、\s]+")
_BEFORE_REASON = pattern("--|——")
_MARK = "gouji"


class Excuse(NamedTuple):
    """Codes excused in the block that follows the comment, why, and the line on which the comment stands."""

    codes: tuple[str, ...]
    reason: str
    span: Span
    line: int = 1


def excuses(document: Document) -> tuple[Excuse, ...]:
    """The comments of a document that excuse the block after them; one without a reason is to excuse nothing."""
    source = document.source
    original = source.original
    if original is None or _MARK not in original or not document.blocks:
        return ()
    starts = [source.origin(block.span.start) for block in document.blocks]
    found: list[Excuse] = []
    for comment in _COMMENT.finditer(original):
        index = bisect_left(starts, comment.end())
        codes, *reason = _BEFORE_REASON.split(comment["said"], maxsplit=1)
        if index < len(starts) and _CODES.fullmatch(codes.strip()):
            named = tuple(filter(None, _BETWEEN_CODES.split(codes)))
            line = source.position(comment.start()).line
            found.append(Excuse(named, "".join(reason).strip(), document.blocks[index].span, line))
    return tuple(found)
