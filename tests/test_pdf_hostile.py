"""PDF files made to take time and memory, or to lead the reader astray: all end soon, with a line or a note."""

from __future__ import annotations

import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import build
from builder.pdf import Pdf, assembled, stream
from gouji.checking import Checker, Request
from gouji.document import Document
from gouji.errors import UnreadableFile
from gouji.library import registry
from gouji.limits import Limits
from gouji.processing import check_all
from gouji.readers.pdfium import MOST_PAGES, sheets
from gouji.walking import Target
from reading_pdf import paragraphs, read

pytest.importorskip("pypdfium2")

SECONDS = 10


def outcome(data: bytes) -> Document | UnreadableFile:
    """What is read of a file, or why nothing is."""
    try:
        return read(data)
    except UnreadableFile as error:
        return error


def is_told(found: Document | UnreadableFile) -> bool:
    """Whether there is a document, or a line that names the file."""
    return isinstance(found, Document) or (found.zh + found.en).count("report.pdf: ") == 2


def single(content: bytes, more: bytes = b"", page: bytes = b"") -> bytes:
    """A file with one page of this content stream."""
    return assembled(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Contents 4 0 R/Resources<<>>>>" % page,
            4: stream(content, more),
        }
    )


def bomb() -> bytes:
    return single(zlib.compress(b" " * (150 << 20), 9), b"/Filter/FlateDecode")


def bomb_in_a_bomb() -> bytes:
    return single(zlib.compress(zlib.compress(b" " * (150 << 20), 9), 9), b"/Filter[/FlateDecode/FlateDecode]")


def many_lines() -> bytes:
    content = b" ".join(b"%d 0 m %d 800 l S" % (i % 600, i % 590) for i in range(100_000))
    return single(zlib.compress(content), b"/Filter/FlateDecode")


def many_level_lines() -> bytes:
    content = b" ".join(b"%d %d m %d %d l S" % (i % 500, i % 840, i % 500 + 60, i % 840) for i in range(60_000))
    return single(zlib.compress(content), b"/Filter/FlateDecode")


def one_path_of_many_points() -> bytes:
    content = b"0 0 m " + b" ".join(b"%d %d l" % (i % 595, i * 7 % 842) for i in range(300_000)) + b" S"
    return single(zlib.compress(content), b"/Filter/FlateDecode")


def many_dots() -> bytes:
    content = b" ".join(b"%d %d 1 1 re f" % (i * 2 % 590, i // 295 * 3 % 840) for i in range(60_000))
    return single(zlib.compress(content), b"/Filter/FlateDecode")


def many_letters() -> bytes:
    file = Pdf()
    for number in range(400):
        file.text(20, 20 + number * 7 % 800, "政府信息公开" * 17, size=3)
    return file.data(packed=True)


def letters_upon_each_other() -> bytes:
    file = Pdf()
    for number in range(100):
        file.text(90 + number / 10, 100, "政府信息公开工作年度报告" * 3)
    return file.data(packed=True)


def many_tables() -> bytes:
    file = Pdf()
    for number in range(40):
        file.grid(20 * number, [["甲", "1", "2"]], xs=tuple(20 + 14 * n for n in range(40)))
    return file.data(packed=True)


def many_pictures() -> bytes:
    file = Pdf()
    for number in range(5000):
        file.picture(number % 500, number % 800, 250, 50)
    return file.data(packed=True)


def many_covers() -> bytes:
    file = Pdf()
    for number in range(400):
        file.text(20, number * 7 % 800, "政府信息公开")
        file.area(number % 500, number % 800, 50, 10, "1 g")
    return file.data(packed=True)


def picture_of_absurd_size() -> bytes:
    file = Pdf()
    more = b"/Type/XObject/Subtype/Image/Width 2000000/Height 2000000/ColorSpace/DeviceGray/BitsPerComponent 8"
    file.objects.append(stream(zlib.compress(bytes(1000)), more + b"/Filter/FlateDecode"))
    file.draw("q 595 0 0 842 0 0 cm /X Do Q")
    return file.data()


def forms_in_forms() -> bytes:
    file = Pdf()
    for depth in range(4):
        content = b"/X Do " * 10 if depth < 3 else b"0 0 m 100 0 l S"
        more = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>" % (21 + depth)
        file.objects.append(stream(content, more))
    file.draw("/X Do")
    return file.data()


def deep_page_tree() -> bytes:
    tree = {2 + n: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (3 + n) for n in range(20_000)}
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"
    return assembled({1: b"<</Type/Catalog/Pages 2 0 R>>", **tree, 20_002: leaf})


def tree_that_bites_its_tail() -> bytes:
    return assembled(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 2/Kids[3 0 R 2 0 R]>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
        }
    )


@pytest.mark.parametrize(
    "made",
    [
        bomb, bomb_in_a_bomb, many_lines, many_level_lines, one_path_of_many_points, many_dots, many_letters,
        letters_upon_each_other, many_tables, many_pictures, many_covers, picture_of_absurd_size, forms_in_forms,
        deep_page_tree, tree_that_bites_its_tail,
    ],
)  # fmt: skip
def test_ends_soon(made: Callable[[], bytes]) -> None:
    data = made()
    start = time.process_time()
    assert is_told(outcome(data))
    assert time.process_time() - start < SECONDS


def test_what_is_too_much_to_be_looked_at_is_told() -> None:
    (sheet,) = sheets(many_lines(), "a.pdf")
    assert not sheet.is_read
    assert [note.detail for note in read(many_lines()).notes] == ["picture 1 1"]


@pytest.mark.parametrize("count", [MOST_PAGES + 1, 100_000])
def test_too_many_pages(count: int) -> None:
    data = assembled(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"3 0 R " * count),
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
        }
    )
    with pytest.raises(UnreadableFile, match=f"有 {count} 页"):
        read(data)


def test_count_of_pages_that_is_a_lie() -> None:
    file = Pdf()
    file.text(90, 100, "一、总体情况")
    assert is_told(outcome(file.data().replace(b"/Count 1/", b"/Count 99999999/")))


@pytest.mark.parametrize("box", ["0 0 1000000000 1000000000", "0 0 0 0", "5 5 -5 -5", "0 0 nan 842", "0 0 1e30 1e30"])
def test_odd_page_boxes(box: str) -> None:
    file = Pdf()
    file.text(90, 100, "一、总体情况")
    file.grid(200, [["甲", "1", "2"]])
    read(file.data().replace(b"MediaBox[0 0 595 842]", f"MediaBox[{box}]".encode()))


@pytest.mark.parametrize(
    "matrix", ["0 0 0 0 0 0", "1e20 0 0 1e20 0 0", "1 1 1 1 0 0", "nan 0 0 1 0 0", "-1 0 0 1 595 0"]
)
def test_odd_matrices(matrix: str) -> None:
    file = Pdf()
    file.draw(f"{matrix} cm")
    file.text(90, 100, "一、总体情况")
    file.grid(200, [["甲", "1", "2"]])
    read(file)


def test_odd_sizes_of_type() -> None:
    file = Pdf()
    for number, size in enumerate((0.001, 1, 500, 100000, -12)):
        file.text(90, 100 + 40 * number, "总体情况", size=size)
    read(file)


def test_scripts_forms_and_links_are_not_followed() -> None:
    file = Pdf()
    file.text(90, 100, "一、总体情况")
    action = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AcroForm<</XFA(<x/>)>>/Names<</EmbeddedFiles<<>>>>"
    assert paragraphs(file.data().replace(b"/Type/Catalog", b"/Type/Catalog" + action)) == ["一、总体情况"]


def test_any_damage_ends_in_a_document_or_a_line() -> None:
    """Bytes all over a small file, changed in turn."""
    file = Pdf()
    file.text(90, 100, "一、总体情况")
    file.grid(200, [["甲", "1", "2"]])
    whole = file.data()
    for at in range(0, len(whole), 31):
        damaged = whole[:at] + bytes([(0x00, 0x39, 0xFF)[at % 3]]) + whole[at + 1 :]
        assert is_told(outcome(damaged)), at


def test_any_end_ends_in_a_document_or_a_line() -> None:
    """A small file, cut off at any place."""
    file = Pdf()
    file.text(90, 100, "一、总体情况")
    whole = file.data()
    assert all(is_told(outcome(whole[:at])) for at in range(0, len(whole), 11))


def form_in_itself() -> bytes:
    file = Pdf()
    more = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 20 0 R>>>>"
    file.objects.append(stream(b"/X Do /X Do", more))
    file.draw("/X Do")
    return file.data()


def large_bomb() -> bytes:
    file = zlib.compressobj(9)
    content = b"".join(file.compress(b" " * (50 << 20)) for _ in range(8)) + file.flush()
    return single(content, b"/Filter/FlateDecode")


@pytest.mark.parametrize(
    ("made", "limits", "word"),
    [
        (form_in_itself, Limits(seconds=2), "--timeout"),
        pytest.param(
            large_bomb,
            Limits(seconds=60, memory=300),
            "状态",  # PDFium ends its process where it gets no memory
            marks=pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only"),
        ),
    ],
)
def test_what_pdfium_itself_cannot_bear_is_given_up(
    tmp_path: Path, made: Callable[[], bytes], limits: Limits, word: str
) -> None:
    fine = tmp_path / "a.md"
    fine.write_text(build("2021", 1).render("markdown"), encoding="utf-8")
    hostile = tmp_path / "b.pdf"
    hostile.write_bytes(made())
    checker = Checker(Request(limits=limits), registry())
    results = list(check_all([Target(str(fine)), Target(str(hostile)), Target(str(fine))], checker))
    assert [result.status for result in results] == ["checked", "unreadable", "checked"]
    assert results[1].error is not None and word in results[1].error.zh
