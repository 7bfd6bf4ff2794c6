"""Reports as plain text and Markdown. Each layout flattens tables in a way that is seen on real pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from builder.parts import Part, Sheet, grid
from gouji.drafting.markdown import write as markdown

__all__ = ["TABLES", "markdown", "text"]


def _pipes(sheet: Sheet) -> list[str]:
    """A row a line; a spanning cell leaves bars without blanks at the end of its row."""
    lines = []
    for row in sheet.rows:
        covered = sum(slot.columns - 1 for slot in row)
        lines.append(
            " | ".join(slot.text for slot in row) + (" |" + "|" * covered if covered or len(row) > 1 else " |")
        )
    return lines


def _bars(sheet: Sheet) -> list[str]:
    """A cell a line and a bar on a line of its own after each."""
    return [line for row in sheet.rows for slot in row for line in (slot.text, "|") if line]


def _cells(sheet: Sheet) -> list[str]:
    """A cell a line and nothing else."""
    return [slot.text for row in sheet.rows for slot in row if slot.text]


def _tabs(sheet: Sheet) -> list[str]:
    """What is pasted from a workbook: tabs between columns, nothing where a cell is covered."""
    return ["\t".join(row) for row in grid(sheet)]


def _aligned(sheet: Sheet) -> list[str]:
    """Columns set with blanks, as printed; an ideograph is two wide."""
    rows = grid(sheet)
    starts = [0]
    for column in range(sheet.width):
        reach = [starts[-1] + 4]
        reach += [
            starts[_begin(row, column)] + _width(row[_begin(row, column)]) + 3 for row in rows if _ends(row, column)
        ]
        starts.append(max(reach))
    return [_set(row, starts) for row in rows]


def _begin(row: Sequence[str], column: int) -> int:
    """The column where the cell begins that covers a column."""
    return next((at for at in range(column, -1, -1) if row[at]), column)


def _ends(row: Sequence[str], column: int) -> bool:
    return column + 1 < len(row) and bool(row[column + 1])


def _set(row: Sequence[str], starts: Sequence[int]) -> str:
    line = ""
    for cell, start in zip(row, starts, strict=False):
        if cell:
            line += " " * (start - _width(line)) + cell
    return line


def _width(text: str) -> int:
    return sum(1 if ord(character) < 0x2000 else 2 for character in text)


TABLES: dict[str, Callable[[Sheet], list[str]]] = {
    "pipes": _pipes,
    "bars": _bars,
    "cells": _cells,
    "tabs": _tabs,
    "aligned": _aligned,
}


def text(parts: Sequence[Part], layout: str) -> str:
    """A report as plain text with tables in a layout of `TABLES`."""
    lines: list[str] = []
    for part in parts:
        lines += TABLES[layout](part) if isinstance(part, Sheet) else [part.text]
    return "\n".join(lines) + "\n"
