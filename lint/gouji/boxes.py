"""Where on the page each character of a text stands, for formats that have pages: PDF files and pictures."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from struct import Struct
from typing import NamedTuple

_SIDES = Struct("=4f")
_PAGE = Struct("=H")
SURE = 100
UNREAD = "\ufffd"
"""Stands in a text for ink that could not be read."""


class Box(NamedTuple):
    """A rectangle on a page (from 1): its sides in points, from the lower left corner of the page as it lies in the file.

    A page that is shown turned is not turned here, and what its crop box hides counts: these are the coordinates that
    PDF annotations use.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float


class Boxes(NamedTuple):
    """The box of each character of a text, packed; bytes, so that it is frozen and goes between processes quickly.

    `pages` holds a page number (two bytes) a character, 0 where a character is not printed, such as the end of a line;
    `sides` four floats; `sureness` one byte, how sure the character is in percent.
    """

    pages: bytes
    sides: bytes
    sureness: bytes

    def of(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of a half-open range of characters: one a line, in the order of the text."""
        found: list[Box] = []
        for box in self._each(start, end):
            last = found[-1] if found else None
            if last is not None and _in_line(last, box):
                found[-1] = Box(
                    box.page,
                    min(last.left, box.left),
                    min(last.bottom, box.bottom),
                    max(last.right, box.right),
                    max(last.top, box.top),
                )
            else:
                found.append(box)
        return tuple(found)

    def confidence(self, start: int, end: int) -> float:
        """How sure the least sure character of a range is, from 0 to 1."""
        return min(self.sureness[start:end], default=SURE) / SURE

    def recognised(self) -> tuple[int, ...]:
        """The pages with characters that are not quite sure: those that were recognised optically."""
        if min(self.sureness, default=SURE) == SURE:
            return ()
        pages = memoryview(self.pages).cast("H")
        return tuple(sorted({page for page, sure in zip(pages, self.sureness, strict=True) if sure < SURE}))

    def _each(self, start: int, end: int) -> Iterator[Box]:
        for index in range(start, min(end, len(self.sureness))):
            (page,) = _PAGE.unpack_from(self.pages, index * _PAGE.size)
            if page:
                yield Box(page, *_SIDES.unpack_from(self.sides, index * _SIDES.size))


def _in_line(last: Box, box: Box) -> bool:
    """Whether a character stands beside what came before, or below it in a page that is turned or a vertical line."""
    if last.page != box.page:
        return False
    across = min(last.top, box.top) - max(last.bottom, box.bottom)
    along = min(last.right, box.right) - max(last.left, box.left)
    height, width = box.top - box.bottom, box.right - box.left
    beside = across > height / 2 and along > -4 * max(width, height)
    below = along > width / 2 and across > -max(width, height)
    return beside or (below and (last.right - last.left) < 1.5 * max(width, height))


class Boxing:
    """Boxes under way."""

    def __init__(self) -> None:
        """No characters yet."""
        self._pages = array("H")
        self._sides = array("f")
        self._sureness = bytearray()

    def add(self, page: int, sides: Sequence[float], sureness: bytes) -> None:
        """Characters on a page: left, bottom, right and top of each, one after the other, and how sure each is."""
        self._pages.extend([min(page, 0xFFFF)] * len(sureness))
        self._sides.extend(sides)
        self._sureness += sureness

    def skip(self, count: int) -> None:
        """Characters that are not printed."""
        self._pages.extend([0] * count)
        self._sides.extend([0.0] * (4 * count))
        self._sureness.extend([SURE] * count)

    def boxes(self) -> Boxes:
        """The boxes of all characters so far."""
        return Boxes(self._pages.tobytes(), self._sides.tobytes(), bytes(self._sureness))
