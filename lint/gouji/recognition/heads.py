"""Column heads of a form as they stand: which column is where, and how well each head fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gouji.document import Cell
from gouji.recognition.lexicon import FormWords, label_key
from gouji.recognition.lines import Line
from gouji.report import ColumnReading


class Heads(NamedTuple):
    """`order` are column indexes as they stand from left to right; `extents` their grid columns where known."""

    order: tuple[int, ...]
    extents: tuple[tuple[int, int], ...]
    columns: tuple[ColumnReading, ...]

    def pick(self, cells: Sequence[Cell]) -> list[Cell] | None:
        """The cell below each head in a grid, in head order; None where heads are unknown or two share a cell."""
        if len(self.extents) != len(self.order):
            return None
        picked: list[Cell] = []
        for left, right in self.extents:
            fits = [(min(right, c.column + c.columns) - max(left, c.column), c) for c in cells]
            share, cell = max(fits, key=lambda fit: fit[0], default=(0, None))
            if cell is None or share <= 0 or any(cell is other for other in picked):
                return None
            picked.append(cell)
        return picked


def read_heads(words: FormWords, lines: Sequence[Line]) -> Heads:
    """Find the heads of a form among the lines above its first row."""
    width = len(words.form.columns)
    found: dict[int, ColumnReading] = {}
    for line in lines:
        for place in line.places:
            key = line.keys[place]
            index = words.columns.get(key)
            if index is not None and index not in found:
                likeness = 0.9 if key in words.misprints else 1.0
                found[index] = ColumnReading(words.form.columns[index], likeness, line.cells, place)
    _near(words, lines, found)
    readings = tuple(
        found.get(index) or ColumnReading(column, 0.0, (), -1) for index, column in enumerate(words.form.columns)
    )
    default = tuple(range(width))
    if len(found) < width:
        return Heads(default, (), readings)
    if not lines[0].is_grid and (grouped := _grouped(words, lines, found)) is not None:
        return Heads(grouped, (), readings)
    if not _same_kind(lines, found):
        return Heads(default, (), readings)
    cells = {index: _cell(reading) for index, reading in found.items()}
    order = tuple(sorted(cells, key=lambda index: (cells[index].column, index)))
    extents = tuple((cells[i].column, cells[i].column + cells[i].columns) for i in order)
    distinct = len({left for left, _ in extents}) == width and not _is_skewed(words, lines, cells)
    return Heads(order, extents if lines[0].is_grid else (), readings) if distinct else Heads(default, (), readings)


def _is_skewed(words: FormWords, lines: Sequence[Line], cells: Mapping[int, Cell]) -> bool:
    """Whether the heads of a group do not stand just below the cell of the group, which spans too many columns or too few.

    Where spans are lost, another head stands among them then.
    """
    if not lines[0].is_grid:
        return False
    for cell, key in ((cell, key) for line in lines for cell, key in zip(line.cells, line.keys, strict=True)):
        mine = [at for at, column in enumerate(words.form.columns) if column.group and label_key(column.group) == key]
        if not mine:
            continue
        start = min(cells[at].column for at in mine)
        end = max(cells[at].column + cells[at].columns for at in mine)
        if cell.columns > 1 and (start, end) != (cell.column, cell.column + cell.columns):
            return True
        if any(start < head.column < end for at, head in cells.items() if at not in mine):
            return True
    return False


def _cell(head: ColumnReading) -> Cell:
    return head.cells[head.place]


def _grouped(words: FormWords, lines: Sequence[Line], found: Mapping[int, ColumnReading]) -> tuple[int, ...] | None:
    """Order of heads whose spans are lost: those of a group stand where the cell of the group stands; None without it."""
    places = [(cell, key) for line in lines for cell, key in zip(line.cells, line.keys, strict=True)]
    at = {id(cell): place for place, (cell, _) in enumerate(places)}
    groups = {key: place for place, (_, key) in reversed(list(enumerate(places))) if key in words.groups}
    if not groups:
        return None
    own = {index: at[id(_cell(head))] for index, head in found.items()}
    above = {index: groups.get(label_key(words.form.columns[index].group), own[index]) for index in found}
    return tuple(sorted(found, key=lambda index: (above[index], own[index])))


def _same_kind(lines: Sequence[Line], found: Mapping[int, ColumnReading]) -> bool:
    """Whether columns can be compared: a grid, or all heads in one line."""
    if lines and lines[0].is_grid and len({line.table for line in lines}) == 1:
        return True
    return len({_cell(head).row for head in found.values()}) == 1


def _near(words: FormWords, lines: Sequence[Line], found: dict[int, ColumnReading]) -> None:
    """Heads that are cut or altered: the cell between two known heads, or the one most alike."""
    missing = [index for index in range(len(words.form.columns)) if index not in found]
    known = words.columns.keys() | words.heads | words.groups | words.captions | words.rows.keys()
    loose = [
        (line.cells, place, line.keys[place])
        for line in lines
        for place in line.places
        if line.keys[place] not in known
    ]
    labels = {index: label for label, index in reversed(list(words.columns.items()))}
    if not missing:
        return
    from difflib import SequenceMatcher

    for index in missing:
        column, label = words.form.columns[index], labels[index]
        alike = [
            ColumnReading(column, SequenceMatcher(None, key, label, autojunk=False).ratio(), cells, place)
            for cells, place, key in loose
        ]
        best = max(alike, key=lambda head: head.likeness, default=None)
        if best is not None and best.likeness >= 0.5:
            found[index] = best._replace(likeness=round(min(best.likeness, 0.99), 3))
            loose = [(cells, place, key) for cells, place, key in loose if cells[place] is not _cell(best)]
