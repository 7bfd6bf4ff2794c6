"""The numbers before headings, as printed and as misprinted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.grammar.numbering import USUAL, Numbering, numbering, numeral, parsed

DIGITS = "〇一二三四五六七八九"


def han(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


@pytest.mark.parametrize(
    ("text", "style", "value", "length"),
    [
        ("一、总体情况", "一、", 1, 2),
        ("一 、概 述", "一、", 1, 3),
        ("一,、概述", "一、", 1, 3),
        ("五.存在的问题", "一、", 5, 2),
        ("二 主动公开", "一、", 2, 2),
        ("十一、附表", "一、", 11, 3),
        ("二十三、其他", "一、", 23, 4),
        ("(一)主动公开", "(一)", 1, 3),
        ("( 二 )主动公开", "(一)", 2, 5),
        ("(三)、政府信息管理", "(一)", 3, 4),
        ("三)政府信息管理", "(一)", 3, 2),
        ("㈡依申请公开", "(一)", 2, 1),
        ("1.网站", "1.", 1, 2),
        ("一、2018年工作情况", "一、", 1, 2),
        ("3.2018年工作情况", "1.", 3, 2),
        ("2、公报", "1、", 2, 2),
        ("12.其他", "1.", 12, 3),
        ("(3)电话", "(1)", 3, 3),
        ("4)来访", "1)", 4, 2),
        ("⑵信函", "(1)", 2, 1),
        ("⒉公报", "1.", 2, 1),
        ("③其他", "①", 3, 1),
        ("第一部分 概述", "第一部分", 1, 4),
        ("第 2 部分:概述", "第一部分", 2, 7),
        ("第三章 附则", "第一章", 3, 3),
        ("四是加强培训", "一是", 4, 2),
    ],
)
def test_style_value_and_length(text, style, value, length):
    found = numbering(text)
    assert found is not None
    assert (found.style, found.value) == (style, value)
    assert text[: found.length].rstrip() == text[:length].rstrip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "总体情况",
        "1.5万件",
        "2021年",
        "12月",
        "一个窗口",
        "十九大以来",
        "一是否公开",
        "(2022年1月5日)",
        "100、其他",
        "1,200件",
        "0.项",
        "、一",
    ],
)
def test_what_is_no_number_before_a_heading(text):
    assert numbering(text) is None


def test_reads_at_an_offset_and_no_further_than_the_end():
    assert numbering("见下。三、其他", 3) == Numbering("一、", 3, 2)
    assert numbering("三、其他", 0, 1) is None


@given(st.integers(1, 99))
def test_chinese_numerals_up_to_99(value):
    assert numeral(han(value)) == numeral(str(value)) == value
    assert numbering(f"{han(value)}、其他事项") == Numbering("一、", value, len(han(value)) + 1)
    assert numbering(f"({han(value)})其他事项") == Numbering("(一)", value, len(han(value)) + 2)


@given(st.text(alphabet="第部分章一二十零0123()、,. ①㈠是 年", max_size=12), st.integers(0, 12))
def test_total_on_any_text(text, start):
    found = numbering(text, start)
    assert found is None or (1 <= found.value <= 99 and 0 < found.length <= len(text) - start)


@pytest.mark.parametrize("token", USUAL)
def test_usual_numbers_mean_what_the_grammar_says(token):
    assert parsed(token) == Numbering(*USUAL[token], len(token))
