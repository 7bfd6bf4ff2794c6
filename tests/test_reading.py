"""Rules about reading whose cause stands in no text: notes that the readers of Word files make."""

from __future__ import annotations

import re

import pytest

import pages
from checking import check, report_of
from gouji.document import Document, Note
from gouji.report import Report
from gouji.source import Position, Span


def noted(*notes: Note) -> Report:
    """The base of 2021 as a reader would leave it that has something to say of the file."""
    report = report_of((pages.BASES / "2021.md").read_text("utf-8"))
    document = report.document
    return report._replace(document=Document(document.source, document.blocks, document.reader, notes))


def test_a_note_is_a_finding() -> None:
    report = noted(Note("EXT008", Span(2, 8), "插入 3 处、删除 1 处、批注 2 条"))
    (finding,) = check(report)
    assert (finding.code, str(finding.severity)) == ("EXT008", "warning")
    assert finding.message == (
        "尚有修订或批注未处理：插入 3 处、删除 1 处、批注 2 条",
        "changes or comments are still open: 3 insertions, 1 deletion, 2 comments",
    )
    assert (finding.place.line, finding.place.column, finding.quote) == (1, 3, "青禾市水务局")


def test_each_note_is_a_finding() -> None:
    report = noted(Note("EXT008", Span(0, 1), "插入 1 处"), Note("EXT008", Span(9, 12), "删除 2 处"))
    assert [(finding.code, finding.span) for finding in check(report)] == [
        ("EXT008", Span(0, 1)),
        ("EXT008", Span(9, 12)),
    ]


@pytest.mark.parametrize(
    ("detail", "zh", "en"),
    [
        ("picture 3 3", "第3页是图片，没有读出文字", "page 3: a picture, no text was read"),
        ("picture 1 4", "第1–4页是图片，没有读出文字", "pages 1–4: a picture, no text was read"),
        (
            "garbled 2 3",
            "第2–3页的文字层是乱码，没有读出文字",
            "the characters of pages 2–3 make no sense and were not read",
        ),
    ],
)
def test_pages_that_were_not_read(detail: str, zh: str, en: str) -> None:
    (finding,) = check(noted(Note("EXT001", Span(2, 2), detail)))
    assert (finding.code, str(finding.severity), finding.message) == ("EXT001", "warning", (zh, en))


def test_file_of_which_no_page_was_read() -> None:
    report = report_of("")
    document = Document(report.source, (), "pdf", (Note("EXT001", Span(0, 0), "garbled 1 2"),))
    (finding,) = check(report._replace(document=document))
    assert (finding.code, str(finding.severity)) == ("EXT001", "error")
    assert finding.message.zh == "第1–2页的文字层是乱码，没有读出文字"


def test_other_notes_are_none() -> None:
    assert check(noted(Note("comment", Span(0, 1), "EXT008"))) == []


def test_nothing_is_said_of_tables_and_dates_in_a_text_that_is_no_report() -> None:
    text = "# 关于组织春季植树的通知\n\n各科室：\n\n定于20213月12日植树。\n\n![路线图](a.png)\n"
    assert [finding.code for finding in check(report_of(text))] == ["EXT001"]


def test_a_bar_within_sentences_is_no_border_of_a_cell() -> None:
    prose = "全年在“青禾政务|河湖”公众号发布信息48条。" + "栏目每月清理一次，失效的内容及时更正或者撤下。" * 3
    report = report_of(
        f"2021年政府信息公开工作年度报告\n一、总体情况\n{prose}\n二、主动公开政府信息情况\n公开12条。\n", "a.txt"
    )
    assert [block.text for block in report.sections[0].blocks] == [prose]


GLOSSED = [
    "白鷺縣統(tǒng)計(jì)局2021年政府信息公開工作年度報(bào)告",
    "一、總體情況",
    "根據(jù)條例,全年主動(dòng)公開信息12條。",
    "二、主動(dòng)公開政府信息情況",
    "聯(lián)系電話:55512,郵編:(bù)詳。",
]
"""As some gateways write traditional characters; 郵編 has no reading behind it."""
GLOSSED_FILES = {
    "report.txt": "\n".join(GLOSSED),
    "report.md": "# " + "\n\n## ".join(GLOSSED[:2]) + f"\n\n**{GLOSSED[2]}**\n\n## {GLOSSED[3]}\n\n{GLOSSED[4]}\n",
    "report.html": "<html><body>"
    + "".join(f"<p>&nbsp;&#12288;{line.replace('全年', '全&nbsp;&nbsp; <b>年</b>')}\n</p>" for line in GLOSSED)
    + "</body></html>",
}


@pytest.mark.parametrize("name", GLOSSED_FILES)
def test_readings_in_brackets_behind_traditional_characters(name: str) -> None:
    """Some gateways write 統(tǒng)計(jì): the file is read without, and each place is that of the file."""
    file = GLOSSED_FILES[name]
    report = report_of(file, name)
    assert report.title is not None and report.title.text == "白鷺縣統計局2021年政府信息公開工作年度報告"
    assert [section.role for section in report.sections] == ["overview", "disclosure"]
    source = report.source
    assert source.original == file
    for word in ("公開信息12條", "白鷺縣", "統", "計", "計局", "聯", "系電話", "詳", "12", "年度報", "告"):
        at = source.text.index(word)
        place = source.place(Span(at, at + len(word)))
        assert place.line is not None and place.column is not None and place.end_line == place.line
        there = source.offset(Position(place.line, place.column))
        assert file.startswith(word[0], there), word
    starts = [run.start for run in source.runs]
    assert starts == sorted(starts)
    for span in (block.span for block in report.document.blocks):
        for at in range(*span):
            assert source.text[at].isspace() or file[source.origin(at)] == source.text[at]


@pytest.mark.parametrize("name", ["report.md", "report.txt", "report.html"])
def test_a_whole_report_with_readings_reads_as_without(name: str) -> None:
    plain = (pages.BASES / "2021.md").read_text("utf-8").replace("年度报告", "年度報告", 1)
    if name.endswith(".html"):
        plain = "<html><body><p>" + plain.replace("\n", "</p>\n<p>") + "</p></body></html>"
    file = re.sub(r"(?<=[报報公开申请机])(?=[\u4e00-\u9fff])", "(bào)", plain)
    without, report = report_of(plain, name), report_of(file, name)
    assert report.source.text == without.source.text
    assert report.document.blocks == without.document.blocks
    for at, character in enumerate(report.source.text):
        if not character.isspace():
            assert file[report.source.origin(at)] == plain[without.source.origin(at)]


def test_a_wrapped_text_with_readings_is_joined() -> None:
    line = "全年主動(dòng)公開信息各類事項逐條登載於網站並且逐月核對內容無誤"
    text = (
        "白鷺縣統(tǒng)計(jì)局2021年政府信息公開工作年度報(bào)告\n一、總體情況\n" + f"{line}\n" * 12 + "到此為止。\n"
    )
    blocks = report_of(text, "report.txt").document.blocks
    assert blocks[-1].text == line.replace("(dòng)", "") * 12 + "到此為止。"  # type: ignore[union-attr]


def test_brackets_that_are_no_readings_stay() -> None:
    text = "青禾市水务局(简称“市水务局”)公开信息12条(含3条解读)。\n甲(à)与乙(b)。\n"
    assert report_of(text, "report.txt").source.text == text
