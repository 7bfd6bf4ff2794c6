"""Tables of Word files: merged, deleted, laid out, absurd."""

from __future__ import annotations

from blocks import paragraphs, tables
from gouji.document import Table
from gouji.recognition.figures import figure
from reading_word import DOWN, ON, across, p, r, tbl, tc, tr, word


def test_merged_cells() -> None:
    document = word(
        tbl(
            tr(tc("信息内容", properties=across(2)), "本年"),
            tr(tc("三、", properties=DOWN), tc("予以公开", properties=DOWN + across(2))),
            tr(tc("", properties=ON), tc("", properties='<w:vMerge w:val="continue"/>' + across(2))),
            tr(tc("", properties=ON), "部分公开", "1"),
        )
    )
    assert tables(document) == [
        [
            ["信息内容", "信息内容", "本年"],
            ["三、", "予以公开", "予以公开"],
            ["三、", "予以公开", "予以公开"],
            ["三、", "部分公开", "1"],
        ]
    ]
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert (table.rows[1][0].rows, table.rows[1][0].columns) == (3, 1)
    assert (table.rows[1][1].rows, table.rows[1][1].columns) == (2, 2)
    assert document.source.place(table.rows[3][2].span).place == "表1第4行第3列"


def test_rows_that_begin_late_or_end_early() -> None:
    document = word(
        tbl(
            tr("甲", "乙", "丙"),
            tr("1", "2", properties="<w:gridBefore w:val='1'/>"),
            tr("3", properties="<w:gridAfter w:val='2'/>"),
        )
    )
    assert tables(document) == [[["甲", "乙", "丙"], ["", "1", "2"], ["3", "", ""]]]


def test_old_merging_and_a_merge_that_goes_on_from_nothing() -> None:
    old = tbl(
        tr(tc("甲", properties='<w:hMerge w:val="restart"/>'), tc("", properties="<w:hMerge/>"), "乙"),
        tr("1", "2", "3"),
    )
    assert tables(word(old)) == [[["甲", "甲", "乙"], ["1", "2", "3"]]]
    assert tables(word(tbl(tr(tc("甲", properties=ON), "1"), tr(tc("", properties=ON), "2")))) == [
        [["甲", "1"], ["甲", "2"]]
    ]


def test_old_merging_across_and_down_at_once() -> None:
    both = '<w:hMerge w:val="{}"/><w:vMerge w:val="{}"/>'
    rows = [
        tr(
            tc("办理", properties=both.format("restart", down)),
            tc("", properties=both.format("continue", down)),
            "1",
            "2",
        )
        for down in ("restart", "continue", "continue")
    ]
    assert tables(word(tbl(*rows))) == [[["办理", "办理", "1", "2"]] * 3]


def test_number_of_a_note_is_no_part_of_the_figure() -> None:
    raised, lowered = (f'<w:vertAlign w:val="{side}script"/>' for side in ("super", "sub"))
    document = word(
        tbl(tr("规章", tc(p("12", r("1", raised))), tc(p("3", r("②", raised))), tc(p("4", r("5", lowered)))))
    )
    assert tables(document) == [[["规章", "12¹", "3②", "45"]]]
    assert [figure(text).number for text in tables(document)[0][0][1:]] == [12, 3, 45]


def test_deleted_rows_are_gone() -> None:
    document = word(
        tbl(
            tr("甲", "1"),
            tr("乙", "2", properties='<w:del w:id="1" w:author="x"/>'),
            tr("丙", "3", properties='<w:ins w:id="2"/>'),
        )
    )
    assert tables(document) == [[["甲", "1"], ["丙", "3"]]]
    assert [note.detail for note in document.notes] == ["插入 1 处、删除 1 处"]


def test_deleted_cells_are_gone_and_merges_hold() -> None:
    changed = "w:id='1' w:author='甲'"
    document = word(
        tbl(
            tr(tc("甲", properties=f"<w:cellMerge {changed} w:vMerge='rest'/>"), tc("旧", properties=f"<w:cellDel {changed}/>"), "1"),
            tr(tc("", properties=f"<w:cellMerge {changed} w:vMerge='cont'/>"), tc("2", properties=f"<w:cellIns {changed}/>")),
            tr("丙", "3", properties="<w:hidden/>"),
        )
    )  # fmt: skip
    assert tables(document) == [[["甲", "1"], ["甲", "2"]]]
    assert [note.detail for note in document.notes] == ["插入 1 处、删除 1 处"]


def test_columns_as_wide_as_a_hair() -> None:
    """Where rows disagree by a rounding error, converters make a column of it."""
    body = (
        tr(tc("甲", properties=across(2)), tc("乙", properties=DOWN)),
        tr("1", tc("", properties=ON + across(2))),
        tr("3", tc(""), "4"),
        tr("5", properties="<w:gridAfter w:val='2'/>"),
    )
    tables_of = {}
    for widths in ((900, 1, 900), (900, 900, 900), (1, 1, 1), (100, 100), ("", "x", "9" * 5000)):
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        tables_of[widths] = tables(word(f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(body)}</w:tbl>"))[0]
    narrow, *rest = tables_of.values()
    assert narrow == [["甲", "乙"], ["1", "乙"], ["3", "4"], ["5", ""]]
    assert all(found == [["甲", "甲", "乙"], ["1", "", ""], ["3", "", "4"], ["5", "", ""]] for found in rest)


def test_layout_tables_give_way() -> None:
    inner = tbl(tr("规章", "0"), tr("规范性文件", "1"))
    document = word(tbl(tr(tc(p("一、总体情况"), inner, p("二、其他")))))
    assert paragraphs(document) == ["一、总体情况", "二、其他"]
    assert tables(document) == [[["规章", "0"], ["规范性文件", "1"]]]


def test_absurd_spans() -> None:
    for value in ("999999999", "0", "-1", "x", "", "9" * 5000):
        document = word(
            tbl(
                tr(tc("甲", properties=across(value)), "乙"),
                tr("1", "2", properties=f"<w:gridBefore w:val='{value}'/>"),
            )
        )
        assert document.blocks
