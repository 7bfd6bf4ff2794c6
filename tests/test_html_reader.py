"""The HTML reader: every kind of markup gives the tables and paragraphs a person sees, at their places in the file."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builder
from blocks import paragraphs, tables
from builder.parts import Heading, Sheet
from gouji.document import Cell, Document, Paragraph, Picture, Table
from gouji.folding import squeeze
from gouji.readers import html
from gouji.source import Position


def page(text: str) -> Document:
    document = html.read_text(text, "report.html")
    assert_lawful(document)
    return document


def assert_lawful(document: Document) -> None:
    """Spans lie within the text, hold what they say, and lead to a place in the file."""
    source = document.source
    assert source.original is not None
    last = 0
    for block in document.blocks:
        assert last <= block.span.start <= block.span.end <= len(source.text)
        last = block.span.end
        if isinstance(block, Paragraph):
            assert block.text
            assert source[block.span] == block.text == block.text.strip()
        if isinstance(block, Table):
            assert_table_lawful(document, block)
    starts = [run.start for run in source.runs]
    assert starts == sorted(starts)
    assert all(0 <= run.origin <= len(source.original) for run in source.runs)


def assert_table_lawful(document: Document, table: Table) -> None:
    source = document.source
    assert table.rows
    for row_number, row in enumerate(table.rows):
        assert row
        for column, cell in enumerate(row):
            assert table.span.start <= cell.span.start <= cell.span.end <= max(table.span.end, cell.span.start)
            assert source[cell.span] == cell.text == cell.text.strip()
            place = source.place(cell.span)
            assert place.line is not None and place.column is not None
            offset = source.offset(Position(place.line, place.column))
            assert source.position(offset) == (place.line, place.column)
            if table.shape == "grid":
                assert len(row) == len(table.rows[0])
                assert cell.row <= row_number < cell.row + cell.rows
                assert cell.column <= column < cell.column + cell.columns


def order(document: Document) -> list[str]:
    return [block.text if isinstance(block, Paragraph) else type(block).__name__ for block in document.blocks]


def cell(document: Document, text: str) -> Cell:
    (found,) = {c for b in document.blocks if isinstance(b, Table) for row in b.rows for c in row if c.text == text}
    return found


ORDINARY = {
    "spans": (
        "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2</table>",
        [["甲", "乙", "乙"], ["甲", "1", "2"]],
    ),
    "upper case and quotes": (
        "<TABLE><TR><TD COLSPAN='2'>甲</TD></TR><TR><TD>1</TD><TD ROWSPAN=\"1\">2</TD></TR></TABLE>",
        [["甲", "甲"], ["1", "2"]],
    ),
    "cells without a row": ("<table><tr><td>1<td>2</tr><td>3<td>4</table>", [["1", "2"], ["3", "4"]]),
    "cells straight in the table": ("<table><td>1<td>2</table>", [["1", "2"]]),
    "element between row and cell": ("<table><tr><div><td>1</td><td>2</td></div></tr></table>", [["1", "2"]]),
    "short rows": ("<table><tr><td>1<td>2<td>3<tr><td>4</table>", [["1", "2", "3"], ["4", "", ""]]),
    "rowspan to the end of its group": (
        "<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2<tbody><tr><td>3<td>4</table>",
        [["甲", "1"], ["甲", "2"], ["3", "4"]],
    ),
    "rowspan beyond its group": (
        "<table><thead><tr><th rowspan=9>甲<th>1</thead><tr><td>2<td>3</table>",
        [["甲", "1"], ["2", "3"]],
    ),
    "overlapping spans": (
        "<table><tr><td rowspan=2>甲<td>乙<tr><td colspan=2>丙<td>丁</table>",
        [["甲", "乙", "", ""], ["甲", "丙", "丙", "丁"]],
    ),
    "blank cells": ("<table><tr><td>&nbsp;</td><td></td><td><p> </p></td><td>0</table>", [["", "", "", "0"]]),
    "spanned row between": (
        "<table><tr><td rowspan=3>甲<td rowspan=2>1<tr><tr><td>2</table>",
        [["甲", "1"], ["甲", "1"], ["甲", "2"]],
    ),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_grids(name: str) -> None:
    markup, expected = ORDINARY[name]
    assert tables(page(markup)) == [expected]


@pytest.mark.parametrize("name", ORDINARY)
def test_grids_are_those_of_the_standard(name: str) -> None:
    turbohtml = pytest.importorskip("turbohtml")
    table = turbohtml.parse(ORDINARY[name][0]).find("table")
    assert [[text.strip() for text in row] for row in table.rows()] == ORDINARY[name][1]


def test_owner_of_a_span_stands_in_each_of_its_places() -> None:
    (table,) = page(ORDINARY["spans"][0]).blocks
    assert isinstance(table, Table)
    owner = table.rows[0][1]
    assert table.rows[0][2] is owner
    assert (owner.row, owner.column, owner.rows, owner.columns) == (0, 1, 1, 2)


def test_line_break_within_a_cell() -> None:
    document = page(
        "<table><tr><td>本年新<br/>制作数量</td><td>第二十条<br>第（一）项</td><td>13<br>25</td></tr></table>"
    )
    assert tables(document) == [[["本年新制作数量", "第二十条第（一）项", "13 25"]]]
    place = document.source.place(cell(document, "本年新制作数量").span)
    assert (place.column, place.end_column) == (16, 28)


def test_word_export() -> None:
    document = page(
        "<table class=MsoTable><![if !supportMisalignedRows]><tr style='mso-yfti-irow:0'>"
        "<td width=100 rowspan=2 style='border:none'><p class=MsoNormal><span\r\n  lang=X>总</span><span>计</span>"
        "<o:p></o:p></p></td><td colspan=3><p>自然人</p></td></tr><![endif]>\r\n<tr><td><p>0</p></td>"
        "<td><p>&nbsp;<span lang=EN-US>1</span><o:p>&nbsp;</o:p></p></td><td></td></tr></table>"
        "<!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]-->"
    )
    assert tables(document) == [[["总计", "自然人", "自然人", "自然人"], ["总计", "0", "1", ""]]]
    assert paragraphs(document) == []


def test_number_of_a_note_is_no_part_of_the_figure() -> None:
    note = "<sup style='x'><a href='#n1'>[1]</a></sup>"
    document = page(
        f"<table><tr><td>规章</td><td>12{note}</td><td>3<SUP>2</SUP>件</td><td>m<sup>2</sup></td></tr></table>"
    )
    assert tables(document) == [[["规章", "12", "3件", "m2"]]]
    assert paragraphs(page(f"<p>公开120{note}条，依据条例<sup>[2]</sup>办理。</p>")) == ["公开120条，依据条例[2]办理。"]


def test_number_over_several_spans_stays_one() -> None:
    document = page("<p>电话：<span>0437</span>-<span>508</span><b>8</b>30</p><p>共<font>1</font><font>2</font>件</p>")
    assert paragraphs(document) == ["电话：0437-508830", "共12件"]


def test_heading_over_several_spans() -> None:
    document = page("<h2><span>一、</span><span>总体</span>\n<span>情况</span></h2><p>正文</p><h3>甲<br>乙</h3>丙")
    assert [(b.text, b.level) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("一、总体情况", 2), ("正文", 0), ("甲", 3), ("乙", 3), ("丙", 0),
    ]  # fmt: skip


def test_unclosed_heading_ends_with_its_text() -> None:
    document = page("<h2>一、总体情况<p>正文</p><p>后文</p>")
    assert [b.level for b in document.blocks if isinstance(b, Paragraph)] == [2, 0, 0]


def test_line_breaks_make_paragraphs() -> None:
    assert paragraphs(page("<p>一、总体情况<br/>二〇二一年<br>\n　　三</p>四<div>五</div>六")) == [
        "一、总体情况", "二〇二一年", "三", "四", "五", "六",
    ]  # fmt: skip


def test_blanks_collapse_and_line_ends_within_chinese_vanish() -> None:
    document = page("<p>  公开\r\n     指南 a\n b   12 </p>")
    assert paragraphs(document) == ["公开指南 a b 12"]
    at = document.source.text.index("指")
    assert document.source.place(document.blocks[0].span._replace(start=at))[:2] == (2, 6)


def test_references() -> None:
    document = page("<p>a&amp;b&lt;c&nbsp;d&#x4e00;&#19968;&notit;&copy 𠮷&bogus;甲&</p>")
    assert paragraphs(document) == ["a&b<c\xa0d一一¬it;© 𠮷&bogus;甲&"]
    source = document.source
    at = source.text.index("甲")
    assert source.original is not None
    assert source.origin(at) == source.original.index("甲")
    assert source.origin(source.text.index("<")) == source.original.index("&lt;")


def test_what_nobody_sees_is_no_text() -> None:
    document = page(
        "<head><title>题</title><style>p{}</style></head><script>if(a<b) w('<td>')</script><noscript>无</noscript>"
        "<nav><p>导航</nav><template>甲</template><select><option>乙</select><!-- <p>丙</p> --><textarea>丁</textarea>"
        "<p style='DISPLAY: none'>戊<p>正文</p><div hidden>己<div>庚</div>辛</div><span style=\"display:none\">壬</span>"
        "<p style='overflow:hidden;text-decoration:none'>后文</p>"
    )
    assert paragraphs(document) == ["正文", "后文"]


def test_hidden_cells_and_rows() -> None:
    markup = (
        "<table><tr><td>1<td style='display:none'>甲</td><td>2<tr style='display:none'><td>乙<td>丙"
        "<tr><td>3<td><i style='display:none'>丁</i>4</table>"
    )
    assert tables(page(markup)) == [[["1", "2"], ["3", "4"]]]


def test_page_that_shows_its_parts_by_script_is_read() -> None:
    text = "本机关全年主动公开政府信息。" * 20
    assert text in paragraphs(page(f"<p>导航</p><div style='display:none'><p>{text}</p></div>"))


def test_unclosed_navigation_does_not_swallow_the_page() -> None:
    assert "正文" in paragraphs(page("<nav><a href=x>首页</a><p>正文</p>"))


def test_tags_within_attributes_and_stray_quotes() -> None:
    document = page('<p title="a > b">甲</p><p title=\'<td>\'>乙</p><table><tr><td width=100">1<td>2</table>')
    assert paragraphs(document) == ["甲", "乙"]
    assert tables(document) == [[["1", "2"]]]


def test_less_than_is_text() -> None:
    assert paragraphs(page("<p>比例<2%，且 3 < 4</p>")) == ["比例<2%，且 3 < 4"]


def test_links() -> None:
    document = page(
        "<p><a href=/>首页</a></p><p>当前：<a href=/>首页</a></p><p><a name=_Toc1>一、总体情况</a></p>"
        "<ul><li><a href=a>甲</a>&nbsp;<li><a href=b>乙</ul><p>正文</p>"
    )
    assert [(b.text, b.linked) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("首页", True), ("当前：首页", False), ("一、总体情况", False), ("甲", True), ("乙", True), ("正文", False),
    ]  # fmt: skip


def test_definition_lists() -> None:
    assert paragraphs(page("<dl><dt>甲<dd>乙<dt>丙<dd>丁</dl>")) == ["甲", "乙", "丙", "丁"]


def test_preformatted_lines() -> None:
    document = page("<pre>\n信息内容   本年\r\n规章       &lt;1\n\n</pre><p>后  文</p>")
    assert paragraphs(document) == ["信息内容   本年", "规章       <1", "后 文"]


def test_pictures() -> None:
    document = page("<p>图<img alt='表 一' src=x>后</p>\n  <img src=y><table><tr><td>1<td><img alt=印章>2</table>")
    assert order(document) == ["图后", "Picture", "Picture", "Table", "Picture"]
    assert [b.text for b in document.blocks if isinstance(b, Picture)] == ["表 一", "", "印章"]
    assert document.source.place(document.blocks[2].span)[:2] == (2, 3)


def test_text_between_cells() -> None:
    document = page("<table>前<caption>题</caption><tr>中<td>1</td>间<td>2</table>后")
    assert order(document) == ["前", "题", "Table", "中", "间", "后"] or order(document)[-1] == "后"
    assert tables(document) == [[["1", "2"]]]


def test_layout_table_gives_way() -> None:
    prose = "本机关认真落实条例。" * 30
    document = page(
        f"<table><tr><td>左栏</td><td><h1>年报</h1><p>{prose}</p><table><tr><td>规章<td>1<tr><td>文件<td>2</table>"
        "<p>尾</p></td></tr></table>"
    )
    assert order(document) == ["左栏", "年报", prose, "Table", "尾"]
    assert tables(document) == [[["规章", "1"], ["文件", "2"]]]


def test_table_of_one_column_is_no_table() -> None:
    assert order(page("<table><tr><td>一、总体情况<tr><td>正文</table>")) == ["一、总体情况", "正文"]


def test_article_in_the_last_row_of_catalogue_data() -> None:
    prose = "本机关认真落实条例。" * 30
    document = page(
        "<table><tr><td>索引号<td>甲-1<td>日期<td>2022-01-20<tr><td>机构<td>水务局<td>分类<td>年报"
        f"<tr><td colspan=4><h1>年报</h1><p>{prose}</p><table><tr><td>规章<td>1</table></td></tr></table>"
    )
    assert order(document) == ["Table", "年报", prose, "Table"]
    assert [len(table) for table in tables(document)] == [2, 1]


def test_forgotten_table_end_in_the_last_cell() -> None:
    document = page(
        "<table><tr><td>信息<td>制发<td>有效<tr><td>规章<td>1<td>2<tr><td>文件<td>3<td>4<p>三、收到申请情况</p>"
        "<table><tr><td>甲<td>乙<tr><td>5<td>6</table><p>四、后文</p>"
    )
    assert order(document) == ["Table", "三、收到申请情况", "Table", "四、后文"]
    assert tables(document) == [
        [["信息", "制发", "有效"], ["规章", "1", "2"], ["文件", "3", "4"]],
        [["甲", "乙"], ["5", "6"]],
    ]


def test_forgotten_table_end_between_rows() -> None:
    document = page("<table><tr><td>甲<td>1</td></tr><p>三、收到</p><table><tr><td>乙<td>2</table>")
    assert order(document) == ["Table", "三、收到", "Table"]


def test_table_in_a_cell_of_a_table_of_figures() -> None:
    document = page(
        "<table><tr><td>信息<td>制发<td>有效<tr><td>规章<td>1<table><tr><td>甲<td>乙<tr><td>5<td>6</table><td>2"
        "<tr><td>文件<td>3<td>4</table>"
    )
    assert tables(document) == [
        [["信息", "制发", "有效"], ["规章", "1", "2"], ["文件", "3", "4"]],
        [["甲", "乙"], ["5", "6"]],
    ]


def test_single_cell_table_in_a_cell_is_its_text() -> None:
    assert tables(page("<table><tr><td>规章<td><table><tr><td>5</table><td>6</table>")) == [[["规章", "5", "6"]]]


def test_comments_that_speak_to_gouji() -> None:
    document = page(
        "<p>前</p><!-- gouji: 豁免 TAB203 -- 无 --><!-- 其他 --><table><tr><!-- gouji: 二 --><td>1<td>2</table>"
    )
    table = document.blocks[1]
    assert [(note.code, note.detail) for note in document.notes] == [
        ("comment", "gouji: 豁免 TAB203 -- 无"), ("comment", "gouji: 二"),
    ]  # fmt: skip
    assert [note.span.start for note in document.notes] == [table.span.start, table.span.start]


def test_declared_charset_that_is_wrong() -> None:
    data = '<meta charset="utf-8">\n<p>政府信息公开工作年度报告：全年主动公开信息。</p>'.encode("gb18030")
    document = html.read(data, "report.html")
    (note,) = document.notes
    assert (note.code, note.detail) == ("EXT009", "utf-8 → gb18030")
    assert document.source.place(note.span)[:2] == (1, 16)
    assert paragraphs(document) == ["政府信息公开工作年度报告：全年主动公开信息。"]


def test_gb2312_is_gb18030() -> None:
    data = "<meta charset=gb2312><p>政府信息公开年度报告，镕</p>".encode("gb18030")
    assert html.read(data, "report.html").notes == ()


LINE_ENDS = ["", "\n", "\r\n", "\r", "\n\t"]


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize(
    "wrap", ["{}", "<p>{}</p>", "\t<p class='a > b'><span>{}</span></p>", "&nbsp;{}", "<b>{}</b><!-- x -->"]
)
def test_every_cell_has_its_line_and_column(end: str, wrap: str) -> None:
    rows = [[f"𠮷{row}格{column}" for column in range(4)] for row in range(5)]
    markup = f"<p>前文</p>{end}<table>{end}" + "".join(
        f"<tr>{end}" + "".join(f"<td>{wrap.format(text)}</td>{end}" for text in row) + f"</tr>{end}" for row in rows
    )
    document = page(markup + "</table>")
    assert tables(document) == [rows]
    for text in (text for row in rows for text in row):
        place = document.source.place(cell(document, text).span)
        before = re.split(r"\r\n|\r|\n", markup[: markup.index(text)])
        assert place[:4] == (len(before), len(before[-1]) + 1, len(before), len(before[-1]) + 1 + len(text))


def test_blank_cells_stand_where_they_are_in_the_file() -> None:
    markup = "<table><tr><td>甲</td><td></td>\n<td><p>&nbsp;</p></td><td>乙</td></tr></table>"
    (table,) = page(markup).blocks
    source = page(markup).source
    assert isinstance(table, Table)
    assert [source.place(c.span)[:2] for c in table.rows[0]] == [(1, 16), (1, 26), (2, 5), (2, 27)]


@pytest.mark.parametrize("layout", ["clean", "word", "page"])
@pytest.mark.parametrize("edition", builder.EDITIONS)
def test_made_reports(layout: str, edition: str) -> None:
    made = builder.build(edition, 7)
    document = page(made.render(layout))
    read = [[[squeeze(text) for text in row] for row in table] for table in tables(document)]
    for sheet in (part for part in made.parts if isinstance(part, Sheet)):
        assert _expanded(sheet) in read
    headings = [squeeze(part.text) for part in made.parts if isinstance(part, Heading)]
    texts = [squeeze(text) for text in paragraphs(document)]
    assert [text for text in headings if text not in texts] == []


def _expanded(sheet: Sheet) -> list[list[str]]:
    places: list[list[str | None]] = [[None] * sheet.width for _ in sheet.rows]
    for number, row in enumerate(sheet.rows):
        for slot in row:
            column = places[number].index(None)
            for down in range(slot.rows):
                places[number + down][column : column + slot.columns] = [squeeze(slot.text)] * slot.columns
    return [[text or "" for text in row] for row in places]


HOSTILE = {
    "deep blocks": "<div>" * 20_000 + "甲" + "</div>" * 20_000,
    "deep tables": "<table><tr><td>" * 20_000 + "甲",
    "deep hidden": "<div style=display:none>" * 20_000 + "甲",
    "blanks in a span": f"<table><tr><td rowspan={' ' * 100_000}x>甲</table>",
    "absurd spans": "<table>" + "<tr><td colspan=100000 rowspan=100000>1<td>2" * 3000 + "</table>",
    "wide and high": "<table><tr>" + "<td>1" * 30_000 + "<tr><td>2" * 30_000 + "</table>",
    "unclosed tags": "<a " * 300_000,
    "unclosed quotes": '<a b="' * 100_000 + "<a c='" * 100_000,
    "unclosed comments": "<!-" * 100_000 + "<!--" * 100_000 + "- -" * 100_000,
    "unclosed raw": "<noscript>" * 50_000 + "<textarea>" * 50_000 + "<nav>" * 50_000,
    "cells that are not whole": "<table><tr>" + "<td><p><span><b>" * 50_000,
    "references": "&" * 200_000 + "&a" * 100_000 + "&nbsp;" * 100_000,
    "blanks": "<p>" + " \n" * 300_000 + "甲" + "\t" * 300_000,
    "breaks": "甲<br>" * 200_000,
    "entities in a cell": "<table><tr><td>" + "&nbsp;" * 50_000 + "<td>1</table>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_in_time(name: str) -> None:
    begun = time.process_time()
    document = html.read_text(HOSTILE[name], "report.html")
    assert time.process_time() - begun < 5
    for block in document.blocks:
        if isinstance(block, Table):
            assert sum(map(len, block.rows)) <= 1_000_000


PIECES = [
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td colspan=3>", "<td rowspan=2>", "<th rowspan=0>", "<p>",
    "</p>", "<br>", "<h2>", "</h2>", "<a href=x>", "</a>", "<div style='display:none'>", "</div>", "<pre>", "</pre>",
    "<tbody>", "</thead>", "<caption>", "<img alt=图>", "<!-- gouji: 甲 -->", "<!--", "-->", "<nav>", "</nav>", "<script>",
    "</script>", "&nbsp;", "&amp;", "&#12345;", " ", "\n", "\r\n", "\t", "\u3000", "\u200b", "甲", "乙丙。", "12", "𠮷", "<", ">",
    '"', "<td hidden>", "<span>", "</span>", "<tr hidden>", "<noscript>", "长文" * 150,
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=400)
def test_any_markup_keeps_the_laws(markup: str) -> None:
    page(markup)


@given(
    st.lists(
        st.sampled_from(["<td>", "<tr>", "<td rowspan=2>", "<td colspan=2>", "</td>", "</tr>", "<p>", "</p>", "7"])
    ).map("".join)
)
def test_any_table_is_that_of_the_standard(markup: str) -> None:
    turbohtml = pytest.importorskip("turbohtml")
    ours = tables(page(f"<table><tr><td>a<td>b{markup}</table>"))
    theirs = turbohtml.parse(f"<table><tr><td>a<td>b{markup}</table>").find("table").rows()
    rows = [[squeeze(text) for text in row] for row in theirs]
    assert [[[squeeze(text) for text in row] for row in table] for table in ours] == [rows]


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes) -> None:
    assert_lawful(html.read(data, "report.html"))
