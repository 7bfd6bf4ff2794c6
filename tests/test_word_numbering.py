"""Numbers that Word counts: written out as they stand on the paper."""

from __future__ import annotations

import pytest

from blocks import paragraphs, tables
from builder import docx as writer
from gouji.document import Paragraph
from gouji.readers.word_numerals import numeral
from reading_word import CHINESE, in_list, p, style, styles, tbl, tc, tr, word


def numbered(*items: str, lists: str) -> list[str]:
    return paragraphs(word(*items, parts={"word/numbering.xml": lists}))


def test_numbers_are_written_out() -> None:
    lists = writer.numbering(CHINESE)
    items = (
        (0, "总体情况"),
        (1, "主动公开"),
        (1, "依申请公开"),
        (2, "受理"),
        (2, "2023年答复"),
        (0, "申请"),
        (1, "收到"),
        (2, "分办"),
    )
    found = numbered(*(p(text, properties=in_list(1, depth)) for depth, text in items), lists=lists)
    assert found == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "1.受理",
        "2. 2023年答复",
        "二、申请",
        "（一）收到",
        "1.分办",
    ]


def test_levels_left_out_count_too() -> None:
    lists = writer.numbering((("decimal", "%1"), ("decimal", "%1.%2")))
    found = numbered(
        p("甲", properties=in_list(1, 1)),
        p("乙", properties=in_list(1, 1)),
        p("丙", properties=in_list(1, 0)),
        lists=lists,
    )
    assert found == ["1.1 甲", "1.2 乙", "2 丙"]


def test_lists_count_apart_and_empty_items_count() -> None:
    lists = writer.numbering(CHINESE, (("decimal", "%1)"),), (("bullet", "\uf06c"),))
    found = numbered(
        p("甲", properties=in_list(1)), p("子", properties=in_list(2)), p(properties=in_list(1)), p("丙", properties=in_list(1)),
        p("丑", properties=in_list(2)), p("点", properties=in_list(3)), p("无", properties=in_list(0)), p("没有", properties=in_list(9)),
        lists=lists,
    )  # fmt: skip
    assert found == ["一、甲", "1)子", "二、", "三、丙", "2)丑", "点", "无", "没有"]


def test_an_override_starts_a_list_anew() -> None:
    lists = writer.numbering(CHINESE).replace(
        "</w:numbering>",
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
    )
    found = numbered(*(p("甲", properties=in_list(id)) for id in (1, 1, 2, 2, 3)), lists=lists)
    assert found == ["一、甲", "二、甲", "四、甲", "五、甲", "六、甲"]


def test_restarts_and_legal_numbers() -> None:
    lists = (
        f"{writer.HEAD}<w:numbering {writer.NAMESPACES}><w:abstractNum w:abstractNumId='1'>"
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1、'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:start w:val='3'/><w:numFmt w:val='decimal'/><w:lvlRestart w:val='0'/><w:isLgl/><w:lvlText w:val='%1.%2、'/></w:lvl>"
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    )
    found = numbered(*(p("甲", properties=in_list(1, depth)) for depth in (0, 1, 0, 1)), lists=lists)
    assert found == ["I、甲", "1.3、甲", "II、甲", "2.4、甲"]


def test_numbers_by_style() -> None:
    lists = writer.numbering(CHINESE).replace(
        '<w:lvlText w:val="（%2）"/>', '<w:pStyle w:val="2"/><w:lvlText w:val="（%2）"/>'
    )
    both = {
        **styles(style("1", "heading 1", f"<w:pPr>{in_list(1, None)}</w:pPr>"), style("2", "heading 2", base="1")),
        "word/numbering.xml": lists,
    }
    named = (
        '<w:pStyle w:val="1"/>',
        '<w:pStyle w:val="2"/>',
        '<w:pStyle w:val="2"/><w:numPr><w:numId w:val="0"/></w:numPr>',
    )
    document = word(*(p("甲", properties=one) for one in named), parts=both)
    assert [(block.text, block.level) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("一、甲", 1), ("（一）甲", 2), ("甲", 2),
    ]  # fmt: skip


def test_numbers_in_cells() -> None:
    lists = {"word/numbering.xml": writer.numbering(CHINESE)}
    document = word(tbl(*(tr(tc(p(text, properties=in_list(1, 2))), "0") for text in ("国家秘密", ""))), parts=lists)
    assert tables(document) == [[["1.国家秘密", "0"], ["2.", "0"]]]


@pytest.mark.parametrize(
    ("kind", "wanted"),
    {
        "decimal": "1 2 10 23 105",
        "chineseCounting": "一 二 十 二十三 一百零五",
        "chineseCountingThousand": "一 二 十 二十三 一百零五",
        "japaneseCounting": "一 二 十 二十三 一百零五",
        "chineseLegalSimplified": "壹 贰 壹拾 贰拾叁 壹佰零伍",
        "ideographDigital": "一 二 一〇 二三 一〇五",
        "ideographTraditional": "甲 乙 癸 23 105",
        "ideographZodiac": "子 丑 酉 23 105",
        "ideographZodiacTraditional": "甲子 乙丑 癸酉 丙戌 105",
        "ideographEnclosedCircle": "㊀ ㊁ ㊉ 23 105",
        "decimalEnclosedCircle": "① ② ⑩ ㉓ 105",
        "decimalEnclosedCircleChinese": "① ② ⑩ ㉓ 105",
        "decimalEnclosedParen": "⑴ ⑵ ⑽ 23 105",
        "decimalEnclosedFullstop": "⒈ ⒉ ⒑ 23 105",
        "decimalFullWidth": "１ ２ １０ ２３ １０５",
        "decimalZero": "01 02 10 23 105",
        "upperRoman": "I II X XXIII CV",
        "lowerLetter": "a b j w aaaaa",
        "unheard-of": "1 2 10 23 105",
        "none": "    ",
    }.items(),
)
def test_numerals(kind: str, wanted: str) -> None:
    assert " ".join(numeral(kind, number) for number in (1, 2, 10, 23, 105)) == wanted
    for number in (0, 20, 99, 110, 1000, 1010, 9999, 10_000, 999_999):
        assert isinstance(numeral(kind, number), str)
