"""Reports whose tables are changed or written otherwise, and what was read of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from builder import LAYOUTS, Made
from builder.figures import Address
from builder.parts import Part, Sheet, Slot
from checking import check, report_of
from gouji.report import Report

Change = Callable[[Sheet], Sheet]


def changed(made: Made, change: Change) -> Made:
    """The report with its sheets changed."""
    parts: Iterator[Part] = (change(part) if isinstance(part, Sheet) else part for part in made.parts)
    return replace(made, parts=tuple(parts))


def read(made: Made, layout: str) -> Report:
    return report_of(made.render(layout), LAYOUTS[layout])


def misread(made: Made, report: Report) -> dict[Address, object]:
    """Cells whose figure is not the one that was written, with what was read (None where nothing was)."""
    found: dict[Address, object] = {}
    for (form, row, column), number in made.figures.items():
        reading = report.forms.get(form)
        read = None if reading is None else reading.number(row, column)
        if read != number:
            found[form, row, column] = read
    return found


def noise(report: Report) -> list[str]:
    """Codes of errors and warnings in a report that has none, blank cells left out."""
    return [f.code for f in check(report) if str(f.severity) != "info" and f.code != "TAB206"]


def flaws(made: Made, report: Report) -> list[object]:
    """What is wrong with how a faultless report was read: cells that were misread, findings that it should not have."""
    return [*misread(made, report).items(), *noise(report)]


def is_about(sheet: Sheet, words: str) -> bool:
    return any(words in slot.text for row in sheet.rows for slot in row)


def written(made: Made, write: Callable[[Sheet], list[str]]) -> Report:
    lines = [line for part in made.parts for line in (write(part) if isinstance(part, Sheet) else [part.text])]
    return report_of("\n".join(lines), "report.txt")


def labels_as(pattern: str, text: str | Callable[[re.Match[str]], str]) -> Change:
    """All labels with something replaced."""

    def change(sheet: Sheet) -> Sheet:
        return sheet._replace(rows=tuple(tuple(map(rewrite, row)) for row in sheet.rows))

    def rewrite(slot: Slot) -> Slot:
        return slot if slot.address is not None else slot._replace(text=re.sub(pattern, text, slot.text))

    return change
