"""Tables of figures and tables that only lay out a page: the latter give way to their content, in reading order.

A table whose end tag was forgotten holds the rest of the page in its last cell; a page may hold its article in the
last cell of a table of catalogue data. Both are told by what a cell holds: tables, or long prose.
"""

from __future__ import annotations

from gouji.patterns import pattern
from gouji.readers.flow import Box, Frame, Item, Lines, Plain

LONG = 600
"""A cell with more text than this may be one that lays out the page."""

_PROSE = 200
_SHORT = 40
_NUMBER = pattern(r"(?:[\s\d.,+/%％—–－:-]|&nbsp;?|&#160;)*\Z")


def arrange(file: str, items: list[Item]) -> list[Item]:
    """The blocks without layout tables: every table left has a cell or more, and no tables in its cells."""
    arranged: list[Item] = []
    for item in items:
        if type(item) is Frame:
            arranged += _opened(file, item)
        else:
            arranged.append(item)
    return arranged


def _opened(file: str, frame: Frame[Box | Plain]) -> list[Item]:
    if frame.nested:
        for row in frame.rows:
            for box in row:
                if isinstance(box, Box):
                    box.items = _without_columns(box.items)
    middle = _parted(file, frame)
    if not frame.before and not frame.after:
        return middle
    return [*arrange(file, frame.before), *middle, *arrange(file, frame.after)]


def _is_column(frame: Frame[Box | Plain]) -> bool:
    return all(len(row) < 2 for row in frame.rows)


def _without_columns(items: list[Item]) -> list[Item]:
    """Tables of one column are no tables."""
    found: list[Item] = []
    for item in items:
        if type(item) is Frame and _is_column(item):
            found += item.before
            for row in item.rows:
                for box in row:
                    found += _without_columns(box.items)
            found += item.after
        else:
            found.append(item)
    return found


def _parted(file: str, frame: Frame[Box | Plain]) -> list[Item]:
    """The rows of a table, in one or more tables, with the prose and the inner tables between or after them."""
    if _is_column(frame):
        return _content(file, frame)
    heavy = [[isinstance(box, Box) and _is_heavy(box) for box in row] for row in frame.rows]
    if not any(map(any, heavy)):
        return [frame]
    has_full_rows = any(len(row) > 2 and not any(flags) for row, flags in zip(frame.rows, heavy, strict=True))
    parts: list[Item] = []
    spilled: list[Item] = []
    current: Frame[Box | Plain] = Frame(frame.origin)
    for row, flags, group in zip(frame.rows, heavy, frame.groups, strict=True):
        if not any(flags) or _is_row_of_figures(file, row, flags, has_full_rows):
            spilled += [
                item
                for box, flag in zip(row, flags, strict=True)
                if flag and isinstance(box, Box)
                for item in _spill(file, box)
            ]
            current.rows.append(row)
            current.groups.append(group)
        else:
            parts += [*_rest(file, current), *arrange(file, spilled)]
            parts += arrange(file, [item for box in row for item in box.items])
            current, spilled = Frame(row[0].origin), []
    return [*parts, *_rest(file, current), *arrange(file, spilled)]


def _rest(file: str, frame: Frame[Box | Plain]) -> list[Item]:
    """Rows that belong together: a table, unless they are one column."""
    if _is_column(frame):
        return _content(file, frame)
    return [frame]


def _content(file: str, frame: Frame[Box | Plain]) -> list[Item]:
    return arrange(file, [item for row in frame.rows for box in row for item in box.items])


def _is_heavy(box: Box) -> bool:
    if box.piece is not None:
        return box.piece[1] - box.piece[0] > LONG
    if box.is_blank:
        return False
    items = box.items
    if len(items) == 1 and type(items[0]) is Lines and len(items[0].pieces) == 1:
        start, end = items[0].pieces[0]
        return end - start > LONG
    lengths = [_length(item) for item in box.items if type(item) is Lines]
    total = sum(lengths)
    return total > LONG or (total > _PROSE and len(lengths) > 2) or any(type(item) is Frame for item in box.items)


def _length(lines: Lines) -> int:
    return sum(end - start for start, end in lines.pieces)


def _is_row_of_figures(file: str, row: list[Box | Plain], flags: list[bool], has_full_rows: bool) -> bool:
    """Whether a row with a heavy cell is still one of a table of figures."""
    ordinary = sum(not (box.is_blank or flag) for box, flag in zip(row, flags, strict=True))
    if ordinary > 1 and has_full_rows:
        return True
    return len(row) > 1 and any(flag and _lead(file, box) for box, flag in zip(row, flags, strict=True))


def _lead(file: str, box: Box | Plain) -> bool:
    """Whether the first paragraph of a heavy cell is what the cell was meant to hold: a number, a label of a table."""
    first = box.items[0] if box.items else None
    if type(first) is not Lines or len(box.items) < 2:
        return False
    text = "".join(file[start:end] for start, end in first.pieces)
    if _NUMBER.match(text):
        return True
    return type(box.items[1]) is Frame and len(text) <= _SHORT


def _spill(file: str, box: Box) -> list[Item]:
    """Takes out of a heavy cell what does not belong there; prose alone stays."""
    if _lead(file, box):
        spilled, box.items = box.items[1:], box.items[:1]
    elif any(type(item) is Frame for item in box.items):
        spilled, box.items = box.items, []
    else:
        spilled = []
    return spilled
