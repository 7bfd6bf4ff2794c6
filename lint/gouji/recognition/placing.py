"""From the rows of a table to the figures of a form: by label first, by position second, by sums last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from gouji.boxes import UNREAD
from gouji.document import Cell
from gouji.editions import Form
from gouji.recognition.figures import figure, looks_like_value
from gouji.recognition.fused import readings
from gouji.recognition.heads import Heads
from gouji.recognition.lexicon import FormWords, bare, label_key, without_note
from gouji.recognition.lines import Line
from gouji.report import Number, RowReading, Value
from gouji.source import Span

_NEAR = 0.6
_MISPRINT = 0.9
SURE, INFERRED, POSITIONAL = 1.0, 0.8, 0.9
"""Confidence of a figure: by label and place; by the form's sums; by place alone."""


class Placement:
    """What was placed of a form; `faults` say what could not be."""

    def __init__(self) -> None:
        """Nothing placed yet."""
        self.values: dict[tuple[str, str], Value] = {}
        self.rows: dict[str, RowReading] = {}
        self.unknown: list[Cell] = []
        self.faults: list[str] = []
        self.fused = False


def place_rows(words: FormWords, lines: Sequence[Line], heads: Heads) -> Placement:
    """Place the rows of a form whose rows stand below each other."""
    placement = Placement()
    lines = [line for line in lines if any(line.keys)]
    for index, (line, label, likeness) in sorted(match_rows(words, lines, placement).items()):
        row = words.form.rows[index]
        placement.rows[row.id] = RowReading(row, likeness, line.cells, label)
        if row.kind != "heading":
            _place(words, row.id, line, label, likeness, heads, placement)
    if not heads.extents and _total_is_first(words, placement):
        placement.faults.append("columns-uncertain")
    return placement


def _total_is_first(words: FormWords, placement: Placement) -> bool:
    columns = [column.id for column in words.form.columns]
    placed = [[placement.values.get((row, column)) for column in columns] for row in placement.rows]
    figures = ([(value.number if value else None) or 0 for value in row] for row in placed if None not in row)
    return total_comes_first(words.form, figures)


def total_comes_first(form: Form, rows: Iterable[Sequence[Number]]) -> bool:
    """Whether in nearly all rows the first figure is the sum of the others, and the last one, the total, is not."""
    if form.columns[-1].id != "total":
        return False
    first = last = 0
    for figures in rows:
        if not any(figures):
            continue
        is_first, is_last = figures[0] == sum(figures[1:]), figures[-1] == sum(figures[:-1])
        first += is_first and not is_last
        last += not is_first
    return first > 1 and last * 5 < first


Match = tuple[Line, int, float]
"""A line, the index of its label cell (-1: lost) and how well the label fits."""


def match_rows(words: FormWords, lines: Sequence[Line], placement: Placement) -> dict[int, Match]:
    """Row index of the form → its line. Lines that fit nothing go into `placement.unknown` or `placement.faults`."""
    matched: dict[int, Match] = {}
    gaps: list[tuple[int, list[Line]]] = []
    last, pending = -1, []
    for line in lines:
        index, label = _labelled(words, line, last, matched)
        if index is None:
            if label != _STRUCTURAL and _has_values(line):
                pending.append(line)
            continue
        matched[index] = (line, label, _MISPRINT if line.keys[label] in words.misprints else 1.0)
        if pending:
            gaps.append((last, pending))
            pending = []
        last = index
    if pending:
        gaps.append((last, pending))
    for after, unlabelled in gaps:
        _fill_gap(words, after, unlabelled, matched, placement)
    return matched


_STRUCTURAL = -2


def _labelled(words: FormWords, line: Line, last: int, matched: Mapping[int, Match]) -> tuple[int | None, int]:
    """Row and label cell of a line by its exact label, the rightmost one; structural where it is a head or a group."""
    structural = False
    for position in reversed(line.places):
        key = line.keys[position]
        indexes = words.rows.get(key) or words.rows.get(without_note(key)) or _with_group(words, key)
        if indexes and not (key in words.columns and not figures_in(line)):
            free = [index for index in indexes if index not in matched]
            ahead = [index for index in free if index > last]
            if free:
                return (ahead or free)[0], position
            structural = True
        elif _is_structural(words, key):
            structural = True
    return None, _STRUCTURAL if structural and not figures_in(line) else -1


def _with_group(words: FormWords, key: str) -> tuple[int, ...]:
    """The rows of a label before which those of the groups that it is in stand in the same cell; none where it is no such."""
    group = next((group for group in words.groups if key.startswith(group)), "")
    if not group or len(key) == len(group):
        return ()
    rest = key[len(group) :].lstrip(_JOINTS)
    rows = words.form.rows
    mine = tuple(at for at in words.rows.get(rest, ()) if label_key(rows[at].group) == group)
    return mine or _with_group(words, rest)


_JOINTS = "-:/>|"
"""What may stand between a label and that of its group."""


def _is_structural(words: FormWords, key: str) -> bool:
    return key in words.groups or key in words.heads or key in words.captions or key in words.columns


def figures_in(line: Line) -> int:
    """How many cells of a line hold a figure."""
    return sum(figure(cell.text).number is not None for cell in line.cells if cell.text)


def _has_values(line: Line) -> bool:
    return any(looks_like_value(cell.text) for cell in line.cells if cell.text) or any(
        not cell.text for cell in line.cells[1:]
    )


def _fill_gap(
    words: FormWords, after: int, lines: Sequence[Line], matched: dict[int, Match], placement: Placement
) -> None:
    """Place lines without a known label among the rows that are still missing between two known ones."""
    before = min((index for index in matched if index > after), default=len(words.form.rows))
    missing = [index for index in words.figure_rows if after < index < before and index not in matched]
    if len(missing) == len(lines) and missing:
        for index, line in zip(missing, lines, strict=True):
            label = _text_cell(line)
            if label >= 0 and _is_structural(words, key := line.keys[label]) and _likeness(words, index, key) < 1:
                label = -1
            likeness = _likeness(words, index, line.keys[label]) if label >= 0 else 0.0
            matched[index] = (line, label, likeness)
        return
    for line in lines:
        label = _text_cell(line)
        key = line.keys[label]
        best = max(missing, key=lambda index: _likeness(words, index, key), default=None) if label >= 0 else None
        if label >= 0 and best is not None and (likeness := _likeness(words, best, key)) >= _NEAR:
            matched[best] = (line, label, likeness)
            missing.remove(best)
        elif label >= 0:
            # Who filled the form in, a note, or a row of the form that stands there twice.
            if key not in words.rows and (":" not in key or figures_in(line)):
                placement.unknown.append(line.cells[label])
        elif missing and figures_in(line):
            placement.faults.append("row-label-lost")


def _text_cell(line: Line) -> int:
    """The last cell with words in it before the figures; -1 where there is none."""
    for position in range(len(line.cells) - 1, -1, -1):
        key = line.keys[position]
        if (len(key) > 1 and not looks_like_value(line.cells[position].text) and not key[0].isdigit()) or "." in key[
            1:3
        ]:
            return position if any("\u4e00" <= c <= "\u9fff" for c in key) else -1
    return -1


def _likeness(words: FormWords, index: int, key: str) -> float:
    row = words.form.rows[index]
    mine = bare(key)
    theirs = [bare(label) for label, indexes in words.rows.items() if index in indexes] or [row.label]
    return max(_alike(mine, other) for other in theirs)


@lru_cache(maxsize=1024)
def _alike(mine: str, other: str) -> float:
    from difflib import SequenceMatcher

    return round(SequenceMatcher(None, mine, other, autojunk=False).ratio(), 3)


def _place(
    words: FormWords, row: str, line: Line, label: int, likeness: float, heads: Heads, placement: Placement
) -> None:
    columns = words.form.columns
    cells = _value_cells(words, line, label, len(columns), heads)
    confidence = SURE if likeness >= _NEAR else POSITIONAL
    if cells is None:
        cells = _by_sums(words, line, label, len(columns))
        if cells is None:
            is_lost = any(cell.text == UNREAD for cell in line.cells)
            placement.faults.append("figures-not-placed" if is_lost else f"figures-not-placed:{row}")
            return
        placement.fused, confidence = True, INFERRED
    elif _is_shifted(words, line, cells):
        placement.faults.append(f"figures-not-placed:{row}")
        return
    for column, cell in zip(heads.order, cells, strict=True):
        read = figure(cell.text)
        placement.values[row, columns[column].id] = Value(read.number, cell, confidence, read.unit)


def _value_cells(words: FormWords, line: Line, label: int, width: int, heads: Heads) -> list[Cell] | None:
    """The `width` cells of figures of a line, or None where they cannot be told."""
    cells = [
        cell
        for cell, key in zip(line.cells[label + 1 :], line.keys[label + 1 :], strict=True)
        if not _aside(words, key)
    ]
    if label < 0:
        cells = _without_lost_label(cells, width, line.is_grid)
    if len(cells) > width and line.is_grid and (placed := heads.pick(cells)) is not None:
        return _beside(cells, placed) or _filled(words, cells, placed) or placed
    while len(cells) > width and _is_remark(cells[-1].text):
        cells.pop()
    if len(cells) > width and sum(1 for cell in cells if cell.text) <= width:
        blanks = len(cells) - width
        cells = [c for i, c in enumerate(cells) if c.text or sum(not d.text for d in cells[:i]) >= blanks]
    if len(cells) < width:
        return _padded(cells, width, line)
    return cells if len(cells) == width else None


def _beside(cells: Sequence[Cell], placed: Sequence[Cell]) -> list[Cell] | None:
    """The figures of a row that stand beside their heads, where the first is left of them all and the last head has none.

    A cell that should reach down over rows and does not lets the rows below it begin too far to the left.
    """
    filled = [cell for cell in cells if cell.text]
    if placed[-1].text or not filled or filled[0].column + filled[0].columns > placed[0].column:
        return None
    width = len(placed)
    figures = filled if len(filled) == width else list(cells[:width])
    is_whole = figures[0] is filled[0] and not any(cell.text for cell in cells if cell.column > figures[-1].column)
    return figures if is_whole and all(looks_like_value(cell.text) for cell in figures) else None


def _filled(words: FormWords, cells: Sequence[Cell], placed: Sequence[Cell]) -> list[Cell] | None:
    """The cells of a row with a total that are not blank, if there are just as many as columns and some has no head."""
    filled = [cell for cell in cells if cell.text]
    if len(filled) != len(placed) or words.form.columns[-1].id != "total" or all(cell.text for cell in placed):
        return None
    return filled if all(looks_like_value(cell.text) for cell in filled) else None


def _is_remark(text: str) -> bool:
    """Whether a cell behind the figures of a row is none of them: blank, or words in a column of remarks."""
    read = figure(text)
    if read.number is not None:
        return False
    return read.blank or not any(character.isdecimal() or character == UNREAD for character in text)


def _without_lost_label(cells: list[Cell], width: int, is_grid: bool) -> list[Cell]:
    """The figures of a line whose label is lost or overwritten: the last ones that are not trailing blanks."""
    kept = list(cells)
    while len(kept) > width and not kept[-1].text and not is_grid:
        kept.pop()
    return kept[-width:]


def _padded(cells: list[Cell], width: int, line: Line) -> list[Cell] | None:
    """A line that is too short: blank at its end where nothing in it could be several figures."""
    texts = [cell.text for cell in cells if cell.text]
    if any(figure(text).number is None and not figure(text).blank and looks_like_value(text) for text in texts):
        return None
    long = [text for text in texts if text.isdecimal() and len(text) >= width]
    if (texts and (long or (line.is_grid and len(texts) != len(cells)))) or (
        0 < len(texts) < width and not _was_cut(line)
    ):
        return None
    end = line.cells[-1].span.end
    blank = Cell("", Span(end, end), line.cells[-1].row, line.cells[-1].column)
    return [*cells, *[blank] * (width - len(cells))]


def _was_cut(line: Line) -> bool:
    """Whether trailing blank cells may have been left out: the row has blank cells of its own."""
    return any(not cell.text for cell in line.cells)


def _is_shifted(words: FormWords, line: Line, cells: Sequence[Cell]) -> bool:
    """Whether a row without spans lost a figure: its total is blank, and the last figure is the sum of those before."""
    if line.is_grid and len(line.cells) >= len(cells) and cells[-1] in line.cells:
        return False
    if words.form.columns[-1].id != "total" or cells[-1].text:
        return False
    *parts, last = [figure(cell.text).number for cell in cells if cell.text] or [0]
    return last is not None and last > 0 and len(parts) > 1 and sum(part or 0 for part in parts) == last


_ASIDE = frozenset({"条", "件", "次", "篇", "万元", "元", "个", "人", "人次", "项", "份"})


def _aside(words: FormWords, key: str) -> bool:
    """Whether a cell stands beside the figures: the unit of the row, another head."""
    return key in _ASIDE or key in words.heads or key in words.groups


def _by_sums(words: FormWords, line: Line, label: int, width: int) -> list[Cell] | None:
    """Cut figures that ran together; the cells keep the span of the digits they were cut from.

    Where no total proves the cut, a zero before other digits must show that figures ran together at all.
    """
    cells = [cell for cell in line.cells[label + 1 :] if cell.text]
    pieces = [piece for cell in cells for piece in cell.text.split()]
    totalled = width > 1 and words.form.columns[-1].id == "total"
    if not totalled and not any(len(piece) > 1 and piece[0] == "0" for piece in pieces):
        return None
    found = readings(pieces, width, totalled)
    if len(found) != 1 or not cells:
        return None
    return cut(found[0], cells)


def cut(figures: Sequence[int], cells: Sequence[Cell]) -> list[Cell]:
    """Cells for figures that stand one after another in the digits of `cells`."""
    places = [(cell, offset) for cell in cells for offset, c in enumerate(cell.text) if not c.isspace()]
    made, at = [], 0
    for number in figures:
        owner, offset = places[at]
        length = len(str(number))
        start = owner.span.start + offset
        made.append(Cell(str(number), Span(start, start + length), owner.row, owner.column))
        at += length
    return made
