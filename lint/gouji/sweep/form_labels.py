"""What forms, rows and columns are called, for the ids that stand in a store."""

from __future__ import annotations

from functools import cached_property

from gouji import plugins
from gouji.editions import Form
from gouji.errors import GoujiError
from gouji.labels import column_label, row_label


class FormLabels:
    """Labels by the newest edition that has the form and the row; ids that no edition has stay as they are."""

    def __init__(self, language: str) -> None:
        """Names of forms in a language; rows and columns are called what is printed on the form."""
        self._language = language

    @cached_property
    def _forms(self) -> tuple[Form, ...]:
        try:
            editions = plugins.load().editions
        except GoujiError:
            return ()
        newest = sorted(editions.values(), key=lambda edition: -edition.first_year)
        return tuple(form for edition in newest for form in edition.forms)

    def of(self, form: str, row: str, column: str) -> tuple[str, str, str]:
        """The labels of a cell: form, row, column."""
        for known in self._forms:
            if (
                known.id == form
                and any(one.id == row for one in known.rows)
                and any(one.id == column for one in known.columns)
            ):
                return known.name.of(self._language), row_label(known, row), column_label(known, column)
        return form, row, column
