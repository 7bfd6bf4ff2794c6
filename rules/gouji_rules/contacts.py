"""Contact details: whether there are any, and whether they can be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.findings import Problem, Relation, Words
from gouji.grammar.phones import Phone, phones
from gouji.patterns import pattern
from gouji.report import Contact, Report
from gouji.rules import rule
from gouji.source import Span

_CUSTOM = ("年度报告编制惯例：写明地址、邮编、电话、电子邮箱",)
_NUMBERS = ("phone", "fax", "hotline")
_NAMES = {
    "address": Words("地址", "address"),
    "postcode": Words("邮编", "postcode"),
    "phone": Words("电话", "telephone"),
    "fax": Words("传真", "fax"),
    "email": Words("电子邮箱", "e-mail"),
    "website": Words("网址", "website"),
    "hotline": Words("热线", "hotline"),
}


def filled(report: Report, *kinds: str) -> list[Contact]:
    """The filled-in details of some kinds, each place once (电话(传真) is one place)."""
    found = {contact.span: contact for contact in report.contacts if contact.kind in kinds and contact.value}
    return list(found.values())


@rule("CON701", "info", basis=_CUSTOM, absence=True)
def contact_missing(report: Report) -> Iterator[Problem]:
    """年报没有联系方式。
    The report gives no contact details.
    """
    if not report.contacts:
        message = Words("没有地址、电话、电子邮箱等联系方式", "no address, telephone, e-mail or other contact details")
        yield Problem(_closing(report), message)


def _closing(report: Report) -> Span:
    if report.signature is not None:
        return report.signature.span
    if report.title is not None:
        return report.title.span
    first = next(report.prose(), None)
    return first.span if first else Span(report.body.start, report.body.start)


# 电话5550111、5550112(区号0879)
_CODE_APART = pattern(r"区号[为是:]?\s?\(?0\d{2,3}(?!\d)")


@rule("CON702", "warning", basis=_CUSTOM, literal=True)
def phone_without_area_code(report: Report) -> Iterator[Problem]:
    """座机号码没有区号。
    A local number has no area code.
    """
    numbers = filled(report, *_NUMBERS)
    coded = [contact for contact in numbers if any(one.area for one in phones(contact.value))]
    local = [contact for contact in numbers if any(_is_local(one) for one in phones(contact.value))]
    local = [contact for contact in local if not any(_is_beside(other, contact) for other in coded)]
    if local and not _CODE_APART.search(report.source.folded, *report.body):
        first, *others = local
        said = "、".join(
            dict.fromkeys(one.local for contact in local for one in phones(contact.value) if _is_local(one))
        )
        message = Words(f"号码「{said}」没有区号", f"no area code: “{said}”")
        yield Problem(first.span, message, actual=said, related=tuple(Relation(contact.span) for contact in others))


_NEXT = 12


def _is_beside(coded: Contact, contact: Contact) -> bool:
    """Whether a number stands right behind one with its code, which it shares: 电话0879-5550123，传真5550124."""
    return 0 <= contact.span.start - coded.span.end <= _NEXT


def _is_local(phone: Phone) -> bool:
    return not phone.area and phone.is_possible and not phone.is_hotline and not phone.is_mobile


@rule("CON703", "warning", basis=("固定电话号码：区号3至4位，本地号码7至8位",), literal=True)
def phone_invalid(report: Report) -> Iterator[Problem]:
    """电话号码不可能存在。
    Not a possible telephone number.
    """
    for contact in filled(report, *_NUMBERS):
        for phone in phones(contact.value):
            if not phone.is_possible:
                written = f"{phone.area}-{phone.local}" if phone.area else phone.local
                message = Words(f"「{written}」不是可能的电话号码", f"“{written}” is no possible telephone number")
                yield Problem(contact.span, message, _why(phone), actual=contact.value)


def _why(phone: Phone) -> Words:
    digits = len(phone.local)
    if not phone.area:
        return Words(f"共{digits}位", f"{digits} digits")
    wanted = ("8", "8") if len(phone.area) == 3 else ("7至8", "7 or 8")
    return Words(
        f"区号「{phone.area}」后应为{wanted[0]}位、不以0或1开头的号码，现为{digits}位",
        f"after {phone.area} there should be {wanted[1]} digits that do not begin with 0 or 1, here {digits}",
    )


@rule("CON709", "warning", basis=_CUSTOM)
def contact_field_empty(report: Report) -> Iterator[Problem]:
    """联系方式栏目没有内容。
    A contact label has no value.
    """
    empty = [contact for contact in report.contacts if not contact.value]
    for group in _neighbours(empty):
        names = list(dict.fromkeys(_NAMES[contact.kind] for contact in group))
        span = Span(group[0].span.start, max(contact.span.end for contact in group))
        zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
        yield Problem(span, Words(f"{zh}没有内容", f"left empty: {en}"))


def _neighbours(contacts: Iterable[Contact]) -> Iterator[list[Contact]]:
    """Empty fields that stand beside each other, which one cause left empty."""
    group: list[Contact] = []
    for contact in contacts:
        if group and contact.span.start - group[-1].span.end > 3:
            yield group
            group = []
        group.append(contact)
    if group:
        yield group
