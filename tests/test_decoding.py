"""Any bytes become text; the encoding is that of the bytes, whatever they say of themselves."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.readers.decoding import declared_charset, decode, same_family

SIMPLIFIED = (
    "一、总体情况\n2021年，青禾市水务局认真贯彻落实条例，主动公开政府信息128条，收到信息公开申请6件，均已按期答复。\n"
    "二、主动公开政府信息情况\n规章 0 行政规范性文件 3\n"
)
TRADITIONAL = "政府資訊公開年度報告：本年度受理申請十二件，均依規定辦理答覆，無行政復議及訴訟。電臺與網站同時發布。"


@pytest.mark.parametrize(
    ("codec", "named"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030"),
        ("gb2312", "gb18030"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
    ],
)  # fmt: skip
def test_encodings_of_simplified_text(codec: str, named: str) -> None:
    assert decode(SIMPLIFIED.encode(codec)) == (SIMPLIFIED, named, False)


@pytest.mark.parametrize("length", [20, 60, 300])
@pytest.mark.parametrize("codec", ["gb18030", "utf-16-le", "utf-16-be"])
def test_short_text(codec: str, length: int) -> None:
    text = (SIMPLIFIED * 3)[:length]
    assert decode(text.encode(codec)).text == text


def test_utf16_without_any_ascii() -> None:
    text = "本机关认真贯彻落实政府信息公开条例，全年没有收到政府信息公开申请。"
    assert decode(text.encode("utf-16-le")).text == text


def test_big5() -> None:
    assert decode(TRADITIONAL.encode("big5")).text == TRADITIONAL


def test_gb18030_with_rare_characters_stays_gb18030() -> None:
    text = SIMPLIFIED + "电臺、镕、囧、𠮷"
    assert decode(text.encode("gb18030")) == (text, "gb18030", False)


def test_utf8_cut_inside_a_character() -> None:
    decoded = decode(SIMPLIFIED.encode()[:-2] + b"\xe6\x9c")
    assert (decoded.encoding, decoded.replaced) == ("utf-8", True)
    assert decoded.text.startswith("一、总体情况")


def test_byte_order_mark_is_no_text() -> None:
    assert decode(b"\xef\xbb\xbfabc").text == "abc"
    assert decode("甲".encode("utf-32")).text == "甲"


def test_empty_and_ascii() -> None:
    assert decode(b"") == ("", "utf-8", False)
    assert decode(b"a,b\r\n") == ("a,b\r\n", "utf-8", False)


def test_noise_is_replaced_and_said_so_and_quick() -> None:
    noise = bytes(range(255, 127, -1)) * 8192
    begun = time.process_time()
    decoded = decode(noise)
    assert decoded.replaced
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        ('<meta charset="gb2312">', "gb2312"),
        ("<META http-equiv=Content-Type content='text/html; charset=GBK'>", "GBK"),
        ("<meta name=a><meta charset = utf-8 />", "utf-8"),
        ("<p>charset=utf-8</p>", None),
    ],
)
def test_declared_charset(page: str, charset: str | None) -> None:
    declared = declared_charset(page)
    assert (declared and declared.charset) == charset
    assert declared is None or page[declared.start : declared.end] == charset


def test_families() -> None:
    assert same_family("gb2312", "gb18030")
    assert same_family("UTF-8", "utf-8-sig")
    assert not same_family("utf-8", "gb18030")
    assert not same_family("gb2312", "utf-8")


@given(st.binary(max_size=200))
def test_any_bytes_become_text(data: bytes) -> None:
    decoded = decode(data)
    decoded.text.encode(decoded.encoding.removesuffix("-sig"), "replace")


@given(
    st.text(alphabet="的政府信息公开一二三12,。\n ", min_size=30, max_size=200), st.sampled_from(["utf-8", "gb18030"])
)
def test_ordinary_text_is_kept(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text
