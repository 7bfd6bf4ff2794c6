"""Numerals as Word writes them before the items of a list: 一, ①, 甲, iv."""

from __future__ import annotations

from collections.abc import Callable

_PLAIN = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def numeral(kind: str, number: int) -> str:
    """A number in a format of Word's (`w:numFmt`); one that is not known, or does not reach so far, is plain digits."""
    write = _KINDS.get(kind)
    return (write(number) if write else "") or ("" if kind in ("none", "bullet") else str(number))


def _counting(digits: str, units: str, one: str) -> Callable[[int], str]:
    """Numbers to 9999 with units; `one` is what stands before a leading ten."""

    def write(number: int) -> str:
        if not 0 < number < 10_000:
            return digits[0] if number == 0 else ""
        text, gap = "", False
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if not digit:
                gap = bool(text)
                continue
            lead = one if power == 1 and digit == 1 and not text else digits[digit]
            text += ("零" if gap else "") + lead + units[power].strip()
            gap = False
        return text

    return write


def _digits(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _from(first: str, last: int) -> Callable[[int], str]:
    """Characters that follow one another in Unicode."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else ""


def _among(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else ""


def _circled(number: int) -> str:
    for least, last, first in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if least <= number <= last:
            return chr(ord(first) + number - least)
    return ""


def _roman(number: int) -> str:
    if number > 4999:
        return ""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """A to z, then doubled: aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 260 else ""


def _cycle(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 0 < number <= 60 else ""


_counted = _counting(_PLAIN, " 十百千", "")
_spelt = _digits(_PLAIN)
_KINDS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counted,
    "chineseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": _counted,
    "koreanCounting": _counted,
    "ideographDigital": _spelt,
    "japaneseDigitalTenThousand": _spelt,
    "taiwaneseDigital": _spelt,
    "chineseLegalSimplified": _counting("零壹贰叁肆伍陆柒捌玖", " 拾佰仟", "壹"),
    "ideographLegalTraditional": _counting("零壹貳參肆伍陸柒捌玖", " 拾佰仟", "壹"),
    "japaneseLegal": _counting("零壱弐参四伍六七八九", " 拾百阡", "壱"),
    "ideographTraditional": _among(_STEMS),
    "ideographZodiac": _among(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalZero": "{:02}".format,
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
}
