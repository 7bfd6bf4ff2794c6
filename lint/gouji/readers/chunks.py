"""Lines cut at gaps that are wider than blanks in a sentence: what may be the cells of a table without drawn columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gouji.patterns import pattern
from gouji.readers.lines import Line
from gouji.readers.sheet import Glyph

_GAP = 0.5
_FIGURE = pattern(r"[-+—–/]|[-+]?\d[\d,.]*(?:\.\d+)?[^\d\s]{0,2}")


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
    def figures(self) -> list[Chunk]:
        """The chunks that are figures and stand behind the label."""
        return [chunk for chunk in self.chunks[1:] if chunk.is_figure] if len(self.chunks) > 1 else []


def chunks(line: Line) -> Iterator[Chunk]:
    """The pieces of a line."""
    glyphs = [glyph for glyph in line.glyphs if glyph.text != " "]
    start = 0
    for index, (before, after) in enumerate(pairwise(glyphs), 1):
        if after.left - before.right > _GAP * line.size:
            yield _chunk(glyphs[start:index])
            start = index
    yield _chunk(glyphs[start:])


def _chunk(glyphs: Sequence[Glyph]) -> Chunk:
    return Chunk(glyphs[0].left, glyphs[-1].right, "".join([glyph.text for glyph in glyphs]))
