"""Ordinary table cells, whose markup comes again and again: what a piece of it holds is worked out once.

A table is cut at the ends of its cells, which takes no looking at its markup, and each piece is looked up among those met
before. Cells that are not ordinary are left to be read tag by tag.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from gouji.patterns import pattern
from gouji.readers.flow import Box, Content, Frame, Plain
from gouji.readers.layout import LONG
from gouji.readers.markup import CELL, TAG, extent, text_runs
from gouji.readers.unseen import is_hidden, may_hide
from gouji.readers.weaving import weave

_END = "</td>"
_MOST_KEPT, _LONGEST = 512, 1500
_LAST_GROUP = 4
_PARTING = pattern(r"</?t(?:r|body|head|foot)\b")
# The constructor of a named tuple takes twice as long; a page has hundreds of cells.
_new = tuple.__new__


class Cells:
    """The cells between an offset of the file and the next end of a table, be they of this table or of one in it."""

    def __init__(self, file: str, start: int, end: int) -> None:
        """Those from `start` on; `end` is where what is looked at ends."""
        self.file = file
        stop = file.find("</table", start, end)
        self.end = end if stop < 0 else stop
        pieces = file[start : self.end].split(_END)[:-1]
        self.contents = list(map(_content_of, pieces))
        self.starts = list(accumulate([len(piece) + len(_END) for piece in pieces], initial=start))

    def take(self, frame: Frame[Box | Plain], start: int) -> int | None:
        """Adds the ordinary cells from an offset on to a table; returns where they end, None if there are none."""
        starts, contents = self.starts, self.contents
        first = bisect_right(starts, start) - 1
        at, row = start, frame.rows[-1] if frame.open else None
        for number in range(max(first, 0), len(contents)):
            content = contents[number] if starts[number] == at else self._rest(number, at)
            if content is None:
                break
            for tag in content.before:
                frame.tag(tag)
                row = frame.rows[-1] if frame.open else None
            if row is None:
                frame.begin_row()
                row = frame.rows[-1]
            row.append(_new(Plain, (at, content)))
            at = starts[number + 1]
        return at if at > start else None

    def _rest(self, number: int, start: int) -> Content | None:
        """The cell in what is left of a piece from an offset on."""
        end = self.starts[number + 1] - len(_END)
        return _content_of(self.file[start:end]) if start <= end < start + _LONGEST else None


def _content_of(piece: str) -> Content | None:
    return _content(piece) if len(piece) < _LONGEST else None


@lru_cache(_MOST_KEPT)
def _content(piece: str) -> Content | None:
    """The cell at the end of a piece of a table, from the end of the cell before on; None if it is not ordinary."""
    match = CELL.fullmatch(piece + _END)
    if match is None or _hides(piece):
        return None
    runs = text_runs(match, _LAST_GROUP)
    if runs is None or (len(piece) > LONG and sum([end - start for start, end in runs]) > LONG):
        return None
    origin = match.end(2) + 1
    text, stretches = weave(piece, runs) if runs else ("", [])
    return Content(
        extent(match[2]),
        origin,
        tuple(runs),
        text,
        tuple(stretches) if text else ((0, origin, origin),),
        tuple([name[1:] for name in _PARTING.findall(match[1])]) if match[1] else (),
    )


def _hides(piece: str) -> bool:
    """Whether a tag in it hides its element."""
    low = piece.lower()
    return may_hide(low) and any(is_hidden(tag[1], tag[2]) for tag in TAG.finditer(piece))
