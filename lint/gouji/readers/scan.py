"""From the picture of a page to what is printed on it: words with their boxes, and straight lines."""

from __future__ import annotations

from typing import NamedTuple

from gouji.boxes import UNREAD
from gouji.readers import cell_ink, drawn, ocr, text_lines, upright
from gouji.readers.ocr import Box, Word
from gouji.readers.page_picture import POINT, Grey, ink
from gouji.readers.ruling import Lattice, lattices
from gouji.readers.sheet import Frame, Sheet

_DASH = Word("—", (1.0,))
_FLAT = 2.5
_THIN = 3.0 * POINT
_NOTHING = Word(UNREAD, (0.0,))
_PAGE = 1654 * 2339
_MOST_WORDS = 1500
"""On the area of a page."""

_AROUND = 0.12
_LEGIBLE = 0.3
_SUREST = 99
_ENOUGH = 4
_CLEAR = 0.85
_LONG = 1.5


def sheet(picture: Grey, number: int) -> Sheet:
    """What is printed on a page; its frame leads back to the page as the picture has it, in points.

    The sureness of what was recognised is always less than that of text which a file holds. A page that lies on its
    side, or says hardly anything as it stands, is turned.
    """
    laid = _lay(picture, 0)
    best: tuple[float, Sheet] | None = None
    for quarters in (1, 3) if _lies_on_its_side(laid.boxes) else (0, 2):
        clarity, made = _read(_lay(picture, quarters) if quarters else laid, number)
        if best is None or clarity > best[0]:
            best = clarity, made
        if best[0] >= _CLEAR or len(laid.boxes) < _ENOUGH:
            break
    assert best is not None
    return best[1]


class _Laid(NamedTuple):
    """A page turned level, the frame that leads to it from the picture, and the lines of text detected on it."""

    page: Grey
    frame: Frame
    boxes: list[Box]


def _lay(picture: Grey, quarters: int) -> _Laid:
    """A page turned to the left by so many quarters, and then level."""
    import numpy as np

    frame = upright.quarter(picture.shape[1] / POINT, picture.shape[0] / POINT, quarters)
    picture = np.ascontiguousarray(np.rot90(picture, quarters))
    angle = upright.slant(picture)
    page = upright.turned(picture, angle)
    frame = frame.within(upright.frame(page.shape[1] / POINT, page.shape[0] / POINT, angle))
    return _Laid(page, frame, ocr.text_boxes(page))


def _lies_on_its_side(boxes: list[Box]) -> bool:
    """Whether most lines go up or down the page."""
    tall = sum(box.bottom - box.top > _LONG * (box.right - box.left) for box in boxes)
    wide = sum(box.right - box.left > _LONG * (box.bottom - box.top) for box in boxes)
    return tall >= _ENOUGH and tall > wide


def _read(laid: _Laid, number: int) -> tuple[float, Sheet]:
    """What is printed on a page, and how sure that is on the whole."""
    inked = ink(laid.page)
    width, height = laid.page.shape[1] / POINT, laid.page.shape[0] / POINT
    made = Sheet(number, width, height, laid.frame)
    made.horizontal, made.vertical = drawn.rulings(inked)
    tables = [lattice for lattice in lattices(made.horizontal, made.vertical) if len(lattice.xs) > 2]
    found = _words(laid, inked, tables)
    for box, word in found:
        if word.confidence >= _LEGIBLE or word.text == UNREAD:
            left, right, bottom, top = box.left / POINT, box.right / POINT, box.bottom / POINT, box.top / POINT
            sureness = [min(int(100 * sure), _SUREST) for sure in word.sureness]
            made.word(word.text, left, height - bottom, right, height - top, sureness)
    return sum(word.confidence for _, word in found) / max(len(found), 1), made


def _words(laid: _Laid, inked: Grey, tables: list[Lattice]) -> list[tuple[Box, Word]]:
    """What stands outside of tables, and in their cells; what is hardly legible in a cell was not read."""
    page, height = laid.page, laid.page.shape[0] / POINT
    areas = [_area(lattice, height) for lattice in tables]
    loose = [box for box in laid.boxes if not any(_holds(area, box) for area in areas)]
    loose = text_lines.completed(inked, loose, areas)
    written = [lines for lattice in tables for lines in cell_ink.cell_lines(inked, lattice, height)]
    dashes = [lines[0] for lines in written if len(lines) == 1 and _is_dash(lines[0])]
    cells = [line for lines in written if len(lines) > 1 or not any(map(_is_dash, lines)) for line in lines]
    boxes = [*loose, *cells]
    most = int(_MOST_WORDS * max(page.size / _PAGE, 1.0))
    read = ocr.words([_piece(page, box) for box in boxes[:most]])
    read += [_NOTHING] * (len(boxes) - len(read))
    in_cells = [word if word.confidence >= _LEGIBLE else _NOTHING for word in read[len(loose) :]]
    prose = [(text_lines.typed(inked, box, word.text), word) for box, word in zip(loose, read, strict=False)]
    return [*prose, *zip(cells, in_cells, strict=True), *((box, _DASH) for box in dashes)]


def _is_dash(line: Box) -> bool:
    """Whether a line of ink is one stroke, which recognition takes for anything."""
    wide, high = line.right - line.left, line.bottom - line.top
    return high <= _THIN and wide >= _FLAT * high


def _area(lattice: Lattice, height: float) -> Box:
    """The pixels of a table."""
    left, right = lattice.xs[0] * POINT, lattice.xs[-1] * POINT
    top, bottom = (height - lattice.ys[0]) * POINT, (height - lattice.ys[-1]) * POINT
    return Box(round(left), round(top), round(right), round(bottom))


def _holds(area: Box, box: Box) -> bool:
    """Whether the middle of a box lies in an area."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return area.left <= x <= area.right and area.top <= y <= area.bottom


def _piece(page: Grey, box: Box) -> Grey:
    """A box of the page with a little room around."""
    room = round(_AROUND * (box.bottom - box.top)) + 1
    top, left = max(box.top - room, 0), max(box.left - room, 0)
    return page[top : max(box.bottom + room, top + 1), left : max(box.right + room, left + 1)]
