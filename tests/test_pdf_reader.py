"""The PDF reader: tables by their lines, over page breaks, and paragraphs by the margins."""

from __future__ import annotations

import sys

import pytest

from gouji.document import Document, Paragraph, Picture, Table
from gouji.errors import UnreadableFile
from gouji.readers import pdf
from gouji.readers.ruling import Ruling, lattices
from gouji.source import Span

pytest.importorskip("pypdfium2")

WIDTH, HEIGHT, SIZE = 595, 842, 12


class Printer:
    """Writes a PDF file: text at points, lines between points; y counts from the top of the page."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self.rotation = 0

    def page(self) -> None:
        self.pages.append([])

    def text(self, x: float, y: float, text: str) -> None:
        code = text.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /F1 {SIZE} Tf {x} {HEIGHT - y} Td <{code}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pages[-1].append(f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")

    def grid(self, y: float, rows: list[list[str]], *, xs: tuple[float, ...] = (90, 240, 320, 400)) -> float:
        """A table with all its lines; returns where it ends."""
        for number, row in enumerate(rows):
            top = y + number * 20
            for column, text in enumerate(row):
                self.text(xs[column] + 3, top + 15, text)
        bottom = y + 20 * len(rows)
        for number in range(len(rows) + 1):
            self.line(xs[0], y + 20 * number, xs[-1], y + 20 * number)
        for x in xs:
            self.line(x, y, x, bottom)
        return bottom

    def data(self) -> bytes:
        count = len(self.pages)
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Count {count}/Kids[{' '.join(f'{7 + 2 * i} 0 R' for i in range(count))}]>>",
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo 6 0 R/FontDescriptor 5 0 R/DW 1000>>",
            "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/Ascent 880/Descent -120>>",
            "<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>",
        ]
        for index, page in enumerate(self.pages):
            stream = "\n".join(page)
            objects.append(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {self.rotation}"
                f"/Resources<</Font<</F1 3 0 R>>>>/Contents {8 + 2 * index} 0 R>>"
            )
            objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        body, offsets = "%PDF-1.5\n", []
        for number, content in enumerate(objects, 1):
            offsets.append(len(body))
            body += f"{number} 0 obj{content}endobj\n"
        table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
        size = len(objects) + 1
        tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
        return (body + tail).encode("ascii")


def read(printer: Printer) -> Document:
    document = pdf.read(printer.data(), "report.pdf")
    for block in document.blocks:
        if isinstance(block, Paragraph):
            assert document.source[block.span] == block.text
        if isinstance(block, Table):
            assert len({len(row) for row in block.rows}) == 1
            assert all(document.source[cell.span] == cell.text for row in block.rows for cell in row)
    return document


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Table)
    ]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_table_between_paragraphs() -> None:
    printer = Printer()
    printer.text(114, 80, "二、主动公开政府信息情况")
    printer.grid(100, [["信息内容", "制发", "有效"], ["规章", "0", "12"]])
    printer.text(114, 180, "后文")
    document = read(printer)
    assert tables(document) == [[["信息内容", "制发", "有效"], ["规章", "0", "12"]]]
    assert paragraphs(document) == ["二、主动公开政府信息情况", "后文"]
    place = document.source.place(document.blocks[1].rows[1][2].span)  # type: ignore[union-attr]
    assert (place.page, place.place, place.line) == (1, "表1 第2行第3列", None)


def test_merged_cells() -> None:
    printer = Printer()
    for y in (100, 160):
        printer.line(90, y, 400, y)
    printer.line(240, 120, 400, 120)
    printer.line(240, 140, 400, 140)
    for x in (90, 240, 400):
        printer.line(x, 100, x, 160)
    printer.line(320, 120, 320, 160)
    printer.text(95, 120, "办理")
    printer.text(95, 140, "结果")
    printer.text(300, 115, "申请人")
    for index, text in enumerate(("个人", "企业", "1", "2")):
        printer.text(250 + 80 * (index % 2), 135 + 20 * (index // 2), text)
    assert tables(read(printer)) == [
        [["办理结果", "申请人", "申请人"], ["办理结果", "个人", "企业"], ["办理结果", "1", "2"]]
    ]


def test_table_over_a_page_break() -> None:
    printer = Printer()
    printer.grid(700, [["信息内容", "制发", "有效"], ["规章", "0", "12"]])
    printer.text(280, 815, "- 1 -")
    printer.page()
    printer.grid(60, [["文件", "3", ""], ["其他", "", "5"]])
    printer.text(280, 815, "- 2 -")
    document = read(printer)
    assert tables(document) == [
        [["信息内容", "制发", "有效"], ["规章", "0", "12"], ["文件", "3", ""], ["其他", "", "5"]]
    ]
    assert paragraphs(document) == []
    assert document.source.place(document.blocks[0].rows[3][2].span).page == 2  # type: ignore[union-attr]


def test_head_that_is_repeated_on_the_next_page() -> None:
    printer = Printer()
    printer.grid(700, [["信息内容", "制发", "有效"], ["规章", "0", "12"]])
    printer.page()
    printer.grid(60, [["信息内容", "制发", "有效"], ["文件", "3", "4"]])
    assert tables(read(printer)) == [[["信息内容", "制发", "有效"], ["规章", "0", "12"], ["文件", "3", "4"]]]


def test_row_cut_by_the_page_break() -> None:
    xs = (90, 240, 280, 320, 360)
    printer = Printer()
    printer.grid(700, [["规章", "1", "2", "3"], ["没有现成信息需要", "11", "0", "7"]], xs=xs)
    printer.page()
    printer.grid(60, [["另行制作", "", "", ""], ["其他", "4", "5", "6"]], xs=xs)
    assert tables(read(printer)) == [
        [["规章", "1", "2", "3"], ["没有现成信息需要另行制作", "11", "0", "7"], ["其他", "4", "5", "6"]]
    ]


def test_rows_that_are_whole_stay_apart_over_the_page_break() -> None:
    printer = Printer()
    printer.grid(700, [["行政许可", "1", "2"]])
    printer.page()
    printer.grid(60, [["行政处罚", "", ""]])
    assert tables(read(printer)) == [[["行政许可", "1", "2"], ["行政处罚", "", ""]]]


def test_tables_with_text_between_stay_two() -> None:
    printer = Printer()
    printer.grid(700, [["甲", "1", "2"]])
    printer.page()
    printer.text(114, 60, "四、行政复议情况")
    printer.grid(80, [["乙", "3", "4"]])
    assert len(tables(read(printer))) == 2


def full(number: int) -> str:
    """A line that fills the page; PDFium takes equal ones near each other for shadows of one."""
    return f"{'甲乙丙丁戊己'[number]}机关认真贯彻落实政府信息公开条例坚持以公开为常态不公开为例外"


def test_lines_are_joined_to_paragraphs_over_lines_and_pages() -> None:
    printer = Printer()
    printer.text(114, 80, full(0)[:-2])
    for number in (1, 2, 3):
        printer.text(90, 80 + 20 * number, full(number))
    printer.text(90, 160, "全年无收费。")
    printer.text(114, 180, full(4)[:-2])
    printer.text(290, 815, "1")
    printer.page()
    printer.text(90, 80, full(5))
    printer.text(90, 100, "结束。")
    document = read(printer)
    first = full(0)[:-2] + full(1) + full(2) + full(3) + "全年无收费。"
    assert paragraphs(document) == [first, full(4)[:-2] + full(5) + "结束。"]
    second = document.blocks[1].span
    assert document.source.place(second).page == 1
    assert document.source.place(Span(second.end - 3, second.end)).page == 2


def test_running_heads_are_no_text() -> None:
    printer = Printer()
    for number in range(4):
        printer.text(200, 40, "青禾市水务局年报")
        printer.text(114, 200, f"第{number}段")
        printer.page()
    assert paragraphs(read(printer)) == ["第0段", "第1段", "第2段", "第3段"]


def test_page_that_is_turned() -> None:
    printer = Printer()
    printer.rotation = 90
    for x in (100, 120, 140):
        printer.line(x, 100, x, 400)
    for y in (100, 250, 400):
        printer.line(100, y, 140, y)
    document = read(printer)
    assert [len(table) for table in tables(document)] == [2]
    assert [len(table[0]) for table in tables(document)] == [2]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", Printer().data()[:200]])
def test_damaged_file(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"report\.pdf"):
        pdf.read(data, "report.pdf")


def test_without_pypdfium2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UnreadableFile, match=r"gouji\[pdf\]"):
        pdf.read(b"%PDF-1.7", "report.pdf")


def test_page_without_text_or_picture_gives_nothing() -> None:
    assert [block for block in read(Printer()).blocks if not isinstance(block, Picture)] == []


def test_open_sides_and_page_ends_are_closed() -> None:
    across = [Ruling(y, 0, 100) for y in (20, 40)]
    upright = [Ruling(x, 0, 40) for x in (30, 60)]
    (lattice,) = lattices(across, upright)
    assert lattice.xs == (0, 30, 60, 100)
    assert lattice.ys == (40, 20, 0)
    assert lattice.place(10, 10) == (1, 0)
    assert lattice.place(99, 39) == (0, 2)
    assert lattice.place(101, 10) is None


def test_lines_that_do_not_meet_are_no_table() -> None:
    assert lattices([Ruling(0, 0, 50)], [Ruling(80, 0, 50)]) == []
    assert lattices([Ruling(0, 0, 50)], []) == []
