"""Labels of rows, columns and cells as people are shown them."""

from __future__ import annotations

from gouji.editions import Form, Row
from gouji.report import FormReading

_MARKS = str.maketrans("():,", "（）：，")


def printed(label: str) -> str:
    """A label with full-width marks, as the national form has them."""
    return label.translate(_MARKS)


def short(label: str) -> str:
    """A printed label without the remark in brackets that the form gives with it."""
    at = label.find("(", 4)
    return printed(label[:at] if at > 0 else label)


def row_label(form: Form, row: str) -> str:
    """The printed label of a row."""
    return short(_row(form, row).label)


def column_label(form: Form, column: str) -> str:
    """The printed head of a column."""
    return short(next(known.label for known in form.columns if known.id == column))


def _row(form: Form, row: str) -> Row:
    return next(known for known in form.rows if known.id == row)


def cell_label(reading: FormReading, cell: tuple[str, str]) -> str:
    """Row and column of a cell; forms with one column need no column."""
    row = row_label(reading.form, cell[0])
    return row if len(reading.form.columns) == 1 else f"{row}/{column_label(reading.form, cell[1])}"
