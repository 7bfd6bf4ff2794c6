"""Dates as they are written, and as pages and typing leave them."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.folding import fold
from gouji.grammar.dates import days, is_impossible, numeral


def read(text: str) -> list[tuple[str, date | None]]:
    return [(text[day.span.start : day.span.end], day.date) for day in days(fold(text))]


@pytest.mark.parametrize(
    "text",
    [
        "2016年1月18日",
        "２０１６年１月１８日",
        "2016 年 1 月 18 日",
        "2016年1 月18日",
        "2016年01月18日",
        "2016-1-18",
        "2016.01.18",
        "2016/1/18",
        "二〇一六年一月十八日",
        "二○一六年一月十八日",
        "二O一六年一月十八日",
        "二零一六年一月十八日",
        "2016年一月十八日",
        "2016年元月18日",
        "2016年1月18号",
        "20161月18日",
    ],
)
def test_a_day_in_every_form(text: str) -> None:
    assert read(f"青禾市水务局{text}印发") == [(text, date(2016, 1, 18))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("201611日起至20161231日止", [date(2016, 1, 1), date(2016, 12, 31)]),
        ("2017210日", [date(2017, 2, 10)]),
        ("2017113日", [None]),
        ("2018年11日", [date(2018, 1, 1)]),
        ("2018年1231日", [date(2018, 12, 31)]),
        ("20241月1日", [date(2024, 1, 1)]),
        ("2018年1月日起", [None]),
        ("2018年12月日", [None]),
    ],
)
def test_lost_characters_are_garbled_and_dated_only_where_plain(text: str, expected: list[date | None]) -> None:
    found = days(text)
    assert [day.date for day in found] == expected
    assert all(day.garbled and not is_impossible(day) for day in found)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2021年2月30日", (2021, 2, 30)),
        ("2021年13月1日", (2021, 13, 1)),
        ("2021年112月31日", (2021, 112, 31)),
        ("2021年13月", (2021, 13, None)),
        ("202020年12月31日", (202020, 12, 31)),
        ("2106年1月1日", (2106, 1, 1)),
        ("2020你那12月31日", (2020, 12, 31)),
        ("4月31日", (None, 4, 31)),
        ("二〇二一年二月三十日", (2021, 2, 30)),
    ],
)
def test_impossible_days_keep_their_parts(text: str, parts: tuple[int | None, ...]) -> None:
    (day,) = days(text)
    assert (day.year, day.month, day.day) == parts
    assert day.date is None
    assert is_impossible(day)


@pytest.mark.parametrize(
    "text",
    [
        "2021件",
        "全年365日",
        "2019-2021年",
        "3.1月5日",
        "/2022/1/24/art.html",
        "20210117号文",
        "30日内",
        "1月至6月",
        "2021-13-40",
        "2021年",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert days(text) == []


def test_parts_that_are_not_written() -> None:
    first, second = days("2021年1月至3月，其中2月29日")
    assert (first.year, first.month, first.day, first.date) == (2021, 1, None, None)
    assert (second.year, second.month, second.day, second.date) == (None, 2, 29, None)
    assert not is_impossible(first)
    assert not is_impossible(second)


def test_a_year_alone_only_where_asked() -> None:
    assert days("2021年度") == []
    (day,) = days("2021年度", years=True)
    assert (day.year, day.month) == (2021, None)


def test_flags() -> None:
    (spaced,), (padded,), (plain,) = days("2017年3 月8日"), days("2017年03月8日"), days("2017年10月8日")
    assert (spaced.spaced, spaced.padded) == (True, False)
    assert (padded.spaced, padded.padded) == (False, True)
    assert (plain.spaced, plain.padded) == (False, False)


@pytest.mark.parametrize(
    ("text", "value"), [("十", 10), ("十二", 12), ("二十", 20), ("廿一", 21), ("三十一", 31), ("15", 15), ("十十", 0)]
)
def test_numerals(text: str, value: int) -> None:
    assert numeral(text) == value


PARTS = st.sampled_from(
    [
        "2021",
        "20",
        "年",
        "月",
        "日",
        "1",
        "12",
        "31",
        "0",
        " ",
        "-",
        ".",
        "/",
        "二〇",
        "一",
        "十",
        "元",
        "\n",
        "起",
        "至",
    ]
)


@given(st.lists(PARTS, max_size=40).map("".join))
def test_spans_lie_in_the_text_and_stand_apart(text: str) -> None:
    reach = 0
    for day in days(text):
        assert reach <= day.span.start < day.span.end <= len(text)
        reach = day.span.end


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["{0.year}年{0.month}月{0.day}日", "{0:%Y-%m-%d}"])
)
def test_every_day_is_read(day: date, form: str) -> None:
    assert [found.date for found in days(f"于{form.format(day)}，")] == [day]


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    days(fold(text))


@pytest.mark.parametrize("piece", ["2", "20", "2020年", "2 0 ", "年月日", "月1日", "二〇一", "2" + " " * 999, "1"])
def test_long_text_takes_linear_time(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    started = time.process_time()
    days(text)
    assert time.process_time() - started < 1.5


def test_words_that_begin_with_a_day_are_none() -> None:
    assert not any(day.garbled for day in days("2018年1月日常工作，2018年2月日均访问9次，2018年3月日前"))
