"""Reconciling a form's figures (勾稽): which identities fail, and the fewest causes that explain them.

A wrong figure breaks the sum of its row, of its column, and the balance. `causes` finds the one cell that would mend
all of them, so that one mistake is one finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from gouji.editions import Form, Identity
from gouji.grammar.formula import Instance
from gouji.grammar.relation import Negation
from gouji.report import Cause, Failure, FormReading, Number

Key = tuple[str, str]


class _Net(NamedTuple):
    """All instances of a form's identities, and for each cell those it takes part in."""

    instances: tuple[tuple[Identity, Instance], ...]
    of: Mapping[Key, tuple[int, ...]]
    totals: frozenset[Key]


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
        _NETS[id(form)] = (form, _Net(pairs, {cell: tuple(found) for cell, found in of.items()}, totals))
    return _NETS[id(form)][1]


def causes(reading: FormReading) -> tuple[Cause, ...]:
    """The causes of all failed identities of a form, in the order of the form's identities."""
    figures = {cell: value.number or 0 for cell, value in reading.values.items()}
    get = _getter(figures)
    failed = [index for index, (_, instance) in enumerate(_net(reading.form).instances) if not instance.holds(get)]
    failed = [index for index in failed if _is_assessable(reading, index)]
    if not failed:
        return ()
    found = list(_explain(reading, figures, failed))
    return tuple(sorted(found, key=lambda cause: _order(reading, cause)))


def _order(reading: FormReading, cause: Cause) -> int:
    return next(i for i, (_, instance) in enumerate(_net(reading.form).instances) if instance is cause.first.instance)


class _getter:  # noqa: N801 -- a plain callable, a class so that it needs no closure per lookup
    __slots__ = ("figures",)

    def __init__(self, figures: Mapping[Key, Number]) -> None:
        self.figures = figures

    def __call__(self, cell: Key) -> Number:
        return self.figures.get(cell, 0)


def _is_assessable(reading: FormReading, index: int) -> bool:
    """Whether a failure is the report's: no row missing, no text for a figure, no total left blank."""
    identity, instance = _net(reading.form).instances[index]
    values = [(cell, reading.values.get(cell)) for cell in instance.cells]
    if any(value is None or (value.number is None and not value.is_blank) for _, value in values):
        return False
    blank = {cell for cell, value in values if value is not None and value.number is None}
    if not blank:
        return True
    if not instance.is_equality:
        return False
    return blank.isdisjoint(_net(reading.form).totals) and len(blank) < len(values)


def _explain(reading: FormReading, figures: dict[Key, Number], failed: Sequence[int]) -> Iterator[Cause]:
    left = list(failed)
    while left:
        best = _best_cell(reading, figures, left)
        if best is None or len(best.fixed) < 2:
            break
        yield _cause(reading, figures, best)
        figures[best.cell] = best.wanted
        left = [index for index in left if index not in best.fixed]
    yield from _grouped(reading, figures, left)


class _Remedy(NamedTuple):
    """Setting a cell to a figure mends these failures and breaks nothing."""

    cell: Key
    wanted: Number
    fixed: frozenset[int]


def _best_cell(reading: FormReading, figures: Mapping[Key, Number], failed: Sequence[int]) -> _Remedy | None:
    """The cell that mends most failures; among equals the one that is a total, then the first."""
    net = _net(reading.form)
    candidates = dict.fromkeys(cell for index in failed for cell in net.instances[index][1].cells)
    best: tuple[tuple[int, bool, bool], _Remedy] | None = None
    for cell in candidates:
        mine = [index for index in failed if index in net.of[cell]]
        for wanted in _wanted(net, figures, cell, mine):
            trial = _getter({**figures, cell: wanted})
            if not all(net.instances[i][1].holds(trial) for i in net.of[cell]):
                continue
            rank = (len(mine), _in_domain(reading, cell, wanted), cell in net.totals)
            if best is None or rank > best[0]:
                best = (rank, _Remedy(cell, wanted, frozenset(mine)))
    return None if best is None else best[1]


def _in_domain(reading: FormReading, cell: Key, wanted: Number) -> bool:
    return wanted >= 0


def _wanted(net: _Net, figures: Mapping[Key, Number], cell: Key, failed: Sequence[int]) -> list[Number]:
    """Figures of a cell that would mend one of the failures, if linear in it."""
    get = _getter(figures)
    found: dict[Number, None] = {}
    for index in failed:
        instance = net.instances[index][1]
        left, right = instance.sides(get)
        factor = sum(s for s, c in instance.left if c == cell) - sum(s for s, c in instance.right if c == cell)
        if factor:
            value = figures.get(cell, 0) - (left - right) / factor
            found[int(value) if float(value).is_integer() else round(value, 6)] = None
    return [value for value in found if value >= 0]


def _cause(reading: FormReading, figures: Mapping[Key, Number], remedy: _Remedy) -> Cause:
    net = _net(reading.form)
    order = sorted(remedy.fixed, key=lambda i: (net.instances[i][1].target != remedy.cell, i))
    number = figures.get(remedy.cell, 0)
    kind = _kind(net, remedy.cell, number, remedy.wanted)
    return Cause(reading, tuple(_failure(net, i, figures) for i in order), remedy.cell, remedy.wanted, kind)


def _failure(net: _Net, index: int, figures: Mapping[Key, Number]) -> Failure:
    identity, instance = net.instances[index]
    left, right = instance.sides(_getter(figures))
    return Failure(identity, instance, left, right)


def _kind(net: _Net, cell: Key, number: Number, wanted: Number) -> str:
    if cell in net.totals and number == 0 and wanted != 0:
        return "total-not-filled"
    return _slip(str(number), str(wanted))


@lru_cache(maxsize=256)
def _slip(stands: str, wanted: str) -> str:
    """How one figure may have become another at the keyboard."""
    if len(stands) == len(wanted) > 1 and sorted(stands) == sorted(wanted):
        return "transposed"
    if (len(stands) > 1 and wanted.startswith(stands)) or (
        wanted.endswith(stands) and len(wanted) == len(stands) + 1 > 2
    ):
        return "digit-lost"
    if len(wanted) > 1 and stands.startswith(wanted) and len(stands) == len(wanted) + 1:
        return "digit-added"
    return "wrong-figure"


def _grouped(reading: FormReading, figures: Mapping[Key, Number], left: Sequence[int]) -> Iterator[Cause]:
    """What no single cell explains: the same difference in a column and in the total, opposite ones in two columns."""
    net = _net(reading.form)
    groups: dict[str, list[int]] = {}
    for index in left:
        identity, instance = net.instances[index]
        name = f"{identity.ref}" if instance.key else f"{identity.ref}:{index}"
        groups.setdefault(name, []).append(index)
    for members in groups.values():
        for together, kind in _together(net, figures, members):
            yield _unexplained(reading, figures, together, kind)


def _together(net: _Net, figures: Mapping[Key, Number], members: list[int]) -> Iterator[tuple[list[int], str]]:
    """Failures of one identity that belong together, and what they look like."""
    get = _getter(figures)
    gaps = {i: _gap(net.instances[i][1], get) for i in members}
    total = [i for i in members if net.instances[i][1].key == "total"]
    parts = [i for i in members if i not in total]
    if len(parts) == 2 and not total and gaps[parts[0]] == -gaps[parts[1]]:
        yield parts, "misclassified"
    elif total and sum(gaps[i] for i in parts) == gaps[total[0]] and parts:
        yield [*total, *parts], "unknown"
    elif len(members) > 3:
        yield members, "rows-shifted"
    else:
        for index in members:
            yield [index], "unknown"


def _gap(instance: Instance, get: _getter) -> Number:
    left, right = instance.sides(get)
    return left - right


def _unexplained(reading: FormReading, figures: Mapping[Key, Number], members: Sequence[int], kind: str) -> Cause:
    net = _net(reading.form)
    failures = tuple(_failure(net, index, figures) for index in members)
    instance = failures[0].instance
    wanted: Number | None = None
    cell = instance.target
    if cell is not None and kind == "unknown":
        wanted = failures[0].right if instance.left and instance.left[0][1] == cell else failures[0].left
        kind = "total-not-filled" if figures.get(cell, 0) == 0 and wanted else kind
    elif cell is None and instance.is_equality and instance.right:
        cell = instance.right[-1][1]
        rest = failures[0].left - (failures[0].right - figures.get(cell, 0))
        wanted = rest if rest >= 0 and kind == "unknown" else None
    elif isinstance(instance.relation, Negation) and instance.right:
        cell = instance.right[0][1]
    elif cell is None:
        cell = (instance.left or instance.right or ((1, instance.cells[0]),))[0][1]
    return Cause(reading, failures, cell, wanted, kind)
