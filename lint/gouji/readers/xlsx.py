"""The workbook reader: tables with their merged cells, and lines of prose that stand above, between and below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from gouji.document import Block, Cell, Document, Paragraph, Shape, Table
from gouji.patterns import pattern
from gouji.readers.workbook import Leaf, cell_name, leaves
from gouji.source import Anchor, Source, Span

_LONG = 60
_MOST_COVERED = 500_000
_HEADING = pattern(r"[(（]?[一二三四五六七八九十]{1,3}[)）]?、")
_REMARK = pattern(r"(?:备?注|说明|单位|填报|联系)")
_FIGURE = pattern(r"[-+]?[\d,]*\.?\d+%?")


def read(data: bytes, name: str) -> Document:
    """The document in a workbook; places are sheets and cells, as `工作表「表三」 B12`.

    Raises:
        UnreadableFile: python-calamine is not installed, or the file is damaged, locked or absurdly large.

    """
    writing = _Writing()
    for leaf in leaves(data, name):
        sheet = _Sheet(leaf)
        for start, end in sheet.regions():
            for part in sheet.parts(start, end):
                if part.is_table:
                    writing.table(sheet, part)
                else:
                    writing.prose(sheet, part)
    source = Source(name, "".join(writing.parts), anchors=tuple(writing.anchors))
    return Document(source, tuple(writing.blocks), "xlsx")


class _Part(NamedTuple):
    """Rows of a sheet that are one table, or each a line of prose; `end` is the row after the last."""

    start: int
    end: int
    is_table: bool


class _Owner(NamedTuple):
    """A cell with the rows and columns it covers; `end` is the row after its last."""

    row: int
    column: int
    rows: int
    columns: int

    @property
    def end(self) -> int:
        return self.row + self.rows


class _Sheet:
    """A sheet with its merged cells expanded."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self.width = max(map(len, leaf.rows), default=0)
        self._covered: dict[tuple[int, int], _Owner] = {}
        room = _MOST_COVERED
        for top, left, bottom, right in leaf.merged or ():
            rows, columns = range(top, min(bottom + 1, len(leaf.rows))), range(left, min(right + 1, self.width))
            room -= len(rows) * len(columns)
            if room < 0:
                break
            self._covered |= dict.fromkeys(product(rows, columns), _Owner(top, left, len(rows), len(columns)))
        self._filled = [
            [self.owner(number, column) for column, text in enumerate(row) if text]
            for number, row in enumerate(leaf.rows)
        ]
        for owner in dict.fromkeys(self._covered.values()):
            for row in range(owner.row + 1, owner.end) if self.text(owner) else ():
                self._filled[row] = sorted({*self._filled[row], owner}, key=lambda one: one.column)

    def owner(self, row: int, column: int) -> _Owner:
        """The cell that stands at a place."""
        return self._covered.get((row, column)) or _Owner(row, column, 1, 1)

    def text(self, owner: _Owner) -> str:
        """The text of a cell."""
        row = self.leaf.rows[owner.row]
        return row[owner.column] if owner.column < len(row) else ""

    def filled(self, row: int) -> list[_Owner]:
        """The cells with text that cover a row, in their order."""
        return self._filled[row]

    def regions(self) -> Iterator[tuple[int, int]]:
        """Stretches of rows between empty ones."""
        start = None
        for number in range(len(self.leaf.rows) + 1):
            has_text = number < len(self.leaf.rows) and bool(self.filled(number))
            if has_text and start is None:
                start = number
            elif not has_text and start is not None:
                yield start, number
                start = None

    def parts(self, start: int, end: int) -> Iterator[_Part]:
        """A region cut into tables and lines of prose."""
        at = start
        for cut in [*self._prose(start, end), end]:
            if cut > at:
                yield _Part(at, cut, self._is_table(at, cut))
            if cut < end:
                yield _Part(cut, cut + 1, is_table=False)
            at = cut + 1

    def _prose(self, start: int, end: int) -> list[int]:
        """The rows of a region that are no rows of a table: what stands above and below one, headings, long texts."""
        alone = [self._alone(number) for number in range(start, end)]
        first = next((at for at, owner in enumerate(alone) if owner is None or self._is_figure(owner)), len(alone))
        last = next((at for at in range(len(alone), first, -1) if alone[at - 1] is None), first)
        columns = self.columns(start, end)
        found = list(range(first))
        for at in range(first, len(alone)):
            owner = alone[at]
            below = at >= last and found[-1:] == [at - 1] and at > last
            if owner is not None and (below or self._is_line(owner, columns, alone[at + 1 :], is_last=at >= last)):
                found.append(at)
        return [start + at for at in found]

    def columns(self, start: int, end: int) -> range:
        """The columns in which some row has text."""
        found = [owner for number in range(start, end) for owner in self.filled(number)]
        return range(min(o.column for o in found), max(o.column + o.columns for o in found))

    def _alone(self, number: int) -> _Owner | None:
        """The only cell with text in a row, if it covers no other row."""
        owners = self.filled(number)
        return owners[0] if len(owners) == 1 and owners[0].rows == 1 else None

    def _is_line(self, owner: _Owner, columns: range, below: Sequence[_Owner | None], *, is_last: bool) -> bool:
        """Whether the only cell of a row in or below a table is a line of prose: long, or a heading, or a remark."""
        text = self.text(owner)
        spans = owner.columns * 3 >= len(columns) * 2
        if len(text) > _LONG or (is_last and (spans or _REMARK.match(text) is not None)):
            return True
        if _HEADING.match(text) is None:
            return False
        # A row of a form may have lost its figures; then others with figures follow.
        return spans or (bool(below) and (below[0] is not None or not self._has_figures(owner.row + 1)))

    def _has_figures(self, row: int) -> bool:
        return any(self._is_figure(owner) for owner in self.filled(row))

    def _is_figure(self, owner: _Owner) -> bool:
        return _FIGURE.fullmatch(self.text(owner)) is not None

    def _is_table(self, start: int, end: int) -> bool:
        """Whether rows make a table; a line or two of few cells do not."""
        return end - start > 2 or any(len(self.filled(number)) > 2 for number in range(start, end))


class _Writing:
    """Text, anchors and blocks under way. Cells are parted by tabs, rows and paragraphs by line ends."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.anchors: list[Anchor] = []
        self.blocks: list[Block] = []

    def _write(self, text: str, end: str) -> Span:
        start = self.length
        self.parts += (text, end)
        self.length += len(text) + len(end)
        return Span(start, start + len(text))

    def _at(self, sheet: _Sheet, owner: _Owner) -> None:
        place = f"工作表「{sheet.leaf.name}」 {cell_name(owner.row, owner.column)}"
        self.anchors.append(Anchor(self.length, None, place))

    def prose(self, sheet: _Sheet, part: _Part) -> None:
        """A paragraph a row; the lines of one long cell are paragraphs of their own."""
        for number in range(part.start, part.end):
            owners = [owner for owner in sheet.filled(number) if owner.row == number]
            for owner in owners:
                for line in filter(str.strip, sheet.text(owner).split("\n")):
                    self._at(sheet, owner)
                    self.blocks.append(Paragraph(self._write(line, "\n"), line))

    def table(self, sheet: _Sheet, part: _Part) -> None:
        """A table; each cell is written at its first place, blank ones too, so that they have a place."""
        columns = sheet.columns(part.start, part.end)
        made: dict[_Owner, Cell] = {}
        rows: list[tuple[Cell, ...]] = []
        start = self.length
        for number in range(part.start, part.end):
            row = []
            for column in columns:
                owner = sheet.owner(number, column)
                if owner not in made:
                    made[owner] = self._cell(sheet, owner, number - part.start, column - columns.start, part.end)
                row.append(made[owner])
            self.parts[-1] = "\n"
            rows.append(tuple(row))
        shape: Shape = "ragged" if sheet.leaf.merged is None else "grid"
        self.blocks.append(Table(Span(start, self.length - 1), tuple(rows), shape))

    def _cell(self, sheet: _Sheet, owner: _Owner, row: int, column: int, end: int) -> Cell:
        self._at(sheet, owner)
        text = _in_one_line(sheet.text(owner))
        span = self._write(text, "\t")
        return Cell(text, span, row, column, max(min(owner.end, end) - owner.row, 1), owner.columns)


def _in_one_line(text: str) -> str:
    """The lines of a cell in one: nothing between wide characters, which wrap anywhere, else a blank."""
    joined = ""
    for line in text.split("\n"):
        apart = joined and line and not (joined[-1] >= "\u2e80" and line[0] >= "\u2e80")
        joined = f"{joined} {line}" if apart else joined + line
    return joined
