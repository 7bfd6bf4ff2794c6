"""Tables as editors damage them and sites show them: what a person reads there is read, and nothing wrong is told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from builder import build, with_text
from builder.parts import Sheet, Slot
from checking import check, report_of
from varying import changed, is_about, misread, noise, read

YEARS = ["2019", "2021"]
GRIDS = ["clean", "word", "tabs"]


def results_cell_lost(sheet: Sheet) -> Sheet:
    """表三 without the cell 三、本年度办理结果: the rows beside it begin a column too far to the left."""
    rows = (tuple(slot for slot in row if slot.text != "三、本年度办理结果") for row in sheet.rows)
    return sheet._replace(rows=tuple(rows))


def group_cell_short(sheet: Sheet) -> Sheet:
    """表三 whose cell （三）不予公开 reaches down over a row too few."""
    rows = (tuple(slot._replace(rows=slot.rows - (slot.rows == 8)) for slot in row) for row in sheet.rows)
    return sheet._replace(rows=tuple(rows))


@pytest.mark.parametrize("edition", YEARS)
@pytest.mark.parametrize("layout", GRIDS)
@pytest.mark.parametrize("damage", [results_cell_lost, group_cell_short])
@pytest.mark.parametrize("zero", ["0", ""])
def test_figures_beside_their_heads(damage: Callable[[Sheet], Sheet], layout: str, edition: str, zero: str) -> None:
    """Nothing is told of figures that stand a column too far to the left, since no cell spans down to where they begin."""
    made = changed(build(edition, 4), damage)
    for address, number in made.figures.items():
        if number == 0 and zero == "" and address[2] in ("research", "welfare") and layout != "tabs":
            made = with_text(made, address, zero)
    report = read(made, layout)
    assert {number for number in misread(made, report).values() if number is not None} == set()
    assert zero == "" or misread(made, report) == {}
    assert noise(report) == []


def test_a_blank_column_before_the_figures_moves_none() -> None:
    """The total of a row is blank, and so is a column that no head stands over: the figures stay under their heads."""
    made = build("2021", 4)
    made = with_text(made, ("applications", "new", "total"), "")

    def with_blank_column(sheet: Sheet) -> Sheet:
        if not is_about(sheet, "本年新收"):
            return sheet
        heads = tuple(slot._replace(columns=slot.columns + (slot.columns == 3)) for slot in sheet.rows[0])
        rows = [_with_blank(row) for row in sheet.rows[3:]]
        return Sheet((heads, *sheet.rows[1:3], *rows), sheet.width + 1)

    report = read(changed(made, with_blank_column), "clean")
    assert set(misread(made, report)) == {("applications", "new", "total")}


def _with_blank(row: tuple[Slot, ...]) -> tuple[Slot, ...]:
    labels = [slot for slot in row if not slot.address]
    return (*labels, Slot(""), *[slot for slot in row if slot.address])


def groups_joined(joint: str) -> Callable[[Sheet], Sheet]:
    """表三 with the label of each row and those of its groups in one cell."""

    def change(sheet: Sheet) -> Sheet:
        if not is_about(sheet, "本年新收"):
            return sheet
        rows, groups = list(sheet.rows[:3]), ["", ""]
        left = [0, 0]
        for row in sheet.rows[3:]:
            *before, label = [slot for slot in row if not slot.address]
            for slot in before:
                level = int(slot.text != "三、本年度办理结果")
                groups[level], left[level] = slot.text, slot.rows
            mine = [group for group, rest in zip(groups, left, strict=True) if rest > 0]
            left = [rest - 1 for rest in left]
            rows.append((Slot(joint.join([*mine, label.text]), 3), *[slot for slot in row if slot.address]))
        return Sheet(tuple(rows), sheet.width)

    return change


@pytest.mark.parametrize("edition", YEARS)
@pytest.mark.parametrize("layout", ["clean", "pipes", "cells", "tabs", "aligned", "markdown"])
@pytest.mark.parametrize("joint", ["", "-", "："])
def test_labels_joined_with_those_of_their_groups(joint: str, layout: str, edition: str) -> None:
    made = changed(build(edition, 4), groups_joined(joint))
    report = read(made, layout)
    assert misread(made, report) == {}
    assert noise(report) == []
    assert not [finding for finding in check(report) if finding.code == "TAB204"]


@pytest.mark.parametrize(
    "field",
    [
        '<input type="text" value="{}" readonly>',
        "<INPUT size=4 value={} name=a1>",
        "<p><input class='w' value='{}'/></p>",
        "<textarea rows=1>{}</textarea>",
    ],
)
def test_figures_in_fields(field: str) -> None:
    """Systems in which offices fill the form in show it with its fields."""
    made = build("2021", 4)
    page = re.sub(r">(-?\d[\d.]*)</td>", lambda match: f">{field.format(match[1])}</td>", made.render("clean"))
    assert field[:6] in page
    report = report_of(page, "report.html")
    assert misread(made, report) == {}
    assert noise(report) == []
    value = report.forms["applications"].values["new", "natural_person"]
    start = report.document.source.origin(value.cell.span.start)
    assert page[start:].startswith(value.cell.text)


def test_fields_that_hold_nothing_of_the_report() -> None:
    made = build("2021", 4)
    more = (
        '<input type="hidden" value="77"><input type="button" value="88"><input value=""><input value>'
        '<input value="66" style="display:none"><textarea hidden>55</textarea>'
    )
    page = made.render("clean").replace("</td>", f"{more}</td>")
    assert misread(made, report_of(page, "report.html")) == {}
