"""Tables as drawn on pages, while they are put together over page breaks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from gouji.patterns import pattern
from gouji.readers.lines import Line, joined_text
from gouji.readers.ruling import Lattice, clustered

_EDGE = 4.0
_NUMBERED = pattern(r"[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]")


@dataclass(slots=True, eq=False)
class Field:
    """A cell: its lines, and the page on which it begins. One object stands in every place that the cell covers."""

    lines: list[Line]
    page: int

    @property
    def text(self) -> str:
        """The text of the cell."""
        return joined_text(self.lines)


@dataclass(slots=True)
class Form:
    """A table: its column edges, and its rows of cells."""

    xs: list[float]
    rows: list[list[Field]]


def form_of(lattice: Lattice, fields: dict[int, Field], page: int) -> Form:
    """The table of a lattice with the cells of its owners; those without text are blank."""
    cells = dict(fields)
    rows = [[cells.setdefault(owner, Field([], page)) for owner in row] for row in lattice.owners]
    return Form(list(lattice.xs), rows)


def joined(form: Form, after: Form) -> bool:
    """Adds the rows of a table that begins a page to the one that ended the page before, if they are one table."""
    if abs(form.xs[0] - after.xs[0]) > _EDGE or abs(form.xs[-1] - after.xs[-1]) > _EDGE:
        return False
    same = len(form.xs) == len(after.xs) and all(abs(a - b) < _EDGE for a, b in zip(form.xs, after.xs, strict=True))
    if not same:
        edges = clustered([*form.xs, *after.xs], _EDGE)
        form.rows, after.rows = _on_edges(form, edges), _on_edges(after, edges)
        form.xs = edges
    del after.rows[: _repeated(form, after)]
    if after.rows:
        _connect(form, after)
        form.rows += after.rows
    return True


def _on_edges(form: Form, edges: list[float]) -> list[list[Field]]:
    """The rows of a table on a finer set of column edges."""
    columns = [
        min(max(bisect_right(form.xs, (left + right) / 2) - 1, 0), len(form.xs) - 2) for left, right in pairwise(edges)
    ]
    return [[row[column] for column in columns] for row in form.rows]


def _repeated(form: Form, after: Form) -> int:
    """How many rows at the top of a page repeat the head of the table."""
    count = 0
    for row, again in zip(form.rows, after.rows, strict=False):
        if [field.text for field in row] != [field.text for field in again] or not any(field.text for field in row):
            break
        count += 1
    return count if count < len(after.rows) else 0


def _connect(form: Form, after: Form) -> None:
    """Cells that the page break cut in two become one: the rest of a row, and labels over several rows."""
    last, first = form.rows[-1], after.rows[0]
    if _is_rest(last, first):
        for field, rest in _pairs(last, first):
            field.lines += rest.lines
        _replace(after.rows, dict(_pairs(first, last)))
        del after.rows[0]
        return
    for field, rest in _pairs(last, first):
        rows = _height(form.rows[::-1], field), _height(after.rows, rest)
        if max(rows) > 1 and field.text and not _NUMBERED.match(rest.text) and not _is_number(rest.text):
            field.lines += rest.lines
            _replace(after.rows, {rest: field})


def _pairs(row: list[Field], below: list[Field]) -> list[tuple[Field, Field]]:
    """Cells of a row with those below them, where both begin and end at the same edges."""
    spans = {field: _columns(row, field) for field in row}
    under = {field: _columns(below, field) for field in below}
    return [(field, other) for field in spans for other in under if spans[field] == under[other]]


def _columns(row: list[Field], field: Field) -> tuple[int, int]:
    places = [column for column, other in enumerate(row) if other is field]
    return places[0], places[-1]


def _is_rest(last: list[Field], first: list[Field]) -> bool:
    """Whether one row was cut: figures stand in only one of its halves, and a label without number in the other."""
    pairs = _pairs(last, first)
    if len(pairs) != len(set(last)) or len(pairs) != len(set(first)):
        return False
    figures = [_is_number(field.text) + 2 * _is_number(rest.text) for field, rest in pairs]
    if figures.count(1) + figures.count(2) < 3 or 3 in figures or (1 in figures and 2 in figures):
        return False
    labels = [rest.text for field, rest in pairs if rest.text and not _is_number(rest.text)]
    return bool(labels) and not any(_NUMBERED.match(label) for label in labels)


def _is_number(text: str) -> bool:
    return text.replace(".", "").replace("-", "").replace(",", "").isdecimal()


def _height(rows: list[list[Field]], field: Field) -> int:
    """In how many rows, from the first on, a cell stands."""
    count = 0
    while count < len(rows) and any(other is field for other in rows[count]):
        count += 1
    return count


def _replace(rows: list[list[Field]], changed: dict[Field, Field]) -> None:
    for row in rows:
        row[:] = [changed.get(field, field) for field in row]
