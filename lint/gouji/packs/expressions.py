"""Regular expressions of packs, which strangers write: only those whose search takes bounded time.

`re` knows no time limit, and a pattern such as `(a+)+b` can keep it busy for hours. So every repeat needs an upper
bound, and the number of ways in which a pattern can be tried from one place – the product of its repeats, the sum of
its alternatives – stays below `MOST_WAYS`. The time of a search is then at most the length of the text times that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from gouji.findings import Words
from gouji.folding import fold

MOST_WAYS = 1000
"""In so many ways a pattern may be tried from one place."""

_LONGEST = 1000
_MOST_REPEATS = 1000

_ENDLESS = Words(
    "重复须有上限，如 {0,40} 或 {1,9}，不用 * 和 +", "repeats need an upper bound: {0,40} or {1,9}, not * or +"
)
_BACKWARD = Words("不能引用前面的分组", "no references to groups")
_BOUNDARY = Words("汉字之间没有 \\b，不要用", "there is no \\b between Chinese characters; leave it out")
_NESTED = Words("没有上限的重复不能套在另一个里面", "an endless repeat cannot lie within another one")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_EMPTY = Words("能匹配空字符串，处处都会命中", "matches nothing at all, and so everywhere")


class _Refused(Exception):
    """A construct that is not allowed."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.zh)
        self.words = words


def refusal(text: str) -> Words | None:
    """Why a regular expression is not allowed, None where it is."""
    if len(text) > _LONGEST:
        return Words(f"超过 {_LONGEST} 个字符", f"has more than {_LONGEST} characters")
    # The parser of `re` itself, so that nothing is understood otherwise than it will be searched for.
    parser = import_module("re._parser")
    try:
        tree = parser.parse(text)
        ways = _sequence(tree)
        if ways > MOST_WAYS:
            said = f"{ways:,}" if ways < 10**9 else "10⁹+"
            return Words(
                f"从一处起有 {said} 种试法，至多 {MOST_WAYS}；缩小重复的上限",
                f"can be tried in {said} ways from one place, at most {MOST_WAYS} are allowed; lower the bounds of repeats",
            )
        if tree.getwidth()[0] == 0:
            return _EMPTY
        re.compile(text)
    except _Refused as refused:
        return refused.words
    except (re.error, OverflowError, RecursionError) as fault:
        return _faulty(fault)
    return None


def nested(text: str) -> Words | None:
    """Why a regular expression that is matched against titles only is not allowed; there repeats need no bound.

    An endless repeat within another one (`(a+)+`) takes time that doubles with every character.
    """
    try:
        re.compile(text)
        tree = import_module("re._parser").parse(text)
    except (re.error, OverflowError, RecursionError) as fault:
        return _faulty(fault)
    return _NESTED if _endless(tree, 0) > 1 else None


def _endless(node: Any, depth: int) -> int:
    """How deep endless repeats lie within each other."""
    if isinstance(node, tuple) and len(node) == 2 and str(node[0]) in _REPEATS:
        _, most, inner = node[1]
        return _endless(inner, depth + (int(most) > _MOST_REPEATS))
    parts = getattr(node, "data", node)
    if not isinstance(parts, (list, tuple)):
        return depth
    return max((_endless(part, depth) for part in parts), default=depth)


def _faulty(fault: Exception) -> Words:
    return Words(f"不是正则表达式：{fault}", f"not a regular expression: {fault}")


def _sequence(nodes: Iterable[tuple[Any, Any]]) -> int:
    ways = 1
    for operation, argument in nodes:
        ways *= _ways(str(operation), argument)
    return ways


def _ways(operation: str, argument: Any) -> int:
    """In how many ways a node of the parser's tree can be tried."""
    match operation:
        case _ if operation in _REPEATS:
            least, most, inner = argument
            return _repeated(int(least), int(most), _sequence(inner))
        case "BRANCH":
            return sum(_sequence(branch) for branch in argument[1])
        case "SUBPATTERN":
            return _sequence(argument[-1])
        case "ASSERT" | "ASSERT_NOT":
            return _sequence(argument[1])
        case "ATOMIC_GROUP":
            return _sequence(argument)
        case "GROUPREF" | "GROUPREF_EXISTS":
            raise _Refused(_BACKWARD)
        case "AT" if "BOUNDARY" in str(argument):
            raise _Refused(_BOUNDARY)
    return 1


def _repeated(least: int, most: int, inner: int) -> int:
    if most > _MOST_REPEATS:
        raise _Refused(_ENDLESS)
    if inner == 1:
        return most - least + 1
    # More than that is too many in any case; the powers need not be worked out.
    return sum(min(inner, MOST_WAYS + 1) ** count for count in range(least, min(most, 8) + 1)) if most <= 8 else 10**9


def folded(text: str) -> str:
    """A regular expression for folded text: full-width marks become half-width ones that stand for themselves."""
    return "".join(char if fold(char) == char else re.escape(fold(char)) for char in text)
