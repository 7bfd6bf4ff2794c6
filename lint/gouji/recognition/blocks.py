"""表四: a form whose rows stand side by side as blocks of columns, in one line of figures."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.document import Cell, Cells
from gouji.recognition.figures import figure, looks_like_value
from gouji.recognition.fused import readings
from gouji.recognition.lexicon import FormWords
from gouji.recognition.lines import Line
from gouji.recognition.placing import INFERRED, SURE, Placement, cut
from gouji.report import ColumnReading, RowReading, Value


def place_blocks(words: FormWords, lines: Sequence[Line]) -> tuple[Placement, tuple[ColumnReading, ...]]:
    """Place the figures of a form in layout `blocks`; lines are those from its heads on."""
    placement = Placement()
    width = len(words.form.rows) * len(words.form.columns)
    heads: list[Line] = []
    data: list[Line] = []
    for line in lines:
        (data if _is_data(line) else heads).append(line)
    if not data:
        data = [line for line in heads if not any(line.keys) and len(line.cells) >= width][:1]
    _read_labels(words, heads, placement)
    stacked = _stacked(words, data)
    if stacked is not None:
        _read_labels(words, data, placement)
    if stacked is None:
        _place_line(words, heads, data, placement)
    else:
        order = _orders(words, heads, 1)[0]
        for row, cells in stacked:
            _fill(words, row, order, cells, SURE, placement)
    return placement, _columns(words, heads, len(words.form.rows) if stacked is None else 1)


def _is_data(line: Line) -> bool:
    """A line of figures: most of its cells are figures or blank, and some is a figure or it is a blank line of cells."""
    values = [cell for cell in line.cells if looks_like_value(cell.text)]
    return len(values) * 2 > len(line.cells) and any(cell.text for cell in values)


def _read_labels(words: FormWords, heads: Sequence[Line], placement: Placement) -> None:
    for line in heads:
        for place, key in enumerate(line.keys):
            for index in words.rows.get(key, ()):
                row = words.form.rows[index]
                placement.rows.setdefault(row.id, RowReading(row, 1.0, line.cells, place))


def _stacked(words: FormWords, data: Sequence[Line]) -> list[tuple[int, list[Cell]]] | None:
    """Rows below each other instead of side by side: each begins with the label of a block."""
    found = []
    for line in data:
        indexes = [(words.rows[key][0], at) for at, key in enumerate(line.keys) if key in words.rows]
        if not indexes:
            continue
        index, at = indexes[-1]
        cells = list(line.cells[at + 1 :])
        if len(cells) > len(words.form.columns):
            cells = [cell for cell in cells if cell.text]
        found.append((index, cells))
    return found if len(found) == len(words.form.rows) else None


def _place_line(words: FormWords, heads: Sequence[Line], data: Sequence[Line], placement: Placement) -> None:
    rows, columns = len(words.form.rows), len(words.form.columns)
    cells = [cell for line in data for cell in line.cells if looks_like_value(cell.text)]
    confidence = SURE
    placed = _fit(cells, rows * columns, heads, words)
    if placed is None:
        placed, confidence = _by_sums(cells, rows, columns), INFERRED
        placement.fused = placed is not None
    if placed is None:
        if cells:
            placement.faults.append("figures-not-placed")
        return
    orders = _orders(words, heads, rows)
    if len(orders) < rows:
        orders = [orders[0] if _adds_up(orders[0], placed) else tuple(range(columns))] * rows
    if placement.fused and any(order[-1] != columns - 1 for order in orders):
        placement.faults.append("columns-uncertain")
    for index, order in enumerate(orders):
        _fill(words, index, order, placed[index * columns : (index + 1) * columns], confidence, placement)


def _orders(words: FormWords, heads: Sequence[Line], blocks: int) -> list[tuple[int, ...]]:
    """The columns of each block in the order of their heads; in the prescribed one where not all heads are there.

    Of lines that were broken up, the heads of one block may be all that is left; then there is one order.
    """
    found = [
        (cell.column if line.is_grid else 0, words.columns[key])
        for line in heads
        for cell, key in zip(line.cells, line.keys, strict=True)
        if key in words.columns
    ]
    indexes = [index for _, index in sorted(found, key=lambda head: head[0])]
    width = len(words.form.columns)
    orders = [tuple(indexes[at : at + width]) for at in range(0, len(indexes), width)]
    whole = len(orders) in (1, blocks) and all(len(set(order)) == width for order in orders)
    return orders if whole else [tuple(range(width))] * blocks


def _fit(cells: list[Cell], width: int, heads: Sequence[Line], words: FormWords) -> list[Cell] | None:
    """As many cells as the form has figures; a phantom column is known by the heads or by being blank."""
    kept = list(cells)
    while len(kept) > width and not kept[-1].text:
        kept.pop()
    if len(kept) > width and (under := _under_heads(kept, heads, words)) is not None and len(under) == width:
        return under
    filled = [cell for cell in kept if cell.text]
    if len(kept) > width and len(filled) == width:
        return filled
    return kept if len(kept) == width else None


def _under_heads(cells: Sequence[Cell], heads: Sequence[Line], words: FormWords) -> list[Cell] | None:
    places = [
        cell
        for line in heads
        if line.is_grid
        for cell, key in zip(line.cells, line.keys, strict=True)
        if key in words.columns
    ]
    picked: list[Cell] = []
    for head in sorted(places, key=lambda cell: cell.column):
        under = [c for c in cells if c.column < head.column + head.columns and head.column < c.column + c.columns]
        under = [cell for cell in under if cell not in picked]
        if not under:
            return None
        picked.append(under[0])
    return picked


def _by_sums(cells: Sequence[Cell], rows: int, columns: int) -> list[Cell] | None:
    """Cut digits that ran together: `rows` groups of `columns` figures, each with its total last."""
    filled = [cell for cell in cells if cell.text]
    pieces = [piece for cell in filled for piece in cell.text.split()]
    digits = "".join(pieces)
    if not digits.isdecimal() or len(digits) > 40 or len(digits) < rows * columns:
        return None
    found = [group for group in _groups(digits, rows, columns) if _keeps(pieces, group)]
    return cut(found[0], filled) if len(found) == 1 else None


def _groups(digits: str, rows: int, columns: int) -> list[tuple[int, ...]]:
    if rows == 1:
        return readings([digits], columns, True)
    found: list[tuple[int, ...]] = []
    for end in range(columns, len(digits) - (rows - 1) * columns + 1):
        for first in readings([digits[:end]], columns, True):
            found.extend((*first, *rest) for rest in _groups(digits[end:], rows - 1, columns))
            if len(found) > 50:
                return found
    return found


def _keeps(pieces: Sequence[str], figures: Sequence[int]) -> bool:
    """Whether no figure reaches over a blank between two pieces."""
    ends, at = set(), 0
    for number in figures:
        at += len(str(number))
        ends.add(at)
    at = 0
    for piece in pieces:
        at += len(piece)
        if at not in ends:
            return False
    return True


def _adds_up(order: Sequence[int], cells: Sequence[Cell]) -> bool:
    """Whether the figures of each block add up to the one that stands below the head of totals."""
    total, width = order.index(len(order) - 1), len(order)
    numbers = [figure(cell.text).number or 0 for cell in cells]
    blocks = [numbers[at : at + width] for at in range(0, len(numbers), width)]
    return any(numbers) and all(sum(block) == 2 * block[total] for block in blocks)


def _fill(
    words: FormWords,
    index: int,
    order: Sequence[int],
    cells: Sequence[Cell],
    confidence: float,
    placement: Placement,
) -> None:
    """Fill a block with cells that stand in the `order` of columns."""
    row, columns = words.form.rows[index], words.form.columns
    if len(cells) != len(columns):
        placement.faults.append(f"figures-not-placed:{row.id}")
        return
    for column, (_, cell) in zip(
        columns, sorted(zip(order, cells, strict=True), key=lambda pair: pair[0]), strict=True
    ):
        read = figure(cell.text)
        placement.values[row.id, column.id] = Value(read.number, cell, confidence, read.unit)


def _columns(words: FormWords, heads: Sequence[Line], expected: int) -> tuple[ColumnReading, ...]:
    found: dict[int, list[tuple[Cells, int]]] = {}
    for line in heads:
        for place, key in enumerate(line.keys):
            if key in words.columns:
                found.setdefault(words.columns[key], []).append((line.cells, place))
    return tuple(
        ColumnReading(column, min(1.0, round(len(found.get(i, ())) / expected, 3)), *found.get(i, [((), -1)])[0])
        for i, column in enumerate(words.form.columns)
    )
