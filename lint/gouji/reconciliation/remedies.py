"""The fewest figures that mend failed identities: one cell, two cells, a row or a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from gouji.reconciliation.sheet import Key, Remedy, Sheet
from gouji.report import Number

_MOST_CANDIDATES = 24
_LINE = 3


def best(sheet: Sheet, failed: Sequence[int]) -> Remedy | None:
    """The remedy with the fewest cells that mends two failures at least; None where there is none."""
    crossed = _crossed(sheet, failed)
    return _one_cell(sheet, crossed, failed) or _two_cells(sheet, crossed, failed) or _line(sheet, crossed, failed)


def _crossed(sheet: Sheet, failed: Sequence[int]) -> list[Key]:
    """The cells that take part in two failures at least."""
    seen: dict[Key, int] = {}
    for index in failed:
        for cell in sheet.instance(index).cells:
            seen[cell] = seen.get(cell, 0) + 1
    return [cell for cell, count in seen.items() if count > 1]


def _most(remedies: Iterable[Remedy | None]) -> Remedy | None:
    """The remedy that mends most, the first among equals."""
    return max((remedy for remedy in remedies if remedy), key=lambda remedy: len(remedy.mended), default=None)


def _one_cell(sheet: Sheet, crossed: Sequence[Key], failed: Sequence[int]) -> Remedy | None:
    return _most(sheet.remedy({cell: number}, failed) for cell in crossed for number in sheet.wanted(cell, failed))


def _two_cells(sheet: Sheet, crossed: Sequence[Key], failed: Sequence[int]) -> Remedy | None:
    if len(crossed) > _MOST_CANDIDATES:
        return None
    return _most(
        sheet.remedy({one: first, other: second}, failed)
        for one, other in combinations(crossed, 2)
        for first in sheet.wanted(one, failed, (other,))
        for second in sheet.wanted(other, failed, (one,))
    )


def _line(sheet: Sheet, crossed: Sequence[Key], failed: Sequence[int]) -> Remedy | None:
    """A row or column with three wrong cells or more, such as totals that nobody filled in."""
    lines = [
        [cell for cell in crossed if cell[axis] == name]
        for axis in (0, 1)
        for name in dict.fromkeys(cell[axis] for cell in crossed)
    ]
    return _most(_whole(sheet, line, failed) for line in lines if len(line) >= _LINE)


def _whole(sheet: Sheet, line: Sequence[Key], failed: Sequence[int]) -> Remedy | None:
    """Each cell of a line with the figure that the identities across the line want."""
    figures: dict[Key, Number] = {}
    for cell in line:
        numbers = sheet.wanted(cell, failed, [other for other in line if other != cell])
        if numbers:
            figures[cell] = numbers[0]
    return sheet.remedy(figures, failed) if len(figures) >= _LINE else None
