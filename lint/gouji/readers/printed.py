"""From the glyphs and lines of pages to paragraphs and tables, over page breaks.

Lines of prose are joined to paragraphs by the margins of the text; page numbers and running heads are dropped; a
table that ends a page and one that begins the next are one if their edges agree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from gouji.patterns import pattern
from gouji.readers.lines import Line, lines_of
from gouji.readers.ruling import Lattice, lattices
from gouji.readers.sheet import Glyph, Sheet
from gouji.readers.tabular import Field, Form, form_of, joined

_PAGE_NUMBER = pattern(r"[-—–─·.]*(?:第|P\.?|Page)?\d{1,4}(?:页)?(?:[/,,]?共?\d{1,4}页?)?[-—–─·.]*", re.IGNORECASE)
_OPENING = pattern(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）](?![项款条])|第[一二三四五六七八九十]+部分|附[件表])"
)
_STOPS = "。；：！？.;:!?"
_MARGIN = 0.12


@dataclass(slots=True)
class Passage:
    """A paragraph: its lines."""

    lines: list[Line] = field(default_factory=list)


class Plate(NamedTuple):
    """A picture: its page."""

    page: int


Piece = Line | Form | Plate


def pieces(sheets: Sequence[Sheet]) -> list[Passage | Form | Plate]:
    """The paragraphs and tables of a file in reading order."""
    pages = [_page(sheet) for sheet in sheets]
    _drop_dressing(pages, [sheet.height for sheet in sheets])
    flow: list[Piece] = []
    for page in pages:
        first = True
        for piece in page:
            last = flow[-1] if flow else None
            if first and isinstance(piece, Form) and isinstance(last, Form):
                one = joined(last, piece)
                if one:
                    first = False
                    continue
            flow.append(piece)
            first = False
    return _passages(flow)


def _page(sheet: Sheet) -> list[Piece]:
    """Lines and tables of a page from top to bottom."""
    drawn = lattices(sheet.horizontal, sheet.vertical)
    held: list[dict[tuple[int, int], list[Glyph]]] = [{} for _ in drawn]
    loose: list[Glyph] = []
    for glyph in sheet.glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        for lattice, cells in zip(drawn, held, strict=True):
            place = lattice.place(x, y)
            if place is not None:
                cells.setdefault(place, []).append(glyph)
                break
        else:
            loose.append(glyph)
    if sheet.state == "picture":
        return [Plate(sheet.number)]
    placed: list[tuple[float, Piece]] = [(line.y, line) for line in lines_of(loose, sheet.number)]
    for lattice, cells in zip(drawn, held, strict=True):
        placed += _drawn(lattice, cells, sheet.number)
    placed.sort(key=lambda item: -item[0])
    return [piece for _, piece in placed]


def _drawn(lattice: Lattice, cells: dict[tuple[int, int], list[Glyph]], page: int) -> list[tuple[float, Piece]]:
    """A table; a frame around text that has one column is no table."""
    if len(lattice.xs) < 3:
        glyphs = [glyph for found in cells.values() for glyph in found]
        return [(line.y, line) for line in lines_of(glyphs, page)]
    texts: dict[int, list[Glyph]] = {}
    for (row, column), glyphs in cells.items():
        texts.setdefault(lattice.owners[row][column], []).extend(glyphs)
    fields = {owner: Field(lines_of(found, page), page) for owner, found in texts.items()}
    return [(lattice.ys[0], form_of(lattice, fields, page))]


def _drop_dressing(pages: list[list[Piece]], heights: list[float]) -> None:
    """Takes away page numbers, and lines that stand at the edge of most pages."""
    edges = [
        [piece for piece in page if isinstance(piece, Line) and not _MARGIN < piece.y / height < 1 - _MARGIN]
        for page, height in zip(pages, heights, strict=True)
    ]
    repeated = Counter(text for lines in edges for text in {re.sub(r"\d+", "", line.text) for line in lines})
    for page, lines in zip(pages, edges, strict=True):
        for line in lines:
            plain = line.text.replace(" ", "")
            common = len(pages) > 2 and repeated[re.sub(r"\d+", "", line.text)] * 2 > len(pages)
            if _PAGE_NUMBER.fullmatch(plain) or common:
                page.remove(line)


def _passages(flow: list[Piece]) -> list[Passage | Form | Plate]:
    lines = [piece for piece in flow if isinstance(piece, Line)]
    left, right = _margins(lines)
    found: list[Passage | Form | Plate] = []
    for piece in flow:
        last = found[-1] if found else None
        if not isinstance(piece, Line):
            found.append(piece)
        elif isinstance(last, Passage) and _goes_on(last.lines[-1], piece, left, right):
            last.lines.append(piece)
        else:
            found.append(Passage([piece]))
    return found


def _margins(lines: list[Line]) -> tuple[float, float]:
    """Where lines of prose begin and end: the commonest left edge, and a right edge that many lines reach."""
    long = [line for line in lines if len(line.text) > 15]
    if not long:
        return 0.0, inf
    left = Counter(round(line.left / 4) for line in long).most_common(1)[0][0] * 4.0
    rights = sorted(line.right for line in long)
    return left, rights[int(len(rights) * 0.75)]


def _goes_on(line: Line, after: Line, left: float, right: float) -> bool:
    """Whether a line continues the one before: that one is full, and this one is not indented."""
    short = 1.6 if line.text[-1] in _STOPS else 4
    full = line.right > right - short * line.size
    flush = after.left < left + 0.9 * after.size
    alike = abs(line.size - after.size) < 0.35 * line.size
    return full and flush and alike and _OPENING.match(after.text) is None
