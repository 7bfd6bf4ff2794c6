"""Text that was recognised optically: doubtful figures are listed, and never held against the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import pages
from checking import check, report_of
from gouji.boxes import SURE, Boxing
from gouji.findings import Finding
from gouji.library import registry
from gouji.options import Options
from gouji.recognition import recognise
from gouji.report import Report
from gouji.source import Source

BASE = (pages.BASES / "2021.md").read_text("utf-8")
NATURAL = "applications.outcome_total.natural_person"
TOTAL = "applications.new.total"


def scanned(text: str = BASE, sureness: dict[str, int] | None = None) -> Report:
    """A report as if every character had been recognised, quite clearly but for the cells of some addresses."""
    plain = report_of(text)
    source = plain.source
    sure = bytearray([SURE - 1]) * len(source.text)
    for address, level in (sureness or {}).items():
        form, _, rest = address.partition(".")
        row, _, column = rest.rpartition(".")
        start, end = plain.forms[form].values[row, column].cell.span
        sure[start:end] = bytes([level]) * (end - start)
    boxing = Boxing()
    boxing.add(2, [0, 0, 1, 1] * len(sure), bytes(sure))
    again = Source(source.name, source.text, source.original, source.runs, printed=boxing.boxes())
    document = plain.document._replace(source=again)
    return recognise(document, registry().editions, Options())


def edited(old: str, new: str) -> str:
    assert BASE.count(old) == 1
    return BASE.replace(old, new)


def in_short(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.address) for finding in findings]


def test_recognised_text_is_said_to_be_so() -> None:
    (finding,) = check(scanned())
    assert (finding.code, str(finding.severity)) == ("EXT007", "info")
    assert finding.message == (
        "第 2 页的文字由光学识别得来",
        "the text of page 2 was recognised optically",
    )
    assert finding.related == ()


def test_text_of_a_file_is_not() -> None:
    assert check(report_of(BASE)) == []
    assert report_of(BASE).source.recognised_pages == ()


def test_doubtful_figures_are_listed_with_their_places() -> None:
    (finding,) = check(scanned(sureness={TOTAL: 61, NATURAL: 90}))
    assert finding.message.zh == "第 2 页的文字由光学识别得来，有 2 个数字把握不足"
    assert {related.address for related in finding.related} == {TOTAL, NATURAL}
    assert all(related.quote for related in finding.related)


def test_values_carry_the_confidence_of_their_cells() -> None:
    values = scanned(sureness={TOTAL: 61}).forms["applications"].values
    assert values["new", "total"].confidence == 0.61
    assert values["new", "natural_person"].confidence == 0.99
    assert report_of(BASE).forms["applications"].values["new", "total"].confidence == 1.0


def _broken_total() -> tuple[str, str]:
    """The base with the outcome total of all applicants two too many, and its address."""
    line = next(line for line in BASE.splitlines() if "（七）总计" in line)
    assert line.rstrip().endswith("16 |")
    return BASE.replace(line, line.rstrip()[:-4] + "18 |"), "applications.outcome_total.total"


def test_an_identity_stands_where_all_figures_are_clear() -> None:
    text, address = _broken_total()
    codes = [finding.code for finding in check(scanned(text)) if finding.code.startswith("ARI")]
    assert codes == [finding.code for finding in check(report_of(text))] != []
    assert any(finding.address == address for finding in check(scanned(text)))


@pytest.mark.parametrize("doubtful", ["applications.outcome_total.total", "applications.outcome_total.natural_person"])
def test_a_doubtful_figure_is_no_error_of_the_report(doubtful: str) -> None:
    text, _ = _broken_total()
    findings = check(scanned(text, {doubtful: 70}))
    assert {finding.code for finding in findings} == {"EXT007"}
    suspected = findings[-1]
    assert suspected.address == doubtful
    assert "原件" in suspected.hint.zh and "18" in suspected.message.zh


def test_an_unclear_digit_that_looks_like_the_right_one_is_no_error() -> None:
    text, address = _broken_total()
    assert {finding.code for finding in check(scanned(text, {address: 97}))} == {"EXT007"}


def test_an_unclear_digit_that_looks_like_no_right_one_stands() -> None:
    text, address = _broken_total()
    text = text.replace("| 18 |", "| 12 |")
    assert "ARI302" in {finding.code for finding in check(scanned(text, {address: 97}))}


def test_rules_on_single_characters_are_silent() -> None:
    line = next(line for line in BASE.splitlines() if line.startswith("#") and "五、" in line)
    text = BASE.replace(line, line.replace("主要问题", "主要间题"))
    assert [finding.code for finding in check(report_of(text))] == ["STR106"]
    assert [finding.code for finding in check(scanned(text))] == ["EXT007"]


def test_what_could_not_be_read_is_neither_zero_nor_a_fault() -> None:
    line = next(line for line in BASE.splitlines() if "（七）总计" in line)
    text = BASE.replace(line, line.rstrip()[:-4] + "\ufffd |")
    report = scanned(text, {"applications.outcome_total.total": 0})
    value = report.forms["applications"].values["outcome_total", "total"]
    assert (value.number, value.is_blank, value.confidence) == (None, False, 0.0)
    assert {finding.code for finding in check(report)} == {"EXT004", "EXT007"}


@pytest.mark.parametrize("read", [scanned, report_of])
def test_the_format_of_a_form_is_no_fault_where_the_form_is_hardly_legible(read: Callable[[str], Report]) -> None:
    report = read((Path(__file__).parent.parent / "examples" / "2021-form-of-2019.md").read_text("utf-8"))
    doubtful = {name: reading._replace(status="doubtful") for name, reading in report.forms.items()}
    assert {finding.code for finding in check(report, ["TAB202"])} == {"TAB202"}
    assert check(report._replace(forms=doubtful), ["TAB202"]) == []
