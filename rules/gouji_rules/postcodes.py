"""Postcodes: which province their first two digits belong to."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gouji.patterns import HAN, pattern

_PROVINCE = pattern(rf"{HAN}{{2,3}}?(?=省|市|自治区|壮族|回族|维吾尔)|内蒙古|广西|宁夏|新疆|西藏")


@cache
def prefixes() -> dict[str, frozenset[str]]:
    """Two-digit prefixes by the short name of the province."""
    import tomllib

    data = (Path(__file__).parent / "data" / "postcodes.toml").read_text("utf-8")
    return {name: frozenset(codes) for name, codes in tomllib.loads(data)["prefixes"].items()}


def province(text: str) -> str | None:
    """The province that a name or an address begins with (云南省…, 上海市…, 新疆…), None where it names none."""
    match = _PROVINCE.match(text)
    return match[0] if match and match[0] in prefixes() else None


def belongs(postcode: str, name: str) -> bool:
    """Whether a postcode can be one of a province."""
    return postcode[:2] in prefixes()[name]


def province_of(postcode: str) -> str | None:
    """A province that uses the first two digits, None where none does."""
    return next((name for name, codes in prefixes().items() if postcode[:2] in codes), None)
