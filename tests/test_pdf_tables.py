"""Tables of PDF pages: drawn in all the ways there are, over page breaks, without columns, without any line."""

from __future__ import annotations

import pytest

from builder.pdf import Pdf
from gouji.document import Table
from gouji.readers.dashes import solid
from gouji.readers.ruling import Ruling, lattices
from reading_pdf import paragraphs, read, tables

pytest.importorskip("pypdfium2")

ROWS = [["信息内容", "制发", "有效"], ["规章", "0", "12"], ["文件", "3", "45"]]


def test_merged_cells() -> None:
    file = Pdf()
    for y in (100, 160):
        file.line(90, y, 400, y)
    file.line(240, 120, 400, 120)
    file.line(240, 140, 400, 140)
    for x in (90, 240, 400):
        file.line(x, 100, x, 160)
    file.line(320, 120, 320, 160)
    file.text(95, 120, "办理")
    file.text(95, 140, "结果")
    file.text(300, 115, "申请人")
    for index, text in enumerate(("个人", "企业", "1", "2")):
        file.text(250 + 80 * (index % 2), 135 + 20 * (index // 2), text)
    assert tables(file) == [[["办理结果", "申请人", "申请人"], ["办理结果", "个人", "企业"], ["办理结果", "1", "2"]]]


def boxed(file: Pdf, cell: str) -> None:
    """Draws each cell of `ROWS` by operators with its left, bottom, width and height."""
    for row in range(len(ROWS)):
        for left, width in ((90, 150), (240, 80), (320, 80)):
            file.draw(cell.format(x=left, y=722 - 20 * row, w=width, h=20, r=left + width, t=742 - 20 * row))


@pytest.mark.parametrize(
    "cell",
    [
        "0.5 w {x} {y} {w} {h} re S",
        "{x} {y} {w} 0.7 re {x} {y} 0.7 {h} re {x} {t} {w} 0.7 re {r} {y} 0.7 {h} re f",
        "q 0.8 g {x} {y} {w} {h} re f Q 2 w {x} {y} {w} {h} re S",
        "q 0.5 w [2 2] 0 d {x} {y} {w} {h} re S Q",
        "q {w} 0 0 {h} {x} {y} cm 0.01 w 0 0 m 1 0 l 1 1 l 0 1 l s Q",
        "0.5 w {x} {y} m {r} {y} l {r} {t} l {x} {t} l h S",
    ],
    ids=["strokes", "bars", "shaded", "dashed", "scaled", "polygon"],
)
def test_lines_drawn_in_many_ways(cell: str) -> None:
    file = Pdf()
    boxed(file, cell)
    file.grid(100, ROWS, across=False, upright=False)
    assert tables(file) == [ROWS]


@pytest.mark.parametrize("gap", [0, 2, 3, 4.5])
def test_cells_with_frames_of_their_own(gap: float) -> None:
    file = Pdf()
    file.draw(f"0.5 w {90 - gap} {682 - gap} {310 + 2 * gap} {60 + 2 * gap} re S")
    boxed(file, f"0.5 w {{x}} {{y}} m {{x}} {{t}} l S {{x}} {{t}} {{w}} -{20 - gap} re S")
    for left, width in ((90, 150), (240, 80), (320, 80)):
        file.line(left + width - gap, 100, left + width - gap, 160)
    file.grid(100, ROWS, across=False, upright=False)
    assert tables(file) == [ROWS]


def test_lines_made_of_dots() -> None:
    file = Pdf()
    for y in range(100, 161, 20):
        file.draw(" ".join(f"{x} {842 - y} 0.7 0.7 re" for x in range(90, 401, 2)) + " f")
    for x in (90, 240, 320, 400):
        file.draw(" ".join(f"{x} {842 - y} 0.7 0.7 re" for y in range(100, 161, 2)) + " f")
    file.grid(100, ROWS, across=False, upright=False)
    assert tables(file) == [ROWS]


def test_lines_in_a_form_that_is_placed_on_the_page() -> None:
    file = Pdf()
    inner = Pdf()
    inner.grid(100, ROWS)
    content = "\n".join(inner.leaf.content).encode()
    more = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Matrix[0.5 0 0 0.5 0 0]/Resources<</Font<</F1 3 0 R>>>>"
    file.objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content))
    file.draw("q 1.8 0 0 1.8 20 10 cm /X Do Q")
    assert tables(file) == [ROWS]


def test_table_that_is_turned_on_an_upright_page() -> None:
    file = Pdf()
    for number in range(6):
        file.text(90, 80 + 20 * number, f"第{number}行写的是政府信息公开工作的总体情况。")
    for x in range(200, 261, 20):
        file.line(x, 300, x, 610)
    for y in (300, 380, 460, 610):
        file.line(200, y, 260, y)
    for number, row in enumerate(ROWS):
        for y, text in zip((607, 457, 377), row, strict=True):
            file.text(215 + 20 * number, y, text, turn=1)
    assert tables(file) == [ROWS]


def test_table_over_a_page_break() -> None:
    file = Pdf()
    file.grid(700, ROWS[:2])
    file.text(280, 815, "- 1 -")
    file.page()
    file.grid(60, [["文件", "3", ""], ["其他", "", "5"]])
    file.text(280, 815, "- 2 -")
    assert tables(file) == [[*ROWS[:2], ["文件", "3", ""], ["其他", "", "5"]]]
    assert paragraphs(file) == []
    document = read(file)
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert document.source.place(table.rows[3][2].span).page == 2


def test_table_over_many_pages() -> None:
    file = Pdf()
    rows = [[f"事项{number}", str(number), "0"] for number in range(120)]
    for start in range(0, 120, 30):
        if start:
            file.page()
        file.grid(60, rows[start : start + 30])
    assert tables(file) == [rows]


def test_table_whose_margin_changes_from_page_to_page() -> None:
    file = Pdf()
    file.grid(700, ROWS[:2])
    file.page()
    file.grid(60, ROWS[2:], xs=(110, 260, 340, 420))
    assert tables(file) == [ROWS]


def test_table_whose_part_on_the_next_page_lacks_a_column_edge() -> None:
    file = Pdf()
    file.grid(700, ROWS[:2])
    file.page()
    file.grid(60, [["行政许可", "7"]], xs=(90, 240, 400))
    assert tables(file) == [[*ROWS[:2], ["行政许可", "7", "7"]]]


def test_head_that_is_repeated_on_the_next_page() -> None:
    file = Pdf()
    file.grid(700, ROWS[:2])
    file.page()
    file.grid(60, [ROWS[0], ROWS[2]])
    assert tables(file) == [ROWS]


def test_rows_alike_are_no_repeated_head() -> None:
    file = Pdf()
    rows = [["规章", "0", "0"], ["文件", "0", "0"]]
    file.grid(700, rows)
    file.page()
    file.grid(60, rows)
    assert tables(file) == [[*rows, *rows]]


NARROW = (90, 192, 230, 270, 310)


def test_row_cut_by_the_page_break() -> None:
    file = Pdf()
    file.grid(700, [["规章", "1", "2", "3"], ["没有现成信息需要", "11", "0", "7"]], xs=NARROW)
    file.page()
    file.grid(60, [["另行制作", "", "", ""], ["其他", "4", "5", "6"]], xs=NARROW)
    assert tables(file) == [
        [["规章", "1", "2", "3"], ["没有现成信息需要另行制作", "11", "0", "7"], ["其他", "4", "5", "6"]]
    ]


def test_row_cut_with_its_figures_below_the_break() -> None:
    file = Pdf()
    file.grid(700, [["规章", "1", "2", "3"], ["没有现成信息需要", "", "", ""]], xs=NARROW)
    file.page()
    file.grid(60, [["另行制作", "11", "0", "7"], ["其他", "4", "5", "6"]], xs=NARROW)
    assert tables(file)[0][1] == ["没有现成信息需要另行制作", "11", "0", "7"]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("3.危及国家", "“三安”"),
        ("不计其他的情", "形）"),
        ("本年（", "三）不"),
        ("收费（单位元", "）、采购"),
    ],
)
def test_label_cut_where_punctuation_keeps_characters_together(upper: str, lower: str) -> None:
    file = Pdf()
    xs = (90, 90 + 12 * len(upper) + 16, 230, 270, 310)
    file.grid(700, [[upper, "11", "0", "7"]], xs=xs)
    file.page()
    file.grid(60, [[lower, "", "", ""]], xs=xs)
    assert tables(file) == [[[upper + lower, "11", "0", "7"]]]


def test_row_cut_in_three() -> None:
    file = Pdf()
    for number, row in enumerate((["没有现成信息需要", "11", "0", "7"], ["另行制作汇总分析"], ["加工的"])):
        if number:
            file.page()
        file.grid(700 if not number else 60, [[*row, *[""] * (4 - len(row))]], xs=NARROW)
    assert tables(file) == [[["没有现成信息需要另行制作汇总分析加工的", "11", "0", "7"]]]


def test_heads_cut_by_the_page_break() -> None:
    file = Pdf()
    xs = (90, 130, 170, 210)
    file.grid(700, [["结果维", "结果纠", "其他结"]], xs=xs)
    file.page()
    file.grid(60, [["持", "正", "果"], ["0", "1", "2"]], xs=xs)
    assert tables(file) == [[["结果维持", "结果纠正", "其他结果"], ["0", "1", "2"]]]


def test_row_that_is_open_at_the_break() -> None:
    """As browsers draw it: no line where the page ends, none where the next one begins."""
    file = Pdf()
    file.grid(700, [["规章", "1", "2"]])
    for x in (90, 240, 320, 400):
        file.line(x, 720, x, 745)
    file.text(93, 735, "其他对外管理")
    file.page()
    for x in (90, 240, 320, 400):
        file.line(x, 60, x, 90)
    file.text(93, 75, "服务事项")
    file.text(243, 75, "8")
    file.text(323, 75, "9")
    file.grid(90, [["文件", "3", "4"]])
    assert tables(file) == [[["规章", "1", "2"], ["其他对外管理服务事项", "8", "9"], ["文件", "3", "4"]]]


def test_rows_that_are_whole_stay_apart_over_the_page_break() -> None:
    file = Pdf()
    file.grid(700, [["行政许可", "1", "2"]])
    file.page()
    file.grid(60, [["行政处罚", "", ""]])
    assert tables(file) == [[["行政许可", "1", "2"], ["行政处罚", "", ""]]]


def test_full_label_before_a_numbered_row_is_whole() -> None:
    file = Pdf()
    file.grid(700, [["一、公开信息数量", "11", "0", "7"]], xs=NARROW)
    file.page()
    file.grid(60, [["二、其他", "", "", ""]], xs=NARROW)
    assert tables(file) == [[["一、公开信息数量", "11", "0", "7"], ["二、其他", "", "", ""]]]


def test_figures_above_and_below_are_two_rows() -> None:
    file = Pdf()
    file.grid(700, [["没有现成信息需要", "11", "0", "7"]], xs=NARROW)
    file.page()
    file.grid(60, [["另行制作", "4", "5", "6"]], xs=NARROW)
    assert len(tables(file)[0]) == 2


def test_label_over_several_rows_goes_on() -> None:
    file = Pdf()

    def part(y: float, texts: list[str], label: str) -> None:
        bottom = y + 20 * len(texts)
        for x in (90, 130, 300, 400):
            file.line(x, y, x, bottom)
        file.line(90, y, 400, y)
        file.line(90, bottom, 400, bottom)
        for number, text in enumerate(texts):
            file.line(130, y + 20 * number, 400, y + 20 * number)
            file.text(133, y + 20 * number + 15, text)
            file.text(303, y + 20 * number + 15, str(number))
        file.text(93, y + 15, label)

    part(700, ["1.属于国家秘密", "2.其他"], "不予")
    file.page()
    part(60, ["3.危及稳定", "4.保护权益"], "公开")
    assert [row[0] for row in tables(file)[0]] == ["不予公开"] * 4


def test_cell_that_goes_on_over_a_whole_page_keeps_its_column() -> None:
    file = Pdf()
    for page, rows in enumerate((["1.国家秘密", "2.其他"], ["3.危及稳定", "4.保护权益"], ["5.内部事务", "6.过程信息"])):
        if page:
            file.page()
        file.grid(60, [[text, str(page)] for text in rows], xs=(130, 300, 400))
        file.line(90, 60, 90, 100)
        if page != 1:
            file.line(90, 60 if not page else 100, 130, 60 if not page else 100)
    file.pages[0].content.append("BT /F1 12 Tf 93 770 Td <4e0d4e88> Tj ET")
    (table,) = tables(file)
    assert [row[0] for row in table] == ["不予"] * 6
    assert [row[2] for row in table] == ["0", "0", "1", "1", "2", "2"]


def test_tables_with_text_between_stay_two() -> None:
    file = Pdf()
    file.grid(700, [["甲", "1", "2"]])
    file.page()
    file.text(114, 60, "四、行政复议情况")
    file.grid(80, [["乙", "3", "4"]])
    assert len(tables(file)) == 2


def test_tables_of_other_widths_stay_two() -> None:
    file = Pdf()
    file.grid(700, [["甲", "1", "2"]])
    file.page()
    file.grid(60, [["乙", "3", "4"]], xs=(90, 150, 200, 250))
    assert len(tables(file)) == 2


def test_figure_broken_by_a_narrow_cell_is_one() -> None:
    file = Pdf()
    xs = (90, 240, 258)
    for x in xs:
        file.line(x, 100, x, 140)
    for y in (100, 140):
        file.line(90, y, 258, y)
    file.text(93, 125, "行政许可决定数量")
    file.text(243, 115, "4")
    file.text(243, 130, "7")
    assert tables(file) == [[["行政许可决定数量", "47"]]]


def narrow(file: Pdf, y: float, rows: list[list[str]]) -> None:
    """A table of a column of labels and two columns that are one character wide."""
    file.grid(y, rows, xs=(90, 240, 253, 266))


def test_figures_cut_by_the_page_break_after_some_of_their_digits() -> None:
    file = Pdf()
    narrow(file, 740, [["本年新收", "4", "0"], ["上年结转", "7", "5"]])
    file.page()
    narrow(file, 60, [["", "2", ""], ["予以公开", "9", "0"]])
    assert tables(file) == [[["本年新收", "4", "0"], ["上年结转", "72", "5"], ["予以公开", "9", "0"]]]


def test_a_row_of_figures_without_its_label_is_a_row() -> None:
    file = Pdf()
    narrow(file, 740, [["本年新收", "4", "0"], ["上年结转", "7", "5"]])
    file.page()
    narrow(file, 60, [["", "2", "1"], ["予以公开", "9", "0"]])
    assert [row[1:] for row in tables(file)[0]] == [["4", "0"], ["7", "5"], ["2", "1"], ["9", "0"]]


def test_two_figures_in_a_wide_cell_are_two() -> None:
    file = Pdf()
    for x in (90, 240, 400):
        file.line(x, 100, x, 140)
    for y in (100, 140):
        file.line(90, y, 400, y)
    file.text(93, 125, "行政许可")
    file.text(243, 115, "4")
    file.text(243, 130, "7")
    assert tables(file) == [[["行政许可", "4 7"]]]


def test_frame_around_prose_is_no_table() -> None:
    file = Pdf()
    for x in (90, 400):
        file.line(x, 100, x, 160)
    for y in (100, 160):
        file.line(90, y, 400, y)
    file.text(95, 115, "一、总体情况")
    assert tables(file) == [] and paragraphs(file) == ["一、总体情况"]


THREE = [["项目", "数量", "金额"], ["收费", "3", "120"], ["采购", "14", "9.5"], ["合计", "17", "129.5"]]


def test_table_with_three_lines() -> None:
    file = Pdf()
    file.text(90, 80, "二、主动公开政府信息情况")
    file.grid(100, THREE, across=False, upright=False)
    for y in (100, 120, 180):
        file.line(90, y, 400, y)
    file.text(90, 220, "三、其他")
    assert tables(file) == [THREE]
    assert paragraphs(file) == ["二、主动公开政府信息情况", "三、其他"]


def test_table_with_lines_between_rows_only() -> None:
    file = Pdf()
    file.grid(100, THREE, upright=False)
    file.text(93, 155, "")
    assert tables(file) == [THREE]


def test_label_of_two_lines_between_lines() -> None:
    file = Pdf()
    for y in (100, 120, 160, 180):
        file.line(90, y, 400, y)
    for y, label in ((115, "收费"), (135, "政府集中采购项目"), (150, "（含分散采购）"), (175, "合计")):
        file.text(93, y, label)
    for y, first, last in ((115, "3", "120"), (142, "14", "9.5"), (175, "17", "129.5")):
        file.text(243, y, first)
        file.text(323, y, last)
    assert tables(file) == [
        [["收费", "3", "120"], ["政府集中采购项目（含分散采购）", "14", "9.5"], ["合计", "17", "129.5"]]
    ]


def test_table_without_any_line() -> None:
    file = Pdf()
    file.grid(100, THREE, across=False, upright=False)
    assert tables(file) == [THREE]


@pytest.mark.parametrize("at", [0, 0.5, 1], ids=["top", "middle", "bottom"])
def test_labels_of_two_lines_without_any_line(at: float) -> None:
    file = Pdf()
    for number, (label, rest) in enumerate(
        (("制发规范性", "文件总数"), ("公开政府信", "息的数量"), ("其他公开方", "式的数量"))
    ):
        y = 100 + 40 * number
        file.text(93, y, label)
        file.text(93, y + 14, rest)
        file.text(168, y + 14 * at, str(number))
        file.text(248, y + 14 * at, str(10 * number))
    assert tables(file) == [
        [["制发规范性文件总数", "0", "0"], ["公开政府信息的数量", "1", "10"], ["其他公开方式的数量", "2", "20"]]
    ]


def test_captions_between_rows_without_any_line() -> None:
    file = Pdf()
    rows = [*THREE[:2], ["第二十条第（五）项", "", ""], *THREE[2:]]
    file.grid(100, rows, across=False, upright=False)
    assert tables(file) == [rows]


def test_blank_cells_without_any_line_stay_blank() -> None:
    file = Pdf()
    rows = [*THREE[:2], ["采购", "", "9.5"], THREE[3]]
    file.grid(100, rows, across=False, upright=False)
    assert tables(file) == [rows]


def test_table_without_lines_over_a_page_break() -> None:
    file = Pdf()
    file.grid(720, THREE, across=False, upright=False)
    file.page()
    more = [["其中甲", "1", "2"], ["其中乙", "3", "4"], ["其中丙", "5", "6"]]
    file.grid(60, more, across=False, upright=False)
    assert [row for table in tables(file) for row in table] == [*THREE, *more]


def test_contact_lines_with_gaps_are_no_table() -> None:
    file = Pdf()
    file.text(90, 100, "地址：河堤路18号")
    file.text(300, 100, "邮编：665990")
    file.text(90, 120, "电话：0879-5550123")
    file.text(300, 120, "传真：0879-5550124")
    assert tables(file) == []


def test_open_sides_and_page_ends_are_closed() -> None:
    across = [Ruling(y, 0, 100) for y in (20, 40)]
    upright = [Ruling(x, 0, 40) for x in (30, 60)]
    (lattice,) = lattices(across, upright)
    assert lattice.xs == (0, 30, 60, 100)
    assert lattice.ys == (40, 20, 0)
    assert lattice.roof == (True, True, True) and lattice.floor == (False, False, False)
    assert lattice.place(10, 10) == (1, 0)
    assert lattice.place(99, 39) == (0, 2)
    assert lattice.place(101, 10) is None


def test_a_lattice_turned_four_times_is_itself() -> None:
    (lattice,) = lattices([Ruling(y, 0, 100) for y in (0, 20, 40)], [Ruling(x, 0, 40) for x in (0, 30, 100)])
    assert lattice.turned(1).owners == ((2, 0), (3, 1))
    assert lattice.turned(4)[:3] == lattice[:3]


def test_lines_that_do_not_meet_are_no_table() -> None:
    assert lattices([Ruling(0, 0, 50)], [Ruling(80, 0, 50)]) == []
    assert lattices([Ruling(0, 0, 50)], []) == []


def test_dots_of_one_line_are_not_linked_over_those_of_another() -> None:
    dots = [Ruling(5.0, y, y + 0.7) for y in range(0, 60, 2)]
    beside = [Ruling(5.5 + x / 2, 30, 30.7) for x in range(200)]
    assert Ruling(5.0, 0, 58.7) in list(solid([*dots, *beside]))


def test_a_few_dots_are_no_line() -> None:
    assert list(solid([Ruling(5.0, y, y + 0.7) for y in (0, 3, 6)])) == []
