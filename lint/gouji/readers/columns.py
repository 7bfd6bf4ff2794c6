"""Pages whose prose is set in two columns: the left one is read before the right one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gouji.readers.lines import Line, lines_of

_FEWEST = 6
_LEAST_GUTTER = 1.0
_LEAST_TEXT = 8
_STEPS = 40
_MOST = 400


class Band(NamedTuple):
    """A stretch of a page from `top` down to `bottom`; `gutter` lies between its columns, None where it has one."""

    top: float
    bottom: float
    gutter: float | None

    def column(self, left: float, right: float) -> int:
        """The column of something: 0 where it has the whole width."""
        if self.gutter is None or left < self.gutter < right:
            return 0
        return 1 if right <= self.gutter else 2


def bands(lines: Sequence[Line], width: float, height: float) -> list[Band]:
    """The page from the top, cut where it changes between one and two columns."""
    run = _longest_run(lines, width)
    if run is None:
        return [Band(height, 0.0, None)]
    start, end, gutter = run
    top = lines[start].y + lines[start].size / 2
    bottom = lines[end - 1].y - lines[end - 1].size / 2
    return [Band(height, top, None), Band(top, bottom, gutter), Band(bottom, 0.0, None)]


def split(lines: Sequence[Line], band: Band) -> list[Line]:
    """The lines of a band, those of the left column first."""
    if band.gutter is None:
        return list(lines)
    columns: tuple[list[Line], list[Line], list[Line]] = ([], [], [])
    for line in lines:
        for column in (1, 2):
            glyphs = [g for g in line.glyphs if ((g.left + g.right) / 2 < band.gutter) == (column == 1)]
            for part in lines_of(glyphs, line.page):
                part.column = column
                columns[column].append(part)
    return [*columns[1], *columns[2]]


def _longest_run(lines: Sequence[Line], width: float) -> tuple[int, int, float] | None:
    """The longest run of lines with a gutter at one place: its first line, behind its last one, and the gutter."""
    best: tuple[int, int, float] | None = None
    if sum(line.is_cut for line in lines) < _FEWEST or len(lines) > _MOST:
        return None
    for step in range(_STEPS + 1):
        x = width * (0.35 + 0.3 * step / _STEPS)
        start = 0
        for index in range(len(lines) + 1):
            if index < len(lines) and not _is_crossed(lines[index], x):
                continue
            if (best is None or index - start > best[1] - best[0]) and _is_prose(lines[start:index], x):
                best = start, index, x
            start = index + 1
    return best


def _is_crossed(line: Line, x: float) -> bool:
    if not line.left < x < line.right:
        return False
    reach = _LEAST_GUTTER * line.size / 2
    return any(g.left < x + reach and g.right > x - reach and g.text != " " for g in line.glyphs)


def _is_prose(lines: Sequence[Line], x: float) -> bool:
    """Whether most lines hold long pieces of text on both sides of a gutter."""
    both = 0
    for line in lines:
        left = sum(g.right < x for g in line.glyphs)
        both += left >= _LEAST_TEXT and len(line.glyphs) - left >= _LEAST_TEXT
    return both >= _FEWEST and both * 2 > len(lines)
