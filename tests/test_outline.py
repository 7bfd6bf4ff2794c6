"""The section tree: levels, titles, run-in prose, lists, tables of contents, page furniture."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji import editions
from gouji.document import Cell, Paragraph, Table
from gouji.outline import Outline, outline
from gouji.recognition import roles
from gouji.report import Section
from gouji.source import Source, Span

TITLES = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
]
PROSE = "本年度按照要求开展工作,各项任务已经完成。"


@cache
def known():
    files = sorted((Path(__file__).parent.parent / "rules" / "gouji_rules" / "editions").glob("*.toml"))
    return roles.known(editions.load(files).values())


def blocks_of(text: str) -> tuple[Source, list[Paragraph | Table]]:
    """A paragraph a line; a line that begins with a bar is a table of its own."""
    source, found, start = Source("report.txt", text, text), [], 0
    for line in text.split("\n"):
        words = line.strip()
        span = Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        if words.startswith("|"):
            found.append(Table(span, ((Cell(words, span, 0, 0),),), "ragged"))
        elif words:
            found.append(Paragraph(span, words))
        start += len(line) + 1
    return source, found


def read(text: str) -> Outline:
    source, blocks = blocks_of(text)
    return outline(blocks, source, known())


def shape(sections: tuple[Section, ...]) -> list:
    """Titles, those with sections below them with theirs."""
    return [(one.title, shape(one.children)) if one.children else one.title for one in sections]


def text_of(section: Section) -> list[str]:
    return [block.text for block in section.blocks if isinstance(block, Paragraph)]


def numbered(titles: list[str], between: str = PROSE, pattern: str = "{}、{}") -> str:
    return "\n".join(
        f"{pattern.format(n, title)}\n{between}" for n, title in zip("一二三四五六七八九十", titles, strict=False)
    )


@pytest.mark.parametrize(
    "pattern",
    [
        "{}、{}",
        "{}、 {}",
        "{} 、{}",
        "{},、{}",
        "{}.{}",
        "{} {}",
        "({}){}",
        "（{}）{}",
        "第{}部分 {}",
        "第{}章 {}",
        "## {}、{}",
    ],
)
def test_headings_of_the_top_level(pattern):
    tree = read("前言。\n" + numbered(TITLES, pattern=pattern))
    assert shape(tree.sections) == TITLES
    assert [one.ordinal.value for one in tree.sections if one.ordinal] == [1, 2, 3, 4, 5, 6]
    assert {one.level for one in tree.sections} == {1}
    assert all(text_of(one) == [PROSE] for one in tree.sections)
    assert [block.text for block in tree.preamble if isinstance(block, Paragraph)] == ["前言。"]


def test_headings_without_numbers_are_known_by_their_words():
    tree = read("\n".join(f"{title}\n{PROSE}" for title in TITLES))
    assert shape(tree.sections) == TITLES
    assert all(one.ordinal is None for one in tree.sections)


def test_one_heading_lost_its_number():
    assert (
        shape(read(f"总体情况\n{PROSE}\n" + numbered(TITLES).partition("\n二、")[2].join(["二、", ""])).sections)
        == TITLES
    )


def test_unnumbered_subheads_are_not_sections_when_numbered_ones_name_the_same():
    text = numbered(TITLES).replace(PROSE, f"主动公开情况\n{PROSE}\n依申请公开情况\n{PROSE}", 1)
    assert shape(read(text).sections) == TITLES


def test_levels_by_style():
    text = "一、概述\n(一)机构\n1.网站\n(1)栏目\n内容。\n2.公报\n(二)制度\n二、主动公开政府信息情况\n1.数量\n内容。"
    tree = read(text)
    assert shape(tree.sections) == [
        ("概述", [("机构", [("网站", ["栏目"]), "公报"]), "制度"]),
        ("主动公开政府信息情况", ["数量"]),
    ]


def test_brackets_as_top_level():
    text = numbered(TITLES[:3], "1.甲事项\n内容。", "({}){}")
    assert shape(read(text).sections) == [(title, ["甲事项"]) for title in TITLES[:3]]


def test_run_in_heading_goes_up_to_the_full_stop():
    tree = read("一、总体情况\n(一)主动公开情况。2021年公开信息30条。其中网站28条。\n(二)公开形式:\n网站。")
    first, second = tree.sections[0].children
    assert (first.title, first.run_in, text_of(first)) == ("主动公开情况", True, ["2021年公开信息30条。其中网站28条。"])
    assert (second.title, second.run_in, text_of(second)) == ("公开形式", False, ["网站。"])


def test_full_width_marks_keep_their_places():
    text = "一、总体情况\n（一）依申请公开情况。２０２１年收到１件。"
    source, blocks = blocks_of(text)
    section = outline(blocks, source, known()).sections[0].children[0]
    block = section.blocks[0]
    assert isinstance(block, Paragraph)
    assert source[section.title_span] == section.title == "依申请公开情况"
    assert source[section.heading] == "（一）依申请公开情况"
    assert source[block.span] == block.text == "２０２１年收到１件。"


def test_headings_glued_to_the_sentence_before():
    text = "期限自2017年1月1日起至12月31日止。一、概述2017年,我局落实要求。二、主动公开政府信息情况 公开12条。三、依申请公开政府信息情况我局未收到申请。"
    tree = read(text)
    assert shape(tree.sections) == ["概述", "主动公开政府信息情况", "依申请公开政府信息情况"]
    assert text_of(tree.sections[0]) == ["2017年,我局落实要求。"]
    assert text_of(tree.sections[2]) == ["我局未收到申请。"]
    assert [block.text for block in tree.preamble if isinstance(block, Paragraph)] == [
        "期限自2017年1月1日起至12月31日止。"
    ]


@pytest.mark.parametrize("contents", ["\n".join(f"{n}、{t}" for n, t in zip("一二三四五六", TITLES, strict=True)), ""])
@pytest.mark.parametrize("lead", ["目录\n", ""])
def test_a_table_of_contents_is_no_row_of_sections(lead, contents):
    tree = read(f"{lead}{contents}\n{numbered(TITLES)}")
    assert shape(tree.sections) == TITLES
    assert all(text_of(one) == [PROSE] for one in tree.sections)


def test_contents_with_leaders_and_in_one_line():
    listed = "\n".join(f"{n}、{t}……{n}" for n, t in zip("一二三", TITLES, strict=False))
    assert (
        shape(
            read(
                f"目录 {''.join(f'{n}、{t}' for n, t in zip('一二三四五六', TITLES, strict=True))}\n{numbered(TITLES)}"
            ).sections
        )
        == TITLES
    )
    assert (
        shape(
            read(
                f"{listed.replace('……一', '……1').replace('……二', '……2').replace('……三', '……3')}\n{numbered(TITLES)}"
            ).sections
        )
        == TITLES
    )


def test_a_list_in_the_style_of_the_top_level_stays_inside_its_section():
    text = (
        numbered(TITLES[:5])
        + "\n一、公开不及时。信息更新慢。\n二、人员不足。\n下一步:\n一、加强培训,提高能力。\n二、规范流程\n六、其他需要报告的事项\n无。"
    )
    tree = read(text)
    assert [one.title for one in tree.sections] == TITLES
    assert [one.title for one in tree.sections[4].children] == [
        "公开不及时",
        "人员不足",
        "加强培训,提高能力",
        "规范流程",
    ]


def test_a_second_numbering_of_sections_stays_on_top():
    assert shape(read(numbered(TITLES[:3]) + "\n" + numbered(["总体情况", "存在的主要问题及改进情况"])).sections)[
        3:
    ] == [
        "总体情况",
        "存在的主要问题及改进情况",
    ]


def test_numbered_prose_and_spoken_numbers_are_no_headings():
    text = "一、总体情况\n一是加强领导。成立小组。\n1.加强与各单位的沟通协调,完善栏目设置,提高信息公开的质量和水平。\n2021年共公开信息3条。\n3.15期间开展宣传。"
    assert shape(read(text).sections) == ["总体情况"]


def test_a_title_can_begin_with_the_year():
    text = "一、2018年政府信息公开工作情况\n公开30条。\n二、存在问题和2019年工作打算\n不够及时。将改进。\n三、统计表"
    assert shape(read(text).sections) == ["2018年政府信息公开工作情况", "存在问题和2019年工作打算", "统计表"]


def test_tables_are_never_headings():
    tree = read(
        "一、总体情况\n内容。\n二、主动公开政府信息情况\n| 一、主动公开情况 | 3 |\n三、收到和处理政府信息公开申请情况\n| 四、结转下年度继续办理 | 0 |"
    )
    assert shape(tree.sections) == TITLES[:3]
    assert isinstance(tree.sections[1].blocks[0], Table)


def test_misprinted_numbers_below():
    tree = read(
        "一、总体情况\n(一)主动公开。甲。\n(二)、依申请公开\n乙。\n三)政府信息管理\n丙。\n(四)府信息公开平台\n丁。"
    )
    assert [one.title for one in tree.sections[0].children] == [
        "主动公开",
        "依申请公开",
        "政府信息管理",
        "府信息公开平台",
    ]


def test_unreliable_markup_levels():
    source, blocks = blocks_of(numbered(TITLES))
    levels = iter([2, 3, 2, 4, 3, 2])
    marked = [
        block._replace(level=next(levels)) if block.text != PROSE else block
        for block in blocks
        if isinstance(block, Paragraph)
    ]
    assert shape(outline(marked, source, known()).sections) == TITLES


def test_markup_without_numbers():
    source, blocks = blocks_of("\n".join(f"{title}\n要点\n{PROSE}" for title in TITLES))
    marked = [
        block._replace(level={PROSE: 0, "要点": 3}.get(block.text, 2))
        for block in blocks
        if isinstance(block, Paragraph)
    ]
    assert shape(outline(marked, source, known()).sections) == [(title, ["要点"]) for title in TITLES]


@pytest.mark.parametrize(
    "line",
    [
        "上一篇:关于放假的通知",
        "【打印】【关闭】",
        "版权所有:青禾市人民政府",
        "云ICP备00000000号-1",
        "扫一扫在手机打开当前页",
        "相关附件",
        "分享到:",
    ],
)
def test_page_furniture_behind_the_report_is_not_body(line):
    text = numbered(TITLES)
    tree = read(f"{text}\n{line}\n网站地图")
    assert shape(tree.sections) == TITLES
    assert text_of(tree.sections[-1]) == [PROSE]
    assert [getattr(block, "text", "") for block in tree.tail] == [line, "网站地图"]
    assert tree.body.end == len(text)


def test_furniture_words_in_prose_stay():
    tree = read(numbered(TITLES[:5]) + "\n六、其他需要报告的事项\n打印机等办公设备采购信息已经公开。\n" + PROSE)
    assert len(text_of(tree.sections[-1])) == 2


@pytest.mark.parametrize("text", ["", "\n\n", "我局无申请。", "一、", "一、\n二、", "(", "第部分", "目录", "。" * 50])
def test_total_on_scraps(text):
    assert read(text).sections == () or text


LINES = st.sampled_from(
    [f"{n}、{title}" for n, title in zip("一二三四五六", TITLES, strict=True)]
    + [
        "(一)主动公开情况。甲。",
        "1.网站",
        "①公报",
        "一、公开不及时。慢。",
        "目录",
        PROSE,
        "| 0 | 1 |",
        "总体情况",
        "上一篇:无",
        "(",
        "。一、概述2017年",
        "",
    ]
)


@given(st.lists(LINES, max_size=25))
def test_every_block_stands_once_and_in_order(lines):
    source, blocks = blocks_of("\n".join(lines))
    tree = outline(blocks, source, known())
    spans = [block.span for block in tree.preamble]
    for section in tree.sections:
        for part in section.walk():
            assert (
                part.extent.start
                == part.heading.start
                <= part.title_span.start
                < part.title_span.end
                == part.heading.end
                <= part.extent.end
            )
            assert source[part.title_span] == part.title
            spans += [part.heading, *(block.span for block in part.blocks)]
            assert all(
                part.extent.start <= child.extent.start and child.extent.end <= part.extent.end
                for child in part.children
            )
    spans += [block.span for block in tree.tail]
    assert spans == sorted(spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    kept = "".join(source[span] for span in spans)
    missing = [sign for sign in "".join("".join(lines).split()) if sign not in kept and sign not in "。:;"]
    assert not missing
