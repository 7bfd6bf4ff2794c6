"""Text that a Word file writes twice: that of a text box, once for Word of today and once for older programs."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from gouji.origins import TAG

_ALTERNATES, _BRANCHES = "AlternateContent", frozenset({"Choice", "Fallback"})


class Place(NamedTuple):
    """A stretch of the XML."""

    start: int
    end: int


class _Region(NamedTuple):
    """Where alternates stand, and the texts of each of them; no alternates where others lie within."""

    start: int
    end: int
    branches: tuple[tuple[Place, ...], ...]


class Twins:
    """The texts of an XML that are written twice."""

    def __init__(self, xml: str, prefix: str) -> None:
        """Those of well-formed XML that calls Word's elements so."""
        self._xml = xml
        self._regions = _regions(xml, f"{prefix}t") if f":{_ALTERNATES}" in xml else ()

    def of(self, start: int, end: int) -> tuple[Place, ...] | None:
        """Where else a stretch of text is written; None where the other writings are not the same."""
        index = bisect_right(self._regions, start, key=lambda region: region.start) - 1
        if index < 0 or start >= self._regions[index].end:
            return ()
        branches = self._regions[index].branches
        for branch in branches:
            for number, text in enumerate(branch):
                if text.start <= start and end <= text.end:
                    return self._elsewhere(branches, branch, number, Place(start - text.start, end - text.start))
        return None

    def _elsewhere(
        self, branches: tuple[tuple[Place, ...], ...], mine: tuple[Place, ...], number: int, within: Place
    ) -> tuple[Place, ...] | None:
        others = [branch for branch in branches if branch is not mine]
        if any(list(map(self._written, other)) != list(map(self._written, mine)) for other in others if other):
            return None
        starts = [other[number].start for other in others if other]
        return tuple(Place(start + within.start, start + within.end) for start in starts)

    def _written(self, place: Place) -> str:
        return self._xml[place.start : place.end]


def _regions(xml: str, text: str) -> tuple[_Region, ...]:
    """The alternates that lie in no others, in reading order."""
    found: list[_Region] = []
    branches: list[list[Place]] = []
    depth = deepest = start = inside = 0
    for tag in TAG.finditer(xml):
        name = tag[2] or ""
        local = name.rpartition(":")[2]
        if local == _ALTERNATES and not tag[1]:
            depth += 1
            if depth == 1:
                start, deepest, branches = tag.start(), 1, []
            deepest = max(deepest, depth)
        elif local == _ALTERNATES:
            depth -= 1
            if not depth:
                made = tuple(map(tuple, branches)) if deepest == 1 else ()
                found.append(_Region(start, tag.end(), made))
        elif depth and local in _BRANCHES and not tag[1]:
            branches.append([])
        elif depth and name == text and not tag[0].endswith("/>"):
            if tag[1] and branches:
                branches[-1].append(Place(inside, tag.start()))
            inside = tag.end()
    return tuple(found)
