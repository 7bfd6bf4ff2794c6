"""Sheets, whoever filled them, become a document: tables, places, boxes and how sure the characters are."""

from __future__ import annotations

import pickle

import pytest

from gouji.boxes import Box
from gouji.document import Document, Paragraph, Picture, Table
from gouji.readers import written
from gouji.readers.sheet import Frame, Glyph, Sheet
from gouji.source import Span


def sheet(number: int = 1, **fields: object) -> Sheet:
    return Sheet(number, 595, 842, **fields)  # type: ignore[arg-type]


def recognised() -> Sheet:
    """A page as a reader of pictures gives it: words with boxes, and lines."""
    page = sheet()
    page.word("二、主动公开", 90, 740, 210, 756, 97)
    for y in (720, 700, 680):
        page.line(90, y, 390, y)
    for x in (90, 240, 390):
        page.line(x, 680, x, 720)
    page.word("信息内容", 100, 703, 160, 717)
    page.word("件数", 250, 703, 280, 717)
    page.word("规章", 100, 683, 130, 697)
    page.word("12", 250, 683, 262, 697, 61)
    return page


def document(*pages: Sheet) -> Document:
    return written.document(pages, "scan.png", "picture")


def test_words_and_lines_make_tables_and_paragraphs() -> None:
    made = document(recognised())
    paragraph, table = made.blocks
    assert isinstance(paragraph, Paragraph) and paragraph.text == "二、主动公开"
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["信息内容", "件数"], ["规章", "12"]]
    assert made.reader == "picture"


def test_confidence_is_that_of_the_least_sure_character() -> None:
    made = document(recognised())
    source, table = made.source, made.blocks[1]
    assert isinstance(table, Table)
    assert source.confidence(table.rows[1][1].span) == 0.61
    assert source.confidence(table.rows[1][0].span) == 1.0
    assert source.confidence(made.blocks[0].span) == 0.97


def test_boxes_of_cells_and_lines() -> None:
    made = document(recognised())
    table = made.blocks[1]
    assert isinstance(table, Table)
    assert made.source.boxes(table.rows[1][1].span) == (Box(1, 250, 683, 262, 697),)
    assert made.source.boxes(Span(2, 4)) == (Box(1, 130, 740, 170, 756),)
    assert made.source.boxes(Span(0, 0)) == ()


def test_a_paragraph_has_a_box_a_line() -> None:
    page = sheet()
    page.word("本年度收到申请并按期答复，全部办结" * 2, 90, 740, 500, 756)
    page.word("没有结转到下一年度办理的。", 90, 710, 300, 726)
    made = document(page)
    (paragraph,) = made.blocks
    boxes = made.source.boxes(paragraph.span)
    assert [(box.bottom, box.top) for box in boxes] == [(740, 756), (710, 726)]


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (Frame(e=-20, f=-30), (30, 50, 40, 70)),
        (Frame(0, -1, 1, 0, 0, 600), (560, 10, 580, 20)),
        (Frame(-1, 0, 0, -1, 500, 700), (480, 660, 490, 680)),
        (Frame(0.5, 0, 0, 0.5), (20, 40, 40, 80)),
    ],
)
def test_frames_lead_back_to_the_page_in_the_file(frame: Frame, expected: tuple[float, ...]) -> None:
    sides = frame.origins([Glyph("文", 10, 20, 20, 40)])
    assert tuple(sides) == expected
    x, y = frame.point(sides[0], sides[1])
    assert (x, y) in {(10, 20), (20, 20), (20, 40), (10, 40)}


def test_a_picture_stands_between_the_pages_around_it() -> None:
    first, scan, last = recognised(), sheet(2, state="picture"), sheet(3)
    last.word("三、其他", 90, 740, 210, 756)
    kinds = [type(block) for block in document(first, scan, last).blocks]
    assert kinds == [Paragraph, Table, Picture, Paragraph]


def test_sheets_tell_whether_they_are_read() -> None:
    states = ("text", "blank", "picture", "layered", "garbled")
    assert [sheet(state=state).is_read for state in states] == [True, True, False, False, False]


def test_boxes_can_be_pickled() -> None:
    source = document(recognised()).source
    again = pickle.loads(pickle.dumps(source))
    assert again.boxes(Span(0, 2)) == source.boxes(Span(0, 2))
