"""Tables out of the lines that are drawn on a page.

Where lines meet they make a table; its elementary cells are merged wherever no line parts them, which gives the row
and column spans. All measures are in points, x to the right and y upwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

TOLERANCE = 2.5
_OVERHANG = 6.0
_WIDEST_SIDE = 150.0
_MOST_LINES = 2000


class Ruling(NamedTuple):
    """A straight line: where it lies (y of a horizontal one, x of a vertical one), and from where to where it goes."""

    at: float
    low: float
    high: float


class Lattice(NamedTuple):
    """A table as drawn: column edges from the left, row edges from the top, and the cell that owns each place.

    `roof` and `floor` say of each column whether a line closes it at the top and at the bottom.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[int, ...], ...]
    roof: tuple[bool, ...]
    floor: tuple[bool, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the table."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of a point; None outside the table."""
        if not self.holds(x, y):
            return None
        return _index(self.ys, -y, descending=True), _index(self.xs, x)

    def without_gaps(self, least: float) -> Lattice:
        """The table without rows and columns thinner than this: gaps, where each cell has a frame of its own."""
        (xs, columns), (ys, rows) = _wide(self.xs, least), _wide(self.ys, least)
        if not rows or not columns or (len(ys), len(xs)) == (len(self.ys), len(self.xs)):
            return self
        owners = tuple(tuple(self.owners[row][column] for column in columns) for row in rows)
        roof, floor = (tuple(side[column] for column in columns) for side in (self.roof, self.floor))
        return Lattice(xs, ys, owners, roof, floor)

    def turned(self, turn: int) -> Lattice:
        """The table turned to the right by so many quarters, round the lower left corner of the page."""
        lattice = self
        for _ in range(turn):
            owners = tuple(zip(*lattice.owners[::-1], strict=True))
            sides = (True,) * (len(lattice.ys) - 1)
            lattice = Lattice(lattice.ys[::-1], tuple(-x for x in lattice.xs), owners, sides, sides)
        return lattice


def _wide(edges: Sequence[float], least: float) -> tuple[tuple[float, ...], list[int]]:
    """Edges in the middle of the thin places between them, and which places are not thin."""
    wide = [place for place, (a, b) in enumerate(pairwise(edges)) if abs(a - b) >= least]
    if not wide:
        return tuple(edges), wide
    inner = ((edges[before + 1] + edges[after]) / 2 for before, after in pairwise(wide))
    return (edges[wide[0]], *inner, edges[wide[-1] + 1]), wide


def _index(edges: Sequence[float], at: float, *, descending: bool = False) -> int:
    """Between which edges a value lies that is among them."""
    rank = bisect_right([-edge for edge in edges] if descending else edges, at)
    return min(max(rank - 1, 0), len(edges) - 2)


def lattices(horizontal: Iterable[Ruling], vertical: Iterable[Ruling]) -> list[Lattice]:
    """The tables of a page from top to bottom; none on a page with more lines than any table has."""
    across, upright = merged(horizontal), merged(vertical)
    if not across or not upright or len(across) + len(upright) > _MOST_LINES:
        return []
    found = (lattice_of(*group) for group in _touching(across, upright))
    return sorted((lattice for lattice in found if lattice), key=lambda lattice: -lattice.ys[0])


def clustered(values: Iterable[float], tolerance: float = TOLERANCE) -> list[float]:
    """Means of the values that lie within the tolerance of each other, in ascending order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def nearest(sorted_values: Sequence[float], value: float) -> int:
    """Index of the nearest value."""
    index = bisect_left(sorted_values, value)
    if index == len(sorted_values) or (index and value - sorted_values[index - 1] <= sorted_values[index] - value):
        return index - 1
    return index


def merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Lines on one level that touch are one line."""
    rulings = list(rulings)
    levels = clustered(ruling.at for ruling in rulings)
    spans: dict[int, list[tuple[float, float]]] = {}
    for ruling in rulings:
        spans.setdefault(nearest(levels, ruling.at), []).append((ruling.low, ruling.high))
    joined: list[Ruling] = []
    for level, parts in spans.items():
        for low, high in sorted(parts):
            last = joined[-1] if joined else None
            if last is not None and last.at == levels[level] and low <= last.high + TOLERANCE:
                joined[-1] = Ruling(last.at, last.low, max(last.high, high))
            else:
                joined.append(Ruling(levels[level], low, high))
    return joined


class _Union:
    """Which of some numbered things belong together."""

    def __init__(self, count: int) -> None:
        self.parents = list(range(count))

    def root(self, item: int) -> int:
        while self.parents[item] != item:
            self.parents[item] = self.parents[self.parents[item]]
            item = self.parents[item]
        return item

    def join(self, item: int, other: int) -> None:
        roots = sorted((self.root(item), self.root(other)))
        self.parents[roots[1]] = roots[0]


def _touching(across: list[Ruling], upright: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Groups of lines that meet one another."""
    union = _Union(len(across) + len(upright))
    for i, (y, left, right) in enumerate(across):
        for j, (x, bottom, top) in enumerate(upright, len(across)):
            if left - TOLERANCE <= x <= right + TOLERANCE and bottom - TOLERANCE <= y <= top + TOLERANCE:
                union.join(i, j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, ruling in enumerate(across):
        groups.setdefault(union.root(i), ([], []))[0].append(ruling)
    for j, ruling in enumerate(upright, len(across)):
        groups.setdefault(union.root(j), ([], []))[1].append(ruling)
    found = [group for group in groups.values() if group[0] and group[1]]
    for lone in (group[1][0] for group in groups.values() if not group[0]):
        beside = next((group for group in found if _is_side(lone, *group)), None)
        if beside:
            beside[1].append(lone)
    return found


def _is_side(lone: Ruling, across: list[Ruling], upright: list[Ruling]) -> bool:
    """Whether an upright line that nothing crosses is the side of a table.

    A cell that goes on from the page before to the one after has no other lines than its sides.
    """
    low, high = min(r.low for r in upright), max(r.high for r in upright)
    left, right = min(r.low for r in across), max(r.high for r in across)
    alike = abs(lone.low - low) < _OVERHANG and abs(lone.high - high) < _OVERHANG
    return alike and min(abs(lone.at - left), abs(lone.at - right)) < _WIDEST_SIDE


def _closed(rulings: list[Ruling], crossing: list[Ruling]) -> list[Ruling]:
    """With the outer edges that are not drawn: a table that goes on over the page, or has open sides."""
    low, high = min(r.low for r in crossing), max(r.high for r in crossing)
    first, last = min(r.at for r in rulings), max(r.at for r in rulings)
    extent = min(r.low for r in rulings), max(r.high for r in rulings)
    edges = [Ruling(low, *extent)] if low < first - _OVERHANG else []
    return rulings + edges + ([Ruling(high, *extent)] if high > last + _OVERHANG else [])


def lattice_of(across: list[Ruling], upright: list[Ruling]) -> Lattice | None:
    """The table of lines that meet one another; None where they make less than two cells."""
    drawn_across = across
    across, upright = _closed(across, upright), _closed(upright, across)
    ys = clustered(ruling.at for ruling in across)[::-1]
    xs = clustered(ruling.at for ruling in upright)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2:
        return None
    union = _Union(rows * columns)
    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        drawn = {nearest(xs, r.at) for r in upright if r.low - TOLERANCE <= middle <= r.high + TOLERANCE}
        for column in range(1, columns):
            if column not in drawn:
                union.join(row * columns + column, row * columns + column - 1)
    levels = ys[::-1]
    for column in range(columns):
        middle = (xs[column] + xs[column + 1]) / 2
        drawn = {rows - nearest(levels, r.at) for r in across if r.low - TOLERANCE <= middle <= r.high + TOLERANCE}
        for row in range(1, rows):
            if row not in drawn:
                union.join(row * columns + column, (row - 1) * columns + column)
    owners = tuple(tuple(union.root(row * columns + column) for column in range(columns)) for row in range(rows))
    roof, floor = (tuple(_is_drawn(drawn_across, y, *sides) for sides in pairwise(xs)) for y in (ys[0], ys[-1]))
    return Lattice(tuple(xs), tuple(ys), owners, roof, floor)


def _is_drawn(rulings: list[Ruling], at: float, low: float, high: float) -> bool:
    """Whether a line runs at a level over the middle of a column."""
    middle = (low + high) / 2
    return any(abs(r.at - at) <= TOLERANCE and r.low - TOLERANCE <= middle <= r.high + TOLERANCE for r in rulings)
