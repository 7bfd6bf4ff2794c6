"""Tables that were flattened into lines of text: figures are read where the labels tell them, or are said not to be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder import build
from builder.parts import Sheet, grid
from checking import check, report_of
from varying import flaws, misread, noise, written


def _lines(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)] if len(text) > width else [text]


def cells_broken(sheet: Sheet) -> list[str]:
    """A cell a line, as viewers copy them, long labels over several lines."""
    texts = (slot for row in sheet.rows for slot in row if slot.text)
    return [line for slot in texts for line in ([slot.text] if slot.address else _lines(slot.text, 7))]


def figures_between(sheet: Sheet) -> list[str]:
    """A row a line, long labels broken, the figures behind their first half."""
    lines = []
    for row in sheet.rows:
        *before, label = [slot.text for slot in row if slot.address is None] or [""]
        figures = "    ".join(slot.text for slot in row if slot.address)
        half = len(label) // 2 + 1 if figures and len(label) > 8 else len(label)
        lines += ["   ".join([*before, f"{label[:half]}    {figures}".rstrip()]), *filter(None, [label[half:]])]
    return lines


def figures_below(sheet: Sheet) -> list[str]:
    """The label of a row, and its figures in the line below."""
    parts = ((slot.text for slot in row if (slot.address is None) == words) for row in sheet.rows for words in (1, 0))
    return [line for part in parts if (line := " ".join(part))]


def commas(sheet: Sheet) -> list[str]:
    """Cells between commas; a row has as many as it has cells of its own."""
    return [",".join(slot.text for slot in row) for row in sheet.rows]


def run_together(sheet: Sheet) -> list[str]:
    """Label, unit and figures of a row without anything between them."""
    return ["".join(slot.text for slot in row) for row in sheet.rows]


def column_by_column(sheet: Sheet) -> list[str]:
    """All cells of the first column, then all of the second."""
    rows = grid(sheet)
    return [row[at] for at in range(sheet.width) for row in rows if row[at]]


def labels_above(sheet: Sheet) -> list[str]:
    """Between bars, a line for each label, and the figures of a row in the line below."""
    lines = []
    for row in sheet.rows:
        lines += [f"{slot.text} |" for slot in row if slot.address is None]
        figures = [slot.text for slot in row if slot.address]
        lines += [" | ".join(figures) + " |"] if figures else []
    return lines


def cells_with_spread(sheet: Sheet) -> list[str]:
    """A cell a line with a bar behind it, zeros left blank; a line of bars where the last cell is spread over columns."""
    lines = []
    for row in sheet.rows:
        lines += [f"{'' if slot.address and slot.text == '0' else slot.text} |".strip() for slot in row]
        free = sheet.width - sum(slot.columns for slot in row)
        spread = free + sum(slot.columns - 1 for slot in row)
        lines += ["|" * spread] if spread > 0 else []
    return lines


def cells_as_copied(sheet: Sheet) -> list[str]:
    """A cell a line as a browser copies them, zeros left blank: a no-break space each."""
    return ["\u00a0" if slot.address and slot.text == "0" else slot.text for row in sheet.rows for slot in row]


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
@pytest.mark.parametrize("write", [figures_between, cells_broken, figures_below, labels_above])
def test_labels_broken_over_lines(write: Callable[[Sheet], list[str]], edition: str) -> None:
    made = build(edition, 4)
    report = written(made, write)
    assert flaws(made, report) == []


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("seed", [4, 5])
@pytest.mark.parametrize("write", [cells_with_spread, cells_as_copied])
def test_blank_cells_of_a_stream(write: Callable[[Sheet], list[str]], edition: str, seed: int) -> None:
    """Bars that only spread a cell are no blank cells, and blank cells before the first figure of 表四 are its own."""
    made = build(edition, seed)
    report = written(made, write)
    blank = misread(made, report)
    assert set(blank.values()) == {None}
    assert {made.figures[at] for at in blank} == {0}
    assert {form.status for form in report.forms.values()} == {"read"}
    assert noise(report) == []


def test_label_unit_and_figure_run_together() -> None:
    made = build("2014", 4)
    report = written(made, run_together)
    assert flaws(made, report) == []


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
@pytest.mark.parametrize("write", [column_by_column, commas, run_together])
def test_what_is_not_read_is_neither_blank_nor_missing(write: Callable[[Sheet], list[str]], edition: str) -> None:
    """The figures stand there for a person to see: no cell is told to be blank, no row and no table to be missing."""
    made = build(edition, 4)
    report = written(made, write)
    assert {at: number for at, number in misread(made, report).items() if number is not None} == {}
    assert not [f for f in check(report) if f.code in ("TAB201", "TAB203", "TAB206", "STR121")]


def test_labels_and_digits_that_ran_together_are_unread_where_they_stand() -> None:
    text = (
        "青禾市财政局2021年政府信息公开工作年度报告\n一、总体情况\n公开12条。\n三、收到和处理政府信息公开申请情况\n"
        "一、本年新收政府信息公开申请数量 二、上年结转政府信息公开申请数量 三、本年度办理结果（一）予以公开 四、结转下年度继续办理 12300832001\n"
    )
    found = [f for f in check(report_of(text, "report.txt")) if f.code in ("EXT004", "TAB201")]
    assert [(f.code, f.place.line) for f in found if "收到和处理" in f.message.zh] == [("EXT004", 5)]


def cells_far_apart(sheet: Sheet, zero: str) -> list[str]:
    return [
        (zero if slot.address and slot.text == "0" else slot.text) + "\n\u00a0" for row in sheet.rows for slot in row
    ]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_lines_with_a_no_break_space_that_keep_a_distance_are_no_cells(edition: str) -> None:
    made = build(edition, 4)
    assert misread(made, written(made, lambda sheet: cells_far_apart(sheet, "0"))) == {}
    assert set(misread(made, written(made, lambda sheet: cells_far_apart(sheet, ""))).values()) == {None}
