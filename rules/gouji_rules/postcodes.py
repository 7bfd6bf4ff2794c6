"""Postcodes: which province their first two digits belong to."""

from __future__ import annotations

from gouji.patterns import HAN, pattern

_PROVINCE = pattern(rf"{HAN}{{2,3}}?(?=省|市|自治区|壮族|回族|维吾尔)|内蒙古|广西|宁夏|新疆|西藏")


# Some leagues of Inner Mongolia are served from the neighbouring provinces.
PREFIXES = {
    "北京": "10",
    "上海": "20",
    "天津": "30",
    "重庆": "40",
    "内蒙古": "01 02 13 16 73 75",
    "山西": "03 04",
    "河北": "05 06 07 10",
    "辽宁": "11 12",
    "吉林": "13",
    "黑龙江": "15 16",
    "江苏": "21 22",
    "安徽": "23 24",
    "山东": "25 26 27",
    "浙江": "31 32",
    "江西": "33 34",
    "福建": "35 36",
    "湖南": "41 42",
    "湖北": "43 44",
    "河南": "45 46 47",
    "广东": "51 52",
    "广西": "53 54",
    "贵州": "55 56",
    "海南": "57",
    "四川": "61 62 63 64",
    "云南": "65 66 67",
    "陕西": "71 72",
    "甘肃": "73 74",
    "宁夏": "75",
    "青海": "81",
    "新疆": "83 84",
    "西藏": "85",
}
"""The first two digits of its postcodes, by the short name of the province."""


def province(text: str) -> str | None:
    """The province that a name or an address begins with (云南省…, 上海市…, 新疆…), None where it names none."""
    match = _PROVINCE.match(text)
    return match[0] if match and match[0] in PREFIXES else None


def belongs(postcode: str, name: str) -> bool:
    """Whether a postcode can be one of a province."""
    return postcode[:2] in PREFIXES[name].split()


def province_of(postcode: str) -> str | None:
    """A province that uses the first two digits, None where none does."""
    return next((name for name, codes in PREFIXES.items() if postcode[:2] in codes.split()), None)
