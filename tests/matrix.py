"""The matrix: one report of each edition in every form, the share of its values that is read, and what is found in it.

`python tests/matrix.py` prints the table.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import NamedTuple

import builder
from builder.renderings import RENDERINGS, Rendering
from checking import check, report_of

FAMILIES = ("STR", "TAB", "ARI", "XRF", "DAT", "CON", "CIT")


class Cell(NamedTuple):
    """What came of a report in a form: figures right, figures in all, those that are wrong, and what was found."""

    right: int
    all: int
    wrong: tuple[str, ...]
    found: tuple[tuple[str, str], ...]


def missing(form: Rendering) -> str:
    """What this machine lacks for a form; nothing where it has all."""
    programs = [name for name in form.programs if shutil.which(name) is None]
    return " ".join([*programs, *(name for name in form.modules if find_spec(name) is None)])


def made(edition: str) -> builder.Made:
    """A report with one wrong figure in its forms."""
    report = builder.build(edition, 7, length=1)
    return builder.break_cell(report, 7)[0] if report.figures else report


def read(edition: str, form: Rendering) -> Cell:
    """The report of an edition in a form, as it is read."""
    source = made(edition)
    report = report_of(form.make(source.parts), form.file)
    values = {
        (name, *cell): value.number for name, reading in report.forms.items() for cell, value in reading.values.items()
    }
    wrong = tuple(
        f"{'.'.join(cell)}: {values.get(cell)} for {number}"
        for cell, number in source.figures.items()
        if values.get(cell) != number
    )
    found = sorted(
        (finding.code, finding.address or "") for finding in check(report) if finding.code.startswith(FAMILIES)
    )
    return Cell(len(source.figures) - len(wrong), len(source.figures), wrong, tuple(found))


def _rows() -> Iterator[str]:
    yield f"| form | {' | '.join(builder.EDITIONS)} |\n|---|{'---|' * len(builder.EDITIONS)}"
    first = {edition: read(edition, RENDERINGS["md"]).found for edition in builder.EDITIONS}
    for name, form in RENDERINGS.items():
        lacking = missing(form)
        cells = [f"needs {lacking}"] * len(builder.EDITIONS) if lacking else []
        for edition in () if lacking else builder.EDITIONS:
            cell = read(edition, form)
            same = "same findings" if cell.found == first[edition] else f"findings differ: {cell.found}"
            cells.append(f"{cell.right} of {cell.all}, {same}" if cell.all else same)
        yield f"| {name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    for row in _rows():
        sys.stdout.write(f"{row}\n")
        sys.stdout.flush()
