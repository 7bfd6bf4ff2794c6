"""Tables printed otherwise than prescribed: turned, so that rows stand as columns, or cut into two side by side.

They are looked for only where a form was not read as it stands, and what is made of them counts only if it is read then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from gouji.document import Block, Cell, Cells, Table, texts_of
from gouji.editions import Edition
from gouji.recognition.figures import looks_like_value
from gouji.recognition.forms import read_forms
from gouji.recognition.lexicon import Lexicon, label_key
from gouji.recognition.lines import rows_of
from gouji.report import FormReading

_WIDEST, _SHORTEST, _LONGEST = 60, 3, 200


def is_due(readings: Mapping[str, FormReading], edition: Edition | None) -> bool:
    """Whether a form of the edition was not read, or lacks heads of columns that others of it have."""
    required = () if edition is None else [form.id for form in edition.forms if form.id not in readings]
    return bool(required) or not all(map(_is_whole, readings.values()))


def read_again(
    readings: Mapping[str, FormReading], blocks: Sequence[Block], lexicon: Lexicon, edition: Edition | None
) -> Mapping[str, FormReading]:
    """The readings, and in place of those that are not whole the ones that tables give which are turned or put together."""
    changed = _rearranged(blocks, lexicon)
    if changed is None:
        return readings
    rows = rows_of(changed, lexicon.captions)
    others = read_forms(rows, lexicon, edition.id if edition else None)
    better = {
        id: other
        for id, other in others.items()
        if _is_whole(other) and not (id in readings and _is_whole(readings[id]))
    }
    return {**readings, **better}


def _is_whole(reading: FormReading) -> bool:
    lost = sum(column.likeness == 0 for column in reading.columns)
    return reading.status == "read" and lost in (0, len(reading.columns))


def _rearranged(blocks: Sequence[Block], lexicon: Lexicon) -> list[Block] | None:
    """The blocks with tables turned back and parts of tables put together; None where there are none such."""
    found: list[Block] = []
    last, changed = -1, False
    for block in blocks:
        if not isinstance(block, Table):
            found.append(block)
            continue
        left = found[last] if last >= 0 else None
        whole = _joined(left, block, lexicon) if isinstance(left, Table) else None
        if whole is not None:
            found[last], changed = whole, True
            continue
        table = _halves_joined(block, lexicon) or _turned(block, lexicon)
        changed = changed or table is not None
        last = len(found)
        found.append(table or block)
    return found if changed else None


def _turned(table: Table, lexicon: Lexicon) -> Table | None:
    """The table with rows and columns exchanged, if the labels of rows stand beside each other and heads below each other."""
    width = max(map(len, table.rows), default=0)
    if not 1 < width <= _WIDEST or not 1 < len(table.rows) <= _LONGEST or any(len(row) != width for row in table.rows):
        return None
    keys = [[label_key(text) for text in texts_of(row)] for row in table.rows]
    columns = [[row[at] if at < len(row) else "" for row in keys] for at in range(width)]
    labels, heads = lexicon.owners.keys() - lexicon.columns, lexicon.columns
    beside, below = _most(keys, labels), _most(columns, labels)
    if beside <= below and not (beside == below == 1):
        return None if beside else _turned_blocks(table, keys, columns, lexicon)
    return _exchanged(table, width) if _most(columns, heads) > _most(keys, heads) else None


def _turned_blocks(
    table: Table, keys: Sequence[Sequence[str]], columns: Sequence[Sequence[str]], lexicon: Lexicon
) -> Table | None:
    """As `_turned`, for a form whose rows stand side by side as blocks: its heads are all that tells."""
    for words in lexicon.forms:
        if words.form.layout == "blocks" and set(words.rows) <= set(chain.from_iterable(keys)):
            heads = words.columns.keys()
            if _most(columns, heads) == len(words.form.columns) and _most(keys, heads) == 1:
                return _exchanged(table, len(columns))
    return None


def _most(lines: Iterable[Sequence[str]], known: Iterable[str]) -> int:
    """The most different known keys that one line has."""
    return max((len(set(line).intersection(known)) for line in lines), default=0)


def _exchanged(table: Table, width: int) -> Table:
    """A table whose columns are the rows of another."""
    made: dict[int, Cell] = {}
    for cell in chain.from_iterable(table.rows):
        made.setdefault(id(cell), cell._replace(row=cell.column, column=cell.row, rows=cell.columns, columns=cell.rows))
    rows = tuple(tuple(made[id(row[at])] for row in table.rows) for at in range(width))
    return Table(table.span, rows, "grid")


def _halves_joined(table: Table, lexicon: Lexicon) -> Table | None:
    """As `_joined`, for two parts that follow on each other without anything between them."""
    half, odd = divmod(len(table.rows), 2)
    if odd or half < _SHORTEST or texts_of(table.rows[0])[:1] != texts_of(table.rows[half])[:1]:
        return None
    below = tuple(tuple(cell._replace(row=cell.row - half) for cell in row) for row in table.rows[half:])
    return _joined(table._replace(rows=table.rows[:half]), table._replace(rows=below), lexicon)


def _joined(left: Table, right: Table, lexicon: Lexicon) -> Table | None:
    """One table of two that have the same labels of rows and each some of the columns of a form."""
    if left.shape != right.shape or left.shape == "stream" or len(left.rows) != len(right.rows):
        return None
    heads = [_heads(table, lexicon) for table in (left, right)]
    whole = any(words.columns.keys() and _are_all(words.columns, heads) for words in lexicon.forms)
    if not whole or min(map(len, heads)) == 0:
        return None
    rows = list(zip(left.rows, right.rows, strict=True))
    shared = [_alike(*pair) for pair in rows]
    if not any(shared) or any(not share and _has_value(row) for row, share in zip(left.rows, shared, strict=True)):
        return None
    if left.shape == "grid":
        shared = [min(shared)] * len(rows)
    joined = tuple(_row(*pair, share) for pair, share in zip(rows, shared, strict=True))
    return Table(left.span, joined, left.shape)


def _has_value(row: Cells) -> bool:
    return any(text and looks_like_value(text) for text in texts_of(row))


def _heads(table: Table, lexicon: Lexicon) -> set[str]:
    keys = (label_key(text) for row in table.rows for text in texts_of(row) if text)
    return {key for key in keys if key in lexicon.columns}


def _are_all(columns: Mapping[str, int], heads: Sequence[set[str]]) -> bool:
    """Whether two sets of heads are those of all columns of a form together, with none in both."""
    first, second = ({columns[key] for key in keys if key in columns} for keys in heads)
    return len(first | second) == len(set(columns.values())) and len(first) + len(second) == len(first | second)


def _alike(left: Cells, right: Cells) -> int:
    """How many cells of words two rows begin with that are the same."""
    count = 0
    for one, other in zip(texts_of(left), texts_of(right), strict=False):
        if one != other or (one and looks_like_value(one)):
            break
        count += 1
    return count


def _row(left: Cells, right: Cells, shared: int) -> tuple[Cell, ...]:
    """The cells of two parts of a row, of which the first ones of the right part are those of the left one again."""
    shift = len(left) - shared
    more: dict[int, Cell] = {}
    for cell in right[shared:]:
        more.setdefault(id(cell), cell._replace(column=cell.column + shift))
    return (*left, *(more[id(cell)] for cell in right[shared:]))
