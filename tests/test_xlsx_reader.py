"""Workbooks: forms on sheets, prose in cells, exact numbers and places; tables of values that extract writes."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builder
from builder import office, xlsx
from checking import check, report_of
from gouji.document import Cell, Document, Paragraph, Table
from gouji.errors import UnreadableFile
from gouji.readers import libreoffice
from gouji.readers import xlsx as reader
from gouji.readers.workbook import cell_name, leaves
from gouji.report import Report

pytest.importorskip("python_calamine")
xlsxwriter = pytest.importorskip("xlsxwriter")
TODAY = ("--today", "2026-01-01")


def book(fill: Callable[[Any], None]) -> bytes:
    """A workbook that a function fills."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        fill(made)
    return file.getvalue()


def sheet(*rows: tuple[object, ...], merge: Mapping[str, str] | None = None) -> bytes:
    """A workbook of one sheet with these rows and merged cells."""

    def fill(made: Any) -> None:
        page = made.add_worksheet("表三")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        for place, text in (merge or {}).items():
            page.merge_range(place, text)

    return book(fill)


def read(data: bytes) -> Document:
    return reader.read(data, "a.xlsx")


def texts(document: Document) -> list[object]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Paragraph | Table)
    ]


def values(report: Report) -> dict[tuple[str, str, str], object]:
    return {(form, *key): value.number for form, read in report.forms.items() for key, value in read.values.items()}


LAYOUTS = [
    {}, {"apart": True}, {"merged": False}, {"gaps": False}, {"gaps": False, "merged": False}, {"numbers": False, "apart": True},
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: " ".join(layout) or "usual")
@pytest.mark.parametrize("edition", builder.EDITIONS)
def test_a_workbook_is_read_as_the_same_report(edition: str, layout: dict[str, bool]) -> None:
    for seed in range(3):
        made = builder.build(edition, seed)
        report = report_of(xlsx.write(made.parts, **layout), "report.xlsx")
        found = values(report)
        assert {address: found.get(address) for address in made.figures} == made.figures
        same = report_of(made.render("tabs"), "report.txt")
        assert [section.title for section in report.sections] == [section.title for section in same.sections]
        assert [(one.code, one.message) for one in check(report)] == [(one.code, one.message) for one in check(same)]


def test_places_are_sheets_and_cells() -> None:
    made = builder.build("2021", 1)
    report = report_of(xlsx.write(made.parts, apart=True), "report.xlsx")
    places = {
        address: report.source.place(report.forms[address[0]].values[address[1:]].cell.span).place
        for address in made.figures
    }
    assert len(set(places.values())) == len(places)
    assert places["applications", "new", "natural_person"].startswith("工作表「表")
    assert places["applications", "new", "natural_person"].split("」 ")[1][0] == "D"


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (11, 1, "B12"), (0, 25, "Z1"), (0, 26, "AA1"), (9, 701, "ZZ10"), (9, 702, "AAA10")]
)  # fmt: skip
def test_names_of_cells(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"), (3.0, "3"), (0, "0"), (1e15, "1000000000000000"), (0.1 + 0.2, "0.3"), (12.5, "12.5"), (1e-7, "0.0000001"),
        (-4, "-4"), ("１２", "１２"), ("  两行 \n 文字 ", "两行文字"), ("a\nb", "a b"), (True, "TRUE"), ("=1", "=1"),
    ],
)  # fmt: skip
def test_values_of_cells(value: object, text: str) -> None:
    def fill(made: Any) -> None:
        page = made.add_worksheet()
        page.write_row(0, 0, ["甲", "乙", "丙"])
        write = page.write_string if isinstance(value, str) else page.write
        write(1, 1, value)

    (table,) = read(book(fill)).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[1]] == ["", text, ""]


def test_formulas_count_by_their_result_and_dates_as_dates() -> None:
    def fill(made: Any) -> None:
        page = made.add_worksheet()
        page.write_row(0, 0, ["甲", "乙", "丙"])
        page.write_formula(1, 0, "=1+2", None, 3)
        page.write_datetime(1, 1, dt.datetime(2026, 1, 20), made.add_format({"num_format": "yyyy-mm-dd"}))
        page.write_blank(1, 2, None, made.add_format({"border": 1}))

    (table,) = read(book(fill)).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[1]] == ["3", "2026年1月20日", ""]


def test_blank_is_not_zero() -> None:
    (table,) = read(sheet(("甲", "乙", "丙"), (0, "", 1))).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[1]] == ["0", "", "1"]


def test_merged_cells_stand_in_each_place_they_cover() -> None:
    data = sheet(("", "", "丙"), ("", "", 4), (1, 2, 3), merge={"A1:B2": "甲乙"})
    (table,) = read(data).blocks
    assert isinstance(table, Table)
    corner = table.rows[0][0]
    assert (corner.text, corner.rows, corner.columns) == ("甲乙", 2, 2)
    assert table.rows[1][1] is corner
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["甲乙", "甲乙", "丙"],
        ["甲乙", "甲乙", "4"],
        ["1", "2", "3"],
    ]


def test_prose_and_tables_are_parted() -> None:
    document = read(
        sheet(
            ("临溪区水务局2024年政府信息公开工作年度报告",), ("一、总体情况",), ("全年公开12条。\n没有收费。",), (),
            ("项目", "件数", "备注"), ("甲", 1, ""), ("（一）乙",), ("丙", 2, ""), ("注：无",),
        )
    )  # fmt: skip
    assert texts(document) == [
        "临溪区水务局2024年政府信息公开工作年度报告", "一、总体情况", "全年公开12条。", "没有收费。",
        [["项目", "件数", "备注"], ["甲", "1", ""], ["（一）乙", "", ""], ["丙", "2", ""]], "注：无",
    ]  # fmt: skip


def test_blank_lines_in_a_cell_of_prose_are_no_paragraphs() -> None:
    text = "一、总体情况\n\n \n全年公开12条。\n"
    document = read(sheet(("临溪区水务局2024年政府信息公开工作年度报告",), (text,)))
    assert texts(document) == ["临溪区水务局2024年政府信息公开工作年度报告", "一、总体情况", "全年公开12条。"]


def test_spans_lead_back_to_the_text() -> None:
    document = read(xlsx.write(builder.build("2019", 2).parts))
    cells: list[Cell | Paragraph] = [block for block in document.blocks if isinstance(block, Paragraph)]
    cells += [cell for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    assert all(document.source[cell.span] == cell.text for cell in cells)


def two(hidden: str) -> bytes:
    def fill(made: Any) -> None:
        for name in ("甲", "乙"):
            page = made.add_worksheet(name)
            page.write(0, 0, f"{name}表")
        made.get_worksheet_by_name("甲").activate()
        getattr(made.get_worksheet_by_name("乙"), hidden)()

    return book(fill)


@pytest.mark.parametrize("hidden", ["hide", "very_hidden"])
def test_hidden_sheets_are_left_out(hidden: str) -> None:
    assert texts(read(two(hidden))) == ["甲表"]


def test_hidden_sheets_are_read_where_nothing_else_is_there() -> None:
    def fill(made: Any) -> None:
        made.add_worksheet("空").activate()
        page = made.add_worksheet("数")
        page.write(0, 0, "藏")
        page.hide()

    assert texts(read(book(fill))) == ["藏"]


def test_an_empty_workbook() -> None:
    assert read(book(lambda made: made.add_worksheet())).blocks == ()


def archive(parts: Mapping[str, str | bytes], base: bytes | None = None) -> bytes:
    """A workbook with some of its parts replaced."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base or sheet(("甲", 1, 2)))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return file.getvalue()


def ended(data: bytes) -> str:
    """The text of a workbook, or the line that says why it cannot be read."""
    try:
        return read(data).source.text
    except UnreadableFile as error:
        return f"{error.zh}{error.en}" if "\n" not in error.zh + error.en else "\n\n"


SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
CORNER = f'{HEAD}<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
HOSTILE = {
    "cut off": sheet(("甲", 1, 2))[:-200],
    "no sheet": archive({SHEET: b""}),
    "not XML": archive({SHEET: b"<worksheet><sheetData><row"}),
    "bomb": archive({SHEET: (HEAD + " " * 280_000_000).encode()}),
    "entities": archive({SHEET: '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]>' + HEAD + '<sheetData><row r="1"><c r="A1" t="str"><v>&c;</v></c></row></sheetData></worksheet>'}),
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_workbooks_end_well(data: bytes) -> None:
    begun = time.process_time()
    assert "xx" not in ended(data)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("cell", ["XFD1048576", "A" + "9" * 300, "ZZZZZZZZ1"])
def test_a_bomb_is_refused(cell: str) -> None:
    with pytest.raises(UnreadableFile, match="过大"):
        read(HOSTILE["bomb"])
    far = f'{HEAD}<sheetData><row r="2"><c r="{cell}"><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(UnreadableFile, match="过大"):
        read(archive({SHEET: far}))


def test_absurdly_many_merged_cells() -> None:
    ranges = "".join(f'<mergeCell ref="A{n}:XFD{n + 900}"/>' for n in range(1, 3000))
    data = archive(
        {
            SHEET: f'{HEAD}<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="900"><c r="ZZ900"><v>1</v></c></row></sheetData><mergeCells>{ranges}</mergeCells></worksheet>'
        }
    )
    begun = time.process_time()
    read(data)
    assert time.process_time() - begun < 10


def gouji(*arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "gouji", *arguments], cwd=folder, capture_output=True, check=False)


def test_a_sheet_of_absurd_size_loses_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(archive({SHEET: CORNER}))
    (tmp_path / "b.md").write_text(builder.build("2021", 1).render("markdown"), encoding="utf-8")
    done = gouji("check", "a.xlsx", "b.md", "--memory", "512", "--format", "json", *TODAY, folder=tmp_path)
    assert [report["status"] for report in json.loads(done.stdout)["reports"]] == ["unreadable", "checked"]
    assert done.stderr.count(b"\n") == 1


@given(st.data())
def test_any_damage_ends_well(data: st.DataObject) -> None:
    broken = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    assert "\n\n" not in ended(bytes(broken))


SMALL = sheet(("甲", "乙", "丙"), (1, 2, 3), merge={"A4:C4": "丁"})


class Panic(BaseException):
    """What a library in Rust raises where it panics."""


def test_a_panic_of_the_library_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def panic(_: object) -> None:
        raise Panic("range start index out of range")

    monkeypatch.setattr("python_calamine.CalamineWorkbook", type("Book", (), {"from_filelike": staticmethod(panic)}))
    with pytest.raises(UnreadableFile, match="已损坏"):
        read(SMALL)


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
def test_a_table_of_values_is_read_back(tmp_path: Path, edition: str) -> None:
    made = builder.build(edition, 4)
    (tmp_path / "年报.md").write_text(made.render("markdown"), encoding="utf-8")
    assert gouji("extract", "年报.md", "--format", "xlsx", "--output", "v.xlsx", folder=tmp_path).returncode == 0
    report = report_of((tmp_path / "v.xlsx").read_bytes(), "v.xlsx")
    first = report_of(made.render("markdown"))
    assert values(report) == values(first)
    assert (report.edition.id, report.year, report.agency) == (first.edition.id, first.year, first.agency)
    assert check(report) == []
    one, other = (
        json.loads(gouji("extract", name, folder=tmp_path).stdout)["reports"][0] for name in ("年报.md", "v.xlsx")
    )
    assert plain(one) == plain(other)


def plain(record: dict[str, Any]) -> object:
    """Values and what stood in the cells, without places."""
    return {
        (form, row, column): (value["value"], value["raw"])
        for form, rows in record["values"].items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }


def test_identities_are_held_against_a_table_of_values(tmp_path: Path) -> None:
    made = builder.build("2021", 7)
    (tmp_path / "a.md").write_text(made.render("markdown"), encoding="utf-8")
    gouji("extract", "a.md", "--format", "xlsx", "--output", "v.xlsx", folder=tmp_path)
    data = (tmp_path / "v.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        page = packed.read(SHEET).decode()
    leaf = leaves(data, "v.xlsx")[0]
    number = next(n for n, row in enumerate(leaf.rows) if row[5:7] == ["new", "total"])
    cell = f'<c r="H{number + 1}"><v>{leaf.rows[number][7]}</v>'
    assert cell in page
    changed = archive({SHEET: page.replace(cell, f'<c r="H{number + 1}"><v>{int(leaf.rows[number][7]) + 5}</v>')}, data)
    (finding,) = check(report_of(changed, "v.xlsx"))
    assert finding.code.startswith("ARI")
    assert "工作表「数值」 H" in finding.place.place


def test_values_of_several_reports_are_not_one(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(builder.build("2021", 1).render("markdown"), encoding="utf-8")
    assert gouji("extract", ".", "--format", "xlsx", "--output", "v.xlsx", folder=tmp_path).returncode == 0
    done = gouji("check", "v.xlsx", folder=tmp_path)
    assert done.returncode == 2
    assert "2 份年报" in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_texts_in_a_workbook_are_no_formulas(tmp_path: Path) -> None:
    text = builder.build("2021", 1).render("markdown").replace("| 0 |", "| =1+1 |", 1)
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    gouji("extract", "a.md", "--format", "xlsx", "--output", "v.xlsx", folder=tmp_path)
    with zipfile.ZipFile(tmp_path / "v.xlsx") as packed:
        assert b"<f>" not in packed.read(SHEET)
        assert b"=1+1" in packed.read("xl/sharedStrings.xml")


def test_a_workbook_goes_into_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    done = gouji("extract", "a.md", "--format", "xlsx", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "--output" in done.stderr.decode()


@office.needed
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_workbooks(kind: str) -> None:
    made = builder.build("2021", 3)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as path:
        folder = Path(path)
        (folder / "a.xlsx").write_bytes(xlsx.write(made.parts))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = (libreoffice.program() or "", profile, "--headless", "--convert-to", kind, "--outdir", path, "a.xlsx")
        subprocess.run(command, cwd=path, capture_output=True, timeout=300, check=True)
        if not (folder / f"a.{kind}").exists():
            pytest.skip("LibreOffice Calc is not installed")
        report = report_of((folder / f"a.{kind}").read_bytes(), f"a.{kind}")
    found = values(report)
    assert {address: found.get(address) for address in made.figures} == made.figures
