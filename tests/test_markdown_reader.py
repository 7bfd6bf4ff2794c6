"""The Markdown reader: tables between bars however they are drawn, headings, HTML within, and places in the file."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.document import Document, Paragraph, Picture, Table
from gouji.readers import READERS, choose, markdown
from gouji.source import Span


def read(text: str) -> Document:
    document = markdown.read_text(text, "report.md")
    assert_lawful(document)
    return document


def assert_lawful(document: Document) -> None:
    source = document.source
    for block in document.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(source.text)
        if isinstance(block, Paragraph):
            assert block.text
            assert source[block.span] == block.text
        if isinstance(block, Table):
            assert block.rows
            for row in block.rows:
                assert all(source[cell.span] == cell.text for cell in row)
                assert block.shape != "grid" or len(row) == len(block.rows[0])
    starts = [run.start for run in source.runs]
    assert starts == sorted(starts)


def tables(document: Document) -> list[tuple[str, list[list[str]]]]:
    return [
        (block.shape, [[cell.text for cell in row] for row in block.rows])
        for block in document.blocks
        if isinstance(block, Table)
    ]


def paragraphs(document: Document) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in document.blocks if isinstance(block, Paragraph)]


def test_headings() -> None:
    document = read(
        "# 青禾市2021年年报\n##一、总体情况\n### （一）主动公开 ###\n\n二、标题\n----\n三、标题\n===\n#1 号\n正文。\n"
    )
    assert paragraphs(document) == [
        ("青禾市2021年年报", 1), ("一、总体情况", 2), ("（一）主动公开", 3), ("二、标题", 2), ("三、标题", 1),
        ("#1 号", 0), ("正文。", 0),
    ]  # fmt: skip


def test_plain_file_is_its_own_text() -> None:
    text = "# 年报\r\n\r\n一、总体情况\r\n\r\n| 信息 | 件数 |\r\n|---|---|\r\n| 规章 | 0 |\r\n"
    document = read(text)
    assert document.source.text == text
    assert document.source.runs == ()
    assert tables(document) == [("grid", [["信息", "件数"], ["规章", "0"]])]


def test_marks_are_taken_off() -> None:
    document = read(
        "**一、总体情况**\n- 第一条：**主动**公开 12 条\n* [x] 第二条\n> 引文\n1. 第三条\n*斜体*\n`代码`\n* * *\n---\n"
    )
    assert [text for text, _ in paragraphs(document)] == [
        "一、总体情况", "第一条：主动公开 12 条", "第二条", "引文", "1. 第三条", "斜体", "代码",
    ]  # fmt: skip
    source = document.source
    at = source.text.index("公开")
    assert source.place(Span(at, at + 2))[:4] == (2, 13, 2, 15)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("aligned", "|甲|乙|\n|:--|:-:|\n|1|2|", ("grid", [["甲", "乙"], ["1", "2"]])),
        ("no borders", "甲 | 乙\n--- | ---\n1 | 2", ("grid", [["甲", "乙"], ["1", "2"]])),
        ("shortest separator", "|甲|乙|\n|-|-|\n|1|2|", ("grid", [["甲", "乙"], ["1", "2"]])),
        ("uneven", "|甲|乙|\n|---|---|\n|1|2|3|", ("ragged", [["甲", "乙"], ["1", "2", "3"]])),
        ("no separator", "|甲|乙|\n|1|2|", ("ragged", [["甲", "乙"], ["1", "2"]])),
        ("no separator or borders", "信息 | 件数\n规章 | 2 | 3", ("ragged", [["信息", "件数"], ["规章", "2", "3"]])),
        ("separator after every row", "|甲|乙|\n|---|---|\n|1|2|\n|---|---|", ("grid", [["甲", "乙"], ["1", "2"]])),
        ("each row a table", "|甲|乙|\n|---|---|\n\n|1|2|\n|---|---|\n\n|3|4|\n|---|---|",
         ("grid", [["甲", "乙"], ["1", "2"], ["3", "4"]])),
        ("escaped bar", "|甲\\|乙|丙|\n|---|---|", ("grid", [["甲|乙", "丙"]])),
        ("line break in a cell", "|本年<br>制发件数|b|\n|---|---|", ("grid", [["本年制发件数", "b"]])),
        ("blank and dash cells", "|甲||丙|\n|---|---|---|\n| - | - |&nbsp;|", ("grid", [["甲", "", "丙"], ["-", "-", ""]])),
        ("bold cells", "|**甲**|*乙*|\n|---|---|\n|**0**|`1`|", ("grid", [["甲", "乙"], ["0", "1"]])),
    ],
)  # fmt: skip
def test_tables(name: str, text: str, expected: tuple[str, list[list[str]]]) -> None:
    assert tables(read(f"前文\n\n{text}\n\n后文\n")) == [expected]
    assert [text for text, _ in paragraphs(read(f"前文\n\n{text}\n\n后文\n"))] == ["前文", "后文"]


def test_two_tables_stay_two() -> None:
    document = read("|甲|乙|\n|---|---|\n|1|2|\n\n|丙|丁|\n|---|---|\n|3|4|\n")
    assert [rows for _, rows in tables(document)] == [[["甲", "乙"], ["1", "2"]], [["丙", "丁"], ["3", "4"]]]


def test_places_of_cells() -> None:
    (table,) = read("前\r\n\r\n| 甲 | 乙\\|丙 |\r\n| --- | --- |\r\n|  | 𠮷1 |\r\n").blocks[1:]
    source = read("前\r\n\r\n| 甲 | 乙\\|丙 |\r\n| --- | --- |\r\n|  | 𠮷1 |\r\n").source
    assert isinstance(table, Table)
    places = [source.place(cell.span)[:4] for row in table.rows for cell in row]
    assert places == [(3, 3, 3, 4), (3, 7, 3, 11), (5, 2, 5, 2), (5, 6, 5, 8)]


def test_html_table_within() -> None:
    text = "说明\n<table><tr><td rowspan=2>甲&amp;乙</td><td>1<tr><td>2</table>后文\n\n<h2>二、<b>标题</b></h2>\n正文<br>下文"
    document = read(text)
    assert tables(document) == [("grid", [["甲&乙", "1"], ["甲&乙", "2"]])]
    assert paragraphs(document) == [("说明", 0), ("后文", 0), ("二、标题", 2), ("正文", 0), ("下文", 0)]
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert document.source.place(table.rows[1][1].span)[:2] == (2, text.index("2</table>") - 2)


def test_order_with_html_tables_between() -> None:
    document = read("甲\n<table><tr><td>1<td>2</table>\n乙\n<table><tr><td>3<td>4</table>\n丙")
    assert [getattr(block, "text", "表") for block in document.blocks] == ["甲", "表", "乙", "表", "丙"]


def test_comments() -> None:
    document = read("前文\n<!-- gouji: 豁免 TAB203 -- 无 -->\n|甲|乙|\n|---|---|\n<!-- 其\n他 -->\n后文\n")
    (note,) = document.notes
    assert (note.code, note.detail) == ("comment", "gouji: 豁免 TAB203 -- 无")
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert document.blocks[0].span.end <= note.span.start <= table.span.start
    assert [text for text, _ in paragraphs(document)] == ["前文", "后文"]


def test_links_and_pictures() -> None:
    document = read("[首页](http://a.cn/)\n见 [附件](./a.docx) 一\n![印章](x.png)\n")
    assert [(b.text, b.linked) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("首页", True),
        ("见 附件 一", False),
    ]
    assert [b.text for b in document.blocks if isinstance(b, Picture)] == ["印章"]


def test_fenced_lines_are_kept() -> None:
    assert [text for text, _ in paragraphs(read("```\n# 甲 | 乙\n---\n```\n# 丙\n"))] == ["# 甲 | 乙", "---", "丙"]


def test_prose_with_one_bar_is_prose() -> None:
    assert paragraphs(read("首页 | 政务公开\n\n正文\n")) == [("首页 | 政务公开", 0), ("正文", 0)]


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.md", b"# x", "markdown"), ("a.md", b"<table><tr><td>1</table>", "markdown"),
        ("a.md", b"<!DOCTYPE html><p>", "html"), ("a.txt", "|甲|乙|\n|---|---|\n".encode(), "markdown"),
        ("a.txt", "一、总体情况".encode(), "text"), ("a.txt", b"\n<html><body>", "html"), ("-", b"<p>x</p>", "html"),
        ("a.html", b"x", "html"), ("a.docx", b"PK\x03\x04word/document.xml", "docx"), ("a.txt", b"%PDF-1.7", "pdf"),
        ("a.htm", "<meta charset=utf-16><p>一</p>".encode("utf-16"), "html"), ("a", b"", "text"),
    ],
)  # fmt: skip
def test_reader_is_told_by_content_then_by_name(name: str, data: bytes, reader: str) -> None:
    assert choose(data, name, READERS).name == reader


@pytest.mark.parametrize(
    "text",
    ["|" * 200_000, "|-" * 100_000, "<a " * 100_000, "<!--" * 100_000, "**" * 100_000, "[" * 200_000, "&a" * 100_000,
     "<table>" * 50_000, "[a](" * 50_000, "- " * 100_000, "> " * 100_000, "|a\n" * 50_000, "|--\n\n" * 30_000,
     "<p>|" * 50_000, "<br>" * 50_000, "**a" * 60_000],
)  # fmt: skip
def test_hostile_files_are_read_in_time(text: str) -> None:
    begun = time.process_time()
    markdown.read_text(text, "report.md")
    assert time.process_time() - begun < 4


PIECES = [
    "|", "| 甲 ", "|---", "\n", "\n\n", "\r\n", "# ", "## ", "**", "*", "`", "```\n", "- ", "> ", "<!--", "-->", "<table>",
    "<tr>", "<td>", "</table>", "<br>", "&nbsp;", "\\|", "\\", "[甲](a)", "![图](b)", "<h2>", "</h2>", "甲", "乙。", "12",
    "<!-- gouji: 丙 -->", "---\n", "===\n", "\u3000", "𠮷", " ", "<p>", "</p>", "<img alt=图>", "_",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=400)
def test_any_markdown_keeps_the_laws(text: str) -> None:
    read(text)


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes) -> None:
    assert_lawful(markdown.read(data, "report.md"))
