"""Reports as workbooks: titles and prose in cells merged over the page, forms with merged cells, figures as numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from builder.parts import Heading, Part, Sheet

_WIDE = 10


def write(
    parts: Sequence[Part], *, apart: bool = False, merged: bool = True, numbers: bool = True, gaps: bool = True
) -> bytes:
    """A report as a workbook.

    `apart`: each form on a sheet of its own, with the headings and prose before it; `merged`: prose in cells over the
    whole width, else in the first column; `numbers`: figures as numbers, else as texts; `gaps`: an empty row round forms.
    """
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        frame = book.add_format({"border": 1, "text_wrap": True})
        number = 1
        sheet = book.add_worksheet("年报")
        row = 0
        for part in parts:
            if isinstance(part, Sheet):
                row = _table(sheet, frame, part, row + gaps, numbers) + gaps
                if apart:
                    number += 1
                    sheet, row = book.add_worksheet(f"表{number}"), 0
            else:
                text = part.text
                if merged:
                    sheet.merge_range(row, 0, row, _WIDE - 1, text)
                else:
                    sheet.write_string(row, 0, text)
                row += 1 + (isinstance(part, Heading) and part.level == 0)
    return file.getvalue()


def _table(sheet: Any, frame: Any, table: Sheet, top: int, numbers: bool) -> int:
    taken: set[tuple[int, int]] = set()
    for number, slots in enumerate(table.rows):
        column = 0
        for slot in slots:
            while (number, column) in taken:
                column += 1
            taken |= {(number + down, column + across) for down in range(slot.rows) for across in range(slot.columns)}
            content: Any = slot.text
            if numbers and slot.address is not None and content.replace(".", "", 1).isdecimal():
                content = float(content)
            place = (top + number, column)
            if slot.rows * slot.columns > 1:
                sheet.merge_range(*place, top + number + slot.rows - 1, column + slot.columns - 1, content, frame)
            elif content == "":
                sheet.write_blank(*place, None, frame)
            else:
                sheet.write(*place, content, frame)
            column += slot.columns
    return top + len(table.rows)
