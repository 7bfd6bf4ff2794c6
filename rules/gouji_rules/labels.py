"""Labels of the forms in words of messages."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.findings import Words
from gouji.labels import cell_label, column_label, printed, row_label, short
from gouji.report import FormReading

__all__ = ["QUOTES", "cell_label", "column_label", "form_names", "printed", "row_label", "short"]

QUOTES = str.maketrans("「」", "“”")
"""Quotes of Chinese sentences, for `str.translate`, as English ones have them."""
_MOST_FORMS = 2


def form_names(readings: Iterable[FormReading]) -> Words:
    """The names of forms; of more than two the first and the count."""
    names = [reading.form.name for reading in readings]
    zh, en = [f"「{name.zh}」" for name in names], [f"“{name.en}”" for name in names]
    if len(names) > _MOST_FORMS:
        return Words(f"{zh[0]}等 {len(names)} 个表", f"{en[0]} and {len(names) - 1} more forms")
    return Words("和".join(zh), " and ".join(en))
