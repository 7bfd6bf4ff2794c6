"""Tables laid out as others were before: where their figures stand is looked up and not worked out again.

Offices fill in the same blank form, and one site prints all of them alike: the labels are the same to the letter and
the figures stand in the same cells. A template says which cell is which value. It is kept only of forms in which every
figure stands in digits where its labels say: then the figures themselves have no say in how the forms are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from gouji import editions
from gouji.document import Cells, ends, span_of
from gouji.recognition.figures import figure
from gouji.recognition.lexicon import Lexicon
from gouji.recognition.lines import FIGURE, Line, Row, mark
from gouji.recognition.placing import total_comes_first
from gouji.report import ColumnReading, FormReading, Number, PlainValues, RowReading
from gouji.source import Span

_MOST_CELLS = 2000
_MOST_KEPT = 64

_At = tuple[int, int]
"""Where a cell stands: the number of its row, and its number in the row."""


class Shape(NamedTuple):
    """What the reading of some rows rests on when all figures are plain; equal shapes are read alike."""

    lexicon: Lexicon
    preferred: str | None
    rows: tuple[object, ...]


class _Form(NamedTuple):
    """A form, and where its values, the labels of its rows and its heads stand."""

    blank: FormReading
    places: Mapping[tuple[str, str], int]
    values: tuple[_At, ...]
    confidences: tuple[float, ...]
    rows: tuple[tuple[editions.Row, float, _At], ...]
    heads: tuple[tuple[editions.Column, float, _At], ...]
    unknown: tuple[_At, ...]
    ends: tuple[_At, ...]


_KEPT: dict[Shape, tuple[_Form, ...]] = {}


def shape_of(rows: Sequence[Row], lexicon: Lexicon, preferred: str | None) -> Shape | None:
    """The shape of rows; None where there are more cells than forms have."""
    if not rows or sum([len(row.marks) for row in rows]) > _MOST_CELLS:
        return None
    marks: list[object] = []
    table = -1
    for row in rows:
        if row.table != table:
            table = row.table
            marks.append(row.is_grid)
        marks.append((row.marks, tuple([cell[2:] for cell in row.cells])) if row.is_grid else row.marks)
    return Shape(lexicon, preferred, tuple(marks))


def filled(shape: Shape | None, rows: Sequence[Row]) -> Mapping[str, FormReading] | None:
    """The forms in rows of a known shape; None where the shape is new, or the figures leave something in doubt."""
    forms = None if shape is None else _KEPT.get(shape)
    if forms is None:
        return None
    # The last one is the row of heads that were not found.
    cells = [*(row.cells for row in rows), ()]
    texts = [row.texts for row in rows]
    readings: dict[str, FormReading] = {}
    for form in forms:
        reading = _filled(form, cells, texts)
        if reading is None:
            return None
        readings[reading.form.id] = reading
    return readings


def _filled(form: _Form, cells: Sequence[Cells], texts: Sequence[Sequence[str]]) -> FormReading | None:
    numbers = [_number(texts[row][at]) for row, at in form.values]
    width = len(form.blank.form.columns)
    if form.blank.form.layout == "rows" and total_comes_first(form.blank.form, _cut(numbers, width)):
        return None
    first, last, end = [span_of(cells[row], at) for row, at in form.ends]
    span = Span(first.start, max(last.end, end.end))
    return form.blank._replace(
        span=span,
        values=PlainValues(form.places, cells, form.values, numbers, form.confidences),
        rows={label.id: RowReading(label, likeness, cells[row], at) for label, likeness, (row, at) in form.rows},
        columns=tuple([ColumnReading(column, likeness, cells[row], at) for column, likeness, (row, at) in form.heads]),
        unknown=tuple([cells[row][at] for row, at in form.unknown]),
        unusual=tuple(_unusual(form.places, numbers)),
    )


@lru_cache(maxsize=512)
def _number(text: str) -> Number:
    return figure(text).number or 0


def _unusual(keys: Iterable[tuple[str, str]], numbers: Sequence[Number]) -> list[tuple[str, str]]:
    if float not in set(map(type, numbers)):
        return []
    return [key for key, number in zip(keys, numbers, strict=True) if isinstance(number, float)]


def _cut(numbers: Sequence[Number], width: int) -> Iterator[Sequence[Number]]:
    return (numbers[start : start + width] for start in range(0, len(numbers), width))


def keep(
    shape: Shape | None, lines: Sequence[Line], found: Mapping[str, Sequence[Line]], readings: Mapping[str, FormReading]
) -> None:
    """Keep where the forms stand that were found in some of the lines, if digits alone fill them."""
    if shape is None:
        return
    forms = _Recorder(lines).forms(found, readings)
    if forms is None:
        return
    if len(_KEPT) >= _MOST_KEPT:
        del _KEPT[next(iter(_KEPT))]
    _KEPT[shape] = forms


class _Recorder:
    """Finds the cells of forms among all cells of some lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.places = {id(cell): (row, at) for row, line in enumerate(lines) for at, cell in enumerate(line.cells)}
        self.lines = {id(line.cells): row for row, line in enumerate(lines)}

    def forms(
        self, found: Mapping[str, Sequence[Line]], readings: Mapping[str, FormReading]
    ) -> tuple[_Form, ...] | None:
        if not all(map(self._is_plain, readings.values())):
            return None
        return tuple(self._form(found[id], reading) for id, reading in readings.items())

    def _is_plain(self, reading: FormReading) -> bool:
        """Whether the reading rests on labels alone, with a plain figure for every column of a row."""
        rows = dict.fromkeys(row for row, _ in reading.values)
        cells = [value.cell for value in reading.values.values()]
        return (
            reading.status == "read"
            and not reading.reason
            and list(reading.values) == [(row, column.id) for row in rows for column in reading.form.columns]
            and all(mark(cell.text).startswith(FIGURE) and id(cell) in self.places for cell in cells)
        )

    def _form(self, lines: Sequence[Line], reading: FormReading) -> _Form:
        values = reading.values.values()
        return _Form(
            reading._replace(span=Span(0, 0), values={}, rows={}, columns=(), unknown=(), unusual=()),
            {key: place for place, key in enumerate(reading.values)},
            tuple(self.places[id(value.cell)] for value in values),
            tuple(value.confidence for value in values),
            tuple((row.row, row.likeness, self._place(row)) for row in reading.rows.values()),
            tuple((head.column, head.likeness, self._place(head)) for head in reading.columns),
            tuple(self.places[id(cell)] for cell in reading.unknown),
            tuple(self.places[id(cell)] for cell in (*ends(lines[0].cells), ends(lines[-1].cells)[1])),
        )

    def _place(self, label: RowReading | ColumnReading) -> _At:
        return self.lines.get(id(label.cells), -1), label.place
