"""What stands in the cells of the tables of a page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from gouji.readers.lines import BLANKS, cell_lines, turned
from gouji.readers.ruling import Lattice
from gouji.readers.sheet import Glyph, Rectangle
from gouji.readers.tabular import Form, form_of


def sides_of(lattice: Lattice) -> Rectangle:
    """Where a table stands on its page."""
    return lattice.xs[0], lattice.ys[-1], lattice.xs[-1], lattice.ys[0]


def sorted_out(glyphs: Sequence[Glyph], drawn: Sequence[Lattice]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """The glyphs in each table, and those in none."""
    held: list[list[Glyph]] = [[] for _ in drawn]
    loose = list(glyphs)
    for lattice, inside in zip(drawn, held, strict=True):
        left, bottom, right, top = (2 * side for side in sides_of(lattice))
        outside: list[Glyph] = []
        for glyph in loose:
            _, from_left, to_right, from_bottom, to_top, _, _ = glyph
            is_in = left <= from_left + to_right <= right and bottom <= from_bottom + to_top <= top
            (inside if is_in else outside).append(glyph)
        loose = outside
    for number, lattice in enumerate(drawn):
        if len({*lattice.floor}) < 2 and len({*lattice.roof}) < 2:
            continue
        spilled = [glyph for glyph in loose if _spills(glyph, lattice)]
        if spilled:
            held[number] += spilled
            loose = [glyph for glyph in loose if glyph not in spilled]
    return held, loose


def _spills(glyph: Glyph, lattice: Lattice) -> bool:
    """Whether a glyph belongs to a cell that the end of the page cut, and stands beyond the last line of its table.

    Only some of the columns are open there: a table that is open all along says nothing.
    """
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    reach = 2 * (glyph.top - glyph.bottom)
    for edge, closed in ((lattice.ys[-1], lattice.floor), (lattice.ys[0], lattice.roof)):
        inwards = edge - reach < y < edge if edge == lattice.ys[-1] else edge < y < edge + reach
        if inwards and any(closed) and not all(closed) and lattice.xs[0] <= x <= lattice.xs[-1]:
            place = lattice.place(x, edge)
            return place is not None and not closed[place[1]]
    return False


def form(lattice: Lattice, glyphs: Sequence[Glyph], page: int) -> Form:
    """A table; it is turned where its text is."""
    turns = [glyph.turn for glyph in glyphs if glyph.text not in BLANKS]
    turn = max(set(turns), key=turns.count, default=0)
    if turn and turns.count(turn) * 2 > len(turns):
        turned_form = filled(lattice.turned(turn), [turned(glyph, turn) for glyph in glyphs], page)
        for line in (line for row in turned_form.rows for field in dict.fromkeys(row) for line in field.lines):
            line.glyphs = [turned(glyph, -turn % 4) for glyph in line.glyphs]
        return turned_form
    return filled(lattice, glyphs, page)


def filled(lattice: Lattice, glyphs: Sequence[Glyph], page: int) -> Form:
    """A table with each glyph in the cell where its middle lies."""
    texts: dict[int, list[Glyph]] = {}
    xs, depths, owners = lattice.xs, [-y for y in lattice.ys], lattice.owners
    last_row, last_column = len(depths) - 2, len(xs) - 2
    for glyph in glyphs:
        _, left, right, bottom, top, _, _ = glyph
        row = min(max(bisect_right(depths, -(bottom + top) / 2) - 1, 0), last_row)
        column = min(max(bisect_right(xs, (left + right) / 2) - 1, 0), last_column)
        texts.setdefault(owners[row][column], []).append(glyph)
    return form_of(lattice, {owner: cell_lines(found, page) for owner, found in texts.items()}, page)
