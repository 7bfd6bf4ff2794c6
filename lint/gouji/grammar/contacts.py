"""Contact details in folded text: labelled fields, web hosts and mail addresses.

A field is a label with a colon, or with its value at once: 地址:…;邮编:136200 联系电话0437-5088300. Labels in a mere
list of words (办公地址、联系电话、传真号码等) are no fields.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from typing import NamedTuple

from gouji.patterns import pattern
from gouji.report import Contact
from gouji.source import Span

_COLON = r"\s{0,3}[::][^\S\r\n]{0,2}"
_AND_FAX = r"(?:\s?[(、/及和兼]{1,2}\s?传\s?真(?:号码)?\s?\)?)"
_AND_PHONE = r"(?:\s?[(、/及和兼]{1,2}\s?(?:联系)?电\s?话\s?\)?)"


class _Label(NamedTuple):
    """How a label is written, up to its colon; the group `both` says that phone and fax are one."""

    kind: str
    pattern: re.Pattern[str]


# Each begins with a literal, which `re` finds without trying every character.
_LABELS = (
    _Label("address", pattern(rf"地\s{{0,4}}址(?={_COLON}|\s?$)")),
    _Label("postcode", pattern(rf"邮\s{{0,4}}(?:编(?:码|号)?|政\s?编\s?[码号]|码)(?={_COLON}|\s?\d)")),
    _Label("phone", pattern(rf"电\s{{0,4}}话(?:号码)?(?P<both>{_AND_FAX})?(?={_COLON}|\s?\(?\d{{3}})")),
    _Label("phone", pattern(rf"联系方式(?=(?:{_COLON}|\s?)\(?\d{{3}})")),
    _Label("hotline", pattern(rf"热\s?线(?:电话)?(?={_COLON}\(?\d{{3}})")),
    _Label("fax", pattern(rf"传\s{{0,4}}真(?:号码|电话)?(?P<both>{_AND_PHONE})?(?={_COLON}|\s?\(?\d{{3}})")),
    _Label("email", pattern(rf"邮\s{{0,2}}[箱件](?:地\s?址)?(?={_COLON}|\s?[A-Za-z0-9_.\-]{{1,30}}@)")),
    _Label("email", pattern(rf"信\s?箱(?:地址)?(?={_COLON}[A-Za-z0-9]|\s?[A-Za-z0-9_.\-]{{1,30}}@)")),
    _Label("email", pattern(rf"AIL(?<=MAIL)(?:地址)?(?={_COLON})")),
    _Label("email", pattern(rf"ail(?<=[Mm]ail)(?:地址)?(?={_COLON})")),
    _Label("website", pattern(rf"网\s{{0,4}}址(?={_COLON}|\s?(?:https?:|www))")),
    _Label("website", pattern(rf"网\s?站(?:地址|域名)?(?={_COLON}[<\[(]?\s?(?:https?:|www|[A-Za-z0-9\-]{{1,40}}\.))")),
)
_PREFIX = pattern(
    r"(?:联\s?系|办\s?公|咨\s?询|监\s?督|服\s?务|值\s?班|举\s?报|投\s?诉|通\s?[讯信]|单\s?位|机\s?关|邮\s?寄|详\s?细|电\s?子|官\s?方|"
    r"门\s?户|热\s?线|公\s?开|受\s?理|[Ee]-?[Mm]|政\s?务|固\s?定)+\s?$"
)
_GAP = pattern(_COLON)
_NUMBER = pattern(
    r"(?:[^\d,;:。()\n@]{0,14}[ ]?)?(?P<value>[+(]{0,2}\d(?:[\d()*×\-+ ~]|转(?=\s?\d)|[、/,和或及](?=\s?[+(]?\d{3}))*)"
)
_COUNTED = frozenset("次件部条起个名余多封人分年月日号元万")
_CODE = pattern(r"\d+(?: \d)*(?!\d)")
_MAIL = pattern(r"[<\[(]?\s?(?P<value>[A-Za-z0-9][\w.+\-#]*(?:\s?@\s?[\w.\-@]*)?)", re.ASCII)
_HOST = pattern(
    r"[<\[(“\"]?\s?(?P<value>(?:[Hh][Tt]{2}[Pp][Ss]?[:/]{0,4})?[A-Za-z0-9][\w.\-]*(?:[:/][\w./?=&%#:\-]*)?)", re.ASCII
)
_PLACE = pattern(r"(?P<value>(?:[^;。,\n()\[\]]|\([^()\n]{0,40}\)){1,80})")
_ENDING = pattern(r"\s{0,3}(?:[;,。、)\]】)]|$|\r|\n)")
_LINE_END = pattern(r"[ ]{0,4}[\r\n]")
_ANY_LABEL = pattern(rf"[(\s]{{0,3}}[^\d,;:。()\n]{{0,8}}(?:址|编|码|话|真|箱|件|式|线|[Mm]ail){_COLON}")
_VALUES = {
    "phone": _NUMBER,
    "fax": _NUMBER,
    "hotline": _NUMBER,
    "postcode": _CODE,
    "email": _MAIL,
    "website": _HOST,
    "address": _PLACE,
}


class _Head(NamedTuple):
    kind: str
    also: str | None
    span: Span


def fields(folded: str, start: int = 0, end: int | None = None) -> list[Contact]:
    """The labelled fields between two offsets, in reading order, and web hosts, mail addresses without a label.

    A field whose value is left out has an empty `value` and the span of the label. 电话(传真):… is a phone and a fax
    with one value. Values are folded, without blanks at the ends.
    """
    end = len(folded) if end is None else end
    heads = _heads(folded, start, end)
    found: list[Contact] = []
    for at, head in enumerate(heads):
        limit = heads[at + 1].span.start if at + 1 < len(heads) else end
        found.extend(_field(folded, head, limit))
    found.extend(_unlabelled(folded, start, end, found))
    return sorted(found, key=lambda contact: contact.span)


def _heads(folded: str, start: int, end: int) -> list[_Head]:
    found: list[_Head] = []
    for label in _LABELS:
        for match in label.pattern.finditer(folded, start, end):
            floor = max(start, match.start() - 8)
            before = _PREFIX.search(folded[floor : match.start()])
            both = match["both"] if label.pattern.groups else None
            other = {"phone": "fax", "fax": "phone"}.get(label.kind) if both else None
            begin = floor + before.start() if before else match.start()
            found.append(_Head(label.kind, other, Span(begin, match.end())))
    return _apart(sorted(found, key=lambda head: (head.span.start, -head.span.end)))


def _apart(heads: list[_Head]) -> list[_Head]:
    """Without heads that begin within the one before (电话、传真 is one head, 传真 in it none)."""
    kept: list[_Head] = []
    for head in heads:
        if not kept or head.span.start >= kept[-1].span.end:
            kept.append(head)
    return kept


def _field(folded: str, head: _Head, limit: int) -> Iterator[Contact]:
    colon = _GAP.match(folded, head.span.end, limit)
    at = colon.end() if colon else head.span.end
    span = _value(folded, head, at, limit)
    if span is None:
        if not (colon and _is_empty(folded, at, limit)):
            return
        span = Span(head.span.start, colon.end())
        yield from (Contact(kind, "", span) for kind in (head.kind, head.also) if kind)
        return
    value = folded[span.start : span.end]
    yield from (Contact(kind, value, span) for kind in (head.kind, head.also) if kind)


def _value(folded: str, head: _Head, at: int, limit: int) -> Span | None:
    match = _VALUES[head.kind].match(folded, at, limit)
    # 电话:,0879-5550123: a mark too much before a number.
    if match is None and folded[at : at + 1] == "," and folded[at + 1 : at + 2].isdecimal():
        match = _VALUES[head.kind].match(folded, at + 1, limit)
    if match is None and (line := _LINE_END.match(folded, at, limit)):
        match = _next_line(folded, head.kind, line.end(), limit)
    if match is None:
        return None
    start, end = match.span("value") if match.re.groups else match.span()
    if _VALUES[head.kind] is _NUMBER and not _is_number(folded, start, end):
        return None
    return _trimmed(folded, start, end)


def _is_number(folded: str, start: int, end: int) -> bool:
    """Whether digits can be a telephone number and are no count of something (接听电话 150次)."""
    digits = sum(letter.isdecimal() or letter in "*×" for letter in folded[start:end])
    return (digits >= 5 or (digits == 3 and folded[start] == "1")) and folded[end : end + 1] not in _COUNTED


def _next_line(folded: str, kind: str, at: int, limit: int) -> re.Match[str] | None:
    """A value on the line after its label, as in cells that stand one a line."""
    if kind in ("phone", "fax", "hotline", "postcode") and not folded[at : at + 1].isdecimal():
        return None
    match = _VALUES[kind].match(folded, at, limit)
    return None if match and _ANY_LABEL.match(folded, at) else match


def _trimmed(folded: str, start: int, end: int) -> Span | None:
    """Without blanks, dashes and points at the end, and without a bracket that was opened elsewhere."""
    while end > start and folded[end - 1] in " -~.、,/(+&":
        end -= 1
    while end > start and folded[end - 1] == ")" and folded.count(")", start, end) > folded.count("(", start, end):
        end -= 1
    while start < end and folded[start] in " +(" and folded.count("(", start, end) != folded.count(")", start, end):
        start += 1
    return Span(start, end) if end > start else None


def _is_empty(folded: str, at: int, limit: int) -> bool:
    """Whether nothing stands between a label's colon and the next label, separator or line."""
    return (limit - at <= 1 and folded[at:limit] in ("", " ", "(")) or bool(_ENDING.match(folded, at, limit))


_WEB = pattern(r"www[.。,]?[\w\-]{0,63}[.。,][\w.\-/]*[\w/]", re.ASCII)
_LINK = pattern(r"http[s]?:?//[\w.\-/?=&%#:]*[\w/]", re.ASCII)
_AT = pattern(r"@[\w.\-]{1,60}\w", re.ASCII)
_MAILBOX = pattern(r"[\w.+\-]+\s?$", re.ASCII)
_VOID = pattern(r"网(?:站|址)?[”\"》]?(?:下载|查询|查阅|公开|公布)?\s?(?:\(\s?\)|<\s?>)")


def _unlabelled(folded: str, start: int, end: int, labelled: list[Contact]) -> Iterator[Contact]:
    """Web hosts, mail addresses and empty brackets for them in prose, where no labelled field covers them."""
    taken = sorted(contact.span for contact in labelled)
    for kind, span in _bare(folded, start, end):
        at = bisect(taken, span)
        if not any(other.start < span.end and span.start < other.end for other in taken[max(at - 1, 0) : at + 1]):
            taken.insert(at, span)
            value = "" if folded[span.end - 1] in ")>" else folded[span.start : span.end].rstrip(".")
            yield Contact(kind, value, span)


def _bare(folded: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    for shape in (_LINK, _WEB, _VOID):
        for match in shape.finditer(folded, start, end):
            yield "website", Span(*match.span())
    for match in _AT.finditer(folded, start, end):
        floor = max(start, match.start() - 64)
        box = _MAILBOX.search(folded[floor : match.start()])
        if box:
            yield "email", Span(floor + box.start(), match.end())
