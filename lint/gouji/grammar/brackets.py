"""The brackets of a passage: which stretches stand within which, as a tree of a text of marks.

A text without nested brackets is cut by an expression; one with nested brackets by a grammar.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from gouji.patterns import pattern

if TYPE_CHECKING:
    from pyparsing import ParserElement

_DEEPEST = 12
_FLAT = pattern(r"\(([^()]*)\)|[^()]+")
_NESTED = pattern(r"\([^()]*\(")


class Group(NamedTuple):
    """A stretch of marks: its text without what stands in brackets, the offset of each mark, and the groups within.

    `at` is the offset of the opening bracket, -1 for the whole text.
    """

    text: str
    offsets: tuple[int, ...]
    inner: tuple[Group, ...]
    at: int = -1


def groups(marks: str) -> Group | None:
    """The tree of a text of marks; None where brackets do not match or are nested too deep."""
    if "(" not in marks and ")" not in marks:
        return Group(marks, tuple(range(len(marks))), ())
    return _flat(marks) if not _NESTED.search(marks) else nested(marks)


def _flat(marks: str) -> Group | None:
    """The tree of a text whose brackets hold no others."""
    outer: list[int] = []
    inner: list[Group] = []
    reach = 0
    for match in _FLAT.finditer(marks):
        if match.start() != reach:
            return None
        reach = match.end()
        if match[1] is None:
            outer.extend(range(*match.span()))
        else:
            inner.append(Group(match[1], tuple(range(*match.span(1))), (), match.start()))
    return _group(marks, outer, inner, -1) if reach == len(marks) else None


def nested(marks: str) -> Group | None:
    """What the grammar says of a text of marks; the expression only saves asking it."""
    from pyparsing import ParseException

    depth = deepest = 0
    for mark in marks:
        depth += (mark == "(") - (mark == ")")
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        return None
    try:
        return _tree(marks, _grammar().parse_string(marks, parse_all=True), -1)
    except ParseException:
        return None


def _tree(marks: str, parts: Any, at: int) -> Group:
    outer: list[int] = []
    inner: list[Group] = []
    for part in parts:
        start, value, end = part["locn_start"], part["value"][0], part["locn_end"]
        if isinstance(value, str):
            outer.extend(range(start, end))
        else:
            inner.append(_tree(marks, value, start))
    return _group(marks, outer, inner, at)


def _group(marks: str, outer: list[int], inner: list[Group], at: int) -> Group:
    return Group("".join(marks[offset] for offset in outer), tuple(outer), tuple(inner), at)


@lru_cache(maxsize=1)
def _grammar() -> ParserElement:
    """Marks and bracketed stretches, each with its place."""
    import pyparsing as pp

    stretch = pp.Forward()
    marks = pp.Regex(r"[^()]+").leave_whitespace()
    bracketed = pp.Group(pp.Suppress("(") + stretch + pp.Suppress(")"))
    stretch <<= pp.ZeroOrMore(pp.Group(pp.Located(marks | bracketed)))
    return stretch.parse_with_tabs()
