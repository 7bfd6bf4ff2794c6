"""What somebody worded, cut out of the text of a report, so that searches pass over the forms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from gouji.source import Span

_AROUND = 16
"""So many characters on both sides are kept too: what stands beside a place may tell what it is."""


class Wording(NamedTuple):
    """Stretches of a text, a line each: `starts` are their offsets in `text`, `origins` those in the whole text."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, at: int) -> int:
        """The offset in the whole text of one in `text`."""
        index = bisect_right(self.starts, at) - 1
        return self.origins[index] + at - self.starts[index]


def wording(text: str, passages: Iterable[Span]) -> Wording:
    """The passages of a text, given in ascending order, with what stands around and between them where that is short."""
    stretches: list[tuple[int, int]] = []
    for start, end in passages:
        if stretches and start - _AROUND <= stretches[-1][1]:
            first, reach = stretches.pop()
            stretches.append((first, max(reach, end + _AROUND)))
        else:
            stretches.append((max(0, start - _AROUND), end + _AROUND))
    cut = [text[first:reach] for first, reach in stretches]
    starts = accumulate([len(stretch) + 1 for stretch in cut[:-1]], initial=0)
    return Wording("\n".join(cut), tuple(starts), tuple([first for first, _ in stretches]))
