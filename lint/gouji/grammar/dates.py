"""Dates in folded text: 2016年1月18日, 2012-3-30, 二〇一二年三月三十日, and the wrecks that pages and typing make of them.

Regular expressions with a literal first character find the candidates; a table reads Chinese numerals. What is no day
of the calendar keeps its parts and has no `date`; what lost 年 or 月 is `garbled`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from gouji.patterns import HAN, pattern
from gouji.report import Day
from gouji.source import Span

_B = r"\s{0,3}"
_TWO = r"\d(?: ?\d)?(?!\d)|\d{3}"
# The literal comes before the look-behind: only then does `re` search by it.
_LEADS = (
    pattern(rf"2(?<!\d2)(?=(?: ?\d){{2,7}}\s{{0,3}}(?:[./\-]|{HAN}))"),
    pattern(r"19(?<!\d19)(?= ?\d ?\d\s{0,3}[年月./\-])"),
)
_FULL = pattern(
    rf"(\d ?\d ?\d ?\d(?! ?\d)|\d{{3,8}}){_B}年度?{_B}({_TWO}|元){_B}月份?(?:{_B}({_TWO}){_B}[日号](?!常))?"
)
_HYBRID = pattern(rf"(\d{{4}}){_B}年{_B}([一二三四五六七八九十]{{1,2}})月(?:([一二三四五六七八九十廿卅]{{1,3}})日)?")
_ISO = pattern(r"(\d{4})(\s?[-./]\s?)(\d{1,2})\2(\d{1,2})(?!\d)(?!\2\d{1,2}(?!\d))")
_LOST_BOTH = pattern(r"(20\d\d)年? ?(\d{1,2} ?\d{1,2}) ?日")
_LOST_YEAR = pattern(r"((?:19|20)\d\d) ?(\d{1,2})(?!\d) ?月(?: ?(\d{1,2}) ?日)?")
_UNITS = "年月日条件次份篇个人项元号期届户起家多余万约名字批"
_BROKEN = pattern(rf"((?:19|20)\d\d)(?:[^\W\da-zA-Z{_UNITS}]{{1,2}})(\d{{1,2}})月(\d{{1,2}})日")
_YEAR = pattern(rf"(\d ?\d ?\d ?\d)(?! ?\d){_B}年")
_NIL = "〇○◯零0OoΟО"
_DIGITS = f"{_NIL}一二三四五六七八九"
_HAN = tuple(
    pattern(
        rf"{first}([{second}] ?[{_DIGITS}] ?[{_DIGITS}]){_B}年"
        rf"{_B}([一二三四五六七八九十元]{{1,3}}|\d{{1,2}}){_B}月(?:{_B}([一二三四五六七八九十廿卅]{{1,4}}|\d{{1,2}}){_B}日)?"
    )
    for first, second in (("二", _NIL), ("一", "九"))
)
# 2018年1月日起: 日 whose number is gone, not 日常 or 日均.
_LOST_DAY = pattern(r"\s?日(?=[起至止到,。;)~-]|\s|$)")
_SIGN = pattern(r"[月日./\-]")
_REACH = 32
_MONTH = pattern(r"月 ?(\d{1,2}) ?日")
_BEFORE_MONTH = pattern(r"(?<![\d.])\d{1,2} ?$")
_LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def days(folded: str, start: int = 0, end: int | None = None, *, years: bool = False) -> list[Day]:
    """All dates between two offsets of a folded text, in reading order, none overlapping another.

    Year with month counts as a date, and month with day where no year stands before it; a year alone only with
    `years`. `Day.date` is None where a part is missing or where there is no such day.
    """
    end = len(folded) if end is None else end
    found: list[Day] = []
    for lead in _LEADS:
        for match in lead.finditer(folded, start, end):
            # Most of them are years and counts.
            if not years and _SIGN.search(folded, match.end(), min(match.end() + _REACH, end)) is None:
                continue
            day = _read(folded, match.start(), end, years)
            if day is not None:
                found.append(day)
    for shape in _HAN:
        found.extend(_han(match) for match in shape.finditer(folded, start, end))
    found.extend(_month_days(folded, start, end))
    return list(_apart(sorted(found, key=lambda day: (day.span.start, -day.span.end))))


def _apart(found: Iterable[Day]) -> Iterator[Day]:
    reach = -1
    for day in found:
        if day.span.start >= reach:
            reach = day.span.end
            yield day


def _read(folded: str, at: int, end: int, years: bool) -> Day | None:
    if match := _FULL.match(folded, at, end):
        return _full(match)
    if match := _ISO.match(folded, at, end):
        return _iso(folded, match)
    if match := _HYBRID.match(folded, at, end):
        return _day(match, int(match[1]), numeral(match[2]), numeral(match[3]) if match[3] else None, "汉字")
    if (match := _LOST_YEAR.match(folded, at, end)) and 1 <= int(match[2]) <= 12:
        day = int(match[3]) if match[3] else None
        return _day(match, int(match[1]), int(match[2]), day, "年月日", garbled=True)
    if match := _LOST_BOTH.match(folded, at, end):
        return _lost(match)
    if match := _BROKEN.match(folded, at, end):
        return _day(match, int(match[1]), int(match[2]), int(match[3]), "年月日")._replace(date=None)
    if years and (match := _YEAR.match(folded, at, end)):
        return _day(match, int(match[1].replace(" ", "")), None, None, "年月日")
    return None


def _full(match: re.Match[str]) -> Day:
    year, month, day = (part and part.replace(" ", "") for part in match.groups())
    padded = month.startswith("0") or (bool(day) and day.startswith("0"))
    first = 1 if month == "元" else int(month)
    if not day and (sign := _LOST_DAY.match(match.string, match.end())):
        lost = _day(match, int(year), first, None, "年月日", garbled=True)
        return lost._replace(span=Span(match.start(), sign.end()))
    return _day(match, int(year), first, int(day) if day else None, "年月日", padded=padded)


def _iso(folded: str, match: re.Match[str]) -> Day | None:
    """2012-3-30; nothing where it is part of a longer number, a path or no date at all."""
    before = folded[match.start() - 1] if match.start() else " "
    month, day = int(match[3]), int(match[4])
    if before in "./=_" or (before.isascii() and before.isalpha()) or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    padded = match[3].startswith("0") or match[4].startswith("0")
    return _day(match, int(match[1]), month, day, "iso", padded=padded)


def _lost(match: re.Match[str]) -> Day | None:
    """A date whose 年 or 月 is gone; `date` only where the digits can be cut in one way."""
    digits = match[2].replace(" ", "")
    year = int(match[1])
    cuts = [(int(digits[:at]), int(digits[at:])) for at in (1, 2) if 0 < len(digits) - at <= 2]
    real = [cut for cut in cuts if calendar_day(year, *cut)]
    if not real and (len(digits) > 2 or not 1 <= int(digits) <= 31):
        return None
    month, day = real[0] if len(real) == 1 else (None, None)
    return _day(match, year, month, day, "年月日", garbled=True)


def _han(match: re.Match[str]) -> Day:
    tail = match[1].replace(" ", "")
    digits = "".join("0" if letter in _NIL else str("一二三四五六七八九".index(letter) + 1) for letter in tail)
    year = int(("2" if match[0].startswith("二") else "1") + digits)
    month = 1 if match[2] == "元" else numeral(match[2])
    return _day(match, year, month, numeral(match[3]) if match[3] else None, "汉字")


def _month_days(folded: str, start: int, end: int) -> Iterator[Day]:
    for match in _MONTH.finditer(folded, start, end):
        floor = max(start, match.start() - 4)
        if before := _BEFORE_MONTH.search(folded[floor : match.start()]):
            span = Span(floor + before.start(), match.end())
            month, day = before[0].strip(), match[1]
            padded = month.startswith("0") or day.startswith("0")
            spaced = " " in folded[span.start : span.end]
            yield Day(span, None, int(month), int(day), None, "年月日", spaced=spaced, padded=padded)


def _day(
    match: re.Match[str],
    year: int,
    month: int | None,
    day: int | None,
    form: str,
    *,
    garbled: bool = False,
    padded: bool = False,
) -> Day:
    written = match[0]
    spaced = form != "iso" and any(blank in written for blank in " \n\r")
    return Day(Span(*match.span()), year, month, day, calendar_day(year, month, day), form, garbled, spaced, padded)


def calendar_day(year: int | None, month: int | None, day: int | None) -> date | None:
    """The day, or None where a part is missing, there is no such day, or it lies outside 1900–2100."""
    if year is None or month is None or day is None or not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_impossible(day: Day) -> bool:
    """Whether the parts as written make no day or month of any calendar; a garbled date is only unreadable."""
    if day.garbled or day.month is None:
        return False
    if day.year is not None and not 1900 <= day.year <= 2100:
        return True
    if day.day is None:
        return not 1 <= day.month <= 12
    if day.year is None:
        return not (1 <= day.month <= 12 and 1 <= day.day <= _LONGEST.get(day.month, 31))
    return day.date is None


_ONES = {letter: value for value, letter in enumerate("一二三四五六七八九", 1)}


def numeral(text: str) -> int:
    """A number up to 99 in Chinese or Arabic numerals (十二, 二十, 廿一, 15); 0 where it is none."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    head, ten, tail = text.partition("十")
    if not ten:
        return _ONES.get(text, 0)
    if (head and head not in _ONES) or (tail and tail not in _ONES):
        return 0
    return _ONES.get(head, 1) * 10 + _ONES.get(tail, 0)


def in_chinese(when: date) -> str:
    """A day as reports write it: 2022年1月31日."""
    return f"{when.year}年{when.month}月{when.day}日"
