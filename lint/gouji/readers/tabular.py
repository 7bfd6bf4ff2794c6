"""Tables as drawn on pages, while they are put together over page breaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gouji.patterns import pattern
from gouji.readers.lines import Line, joined_text, token_width
from gouji.readers.ruling import Lattice, clustered

_EDGE = 4.0
_LARGEST_SHIFT = 60.0
_NUMBERED = pattern(r"[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]")

_NUMBER = pattern(r"[-+]?\d[\d,]*(?:\.\d+)?")
_OPENING = "“‘（《〈「『【〔("


@dataclass(slots=True, eq=False)
class Field:
    """A cell: its lines, the page on which it begins, and its sides. One object stands in every place that it covers.

    `padding` is the least distance of text from the edge of a cell of its table.
    """

    page: int
    left: float
    right: float
    lines: list[Line] = field(default_factory=list)
    padding: float = 0.0

    @property
    def reach(self) -> float:
        """How far to the right its lines may go."""
        return self.right - self.padding

    @property
    def text(self) -> str:
        """The text of the cell."""
        return joined_text(self.lines, self.reach)


@dataclass(slots=True)
class Form:
    """A table: its column edges, its rows of cells, and which columns a line closes at the top and at the bottom.

    `is_drawn` is false where some of its lines were drawn in thought only.
    """

    xs: list[float]
    rows: list[list[Field]]
    roof: list[bool]
    floor: list[bool]
    is_drawn: bool = True


def form_of(lattice: Lattice, texts: Mapping[int, list[Line]], page: int) -> Form:
    """The table of a lattice with the lines of its owners; those without text are blank."""
    cells: dict[int, Field] = {}
    for row in lattice.owners:
        for owner, left, right in zip(row, lattice.xs, lattice.xs[1:], strict=False):
            cell = cells.get(owner)
            if cell is None:
                cells[owner] = Field(page, left, right, texts.get(owner, []))
            else:
                cell.left, cell.right = min(cell.left, left), max(cell.right, right)
    gaps = [line.left - cell.left for cell in cells.values() for line in cell.lines]
    rows = [[cells[owner] for owner in row] for row in lattice.owners]
    for cell in cells.values():
        cell.padding = max(min(gaps, default=0.0), 0.0)
    return Form(list(lattice.xs), rows, list(lattice.roof), list(lattice.floor))


def joined(form: Form, after: Form) -> bool:
    """Adds the rows of a table that begins a page to the one that ended the page before, if they are one table."""
    shift = after.xs[0] - form.xs[0]
    if abs(form.xs[-1] + shift - after.xs[-1]) > _EDGE or abs(shift) > _LARGEST_SHIFT:
        return False
    after.xs = [x - shift for x in after.xs]
    edges = clustered([*form.xs, *after.xs], _EDGE)
    for part in (form, after):
        _put_on_edges(part, edges)
    repeated = _repeated(form, after)
    if repeated:
        del after.rows[:repeated]
        after.roof = [True] * len(after.roof)
    if after.rows:
        _connect(form, after)
    form.rows += after.rows
    form.floor = after.floor
    form.is_drawn = form.is_drawn and after.is_drawn
    return True


def _put_on_edges(form: Form, edges: list[float]) -> None:
    """Widens the rows of a table to a finer set of column edges."""
    middles = [(left + right) / 2 for left, right in pairwise(edges)]
    columns = [min(max(bisect_right(form.xs, middle) - 1, 0), len(form.xs) - 2) for middle in middles]
    form.rows = [[row[column] for column in columns] for row in form.rows]
    form.roof = [form.roof[column] for column in columns]
    form.floor = [form.floor[column] for column in columns]
    form.xs = edges


def _repeated(form: Form, after: Form) -> int:
    """How many rows at the top of a page repeat the head of the table."""
    count = 0
    for row, again in zip(form.rows, after.rows, strict=False):
        texts = [cell.text for cell in row]
        if texts != [cell.text for cell in again] or not any(texts) or any(map(_is_number, texts)):
            break
        count += 1
    return count if count < len(after.rows) else 0


def _connect(form: Form, after: Form) -> None:
    """Cells that the page break cut in two become one: the rest of a row, and cells over several rows."""
    last, first = form.rows[-1], after.rows[0]
    is_open = [not floor and not roof for floor, roof in zip(form.floor, after.roof, strict=True)]
    if (all(is_open) and not _both_have_figures(last, first)) or _is_rest(last, first):
        for column in range(len(last)):
            _unite(form, after, column)
        del after.rows[0]
        return
    for column, opened in enumerate(is_open):
        if opened and not all(is_open):
            _unite(form, after, column)
    in_head = not any(_is_number(cell.text) for cell in (*last, *first))
    for cell, rest in _pairs(last, first):
        rows = _height(form.rows[::-1], cell), _height(after.rows, rest)
        whole = max(rows) > 1 and not _NUMBERED.match(rest.text) and not _is_number(rest.text)
        if cell.text and (whole or (in_head and rest.text and _goes_on(cell, rest))):
            _unite(form, after, last.index(cell))


def _unite(form: Form, after: Form, column: int) -> None:
    """Makes one cell of the last one of a column and the one that begins the next page."""
    cell, rest = form.rows[-1][column], after.rows[0][column]
    if cell is rest:
        return
    cell.lines = cell.lines + rest.lines
    for row in (*form.rows, *after.rows):
        for place, other in enumerate(row):
            if other is rest:
                row[place] = cell


def _pairs(row: list[Field], below: list[Field]) -> list[tuple[Field, Field]]:
    """Cells of a row with those below them, where both begin and end at the same edges."""
    spans = {cell: _columns(row, cell) for cell in row}
    under = {_columns(below, cell): cell for cell in below}
    return [(cell, under[span]) for cell, span in spans.items() if span in under and under[span] is not cell]


def _columns(row: list[Field], cell: Field) -> tuple[int, int]:
    places = [column for column, other in enumerate(row) if other is cell]
    return places[0], places[-1]


def _both_have_figures(last: list[Field], first: list[Field]) -> bool:
    return any(_is_number(cell.text) and _is_number(rest.text) for cell, rest in _pairs(last, first))


def _is_rest(last: list[Field], first: list[Field]) -> bool:
    """Whether one row was cut although lines close it: no figure stands below another, and labels go on.

    A label goes on where its last line has no room for another character and what follows does not begin with a number.
    """
    pairs = _pairs(last, first)
    if len(pairs) != len(set(last)) or len(pairs) != len(set(first)):
        return False
    if _is_rest_of_figures(pairs):
        return True
    both = [(cell, rest) for cell, rest in pairs if cell.text and rest.text]
    if any(_is_number(cell.text) or _is_number(rest.text) or not _goes_on(cell, rest) for cell, rest in both):
        return False
    halves = {_half(cell, rest) for cell, rest in pairs} - {0}
    return len(halves) < 2 and (bool(both) or _complete_each_other(last, first))


def _is_rest_of_figures(pairs: Sequence[tuple[Field, Field]]) -> bool:
    """Whether only digits stand below the break, each under a figure that fills its cell, and none under some figure.

    A row whose label was lost has as many figures as the one above it.
    """
    rests = [(cell, rest) for cell, rest in pairs if rest.text]
    figures = [cell for cell, _ in pairs if _is_number(cell.text)]
    return 0 < len(rests) < len(figures) and all(
        _is_number(cell.text) and _is_number(rest.text) and _goes_on(cell, rest) for cell, rest in rests
    )


def _half(cell: Field, rest: Field) -> int:
    """Whether a figure stands above (1) or below (2) the break."""
    return 1 if _is_number(cell.text) else 2 if _is_number(rest.text) else 0


def _goes_on(cell: Field, rest: Field) -> bool:
    """Whether the text of a cell goes on in another one: what that begins with had no room any more."""
    line = cell.lines[-1]
    if line.text[-1] in _OPENING:
        return True
    room = cell.reach - cell.left - cell.padding - (line.right - line.left)
    return room < max(token_width(rest.lines[0]), 0.95 * line.size) and not _NUMBERED.match(rest.text)


def _complete_each_other(last: Sequence[Field], first: Sequence[Field]) -> bool:
    """Whether one half of a row holds its label only, and the other its figures only."""
    upper, lower = ([cell.text for cell in dict.fromkeys(row) if cell.text] for row in (last, first))
    if not upper or not lower:
        return False
    kinds = [set(map(_is_number, texts)) for texts in (upper, lower)]
    return kinds in ([{True}, {False}], [{False}, {True}])


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _height(rows: list[list[Field]], cell: Field) -> int:
    """In how many rows, from the first on, a cell stands."""
    count = 0
    while count < len(rows) and any(other is cell for other in rows[count]):
        count += 1
    return count
