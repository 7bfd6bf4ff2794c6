"""The values of reports as a workbook: one a row, to filter and sort, and to be read back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

from gouji.extras import needed

_MOST_ROWS: Final = 1_000_000
_WIDTHS: Final = {"path": 32, "agency": 24, "form_name": 28, "row_name": 44, "column_name": 20, "row": 28, "place": 28}


def book(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of rows below a head. Raises ConfigError without xlsxwriter."""
    with needed("xlsx"):
        from xlsxwriter import Workbook
    file = BytesIO()
    # No text is taken for a formula or a link: it comes from files of unknown origin.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as workbook:
        bold = workbook.add_format({"bold": True})
        sheet: Any = None
        number = 0
        for row in rows:
            if sheet is None or number >= _MOST_ROWS:
                sheet, number = _sheet(workbook, head, bold), 0
            number += 1
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
        if sheet is None:
            _sheet(workbook, head, bold)
    return file.getvalue()


def _sheet(workbook: Any, head: Sequence[str], bold: Any) -> Any:
    sheet = workbook.add_worksheet(f"数值{len(workbook.worksheets()) + 1}" if workbook.worksheets() else "数值")
    sheet.write_row(0, 0, head, bold)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, _MOST_ROWS, len(head) - 1)
    for column, name in enumerate(head):
        if name in _WIDTHS:
            sheet.set_column(column, column, _WIDTHS[name])
    return sheet
