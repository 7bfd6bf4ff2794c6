"""From the glyphs and lines of pages to paragraphs and tables, in reading order and over page breaks.

Lines of prose are joined to paragraphs; page numbers and running heads are dropped; a table that ends a page and one
that begins the next are one if their edges agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from gouji.readers import line_numbers
from gouji.readers.aligned import aligned
from gouji.readers.columns import Band, bands, split
from gouji.readers.dressing import Edge, dressing
from gouji.readers.filling import filled, form, sides_of, sorted_out
from gouji.readers.footnotes import footnotes
from gouji.readers.lines import BLANKS, Line, cell_lines, lines_of, turn_of
from gouji.readers.passages import Measures, Passage, goes_on
from gouji.readers.ruling import Lattice, Ruling, lattices, merged
from gouji.readers.sheet import Glyph, Rectangle, Sheet
from gouji.readers.tabular import Form, joined

_THINNEST = 0.6
"""A row or a column that is thinner than this, in sizes of type, holds no text."""


class Plate(NamedTuple):
    """A picture, or a page that cannot be read: its page, and whether it is all of the page."""

    page: int
    whole: bool


Piece = Line | Form | Plate


class Leaf(NamedTuple):
    """A page taken apart: tables and pictures with their sides, and lines of prose."""

    sheet: Sheet
    fixed: list[tuple[Rectangle, Form | Plate]]
    lines: list[Line]
    rules: list[Ruling]
    numbers: float | None = None
    """Where the numbers of its lines end, where it has any."""


def pieces(sheets: Sequence[Sheet]) -> list[Passage | Form | Plate]:
    """The paragraphs, tables and pictures of a file in reading order; footnotes stand at the end."""
    leaves = _numbered([_leaf(sheet) for sheet in sheets])
    _drop_dressing(leaves)
    notes: list[Line] = []
    pages: list[list[Piece]] = []
    for leaf in leaves:
        _add_aligned(leaf)
        notes += _taken_footnotes(leaf)
        pages.append(list(_in_order(leaf)))
    sizes = {leaf.sheet.number: (leaf.sheet.width, leaf.sheet.height) for leaf in leaves}
    lines = [piece for page in pages for piece in page if isinstance(piece, Line)]
    measures = Measures([*lines, *notes], sizes)
    return [*_passages(_joined(pages), measures), *_passages(notes, measures)]


def _joined(pages: Sequence[Sequence[Piece]]) -> Iterator[Piece]:
    """All pieces, tables over page breaks put together."""
    last: Piece | None = None
    for page in pages:
        for index, piece in enumerate(page):
            if index == 0 and isinstance(piece, Form) and isinstance(last, Form) and joined(last, piece):
                continue
            if last is not None:
                yield last
            last = piece
    if last is not None:
        yield last


def _numbered(leaves: list[Leaf]) -> list[Leaf]:
    """The pages of a file, those with a few lines only read as numbered where others are."""
    known = next((leaf.numbers for leaf in leaves if leaf.numbers is not None), None)
    if known is None:
        return leaves
    return [_leaf(leaf.sheet, known) if leaf.numbers is None else leaf for leaf in leaves]


def _leaf(sheet: Sheet, known: float | None = None) -> Leaf:
    """A page with its drawn tables; what stands in none of them is lines."""
    if sheet.state == "garbled":
        return Leaf(sheet, [(_whole(sheet), Plate(sheet.number, whole=True))], [], [])
    drawn = lattices(sheet.horizontal, sheet.vertical)
    held, loose = sorted_out(sheet.glyphs, drawn)
    lines = _lines(loose, sheet.number)
    numbers = line_numbers.margin(loose, lines, known)
    if numbers is not None:
        lines = _lines(line_numbers.without(loose, numbers), sheet.number)
    leaf = Leaf(sheet, [], lines, [], numbers)
    for frames, glyphs in zip(drawn, held, strict=True):
        lattice = frames.without_gaps(_THINNEST * _size(glyphs))
        if len(lattice.xs) < 3:
            lines += _lines(glyphs, sheet.number)
        else:
            leaf.fixed.append((sides_of(lattice), form(lattice, glyphs, sheet.number)))
    lines.sort(key=lambda line: -line.y)
    rules = [rule for rule in merged(sheet.horizontal) if not any(_touches(rule, lattice) for lattice in drawn)]
    leaf.rules.extend(rules)
    _add_plates(leaf)
    return leaf


def _size(glyphs: Sequence[Glyph]) -> float:
    """The size of the smallest type in a table; a few characters may be smaller."""
    heights = sorted([glyph.top - glyph.bottom for glyph in glyphs if glyph.text not in BLANKS])
    return heights[len(heights) // 10] if heights else 0.0


def _whole(sheet: Sheet) -> Rectangle:
    return 0.0, 0.0, sheet.width, sheet.height


def _touches(rule: Ruling, lattice: Lattice) -> bool:
    return (
        lattice.ys[-1] - 1 <= rule.at <= lattice.ys[0] + 1 and rule.low < lattice.xs[-1] and rule.high > lattice.xs[0]
    )


def _lines(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Lines of prose; text that is turned on its page stands in lines of its own."""
    if any(map(turn_of, glyphs)):
        upright = [glyph for glyph in glyphs if not glyph.turn]
        return [*lines_of(upright, page), *cell_lines([glyph for glyph in glyphs if glyph.turn], page)]
    return lines_of(glyphs, page)


def _add_plates(leaf: Leaf) -> None:
    """Pictures that no text lies upon, and pages that are pictures."""
    sheet = leaf.sheet
    if sheet.state == "picture":
        leaf.fixed.append((_whole(sheet), Plate(sheet.number, whole=True)))
        return
    for left, bottom, right, top in sheet.pictures:
        inside = any(bottom < line.y < top and line.left < right and line.right > left for line in leaf.lines)
        if not inside and not any(s[1] < top and s[3] > bottom for s, _ in leaf.fixed):
            leaf.fixed.append(((left, bottom, right, top), Plate(sheet.number, whole=False)))


def _drop_dressing(leaves: Sequence[Leaf]) -> None:
    edges = [
        Edge(
            leaf.lines,
            leaf.sheet.height,
            [(sides[3], sides[1]) for sides, piece in leaf.fixed if isinstance(piece, Form)],
        )
        for leaf in leaves
    ]
    for leaf, dropped in zip(leaves, dressing(edges), strict=True):
        leaf.lines[:] = [line for index, line in enumerate(leaf.lines) if index not in dropped]


def _add_aligned(leaf: Leaf) -> None:
    """Finds tables among the lines of a page."""
    for lattice in aligned(leaf.lines, leaf.rules):
        inside = [line for line in leaf.lines if lattice.ys[-1] <= line.y <= lattice.ys[0]]
        leaf.lines[:] = [line for line in leaf.lines if line not in inside]
        glyphs = [glyph for line in inside for glyph in line.glyphs]
        table = filled(lattice, glyphs, leaf.sheet.number)
        table.is_drawn = False
        leaf.fixed.append((sides_of(lattice), table))


def _taken_footnotes(leaf: Leaf) -> list[Line]:
    """Takes the footnotes off a page."""
    start = len(leaf.lines) - footnotes(leaf.lines, min((sides[1] for sides, _ in leaf.fixed), default=inf))
    notes = leaf.lines[start:]
    del leaf.lines[start:]
    return notes


def _in_order(leaf: Leaf) -> Iterator[Piece]:
    """The pieces of a page from top to bottom, column by column where it has two."""
    height = max([leaf.sheet.height, *(sides[3] for sides, _ in leaf.fixed), *(line.y for line in leaf.lines)])
    for band in bands(leaf.lines, leaf.sheet.width, height):
        mine = split([line for line in leaf.lines if band.bottom < line.y <= band.top], band)
        placed: list[tuple[int, float, Piece]] = [(line.column, -line.y, line) for line in mine]
        placed += [(band.column(s[0], s[2]), -s[3], piece) for s, piece in leaf.fixed if _in_band(s, band)]
        yield from (piece for _, _, piece in sorted(placed, key=lambda item: item[:2]))


def _in_band(sides: Rectangle, band: Band) -> bool:
    return band.bottom < sides[3] <= band.top


def _passages(flow: Iterator[Piece] | Sequence[Line], measures: Measures) -> Iterator[Passage | Form | Plate]:
    under_way: Passage | None = None
    for piece in flow:
        if isinstance(piece, Line) and under_way and goes_on(under_way.lines, piece, measures):
            under_way.lines.append(piece)
            continue
        if under_way:
            yield under_way
        under_way = Passage([piece]) if isinstance(piece, Line) else None
        if not isinstance(piece, Line):
            yield piece
    if under_way:
        yield under_way
