"""Numbers of persons that were published: mobile telephones, identity cards, bank cards.

No message repeats such a number: only its beginning and end are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gouji.findings import Edit, Problem, Relation, Words
from gouji.patterns import pattern
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span

_PRIVACY = (
    "《中华人民共和国政府信息公开条例》（2019）第十五条：涉及个人隐私的信息不得公开",
    "《中华人民共和国政府信息公开条例》（2007）第十四条",
)
_MOST = 20

# A number within a longer one (an index number, a reference), or with letters before or behind it, is none of these.
_MOBILE = pattern(
    r"1(?<![\dA-Za-z_./-]1)(?:3\d|4[014-9]|5[0-35-9]|6[25-7]|7[0-8]|8\d|9[0-35-9])(?:\d{8}|[ -]\d{4}[ -]\d{4})(?![\dA-Za-z_/-]|号|[万亿]?元|平方米|立方米|千瓦)"
)
# The year of birth is looked for first: literals are found faster than digits.
_IDENTITY = tuple(
    pattern(
        rf"{century}(?<=[1-8]\d{{5}}{century})\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}[\dXx](?![\dA-Za-z_/-])"
    )
    for century in ("19", "20")
)
_CARD = tuple(
    pattern(
        rf"{first}(?:\d{{12,15}}|(?: \d{{4}}){{3}}(?: \d{{1,3}})?|(?:-\d{{4}}){{3}}(?:-\d{{1,3}})?)(?![\dA-Za-z_/-])"
    )
    for first in (r"62\d\d", r"4\d{3}", r"5[1-5]\d\d", "9558")
)
_BEFORE = pattern(r"[\dA-Za-z_./-]$")
_OF_THINGS = pattern(
    r"(?:代码|索引号?|文号|编号|案号|单号|标识码?|备案号?|批准号|流水号|条码|(?<!份)证照?号|证书号?|许可证)[^,。;]{0,6}$"
)


@rule("PRV801", "warning", basis=_PRIVACY)
def mobile_number(report: Report) -> Iterator[Problem]:
    """公开了手机号码。
    A mobile number is published.
    """
    found: dict[str, list[Span]] = {}
    for match in _MOBILE.finditer(report.source.folded, *_published(report)):
        digits = match[0].replace(" ", "").replace("-", "")
        span = Span(*match.span())
        if digits not in report.office_mobiles and not _is_of_thing(report, span):
            found.setdefault(digits, []).append(span)
    hint = Words(
        "个人号码请删去；办公用手机号可在 gouji.toml 的 office-mobiles 中列出",
        "delete a personal number; one of the office may be listed under office-mobiles in gouji.toml",
    )
    for digits, spans in found.items():
        shown = masked(digits, 3, 4)
        message = Words(f"公开了手机号码「{shown}」", f"the mobile number {shown} is published")
        yield _private(report, spans, message, hint, 3, 4)


@rule("PRV802", "error", basis=_PRIVACY)
def identity_number(report: Report) -> Iterator[Problem]:
    """公开了居民身份证号码。
    A resident identity number is published.
    """
    found: dict[str, list[Span]] = {}
    for match in _matches(report, _IDENTITY):
        span = Span(match.start() - 6, match.end())
        number = report.source.folded[span.start : span.end].upper()
        if is_identity_number(number) and not _is_within(report, span) and not _is_of_thing(report, span):
            found.setdefault(number, []).append(span)
    for number, spans in found.items():
        shown = masked(number, 3, 2)
        message = Words(f"公开了居民身份证号码「{shown}」", f"the identity number {shown} is published")
        yield _private(report, spans, message, Words("请删去", "delete it"), 3, 2)


@rule("PRV803", "error", basis=_PRIVACY)
def bank_card(report: Report) -> Iterator[Problem]:
    """公开了银行卡号。
    A bank card number is published.
    """
    found: dict[str, list[Span]] = {}
    for match in _matches(report, _CARD):
        digits = match[0].replace(" ", "").replace("-", "")
        span = Span(*match.span())
        if is_card_number(digits) and not (_is_within(report, span) or _is_of_thing(report, span)):
            found.setdefault(digits, []).append(span)
    for number, spans in found.items():
        shown = masked(number, 4, 4)
        message = Words(f"公开了银行卡号「{shown}」", f"the bank card number {shown} is published")
        yield _private(report, spans, message, Words("请删去", "delete it"), 4, 4)


def _matches(report: Report, shapes: tuple[re.Pattern[str], ...]) -> list[re.Match[str]]:
    """What patterns find, in reading order."""
    span = _published(report)
    found = [match for shape in shapes for match in shape.finditer(report.source.folded, *span)]
    return sorted(found, key=lambda match: match.start())


def _published(report: Report) -> Span:
    """All of the report from its title on; what belongs to the page is the site's own."""
    return Span(report.title.span.start if report.title else report.body.start, report.body.end)


def _is_within(report: Report, span: Span) -> bool:
    """Whether letters or digits before a number show that it is the rest of a longer one."""
    return _BEFORE.search(report.source.folded[max(0, span.start - 1) : span.start]) is not None


def _is_of_thing(report: Report, span: Span) -> bool:
    """Whether the words before a number say that it is the number of a document or an organisation."""
    return _OF_THINGS.search(report.source.folded[max(0, span.start - 14) : span.start]) is not None


def masked(text: str, first: int, last: int) -> str:
    """A number of which only so many characters at either end are shown, as long as it was."""
    return text[:first] + "*" * max(0, len(text) - first - last) + text[len(text) - last :]


def _private(report: Report, spans: list[Span], message: Words, hint: Words, first: int, last: int) -> Problem:
    """One problem for a number, wherever it stands; the places are named and the number is not."""
    place, *others = spans
    quote = masked(report.source[place], first, last)
    count = Words(f"（共{len(spans)}处）", f" ({len(spans)} places)") if others else Words("", "")
    said = Words(message.zh + count.zh, message.en + count.en)
    beginnings = tuple(Relation(Span(other.start, other.start + first)) for other in others[:_MOST])
    hidden = tuple(Edit(span, masked(report.source[span], first, last)) for span in spans)
    return Problem(place, said, hint, related=beginnings, quote=quote, hidden=hidden)


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PROVINCE = pattern(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


def is_identity_number(number: str) -> bool:
    """Whether 18 characters are a resident identity number: province, day of birth and check character (GB 11643)."""
    if not _PROVINCE.match(number):
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return born.year >= 1900 and _CHECKS[total % 11] == number[17].upper()


def is_card_number(digits: str) -> bool:
    """Whether 16 to 19 digits have the check digit of a bank card (Luhn) and are no identity number."""
    if not 16 <= len(digits) <= 19 or len(set(digits)) < 4:
        return False
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + at % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and not (len(digits) == 18 and is_identity_number(digits))
