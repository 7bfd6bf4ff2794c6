"""From the glyphs and lines of pages to paragraphs and tables, in reading order and over page breaks.

Lines of prose are joined to paragraphs; page numbers and running heads are dropped; a table that ends a page and one
that begins the next are one if their edges agree.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.patterns import pattern
from gouji.readers.aligned import aligned
from gouji.readers.columns import Band, bands, split
from gouji.readers.dressing import Edge, dressing
from gouji.readers.lines import BLANKS, Line, cell_lines, lines_of, turned
from gouji.readers.passages import Measures, Passage, goes_on
from gouji.readers.ruling import Lattice, Ruling, lattices, merged
from gouji.readers.sheet import Glyph, Sheet
from gouji.readers.tabular import Form, form_of, joined

_FOOTNOTE = pattern(r"[①-⑳⑴-⒇*†‡]|\[\d{1,2}\]|\d{1,2}(?=[^\d.．、年月日%])|注[:：\d]")
_SMALL = 0.88


class Plate(NamedTuple):
    """A picture, or a page that cannot be read: its page, and whether it is all of the page."""

    page: int
    whole: bool


Piece = Line | Form | Plate


class Leaf(NamedTuple):
    """A page taken apart: tables and pictures with their sides (left, bottom, right, top), and lines of prose."""

    sheet: Sheet
    fixed: list[tuple[tuple[float, float, float, float], Form | Plate]]
    lines: list[Line]
    rules: list[Ruling]


def pieces(sheets: Sequence[Sheet]) -> list[Passage | Form | Plate]:
    """The paragraphs, tables and pictures of a file in reading order; footnotes stand at the end."""
    leaves = [_leaf(sheet) for sheet in sheets]
    _drop_dressing(leaves)
    notes: list[Line] = []
    pages: list[list[Piece]] = []
    for leaf in leaves:
        _add_aligned(leaf)
        notes += _footnotes(leaf)
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


def _leaf(sheet: Sheet) -> Leaf:
    """A page with its drawn tables; what stands in none of them is lines."""
    if sheet.state == "garbled":
        return Leaf(sheet, [(_whole(sheet), Plate(sheet.number, whole=True))], [], [])
    drawn = lattices(sheet.horizontal, sheet.vertical)
    held, loose = _sorted_out(sheet.glyphs, drawn)
    lines = _lines(loose, sheet.number)
    leaf = Leaf(sheet, [], lines, [])
    for lattice, glyphs in zip(drawn, held, strict=True):
        if len(lattice.xs) < 3:
            lines += _lines(glyphs, sheet.number)
        else:
            leaf.fixed.append((_sides(lattice), _form(lattice, glyphs, sheet.number)))
    lines.sort(key=lambda line: -line.y)
    rules = [rule for rule in merged(sheet.horizontal) if not any(_touches(rule, lattice) for lattice in drawn)]
    leaf.rules.extend(rules)
    _add_plates(leaf)
    return leaf


def _whole(sheet: Sheet) -> tuple[float, float, float, float]:
    return 0.0, 0.0, sheet.width, sheet.height


def _sides(lattice: Lattice) -> tuple[float, float, float, float]:
    return lattice.xs[0], lattice.ys[-1], lattice.xs[-1], lattice.ys[0]


def _touches(rule: Ruling, lattice: Lattice) -> bool:
    return (
        lattice.ys[-1] - 1 <= rule.at <= lattice.ys[0] + 1 and rule.low < lattice.xs[-1] and rule.high > lattice.xs[0]
    )


def _sorted_out(glyphs: Sequence[Glyph], drawn: Sequence[Lattice]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """The glyphs in each table, and those in none."""
    held: list[list[Glyph]] = [[] for _ in drawn]
    loose = list(glyphs)
    for lattice, inside in zip(drawn, held, strict=True):
        left, bottom, right, top = (2 * side for side in _sides(lattice))
        outside: list[Glyph] = []
        for glyph in loose:
            is_in = left <= glyph.left + glyph.right <= right and bottom <= glyph.bottom + glyph.top <= top
            (inside if is_in else outside).append(glyph)
        loose = outside
    for number, lattice in enumerate(drawn):
        if len({*lattice.floor}) < 2 and len({*lattice.roof}) < 2:
            continue
        spilled = [glyph for glyph in loose if _spills(glyph, lattice)]
        if spilled:
            held[number] += spilled
            loose = [glyph for glyph in loose if glyph not in spilled]
    return held, loose


def _spills(glyph: Glyph, lattice: Lattice) -> bool:
    """Whether a glyph belongs to a cell that the end of the page cut, and stands beyond the last line of its table.

    Only some of the columns are open there: a table that is open all along says nothing.
    """
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    reach = 2 * (glyph.top - glyph.bottom)
    for edge, closed in ((lattice.ys[-1], lattice.floor), (lattice.ys[0], lattice.roof)):
        inwards = edge - reach < y < edge if edge == lattice.ys[-1] else edge < y < edge + reach
        if inwards and any(closed) and not all(closed) and lattice.xs[0] <= x <= lattice.xs[-1]:
            place = lattice.place(x, edge)
            return place is not None and not closed[place[1]]
    return False


def _lines(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Lines of prose; text that is turned on its page stands in lines of its own."""
    if any(glyph.turn for glyph in glyphs):
        upright = [glyph for glyph in glyphs if not glyph.turn]
        return [*lines_of(upright, page), *cell_lines([glyph for glyph in glyphs if glyph.turn], page)]
    return lines_of(glyphs, page)


def _form(lattice: Lattice, glyphs: Sequence[Glyph], page: int) -> Form:
    """A table; it is turned where its text is."""
    turns = [glyph.turn for glyph in glyphs if glyph.text not in BLANKS]
    turn = max(set(turns), key=turns.count, default=0)
    if turn and turns.count(turn) * 2 > len(turns):
        turned_form = _filled(lattice.turned(turn), [turned(glyph, turn) for glyph in glyphs], page)
        for line in (line for row in turned_form.rows for field in dict.fromkeys(row) for line in field.lines):
            line.glyphs = [turned(glyph, -turn % 4) for glyph in line.glyphs]
        return turned_form
    return _filled(lattice, glyphs, page)


def _filled(lattice: Lattice, glyphs: Sequence[Glyph], page: int) -> Form:
    texts: dict[int, list[Glyph]] = {}
    xs, depths, owners = lattice.xs, [-y for y in lattice.ys], lattice.owners
    last_row, last_column = len(depths) - 2, len(xs) - 2
    for glyph in glyphs:
        row = min(max(bisect_right(depths, -(glyph.bottom + glyph.top) / 2) - 1, 0), last_row)
        column = min(max(bisect_right(xs, (glyph.left + glyph.right) / 2) - 1, 0), last_column)
        texts.setdefault(owners[row][column], []).append(glyph)
    return form_of(lattice, {owner: cell_lines(found, page) for owner, found in texts.items()}, page)


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
        form = _filled(lattice, glyphs, leaf.sheet.number)
        form.is_drawn = False
        leaf.fixed.append((_sides(lattice), form))


def _footnotes(leaf: Leaf) -> list[Line]:
    """Takes the footnotes off a page: small lines at its foot, the first of which begins with a mark."""
    if not leaf.lines:
        return []
    sizes = sorted(line.size for line in leaf.lines)
    small = _SMALL * sizes[len(sizes) // 2]
    start = len(leaf.lines)
    while start and leaf.lines[start - 1].size < small:
        start -= 1
    while start < len(leaf.lines) and not _FOOTNOTE.match(leaf.lines[start].text):
        start += 1
    if not start or any(sides[1] < leaf.lines[start - 1].y for sides, _ in leaf.fixed):
        return []
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


def _in_band(sides: tuple[float, float, float, float], band: Band) -> bool:
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
