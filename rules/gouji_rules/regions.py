"""Cities, their telephone area codes and their postcodes; `tools/regions.py` makes the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from gouji.patterns import HAN, pattern

Places = tuple[tuple[str, frozenset[str]], ...]
"""Provinces, each with cities, by their short names."""


class Place(NamedTuple):
    """Where an agency is: short names, empty where the text does not say; `whole` where no county follows the city."""

    province: str
    city: str
    whole: bool

    @property
    def name(self) -> str:
        """The city, or the province where no city is known."""
        return self.city or self.province


class Regions(NamedTuple):
    """The table: places by area code, places by the first three digits of postcodes, first two digits by province.

    `cities` gives the province of each city that has an area code in the table.
    """

    areas: Mapping[str, Places]
    postcodes: Mapping[str, Places]
    provinces: dict[str, tuple[str, ...]]
    cities: dict[str, str]


@cache
def regions() -> Regions:
    """The table as it is shipped."""
    from gouji_rules.region_table import AREAS, POSTCODES, PROVINCES

    return Regions(
        areas=_Table(AREAS),
        postcodes=_Table(POSTCODES),
        provinces={name: tuple(codes.split()) for name, codes in PROVINCES.items()},
        cities={city: province for said in AREAS.values() for province, *cities in _parts(said) for city in cities},
    )


class _Table(Mapping[str, Places]):
    """Places by code, read when they are asked for: a report has but a few numbers."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said

    def __getitem__(self, code: str) -> Places:
        return tuple((province, frozenset(cities)) for province, *cities in _parts(self._said[code]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)


def _parts(said: str) -> list[list[str]]:
    """Provinces, each followed by its cities."""
    return [part.split() for part in said.split(";")]


# 宁夏 and the like stand alone, but not as names of streets.
_PROVINCE = pattern(
    r"(?P<name>北京|上海|天津|重庆)市|(?P<full>内蒙古|黑龙江|[^\W\d_]{2})(?:省|自治区|壮族|回族|维吾尔)|"
    r"(?P<short>内蒙古|广西|宁夏|新疆|西藏)(?!.{0,2}[路街道巷])"
)
_MUNICIPALITIES = ("北京", "上海", "天津", "重庆")
_REST = pattern(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)?")
_KIND = pattern("市(?!场)|盟|(?:自治)?州|地区|[哈蒙柯朝土傣景傈白彝壮苗布侗藏羌回]族?.{0,12}?州")
_COUNTY = pattern(rf"{HAN}{{1,9}}?[县市旗]")
_BUREAU = "国家税务总局"


@lru_cache(maxsize=256)
def place(text: str) -> Place | None:
    """The place that an address or an agency's name begins with; None where it names neither province nor city."""
    text = text.strip().removeprefix(_BUREAU).removeprefix("中国共产党")
    match = _PROVINCE.match(text)
    province = match[match.lastgroup or 0] if match else ""
    province = province if province in regions().provinces else ""
    rest = _REST.match(text, len(province))
    at = rest.end() if province and rest else 0
    city, end = _city(text, at, province)
    if province in _MUNICIPALITIES:
        city, end = province, at
    if not (province or city):
        return None
    return Place(province or regions().cities[city], city, _COUNTY.match(text, end) is None)


def _city(text: str, at: int, province: str) -> tuple[str, int]:
    """The city at an offset, and where its name ends."""
    cities = regions().cities
    for length in (7, 6, 5, 4, 3, 2):
        name = text[at : at + length]
        owner = cities.get(name)
        if owner and province in ("", owner) and (kind := _KIND.match(text, at + length)):
            return name, kind.end()
    return "", at
