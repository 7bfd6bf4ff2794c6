"""Which characters a PDF page shows, in which order, and which of them nobody can tell."""

from __future__ import annotations

import pytest

from builder.pdf import GARBLED, Pdf, stream
from gouji.readers.legibility import is_garbled
from gouji.readers.pdfium import sheets
from reading_pdf import notes, paragraphs, read, tables

pytest.importorskip("pypdfium2")

PROSE = "本机关认真执行政府信息公开条例，依法公开信息，及时办理申请，保障公众的知情权和监督权。"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", ["", "/CropBox[20 30 575 812]", "/CropBox[20 30 575 812]/UserUnit 2"])
def test_turned_and_cropped_pages(rotation: int, crop: str) -> None:
    file = Pdf()
    file.leaf.more = f"/Rotate {rotation}{crop}"
    places = {0: (90, 100, 0), 90: (100, 700, 1), 180: (500, 700, 2), 270: (480, 100, 3)}
    x, y, turn = places[rotation]
    steps = {0: (0, 30), 90: (30, 0), 180: (0, -30), 270: (-30, 0)}[rotation]
    file.text(x, y, "一、总体情况", turn=turn)
    file.text(x + steps[0], y + steps[1], "二、主动公开政府信息情况", turn=turn)
    assert paragraphs(file) == ["一、总体情况", "二、主动公开政府信息情况"]


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_text_turned_on_an_upright_page(turn: int) -> None:
    file = Pdf()
    start, step = {1: ((200, 700), (30, 0)), 2: ((500, 700), (0, -30)), 3: ((480, 100), (-30, 0))}[turn]
    for number in range(3):
        x, y = start[0] + step[0] * number, start[1] + step[1] * number
        file.text(x, y, f"第{number}行", turn=turn)
    assert paragraphs(file) == ["第0行", "第1行", "第2行"]


def test_pages_upright_and_lying() -> None:
    file = Pdf()
    file.text(90, 100, PROSE[:20])
    file.page(842, 595)
    file.grid(100, [["规章", "1", "2"], ["文件", "3", "4"]])
    file.page(595, 842)
    file.text(90, 100, PROSE[20:])
    assert paragraphs(file) == [PROSE[:20], PROSE[20:]]
    assert tables(file) == [[["规章", "1", "2"], ["文件", "3", "4"]]]


def test_slanted_text_is_a_watermark() -> None:
    file = Pdf()
    file.text(90, 100, "一、总体情况")
    file.draw("q BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm <51855bb88d446599> Tj ET Q")
    assert paragraphs(file) == ["一、总体情况"]


def test_large_letters_upon_the_text_are_a_watermark() -> None:
    file = Pdf()
    file.text(150, 60, "白鹭县年报", size=30)
    file.grid(100, [["规章", "12", "3"], ["文件", "8", "45"]])
    file.text(230, 140, "内部资料", size=36, before="0.9 g")
    assert paragraphs(file) == ["白鹭县年报"]
    assert tables(file) == [[["规章", "12", "3"], ["文件", "8", "45"]]]


@pytest.mark.parametrize("drawn", [True, False])
def test_what_was_filled_into_fields_is_text_and_remarks_are_not(drawn: bool) -> None:
    file = Pdf()
    file.grid(100, [["规章", "", "3"], ["文件", "8", "45"]])
    look = "/AP<</N 23 0 R>>" if drawn else ""
    field = f"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(12)/DA(/H 12 Tf 0 g)/F 4/Rect[243 724 318 740]{look}>>"
    remark = "<</Type/Annot/Subtype/FreeText/Contents(99)/DA(/H 12 Tf 0 g)/F 4/Rect[243 704 318 720]/AP<</N 24 0 R>>>>"
    box = b"/Type/XObject/Subtype/Form/BBox[0 0 75 16]/Resources<</Font<</H 22 0 R>>>>"
    file.objects += [
        field.encode(), remark.encode(), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        stream(b"/Tx BMC BT /H 12 Tf 2 3 Td (12) Tj ET EMC", box), stream(b"BT /H 12 Tf 2 3 Td (99) Tj ET", box),
    ]  # fmt: skip
    file.leaf.more = "/Annots[20 0 R 21 0 R]"
    form = b"/AcroForm<</Fields[20 0 R]/DA(/H 12 Tf 0 g)/DR<</Font<</H 22 0 R>>>>/NeedAppearances true>>"
    data = file.data().replace(b"/Type/Catalog", b"/Type/Catalog" + form)
    assert tables(data) == [[["规章", "12", "3"], ["文件", "8", "45"]]]


@pytest.mark.parametrize("shift", [(0, 0), (0.3, 0), (0.6, 0.6), (1.5, -1)])
def test_text_printed_twice_to_look_bold(shift: tuple[float, float]) -> None:
    file = Pdf()
    for dx, dy in ((0, 0), shift):
        file.text(90 + dx, 100 + dy, "一、总体情况 共11件")
    assert paragraphs(file) == ["一、总体情况 共11件"]


def test_one_character_after_the_other_printed_twice() -> None:
    file = Pdf()
    for number, letter in enumerate("总体情况11"):
        file.text(90 + 12 * number, 100, letter)
        file.text(90.4 + 12 * number, 100, letter)
    assert paragraphs(file) == ["总体情况11"]


def test_a_figure_over_another_one_is_lost() -> None:
    file = Pdf()
    file.grid(100, [["规章", "12", "3"]])
    file.text(243, 115, "17")
    assert tables(file) == [[["规章", "1\ufffd", "3"]]]


def test_narrow_figures_are_two() -> None:
    file = Pdf()
    file.text(90, 100, "共")
    file.text(102, 100, "1")
    file.text(105, 100, "1")
    file.text(108, 100, "件")
    assert paragraphs(file) == ["共11件"]


@pytest.mark.parametrize("before", ["3 Tr", "1 g", "0.99 0.99 1 rg"])
def test_what_nobody_sees_is_no_text(before: str) -> None:
    file = Pdf()
    file.text(90, 100, "一、总体情况")
    file.text(90, 130, "看不见的文字", before=before)
    assert paragraphs(file) == ["一、总体情况"]


def test_white_text_on_a_dark_area_is_seen() -> None:
    file = Pdf()
    file.area(80, 180, 200, 30, "0 0 1 rg")
    file.text(90, 200, "一、总体情况", before="1 g")
    assert paragraphs(file) == ["一、总体情况"]


def test_what_is_covered_is_gone_and_what_is_written_over_it_stands() -> None:
    file = Pdf()
    file.grid(100, [["规章", "12", "3"]])
    file.area(241, 101, 78, 18, "1 g")
    file.text(243, 115, "15")
    assert tables(file) == [[["规章", "15", "3"]]]


def test_shading_below_text_covers_nothing() -> None:
    file = Pdf()
    file.area(90, 100, 310, 20, "0.8 0.9 1 rg")
    file.grid(100, [["规章", "12", "3"], ["文件", "4", "5"]])
    assert tables(file) == [[["规章", "12", "3"], ["文件", "4", "5"]]]


def test_highlight_that_lets_text_through_covers_nothing() -> None:
    file = Pdf()
    file.objects += [b"<</Type/ExtGState/ca 0.4>>"]
    file.text(90, 100, "一、总体情况")
    file.draw("q /G gs 1 1 0 rg 80 730 200 30 re f Q")
    data = file.data().replace(b"/Resources<<", b"/Resources<</ExtGState<</G 20 0 R>>")
    assert paragraphs(data) == ["一、总体情况"]


def test_text_beyond_the_page_is_not_seen() -> None:
    file = Pdf()
    file.leaf.more = "/CropBox[0 0 300 842]"
    file.text(90, 100, "一、总体情况")
    file.text(320, 100, "页外的文字")
    assert paragraphs(file) == ["一、总体情况"]


def test_characters_out_of_order() -> None:
    file = Pdf()
    for number, letter in reversed(list(enumerate("主动公开政府信息情况"))):
        file.text(90 + 12 * number, 100, letter)
    assert paragraphs(file) == ["主动公开政府信息情况"]


@pytest.mark.parametrize("spacing", [1, 3, 6, 12])
def test_letter_spacing_is_no_blank(spacing: int) -> None:
    file = Pdf()
    file.text(90, 100, "主动公开政府信息情况", before=f"{spacing} Tc")
    assert paragraphs(file) == ["主动公开政府信息情况"]


def test_printed_blanks_are_kept() -> None:
    file = Pdf()
    file.text(90, 100, "一、 总\u3000体 情况")
    assert paragraphs(file) == ["一、 总 体 情况"]


def test_raised_marks_stay_in_their_line() -> None:
    file = Pdf()
    file.text(90, 100, "主动公开")
    file.text(138, 95, "①", size=7)
    file.text(145, 100, "政府信息")
    assert paragraphs(file) == ["主动公开①政府信息"]


def test_number_of_a_note_is_no_part_of_the_figure() -> None:
    file = Pdf()
    file.grid(100, [["规章", "12", "3"], ["文件", "8", "45"]])
    file.text(267, 110, "1", size=7)
    file.text(249, 135, "2", size=7)
    assert tables(file) == [[["规章", "12¹", "3"], ["文件", "82", "45"]]]


def test_compatible_characters_are_kept_in_the_text_and_folded_for_matching() -> None:
    file = Pdf()
    file.text(90, 100, "⼀、总体情况１２")
    source = read(file).source
    assert source.text.startswith("⼀、总体情况１２")
    assert source.folded.startswith("一、总体情况12")


def test_vertical_text_in_a_cell_is_read_from_the_right() -> None:
    file = Pdf()
    for x in (90, 150, 300):
        file.line(x, 100, x, 180)
    for y in (100, 180):
        file.line(90, y, 300, y)
    for column, text in enumerate(("本年度办理", "结果")):
        for row, letter in enumerate(text):
            file.text(125 - 20 * column, 115 + 13 * row, letter)
    file.text(200, 140, "12")
    assert tables(file) == [[["本年度办理结果", "12"]]]


def test_lines_close_together_are_no_columns() -> None:
    file = Pdf()
    file.grid(100, [["规章", "", "3"]])
    for x, y, letter in ((245, 108, "商"), (245, 119, "企"), (257, 108, "业"), (257, 119, "业")):
        file.text(x, y, letter)
    assert tables(file) == [[["规章", "商业企业", "3"]]]


def test_turned_text_in_a_cell() -> None:
    file = Pdf()
    for x in (90, 150, 300):
        file.line(x, 100, x, 180)
    for y in (100, 180):
        file.line(90, y, 300, y)
    file.text(120, 170, "办理结果", turn=1)
    file.text(160, 140, "予以公开 12")
    assert tables(file) == [[["办理结果", "予以公开 12"]]]


def test_characters_told_beside_the_text_stand_where_their_form_is_placed() -> None:
    file = Pdf()
    told = "/Span <</ActualText <FEFF{code}>>> BDC BT /F1 20 Tf 1 0 0 1 {x} 700 Tm <2F42> Tj ET EMC"
    plain = "BT /F1 20 Tf 1 0 0 1 {x} 700 Tm <4EBA> Tj ET"
    content = [told.format(code="6587", x=100), plain.format(x=120), told.format(code="6587", x=140)]
    more = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
    file.objects.append(stream("\n".join(content).encode(), more))
    file.draw("q 0.5 0 0 0.5 150 200 cm /X Do Q")
    assert paragraphs(file) == ["文人文"]
    boxes = read(file).source.printed
    assert boxes is not None
    assert [(round(box.left), 540 < box.bottom < box.top < 570) for box in boxes.of(0, 3)] == [(200, True)]


def test_page_of_a_font_without_characters_is_garbled() -> None:
    file = Pdf()
    file.text(90, 100, PROSE, font=GARBLED, size=8)
    assert [sheet.state for sheet in sheets(file.data(), "a.pdf")] == ["garbled"]
    assert [(note.code, note.detail) for note in notes(file)] == [("EXT001", "garbled 1 1")]


def test_lost_figures_of_a_table_are_told() -> None:
    file = Pdf()
    file.text(90, 80, PROSE, size=8)
    file.grid(100, [["规章", "", "3"]])
    file.text(243, 115, "12", font=GARBLED)
    assert tables(file) == [[["规章", "\ufffd\ufffd", "3"]]]


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (PROSE, False),
        ("In 2021 we disclosed 120 documents and answered all applications in time.", False),
        (
            "規章 行政規範性文件 本年新收政府信息公開申請數量 上年結轉 予以公開 部分公開 不予公開 無法提供 總計" * 2,
            False,
        ),
        ("\ue001\ue002\ue003\ue004\ue005\ue006", True),
        ("".join(chr(0x6100 + 37 * n) for n in range(60)), True),
        ("!\"#$%&'()*+,-./:;<=>?@" * 3, True),
        ("ÐÅÏ¢¹«¿ª¹¤×÷Äê¶È±¨¸æ×ÜÌåÇé¿öÖ÷¶¯¹«¿ªÕþ¸®ÐÅÏ¢Çé¿ö", True),
        (PROSE + "ÿ一Ā予以公开ÿ二Ā部分公开1法ó信息ÿ", True),
        (PROSE + "咖啡 café 一词，角度 30°", False),
        ("● 规章", False),
        ("", False),
    ],
)
def test_what_makes_sense(text: str, garbled: bool) -> None:
    assert is_garbled(text) == garbled


def test_page_that_is_a_picture() -> None:
    file = Pdf()
    file.picture(0, 0, 595, 842)
    file.page()
    file.picture(0, 0, 595, 842)
    assert [sheet.state for sheet in sheets(file.data(), "a.pdf")] == ["picture", "picture"]
    assert [(note.code, note.detail) for note in notes(file)] == [("EXT001", "picture 1 2")]


def test_text_of_a_scanner_over_its_picture() -> None:
    file = Pdf()
    file.picture(0, 0, 595, 842)
    for number in range(4):
        file.text(90, 100 + 30 * number, f"第{number}段的文字", before="3 Tr")
    (sheet,) = sheets(file.data(), "a.pdf")
    assert sheet.state == "layered" and not sheet.is_read
    assert paragraphs(file) == [f"第{number}段的文字" for number in range(4)]
    source = read(file).source
    assert source.confidence(read(file).blocks[0].span) < 1


def test_text_below_a_picture_is_that_of_a_scanner() -> None:
    file = Pdf()
    for number in range(4):
        file.text(90, 100 + 30 * number, f"第{number}段的文字")
    file.picture(0, 0, 595, 842)
    assert [sheet.state for sheet in sheets(file.data(), "a.pdf")] == ["layered"]


def test_letters_turned_to_curves_are_a_picture() -> None:
    file = Pdf()
    for number in range(80):
        x, y = 90 + 12 * (number % 30), 700 - 20 * (number // 30)
        file.draw(f"{x} {y} m {x + 10} {y} {x + 10} {y + 10} {x} {y + 10} c f")
    assert [sheet.state for sheet in sheets(file.data(), "a.pdf")] == ["picture"]


def test_font_without_measures() -> None:
    """A font that is drawn by operators, with a box of no size, as old programs make them."""
    file = Pdf()
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</a 21 0 R>>"
        b"/FirstChar 49/LastChar 50/Widths[600 600]/Encoding<</Differences[49/a/a]>>/ToUnicode 22 0 R/Resources<<>>>>"
    )
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange\n<00> <ff>\n"
        b"endcodespacerange\n2 beginbfchar\n<31> <0031>\n<32> <0032>\nendbfchar\nendcmap end end"
    )
    file.objects += [font, stream(b"600 0 d0 0 0 500 700 re f"), stream(table)]
    file.draw("BT /F3 12 Tf 90 700 Td (12) Tj ET")
    data = file.data().replace(b"/F2 7 0 R", b"/F2 7 0 R/F3 20 0 R")
    assert paragraphs(data) == ["12"]


def test_text_of_no_size_is_not_seen() -> None:
    file = Pdf()
    file.text(90, 100, "一、总体情况")
    file.draw("BT /F1 0.0001 Tf 90 700 Td <4e00> Tj ET")
    assert paragraphs(file) == ["一、总体情况"]
