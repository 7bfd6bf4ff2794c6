"""Rules about reading whose cause stands in no text: notes that the readers of scans and of Word files make."""

from __future__ import annotations

import pytest

import pages
from checking import check, report_of
from gouji.document import Document, Note
from gouji.report import Report
from gouji.source import Span


def noted(*notes: Note) -> Report:
    """The base of 2021 as a reader would leave it that has something to say of the file."""
    report = report_of((pages.BASES / "2021.md").read_text("utf-8"))
    document = report.document
    return report._replace(document=Document(document.source, document.blocks, document.reader, notes))


@pytest.mark.parametrize(
    ("code", "detail", "severity", "zh", "en"),
    [
        (
            "EXT007",
            "第3页，2 个数字把握不足",
            "info",
            "文字由光学识别得来：第3页，2 个数字把握不足",
            "the text was recognised optically: 第3页，2 个数字把握不足",
        ),
        (
            "EXT008",
            "插入 3 处、删除 1 处、批注 2 条",
            "warning",
            "尚有修订或批注未处理：插入 3 处、删除 1 处、批注 2 条",
            "changes or comments are still open: 3 insertions, 1 deletion, 2 comments",
        ),
    ],
    ids=["EXT007", "EXT008"],
)
def test_a_note_is_a_finding(code: str, detail: str, severity: str, zh: str, en: str) -> None:
    report = noted(Note(code, Span(2, 8), detail))
    (finding,) = check(report)
    assert (finding.code, str(finding.severity), finding.message) == (code, severity, (zh, en))
    assert (finding.place.line, finding.place.column, finding.quote) == (1, 3, "青禾市水务局")


def test_each_note_is_a_finding() -> None:
    report = noted(Note("EXT007", Span(0, 1), "第1页"), Note("EXT007", Span(9, 12), "第2页"))
    assert [(finding.code, finding.span) for finding in check(report)] == [
        ("EXT007", Span(0, 1)),
        ("EXT007", Span(9, 12)),
    ]


def test_other_notes_are_none() -> None:
    assert check(noted(Note("comment", Span(0, 1), "EXT007"))) == []


def test_nothing_is_said_of_tables_and_dates_in_a_text_that_is_no_report() -> None:
    text = "# 关于组织春季植树的通知\n\n各科室：\n\n定于20213月12日植树。\n\n![路线图](a.png)\n"
    assert [finding.code for finding in check(report_of(text))] == ["EXT001"]
