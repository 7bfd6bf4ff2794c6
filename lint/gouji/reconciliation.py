"""Reconciling a form's figures (勾稽): which identities fail, and the fewest causes that explain them.

A wrong figure breaks the sum of its row, of its column, and the balance. `causes` finds the figures that would mend
all of them, so that one mistake is one finding: first single cells, then pairs, then whole rows and columns; what no
figure explains is put together by what the differences have in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from gouji.editions import Form, Identity
from gouji.grammar.formula import Instance
from gouji.grammar.relation import Figures, Negation
from gouji.report import Cause, Failure, FormReading, Number
from gouji.slips import WRONG_FIGURE, slip

Key = tuple[str, str]
Pair = tuple[Identity, Instance]
_MOST_CANDIDATES = 24
_MOST_APART = 3


class _Net(NamedTuple):
    """The instances of a form's identities, for each cell those it takes part in, and the cells that are totals.

    `sums` are the rows and columns that are the sum of others: 总计.
    """

    pairs: tuple[Pair, ...]
    of: Mapping[Key, tuple[int, ...]]
    totals: frozenset[Key]
    sums: frozenset[str]


_NETS: dict[int, tuple[Form, _Net]] = {}


def _net(form: Form) -> _Net:
    """The net of a form; kept, since forms live as long as their edition."""
    if id(form) not in _NETS:
        pairs = tuple((identity, instance) for identity in form.identities for instance in identity.instances)
        of: dict[Key, list[int]] = {}
        for index, (_, instance) in enumerate(pairs):
            for cell in instance.cells:
                of.setdefault(cell, []).append(index)
        totals = frozenset(instance.target for _, instance in pairs if instance.target is not None)
        sums = frozenset(instance.target[1] for _, instance in pairs if instance.target and _is_row(instance))
        _NETS[id(form)] = (form, _Net(pairs, {cell: tuple(found) for cell, found in of.items()}, totals, sums))
    return _NETS[id(form)][1]


def _is_row(instance: Instance) -> bool:
    return bool(instance.key) and all(row == instance.key for row, _ in instance.cells)


class _Remedy(NamedTuple):
    """Figures for some cells that mend these failures and break nothing."""

    figures: Mapping[Key, Number]
    mended: frozenset[int]


class _Sheet(NamedTuple):
    """A form as read, and its figures, some perhaps mended already."""

    reading: FormReading
    net: _Net
    figures: Mapping[Key, Number]

    def get(self, cell: Key) -> Number:
        """The figure of a cell, 0 where it is blank."""
        return self.figures.get(cell, 0)

    def mended(self, figures: Mapping[Key, Number]) -> _Sheet:
        """The sheet with other figures in some cells."""
        return self._replace(figures={**self.figures, **figures})

    def remedy(self, figures: Mapping[Key, Number], failed: Sequence[int]) -> _Remedy | None:
        """The remedy that these figures are; None where one of the cells' identities fails with them."""
        touched = {index for cell in figures for index in self.net.of[cell]}
        trial: Figures = self.mended(figures).get
        if not all(self.net.pairs[index][1].holds(trial) for index in touched):
            return None
        return _Remedy(figures, frozenset(touched.intersection(failed)))

    def wanted(self, cell: Key, failed: Sequence[int], apart: Key | None = None) -> list[Number]:
        """The figures of a cell that would mend one of its failures, of those in which `apart` has no part."""
        found: dict[Number, None] = {}
        for index in failed:
            instance = self.net.pairs[index][1]
            if cell not in instance.cells or apart in instance.cells:
                continue
            number = _solved(instance, cell, self.get)
            if number is not None:
                found[number] = None
        return list(found)


def _solved(instance: Instance, cell: Key, get: Figures) -> Number | None:
    """The figure of a cell with which both sides are equal; None where it is no part of a sum, or below 0."""
    factor = sum(s for s, c in instance.left if c == cell) - sum(s for s, c in instance.right if c == cell)
    if not factor:
        return None
    left, right = instance.sides(get)
    number = get(cell) - (left - right) / factor
    if number < 0:
        return None
    return int(number) if float(number).is_integer() else round(number, 6)


def causes(reading: FormReading) -> tuple[Cause, ...]:
    """The causes of all failed identities of a form, in the order of the form's identities."""
    figures = {cell: value.number or 0 for cell, value in reading.values.items()}
    sheet = _Sheet(reading, _net(reading.form), figures)
    failed = [index for index, (_, instance) in enumerate(sheet.net.pairs) if not instance.holds(sheet.get)]
    failed = [index for index in failed if _is_assessable(sheet, index)]
    if not failed:
        return ()
    order = {id(instance): index for index, (_, instance) in enumerate(sheet.net.pairs)}
    return tuple(sorted(_explain(sheet, failed), key=lambda cause: order[id(cause.first.instance)]))


def _is_assessable(sheet: _Sheet, index: int) -> bool:
    """Whether a failure is the report's: no row missing, nothing that is no count, no total left blank."""
    reading, instance = sheet.reading, sheet.net.pairs[index][1]
    values = {cell: reading.values.get(cell) for cell in instance.cells}
    blank = set()
    for cell, value in values.items():
        if value is None or (value.number is None and not value.is_blank) or not _in_domain(sheet, cell):
            return False
        if value.number is None:
            blank.add(cell)
    if not blank:
        return True
    return instance.is_equality and blank.isdisjoint(sheet.net.totals) and len(blank) < len(values)


def _in_domain(sheet: _Sheet, cell: Key) -> bool:
    """Whether a figure can stand in its cell; a negative count or a fraction is a fault of its own."""
    number = sheet.get(cell)
    if number >= 0 and isinstance(number, int):
        return True
    form = sheet.reading.form
    kind = next(column.type for column in form.columns if column.id == cell[1])
    kind = next((row.type for row in form.rows if row.id == cell[0]), None) or kind
    return kind == "change" or (kind == "decimal" and number >= 0)


def _explain(sheet: _Sheet, failed: Sequence[int]) -> Iterator[Cause]:
    left = list(failed)
    while remedy := _one_cell(sheet, left) or _two_cells(sheet, left) or _one_line(sheet, left):
        yield from _mended(sheet, remedy)
        sheet = sheet.mended(remedy.figures)
        left = [index for index in left if index not in remedy.mended]
    for members in _groups(sheet.net, left):
        for together, kind in _together(sheet, members):
            yield _unexplained(sheet, together, kind)


def _crossed(sheet: _Sheet, failed: Sequence[int]) -> list[Key]:
    """The cells that take part in two failures at least."""
    seen: dict[Key, int] = {}
    for index in failed:
        for cell in sheet.net.pairs[index][1].cells:
            seen[cell] = seen.get(cell, 0) + 1
    return [cell for cell, count in seen.items() if count > 1]


def _best(remedies: Iterator[_Remedy | None]) -> _Remedy | None:
    """The remedy that mends most, the first among equals."""
    return max((remedy for remedy in remedies if remedy), key=lambda remedy: len(remedy.mended), default=None)


def _one_cell(sheet: _Sheet, failed: Sequence[int]) -> _Remedy | None:
    return _best(
        sheet.remedy({cell: number}, failed)
        for cell in _crossed(sheet, failed)
        for number in sheet.wanted(cell, failed)
    )


def _two_cells(sheet: _Sheet, failed: Sequence[int]) -> _Remedy | None:
    crossed = _crossed(sheet, failed)
    if len(crossed) > _MOST_CANDIDATES:
        return None
    return _best(
        sheet.remedy({one: first, other: second}, failed)
        for one, other in combinations(crossed, 2)
        for first in sheet.wanted(one, failed, other)
        for second in sheet.wanted(other, failed, one)
    )


def _one_line(sheet: _Sheet, failed: Sequence[int]) -> _Remedy | None:
    """A row or column of which three cells or more are wrong, such as totals that nobody filled in."""
    crossed = _crossed(sheet, failed)
    lines = [[cell for cell in crossed if cell[axis] == name] for axis in (0, 1) for name in {c[axis]: 0 for c in crossed}]
    return _best(_line(sheet, line, failed) for line in lines if len(line) > 2)


def _line(sheet: _Sheet, line: Sequence[Key], failed: Sequence[int]) -> _Remedy | None:
    figures: dict[Key, Number] = {}
    for cell in line:
        others = [other for other in line if other != cell]
        mine = [i for i in failed if not any(other in sheet.net.pairs[i][1].cells for other in others)]
        numbers = sheet.wanted(cell, mine)
        if numbers:
            figures[cell] = numbers[0]
    return sheet.remedy(figures, failed) if len(figures) > 2 else None


def _mended(sheet: _Sheet, remedy: _Remedy) -> Iterator[Cause]:
    """The causes that a remedy stands for: one, unless it is two cells that have nothing to do with each other."""
    cells = list(remedy.figures)
    if len(cells) == 2 and not _is_linked(sheet.net, cells, remedy.mended):
        first = frozenset(index for index in remedy.mended if index in sheet.net.of[cells[0]])
        for cell, mended in ((cells[0], first), (cells[1], remedy.mended - first)):
            yield _cause(sheet, {cell: remedy.figures[cell]}, mended)
        return
    yield _cause(sheet, remedy.figures, remedy.mended)


def _is_linked(net: _Net, cells: Sequence[Key], mended: frozenset[int]) -> bool:
    """Whether one identity holds although both cells in it are wrong: the mistakes belong together."""
    shared = set(net.of[cells[0]]).intersection(net.of[cells[1]])
    return not shared.isdisjoint(set(shared) - mended)


def _cause(sheet: _Sheet, figures: Mapping[Key, Number], mended: frozenset[int]) -> Cause:
    net = sheet.net
    ordered = sorted(figures, key=lambda cell: cell[1] in net.sums)
    cell = ordered[0]
    order = sorted(mended, key=lambda i: (cell not in net.pairs[i][1].cells, net.pairs[i][1].target != cell, i))
    more = tuple((other, figures[other]) for other in ordered[1:])
    failures = tuple(_failure(sheet, index) for index in order)
    return Cause(sheet.reading, failures, cell, figures[cell], _kind(sheet, figures), more)


def _failure(sheet: _Sheet, index: int) -> Failure:
    identity, instance = sheet.net.pairs[index]
    return Failure(identity, instance, *instance.sides(sheet.get))


def _kind(sheet: _Sheet, figures: Mapping[Key, Number]) -> str:
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


def _groups(net: _Net, failed: Sequence[int]) -> Iterator[list[int]]:
    """Failures of the same identity in several rows, columns or blocks; inequalities stand alone."""
    groups: dict[str, list[int]] = {}
    for index in failed:
        identity, instance = net.pairs[index]
        name = identity.ref if instance.key and instance.is_equality else f"{identity.ref}:{index}"
        groups.setdefault(name, []).append(index)
    yield from groups.values()


def _together(sheet: _Sheet, members: Sequence[int]) -> Iterator[tuple[list[int], str]]:
    """Failures of one identity that belong together, and what they look like."""
    pairs = sheet.net.pairs
    gaps = {index: _gap(sheet, index) for index in members}
    total = [index for index in members if pairs[index][1].key in sheet.net.sums]
    parts = [index for index in members if index not in total]
    unfilled = [index for index in members if _is_unfilled(sheet, index)]
    if total and parts and sum(gaps[i] for i in parts) == sum(gaps[i] for i in total):
        yield [*total, *parts], "carried-into-total"
    elif len(members) > 1 and not total and not sum(gaps.values()):
        yield list(members), "misclassified" if not _is_row(pairs[members[0]][1]) else "misplaced"
    elif len(members) > 1 and len(unfilled) == len(members):
        yield unfilled, "total-not-filled"
    elif len(members) > _MOST_APART:
        yield list(members), "many"
    else:
        yield from (([index], "unknown") for index in members)


def _gap(sheet: _Sheet, index: int) -> Number:
    left, right = sheet.net.pairs[index][1].sides(sheet.get)
    return left - right


def _is_unfilled(sheet: _Sheet, index: int) -> bool:
    target = sheet.net.pairs[index][1].target
    return target is not None and not sheet.get(target)


def _unexplained(sheet: _Sheet, members: Sequence[int], kind: str) -> Cause:
    """A cause without a cell that mends everything: it is reported where the sum stands."""
    failures = tuple(_failure(sheet, index) for index in members)
    instance = failures[0].instance
    cell = _stand(instance)
    wanted = _solved(instance, cell, sheet.get) if instance.is_equality and kind not in _NO_FIGURE else None
    if kind == "unknown" and instance.target == cell and wanted is not None:
        kind = "total-not-filled" if not sheet.get(cell) else slip(str(sheet.get(cell)), str(wanted))
        kind = "unknown" if kind == WRONG_FIGURE else kind
    return Cause(sheet.reading, failures, cell, wanted, kind)


_NO_FIGURE = frozenset({"misclassified", "misplaced", "many"})


def _stand(instance: Instance) -> Key:
    """Where a failure is reported: at the total, else at the last cell of a balance, else at the first cell."""
    if instance.target is not None:
        return instance.target
    if instance.right and (instance.is_equality or isinstance(instance.relation, Negation)):
        return instance.right[-1 if instance.is_equality else 0][1]
    return (instance.left or instance.right or ((1, instance.cells[0]),))[0][1]
