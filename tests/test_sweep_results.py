"""The workbook and the page that are made of a sweep's store."""

from __future__ import annotations

import json
import re
import subprocess
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

import gouji.sweep
import stores
from builder.printing import CHROMIUM
from builder.printing import needed as needs_chromium
from gouji.sweep import dashboard, results, workbook

HOSTILE = "</script><script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">"
FORMULA = '=HYPERLINK("http://example.invalid","x")'
SHEETS = {
    "zh": ["总览", "地区排名", "机关排名", "问题", "规则", "缺报", "迟报", "重复文字", "汇总差异", "读不出的文件"],
    "en": ["overview", "league of regions", "league of agencies", "findings", "rules", "missing", "late", "repeated prose",
           "roll-up differences", "unreadable files"],
}  # fmt: skip


def finding(report: int, number: int = 0, code: str = "ARI301", **more: object) -> dict[str, object]:
    words = {"message": f"数字不符{number}", "message_en": f"figures differ {number}", "place": "表三", "quote": "103"}
    return {
        "report": report,
        "number": number,
        "code": code,
        "name": "applications-balance",
        "severity": "error",
        **words,
        **more,
    }


def small(path: Path, name: str = "云岭省青禾市水务局") -> Path:
    """Three agencies, one of them without a place of its own; five reports, one of them unreadable."""
    return stores.make(
        path,
        agencies=[
            {"agency": 0, "name": "云岭省青禾市人民政府", "place": "云岭省青禾市", "kind": "government"},
            {"agency": 1, "name": name, "place": "云岭省青禾市", "kind": "department", "parent": 0},
            {"agency": 2, "name": "农业服务中心", "kind": "department", "parent": 1},
        ],
        reports=[
            {"report": 0, "path": "2024/政府.html", "year": 2024, "agency_id": 0},
            {"report": 1, "path": f"2024/{name}.html", "year": 2024, "agency_id": 1, "errors": 2, "warnings": 1, "suppressed": 1},
            {"report": 2, "path": "2023/水务局.html", "year": 2023, "agency_id": 1, "errors": 1},
            {"report": 3, "path": "2024/中心.doc", "year": 2024, "agency_id": 2, "status": "unreadable", "error": "加了密", "error_en": "encrypted"},
            {"report": 4, "path": "2024/不明.txt", "year": 2024, "agency": "某中心"},
        ],
        findings=[
            finding(1),
            finding(1, 1, message=name, quote=name, basis=["甲", "乙"]),
            finding(1, 2, "LNG901", severity="warning"),
            finding(1, 3, suppressed="省模板如此"),
            finding(2),
        ],
        missing=[{"agency": 2, "year": 2023}, {"agency": 2, "year": 2024, "unreadable": 3}],
        late=[{"report": 2, "published": date(2024, 4, 9), "deadline": date(2024, 1, 31), "days": 69}],
        duplicates=[{"report": 2, "other": 1, "same_agency": True, "same_file": False, "share": 0.95, "characters": 1800}],
        sums=[
            {"report": 0, "form": "applications", "row_id": "new", "column_id": "total", "value": 12, "total": 11, "parts": 2},
            {"report": 0, "form": "own", "row_id": "r", "column_id": "c", "value": 1, "total": 3, "parts": 2},
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sweep")
    results.write(small(folder / "store.duckdb"), folder, "zh")
    return folder


def sheet(folder: Path, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(folder / results.WORKBOOK).get_sheet_by_name(name).to_python()


def test_nothing_else_is_left_in_the_folder(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == ["store.duckdb", "sweep.html", "sweep.xlsx"]


@pytest.mark.parametrize("language", SHEETS)
def test_sheets(tmp_path: Path, language: str) -> None:
    paths = results.write(small(tmp_path / "store.duckdb"), tmp_path, language)
    assert paths == (tmp_path / "sweep.xlsx", tmp_path / "sweep.html")
    assert CalamineWorkbook.from_path(paths[0]).sheet_names == SHEETS[language]
    said = sheet(tmp_path, SHEETS[language][3])[1][5]
    assert said == {"zh": "数字不符0", "en": "figures differ 0"}[language]


def test_overview(made: Path) -> None:
    rows = sheet(made, "总览")
    facts = {row[0]: row[1] for row in rows if row[0]}
    told = [
        facts[name] for name in ("年报", "读不出", "无错误", "错误", "缺报", "迟报", "重复文字（对）", "汇总不符（处）")
    ]
    assert told == [5, 1, 2, 3, 2, 1, 1, 2]
    at = next(number for number, row in enumerate(rows) if row[0] == "年度")
    assert [row[:8] for row in rows[at + 1 :]] == [[2023, 1, 0, 0, 1, 0, 1, 1], [2024, 4, 1, 2, 2, 1, 1, 0]]


def test_league_tables(made: Path) -> None:
    regions = sheet(made, "地区排名")
    assert regions[1][:8] == [1, "云岭省青禾市", 3, 4, 1, 1, 3, 0.75]
    assert regions[2][:5] == [2, "地区不明", 0, 1, 0]
    agencies = sheet(made, "机关排名")
    assert [row[2] for row in agencies[1:]] == ["云岭省青禾市水务局", "农业服务中心", "云岭省青禾市人民政府"]
    assert agencies[1][:10] == [
        1,
        "云岭省青禾市",
        "云岭省青禾市水务局",
        "部门",
        "云岭省青禾市人民政府",
        2,
        0,
        0,
        3,
        1.5,
    ]
    assert agencies[2][1] == "云岭省青禾市"  # by the place of the agency above
    assert agencies[2][11:13] == [2, 0]


def test_findings(made: Path) -> None:
    rows = sheet(made, "问题")
    assert [row[4] for row in rows[1:]] == ["ARI301", "ARI301", "ARI301", "LNG901", "ARI301"]
    assert rows[-1][16] == "省模板如此"
    assert rows[3][13] == "甲\n乙"
    assert sheet(made, "规则")[1:] == [
        ["ARI301", "applications-balance", "表三第一项加第二项之和不等于第三项总计加第四项之和", "错误", 3, 2, 0.5],
        ["LNG901", "applications-balance", "留有占位符号或模板的填写说明", "警告", 1, 1, 0.25],
    ]


def test_a_rule_has_the_gravest_severity_of_its_findings_and_an_unknown_one_its_name(tmp_path: Path) -> None:
    store = stores.make(
        tmp_path / "store.duckdb",
        reports=[{"report": 0, "path": "a.md", "year": 2024}],
        findings=[
            finding(0, 0, "XYZ105", severity="info"),
            finding(0, 1, "XYZ105", severity="warning"),
            finding(0, 2, "XYZ106", severity="info"),
        ],
    )
    results.write(store, tmp_path, "zh")
    name = "applications-balance"
    assert sheet(tmp_path, "规则")[1:] == [["XYZ105", name, "", "警告", 2, 1, 1], ["XYZ106", name, "", "提示", 1, 1, 1]]
    assert page(tmp_path).data["rules"] == [["XYZ105", name, "warning"], ["XYZ106", name, "info"]]


def test_across_reports(made: Path) -> None:
    assert [row[2:] for row in sheet(made, "缺报")[1:]] == [
        ["农业服务中心", "部门", 2024, "2024/中心.doc"],
        ["农业服务中心", "部门", 2023, ""],
    ]
    assert sheet(made, "迟报")[1][4:7] == ["2024-04-09", "2024-01-31", 69]
    assert sheet(made, "重复文字")[1][3:9] == ["云岭省青禾市水务局", 2024, 0.95, 1800, "是", "否"]
    assert sheet(made, "读不出的文件")[1][3] == "加了密"


def test_cells_are_called_what_is_printed_on_the_form(made: Path) -> None:
    unknown, known = sheet(made, "汇总差异")[1:]
    assert known[3:10] == ["收到和处理政府信息公开申请情况", "一、本年新收政府信息公开申请数量", "总计", 12, 11, 1, 2]
    assert unknown[3:6] == ["own", "r", "c"]


@pytest.mark.parametrize(
    ("wrong", "named"), [((), ""), ((1, 3), "司法局、水务局"), ((1, 2, 3, 4, 5), "司法局、档案局、水务局 … 5")]
)
def test_a_sum_names_those_below_with_errors_in_the_form(tmp_path: Path, wrong: tuple[int, ...], named: str) -> None:
    bureaus = ("司法局", "档案局", "水务局", "统计局", "财政局")
    stores.make(
        tmp_path / "store.duckdb",
        agencies=[
            {"agency": 0, "name": "青禾市人民政府", "kind": "government"},
            *({"agency": number, "name": name, "parent": 0} for number, name in enumerate(bureaus, 1)),
        ],
        reports=[
            *({"report": number, "path": f"{number}.txt", "year": 2024, "agency_id": number} for number in range(6)),
            {"report": 6, "path": "6.txt", "year": 2023, "agency_id": 4},
        ],
        findings=[
            finding(2, 1, address="remedies.review.total"),
            finding(4, 1, severity="warning", address="applications.new.total"),
            *(finding(number, address="applications.new.research") for number in (*wrong, 6)),
        ],
        sums=[
            {
                "report": 0,
                "form": "applications",
                "row_id": "new",
                "column_id": "total",
                "value": 2,
                "total": 1,
                "parts": 5,
            }
        ],
    )
    results.write(tmp_path / "store.duckdb", tmp_path, "zh")
    assert [row[10] for row in sheet(tmp_path, "汇总差异")] == ["本表有错误的下级", named]


def test_text_becomes_no_formula(tmp_path: Path) -> None:
    results.write(small(tmp_path / "store.duckdb", FORMULA), tmp_path, "zh")
    assert sheet(tmp_path, "机关排名")[1][2] == FORMULA
    import zipfile

    with zipfile.ZipFile(tmp_path / "sweep.xlsx") as archive:
        assert all(b"<f>" not in archive.read(name) and b"hyperlink" not in archive.read(name).lower().replace(b"hyperlink(", b"")
                   for name in archive.namelist() if name.startswith("xl/worksheets"))  # fmt: skip


def test_more_findings_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 5)
    results.write(small(tmp_path / "store.duckdb"), tmp_path, "zh")
    rows = sheet(tmp_path, "问题")
    assert rows[0][0] == "共 5 行，本表只列出前 3 行，其余见 store.duckdb"
    assert rows[1][0] == "地区"
    assert len(rows) == 5
    monkeypatch.setattr(workbook, "ROWS", 3)
    results.write(tmp_path / "store.duckdb", tmp_path, "zh")
    assert sheet(tmp_path, "缺报")[0][0] == "共 2 行，本表只列出前 1 行，其余见 store.duckdb"
    assert len(sheet(tmp_path, "缺报")) == 3


class Page(HTMLParser):
    """Scripts, their kinds, and whatever a page could load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script" and data.strip():
            self.scripts.append((self.tags[-1][1], data))

    @property
    def data(self) -> dict[str, Any]:
        known: dict[str, Any] = json.loads(self.scripts[0][1])
        return known


def page(folder: Path) -> Page:
    return Page((folder / results.PAGE).read_text("utf-8"))


def test_the_page_loads_nothing(made: Path) -> None:
    read = page(made)
    assert not [
        attributes for _, attributes in read.tags if attributes.keys() & {"src", "href", "srcset", "action", "style"}
    ]
    assert {tag for tag, _ in read.tags} <= {"html", "head", "meta", "title", "style", "body", "main", "script"}
    sheets = (Path(gouji.sweep.__file__).parent / "dashboard.css").read_text("utf-8")
    assert "url(" not in sheets and "@import" not in sheets
    policy = next(attributes["content"] for _, attributes in read.tags if "http-equiv" in attributes)
    assert policy is not None and policy.startswith(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
    )
    for attributes, script in read.scripts:
        if "type" not in attributes:
            assert b64encode(sha256(script.encode()).digest()).decode() in policy


def test_the_data_of_the_page(made: Path) -> None:
    data = page(made).data
    assert data["totals"]["reports"] == 5
    assert data["years"] == [[2023, 1, 0, 0, 1, 0, 1, 1], [2024, 4, 1, 2, 2, 1, 1, 0]]
    assert data["cells"] == [
        ["ARI301", "云岭省青禾市", 2023, 1], ["ARI301", "云岭省青禾市", 2024, 1], ["LNG901", "云岭省青禾市", 2024, 1],
    ]  # fmt: skip
    assert data["spread"] == [[2023, 1, 1], [2024, 0, 2], [2024, 2, 1]]
    assert [report[0] for report in data["reports"]] == [1, 2, 0, 3, 4]
    assert [len(found) for found in data["findings"].values()] == [3, 1]
    assert data["lists"]["missings"]["all"] == 2


def test_regions_are_those_of_the_roster_where_it_has_them(tmp_path: Path) -> None:
    store = stores.make(
        tmp_path / "store.duckdb",
        agencies=[
            {"agency": 0, "name": "青禾市人民政府", "place": "青禾市", "region": "东片"},
            {"agency": 1, "name": "青禾市临溪区水务局", "place": "青禾市临溪区", "parent": 0},
            {"agency": 2, "name": "松泉镇人民政府", "place": "松泉镇", "parent": 1, "region": "西片"},
            {"agency": 3, "name": "白鹭县人民政府", "place": "白鹭县"},
        ],
        reports=[{"report": n, "path": f"{n}.txt", "year": 2024, "agency_id": n} for n in range(4)],
    )
    results.write(store, tmp_path, "zh")
    agencies = {row[2]: row[1] for row in sheet(tmp_path, "机关排名")[1:]}
    assert agencies == {
        "青禾市人民政府": "东片", "青禾市临溪区水务局": "东片", "松泉镇人民政府": "西片", "白鹭县人民政府": "白鹭县",
    }  # fmt: skip


def test_a_page_of_many_reports_has_the_worst_of_each_region_and_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = ["青禾市", "临溪区"]
    store = stores.make(
        tmp_path / "store.duckdb",
        agencies=[
            {"agency": number, "name": f"{place}人民政府", "place": place} for number, place in enumerate(places)
        ],
        reports=[
            {"report": number, "path": f"{number:02}.txt", "year": 2024, "agency_id": number // 10, "errors": number}
            for number in range(20)
        ],
        findings=[finding(number, each) for number in range(20) for each in range(number)],
    )
    monkeypatch.setattr(dashboard, "REPORTS", 4)
    monkeypatch.setattr(dashboard, "EACH", 5)
    monkeypatch.setattr(dashboard, "LISTED", 1)
    results.write(store, tmp_path, "zh")
    data = page(tmp_path).data
    assert [report[0] for report in data["reports"]] == [19, 18, 9, 8]
    assert {len(found) for found in data["findings"].values()} == {5}
    assert [len(data["lists"]["regions"]["rows"]), data["lists"]["regions"]["all"]] == [1, 2]
    monkeypatch.setattr(dashboard, "FINDINGS", 12)
    results.write(store, tmp_path, "zh")
    assert [report[0] for report in page(tmp_path).data["reports"]] == [19, 9]


@needs_chromium
def test_the_page_in_a_browser(tmp_path: Path) -> None:
    results.write(small(tmp_path / "store.duckdb", HOSTILE), tmp_path, "zh")
    flags = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
    command = [str(CHROMIUM), *flags.split(), f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    done = subprocess.run([*command, (tmp_path / results.PAGE).as_uri()], capture_output=True, timeout=120, check=True)
    shown = re.sub(r"<script.*?</script>", "", done.stdout.decode("utf-8"), flags=re.DOTALL)
    assert "<title>政府信息公开工作年度报告批量检查结果</title>" in shown
    assert "<img" not in shown
    assert shown.count("<svg") == 2
    assert "&lt;img src=x" in shown
    assert shown.count('<details class="list"') == 7
    assert shown.count("<details>") == 5


def test_an_empty_store(tmp_path: Path) -> None:
    results.write(stores.make(tmp_path / "store.duckdb", runs=[]), tmp_path, "en")
    assert page(tmp_path).data["totals"]["reports"] == 0
    assert sheet(tmp_path, "findings")[0][0] == "region"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        results.write(small(tmp_path / "store.duckdb"), tmp_path / "none", "zh")


def test_the_library_is_the_published_one() -> None:
    folder = Path(gouji.sweep.__file__).parent / "vendor"
    library = (folder / "echarts.common.min.js").read_bytes()
    assert sha256(library).hexdigest() == "61f13280aba3161f77fc801bf5f9c786f55f10432153a0683fc5cc0700b013d5"
    assert len(library) < 1_000_000
    assert {"LICENSE", "NOTICE", "LICENSE-d3"} <= {path.name for path in folder.iterdir()}
