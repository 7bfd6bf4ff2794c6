"""Labels broken over two lines: the first half stands as a paragraph before the row."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.document import Block, Cell, Paragraph, Table
from gouji.recognition.lexicon import Lexicon, label_key
from gouji.source import Span


def join_broken_labels(blocks: Sequence[Block], lexicon: Lexicon) -> list[Block]:
    """A label broken over two lines leaves its first half as a paragraph before the row: put them together."""
    joined: list[Block] = []
    for block in blocks:
        whole = _whole(joined[-1], block, lexicon) if joined and isinstance(block, Table) else None
        if whole is None:
            joined.append(block)
            continue
        joined.pop()
        above = joined[-1] if joined else None
        if isinstance(above, Table) and above.shape == "ragged":
            joined[-1] = Table(Span(above.span.start, whole.span.end), (*above.rows, *whole.rows), "ragged")
        else:
            joined.append(whole)
    return joined


def _whole(before: Block, table: Table, lexicon: Lexicon) -> Table | None:
    """The table with the short paragraph before it as the first half of its first label; None where it is none."""
    if table.shape != "ragged" or not isinstance(before, Paragraph):
        return None
    row = _with_first_half(before, table, lexicon) if len(before.text) < 60 else None
    return None if row is None else Table(Span(before.span.start, table.span.end), (row, *table.rows[1:]), "ragged")


def _with_first_half(before: Paragraph, table: Table, lexicon: Lexicon) -> tuple[Cell, ...] | None:
    first = table.rows[0]
    for position, cell in enumerate(first):
        if not cell.text:
            continue
        whole = label_key(before.text + cell.text)
        if label_key(cell.text) in lexicon.owners or whole not in lexicon.owners:
            return None
        label = Cell(cell.text, cell.span, cell.row, cell.column)._replace(text=before.text + "\n" + cell.text)
        return (*first[:position], label._replace(span=Span(before.span.start, cell.span.end)), *first[position + 1 :])
    return None
