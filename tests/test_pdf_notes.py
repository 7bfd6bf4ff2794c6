"""Notes in PDF files: highlights lie over what they speak of, also on turned pages, and the file stays as it was."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

import builder
from builder import docx as writer
from builder import office
from builder.pdf import Pdf
from gouji.boxes import Box
from gouji.errors import GoujiError
from gouji.marking.pdf_notes import Note, Noting, noted
from gouji.reporters import Style, pdf
from gouji.source import Source, Span
from reading_pdf import read
from running import Run

pytest.importorskip("pypdfium2")
pypdf = pytest.importorskip("pypdf")

TODAY = ("--today", "2026-06-30")
RED = (1.0, 0.0, 0.0)


def marked(file: Pdf, span: Span, *, beside: bool = False) -> bytes:
    note = Note(read(file).source.boxes(span), "错误 ARI301\n怎么改", RED, beside)
    made = noted(Noting("a.pdf", file.data(), (note,), "20260630"))
    assert isinstance(made, bytes)
    return made


def annotations(data: bytes) -> list[list[Any]]:
    """Those of each page."""
    return [[one.get_object() for one in page.get("/Annots", ())] for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def reds(data: bytes) -> set[tuple[int, int]]:
    """The pixels of the first page, in points of the page as shown, that are red."""
    import pypdfium2

    image = pypdfium2.PdfDocument(data)[0].render(scale=1, draw_annots=True, rev_byteorder=True)
    row, width = image.stride, image.n_channels
    buffer = bytes(image.buffer)
    return {
        (x, y)
        for y in range(image.height)
        for x in range(image.width)
        if buffer[y * row + x * width] > 200 and buffer[y * row + x * width + 1] < 90
    }


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_highlight_lies_over_the_text(rotation: int) -> None:
    file = Pdf()
    file.leaf.more = f"/Rotate {rotation}/CropBox[20 30 575 812]"
    file.text(114, 80, "总体情况")
    data = marked(file, Span(2, 4))
    assert data.startswith(file.data())
    ((note,),) = annotations(data)
    assert note["/Contents"] == "错误 ARI301\n怎么改"
    assert (note["/T"], note["/M"]) == ("gouji", "D:20260630000000Z")
    assert [float(side) for side in note["/Rect"]] == pytest.approx([138, 760, 162, 774], abs=5)
    found = reds(data)
    middle = {0: (130, 45), 90: (737, 130), 180: (425, 737), 270: (45, 425)}[rotation]
    xs, ys = ({place[axis] for place in found} for axis in (0, 1))
    centre = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    assert centre == pytest.approx(middle, abs=6)


def test_lines_and_pages() -> None:
    file = Pdf()
    file.text(400, 80, "公开条例第")
    file.text(90, 100, "十九条规定")
    source = read(file).source
    ((note,),) = annotations(marked(file, Span(0, len(source.text.rstrip()))))
    assert len(note["/QuadPoints"]) == 16
    two = Note((Box(1, 10, 10, 20, 20), Box(2, 10, 10, 20, 20), Box(9, 1, 1, 2, 2)), "长", RED)
    file.page()
    made = noted(Noting("a.pdf", file.data(), (two,), "20260630"))
    assert isinstance(made, bytes)
    assert [len(page) for page in annotations(made)] == [1, 1]


def test_a_single_figure_is_seen() -> None:
    file = Pdf()
    file.text(100, 80, "9条")
    ((note,),) = annotations(marked(file, Span(0, 1)))
    left, bottom, right, top = map(float, note["/Rect"])
    assert right - left >= 14 and top - bottom >= 14


def test_where_nothing_is_printed_a_sign_stands_beside() -> None:
    file = Pdf()
    file.grid(100, [["规章", "0"], ["规范性文件", ""]])
    source = read(file).source
    end = source.text.index("规范性文件") + len("规范性文件")
    (box,) = pdf._beside(Span(end + 1, end + 1), source)
    assert box == source.boxes(Span(end - 5, end))[-1] or box.right == source.boxes(Span(end - 5, end))[-1].right
    ((note,),) = annotations(marked(file, Span(end - 1, end), beside=True))
    assert note["/Subtype"] == "/Text" and float(note["/Rect"][0]) > box.right
    assert pdf._beside(Span(0, 0), source)[0].page == 1
    assert pdf._beside(Span(0, 0), Source("a.pdf", ""))[0].page == 1


@pytest.mark.parametrize("password", ["", "qinghe"])
def test_encrypted_files_are_said_to_be(password: str) -> None:
    file = Pdf()
    file.text(100, 80, "总体情况")
    made = noted(Noting("a.pdf", file.data(password=password), (Note((Box(1, 1, 1, 2, 2),), "一", RED),), "20260630"))
    assert isinstance(made, GoujiError) and "加密" in made.zh


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n99999\n%%EOF", b"%PDF-1.4\n" + b"1 0 obj<<" * 50]
)
def test_damaged_files_are_one_error(data: bytes) -> None:
    made = noted(Noting("a.pdf", data, (Note((Box(1, 1, 1, 2, 2),), "一", RED),), "20260630"))
    assert isinstance(made, GoujiError) and made.zh.startswith("a.pdf: ")


@office.needed
def test_a_report(gouji: Run) -> None:
    wrong, _, _ = builder.break_cell(builder.build("2021", 3), 3)
    data = office.converted({"a": writer.write(wrong.parts)}, "pdf")["a"]
    Path("a.pdf").write_bytes(data)
    Path("b.md").write_text(wrong.render("markdown"), "utf-8")
    run = gouji("check", "a.pdf", "b.md", "-f", "pdf", "-o", "out", *TODAY)
    assert (run.status, run.out) == (2, "")
    assert len(run.err.splitlines()) == 2 and "--format docx" in run.err
    made = Path("out/a.pdf").read_bytes()
    assert made.startswith(data)
    ((page, note),) = [
        (number, note)
        for number, notes in enumerate(annotations(made), 1)
        for note in notes
        if note["/Subtype"] == "/Highlight"
    ]
    assert note["/Contents"].startswith("错误 ARI3")
    left, bottom, right, top = map(float, note["/Rect"])
    printed = read(made).source
    inside = "".join(
        char
        for at, char in enumerate(printed.text)
        for box in printed.boxes(Span(at, at + 1))
        if box.page == page and left <= box.left and box.right <= right and bottom <= box.bottom and box.top <= top
    )
    assert inside.isdecimal() and inside in note["/Contents"]


def test_a_missing_extra_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    with pytest.raises(GoujiError, match=r"gouji\[pdf\]"):
        next(iter(pdf.write([], Style())), None)
    assert "pypdf" in sys.modules
