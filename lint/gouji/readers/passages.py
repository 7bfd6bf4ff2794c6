"""Paragraphs out of lines: where a line goes on with the one before, over line ends and page ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from gouji.patterns import pattern
from gouji.readers.lines import Line, token_width

_HEADING = pattern(r"[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]+部分|附[件表]")
_ITEM = pattern(r"[(（][一二三四五六七八九十\d]{1,3}[)）](?![项款条目])|\d{1,2}[.．、](?!\d)")
_STOPS = "。，、；：！？”）》,.;:!?)"
_LONG = 15
_SHARE = 0.3
_LARGER = 1.15
_LOWER = 0.6
_TELLING = 6


@dataclass(slots=True)
class Passage:
    """A paragraph: its lines."""

    lines: list[Line] = field(default_factory=list)


class Measure(NamedTuple):
    """The measure of a text: where its lines begin and end, the step from line to line in sizes of type, that size.

    `indented` says whether paragraphs begin with an indented line.
    """

    left: float
    right: float
    step: float
    size: float
    indented: bool


def measure(lines: Sequence[Line]) -> Measure:
    """The measure of the lines of a text or of a column."""
    long = [line for line in lines if len(line.text) > _LONG]
    if not long:
        return Measure(0.0, float("inf"), 0.0, float("inf"), False)
    edges = Counter(round(line.left / 4) for line in long)
    # Lines that begin a paragraph stand farther in, and there may be as many of them.
    edge = min(edge for edge, count in edges.items() if count >= max(edges.values()) * _SHARE)
    left = min(line.left for line in long if round(line.left / 4) == edge)
    # Punctuation may hang out into the margin.
    rights = sorted(line.right for line in long if line.text[-1] not in _STOPS) or [line.right for line in long]
    right = rights[int(len(rights) * 0.9)]
    first = [b for a, b in pairwise(lines) if a.right < right - 4 * a.size and len(b.text) > _LONG]
    indented = sum(1.5 * line.size < line.left - left < 3 * line.size for line in first)
    size = sorted(line.size for line in long)[len(long) // 2]
    return Measure(left, right, _step(lines), size, indented * 2 > len(first))


def _step(lines: Sequence[Line]) -> float:
    """The commonest distance of lines, in sizes of type."""
    steps = [
        round((a.y - b.y) / a.size, 1)
        for a, b in pairwise(lines)
        if a.page == b.page and 0.8 * a.size < a.y - b.y < 4 * a.size
    ]
    return Counter(steps).most_common(1)[0][0] if steps else 0.0


class Measures:
    """The measures of a file: pages of one size share most of theirs, and each has its own margins where it can tell."""

    def __init__(self, lines: Sequence[Line], sizes: Mapping[int, tuple[float, float]]) -> None:
        """The measures of all lines of prose; `sizes` are those of the pages."""
        self.sizes = sizes
        groups: dict[tuple[int, int, int], list[Line]] = {}
        pages: dict[tuple[int, int], list[Line]] = {}
        for line in lines:
            groups.setdefault(self._group(line), []).append(line)
            pages.setdefault((line.page, line.column), []).append(line)
        self.groups = {key: measure(group) for key, group in groups.items()}
        self.pages = {key: self._own(page) for key, page in pages.items()}

    def of(self, line: Line) -> Measure:
        """The measure of the text in which a line stands."""
        return self.pages[line.page, line.column]

    def _group(self, line: Line) -> tuple[int, int, int]:
        width, height = self.sizes[line.page]
        return round(width), round(height), line.column

    def _own(self, lines: Sequence[Line]) -> Measure:
        shared = self.groups[self._group(lines[0])]
        if sum(len(line.text) > _LONG for line in lines) < _TELLING:
            return shared
        own = measure(lines)
        right = max(own.right, self._mirrored(lines[0], own))
        return shared._replace(left=own.left, right=right)

    def _mirrored(self, line: Line, own: Measure) -> float:
        """The right margin if it is like the left one, where lines that do not end evenly fall just short of it."""
        right = self.sizes[line.page][0] - own.left
        return right if not line.column and right - own.right < 1.3 * line.size else 0.0


def goes_on(before: Sequence[Line], after: Line, measures: Measures) -> bool:
    """Whether a line continues a paragraph: its last line is full, and this one is neither indented nor set apart."""
    line = before[-1]
    measured, next_measured = measures.of(line), measures.of(after)
    if not _are_alike(line, after) or _HEADING.match(after.text):
        return False
    is_heading = len(before) == 1 and line.left < measured.left + 0.9 * line.size
    ended = line.text.rstrip().endswith("。") and after.right < next_measured.right - 4 * after.size
    if _ITEM.match(after.text) and (is_heading or not measured.indented or ended):
        return False
    in_title = min(line.size, after.size) > _LARGER * measured.size and line.page == after.page
    if in_title or (_is_centred(line, measured) and _is_centred(after, next_measured)):
        return _is_full(line, after, measured)
    if len(before) == 1 and _is_centred(line, measured):
        return False
    if len(before) == 1 and line.left > (measured.left + measured.right) / 2:
        # No paragraph begins beyond the middle: a date or a name at the right end.
        return False
    together = (line.page, line.column) == (after.page, after.column)
    if together and measured.step and line.y - after.y > (measured.step + 0.6) * line.size:
        return False
    return _is_full(line, after, measured) and after.left < next_measured.left + 0.9 * after.size


def _are_alike(line: Line, after: Line) -> bool:
    """Whether two lines are of one size of type; one of letters and figures alone is measured lower than it is."""
    if abs(line.size - after.size) < 0.25 * line.size:
        return True
    low, high = (line, after) if line.size < after.size else (after, line)
    return low.size > _LOWER * high.size and _is_latin(low) and not _is_latin(high)


def _is_latin(line: Line) -> bool:
    """Whether most of a line is half-width: letters, figures and their signs."""
    return 2 * sum(letter < "\u2e80" for letter in line.text) > len(line.text)


def _is_full(line: Line, after: Line, measured: Measure) -> bool:
    """Whether what the next line begins with had no room any more."""
    return line.right + token_width(after) > measured.right - 0.3 * line.size


def _is_centred(line: Line, measured: Measure) -> bool:
    """Whether a line leaves the same room on both sides, as titles do."""
    left, right = line.left - measured.left, measured.right - line.right
    return left > 0.15 * line.size and abs(left - right) < 0.5 * line.size
