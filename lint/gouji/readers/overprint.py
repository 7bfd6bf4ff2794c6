"""Text in a lighter ink that lies over other text of its page: watermarks and seals, which say nothing of the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import islice
from typing import Any, NamedTuple

from gouji.readers.sheet import Frame, Rectangle

_LIGHTER = 40
"""By so much of 255 an ink is lighter than another; people see the two apart."""

_MOST = 4000
_SHARE = 10
_LONG = 4
"""A mark is so many times longer than high."""

_LETTERS = 6
"""A seal has so many letters, each drawn alone, and most of them stand beside the text."""

_UPON = 0.3
_BAND = 20.0


class Text(NamedTuple):
    """A piece of text: its object, its address, when it was drawn, and the frame of the form that it stands in."""

    item: Any
    address: int
    order: int
    frame: Frame


class Run(NamedTuple):
    """Pieces of text drawn one after the other in one ink; `lightness` from 0 (black) to 255 (white, or not seen)."""

    lightness: int
    texts: list[Text]


def lightness(red: int, green: int, blue: int, opacity: int) -> int:
    """How light an ink is on white paper; all from 0 to 255."""
    return 255 - opacity * (765 - red - green - blue) // 765


Key = tuple[int, ...]
"""The lightness of a text and its place on the page, which are the same for a mark on every page."""


class Found(NamedTuple):
    """The addresses of the texts that are marks, the keys of these, and those of texts as light that are none."""

    addresses: set[int]
    marks: set[Key]
    others: set[Key]


NOTHING = Found(set(), set(), set())


def marks(
    runs: Sequence[Run],
    bounds: Callable[[Any, Frame], Rectangle],
    is_gone: Callable[[Text, Rectangle], bool],
    known: Set[Key] = frozenset(),
) -> Found:
    """The texts that are marks upon the page: a whole run is one, or a text is `known` to be one from other pages.

    `bounds` are those of an object on the page; text that `is_gone` is covered by something and has nothing upon it.
    """
    found = Found(set(), set(), set())
    darkest = min((run.lightness for run in runs), default=0)
    light = [run for run in runs if run.lightness >= darkest + _LIGHTER]
    if not light or sum(len(run.texts) for run in runs) > _MOST:
        return found
    below = _Below(runs, max(run.lightness for run in light) - _LIGHTER, bounds, is_gone)
    for run in light:
        pieces = [bounds(text.item, text.frame) for text in run.texts]
        is_mark = below.carries(pieces, run.lightness - _LIGHTER)
        for text, sides in zip(run.texts, pieces, strict=True):
            key = (run.lightness, *map(round, sides))
            if is_mark or key in known:
                found.addresses.add(text.address)
            (found.marks if is_mark else found.others).add(key)
    return found


class _Below:
    """Texts of darker inks, found by their height on the page."""

    def __init__(
        self,
        runs: Iterable[Run],
        lightest: int,
        bounds: Callable[[Any, Frame], Rectangle],
        is_gone: Callable[[Text, Rectangle], bool],
    ) -> None:
        self.bands: dict[int, list[tuple[int, Rectangle]]] = defaultdict(list)
        for run in runs:
            for text in run.texts if run.lightness <= lightest else ():
                sides = bounds(text.item, text.frame)
                if not is_gone(text, sides):
                    for band in _bands(sides):
                        self.bands[band].append((run.lightness, sides))

    def carries(self, pieces: Sequence[Rectangle], lightest: int) -> bool:
        """Whether pieces of one run lie over texts at most so light: some of them, and not over one figure only."""
        touched: set[Rectangle] = set()
        hits = long = 0
        for sides in pieces:
            found = set(islice(self._below(sides, lightest), 2))
            touched |= found
            hits += bool(found)
            wide, high = sides[2] - sides[0], sides[3] - sides[1]
            long += bool(found) and max(wide, high) >= _LONG * min(wide, high)
            if hits * _SHARE >= len(pieces) and (len(touched) > 1 or long):
                return True
        return hits * _SHARE >= len(pieces) and hits < len(pieces) >= _LETTERS

    def _below(self, sides: Rectangle, lightest: int) -> Iterator[Rectangle]:
        """The texts at most so light that something lies upon; some twice."""
        for band in _bands(sides):
            for light, other in self.bands.get(band, ()):
                if light <= lightest and _is_upon(sides, other):
                    yield other


def _bands(sides: Rectangle) -> range:
    low, high = (max(-_MOST, min(_MOST, int(side // _BAND))) for side in (sides[1], sides[3]))
    return range(low, min(high, low + _MOST // _SHARE) + 1)


def _is_upon(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles share a good part of the smaller one, as no two neighbours do."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    if across <= 0:
        return False
    up = min(one[3], other[3]) - max(one[1], other[1])
    return across > _UPON * min(one[2] - one[0], other[2] - other[0]) and up > _UPON * min(
        one[3] - one[1], other[3] - other[1]
    )
