"""The PDF reader as a whole: blocks, places and boxes, and files that do not open."""

from __future__ import annotations

import sys

import pytest

from builder.pdf import Pdf
from gouji.boxes import Box
from gouji.document import Paragraph, Picture, Table
from gouji.errors import UnreadableFile
from gouji.readers import page_picture, pdf
from gouji.source import Span
from reading_pdf import paragraphs, read, tables

pytest.importorskip("pypdfium2")


def test_table_between_paragraphs() -> None:
    file = Pdf()
    file.text(114, 80, "二、主动公开政府信息情况")
    file.grid(100, [["信息内容", "制发", "有效"], ["规章", "0", "12"]])
    file.text(114, 180, "后文")
    document = read(file)
    assert [type(block) for block in document.blocks] == [Paragraph, Table, Paragraph]
    assert tables(file) == [[["信息内容", "制发", "有效"], ["规章", "0", "12"]]]
    assert paragraphs(file) == ["二、主动公开政府信息情况", "后文"]


def test_places_are_pages_and_cells() -> None:
    file = Pdf()
    file.page()
    file.grid(100, [["信息内容", "制发", "有效"], ["规章", "0", "12"]])
    document = read(file)
    (table,) = document.blocks
    assert isinstance(table, Table)
    place = document.source.place(table.rows[1][2].span)
    assert (place.page, place.place, place.line) == (2, "表1 第2行第3列", None)


def test_boxes_are_those_of_the_page_in_the_file() -> None:
    file = Pdf()
    file.leaf.more = "/CropBox[20 30 575 812]"
    file.text(114, 80, "总体情况")
    document = read(file)
    (box,) = document.source.boxes(Span(2, 4))
    assert box == pytest.approx(Box(1, 138, 760, 162, 774), abs=3)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_boxes_on_a_turned_page(rotation: int) -> None:
    file = Pdf()
    file.leaf.more = f"/Rotate {rotation}/CropBox[20 30 575 812]"
    file.text(114, 80, "总体情况")
    (box,) = read(file).source.boxes(Span(2, 4))
    assert box == pytest.approx(Box(1, 138, 760, 162, 774), abs=3)


def test_empty_password_opens() -> None:
    file = Pdf()
    file.text(114, 80, "一、总体情况")
    assert paragraphs(file.data(password="")) == ["一、总体情况"]


def test_password() -> None:
    file = Pdf()
    file.text(114, 80, "一、总体情况")
    with pytest.raises(UnreadableFile, match=r"report\.pdf: 文件有密码") as error:
        read(file.data(password="qinghe"))
    assert "password" in error.value.en


def test_table_of_objects_that_is_wrong_is_made_anew() -> None:
    file = Pdf()
    file.text(114, 80, "一、总体情况")
    whole = file.data()
    assert paragraphs(whole.replace(b"startxref", b"startxxxx")) == ["一、总体情况"]
    assert paragraphs(b"\r\n<!-- saved -->\n" + whole) == ["一、总体情况"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", Pdf().data()[:200]])
def test_damaged_file(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"report\.pdf: PDF 文件已损坏"):
        pdf.read(data, "report.pdf")


def test_damaged_page() -> None:
    file = Pdf()
    file.page()
    with pytest.raises(UnreadableFile, match="第 2 页已损坏"):
        read(file.data().replace(b"22 0 R]", b"99 0 R]"))


def test_without_pypdfium2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UnreadableFile, match=r"gouji\[pdf\]"):
        pdf.read(b"%PDF-1.7", "report.pdf")


def test_blank_page_gives_nothing() -> None:
    document = read(Pdf())
    assert document.blocks == () and document.notes == ()


def test_picture_in_place_of_a_table() -> None:
    file = Pdf()
    file.text(90, 80, "二、主动公开政府信息情况")
    file.picture(90, 100, 400, 200)
    file.text(90, 330, "三、收到和处理政府信息公开申请情况")
    document = read(file)
    assert [type(block) for block in document.blocks] == [Paragraph, Picture, Paragraph]
    assert document.notes == ()


def test_picture_behind_text_is_none() -> None:
    file = Pdf()
    file.picture(0, 0, 595, 842)
    for number in range(4):
        file.text(90, 80 + 30 * number, f"第{number}段写的是政府信息公开工作")
    assert [type(block) for block in read(file).blocks] == [Paragraph] * 4


def mixed() -> bytes:
    file = Pdf()
    for number in range(4):
        file.text(90, 80 + 30 * number, f"第{number}段写的是政府信息公开工作")
    file.page()
    file.picture(0, 0, 595, 842)
    return file.data()


def test_scanned_page_beside_text_without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_picture, "is_installed", lambda: False)
    document = pdf.read(mixed(), "report.pdf")
    assert [type(block) for block in document.blocks] == [Paragraph] * 4 + [Picture]
    assert [(note.code, note.detail) for note in document.notes] == [("EXT001", "picture 2 2")]


def test_scan_without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_picture, "is_installed", lambda: False)
    file = Pdf()
    file.picture(0, 0, 595, 842)
    with pytest.raises(UnreadableFile, match=r"gouji\[ocr\]"):
        pdf.read(file.data(), "report.pdf")
