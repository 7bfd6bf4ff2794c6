"""Tables as editors damage them and sites show them: what a person reads there is read, and nothing wrong is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from builder import build, with_text
from builder.parts import Part, Prose, Sheet, Slot, grid
from checking import check, report_of
from gouji.drafting.parts import placed
from varying import changed, flaws, is_about, labels_as, misread, noise, read, written

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
    assert flaws(made, report) == []
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
    assert flaws(made, report) == []
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


def figures_above(sheet: Sheet) -> list[str]:
    """A row a line, as programs write PDF files down whose figures are set a trifle higher than their broken labels."""
    lines = []
    for row in sheet.rows:
        words = [slot.text for slot in row if not slot.address]
        figures = [slot.text for slot in row if slot.address]
        if not figures and words[1:] == ["—", "—"]:
            words, figures = words[:1], ["—", "—"]
        unit = (
            words.pop()
            if figures and words[-1:] and words[-1] in ("条", "件", "次", "篇", "万元", "个", "人", "人次")
            else ""
        )
        label = " ".join(words)
        lines += [" ".join(figures)] if figures else []
        lines += [f"{label[:7]} {unit}".strip(), *filter(None, [label[7:14], label[14:]])]
    return lines


def figures_glued_above(sheet: Sheet) -> list[str]:
    """The same, and the labels begin right behind the figures."""
    return [
        "".join([*(slot.text for slot in row if slot.address), *(slot.text for slot in row if not slot.address)])
        for row in sheet.rows
    ]


def figures_scattered(sheet: Sheet) -> list[str]:
    """Some figures of each row before its label and some behind it, so that nobody can tell whose they are."""
    lines = []
    for row in sheet.rows:
        figures = [slot.text for slot in row if slot.address]
        half = (len(figures) + 1) // 2
        lines += [" ".join(figures[:half]), *(slot.text for slot in row if not slot.address), " ".join(figures[half:])]
    return [line for line in lines if line]


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
@pytest.mark.parametrize("seed", [4, 5])
def test_figures_above_their_labels(edition: str, seed: int) -> None:
    made = build(edition, seed)
    report = written(made, figures_above)
    assert flaws(made, report) == []


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
@pytest.mark.parametrize("write", [figures_glued_above, figures_scattered])
def test_figures_of_rows_that_cannot_be_told_are_unread(write: Callable[[Sheet], list[str]], edition: str) -> None:
    made = build(edition, 4)
    report = written(made, write)
    wrong = {address for address, number in misread(made, report).items() if number is not None}
    assert {report.forms[form].status for form, _, _ in wrong} <= {"doubtful"}
    told = {finding.code for finding in check(report, ("TAB", "ARI", "XRF", "STR121"))}
    assert told <= {"TAB209"}


def test_sums_that_fail_tell_figures_out_of_order_from_an_error() -> None:
    """Nearly all rows add up, but a figure of one stands before the label of the next: who is to say whose it is."""
    made = build("2021", 4)
    lines = made.render("cells").split("\n")
    at = lines.index("二、上年结转政府信息公开申请数量")
    lines[at - 1 : at + 2] = [lines[at], lines[at + 1], lines[at - 1]]
    report = report_of("\n".join(lines), "report.txt")
    assert misread(made, report) == {} or report.forms["applications"].status == "doubtful"


@pytest.mark.parametrize("margin", [0, 18])
def test_lines_of_a_page_with_a_margin_are_joined(margin: int) -> None:
    """What -fixed and -layout write: the margin of the page before every line, rows of tables wider than the prose."""
    made = build("2021", 4)
    lines = []
    for line in made.render("aligned").splitlines():
        prose = "  " not in line and len(line) > 28
        lines += re.findall(".{1,28}", line) if prose else [line]
    text = "\n".join(" " * margin + line for line in lines)
    report = report_of(text, "report.txt")
    assert flaws(made, report) == []
    assert report.title is not None


def test_a_title_is_not_joined_with_the_line_below() -> None:
    made = build("2021", 4)
    lines = [line for text in made.render("cells").splitlines() for line in re.findall(".{1,26}", text)]
    title = made.parts[0].text
    spaced = re.sub(r"(20\d\d)", r" \1 ", title)
    report = report_of("\n".join([spaced, *lines[len(re.findall(".{1,26}", title)) :]]), "report.txt")
    assert report.title is not None
    assert report.title.year == made.year


def bars_of(part: Part, end: str) -> str:
    """A table between bars as Markdown has it; a heading or a paragraph as it is."""
    if not isinstance(part, Sheet):
        return part.text
    first, *rows = [f"| {' | '.join(row)} |" for row in grid(part)]
    return end.join([first, "|" + " --- |" * part.width, *rows])


@pytest.mark.parametrize("edition", YEARS)
@pytest.mark.parametrize("name", ["report.txt", "report.md"])
def test_an_article_in_a_cell_of_a_page(name: str, edition: str) -> None:
    """Programs that take a page for a table: all prose in one cell, its lines run together, the tables below."""
    made = build(edition, 4)
    prose = [part.text for part in made.parts if not isinstance(part, Sheet)]
    tables = [bars_of(part, "\n") for part in made.parts if isinstance(part, Sheet)]
    text = f"| {prose[0]} |\n| 发布日期：{made.year + 1}-01-25 | 浏览次数： |\n| {' '.join(prose)} |\n" + "\n\n".join(
        tables
    )
    report = report_of(text, name)
    assert flaws(made, report) == []


@pytest.mark.parametrize("edition", YEARS)
def test_a_page_that_became_one_line_of_markdown(edition: str) -> None:
    """What becomes of tables in cells: bars, rules and prose in a single line."""
    made = build(edition, 4)
    line = "  ".join(bars_of(part, " ") for part in made.parts)
    report = report_of(f"| |\n| --- |\n| {line} | |\n", "report.md")
    assert flaws(made, report) == []


def test_long_cells_of_a_table_stay_its_cells() -> None:
    """A remark in a row of figures is no article, be it ever so long."""
    made = build("2021", 4)
    remark = "说明：含补办的各类许可事项，" * 20
    text = made.render("markdown").replace("| 行政许可 |", f"| 行政许可（{remark}） |")
    assert misread(made, report_of(text, "report.md")) == {}


@pytest.mark.parametrize(
    "mark",
    [
        '**<span style="font-size:17px">{}</span>**',
        '**[{}]{{style="font-size:16.0pt;font-family:仿宋_GB2312"}}**',
        "[**{}**]{{.underline}}",
        '**<font face="黑体">{}</font>**[]{{lang="EN-US"}}',
        "::: {{#zoom .article}}\n\n{}\n\n:::",
    ],
)
def test_styles_that_converters_leave_in_markdown(mark: str) -> None:
    made = build("2021", 4)
    lines = [bars_of(part, "\n") if isinstance(part, Sheet) else mark.format(part.text) for part in made.parts]
    report = report_of("\n\n".join(lines), "report.md")
    assert flaws(made, report) == []
    assert report.title is not None
    assert report.title.text == made.parts[0].text


def test_a_date_with_the_hour_is_one_of_the_page() -> None:
    made = build("2021", 4)
    day = f"{made.year + 1}-01-26 10:12"
    text = made.render("clean").replace("</h1>", f"</h1>\n<p>原创 青禾发布 {day}</p>")
    assert not check(report_of(text, "report.html"), ("DAT",))


def places(sheet: Sheet) -> list[tuple[int, int, Slot]]:
    """Every cell with its row and the column that it begins in."""
    starts = [number for number, row in enumerate(sheet.rows) for _ in row]
    return [(number, column, slot) for number, (column, slot) in zip(starts, placed(sheet), strict=True)]


def of_places(cells: list[tuple[int, int, Slot]], width: int) -> Sheet:
    rows: dict[int, list[Slot]] = {}
    for number, _, slot in sorted(cells, key=lambda cell: cell[:2]):
        rows.setdefault(number, []).append(slot)
    return Sheet(tuple(tuple(rows.get(number, ())) for number in range(max(rows) + 1)), width)


def turned(sheet: Sheet) -> Sheet:
    """表三 and 表四 with rows as columns."""
    if not (is_about(sheet, "本年新收") or is_about(sheet, "尚未审结")):
        return sheet
    cells = [
        (column, number, slot._replace(rows=slot.columns, columns=slot.rows)) for number, column, slot in places(sheet)
    ]
    return of_places(cells, len(sheet.rows))


def part_of(sheet: Sheet, first: int, end: int) -> Sheet:
    """The labels of a sheet and its columns from the first to before the end."""
    cells = []
    for number, column, slot in places(sheet):
        if column < 3:
            cells.append((number, column, slot))
        elif column < end and column + slot.columns > first:
            start = max(column, first)
            span = min(column + slot.columns, end) - start
            cells.append((number, 3 + start - first, slot._replace(columns=span)))
    return of_places(cells, 3 + end - first)


@pytest.mark.parametrize("edition", YEARS)
@pytest.mark.parametrize("layout", ["clean", "word", "tabs", "markdown"])
def test_tables_whose_rows_stand_as_columns(layout: str, edition: str) -> None:
    made = changed(build(edition, 4), turned)
    report = read(made, layout)
    assert flaws(made, report) == []
    assert {form.status for form in report.forms.values()} == {"read"}


@pytest.mark.parametrize("edition", YEARS)
@pytest.mark.parametrize("layout", ["clean", "word", "markdown"])
@pytest.mark.parametrize("at", [4, 7])
def test_a_table_too_wide_for_its_page_in_two_parts(at: int, layout: str, edition: str) -> None:
    """表三 in two tables: the labels of its rows stand in both, and each has some of the columns."""
    made = build(edition, 4)
    parts: list[Part] = []
    for part in made.parts:
        if isinstance(part, Sheet) and is_about(part, "本年新收"):
            parts += [part_of(part, 3, at), Prose("（续表）"), part_of(part, at, part.width)]
        else:
            parts.append(part)
    report = read(replace(made, parts=tuple(parts)), layout)
    assert flaws(made, report) == []


@pytest.mark.parametrize("edition", YEARS)
@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"^(自然人|总计|商业企业|行政许可|行政处罚)$", r"\1（件）"),
        (r"^(..+)$", r"\1："),
        (r"^(\d)\.", lambda match: "①②③④⑤⑥⑦⑧"[int(match[1]) - 1]),
    ],
)
@pytest.mark.parametrize("layout", ["clean", "pipes", "tabs", "markdown"])
def test_marks_that_say_nothing_of_a_label(pattern: str, text: str, layout: str, edition: str) -> None:
    """A unit in brackets, a colon, a number in a ring."""
    made = changed(build(edition, 4), labels_as(pattern, text))
    report = read(made, layout)
    assert flaws(made, report) == []


@pytest.mark.parametrize(
    "dressing",
    [
        "道客巴巴 文档分享平台\n{title}\n分享于 {day} 浏览 12 次\n",
        "{title}\n发布时间：{day}\n格式：doc\n页数：6页\n",
        "青禾文秘网\n{title}\n时间：{day} 来源：网络 作者：佚名\n",
    ],
)
def test_the_day_on_which_somebody_shared_a_report(dressing: str) -> None:
    """It is not the one of publication; that of a site of the government is."""
    made = build("2021", 4)
    text = made.render("cells").partition("\n")[2]
    head = dressing.format(title=made.parts[0].text, day=f"{made.year + 1}-06-18")
    assert not check(report_of(head + text, "report.txt"), ("DAT507",))
    own = f"{made.parts[0].text}\n发布时间：{made.year + 1}-06-18\n"
    assert check(report_of(own + text, "report.txt"), ("DAT507",))


@pytest.mark.parametrize("edition", YEARS)
@pytest.mark.parametrize("layout", ["clean", "pipes", "tabs", "markdown"])
def test_rows_without_their_numbers_and_a_row_that_is_none(layout: str, edition: str) -> None:
    """属于国家秘密 for 1.属于国家秘密 leaves a form what it is; who filled it in is no row of it."""
    made = changed(build(edition, 4), labels_as(r"^\d\.", ""))

    def signed(sheet: Sheet) -> Sheet:
        return sheet._replace(rows=(*sheet.rows, (Slot("填报单位：青禾市财政局　填报人：张工", sheet.width),)))

    report = read(changed(made, signed), layout)
    assert flaws(made, report) == []
    assert not check(report, ("TAB202", "TAB211"))


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
def test_cells_of_several_lines_copied_from_a_workbook(edition: str) -> None:
    """A cell with a line end within is copied in quotes."""

    def copied(sheet: Sheet) -> list[str]:
        return [
            "\t".join(text if len(text) < 8 else f'"{text[:6]}\n{text[6:]}"' for text in row) for row in grid(sheet)
        ]

    made = build(edition, 4)
    report = written(made, copied)
    assert flaws(made, report) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('<td colspan="5">法人', '<td colspan="4">法人'),
        ('<td colspan="5">法人', '<td colspan="6">法人'),
        (r' colspan="\d+"', ""),
        (' rowspan="2">自然人', ">自然人"),
    ],
)
@pytest.mark.parametrize("edition", YEARS)
def test_heads_that_span_too_many_columns_or_too_few(wrong: str, right: str, edition: str) -> None:
    """The figures stand in the order of the form, whatever the heads above them span."""
    made = build(edition, 4)
    report = report_of(re.sub(wrong, right, made.render("clean")), "report.html")
    assert flaws(made, report) == []


@pytest.mark.parametrize(
    "struck",
    [
        "<del>9</del><ins>{}</ins>",
        "<s>9</s>{}",
        "{}<strike>5</strike>",
        '<span style="color:red;text-decoration:line-through">9</span>{}',
        '<p><span style="text-decoration: underline line-through;">9</span><span>{}</span></p>',
    ],
)
def test_what_was_struck_out_is_no_figure(struck: str) -> None:
    made = build("2021", 4)
    page = re.sub(r">(\d+)</td>", lambda match: f">{struck.format(match[1])}</td>", made.render("clean"))
    report = report_of(page, "report.html")
    assert flaws(made, report) == []


@pytest.mark.parametrize("note", ["[1]", "①", "〔2〕"])
def test_the_mark_of_a_note_behind_a_label_is_no_part_of_it(note: str) -> None:
    made = build("2021", 4)
    page = re.sub("(商业企业|行政规范性文件)</td>", rf"\1<sup>{note}</sup></td>", made.render("clean"))
    report = report_of(page, "report.html")
    assert misread(made, report) == {}
    assert not check(report, ("TAB204", "TAB205"))


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
def test_tables_shown_a_second_time_for_telephones(edition: str) -> None:
    made = build(edition, 4)
    page = re.sub(
        r"(?s)<table.*?</table>", lambda match: f'{match[0]}<div class="wap">{match[0]}</div>', made.render("clean")
    )
    report = report_of(page, "report.html")
    assert misread(made, report) == {}
    assert {form.status for form in report.forms.values()} == {"read"}
    assert not check(report, ("TAB201", "TAB203", "TAB204", "TAB206", "TAB211"))
    assert noise(report) == []


def test_figures_whose_heads_were_cut_wrongly() -> None:
    """A blank cell between label and figures, so that each stands a column behind its head: none of them is lost."""
    made = build("2021", 4)

    def shifted(sheet: Sheet) -> Sheet:
        if not is_about(sheet, "本年新收"):
            return sheet
        names = ("项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计", "")
        rows = [
            (
                Slot([slot.text for slot in row if not slot.address][-1]),
                Slot(""),
                *[slot for slot in row if slot.address],
            )
            for row in sheet.rows[3:]
        ]
        return Sheet((tuple(map(Slot, names)), *rows), len(names))

    assert misread(made, read(changed(made, shifted), "markdown")) == {}
