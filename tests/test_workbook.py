"""The workbook of `--format xlsx`, read back: sheets, rows, figures as numbers, nothing of a report as a formula."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

import builder
from running import Run

TODAY = ("--today", "2026-06-30")
needs_calamine = pytest.mark.skipif(
    find_spec("xlsxwriter") is None or find_spec("python_calamine") is None, reason="needs the extra xlsx"
)


def write_reports() -> tuple[str, int | float]:
    """A report with one wrong cell, and a text that is none: the wrong cell's address and figure."""
    wrong, address, _ = builder.break_cell(builder.build("2021", 3), 3)
    Path("a.md").write_text(wrong.render("markdown"), "utf-8")
    Path("=b.txt").write_text("=1+1", "utf-8")
    return ".".join(address), wrong.figures[address]


@needs_calamine
def test_sheets(gouji: Run) -> None:
    from python_calamine import CalamineWorkbook

    address, figure = write_reports()
    run = gouji("check", "a.md", "=b.txt", "-f", "xlsx", "-o", "a.xlsx", *TODAY)
    assert (run.status, run.out) == (2, "")
    book = CalamineWorkbook.from_path("a.xlsx")
    assert book.sheet_names == ["问题", "年报", "数值", "规则"]
    findings, reports, values, rules = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert [row[4][:3] for row in findings[1:]] == ["ARI", "EXT"]
    assert findings[1][13] == address
    assert [row[0] for row in reports[1:]] == ["a.md", "=b.txt"]
    assert [row[5] for row in reports[1:]] == ["已检查", "读不出"]
    assert next(row[6] for row in values if row[8] == address) == figure
    assert sum(int(row[3]) for row in rules[1:]) == len(findings) - 1


@needs_calamine
def test_text_is_never_a_formula(gouji: Run) -> None:
    write_reports()
    gouji("check", "=b.txt", "-f", "xlsx", "-o", "a.xlsx", *TODAY)
    with ZipFile("a.xlsx") as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert sheets and not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_it_goes_into_a_file_only(gouji: Run) -> None:
    write_reports()
    run = gouji("check", "a.md", "-f", "xlsx", *TODAY)
    assert (run.status, run.out, "--output" in run.err) == (2, "", True)


def test_a_missing_extra_is_one_line(gouji: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write_reports()
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    run = gouji("check", "a.md", "-f", "xlsx", "-o", "a.xlsx", *TODAY)
    assert run.status == 2 and run.err.splitlines()[-1].endswith('pip install "gouji[xlsx]"')
    assert not Path("a.xlsx").exists()
