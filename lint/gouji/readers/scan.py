"""From the picture of a page to what is printed on it: words with their boxes, and straight lines."""

from __future__ import annotations

from gouji.boxes import UNREAD
from gouji.readers import cell_ink, drawn, ocr, text_lines, upright
from gouji.readers.ocr import Box, Word
from gouji.readers.page_picture import POINT, Grey, ink
from gouji.readers.ruling import Lattice, lattices
from gouji.readers.sheet import Sheet

_DASH = Word("—", (1.0,))
_FLAT = 2.5
_THIN = 3.0 * POINT
_MOST_WORDS = 2500
_AROUND = 0.12
_LEGIBLE = 0.3
_SUREST = 99


def sheet(picture: Grey, number: int) -> Sheet:
    """What is printed on a page; its frame leads back to the page as the picture has it, in points.

    The sureness of what was recognised is always less than that of text which a file holds.
    """
    angle = upright.slant(picture)
    page = upright.turned(picture, angle)
    inked = ink(page)
    width, height = page.shape[1] / POINT, page.shape[0] / POINT
    made = Sheet(number, width, height, upright.frame(width, height, angle))
    made.horizontal, made.vertical = drawn.rulings(inked)
    tables = [lattice for lattice in lattices(made.horizontal, made.vertical) if len(lattice.xs) > 2]
    for box, word in _words(page, inked, tables):
        left, right, bottom, top = box.left / POINT, box.right / POINT, box.bottom / POINT, box.top / POINT
        sureness = [min(int(100 * sure), _SUREST) for sure in word.sureness]
        made.word(word.text, left, height - bottom, right, height - top, sureness)
    return made


def _words(page: Grey, inked: Grey, tables: list[Lattice]) -> list[tuple[Box, Word]]:
    """What stands outside of tables, and in their cells."""
    height = page.shape[0] / POINT
    areas = [_area(lattice, height) for lattice in tables]
    detected = [box for box in ocr.text_boxes(page) if not any(_holds(area, box) for area in areas)]
    loose = text_lines.completed(inked, detected, areas)
    written = [lines for lattice in tables for lines in cell_ink.cell_lines(inked, lattice, height)]
    dashes = [lines[0] for lines in written if len(lines) == 1 and _is_dash(lines[0])]
    cells = [line for lines in written if len(lines) > 1 or not any(map(_is_dash, lines)) for line in lines]
    boxes = [*loose, *cells][:_MOST_WORDS]
    read = list(zip(boxes, ocr.words([_piece(page, box) for box in boxes]), strict=True))
    prose = [(box, word) for box, word in read[: len(loose)] if word.text and word.confidence >= _LEGIBLE]
    in_cells = [(box, word if word.text else Word(UNREAD, (0.0,))) for box, word in read[len(loose) :]]
    return [*prose, *in_cells, *((box, _DASH) for box in dashes)]


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
