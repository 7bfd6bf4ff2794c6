"""Sheets of a PDF file with two pages side by side, as booklets are printed."""

from __future__ import annotations

import pytest

from builder.pdf import Pdf
from gouji.document import Paragraph, Table
from reading_pdf import paragraphs, read, tables

pytest.importorskip("pypdfium2")

PROSE = "本机关认真执行政府信息公开条例，依法公开信息，及时办理申请。"
ROWS = [["规章", "1", "2"], ["文件", "3", "4"]]


def booklet() -> Pdf:
    """Three pages on two sheets: prose, prose and a table, prose."""
    file = Pdf(width=842, height=595, size=10)
    for left, heading in ((40, "一、总体情况"), (461, "二、主动公开情况")):
        file.text(left, 60, heading)
        for line in range(4):
            file.text(left, 80 + 16 * line, f"{line + 1}{PROSE}")
    file.grid(300, ROWS, xs=(461, 600, 680, 790))
    file.page()
    file.text(40, 60, "三、申请办理情况")
    for line in range(4):
        file.text(40, 80 + 16 * line, f"{line + 5}{PROSE}")
    return file


def test_pages_of_a_booklet_are_read_one_after_the_other() -> None:
    found = [text for text in paragraphs(booklet()) if text[1] == "、"]
    assert found == ["一、总体情况", "二、主动公开情况", "三、申请办理情况"]
    assert tables(booklet()) == [ROWS]


def test_places_are_those_of_the_sheet_in_the_file() -> None:
    document = read(booklet())
    last = [block for block in document.blocks if isinstance(block, Paragraph)][-1]
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert document.source.place(table.span).page == 1
    assert document.source.place(last.span).page == 2
    box = document.source.boxes(table.rows[0][1].span)[0]
    assert box.page == 1 and 600 < box.left < box.right < 680


def test_a_table_without_lines_on_a_lying_page_is_not_cut() -> None:
    file = Pdf(width=842, height=595)
    for row in range(8):
        file.text(60, 80 + 30 * row, f"第{row + 1}项内容")
        for column, x in enumerate((520, 600, 680, 760)):
            file.text(x, 80 + 30 * row, str(row + column))
    assert tables(file)[0][0] == ["第1项内容", "0", "1", "2", "3"]
