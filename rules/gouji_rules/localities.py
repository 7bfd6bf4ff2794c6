"""Telephone and postcode against the place of the agency."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.findings import Problem, Words
from gouji.grammar.phones import phones
from gouji.report import Report
from gouji.rules import rule
from gouji_rules.contacts import filled
from gouji_rules.regions import Place, Places, place, regions


@rule("CON704", "warning", basis=("固定电话区号由工业和信息化部统一编配",), literal=True)
def phone_region(report: Report) -> Iterator[Problem]:
    """电话区号不属于机关所在地。
    The area code belongs to another place than the agency.
    """
    numbers = [(contact, phone) for contact in filled(report, "phone", "fax") for phone in phones(contact.value)]
    here = _here(report) if numbers else None
    if here is None:
        return
    told: set[str] = set()
    for contact, phone in numbers:
        places = regions().areas.get(phone.area)
        if places is None or phone.area in told or not phone.is_possible or _agrees(here, places, is_code=True):
            continue
        told.add(phone.area)
        owner = _names(places)
        message = Words(
            f"区号「{phone.area}」属于{owner.zh}，机关在{here.name}",
            f"{phone.area} is the code of {owner.en}, not of {here.name}",
        )
        yield Problem(contact.span, message, actual=phone.area, expected=_codes(here))


@rule("CON705", "warning", basis=("邮政编码为6位数字，前两位表示省份",), literal=True)
def postcode_invalid(report: Report) -> Iterator[Problem]:
    """邮政编码有误。
    The postcode is not six digits, or its prefix is that of another place.
    """
    codes = filled(report, "postcode")
    here = _here(report) if codes else None
    for contact in codes:
        code = contact.value.replace(" ", "")
        if message := _wrong_code(here, code):
            yield Problem(contact.span, message, actual=code)


def _here(report: Report) -> Place | None:
    """Where the agency is: as its address says, else as its name says."""
    known = [contact.value for contact in filled(report, "address")]
    return next(filter(None, map(place, [*known, report.agency or ""])), None)


def _agrees(here: Place, places: Places, *, is_code: bool) -> bool:
    """Whether a place can have what these places have.

    A county may be served from the city next to it and may have come to another city since, so only its province
    counts; so it is where the table does not know what the city itself has.
    """
    near = [cities for province, cities in places if province == here.province]
    if not near:
        # The table of postcodes has gaps, and the first two digits have been looked at.
        return not is_code
    if not here.city or not here.whole or any(here.city in cities for cities in near):
        return True
    known = regions().areas if is_code else regions().postcodes
    return not any(here.city in cities for entry in known.values() for _, cities in entry)


def _names(places: Places) -> Words:
    """Where something belongs, in words: 青岛; 成都、资阳; a whole province where it is that."""
    names = dict.fromkeys(name for province, cities in places for name in sorted(cities) or [province])
    return Words("、".join(names), ", ".join(names))


def _codes(here: Place) -> str | None:
    """The area codes of a city, None where it is unknown."""
    codes = [code for code, places in regions().areas.items() if any(here.city in cities for _, cities in places)]
    return "、".join(codes) or None


def _wrong_code(here: Place | None, code: str) -> Words | None:
    """What is wrong with a postcode of an agency at a place, None where nothing is known to be."""
    if len(code) != 6:
        return Words(f"邮编「{code}」是{len(code)}位，应为6位", f"the postcode “{code}” has {len(code)} digits, not 6")
    owners = [name for name, prefixes in regions().provinces.items() if code[:2] in prefixes]
    if not owners:
        return Words(f"邮编「{code}」的前两位不属于任何省份", f"no province has postcodes that begin as “{code}” does")
    if here is None:
        return None
    if here.province not in owners:
        return Words(f"邮编「{code}」不是{here.province}的邮编", f"the postcode {code} is not one of {here.province}")
    places = regions().postcodes.get(code[:3])
    if places is None or _agrees(here, places, is_code=False):
        return None
    owner = _names(places)
    return Words(
        f"邮编「{code}」属于{owner.zh}，机关在{here.name}",
        f"{code} is a postcode of {owner.en}, not of {here.name}",
    )
