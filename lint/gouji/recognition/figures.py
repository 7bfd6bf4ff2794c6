"""Figures as agencies write them in cells: `0`, ` 12 `, `1,234`, `减4`, `+19`, `251000元`, `976.81万元`, `零`, `—`."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from gouji.folding import squeeze
from gouji.grammar.numerals import value
from gouji.patterns import pattern

_FIGURE = pattern(
    r"(?P<sign>[-+−]|增加?|减少?|)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)(?P<unit>[^\d\s.,()/]{0,3})"
)
_WRITTEN = pattern(
    r"(?P<digits>[零〇一二两三四五六七八九十百千]{1,7})(?P<unit>[^\d\s.,()/零〇一二两三四五六七八九十百千]{0,3})"
)
_UNITS = frozenset(
    {"", "元", "万元", "亿元", "件", "条", "项", "次", "人", "人次", "个", "篇", "份", "宗", "起", "期", "名", "处"}
)
_MINUS = frozenset({"-", "−", "减", "减少"})
BLANK = frozenset({"", "-", "--", "/", "\\", "无", "不涉及", "·", "---", "----", ".", "_"})


class Figure(NamedTuple):
    """A number (None where there is none) and a unit written with it; `blank` where the cell says nothing."""

    number: int | float | None
    unit: str
    blank: bool


@lru_cache(maxsize=512)
def figure(text: str) -> Figure:
    """Read a cell's text."""
    if text.isdecimal() and text.isascii():
        return Figure(int(text), "", False) if len(text) < 16 else Figure(None, "", False)
    if _NOTE.search(text):
        text = _without_notes(text)
    plain = squeeze(text)
    if plain in BLANK:
        return Figure(None, "", True)
    if plain in _ZERO:
        return Figure(0, "", False)
    match = _FIGURE.fullmatch(plain)
    if match is None and (written := _WRITTEN.fullmatch(plain)) is not None and written["unit"] in _UNITS:
        return Figure(value(written["digits"]), written["unit"], False)
    if match is None or match["unit"] not in _UNITS or len(plain) > 24 or _split_digits(text):
        return Figure(None, "", False)
    number = _number(match["digits"])
    return Figure(-number if match["sign"] in _MINUS else number, match["unit"], False)


_ZERO = frozenset({"零", "〇", "○", "O", "o"})
"""Noughts in other signs; NFKC leaves them as they are."""

_NOTE = pattern("[²³¹⁰⁴-⁹①-⒛]")
_NOTES = pattern(r"(?<=[\d件条项次元])[\s²³¹⁰⁴-⁹①-⒛]+\Z")


def _without_notes(text: str) -> str:
    """A figure without the numbers of notes behind it; digits that are no digits of a figure stay what they are."""
    bare = _NOTES.sub("", text)
    return _NOTE.sub("?", bare)


_INNER_BLANK = pattern(r"\d\s+\d")


def _split_digits(text: str) -> bool:
    """Whether blanks stand between digits: two figures in one cell, or one figure torn apart."""
    return _INNER_BLANK.search(text) is not None


def _number(digits: str) -> int | float:
    plain = digits.replace(",", "")
    if "." not in plain:
        return int(plain)
    value = float(plain if plain != "." else "0")
    return int(value) if value.is_integer() else value


_VALUE = pattern(r"(?:[-+−]|增加?|减少?|)[\d.,]+[\d\s.,]*(?:\([^()]{1,24}\))?")


_REMARKED = pattern(r"[\d.,]+[^\d\s.,()]{0,3}\([^()]*[^\W\d_][^()]*\)")


def is_remarked(text: str) -> bool:
    """Whether a remark in brackets stands behind the figure of a cell: 12（含补办3件）."""
    return _REMARKED.fullmatch(squeeze(text)) is not None


def looks_like_value(text: str) -> bool:
    """Whether a cell's text can stand where a figure belongs: a figure, with a remark in brackets, several in one, or a blank mark."""
    plain = squeeze(text)
    # 三 alone may be a piece of a label that is written downwards.
    if len(plain) == 1 and _WRITTEN.fullmatch(plain) is not None and plain not in _ZERO:
        return False
    return plain in BLANK or figure(text).number is not None or _VALUE.fullmatch(plain) is not None
