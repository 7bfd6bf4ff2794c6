"""Cells one a line, as browsers copy tables: a line of nothing but a no-break space is a blank cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

BLANK = "\u00a0"
FEWEST = 4
_LONGEST_CELL = 90
_NEAR = 4
_FEW_BESIDE = 8


class Line(Protocol):
    """A line of a text, without blanks at its ends."""

    @property
    def text(self) -> str:
        """Its characters."""

    @property
    def bars(self) -> int:
        """How many bars are in it."""


def tables_in(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Half-open stretches of lines that are cells: short lines round several blank ones, without a full stop."""
    blanks = [at for at, line in enumerate(lines) if line.text == BLANK]
    if len(blanks) < FEWEST:
        return
    first, count = 0, 0
    end = 0
    for at in [*blanks, len(lines)]:
        if count and at < len(lines) and all(map(_is_cell, lines[end:at])):
            count, end = count + 1, at + 1
            continue
        if count >= FEWEST and _are_cells(lines, begin := _beginning(lines, first), last := _ending(lines, end)):
            yield begin, last
        first, end, count = at, at + 1, 1


def _are_cells(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether lines with characters follow one another too: where they never do, the blank ones only keep a distance."""
    blank = [line.text == BLANK for line in lines[start:end]]
    return sum(not one and not next_one for one, next_one in pairwise(blank)) * _FEW_BESIDE >= blank.count(True)


def _beginning(lines: Sequence[Line], at: int) -> int:
    while at > 0 and _is_cell(lines[at - 1]):
        at -= 1
    return at


def _ending(lines: Sequence[Line], at: int) -> int:
    """Behind the last figure that follows, labels between them included."""
    last = at
    while at < len(lines) and at < last + _NEAR and _is_cell(lines[at]):
        at += 1
        if lines[at - 1].text[0].isdecimal() and lines[at - 1].text.replace(".", "").isdecimal():
            last = at
    return last


def _is_cell(line: Line) -> bool:
    return len(line.text) <= _LONGEST_CELL and not line.bars and line.text[-1] not in "。；;"
