"""The rows of a table between which no lines are drawn.

Each line with something behind the labels has a row; lines that hold a piece of a label only belong to the row above or
below. Labels stand beside their figures, or begin or end there, all in one way: whichever fits best.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from gouji.readers.chunks import Chunk, Row

_TIGHT = 1.35
_MOST_PIECES = 12
_ROOM = 1.4


class Edges(NamedTuple):
    """The edges of the columns from the left; `labels` is that behind the labels."""

    xs: list[float]
    labels: float

    def label(self, row: Row) -> Chunk | None:
        """The label of a row itself: what stands in the last column of labels, not in those of groups."""
        left = max(x for x in self.xs if x < self.labels)
        return next((c for c in row.chunks if c.right <= self.labels and c.right > left), None)


class Anchor(NamedTuple):
    """A row's own lines, by their index from `start` to `end`: one with figures, or those of a head close together."""

    start: int
    end: int


def banded(rows: Sequence[Row], edges: Edges) -> list[float]:
    """The edges of the rows, from the top."""
    size = rows[0].line.size
    anchors = _anchors(rows, edges)
    top, bottom = rows[0].line.y + size, rows[-1].line.y - size
    if not anchors:
        return [top, bottom]
    ends = min((_split(rows, anchors, edges, share) for share in (0.5, 0.0, 1.0)), key=lambda split: split[0])[1]
    return [top, *((rows[end - 1].line.y + rows[end].line.y) / 2 for end in ends), bottom]


def _anchors(rows: Sequence[Row], edges: Edges) -> list[Anchor]:
    """The rows that are sure: lines of figures, lines as far apart as these, and heads; close ones make one head."""
    steps = [a.line.y - b.line.y for a, b in pairwise(rows)]
    least = min(steps, default=0.0)
    apart = min(
        (step for step, (a, b) in zip(steps, pairwise(rows), strict=True) if a.figures and b.figures), default=inf
    )
    far = apart - 0.5 if least < apart - 0.5 else inf
    found: list[Anchor] = []
    for index, row in enumerate(rows):
        if row.chunks[-1].right <= edges.labels:
            label = edges.label(row)
            near = min(steps[max(index - 1, 0) : index + 1], default=0.0) < far
            if label is None or (near and _is_piece(rows, index, edges)):
                continue
        last = found[-1] if found else None
        close = last is not None and last.end == index and steps[index - 1] <= _TIGHT * least
        if close and last is not None and not row.figures and not rows[index - 1].figures:
            found[-1] = Anchor(last.start, index + 1)
        else:
            found.append(Anchor(index, index + 1))
    return found


def _is_piece(rows: Sequence[Row], index: int, edges: Edges) -> bool:
    """Whether a line may be a piece of a label: it has no room for more itself, or the one before it had none."""
    before = (row for row in rows[max(index - 4, 0) : index][::-1] if edges.label(row) is not None)
    return any(_is_full(row, edges) for row in (rows[index], *list(before)[:1]))


def _is_full(row: Row, edges: Edges) -> bool:
    """Whether a label reaches to within a character of the edge of its column."""
    label = edges.label(row)
    return label is not None and label.right + _ROOM * row.line.size > edges.labels


def _split(rows: Sequence[Row], anchors: Sequence[Anchor], edges: Edges, share: float) -> tuple[float, list[int]]:
    """Where each row but the last ends, by index of its lines, and how badly the labels fit.

    A label fits where the point at `share` of its height, from the top, lies at the middle of its row's own lines.
    """
    paths: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for number, anchor in enumerate(anchors):
        is_last = number + 1 == len(anchors)
        limit = len(rows) if is_last else anchors[number + 1].start
        ends = [len(rows)] if is_last else list(range(anchor.end, min(limit, anchor.end + _MOST_PIECES) + 1))
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, path) in paths.items():
            for end in ends:
                total = cost + _misfit(rows[start:end], rows[anchor.start : anchor.end], edges, share)
                if end not in reached or total < reached[end][0]:
                    reached[end] = total, [*path, end]
        paths = reached
    cost, path = next(iter(paths.values()))
    return cost, path[:-1]


def _misfit(lines: Sequence[Row], own: Sequence[Row], edges: Edges, share: float) -> float:
    ys = [row.line.y for row in lines if edges.label(row)]
    if not ys:
        return 0.0
    middle = (own[0].line.y + own[-1].line.y) / 2
    return abs(ys[0] + (ys[-1] - ys[0]) * share - middle)
