"""Labels of the forms in words of messages."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.editions import Form, Row
from gouji.findings import Words
from gouji.report import FormReading

QUOTES = str.maketrans("「」", "“”")
"""Quotes of Chinese sentences, for `str.translate`, as English ones have them."""
_MOST_FORMS = 2
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


def form_names(readings: Iterable[FormReading]) -> Words:
    """The names of forms; of more than two the first and the count."""
    names = [reading.form.name for reading in readings]
    zh, en = [f"「{name.zh}」" for name in names], [f"“{name.en}”" for name in names]
    if len(names) > _MOST_FORMS:
        return Words(f"{zh[0]}等 {len(names)} 个表", f"{en[0]} and {len(names) - 1} more forms")
    return Words("和".join(zh), " and ".join(en))
