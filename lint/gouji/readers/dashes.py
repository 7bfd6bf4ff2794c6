"""Lines that are drawn as rows of dots or dashes, as one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.readers.ruling import Ruling

_LONGEST = 12.0
_WIDEST_GAP = 6.0
_FEWEST = 4
_LEVEL = 0.75


def solid(marks: Iterable[Ruling]) -> Iterator[Ruling]:
    """The lines that short marks on one level make; long ones are none of them.

    A dot is a mark too, of a horizontal and of a vertical line.
    """
    short = sorted((mark for mark in marks if mark.high - mark.low <= _LONGEST), key=lambda mark: mark.at)
    for level in _levels(short):
        for chain in _chains(sorted(level, key=lambda mark: mark.low)):
            if len(chain) >= _FEWEST and chain[-1].high - chain[0].low > _LONGEST:
                yield Ruling(chain[0].at, chain[0].low, max(mark.high for mark in chain))


def _levels(marks: list[Ruling]) -> Iterator[list[Ruling]]:
    """Marks from the lowest level on; a level is as wide as a line, so that dots of other lines are not linked to it."""
    level: list[Ruling] = []
    for mark in marks:
        if level and mark.at - level[0].at > _LEVEL:
            yield level
            level = []
        level.append(mark)
    if level:
        yield level


def _chains(marks: list[Ruling]) -> Iterator[list[Ruling]]:
    """Marks that follow each other with small gaps."""
    chain: list[Ruling] = []
    for mark in marks:
        if chain and mark.low - chain[-1].high > min(_WIDEST_GAP, 3 * max(1.0, mark.high - mark.low)):
            yield chain
            chain = []
        chain.append(mark)
    if chain:
        yield chain
