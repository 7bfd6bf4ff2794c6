"""Lines cut at gaps that are wider than blanks in a sentence: what may be the cells of a table without drawn columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gouji.patterns import pattern
from gouji.readers.lines import CELL_GAP, Line
from gouji.readers.sheet import Glyph

_FIGURE = pattern(r"[-+—–/]|[-+]?\d[\d,]*(?:\.\d+)?[%％元万亿件条项次人个份篇]{0,2}")


class Chunk(NamedTuple):
    """A stretch of a line without a wide gap."""

    left: float
    right: float
    text: str

    @property
    def is_figure(self) -> bool:
        """Whether it is a number or a dash."""
        return _FIGURE.fullmatch(self.text) is not None


class Row(NamedTuple):
    """A line cut at its wide gaps."""

    line: Line
    chunks: tuple[Chunk, ...]

    @property
    def is_open(self) -> bool:
        """Whether it may be a row of a table: several chunks, none of them a long piece of prose."""
        return len(self.chunks) > 1

    @property
    def figures(self) -> tuple[Chunk, ...]:
        """The figures at its end, if there are several chunks: what stands before them is the label."""
        if not self.is_open:
            return ()
        first = len(self.chunks)
        while first and self.chunks[first - 1].is_figure:
            first -= 1
        return self.chunks[first:]


def chunks(line: Line) -> Iterator[Chunk]:
    """The pieces of a line."""
    if not line.is_cut:
        yield Chunk(line.left, line.right, line.text.replace(" ", ""))
        return
    glyphs = [glyph for glyph in line.glyphs if glyph.text != " "]
    start = 0
    for index, (before, after) in enumerate(pairwise(glyphs), 1):
        if after.left - before.right > CELL_GAP * line.size:
            yield _chunk(glyphs[start:index])
            start = index
    yield _chunk(glyphs[start:])


def _chunk(glyphs: Sequence[Glyph]) -> Chunk:
    return Chunk(glyphs[0].left, glyphs[-1].right, "".join([glyph.text for glyph in glyphs]))
