"""Prose of PDF pages: paragraphs over lines and pages, columns, footnotes, and what only dresses the page."""

from __future__ import annotations

import pytest

from builder.pdf import Pdf
from gouji.source import Span
from reading_pdf import paragraphs, read, tables

pytest.importorskip("pypdfium2")

LETTERS = "机关认真贯彻落实政府信息公开条例坚持以公开为常态不公开为例外加强组织领导完善工作制度规范办理程序提高答复质量"


def full(number: int, length: int = 30) -> str:
    """A line of so many characters; PDFium takes equal ones upon each other for shadows of one."""
    return (LETTERS[number:] + LETTERS)[:length]


def lines(file: Pdf, y: float, texts: list[str], *, left: float = 90, step: float = 20) -> float:
    """Writes lines below each other, those that begin with two wide blanks indented; returns where the next one goes."""
    for number, text in enumerate(texts):
        indent = 24 if text.startswith("\u3000\u3000") else 0
        file.text(left + indent, y + step * number, text.strip("\u3000"))
    return y + step * len(texts)


def test_lines_are_joined_over_lines_and_pages() -> None:
    file = Pdf()
    lines(
        file,
        80,
        ["\u3000\u3000" + full(0, 28), full(1), full(2), full(3), "全年无收费。", "\u3000\u3000" + full(4, 28)],
    )
    file.text(290, 815, "1")
    file.page()
    lines(file, 80, [full(5), "结束。"])
    document = read(file)
    first = full(0, 28) + full(1) + full(2) + full(3) + "全年无收费。"
    assert paragraphs(file) == [first, full(4, 28) + full(5) + "结束。"]
    second = document.blocks[1].span
    assert document.source.place(second).page == 1
    assert document.source.place(Span(second.end - 3, second.end)).page == 2


def test_paragraphs_without_indent_end_where_lines_are_short() -> None:
    file = Pdf()
    lines(file, 80, [full(0), full(1), "一共三十件。", full(2), full(3), "到此为止。"])
    assert paragraphs(file) == [full(0) + full(1) + "一共三十件。", full(2) + full(3) + "到此为止。"]


def test_nothing_goes_on_behind_a_date_at_the_right_end() -> None:
    file = Pdf()
    end = lines(file, 80, ["\u3000\u3000" + full(0, 28), full(1), full(2), "到此为止。"])
    file.text(378, end, "2022年1月12日")
    lines(file, end + 20, ["分享到微信", "网站地图"])
    assert paragraphs(file)[1:] == ["2022年1月12日", "分享到微信", "网站地图"]


def test_headings_stay_apart() -> None:
    file = Pdf()
    texts = [
        "一、总体情况",
        "\u3000\u3000" + full(0, 28),
        full(1),
        "如期办结。",
        "二、主动公开政府信息情况",
        "\u3000\u3000" + full(2, 28),
    ]
    lines(file, 80, [*texts, full(3), "如期公开。"])
    assert paragraphs(file) == [
        "一、总体情况",
        full(0, 28) + full(1) + "如期办结。",
        "二、主动公开政府信息情况",
        full(2, 28) + full(3) + "如期公开。",
    ]


def test_title_in_the_middle_that_fills_its_line_is_no_part_of_the_text() -> None:
    file = Pdf()
    file.text(102, 80, full(0, 28) + "年")
    lines(file, 100, [full(1, 31), full(2, 31), full(3, 31), full(4, 31), full(5, 31), full(6, 31), "完。"], left=90)
    assert len(paragraphs(file)) == 2


def test_heading_that_fills_its_line_ends_before_the_next_one() -> None:
    file = Pdf()
    texts = [
        "五、" + full(0, 28),
        "（一）存在的主要问题",
        "\u3000\u3000" + full(1, 28),
        full(2),
        "完。",
        "\u3000\u3000" + full(3, 28),
    ]
    lines(file, 80, [*texts, "到此为止。"])
    assert paragraphs(file)[:2] == ["五、" + full(0, 28), "（一）存在的主要问题"]


def test_line_that_breaks_before_a_long_word_is_full() -> None:
    file = Pdf()
    lines(file, 80, ["\u3000\u3000" + full(0, 28), full(1), full(2, 22) + "网站", "www.qinghe.gov.cn/zwgk下载。"])
    assert paragraphs(file) == [full(0, 28) + full(1) + full(2, 22) + "网站www.qinghe.gov.cn/zwgk下载。"]


@pytest.mark.parametrize(
    ("upper", "lower", "goes_on"),
    [("", "0879-5550123).", True), ("", "以上电话均可拨打", False), ("0879", "5550123", False)],
    ids=["figures", "characters of smaller type", "figures of smaller type under figures"],
)
def test_figures_alone_stand_lower_than_characters_of_their_size(upper: str, lower: str, goes_on: bool) -> None:
    """PDFium measures the ink of many fonts, and a telephone number that goes over a line end is one of figures alone."""
    file = Pdf()
    last = upper * 15 or full(2)
    end = lines(file, 80, ["\u3000\u3000" + full(0, 28), full(1), last])
    file.text(90, end, lower, size=8.5)
    found = paragraphs(file)
    assert (found[-1] == full(0, 28) + full(1) + last + lower) is goes_on


def test_numbers_within_a_paragraph_do_not_end_it() -> None:
    file = Pdf()
    body = [
        "\u3000\u3000" + full(0, 28),
        full(1),
        "办结。",
        "\u3000\u3000" + full(2, 28),
        "（二）" + full(3, 27),
        "1.5件。",
    ]
    lines(file, 80, body)
    assert paragraphs(file)[1] == full(2, 28) + "（二）" + full(3, 27) + "1.5件。"


@pytest.mark.parametrize(
    ("upper", "lower", "joined"),
    [
        ("办理20", "24件", "办理2024件"),
        ("见Public ", "Information一节", "见Public Information一节"),
        ("见Public", "Information一节", "见Public Information一节"),
        ("信箱zwgk@qinghe.", "gov.cn", "信箱zwgk@qinghe.gov.cn"),
        ("见inter-", "national一节", "见inter-national一节"),
        ("电话0879-", "5550123", "电话0879-5550123"),
        ("主动公开", "信息", "主动公开信息"),
    ],
)
def test_words_broken_at_line_ends(upper: str, lower: str, joined: str) -> None:
    file = Pdf()
    start = full(2, 30 - len(upper.strip()))
    lines(file, 80, ["\u3000\u3000" + full(0, 28), full(1), start + upper, lower + "。"])
    assert paragraphs(file) == [full(0, 28) + full(1) + start + joined + "。"]


def test_room_between_lines_parts_paragraphs() -> None:
    file = Pdf()
    y = lines(file, 80, [full(0), full(1), full(2)])
    lines(file, y + 20, [full(3), full(4)])
    assert paragraphs(file) == [full(0) + full(1) + full(2), full(3) + full(4)]


def test_margins_that_change_from_page_to_page() -> None:
    file = Pdf()
    texts = [["\u3000\u3000" + full(0, 28), *[full(n) for n in range(1, 8)]], [full(n) for n in range(8, 15)]]
    lines(file, 80, texts[0], left=110)
    file.page()
    lines(file, 80, texts[1], left=90)
    assert paragraphs(file) == ["".join(text for page in texts for text in page).replace("\u3000", "")]


def test_two_columns_are_read_one_after_the_other() -> None:
    file = Pdf(size=10)
    file.text(200, 60, "临溪区水务局年报摘编")
    left = ["\u3000\u3000" + full(0, 18), *[full(n, 20) for n in range(1, 9)]]
    right = [full(n, 20) for n in range(9, 17)] + ["到此为止。"]
    for number, texts in enumerate((left, right)):
        for row, text in enumerate(texts):
            indent = 20 if text.startswith("\u3000") else 0
            file.text(60 + 250 * number + indent, 100 + 16 * row, text.strip("\u3000"))
    assert paragraphs(file) == ["临溪区水务局年报摘编", "".join([*left, *right]).strip("\u3000")]


def test_running_heads_and_page_numbers_are_no_text() -> None:
    file = Pdf()
    for number in range(4):
        if number:
            file.page()
        file.text(200, 40, "青禾市水务局年报")
        file.text(114, 200, f"第{number}段")
        file.text(280, 800, f"第{number + 1}页 共4页")
    assert paragraphs(file) == ["第0段", "第1段", "第2段", "第3段"]


@pytest.mark.parametrize("number", ["- {} -", "— {} —", "{}", "第{}页", "{}/3", "·{}·", "P{}", "Page {}"])
def test_page_numbers(number: str) -> None:
    file = Pdf()
    for page in range(3):
        if page:
            file.page()
        file.text(90, 200, f"第{'甲乙丙'[page]}段写的是总体情况")
        file.text(280, 800, number.format(page + 1))
    assert paragraphs(file) == [f"第{name}段写的是总体情况" for name in "甲乙丙"]


def test_heads_that_take_turns() -> None:
    file = Pdf()
    for number in range(6):
        if number:
            file.page()
        file.text(200, 40, ("青禾市水务局", "政府信息公开年报")[number % 2])
        file.text(114, 200, f"第{number}段")
    assert paragraphs(file) == [f"第{number}段" for number in range(6)]


def test_a_lone_figure_in_the_text_is_no_page_number() -> None:
    file = Pdf()
    lines(file, 700, [full(0), full(1), "全年收到申请", "12"])
    file.page()
    lines(file, 80, ["件。"])
    assert "12" in "".join(paragraphs(file))


def test_first_lines_of_pages_are_no_running_heads() -> None:
    file = Pdf()
    for number in range(3):
        if number:
            file.page()
        lines(file, 60, [full(7 * number), full(7 * number + 1), "结束。"])
    assert "".join(paragraphs(file)) == "".join(full(7 * n) + full(7 * n + 1) + "结束。" for n in range(3))


def test_figures_of_a_table_at_the_page_edge_stay() -> None:
    file = Pdf()
    file.grid(780, [["1", "2", "3"], ["4", "5", "6"]])
    document = read(file)
    assert [cell.text for row in document.blocks[0].rows for cell in row] == list("123456")  # type: ignore[union-attr]


def test_footnotes_stand_at_the_end() -> None:
    file = Pdf()
    lines(file, 600, ["\u3000\u3000" + full(0, 28), full(1), full(2), full(3)])
    file.text(90, 760, "①本年数据不含垂直管理单位。", size=8)
    file.page()
    lines(file, 80, [full(4), "结束。"])
    whole = full(0, 28) + full(1) + full(2) + full(3) + full(4) + "结束。"
    assert paragraphs(file) == [whole, "①本年数据不含垂直管理单位。"]


def test_title_over_several_lines_is_one() -> None:
    file = Pdf()
    file.text(96, 80, "青禾市临溪区农业农村局二〇二五", size=24)
    file.text(120, 120, "年政府信息公开工作年度报告", size=24)
    lines(file, 160, [full(n, 31) for n in range(7)])
    assert paragraphs(file)[0] == "青禾市临溪区农业农村局二〇二五年政府信息公开工作年度报告"


def test_short_lines_in_the_middle_stay_apart() -> None:
    file = Pdf()
    file.text(200, 80, "青禾市人民政府", size=24)
    file.text(96, 120, "二〇二五年政府信息公开年度报告", size=24)
    lines(file, 160, [full(n, 31) for n in range(7)])
    assert paragraphs(file)[:2] == ["青禾市人民政府", "二〇二五年政府信息公开年度报告"]


def revised(numbers: bool = True, step: int = 1) -> Pdf:
    """Two pages with numbers of lines; on the second there is one line above a table."""
    file = Pdf()
    for number, text in enumerate(
        ("一、总体情况", "2022年，我局公开信息。", "12件申请已办结。", "二、主动公开", "没有其他事项。"), 1
    ):
        file.text(90, 100 + 24 * number, text)
        if numbers and number % step == 0:
            file.text(60 - 6 * len(str(number)), 100 + 24 * number, str(number), size=9)
    file.page()
    file.text(90, 100, "三、收到和处理申请")
    if numbers and step == 1:
        file.text(54, 100, "6", size=9)
    file.grid(130, [["规章", "1", "2"], ["文件", "3", "4"]])
    return file


def test_numbers_of_lines_are_no_text() -> None:
    assert paragraphs(revised()) == paragraphs(revised(numbers=False))
    assert tables(revised()) == [[["规章", "1", "2"], ["文件", "3", "4"]]]


@pytest.mark.parametrize("mark", ["", ".", "、", " "])
def test_numbers_of_a_list_are_no_numbers_of_lines(mark: str) -> None:
    file = Pdf()
    for number in range(1, 7):
        file.text(90, 100 + 24 * number, f"{number}{mark}公开信息")
    assert [text[0] for text in paragraphs(file)] == ["1", "2", "3", "4", "5", "6"]
