"""The table of area codes and postcodes: against the library it comes from, and the places that texts name."""

from __future__ import annotations

import pytest
from phonenumbers import is_valid_number, parse
from phonenumbers.geocoder import description_for_number

from checking import check, report_of
from gouji_rules.regions import Place, place, regions
from pages import BASES

BASE = (BASES / "2021.md").read_text("utf-8")
ADDRESS = "云岭省青禾市临溪区河堤路18号；邮编：665990；电话：0879-5550123；传真：0879-5550124"


@pytest.mark.parametrize("code", sorted(regions().areas))
def test_a_code_is_one_of_the_library_and_of_its_province(code: str) -> None:
    lasts = [f"{first}{rest}" for first in "2345678" for rest in ("234567", "2345678")]
    numbers = [number for last in lasts if is_valid_number(number := parse(f"+86{code[1:]}{last}"))]
    assert numbers
    said = {description_for_number(number, "zh") for number in numbers}
    assert any(name.startswith(province) for name in said for province, _ in regions().areas[code])


def test_the_table_is_whole() -> None:
    table = regions()
    assert len(table.areas) > 280
    assert len(table.postcodes) > 400
    assert len(table.provinces) == 31
    assert {province for places in table.areas.values() for province, _ in places} == set(table.provinces)
    assert set(table.cities.values()) == set(table.provinces)
    for code, places in table.postcodes.items():
        assert all(code[:2] in table.provinces[province] for province, _ in places)


@pytest.mark.parametrize(
    ("code", "city"), [("024", "抚顺"), ("0531", "济南"), ("0731", "株洲"), ("0371", "开封"), ("0335", "秦皇岛")]
)
def test_shared_and_joined_codes(code: str, city: str) -> None:
    assert any(city in cities for _, cities in regions().areas[code])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山东省青岛市崂山区", Place("山东", "青岛", True)),
        ("青岛市市场监督管理局", Place("山东", "青岛", True)),
        ("吉林省水利厅", Place("吉林", "", True)),
        ("吉林市民政局", Place("吉林", "吉林", True)),
        ("长春市公主岭市水务局", Place("吉林", "长春", False)),
        ("北京市西城区", Place("北京", "北京", True)),
        ("延边朝鲜族自治州延吉市", Place("吉林", "延边", False)),
        ("湘西土家族苗族自治州民政局", Place("湖南", "湘西", True)),
        ("湘西自治州民政局", Place("湖南", "湘西", True)),
        ("内蒙古自治区赤峰市红山区", Place("内蒙古", "赤峰", True)),
        ("海南省海口市", Place("海南", "海口", True)),
        ("青海省海南藏族自治州共和县", Place("青海", "海南", False)),
        ("国家税务总局青岛市税务局", Place("山东", "青岛", True)),
        ("宁夏路272号", None),
        ("北京路18号", None),
        ("云岭省青禾市临溪区", None),
        ("朝阳区水务局", None),
        ("", None),
    ],
)
def test_place(text: str, expected: Place | None) -> None:
    assert place(text) == expected


@pytest.mark.parametrize(
    ("address", "postcode", "phone"),
    [
        ("吉林省长春市公主岭市河堤路18号", "136100", "0434-5550123"),
        ("山东省济南市莱芜区河堤路18号", "271100", "0531-55501234"),
        ("河北省廊坊市三河市河堤路18号", "101601", "0316-5550123"),
        ("山东省德州市河堤路18号", "253000", "0534-5550123"),
        ("辽宁省铁岭市河堤路18号", "112000", "024-55501234"),
        ("广西贺州市河堤路18号", "542899", "0774-5550123"),
        ("北京市东城区河堤路18号", "100010", "010-55501234"),
        ("海南省儋州市河堤路18号", "571700", "0898-55501234"),
    ],
)
def test_neighbours_joined_and_shared_places_are_left_alone(address: str, postcode: str, phone: str) -> None:
    text = BASE.replace(ADDRESS, f"{address}；邮编：{postcode}；电话：{phone}；传真：{phone}")
    assert text != BASE
    assert check(report_of(text), ["CON"]) == []
