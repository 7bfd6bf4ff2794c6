"""The grid of a table: which cell stands in which place once row and column spans are expanded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

EMPTY = -1
"""In `Grid.slots`: no cell covers this place."""

_WIDEST = 60
_MOST_SLOTS = 1_000_000
_ONE = (1, 1)


Extent = tuple[int, int]
"""How many rows and columns a cell asks for; 0 rows means down to the end of its group of rows."""


class Grid(NamedTuple):
    """`slots[row][column]` is the number of the owning cell (counted from 0 over all rows) or `EMPTY`.

    `places[number]` are row, column, rows and columns that the cell really has.
    """

    slots: list[list[int]]
    places: list[tuple[int, int, int, int]]


_Extents = tuple[tuple[Extent, ...], ...]
_KEPT: dict[tuple[_Extents, tuple[int, ...]], Grid] = {}
_MOST_KEPT, _LARGEST_KEPT = 64, 5000


def lay_out(rows: Iterable[Iterable[Extent]], ends: Sequence[int]) -> Grid | None:
    """The grid of rows of cells, of which only the extents count; not to be changed, since tables of the same extents share it.

    `ends[row]` is the row after the group that the row belongs to: no cell reaches beyond it. Returns None where the
    grid would be absurdly large.
    """
    key = tuple(map(tuple, rows)), tuple(ends)
    # The tables of a form are the same from report to report.
    grid = _KEPT.get(key) or _lay_out(*key)
    if grid is not None and sum(map(len, grid.slots)) <= _LARGEST_KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = grid
    return grid


def _lay_out(rows: _Extents, ends: tuple[int, ...]) -> Grid | None:
    """Expands spans as HTML does; every row gets the same width.

    Column spans wider than any real table end where the other rows end.
    """
    slots: list[list[int]] = []
    places: list[tuple[int, int, int, int]] = []
    carried: dict[int, tuple[int, int]] = {}
    limit = _natural_width(rows)
    total = 0
    for number, row in enumerate(rows):
        line = _carry(carried, number)
        column = 0
        for asked in row:
            while column < len(line) and line[column] != EMPTY:
                column += 1
            down, across = 1, 1
            if asked == _ONE and column == len(line):
                line.append(len(places))
            else:
                down = min(asked[0] or _MOST_SLOTS, ends[number] - number)
                across = asked[1] if asked[1] <= _WIDEST else max(limit - column, 1)
                _cover(line, carried, range(column, column + across), (len(places), number + down))
            places.append((number, column, down, across))
            column += across
        slots.append(line)
        total += len(line)
        if total > _MOST_SLOTS:
            return None
    return _squared(slots, places)


def _natural_width(rows: _Extents) -> int:
    """Width of the widest row, absurd spans counted as one."""
    return max((sum(columns if columns <= _WIDEST else 1 for _, columns in row) for row in rows), default=0)


def _carry(carried: dict[int, tuple[int, int]], number: int) -> list[int]:
    """A new row with the places that cells of former rows cover."""
    if not carried:
        return []
    for column in [column for column, (_, end) in carried.items() if end <= number]:
        del carried[column]
    line = [EMPTY] * (max(carried, default=-1) + 1)
    for column, (owner, _) in carried.items():
        line[column] = owner
    return line


def _cover(line: list[int], carried: dict[int, tuple[int, int]], columns: range, owner: tuple[int, int]) -> None:
    """Where cells overlap, the later one holds, down to the row before the one that `owner` names."""
    line[columns.start : columns.stop] = [owner[0]] * len(columns)
    carried.update(dict.fromkeys(columns, owner))


def _squared(slots: list[list[int]], places: list[tuple[int, int, int, int]]) -> Grid | None:
    width = max(map(len, slots), default=0)
    if width * len(slots) > _MOST_SLOTS:
        return None
    for line in slots:
        line.extend([EMPTY] * (width - len(line)))
    return Grid(slots, places)
