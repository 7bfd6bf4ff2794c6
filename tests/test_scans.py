"""Pictures and scanned PDF files of our own reports are read: every figure right, or said to be doubtful."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("rapidocr", reason='needs the extra: pip install "gouji[ocr]"')
pytest.importorskip("onnxruntime", reason='needs the extra: pip install "gouji[ocr]"')

import cv2
import numpy as np

import builder
from builder.parts import Prose
from builder.pictures import CHROMIUM, Scanner, saved, scanned
from checking import check, report_of
from gouji.doubts import LIMIT
from gouji.readers import ocr, page_picture, pdf, scan
from gouji.report import Report

shown = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium to show reports")
HEIGHT = 2400


def wrong(report: Report, made: builder.Made) -> list[tuple[builder.Figures, object]]:
    """Figures that were misread without being said to be doubtful."""
    found: list[Any] = []
    for address, number in made.figures.items():
        form, row, column = address
        value = report.forms[form].values.get((row, column))
        if value is None or (value.number != number and value.confidence >= LIMIT):
            found.append((address, number, value))
    return found


def right(report: Report, made: builder.Made) -> float:
    """The share of figures that were read as they are."""
    read = [report.forms[form].number(row, column) == number for (form, row, column), number in made.figures.items()]
    return sum(read) / len(read)


def codes(report: Report) -> list[str]:
    return sorted(finding.code for finding in check(report) if finding.code != "EXT007")


@shown
def test_a_picture_says_the_same_as_the_page_it_was_made_of() -> None:
    made, cell, _ = builder.break_cell(builder.build("2021", 5, length=0), 1)
    picture = saved(scanned(made.parts, HEIGHT, Scanner(200)), "PNG")
    report = report_of(picture, "scan.png")
    assert (report.document.reader, report.edition.id, report.year) == ("picture", "2021", made.year)
    assert right(report, made) == 1.0 and wrong(report, made) == []
    plain = report_of(made.render("clean"), "report.html")
    assert (
        [code for code in codes(report) if code.startswith("ARI")]
        == [code for code in codes(plain) if code.startswith("ARI")]
        != []
    )
    assert report.source.place(report.forms[cell[0]].values[cell[1:]].cell.span).page == 1


@shown
def test_a_bad_scan_is_read_or_said_to_be_doubtful() -> None:
    made = builder.build("2019", 4, length=0)
    parts = [part for part in made.parts if not isinstance(part, Prose)]
    bad = scanned(parts, 1700, Scanner(150, askew=0.7, noise=14))
    report = report_of(saved(bad, "JPEG", quality=60), "scan.jpg")
    assert wrong(report, made) == []
    assert right(report, made) > 0.97
    assert [code for code in codes(report) if code.startswith(("ARI", "TAB"))] == []
    assert {finding.code for finding in check(report, ["EXT007"])} == {"EXT007"}


@shown
def test_a_scanned_page_behind_a_page_with_text() -> None:
    import pypdfium2

    from builder.pictures import printed

    made = builder.build("2014", 2, length=0)
    picture = scanned(made.parts[-2:], 1700, Scanner(200))
    document = pypdfium2.PdfDocument(printed(made.parts[:-2]))
    with pypdfium2.PdfDocument(saved(picture, "PDF", resolution=200)) as scans:
        document.import_pages(scans)
    pages = len(document)
    data = _bytes(document)
    report = report_of(data, "report.pdf")
    assert report.document.reader == "pdf"
    assert report.source.recognised_pages == (pages,)
    assert wrong(report, made) == [] and right(report, made) == 1.0
    box = report.source.boxes(report.forms["statistics"].span)[0]
    assert box.page == pages and 0 < box.left < box.right < 596


def _bytes(document: Any) -> bytes:
    from io import BytesIO

    file = BytesIO()
    document.save(file)
    document.close()
    return file.getvalue()


def drawing() -> Any:
    """A table with a zero, a blank cell, a dash and a scrawl."""
    page = np.full((600, 1654), 255, dtype=np.uint8)
    for x in (100, 500, 900, 1300):
        cv2.line(page, (x, 100), (x, 340), (0,), 2)
    for y in (100, 180, 260, 340):
        cv2.line(page, (100, y), (1300, y), (0,), 2)
    for at, text in enumerate(("AB", "CD", "EF")):
        cv2.putText(page, text, (250, 155 + 80 * at), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (0,), 3)
    cv2.putText(page, "0", (690, 155), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0,), 2)
    cv2.line(page, (680, 300), (715, 300), (0,), 3)
    cv2.ellipse(page, (1100, 220), (30, 22), 20, 0, 300, (0,), 9)
    cv2.line(page, (1060, 240), (1140, 205), (0,), 9)
    return page


def cells(sheet: Any) -> list[tuple[str, int]]:
    """Text and least sureness of the second and third column."""
    found = []
    for row in range(3):
        top, bottom = 100 + 80 * row, 180 + 80 * row
        for left, right in ((500, 900), (900, 1300)):
            own = [
                glyph
                for glyph in sheet.glyphs
                if left < (glyph.left + glyph.right) / 2 * page_picture.POINT < right
                and top < (sheet.height - glyph.top) * page_picture.POINT < bottom
            ]
            found.append(("".join(glyph.text for glyph in own), min((glyph.sureness for glyph in own), default=100)))
    return found


def test_blank_zero_dash_and_scrawl_are_told_apart() -> None:
    zero, blank, nothing, scrawl, dash, empty = cells(scan.sheet(drawing(), 1))
    assert zero[0] in ("0", "O") and zero[1] > 50
    assert (blank, nothing, empty) == (("", 100),) * 3
    assert dash[0] == "—"
    assert scrawl[0] and scrawl[1] < 100 * LIMIT


def test_ink_that_says_nothing_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "words", lambda pieces: [ocr.Word("")] * len(pieces))
    assert [text for text, _ in cells(scan.sheet(drawing(), 1))] == ["\ufffd", "", "", "\ufffd", "—", ""]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_or_upside_down(quarters: int) -> None:
    page = np.full((900, 1654), 255, dtype=np.uint8)
    for row in range(5):
        cv2.putText(
            page, "Gefragt: 2347 Zeilen, geklebt 41", (150, 200 + 130 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0,), 3
        )
    sheet = scan.sheet(np.ascontiguousarray(np.rot90(page, quarters)), 1)
    text = "".join(glyph.text for glyph in sheet.glyphs)
    assert text.count("2347") == 5 and text.count("41") == 5


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def forbidden(*_: object) -> None:
        pytest.fail("it went to the network")

    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    monkeypatch.setattr(socket.socket, "connect", forbidden)
    ocr._engine.cache_clear()
    assert scan.sheet(drawing(), 1).glyphs


@pytest.mark.parametrize("size", [(40, 2339), (3000, 60), (60, 60)])
def test_narrow_pictures_take_no_longer(size: tuple[int, int]) -> None:
    page = page_picture.sized(np.full(size, 255, dtype=np.uint8))
    assert page is not None
    assert scan.sheet(page, 1).glyphs == []


def test_pages_without_anything_end_in_one_line() -> None:
    report = report_of(saved_blank(), "scan.png")
    assert [finding.code for finding in check(report)] == ["EXT001"]


def saved_blank() -> bytes:
    from PIL import Image

    return saved(Image.new("L", (800, 1100), 255), "PNG")


def test_too_many_scanned_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    from gouji.errors import UnreadableFile

    dots = [Image.new("L", (60, 80), 255) for _ in range(page_picture.MOST_PAGES + 1)]
    data = saved(dots[0], "PDF", save_all=True, append_images=dots[1:])
    monkeypatch.setattr(scan, "sheet", lambda *_: pytest.fail("recognised"))
    with pytest.raises(UnreadableFile, match="超过 60 页"):
        pdf.read(data, "scan.pdf")


def test_a_scan_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "scan.tif"
    page = Image.fromarray(drawing())
    path.write_bytes(saved(page, "TIFF", save_all=True, append_images=[page] * 40))
    command = [sys.executable, "-m", "gouji", "check", str(path), "--timeout", "2"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=100, check=False)
    assert done.returncode == 2
    assert "2 秒内读不完" in done.stderr and "Traceback" not in done.stderr
