"""Made-up provinces, cities, counties and towns, as many as are wanted; none of them exists."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

PROVINCES = ("云岭省", "漓原省", "朔川省", "沧屿省")
_FIRST = "青望银白岚临杏石松双芦竹柳鹤溪霁禾桐枫澜苍梧榆槐茗汐岫峪泉砚"
_SECOND = "禾川杉鹭谷溪林湾泉槐塘坪岗屏梁津浦岚峰阳麓渚洲汀坞桥原坡港源"


def names(suffix: str) -> Iterator[str]:
    """Different names with a suffix (市, 县, 镇), the same ones in the same order each time."""
    start = sum(map(ord, suffix)) % len(_SECOND)
    for shift in range(len(_SECOND)):
        for at, first in enumerate(_FIRST):
            second = _SECOND[(at * 7 + shift + start) % len(_SECOND)]
            if first != second:
                yield f"{first}{second}{suffix}"
    yield from (f"{one}{two}{three}{suffix}" for one, two, three in product(_FIRST, _SECOND, _FIRST))
