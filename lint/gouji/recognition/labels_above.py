"""Rows whose label stands in a row of its own, above its figures: a page that breaks the line behind each label."""

from __future__ import annotations

from gouji.document import Cell, Cells, Table, texts_of
from gouji.recognition.figures import looks_like_value
from gouji.recognition.lexicon import Lexicon, label_key, without_note


def join_labels_above(table: Table, lexicon: Lexicon) -> Table:
    """The table with each lone label put before the figures of the next row; the same table where there is none."""
    rows: list[Cells] = []
    waiting: Cells | None = None
    joined = False
    for row in table.rows:
        texts = texts_of(row)
        if waiting is not None and _are_figures(texts):
            rows[-1] = _renumbered(waiting, row)
            waiting, joined = None, True
            continue
        rows.append(row)
        waiting = row if _is_lone_label(texts, lexicon) else None
    return table._replace(rows=tuple(rows)) if joined else table


def _is_lone_label(texts: tuple[str, ...], lexicon: Lexicon) -> bool:
    if len(texts) != 1 or not texts[0]:
        return False
    key = label_key(texts[0])
    return (key in lexicon.owners or without_note(key) in lexicon.owners) and key not in lexicon.captions


def _are_figures(texts: tuple[str, ...]) -> bool:
    return all(not text or looks_like_value(text) for text in texts)


def _renumbered(label: Cells, figures: Cells) -> tuple[Cell, ...]:
    first = label[0]
    return (first, *(cell._replace(row=first.row, column=at) for at, cell in enumerate(figures, 1)))
