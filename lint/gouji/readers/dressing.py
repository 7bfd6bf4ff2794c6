"""What dresses a page and is no part of the text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from gouji.patterns import pattern
from gouji.readers.lines import Line

_MARKED = pattern(
    r"[-—–─·.•~一]+\d{1,4}[-—–─·.•~一]+|第?\d{1,4}页|第\d{1,4}页[/／,，、]?共\d{1,4}页|\d{1,4}[/／]\d{1,4}|P(?:age)?\.?\d{1,4}",
    re.IGNORECASE,
)
_BARE = pattern(r"[-—–─]?\d{1,4}|[ivxIVX]{1,6}")
_DIGITS = pattern(r"\d+")
_MARGIN = 0.12
_APART = 1.2
_LEVEL = 6.0


class Edge(NamedTuple):
    """The pieces of a page that are lines, from the top, with the size of the page and where other pieces stand."""

    lines: Sequence[Line]
    height: float
    others: Sequence[tuple[float, float]]
    """Top and bottom of tables and pictures."""


def dressing(pages: Sequence[Edge]) -> list[set[int]]:
    """The lines of each page, by their index, that dress it.

    They stand at the edge of the page with nothing beyond them. A page number is one by its form, by standing apart
    from the text, or by counting with the pages; other lines are dressing where most pages have them.
    """
    found: list[set[int]] = [set() for _ in pages]
    for last in (False, True):
        for _ in range(3):
            outer = [_outermost(page, taken, last=last) for page, taken in zip(pages, found, strict=True)]
            dropped = _dressing(pages, outer, found, last=last)
            if not dropped:
                break
            for page, index in dropped:
                found[page].add(index)
    return found


def _outermost(page: Edge, taken: set[int], *, last: bool) -> int | None:
    """The first or last line of a page that is left, if it stands in the margin and no table beyond it."""
    left = [index for index in range(len(page.lines)) if index not in taken]
    if not left:
        return None
    index = left[-1] if last else left[0]
    y = page.lines[index].y
    in_margin = y < _MARGIN * page.height if last else y > (1 - _MARGIN) * page.height
    beyond = any(bottom < y if last else top > y for top, bottom in page.others)
    return index if in_margin and not beyond else None


def _dressing(
    pages: Sequence[Edge], outer: Sequence[int | None], taken: Sequence[set[int]], *, last: bool
) -> list[tuple[int, int]]:
    lines = {number: pages[number].lines[index] for number, index in enumerate(outer) if index is not None}
    shapes = Counter(_DIGITS.sub("", line.text) for line in lines.values())
    counting = _counting(lines)
    return [
        (number, index)
        for number, index in enumerate(outer)
        if index is not None
        and (
            _is_page_number(pages[number], index, taken[number], counts=number in counting, last=last)
            or _runs(lines, number, shapes, len(pages))
        )
    ]


def _is_page_number(page: Edge, index: int, taken: set[int], *, counts: bool, last: bool) -> bool:
    plain = page.lines[index].text.replace(" ", "")
    if _MARKED.fullmatch(plain):
        return True
    return _BARE.fullmatch(plain) is not None and (counts or _stands_apart(page, index, taken, last=last))


def _counting(lines: dict[int, Line]) -> set[int]:
    """The pages on which a lone number goes up by one from page to page."""
    numbers = {page: int(line.text) for page, line in lines.items() if line.text.isdecimal() and len(line.text) < 5}
    found: set[int] = set()
    for page, after in pairwise(sorted(numbers)):
        if numbers[after] - numbers[page] == after - page:
            found |= {page, after}
    return found


def _stands_apart(page: Edge, index: int, taken: set[int], *, last: bool) -> bool:
    """Whether there is more room between a line and the next piece inwards than between lines of text."""
    line = page.lines[index]
    inner = [other.y for i, other in enumerate(page.lines) if i != index and i not in taken]
    inner += [bottom if last else top for top, bottom in page.others]
    if last:
        inner = [-y for y in inner]
    y = -line.y if last else line.y
    below = [y - other for other in inner if other < y]
    return not below or min(below) > (1 + _APART) * line.size


def _runs(lines: dict[int, Line], number: int, shapes: Counter[str], pages: int) -> bool:
    """Whether a line stands on most pages, or on both of two at the same height."""
    line = lines[number]
    shape = _DIGITS.sub("", line.text)
    if not shape or shapes[shape] < 2:
        return False
    level = sum(_DIGITS.sub("", other.text) == shape and abs(other.y - line.y) < _LEVEL for other in lines.values())
    return level > 1 and (shapes[shape] * 5 >= pages * 2 if pages > 2 else level == pages)
