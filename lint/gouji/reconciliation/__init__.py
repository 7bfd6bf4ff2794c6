"""Reconciling a form's figures (勾稽): which identities fail, and the fewest causes that explain them.

A wrong figure breaks the sum of its row, of its column, and the balance. `causes` finds the figures that would mend
all of them, so that one mistake is one finding: single cells first, then two cells, then whole rows and columns; what
no figure explains is put together by what the differences have in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gouji.reconciliation import remainders, remedies
from gouji.reconciliation.sheet import Key, Net, Remedy, Sheet, net_of
from gouji.reconciliation.slips import slip
from gouji.report import Cause, FormReading, Number

__all__ = ["causes"]


def causes(reading: FormReading) -> tuple[Cause, ...]:
    """The causes of all failed identities of a form, in the order of the form's identities."""
    sheet = Sheet(reading, net_of(reading.form), reading.figures)
    failed = [index for index in sheet.failed() if _is_assessable(sheet, index)]
    if not failed:
        return ()
    order = {id(instance): index for index, (_, instance) in enumerate(sheet.net.pairs)}
    return tuple(sorted(_explain(sheet, failed), key=lambda cause: order[id(cause.first.instance)]))


def _is_assessable(sheet: Sheet, index: int) -> bool:
    """Whether a failure is the report's: no row missing, nothing that is no count, no total left blank."""
    reading, instance = sheet.reading, sheet.instance(index)
    blank = set()
    for cell in instance.cells:
        value = reading.values.get(cell)
        if value is None or (value.number is None and not value.is_blank) or not _in_domain(sheet, cell):
            return False
        if value.number is None:
            blank.add(cell)
    if not blank:
        return True
    return instance.is_equality and blank.isdisjoint(sheet.net.totals) and len(blank) < len(instance.cells)


def _in_domain(sheet: Sheet, cell: Key) -> bool:
    """Whether a figure can stand in its cell; a negative count or a fraction is a fault of its own."""
    number, form = sheet.get(cell), sheet.reading.form
    if number >= 0 and isinstance(number, int):
        return True
    of_column = next(column.type for column in form.columns if column.id == cell[1])
    of_row = next((row.type for row in form.rows if row.id == cell[0]), None)
    return of_column == "change" or ((of_row or of_column) == "decimal" and number >= 0)


def _explain(sheet: Sheet, failed: Sequence[int]) -> Iterator[Cause]:
    left = list(failed)
    while remedy := remedies.best(sheet, left):
        yield from _mended(sheet, remedy)
        sheet = sheet.mended(remedy.figures)
        left = [index for index in left if index not in remedy.mended]
    yield from remainders.causes(sheet, left)


def _mended(sheet: Sheet, remedy: Remedy) -> Iterator[Cause]:
    """The causes that a remedy stands for: one, unless it is two cells that have nothing to do with each other."""
    cells = list(remedy.figures)
    if len(cells) == 2 and not _is_linked(sheet.net, cells, remedy.mended):
        for cell, other in (cells, reversed(cells)):
            own = remedy.mended.intersection(sheet.net.of[cell])
            shared = own.intersection(sheet.net.of[other]) if cell == cells[1] else frozenset()
            yield _cause(sheet, {cell: remedy.figures[cell]}, own, shared)
    else:
        yield _cause(sheet, remedy.figures, remedy.mended)


def _is_linked(net: Net, cells: Sequence[Key], mended: frozenset[int]) -> bool:
    """Whether an identity holds although both cells in it are wrong: the mistakes belong together."""
    shared = set(net.of[cells[0]]).intersection(net.of[cells[1]])
    return bool(shared - mended)


def _cause(
    sheet: Sheet, figures: Mapping[Key, Number], mended: frozenset[int], shared: frozenset[int] = frozenset()
) -> Cause:
    """A cause; failures that it has in common with another one come last."""
    cells = sorted(figures, key=lambda cell: cell[1] in sheet.net.sums)
    order = sorted(mended, key=lambda i: (i in shared, *_rank(sheet, i, cells[0])))
    failures = tuple(sheet.failure(index) for index in order)
    if not any(failure.instance.is_equality for failure in failures):
        return Cause(sheet.reading, failures, cells[0], None, "unknown")
    more = tuple((cell, figures[cell]) for cell in cells[1:])
    return Cause(sheet.reading, failures, cells[0], figures[cells[0]], _kind(sheet, figures), more)


def _rank(sheet: Sheet, index: int, cell: Key) -> tuple[bool, bool, int]:
    """The sum that stands in the cell comes first, then others of which the cell is a part."""
    instance = sheet.instance(index)
    return instance.target != cell, cell not in instance.cells, index


def _kind(sheet: Sheet, figures: Mapping[Key, Number]) -> str:
    """What may have happened to these cells."""
    cells = list(figures)
    if all(cell in sheet.net.totals and not sheet.get(cell) and figures[cell] for cell in cells):
        return "total-not-filled"
    if len(cells) > 2:
        return "line-wrong"
    if len(cells) == 2:
        return "carried-into-total" if any(cell[1] in sheet.net.sums for cell in cells) else "misclassified"
    value = sheet.reading.values[cells[0]]
    return "blank" if value.number is None else slip(str(value.number), str(figures[cells[0]]))
