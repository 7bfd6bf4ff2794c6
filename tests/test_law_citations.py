"""Citations of the law: years, forms of writing, history; titles that are slips of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checking import check, registry, report_of
from gouji.options import Options
from gouji_rules.document_titles import is_slip
from pages import BASES

BASE = {edition: (BASES / f"{edition}.md").read_text("utf-8") for edition in ("2008", "2014", "2019", "2021")}
TITLES = registry().editions["2021"].titles


def found(said: str, year: int) -> list[tuple[str, str]]:
    """Code and severity of the findings on citations where a report on a year says something more."""
    edition = "2008" if year < 2014 else "2014" if year < 2019 else "2019" if year < 2021 else "2021"
    text = BASE[edition]
    at = text.rindex("其他需要报告的事项")
    text = f"{text[:at]}{text[at:].replace('。', f'。{said}', 1)}"
    report = report_of(text, options=Options(year=year, edition=edition))
    return [(finding.code, finding.severity.value) for finding in check(report, ["CIT"])]


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        ("依照国务院令第492号办理。", (2008, 2018), (2020, 2021)),
        ("依照国务院令第711号办理。", (2019, 2024), (2008, 2018)),
        ("按照国办发〔2014〕32号报送数据。", (2014, 2018), (2013,)),
        ("按照国办公开办函〔2019〕60号编制。", (2019, 2020), (2008, 2018)),
        ("按照国办公开办函〔2021〕30号编制。", (2021, 2025), (2010, 2018)),
        ("按照国办函〔2020〕109号收费。", (2020, 2021), (2010, 2018, 2019)),
        ("根据《条例》第三十一条公布年度报告。", (2010, 2018), (2020, 2021)),
        ("根据《条例》第四十九条公布年度报告。", (2019, 2024), (2010, 2018)),
        ("依照《条例》第二十四条答复申请人。", (2010,), (2021,)),
        ("依照《条例》第三十三条答复申请人。", (2021,), (2010,)),
        ("学习修订后的《条例》。", (2018, 2019, 2020, 2023), (2010, 2017)),
    ],
)
def test_years(said: str, right: tuple[int, ...], wrong: tuple[int, ...]) -> None:
    assert {year: found(said, year) for year in right} == {year: [] for year in right}
    for year in wrong:
        assert [severity for _, severity in found(said, year)] == ["error"], (said, year)


def test_milder_where_it_may_be_right() -> None:
    assert found("依照国务院令第492号办理。", 2019) == [("CIT601", "warning")]
    assert found("按照国办发〔2014〕32号报送数据。", 2020)[0][1] in ("warning", "info")
    assert found("按照国办公开办函〔2019〕60号和国办公开办函〔2021〕30号编制。", 2022) == [("CIT602", "info")]


@pytest.mark.parametrize(
    "written", ["国务院令第492号", "国务院令492号", "国务院第492号令", "国务院令（第492号）", "国务院令第４９２号"]
)
def test_forms_of_a_decree(written: str) -> None:
    assert found(f"依照{written}办理。", 2021) == [("CIT601", "error")]


@pytest.mark.parametrize(
    "written",
    ["国办公开办函〔2021〕30号", "国办公开办函[2021]30号", "国办公开办函（2021）30号", "国办公开办函【2021】第30号"],
)
def test_forms_of_a_number(written: str) -> None:
    assert ("CIT602", "error") in found(f"按照{written}编制。", 2010)


@pytest.mark.parametrize(
    "said",
    [
        "自2008年《条例》（国务院令第492号）施行以来制度不断完善。",
        "2007年4月5日国务院令第492号公布《条例》。",
        "国务院令第492号经国务院令第711号修订。",
        "国办公开办函〔2019〕60号自2021年起废止。",
        "根据《中华人民共和国行政许可法》第三十二条，年度报告另行公布。",
        "《云岭省政府信息公开规定》第三十一条要求编制年度报告。",
    ],
)
def test_history_and_other_laws_are_left_alone(said: str) -> None:
    assert found(said, 2021) == []


def test_a_province_has_notices_of_like_titles() -> None:
    said = "按照《云岭省人民政府办公厅关于政府信息公开工作年度报告有关事项的通知》（云政办函〔2022〕5号）编制。"
    assert found(said, 2022) == []


@pytest.mark.parametrize("title", TITLES)
def test_no_known_title_is_a_slip_of_another(title: str) -> None:
    assert [other for other in TITLES if is_slip(title, other)] == []


@given(st.sampled_from([title for title in TITLES if len(title) > 13]), st.integers(8, 12), st.sampled_from("甲乙丙"))
def test_one_wrong_character_is_a_slip(title: str, at: int, other: str) -> None:
    assert is_slip(title[:at] + other + title[at + 1 :], title)


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("中华人民共和国会计法", "中华人民共和国审计法"),
        ("中华人民共和国行政许可法", "中华人民共和国行政处罚法"),
        ("云岭省行政执法程序规定", "云岭省行政程序规定"),
        ("政府信息公开办法", "政府信息公开条例"),
    ],
)
def test_another_law_is_no_slip(title: str, right: str) -> None:
    assert not is_slip(title, right)
