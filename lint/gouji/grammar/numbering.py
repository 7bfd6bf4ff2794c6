"""The numbers before headings: 一、 (一) 1. (1) 第一部分 ㈠ ① 一是, and the ways in which they are misprinted.

`numbering(folded, start, end)` reads the number that stands at an offset of a folded text. A compiled expression finds
the token; what it means is read by a grammar, once for each distinct token that is not among the usual ones.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gouji.patterns import HAN, pattern

if TYPE_CHECKING:
    from pyparsing import ParserElement

_HAN = "零〇一二三四五六七八九十"
_VALUES = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0}
_CIRCLED = {chr(first + step): step + 1 for first, last in ((0x2460, 20), (0x2776, 10)) for step in range(last)}
_BRACKETED_DIGIT = {chr(0x2474 + step): step + 1 for step in range(20)}
_POINTED_DIGIT = {chr(0x2488 + step): step + 1 for step in range(20)}
_BRACKETED_HAN = {chr(0x3220 + step): step + 1 for step in range(10)}
_SINGLE = {
    **{sign: ("①", value) for sign, value in _CIRCLED.items()},
    **{sign: ("(1)", value) for sign, value in _BRACKETED_DIGIT.items()},
    **{sign: ("1.", value) for sign, value in _POINTED_DIGIT.items()},
    **{sign: ("(一)", value) for sign, value in _BRACKETED_HAN.items()},
}
_ONES = "一二三四五六七八九"
_TO_TWENTY = [*_ONES, "十", *(f"十{ones}" for ones in _ONES), "二十"]
USUAL = {
    token: (style, value)
    for value, han in enumerate(_TO_TWENTY, 1)
    for token, style in (
        (f"{han}、", "一、"),
        (f"({han})", "(一)"),
        (f"{value}.", "1."),
        (f"{value}、", "1、"),
        (f"({value})", "(1)"),
        (f"{han}是", "一是"),
        (f"第{han}部分", "第一部分"),
    )
}
"""Style and value of the numbers that nearly all reports have, so that these need no grammar."""

FIRST = frozenset(f"第({_HAN}0123456789") | frozenset(_SINGLE)
"""The characters with which a number before a heading can begin."""

# A number goes on in figures (3.14, 2.5 万元) unless these are a year, with which a title may begin.
_NO_FIGURE = "(?!(?!20[0-9]{2} ?年)[0-9])"
_TOKEN = pattern(
    rf"第 ?[{_HAN}0-9]{{1,3}} ?(?:部分|[章节篇])(?: ?[、:.])?"
    rf"|\( ?(?:[{_HAN}]{{1,3}}|[0-9]{{1,2}}) ?\)(?: ?[、,.])?"
    rf"|[{_HAN}]{{1,3}}(?:(?: ?[、,.])+{_NO_FIGURE}| ?\)(?: ?[、,.])?|是(?!否)| +(?={HAN}))"
    rf"|[0-9]{{1,2}} ?(?:[、.]{_NO_FIGURE}|\)(?: ?[、,.])?)"
    rf"|[{''.join(_SINGLE)}](?: ?[、,.])?"
)


class Numbering(NamedTuple):
    """A number before a heading: its style, its value from 1, and how many characters it takes with its marks.

    `style` is one of `第一部分`, `第一章`, `一、`, `(一)`, `1.`, `1、`, `(1)`, `1)`, `①` and `一是`; misprints have the style
    of what they stand for (`三)` that of `(三)`, `五.` that of `五、`).
    """

    style: str
    value: int
    length: int


def numbering(folded: str, start: int = 0, end: int | None = None) -> Numbering | None:
    """The number at an offset of a folded text, or None where there is none or its value is not from 1 to 99."""
    stop = len(folded) if end is None else end
    if start >= stop or folded[start] not in FIRST:
        return None
    match = _TOKEN.match(folded, start, stop)
    return _meaning(match[0]) if match else None


def numeral(text: str) -> int | None:
    """The value of a number from 0 to 99 in Chinese numerals or digits: `二十三`, `二三`, `23`; else None."""
    if text.isascii():
        return int(text) if text.isdigit() and len(text) <= 2 else None
    if "十" not in text:
        digits = [_VALUES.get(sign) for sign in text]
        return None if None in digits or len(digits) > 2 else int("".join(map(str, digits)))
    tens, _, ones = text.partition("十")
    high, low = _VALUES.get(tens or "一"), _VALUES.get(ones or "〇")
    return None if high is None or low is None else 10 * high + low


@lru_cache(maxsize=1024)
def _meaning(token: str) -> Numbering | None:
    known = _SINGLE.get(token[0]) or USUAL.get(token)
    if known is not None:
        return Numbering(*known, len(token))
    return parsed(token)


def parsed(token: str) -> Numbering | None:
    """What the grammar says of a token; `USUAL` only saves asking it."""
    from pyparsing import ParseException

    try:
        found = _grammar().parse_string(token, parse_all=True)
    except ParseException:
        return None
    style, value = str(found[0]), numeral(str(found[1]))
    return Numbering(style, value, len(token)) if value else None


@lru_cache(maxsize=1)
def _grammar() -> ParserElement:
    """Style and number of a token; of the forms that fit, the longest counts."""
    import pyparsing as pp

    han, digits = pp.Regex(f"[{_HAN}]{{1,3}}"), pp.Regex("[0-9]{1,2}")
    opening, closing = pp.Suppress("("), pp.Suppress(")")
    marks, point = pp.Suppress(pp.Regex("[、,.: ]*")), pp.Suppress(".")
    parts = {"部分": "第一部分", "章": "第一章", "节": "第一章", "篇": "第一章"}
    forms = [
        *((style, pp.Suppress("第") + (han | digits) + pp.Suppress(word) + marks) for word, style in parts.items()),
        ("(一)", pp.Optional(opening) + han + closing + marks),
        ("(1)", opening + digits + closing + marks),
        ("1)", digits + closing + marks),
        ("一是", han + pp.Suppress("是")),
        ("一、", han + marks),
        ("1、", digits + pp.Suppress("、")),
        ("1.", digits + point),
    ]
    return pp.Or(
        [pp.Empty().set_parse_action(pp.replace_with(style)) + form for style, form in forms]
    ).parse_with_tabs()
