"""Folding of text for matching: half-width forms, blanks, list marks. Findings quote the text as it stands.

`fold` keeps the length, so a span in the folded text is a span in the text. `squeeze` does not: it is for comparing
labels, which pages break, pad and decorate.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from gouji.patterns import pattern
from gouji.traditional import SIGNS, simplified

LOST = "\ufffd"
"""Stands for a character that is printed and that nobody can tell."""

_PAIRS = tuple(
    zip(
        "０１２３４５６７８９（），：；．！？％＋－＝＜＞／［］｜～＠﹝﹞　\u00a0\t\u2002\u2003\u2009\u202f—–‐―",
        "0123456789(),:;.!?%+-=<>/[]|~@〔〕       ----",
        strict=False,
    )
)
_RARE = pattern("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a]")


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """Digits as they stand above the line: the number of a note, no part of the figure before it."""
    return text.translate(_RAISED)


def fold(text: str) -> str:
    """The text with half-width digits, letters and punctuation, plain blanks and simplified characters; same length."""
    if text.isascii():
        return text.replace("\t", " ")
    # Chained replace, not str.translate: translate costs more on Chinese text than all the rules together.
    for wide, narrow in _PAIRS:
        text = text.replace(wide, narrow)
    if "開" in text:
        text = simplified(text)
    return _RARE.sub(_compatible, text) if _RARE.search(text) else text


_RADICALS = dict(
    zip("⺁⺌⺒⺓⺝⺠⺩⺪⺫⺬⺮⺯⺱⺶⺹⺼⺽⻁⻃⻄⻅⻆⻉⻋⻊⻑⻓⻔⻕⻗⻘⻙⻚⻛⻜⻝⻞⻡⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "厂小巳幺月民王疋目示竹糸网羊老肉臼虎覀西见角贝车足長长门阜雨青韦页风飞食食首马骨鬼鱼鸟鹵麦黄齐齿龙", strict=True)
)  # fmt: skip
"""Radicals that look like the character itself, for which Unicode has no compatibility mapping; fonts share the glyph."""


def unified(character: str) -> str:
    """The character that a radical, a ligature or another form of one stands for; itself where that is none or several."""
    plain = _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _compatible(match: re.Match[str]) -> str:
    return unified(match[0])


_BLANKS = pattern(r"[\s\u200b-\u200f\u2060\ufeff\u00ad\u3164]+")
_MARKS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": '"',
        "’": '"',
        "'": '"',
        "「": '"',
        "」": '"',
        "＂": '"',
        "〈": "<",
        "〉": ">",
        "﹙": "(",
        "﹚": ")",
        "〔": "(",
        "〕": ")",
        "【": "(",
        "】": ")",
        "。": "",
        "·": "",
        "∶": ":",
        "—": "-",
        "–": "-",
    }
    | _RADICALS
)


_LONGEST_LABEL = 100


def squeeze(text: str) -> str:
    """A label for comparison: NFKC, no blanks, quotes and brackets of one kind."""
    if not text or (text.isdecimal() and text.isascii()):
        return text
    return _label(text) if len(text) <= _LONGEST_LABEL else _squeezed(text)


def _squeezed(text: str) -> str:
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text)).translate(_MARKS)
    return plain if SIGNS.isdisjoint(plain) else simplified(plain)


# Labels are the same from report to report; whole texts are squeezed too, and not kept.
_label = lru_cache(maxsize=512)(_squeezed)
