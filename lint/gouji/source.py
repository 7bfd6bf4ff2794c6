"""The text of a report and the places in it.

A reader turns a file into one `Source`. Everything after it speaks of half-open `Span`s in `Source.text`, in code
points; lines, columns and pages exist only for people and formats and are worked out here, from the runs and anchors
that the reader left.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from gouji.folding import fold
from gouji.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.boxes import Box, Boxes


class Span(NamedTuple):
    """Half-open range of code points in `Source.text`."""

    start: int
    end: int


class Position(NamedTuple):
    """What an editor shows; line and column count from 1, in code points of the decoded file."""

    line: int
    column: int


class Run(NamedTuple):
    """Text from `start` on stands in the decoded file from `origin` on, and reaches `limit` there at most."""

    start: int
    origin: int
    limit: int


class Anchor(NamedTuple):
    """From the offset `start` on, the text stands on this page (from 1) and at this native place."""

    start: int
    page: int | None
    place: str


class Place(NamedTuple):
    """Where a span stands for a person: lines and columns from 1 (end exclusive), or page and native place."""

    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    page: int | None
    place: str


# Not str.splitlines: it also breaks at U+000B, which Word writes inside a paragraph, and at U+2028.
_LINE_END = pattern(r"\r\n|\r|\n")


class Source:
    """A report as it was read.

    `text` is what the reader took for the text of the report; `original` is the decoded file, or None for formats
    without lines (Word, PDF). `runs`, each a `Run` or the three numbers of one, say where the text stands in `original`; without runs the two are the same.
    `anchors` give pages and native places, in ascending order of their start. `printed` gives the box of each character
    of `text` on its page, for formats that have pages.
    """

    def __init__(
        self,
        name: str,
        text: str,
        original: str | None = None,
        runs: Sequence[tuple[int, int, int]] = (),
        anchors: tuple[Anchor, ...] = (),
        encoding: str = "utf-8",
        printed: Boxes | None = None,
    ) -> None:
        """The text as a reader gives it."""
        self.name: Final = name
        self.text: Final = text
        self.original: Final = original
        self._runs: Final = runs
        self.anchors: Final = anchors
        self.encoding: Final = encoding
        self.printed: Final = printed

    @cached_property
    def folded(self) -> str:
        """The text in half-width forms, of the same length, for matching; quote from `text`."""
        return fold(self.text)

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets in the decoded file where its lines begin."""
        file = self.text if self.original is None else self.original
        return [0, *(match.end() for match in _LINE_END.finditer(file))]

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Where the text stands in `original`, in ascending order of their start."""
        return tuple(map(Run._make, self._runs))

    @cached_property
    def _run_starts(self) -> list[int]:
        return [start for start, _, _ in self._runs]

    @cached_property
    def _anchor_starts(self) -> list[int]:
        return [anchor.start for anchor in self.anchors]

    def __getitem__(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Where a span stands on its pages, a box a line; empty for formats without pages."""
        return () if self.printed is None else self.printed.of(*span)

    def confidence(self, span: Span) -> float:
        """How sure the characters of a span are, from 0 to 1; less than 1 where they were recognised optically."""
        return 1.0 if self.printed is None else self.printed.confidence(*span)

    @cached_property
    def recognised_pages(self) -> tuple[int, ...]:
        """The pages whose text was recognised optically, in ascending order."""
        return () if self.printed is None else self.printed.recognised()

    def origin(self, offset: int) -> int:
        """Offset in the decoded file of an offset in the text."""
        if not self._runs:
            return offset
        index = max(bisect_right(self._run_starts, offset) - 1, 0)
        start, origin, limit = self._runs[index]
        return min(origin + max(offset - start, 0), limit)

    def position(self, offset: int) -> Position:
        """Line and column of an offset in the decoded file; the inverse of `offset`."""
        index = bisect_right(self.line_starts, offset) - 1
        return Position(index + 1, offset - self.line_starts[index] + 1)

    def offset(self, position: Position) -> int:
        """Offset in the decoded file of a line and column; the inverse of `position`."""
        return self.line_starts[position.line - 1] + position.column - 1

    def place(self, span: Span) -> Place:
        """Where a span stands for a person."""
        page, native = None, ""
        if self.anchors:
            anchor = self.anchors[max(bisect_right(self._anchor_starts, span.start) - 1, 0)]
            page, native = anchor.page, anchor.place
        if self.original is None:
            return Place(None, None, None, None, page, native)
        start = self.origin(span.start)
        end = max(start, self.origin(span.end - 1) + 1) if span.end > span.start else start
        first, last = self.position(start), self.position(end)
        return Place(first.line, first.column, last.line, last.column, page, native)
