"""Layouts and labels as offices vary them: every figure is read as it stands, or the form is said not to be readable."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from builder import LAYOUTS, Made, build
from builder.figures import Address
from builder.parts import Part, Sheet, Slot, grid
from checking import check, registry, report_of
from gouji.document import Shape, Table
from gouji.options import Options
from gouji.recognition import recognise
from gouji.recognition.figures import figure
from gouji.traditional import SIMPLIFIED, TRADITIONAL
from varying import Change, changed, flaws, is_about, labels_as, misread, noise, read

SAID = ("EXT004", "EXT006", "TAB201", "TAB203")
TEXT = ("pipes", "bars", "cells", "tabs", "aligned")
MARKED = ("markdown", "clean", "word", "page")


def total_first(sheet: Sheet) -> Sheet:
    """表三 with 总计 as the first column."""
    if not is_about(sheet, "本年新收"):
        return sheet
    rows = list(sheet.rows)
    rows[1] = (rows[1][2], rows[1][0], rows[1][1])
    for number in range(3, len(rows)):
        labels = [slot for slot in rows[number] if slot.address is None]
        *figures, total = [slot for slot in rows[number] if slot.address is not None]
        rows[number] = (*labels, total, *figures)
    return Sheet(tuple(rows), sheet.width)


def first_two_swapped(sheet: Sheet) -> Sheet:
    """表二 with the first two columns of each block the other way round."""
    if not is_about(sheet, "第二十条"):
        return sheet
    return sheet._replace(rows=tuple(_swapped(row) if len(row) > 2 else row for row in sheet.rows))


def _swapped(row: tuple[Slot, ...]) -> tuple[Slot, ...]:
    first, second = row[1], row[2]
    return (row[0], second._replace(columns=first.columns), first._replace(columns=second.columns), *row[3:])


def stacked(sheet: Sheet) -> Sheet:
    """表四 with its blocks below each other."""
    if not is_about(sheet, "尚未审结"):
        return sheet
    heads, figures = sheet.rows[2], sheet.rows[3]
    names = ("行政复议", "未经复议直接起诉", "复议后起诉")
    rows = [(Slot("类型"), *heads[:5])]
    rows += [(Slot(name), *figures[at * 5 : at * 5 + 5]) for at, name in enumerate(names)]
    return Sheet(tuple(rows), 6)


def totals_before_results(sheet: Sheet) -> Sheet:
    """表四 with 总计 as the first column of each block."""
    if not is_about(sheet, "尚未审结"):
        return sheet
    heads, figures = ([row[at + 4 : at + 5] + row[at : at + 4] for at in (0, 5, 10)] for row in sheet.rows[2:])
    return sheet._replace(rows=(*sheet.rows[:2], sum(heads, ()), sum(figures, ())))


def in_two_halves(sheet: Sheet) -> Sheet:
    """附表 with its second half beside the first."""
    if not is_about(sheet, "在线访谈"):
        return sheet
    head, *rows = sheet.rows
    half = (len(rows) + 1) // 2
    beside = [*rows[half:], (Slot(""),) * sheet.width][:half]
    pairs = [(*left, *right) for left, right in zip(rows, beside, strict=False)]
    return Sheet(((*head, *head), *pairs), 2 * sheet.width)


def with_remarks(sheet: Sheet) -> Sheet:
    """表三 with a column of remarks in words."""
    if not is_about(sheet, "本年新收"):
        return sheet
    rows = [(*row, Slot("已核对")) if number > 2 else row for number, row in enumerate(sheet.rows)]
    rows[0] = (*rows[0], Slot("备注", 1, 3))
    return Sheet(tuple(rows), sheet.width + 1)


def numbered(sheet: Sheet) -> Sheet:
    """表三 with a column 序号."""
    if not is_about(sheet, "本年新收"):
        return sheet
    rows = [(Slot(str(number - 2)), *row) if number > 2 else row for number, row in enumerate(sheet.rows)]
    rows[0] = (Slot("序号", 1, 3), *rows[0])
    return Sheet(tuple(rows), sheet.width + 1)


def figures_as(write: Callable[[str, Address], str]) -> Change:
    """All figures written otherwise."""

    def change(sheet: Sheet) -> Sheet:
        return sheet._replace(rows=tuple(tuple(map(rewrite, row)) for row in sheet.rows))

    def rewrite(slot: Slot) -> Slot:
        return slot if slot.address is None else slot._replace(text=write(slot.text, slot.address))

    return change


def _thousands(text: str, _: Address) -> str:
    return re.sub(r"\d+", lambda match: f"{int(match[0]):,}", text, count=1)


def _in_words(text: str, _: Address) -> str:
    return re.sub(r"^\+", "增加", re.sub(r"^-", "减少", text))


def _with_unit(text: str, address: Address) -> str:
    return text + "件" if address[2] in ("decisions", "made") else text


_NOTES = {
    "规章": "没有制定权的填零",
    "规范性文件": "凡是行政机关制发的决定、公告、通告、意见和通知，标题里有“规定”“办法”“细则”等字样的一般都算在内，行政许可、行政处罚和行政强制的决定书不算",
    "行政规范性文件": "凡是行政机关制发的决定、公告、通告、意见和通知，标题里有“规定”“办法”“细则”等字样的一般都算在内，行政许可、行政处罚和行政强制的决定书不算",
    "其他对外管理服务事项": "含行政确认、行政奖励、行政裁决、行政给付、行政检查、行政征收和公共服务，不含行政许可、行政处罚、行政强制",
    "本年增/减": "减少的 前面写减号",
    "上一年项目数量": "上年末的事项数",
    "处理决定数量": "全年办件数",
}


def with_notes(sheet: Sheet) -> Sheet:
    """表二 with remarks in brackets behind labels and heads, as a province explains its form."""
    if not is_about(sheet, "第二十条"):
        return sheet
    rows = (tuple(_noted(slot) for slot in row) for row in sheet.rows)
    return sheet._replace(rows=tuple(rows))


def _noted(slot: Slot) -> Slot:
    note = _NOTES.get(slot.text) if slot.address is None else None
    return slot._replace(text=f"{slot.text}（{note}）") if note else slot


def with_a_row_of_their_own(sheet: Sheet) -> Sheet:
    """The same with a row that the form does not have."""
    sheet = with_notes(sheet)
    if not is_about(sheet, "第二十条"):
        return sheet
    at = next(number for number, row in enumerate(sheet.rows) if "规范性文件" in row[0].text)
    own = (
        Slot("其他公开文件（规范性文件以外的）"),
        *(slot._replace(text="7", address=None) for slot in sheet.rows[at][1:]),
    )
    return sheet._replace(rows=(*sheet.rows[: at + 1], own, *sheet.rows[at + 1 :]))


CASES: dict[str, tuple[Change, tuple[str, ...]]] = {
    "total first": (total_first, ("pipes", "bars", "tabs", *MARKED)),
    "columns swapped": (first_two_swapped, (*TEXT, *MARKED)),
    "blocks below each other": (stacked, ("pipes", "bars", "tabs", *MARKED)),
    "totals before results": (totals_before_results, (*TEXT, *MARKED)),
    "two halves": (in_two_halves, ("pipes", "tabs", *MARKED)),
    "list marks in brackets": (labels_as(r"^(\d)\.", r"（\1）"), ("pipes", "tabs", *MARKED)),
    "remarks": (with_remarks, ("pipes", "bars", "tabs", *MARKED)),
    "numbered": (numbered, ("pipes", "bars", "cells", "tabs", *MARKED)),
    "thousands": (figures_as(_thousands), (*TEXT, *MARKED)),
    "decimal zeros": (figures_as(lambda t, _: f"{t}.00" if t.isdigit() else t), (*TEXT, *MARKED)),
    "change in words": (figures_as(_in_words), (*TEXT, *MARKED)),
    "noughts in words": (figures_as(lambda t, _: "零" if t == "0" else t), ("pipes", "cells", "tabs", *MARKED)),
    "units in cells": (figures_as(_with_unit), (*TEXT, *MARKED)),
    "blanks around": (figures_as(lambda t, _: f"\u00a0{t} "), (*TEXT, *MARKED)),
    "heads broken": (labels_as(r"(商|总|自)(业|计|然)", r"\1 \2"), (*TEXT, *MARKED)),
    "list mark": (labels_as(r"^(\d)\.", r"\1、"), ("pipes", "bars", "cells", "tabs", *MARKED)),
    "short labels": (labels_as(r"^2\.申请人逾期未按.*", "2.逾期不缴费"), (*TEXT, *MARKED)),
    "notes": (with_notes, ("pipes", "bars", "cells", "tabs", *MARKED)),
    "a row of their own": (with_a_row_of_their_own, ("pipes", "bars", "tabs", *MARKED)),
    "as it is": (lambda sheet: sheet, (*TEXT, *MARKED)),
}


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
@pytest.mark.parametrize(("case", "layout"), [(case, layout) for case, (_, all) in CASES.items() for layout in all])
def test_every_figure(case: str, layout: str, edition: str) -> None:
    made = changed(build(edition, 4), CASES[case][0])
    report = read(made, layout)
    assert flaws(made, report) == []
    assert report.edition.id == edition


@pytest.mark.parametrize("layout", TEXT)
def test_signature_before_an_annex_in_lines(layout: str) -> None:
    report = read(build("2014", 4), layout)
    assert report.signature is not None
    assert report.signature.day is not None


@pytest.mark.parametrize("layout", ["pipes", *MARKED])
def test_table_cut_before_its_last_row(layout: str) -> None:
    made = build("2021", 4)
    parts: list[Part] = []
    for part in made.parts:
        if isinstance(part, Sheet) and is_about(part, "本年新收"):
            parts += [Sheet(part.rows[:-1], part.width), Sheet((*part.rows[:3], part.rows[-1]), part.width)]
        else:
            parts.append(part)
    made = replace(made, parts=tuple(parts))
    report = read(made, layout)
    assert flaws(made, report) == []


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("layout", [*TEXT, "markdown", "clean"])
def test_remark_in_a_cell_moves_no_figure(layout: str, edition: str) -> None:
    def note(text: str, address: Address) -> str:
        return f"{text}（其中修订2件）" if address == ("applications", "carried_out", "total") else text

    made = changed(build(edition, 4), figures_as(note))
    report = read(made, layout)
    wrong = {at: number for at, number in misread(made, report).items() if number is not None}
    assert wrong == {}
    assert {finding.code for finding in check(report)} & {"TAB207", *SAID}


def test_lost_figure_is_not_made_up() -> None:
    text = build("2021", 4).render("pipes")
    line = next(line for line in text.splitlines() if line.startswith("一、本年新收"))
    cells = line.split(" | ")
    short = " | ".join([cells[0], *cells[1:3], *cells[4:]])
    report = report_of(text.replace(line, short), "report.txt")
    assert report.forms["applications"].number("new", "total") is None
    assert any(finding.code == "EXT004" for finding in check(report))


def test_first_cell_blank_between_bars() -> None:
    made = build("2021", 4)
    text = made.render("pipes")
    line = text.splitlines()[[*map(str.strip, text.splitlines())].index("五、存在的主要问题及改进情况") - 1]
    first, rest = line.split(" | ", 1)
    report = report_of(text.replace(line, f" | {rest}"), "report.txt")
    assert misread(made, report) == ({("remedies", "review", "upheld"): None} if first else {})


@pytest.mark.parametrize(
    ("line", "row", "columns"),
    [("行政事业性收费2221.6", "fees", {"amount": 2221.6}), ("行政事业性收费0", "fees", {"amount": 0})],
)
def test_amount_that_runs_together_with_its_label(line: str, row: str, columns: dict[str, float]) -> None:
    text = f"""白鹭县水务局2022年政府信息公开工作年度报告
二、主动公开政府信息情况
第二十条第（一）项
信息内容本年制发件数本年废止件数现行有效件数
规章000
行政规范性文件000
第二十条第（五）项
信息内容本年处理决定数量
行政许可12
第二十条第（六）项
信息内容本年处理决定数量
行政处罚3
行政强制0
第二十条第（八）项
信息内容本年收费金额（单位：万元）
{line}
三、收到和处理政府信息公开申请情况
"""
    reading = report_of(text, "report.txt").forms["fees"]
    assert {column: reading.number(row, column) for column in columns} == columns


def test_two_digits_are_not_cut_into_two_figures() -> None:
    text = """白鹭县水务局2020年政府信息公开工作年度报告
二、主动公开政府信息情况
第二十条第（九）项
信息内容 | 采购项目数量 | 采购总金额
政府集中采购 | 31
三、收到和处理政府信息公开申请情况
"""
    reading = report_of(text, "report.txt").forms["procurement"]
    assert reading.number("procurement", "amount") is None
    assert reading.number("procurement", "items") in (None, 31)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("增加4", 4),
        ("增4", 4),
        ("减少15", -15),
        ("减4", -4),
        ("+19", 19),
        ("-8", -8),
        ("１２", 12),
        ("1，234", 1234),
        ("43.788万元", 43.788),
        ("152790元", 152790),
        ("0.00", 0),
        ("零", 0),
        ("○", 0),
        ("三", 3),
        ("十二件", 12),
        ("22（其中修订16件）", None),
        ("12 3", None),
        ("12①", 12),
        ("12件²", 12),
        ("1²3", None),
        ("①", None),
        ("不涉及", None),
    ],
)
def test_figure(text: str, number: float | None) -> None:
    assert figure(text).number == number


def test_a_total_that_comes_first_is_not_read_as_natural_persons() -> None:
    """Cells one a line, the total before its parts: nothing says so but the sums, and nothing is invented."""
    made = build("2021", 3)
    lines = made.render("cells").split("\n")
    report = report_of(_total_first(lines, made), "report.txt")
    reading = report.forms["applications"]
    assert reading.status == "doubtful"
    assert "columns-uncertain" in reading.reason
    assert not [cause for cause in report.causes if cause.reading.form.id == "applications"]


def _total_first(lines: list[str], made: Made) -> str:
    """Each row of the applications with its last figure moved to the front."""
    rows = dict.fromkeys(row for form, row, _ in made.figures if form == "applications")
    columns = list(dict.fromkeys(column for form, _, column in made.figures if form == "applications"))
    at = 0
    for row in rows:
        figures = [str(made.figures["applications", row, column]) for column in columns]
        at = next(i for i in range(at, len(lines)) if lines[i : i + len(figures)] == figures)
        lines[at : at + len(figures)] = [figures[-1], *figures[:-1]]
        at += len(figures)
    return "\n".join(lines)


def test_a_form_that_is_told_but_not_read_is_said_so() -> None:
    """Labels of the statistics in an order of their own, without figures: not read, and never silently passed."""
    made = build("2014", 2)
    text = made.render("cells")
    rows = [line for line in text.split("\n") if re.match(r"(?:\d|（[一二三四五]）)", line)]
    start = text.index(rows[0])
    shuffled = "，".join(line.replace("1", "") for line in sorted(rows)) + "。"
    report = report_of(text[:start] + shuffled, "report.txt")
    assert report.forms["statistics"].status == "doubtful"
    assert [finding.code for finding in check(report, ("EXT004", "STR121"))] == ["EXT004"]


def test_figures_glued_to_a_remark_are_not_taken_for_blank_cells() -> None:
    """规章（含修订）000: the remark is no figure, and the digits behind it are."""
    made = build("2021", 4)
    lines = made.render("cells").split("\n")
    at = lines.index("规章")
    lines[at : at + 4] = ["规章（含修订）000"]
    values = report_of("\n".join(lines), "report.txt").forms["documents"].values
    assert [values["regulations", column].number for column in ("made", "abolished", "in_force")] == [0, 0, 0]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_sections_and_what_stands_below_them_in_one_style(edition: str) -> None:
    """（一）总体情况 with （一） to （五） below it, then （二）: six sections, as with 一、."""
    text = build(edition, 5).render("pipes")
    lines = [line if "|" in line else re.sub(r"^([一二三四五六])、", r"（\1）", line) for line in text.split("\n")]
    report = report_of("\n".join(lines), "report.txt")
    assert [section.role for section in report.sections] == [
        section.role for section in report_of(text, "report.txt").sections
    ]
    assert len(report.sections[0].children) == 5
    assert not [finding for finding in check(report, ("STR",)) if finding.severity != "info"]


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
def test_blank_cells_of_a_pasted_table_stay_where_they_are(edition: str) -> None:
    """Tabs tell where a figure stands, at both ends of a row too; offices leave noughts out."""
    made = changed(build(edition, 4), figures_as(lambda text, _: "" if text == "0" else text))
    report = read(made, "tabs")
    assert {at: number for at, number in misread(made, report).items() if number is not None or made.figures[at]} == {}
    assert noise(report) == []


def test_a_point_behind_a_glued_figure_takes_no_digit_from_it() -> None:
    """行政许可135. before 第二十条: the 5 is no list mark, for nothing that is number five follows."""
    made = build("2021", 4)
    lines = made.render("cells").split("\n")
    at = lines.index("行政许可")
    lines[at : at + 2] = ["行政许可135."]
    report = report_of("\n".join(lines), "report.txt")
    assert report.forms["licensing"].number("licensing", "decisions") in (135, None)


def test_a_row_whose_label_was_cut_in_two_is_not_missing() -> None:
    page = build("2021", 4).render("clean")
    (row,) = (line for line in page.splitlines() if "2.其他法律行政法规禁止公开" in line)
    table = page.rindex("<table", 0, page.index(row))
    cut = "<p>2.其他法律行政法规禁</p>"
    report = report_of(page[:table] + cut + page[table:].replace(f"{row}\n", ""), "report.html")
    assert [f.code for f in check(report) if f.code in SAID] == ["EXT004"]


@pytest.mark.parametrize(("shape", "edition"), [("grid", "2021"), ("aligned", "2019")])
def test_heads_of_another_edition_count_where_lines_tell_them(shape: Shape, edition: str) -> None:
    page = build("2019", 4).render("clean").replace("本年增/减", "").replace("上一年项目数量", "")
    document = report_of(page.replace(">处理决定数量", ">本年处理决定数量"), "report.html").document
    blocks = tuple(block._replace(shape=shape) if isinstance(block, Table) else block for block in document.blocks)
    report = recognise(document._replace(blocks=blocks), registry().editions, Options())
    assert report.forms["enforcement"].edition == edition


@pytest.mark.parametrize("layout", ["pipes", "bars", "tabs", "clean"])
def test_one_form_of_another_edition_among_the_others(layout: str) -> None:
    """An office kept the first block of last year's form: the others are read in their own edition."""
    made = build("2021", 4)
    heads = {"本年制发件数": "本年新制作数量", "本年废止件数": "本年新公开数量", "现行有效件数": "对外公开总数量"}
    for old, new in {**heads, "行政规范性文件": "规范性文件"}.items():
        made = changed(made, labels_as(f"^{old}$", new))
    report = read(made, layout)
    assert {at for at in misread(made, report) if at[0] != "documents"} == set()
    editions = {form: reading.edition for form, reading in report.forms.items()}
    assert editions.pop("documents") == "2019"
    assert set(editions.values()) == {"2021"}


def forms_of(sheet: Sheet) -> set[str]:
    """The ids of the forms in a sheet."""
    return {slot.address[0] for row in sheet.rows for slot in row if slot.address}


def cut_off(sheet: Sheet) -> Sheet:
    """A table that runs out of the page behind its labels: their column is all that is left."""
    labels = [[slot for slot in row if not slot.address] for row in sheet.rows]
    heads = [len(row) == len(left) for row, left in zip(sheet.rows, labels, strict=True)]
    rows = (
        left[: number == 0] if head else left for number, (left, head) in enumerate(zip(labels, heads, strict=True))
    )
    return sheet._replace(rows=tuple(tuple(row) for row in rows))


def run_down(sheet: Sheet) -> Sheet:
    """A table with lines between its columns only, read as one row."""
    return sheet._replace(rows=(tuple(Slot("".join(texts)) for texts in zip(*grid(sheet), strict=True)),))


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize(("change", "form"), [(cut_off, "applications"), (run_down, "remedies")])
def test_figures_that_cannot_be_told_are_neither_blank_nor_missing(change: Change, form: str, edition: str) -> None:
    made = changed(build(edition, 4), lambda sheet: change(sheet) if form in forms_of(sheet) else sheet)
    report = read(made, "clean")
    assert report.forms[form].status == "doubtful"
    assert [f.code for f in check(report) if f.code in (*SAID, "TAB206")] == ["EXT004"]


@pytest.mark.parametrize("edition", ["2008", "2014", "2019", "2021"])
@pytest.mark.parametrize("layout", ["pipes", "cells", "clean"])
def test_traditional_characters(layout: str, edition: str) -> None:
    """Gateways show pages of offices in traditional characters: they are read and judged alike, and quoted as they are."""
    made = build(edition, 4)
    text = made.render(layout).translate(str.maketrans(SIMPLIFIED, TRADITIONAL))
    report = report_of(text, LAYOUTS[layout])
    assert misread(made, report) == {}
    assert [finding.code for finding in check(report)] == [finding.code for finding in check(read(made, layout))]
    assert [section.role for section in report.sections] == [section.role for section in read(made, layout).sections]
