"""Numbers and quantities in prose, in all the forms in which they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.folding import fold
from gouji.grammar.numerals import HAN_DIGITS, USUAL, parsed, value
from gouji.grammar.quantities import KINDS, Quantity, quantities

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 0 to below 10^12 in Chinese numerals."""
    if number == 0:
        return "零"
    text, gap = "", False
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // scale % 10**4
        if not group:
            gap = bool(text)
            continue
        text += ("零" if text and (gap or group < 1000) else "") + _group(group) + name
        gap = False
    return text.removeprefix("一") if text.startswith("一十") else text


def _group(number: int) -> str:
    text, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + name
        gap = False
    return text


def only(text: str) -> Quantity:
    (found,) = quantities(fold(text))
    return found


@given(st.integers(0, 10**12 - 1))
def test_a_number_reads_back_from_chinese_numerals(number: int) -> None:
    assert value(chinese(number)) == number


@given(st.integers(0, 10**9))
def test_a_number_reads_back_from_figures(number: int) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    forms = (str(number), f"{number:,}", wide, f"{number:,}".replace(",", "，"))
    assert [only(f"收到申请{form}件。").number for form in forms] == [number] * 4


@given(st.integers(1, 99_999), st.integers(0, 4))
def test_ten_thousands(number: int, digits: int) -> None:
    written = f"{number / 10**digits:.{digits}f}万条"
    found = only(f"公开信息{written}")
    assert found.number == number * 10**4 / 10**digits
    assert found.step == 10**4 / 10**digits
    assert not found.exact


def test_the_grammar_agrees_with_the_table() -> None:
    assert {text: parsed(text) for text in USUAL} == USUAL


@given(st.text(HAN_DIGITS + "0123456789.,余 ", max_size=30))
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = value(text)
    assert number is None or number >= 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("两千零八", 2008), ("一万二", 12000), ("三百五", 350), ("三百零五", 305), ("一千三百", 1300), ("一百一十", 110), ("一千零一十", 1010),
        ("两万五千", 25000), ("十二", 12), ("二十", 20), ("1.5亿", 150_000_000), ("一十", 10),
    ],
)  # fmt: skip
def test_ways_of_writing(text: str, number: int) -> None:
    assert value(text) == number


@pytest.mark.parametrize("text", ["", "百", "十余", "一一百", "万万", "3x", "百二三十", "1,23", "零一百"])
def test_no_numbers(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(
    ("text", "number", "unit", "exact"),
    [
        ("收到申请16件", 16, "件", True),
        ("收到申请 16 件", 16, "件", True),
        ("收到申请１６件", 16, "件", True),
        ("收到申请十六件", 16, "件", True),
        ("收到申请三百五十六件", 356, "件", True),
        ("收到申请十余件", 10, "件", False),
        ("收到申请近百件", 100, "件", False),
        ("收到申请数十件", 10, "件", False),
        ("公开600多条", 600, "条", False),
        ("约5件", 5, "件", False),
        ("超过30次", 30, "次", False),
        ("不少于3次", 3, "次", False),
        ("20件以上", 20, "件", False),
        ("8.5万余人次", 85000, "人次", False),
        ("培训64人次", 64, "人次", True),
        ("占33.9%", 33.9, "%", True),
        ("占３３．９％", 33.9, "%", True),
        ("百分之十六", 16, "%", True),
        ("提高3.2个百分点", 3.2, "个百分点", True),
        ("增长1.5倍", 1.5, "倍", True),
        ("安排经费3.2万元", 32000, "元", True),
        ("收取费用0元", 0, "元", True),
        ("行政复议案件数为0，", 0, "", True),
        ("公开信息数45条", 45, "条", True),
        ("推送150余条次", 150, "条次", False),
    ],
)
def test_quantities(text: str, number: float, unit: str, exact: bool) -> None:
    found = only(text)
    assert (found.number, found.unit, found.exact) == (number, unit, exact)
    assert found.kind in {*KINDS, ""}


@pytest.mark.parametrize(
    "text",
    [
        "《条例》第三十二条", "20个工作日内", "2021年12月31日", "一起推进", "一次性告知", "12月份", "电话：88996310", "第3次", "十三届", "五个方面",
        "0879-5553402", "国办发〔2014〕32号", "3个月", "两人民", "一份额",
    ],
)  # fmt: skip
def test_no_quantities(text: str) -> None:
    assert list(quantities(fold(text))) == []


@given(
    st.lists(
        st.sampled_from(["收到", "16", "件", "，", "三百", "余", "约", "%", "第", "万", "元", "(", ".", " ", "1,234"]),
        max_size=20,
    )
)
def test_spans_are_in_order_and_within_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    found = list(quantities(text))
    reach = 0
    for one in found:
        assert reach <= one.span.start < one.span.end <= len(text)
        reach = one.span.end
