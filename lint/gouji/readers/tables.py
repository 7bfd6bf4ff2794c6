"""A table made of rows of cells whose texts are known: its text, its grid, and where each cell stands.

Rows end with a line end in the text, cells within a row with a tab.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from gouji.document import Cell, Table
from gouji.readers.grid import EMPTY, Extent, lay_out
from gouji.source import Span

# The constructors of named tuples take twice as long; a report has hundreds of cells.
_new = tuple.__new__


class Written(NamedTuple):
    """A table, its text, and its cells in the order of the file, each once, with the offsets where they start."""

    table: Table
    text: str
    cells: list[Cell]
    starts: list[int]


def written(texts: Sequence[str], rows: Sequence[Sequence[Extent]], groups: Sequence[int], start: int) -> Written:
    """The table that starts at an offset of the text, of so many cells in each row as it has extents.

    `groups[row]` is the row after the group that the row belongs to.
    """
    starts = list(accumulate([len(text) + 1 for text in texts], initial=start))
    ends = [0, *accumulate(map(len, rows))]
    grid = lay_out(rows, groups)
    if grid is None:
        places = [(number, column, 1, 1) for number, row in enumerate(rows) for column in range(len(row))]
    else:
        places = grid.places
    cells = [
        _new(Cell, (text, _new(Span, (at, at + len(text))), *place))
        for text, at, place in zip(texts, starts, places, strict=False)
    ]
    whole = "".join(["\t".join(texts[first:last]) + "\n" for first, last in pairwise(ends) if first < last])
    found = [tuple(cells[first:last]) for first, last in pairwise(ends)]
    if grid is not None:
        found = _expanded(grid.slots, cells, ends[1:], start)
    span = Span(start, max(starts[-1] - 1, start))
    table = Table(span, tuple([row for row in found if row]), "ragged" if grid is None else "grid")
    return Written(table, whole, cells, starts)


def _expanded(slots: list[list[int]], cells: list[Cell], ends: Sequence[int], at: int) -> list[tuple[Cell, ...]]:
    """The rows of a grid that starts at an offset; a place that no cell covers gets a blank one.

    `ends` counts the cells of each row and all those before it.
    """
    rows: list[tuple[Cell, ...]] = []
    for number, (line, end) in enumerate(zip(slots, ends, strict=True)):
        at = cells[end - 1].span.end if end else at
        if EMPTY not in line:
            rows.append(tuple([cells[owner] for owner in line]))
            continue
        rows.append(
            tuple(
                cells[owner] if owner != EMPTY else Cell("", Span(at, at), number, column)
                for column, owner in enumerate(line)
            )
        )
    return rows
