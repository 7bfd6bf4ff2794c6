"""Makes rules/gouji_rules/region_table.py: the cities of telephone area codes and postcodes.

    python -m pip install phonenumbers china-region
    python tools/regions.py            # write the table anew
    python tools/regions.py --check    # exit 1 where it would change

Area codes come from phonenumbers (Apache-2.0), postcodes from china-region (MIT); regions-notice.md beside the table
gives their notices. Neither is needed to run gouji.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import files
from pathlib import Path

from phonenumbers import is_valid_number, parse
from phonenumbers.geodata import GEOCODE_DATA

TABLE = Path(__file__).resolve().parent.parent / "rules" / "gouji_rules" / "region_table.py"

# The first two digits of the postcodes of each province. Some leagues of Inner Mongolia are served from the provinces
# beside it, and Sanhe and its neighbours in Hebei from Beijing.
PROVINCES = {
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
    "西藏": "85 86",
}

# What the libraries call otherwise, or what has been joined to another city since.
_RENAMED = {
    "襄樊": ("襄阳",),
    "株州": ("株洲",),
    "思茅": ("普洱",),
    "莱芜": ("济南",),
    "巢湖": ("合肥", "马鞍山", "芜湖"),
}

# Codes that more cities use than phonenumbers says. The whole of Hainan has one code.
_SHARED = {
    "0371": ("开封",),
    "0898": ("儋州", "三沙"),
    "0937": ("嘉峪关",),
    "0833": ("眉山",),
}
_PROVINCE = re.compile("|".join(PROVINCES))
_KIND = re.compile(
    "(?:(?:哈萨克|蒙古|朝鲜|土家|柯尔克孜|傣|景颇|傈僳|白|彝|哈尼|壮|苗|布依|侗|藏|羌|回)族?)*(?:自治州|市|地区|盟)$"
)


def stem(name: str) -> str:
    """The proper part of a city's name: 延边朝鲜族自治州 is 延边."""
    return _KIND.sub("", name) if len(name) > 2 else name


def area_codes(names: Mapping[str, str], parents: Mapping[tuple[str, str], str]) -> dict[str, list[str]]:
    """Province and cities of each area code, from the Chinese names that phonenumbers gives prefixes of numbers."""
    found: dict[str, list[str]] = {}
    for prefix, name in sorted(names.items()):
        province = _PROVINCE.match(name)
        code = "0" + prefix[2:]
        if province is None:
            continue
        known = found.setdefault(code[: 3 if code.startswith(("01", "02")) else 4], [province[0]])
        rest = re.sub(r"^(?:省|市|(?:壮族|回族|维吾尔)?自治区)", "", name[province.end() :])
        for part in rest.split("、") if rest else [f"{province[0]}市"]:
            city = parents.get((province[0], part), part)
            known += [each for each in _RENAMED.get(stem(city), (stem(city),)) if each not in known[1:]]
    for code, more in _SHARED.items():
        found[code] += [city for city in more if city not in found[code][1:]]
    return _completed(found)


def _completed(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """The codes in full: phonenumbers writes 033 for 0335, the only code in use that begins so."""
    whole = {code: places for code, places in found.items() if len(code) == 4 or code.startswith(("010", "02"))}
    for code in found.keys() - whole.keys():
        for full in (f"{code}{last}" for last in range(10)):
            if any(is_valid_number(parse(f"+86{full[1:]}{first}234567")) for first in range(2, 9)):
                whole.setdefault(full, found[code])
    return dict(sorted(whole.items()))


def postcodes(rows: Iterable[Mapping[str, str]]) -> dict[str, list[list[str]]]:
    """Provinces, each with cities, of the first three digits; rows that contradict the province's first two are dropped."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        province, code = _PROVINCE.match(row["province"]), row["zipCode"]
        if province is None or not re.fullmatch(r"\d{6}", code) or code[:2] not in PROVINCES[province[0]].split():
            continue
        if not re.search(r"(?:市|地区|盟|自治州)$", row["city"]):
            continue
        cities = found.setdefault(code[:3], {}).setdefault(province[0], [])
        name = stem(row["city"])
        cities += [each for each in _RENAMED.get(name, (name,)) if each not in cities]
    return {code: [[province, *cities] for province, cities in by.items()] for code, by in sorted(found.items())}


def counties(rows: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], str]:
    """The city of each county, by province and name."""
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        province = _PROVINCE.match(row["province"])
        if province and row["county"] != row["city"] and stem(row["county"]) != stem(row["city"]):
            found.setdefault((province[0], row["county"]), row["city"])
    return found


def names_of_prefixes() -> dict[str, str]:
    """Chinese names of the prefixes of landline numbers of China."""
    return {
        prefix: names["zh"]
        for prefix, names in GEOCODE_DATA.items()
        if prefix.startswith("86") and (not prefix.startswith("861") or prefix == "8610") and "zh" in names
    }


def regions() -> list[dict[str, str]]:
    """The rows of china-region. Its module is not imported, since that wants pandas."""
    table = next(file for file in files("china-region") or () if file.name == "region.csv")
    with Path(str(table.locate())).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


_HEAD = '''"""What `regions` reads: made by `tools/regions.py`, of the data that regions-notice.md names. Not to be changed by hand."""
'''


def table() -> str:
    """The table as it should stand in the file: a line an entry."""
    rows = regions()
    parts = {
        "PROVINCES": {name: [codes] for name, codes in PROVINCES.items()},
        "AREAS": {code: [" ".join(places)] for code, places in area_codes(names_of_prefixes(), counties(rows)).items()},
        "POSTCODES": {code: [" ".join(places) for places in by] for code, by in postcodes(rows).items()},
    }
    blocks = []
    for name, entries in parts.items():
        lines = ",\n".join(
            f'    "{code}": {json.dumps(";".join(said), ensure_ascii=False)}' for code, said in entries.items()
        )
        blocks.append(f"{name} = {{\n{lines},\n}}\n")
    return "\n".join((_HEAD, *blocks))


def main() -> int:
    """Write the table, or say whether it would change."""
    made = table()
    if "--check" in sys.argv[1:]:
        same = TABLE.read_text("utf-8") == made
        print("region_table.py is up to date" if same else "region_table.py would change", file=sys.stderr)
        return 0 if same else 1
    TABLE.write_text(made, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
