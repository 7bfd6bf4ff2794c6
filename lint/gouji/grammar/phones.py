"""Telephone numbers: area code, local number, extension, and whether such a number can exist."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from gouji.patterns import pattern


class Phone(NamedTuple):
    """A telephone number: area code with its 0 (empty where none is written), local number, extension."""

    area: str
    local: str
    extension: str

    @property
    def is_hotline(self) -> bool:
        """Service numbers that have no area code: 12345, 110, 95598, 400 and 800 numbers."""
        return not self.area and bool(_HOTLINE.fullmatch(self.local))

    @property
    def is_mobile(self) -> bool:
        """A mobile number; whether it may be published is another matter."""
        return not self.area and bool(_MOBILE.fullmatch(self.local))

    @property
    def is_possible(self) -> bool:
        """Whether such a number can exist: 8 digits after a code of three, 7 or 8 after one of four."""
        if self.is_hotline or self.is_mobile:
            return True
        if not self.area:
            return bool(_LOCAL.fullmatch(self.local))
        area, digits = (_SHORT_AREA, (8,)) if len(self.area) == 3 else (_LONG_AREA, (7, 8))
        local = len(self.local) in digits and _LOCAL.fullmatch(self.local)
        return bool(area.fullmatch(self.area) and (local or _HOTLINE.fullmatch(self.local)))


_HOTLINE = pattern(r"1\d{2}|1[012]\d{3}|9[56]\d{3,6}|[48]00\d{7}|100\d{2}")
_MOBILE = pattern(r"1[3-9]\d{9}")
_LOCAL = pattern(r"[2-9]\d{6,7}")
_SHORT_AREA = pattern(r"010|02[0-57-9]")
_LONG_AREA = pattern(r"0[3-9]\d\d")
_BETWEEN = pattern(r"[、/,和或及]|(?<=\d{7})\s{1,3}(?=(?:0\d{2,3}-?)?\d{7,8}(?!\d))")
_COUNTRY = pattern(r"^\s?\(?(?:\+|00)?86\)?[\s\-]*(?=\d{2,4}[\s\-]?\d{7,8})|^\+86")
_EXTENSION = pattern(r"(?:转\s?|(?<=\d{7})\s?-{1,2}\s?)(\d{1,6})$")
_AREA = pattern(r"^\s?\(?\s?(0\d{2,3})\s?\)?[\s\-~]+(?=\d)|^\s?\(\s?(0\d{2,3})\s?\)\s?")


@lru_cache(maxsize=64)
def phones(value: str) -> tuple[Phone, ...]:
    """The numbers in the value of a phone or fax field; a number without area code after one with it shares it.

    Parts of fewer than five digits that follow another number (5088300、301) only replace its last digits and are left
    out. A masked number (0437-****300) is none.
    """
    found: list[Phone] = []
    area = ""
    for part in _BETWEEN.split(value.strip("() ") if value.count("(") != value.count(")") else value):
        phone = None if "*" in part or "×" in part else _phone(part)
        if phone is None or (found and len(phone.local) < 5):
            continue
        if not phone.area and area and not phone.is_hotline and not phone.is_mobile:
            phone = phone._replace(area=area)
        area = phone.area or area
        found.append(phone)
    return tuple(found)


def _phone(part: str) -> Phone | None:
    part = part.strip()
    if match := _COUNTRY.match(part):
        rest = part[match.end() :].lstrip("()- ")
        part = rest if rest.startswith("0") or _MOBILE.match(rest) else "0" + rest
    extension = _EXTENSION.search(part)
    if extension:
        part = part[: extension.start()]
    area = ""
    if match := _AREA.match(part):
        area, part = match[1] or match[2], part[match.end() :]
    digits = "".join(letter for letter in part if letter.isdecimal())
    if not digits:
        return None
    if not area and digits.startswith("0"):
        cut = 3 if digits.startswith(("01", "02")) else 4
        area, digits = digits[:cut], digits[cut:]
    return Phone(area, digits, extension[1] if extension else "")
