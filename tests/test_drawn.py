"""Pictures of pages: how they are turned, where lines are drawn on them, what ink stands in the cells."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("cv2", reason='needs the extra: pip install "gouji[ocr]"')

import cv2
import numpy as np

from gouji.readers import cell_ink, drawn, text_lines, upright
from gouji.readers.ocr import Box
from gouji.readers.page_picture import POINT, ink
from gouji.readers.ruling import Lattice, lattices
from gouji.readers.sheet import Glyph

HEIGHT, WIDTH = 2339, 1654
XS, YS = (200, 500, 700, 1400), (300, 360, 420, 600)


def blank() -> Any:
    return np.full((HEIGHT, WIDTH), 255, dtype=np.uint8)


def table(thickness: int = 2) -> Any:
    page = blank()
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), (0,), thickness)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), (0,), thickness)
    return page


def found(page: Any) -> Lattice:
    (lattice,) = lattices(*drawn.rulings(ink(page)))
    return lattice


def write(page: Any, text: str, x: int, y: int, size: float = 1.0) -> None:
    cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, (0,), 3)


@pytest.mark.parametrize("thickness", [1, 2, 5])
def test_a_table_is_found_where_it_is_drawn(thickness: int) -> None:
    lattice = found(table(thickness))
    assert [x * POINT for x in lattice.xs] == pytest.approx(XS, abs=3)
    assert [HEIGHT - y * POINT for y in lattice.ys] == pytest.approx(YS, abs=3)
    assert len({owner for row in lattice.owners for owner in row}) == 9


def test_strokes_of_characters_are_no_lines() -> None:
    page = table()
    write(page, "HTLE 1111 ----", 210, 345)
    for x in range(720, 1380, 60):
        cv2.line(page, (x, 440), (x, 500), (0,), 3)
    lattice = found(page)
    assert (len(lattice.xs), len(lattice.ys)) == (4, 4)


def test_cells_that_no_line_parts_are_one() -> None:
    page = table()
    cv2.rectangle(page, (XS[0] + 5, YS[1] - 5), (XS[1] - 5, YS[1] + 5), (255,), -1)
    owners = found(page).owners
    assert owners[0][0] == owners[1][0] != owners[2][0]


@pytest.mark.parametrize("angle", [-3.0, -0.7, 0.3, 1.5])
def test_a_page_askew_is_turned_level(angle: float) -> None:
    page = upright.turned(table(), angle)
    found_angle = upright.slant(page)
    assert found_angle == pytest.approx(-angle, abs=0.06)
    level = upright.turned(page, found_angle)
    assert (len(found(level).xs), len(found(level).ys)) == (4, 4)


@pytest.mark.parametrize("page", [blank(), np.zeros((300, 40), np.uint8), table()], ids=["blank", "black", "level"])
def test_pages_without_slant_stay(page: Any) -> None:
    assert upright.slant(page) == 0.0


def test_the_frame_leads_back_to_the_picture() -> None:
    page = blank()
    page[500:510, 300:310] = 0
    angle = 2.0
    rows, columns = np.nonzero(upright.turned(page, angle) < 128)
    width, height = WIDTH / POINT, HEIGHT / POINT
    x, y = columns.mean() / POINT, height - rows.mean() / POINT
    left, _, _, top = upright.frame(width, height, angle).origins([Glyph("文", x, x, y, y)])
    assert (left * POINT, HEIGHT - top * POINT) == pytest.approx((305, 505), abs=2)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_the_frame_of_a_turned_page_leads_back(quarters: int) -> None:
    page = blank()
    page[500:510, 300:310] = 0
    rows, columns = np.nonzero(np.rot90(page, quarters) < 128)
    turned_height = (WIDTH if quarters % 2 else HEIGHT) / POINT
    x, y = columns.mean() / POINT, turned_height - rows.mean() / POINT
    frame = upright.quarter(WIDTH / POINT, HEIGHT / POINT, quarters)
    left, _, _, top = frame.origins([Glyph("文", x, x, y, y)])
    assert (left * POINT, HEIGHT - top * POINT) == pytest.approx((305, 505), abs=1.5)


def test_ink_in_cells_is_seen_line_by_line() -> None:
    page = table()
    write(page, "0", 590, 345, 0.8)
    write(page, "12", 800, 480)
    write(page, "34", 800, 540)
    cells = cell_ink.cell_lines(ink(page), found(page), HEIGHT / POINT)
    lines = [len(lines) for lines in cells]
    assert sorted(lines) == [0] * 7 + [1, 2]
    (zero,) = next(lines for lines in cells if len(lines) == 1)
    assert 580 <= zero.left <= 600 and 310 <= zero.top <= 330 and zero.bottom <= 355


def test_specks_and_remains_of_lines_are_no_ink() -> None:
    page = table()
    page[380:383, 300:303] = 0
    cv2.line(page, (XS[0] + 6, YS[1] + 5), (XS[0] + 6, YS[2] - 5), (0,), 2)
    cells = cell_ink.cell_lines(ink(page), found(page), HEIGHT / POINT)
    assert [lines for lines in cells if lines] == []


def test_ink_beside_a_line_of_text_belongs_to_it() -> None:
    page = blank()
    write(page, "3.", 200, 700)
    write(page, "heading", 270, 700)
    (line,) = text_lines.completed(ink(page), [Box(265, 665, 420, 715)], [])
    assert line.left <= 203 and line.right >= 420


def test_ink_that_stands_alone_is_a_line_unless_it_is_a_table() -> None:
    page = blank()
    write(page, "0", 800, 900)
    write(page, "1", 800, 1500)
    alone = text_lines.completed(ink(page), [], [Box(700, 1400, 900, 1600)])
    assert len(alone) == 1 and alone[0].top < 900 < alone[0].bottom + 20


def test_lines_are_as_long_as_their_ink_and_as_high_as_their_type() -> None:
    page = blank()
    for at in range(10):
        page[505:535, 300 + 40 * at : 332 + 40 * at] = 0
    text = "公" * 10
    loose, tight = Box(280, 490, 720, 548), Box(298, 500, 694, 540)
    first, second = (text_lines.typed(ink(page), box, text) for box in (loose, tight))
    assert (first.left, first.right) == (second.left, second.right) == (300, 692)
    assert abs((first.bottom - first.top) - (second.bottom - second.top)) <= 5
    assert text_lines.typed(ink(page), loose, "无") == loose


def test_noise_is_no_text() -> None:
    page = blank()
    page[np.random.default_rng(1).random(page.shape) < 0.01] = 0
    assert len(text_lines.completed(ink(page), [], [])) < 5


def test_marks_all_over_a_page_are_no_lines_that_were_missed() -> None:
    def blots(apart: int) -> Any:
        page = blank()
        for y in range(100, HEIGHT - 100, apart):
            for x in range(100, WIDTH - 100, apart):
                page[y : y + 24, x : x + 20] = 0
        return page

    assert text_lines.completed(ink(blots(150)), [], []) == []
    assert len(text_lines.completed(ink(blots(600)), [], [])) > 5
