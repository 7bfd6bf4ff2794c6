"""The figures of two reports side by side, by their addresses in the forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gouji.comparison import Years
from gouji.editions import Form
from gouji.report import FormReading, Number, Report, Value

_PARTS = frozenset({"leaf", "subset", "outcome", "heading"})
Cell = tuple[str, str]


class Change(NamedTuple):
    """A figure of two years at one place of a form; a figure is None where the cell holds none."""

    reading: FormReading
    cell: Cell
    old: Value
    new: Value

    @property
    def address(self) -> str:
        """Form, row and column."""
        return ".".join((self.reading.form.id, *self.cell))

    @property
    def difference(self) -> Number | None:
        """New less old, None where one of them is not a number."""
        old, new = figure(self.old), figure(self.new)
        return None if old is None or new is None else round(new - old, 6)


def figure(value: Value | None) -> Number | None:
    """The number of a cell, 0 where it is blank, None where it is neither or not there."""
    if value is None:
        return None
    return 0 if value.is_blank else value.number


def value_at(report: Report, form: str, row: str, column: str) -> Value | None:
    """The value of a cell of a form that was read."""
    reading = report.forms.get(form)
    return reading.values.get((row, column)) if reading is not None and reading.status == "read" else None


def changes(years: Years) -> Iterator[Change]:
    """The main figures that stand at the same address in both reports, in the order of the later one's forms."""
    for id, reading in years.new.forms.items():
        for row, column in main_cells(reading.form):
            old, new = (value_at(report, id, row, column) for report in (years.old, years.new))
            if old is not None and new is not None:
                yield Change(reading, (row, column), old, new)


def main_cells(form: Form) -> Iterator[Cell]:
    """The cells of a form that tell most: its totals where it has some, else all of them."""
    totals = [column for column in form.columns if column.id == "total"]
    for row in form.rows:
        if row.kind not in _PARTS:
            for column in totals or form.columns:
                yield row.id, column.id
