"""Numbers as reports write them: 1234, 1,234, 3.5, 1.2万, 三百五十六, 两千零八, 十二, 一万二.

Figures and Chinese numerals up to 99 are read at once; all others by a grammar, each of them once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from gouji.patterns import pattern

if TYPE_CHECKING:
    from pyparsing import ParserElement

Number = int | float
ONES = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
HAN_DIGITS = "零〇一二两三四五六七八九十百千万亿"
"""All characters of which a Chinese numeral is made."""

_TENS = {letter: value for letter, value in ONES.items() if value}
USUAL = {
    **ONES,
    "十": 10,
    **{f"十{ones}": 10 + value for ones, value in _TENS.items() if ones != "两"},
    **{f"{tens}十": 10 * value for tens, value in _TENS.items() if tens != "两"},
    **{
        f"{tens}十{ones}": 10 * ten + one
        for tens, ten in _TENS.items()
        for ones, one in _TENS.items()
        if "两" not in tens + ones
    },
}
"""Chinese numerals that nearly all reports have, so that these need no grammar."""

_FIGURES = pattern(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,8})?")
_LONGEST = 24


def value(text: str) -> Number | None:
    """The value of a number in half-width figures, Chinese numerals, or figures with 百, 千, 万 or 亿; else None.

    A whole number is an `int` even where it is written with a point: 1.2万 is 12000.
    """
    if text.isdecimal() and text.isascii():
        return int(text) if len(text) <= 15 else None
    known = USUAL.get(text)
    if known is not None:
        return known
    return _read(text) if 0 < len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _read(text: str) -> Number | None:
    match = _FIGURES.match(text)
    if match is None:
        return parsed(text)
    scale = 1
    for letter in text[match.end() :]:
        if letter not in SCALES:
            return None
        scale *= SCALES[letter]
    return scaled(match[0].replace(",", ""), scale)


def scaled(figures: str, scale: int) -> Number:
    """Figures with perhaps a decimal point, times a power of ten, without the noise of binary fractions."""
    whole, _, fraction = figures.partition(".")
    number = int(whole + fraction) * scale
    unit: int = 10 ** len(fraction)
    return number // unit if number % unit == 0 else number / unit


def parsed(text: str) -> Number | None:
    """What the grammar says of a Chinese numeral; `USUAL` only saves asking it."""
    from pyparsing import ParseException

    try:
        return int(_grammar().parse_string(text, parse_all=True)[0])
    except ParseException:
        return None


@lru_cache(maxsize=1)
def _grammar() -> ParserElement:
    """Thousands, hundreds, tens and ones, gaps filled with 零, in groups of 亿, 万 and ones.

    A digit that ends a number after a hundred or more without 零 counts the next lower place: 三百五 is 350.
    """
    import pyparsing as pp

    digit = pp.one_of(list(_TENS)).set_parse_action(lambda found: ONES[found[0]])
    gap = pp.Suppress(pp.Optional(pp.one_of(["零", "〇"])))

    def place(head: ParserElement, letter: str, lower: ParserElement) -> ParserElement:
        """`head` times the place, then what stands in lower places; without it, what stands there alone."""
        here = (head + pp.Suppress(letter)).set_parse_action(lambda found: found[0] * SCALES[letter])
        brief = (here + digit + pp.StringEnd()).set_parse_action(
            lambda found: found[0] + found[1] * SCALES[letter] // 10
        )
        full = (here + gap + pp.Optional(lower, default=0)).set_parse_action(lambda found: found[0] + found[1])
        return pp.MatchFirst([full, lower] if letter == "十" else [brief, full, lower])

    teens = (pp.Suppress("十") + pp.Optional(digit, default=0)).set_parse_action(lambda found: 10 + found[0])
    tens = place(digit, "十", digit | teens)
    group = place(digit, "千", place(digit, "百", tens))
    number = place(group, "亿", place(group, "万", group))
    nil = pp.one_of(["零", "〇"]).set_parse_action(lambda: 0)
    return pp.MatchFirst([number, nil]).leave_whitespace().parse_with_tabs()
