"""Seals, watermarks and signatures upon the text of a PDF file: what they let be seen is read, and they are no text."""

from __future__ import annotations

import pytest

from builder.pdf import Pdf, stream
from reading_pdf import paragraphs, read, tables

pytest.importorskip("pypdfium2")

ROWS = [["规章", "12", "3"], ["文件", "8", "45"]]
SEAL = b"/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8"
WHITE = stream(b"\xff\xff\xff" * 4, SEAL + b"/ColorSpace/DeviceRGB")
RED = stream(b"\xff\x00\x00" * 4, SEAL + b"/ColorSpace/DeviceRGB/SMask 21 0 R")
HALF_CLEAR = stream(b"\xff\x00\x00\xff", SEAL + b"/ColorSpace/DeviceGray")
GREY = "0.8 g"


def sealed(*objects: bytes) -> Pdf:
    """A table with a picture over its first column of figures."""
    file = Pdf()
    file.grid(100, ROWS)
    file.objects += objects
    file.draw("q 76 0 0 38 242 703 cm /X Do Q")
    return file


def test_figures_below_a_seal_are_seen() -> None:
    assert tables(sealed(RED, HALF_CLEAR)) == [ROWS]


def test_figures_below_a_seal_on_a_white_ground_are_there_but_cannot_be_told() -> None:
    assert tables(sealed(WHITE)) == [[["规章", "\ufffd\ufffd", "3"], ["文件", "\ufffd", "45"]]]


def test_what_a_large_picture_hides_is_gone() -> None:
    file = Pdf()
    file.objects += [WHITE]
    file.text(90, 100, "一、总体情况")
    file.text(90, 500, "看不见的文字")
    file.draw("q 500 0 0 250 50 200 cm /X Do Q")
    assert paragraphs(file) == ["一、总体情况"]


@pytest.mark.parametrize("ink", [GREY, "1 0.6 0.6 rg"])
@pytest.mark.parametrize("first", [True, False])
def test_small_level_letters_in_a_lighter_ink_are_a_watermark(ink: str, first: bool) -> None:
    file = Pdf()
    if first:
        file.text(200, 118, "白鹭县 内部资料", before=ink)
    file.grid(100, ROWS)
    if not first:
        file.text(200, 118, "白鹭县 内部资料", before=ink)
    assert tables(file) == [ROWS]


def test_a_watermark_that_is_known_from_another_page() -> None:
    file = Pdf()
    for top, text in ((100, "主动公开政府信息的情况"), (300, "办理公开申请的情况")):
        file.text(90, 90, text)
        file.grid(top, ROWS)
        for y in (115, 200, 700):
            file.text(225, y, "内部资料", before=GREY)
        file.page()
    assert paragraphs(file) == ["主动公开政府信息的情况", "办理公开申请的情况"]
    assert tables(file) == [ROWS, ROWS]


def test_the_letters_of_a_seal_are_no_text() -> None:
    file = Pdf()
    file.grid(100, ROWS)
    for number, letter in enumerate("白鹭县水务局"):
        file.text(240 + 14 * number, 112 + 3 * (number % 3), letter, size=14, before="0.9 0 0 rg")
    assert tables(file) == [ROWS]


@pytest.mark.parametrize("ink", ["0 0 1 rg", GREY])
def test_text_of_another_ink_beside_other_text_is_text(ink: str) -> None:
    file = Pdf()
    file.text(90, 60, "联系电话：")
    file.text(150, 60, "0530-6661234", before=ink)
    file.grid(100, ROWS)
    file.text(323, 155, "7", before=ink)
    assert paragraphs(file) == ["联系电话：0530-6661234", "7"]
    assert tables(file) == [ROWS]


def test_a_figure_in_another_ink_over_a_figure_is_not_taken_for_a_mark() -> None:
    file = Pdf()
    file.grid(100, ROWS)
    file.text(243, 115, "17", before="1 0 0 rg")
    assert tables(file) == [[["规章", "1\ufffd", "3"], ["文件", "8", "45"]]]


def test_what_is_written_in_another_ink_over_what_is_covered_stands() -> None:
    file = Pdf()
    file.grid(100, ROWS)
    for y in (101, 121):
        file.area(241, y, 78, 18, "1 g")
    file.text(243, 115, "1500", before="0 0 1 rg")
    file.text(243, 135, "1600", before="0 0 1 rg")
    assert tables(file) == [[["规章", "1500", "3"], ["文件", "1600", "45"]]]


def test_the_ring_of_a_seal_draws_no_lines() -> None:
    file = Pdf()
    file.grid(100, ROWS)
    x, y, r, pull = 300, 710, 40, 22
    file.draw(f"q 1 0 0 RG {x + r} {y} m")
    for a, b in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        c, d = -b, a
        points = (
            (x + r * a + pull * c, y + r * b + pull * d), (x + r * c + pull * a, y + r * d + pull * b),
            (x + r * c, y + r * d),
        )  # fmt: skip
        file.draw(" ".join(f"{left} {up}" for left, up in points) + " c")
    file.draw("S Q")
    assert tables(file) == [ROWS]


def test_a_signature_is_no_text_of_the_report() -> None:
    file = Pdf()
    file.grid(100, ROWS)
    sign = "<</Type/Annot/Subtype/Widget/FT/Sig/T(a)/F 4/Rect[243 724 318 740]/AP<</N 22 0 R>>>>"
    box = b"/Type/XObject/Subtype/Form/BBox[0 0 75 16]/Resources<</Font<</H 21 0 R>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    file.objects += [sign.encode(), font, stream(b"BT /H 12 Tf 20 3 Td (2023) Tj ET", box)]
    file.leaf.more = "/Annots[20 0 R]"
    data = file.data().replace(b"/Type/Catalog", b"/Type/Catalog/AcroForm<</Fields[20 0 R]/SigFlags 3>>")
    assert tables(data) == [ROWS]
    assert len(read(data).blocks) == 1
