"""The figures of a form with the identities they take part in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple

from gouji.editions import Form, Identity
from gouji.grammar.formula import Instance
from gouji.grammar.relation import Figures
from gouji.report import Failure, FormReading, Number

Key = tuple[str, str]
"""Row id and column id."""


class Net(NamedTuple):
    """The instances of a form's identities, for each cell those it takes part in, and the cells that are totals.

    `sums` are the columns that are the sum of others: 总计.
    """

    pairs: tuple[tuple[Identity, Instance], ...]
    of: Mapping[Key, tuple[int, ...]]
    totals: frozenset[Key]
    sums: frozenset[str]
    balances: tuple[_Balance | None, ...]


class _Balance(NamedTuple):
    """Picks the figures of the two sums of an equality out of those of all cells of `Net.of`, with a 0 behind them."""

    left: Callable[[Sequence[Number]], Sequence[Number]]
    right: Callable[[Sequence[Number]], Sequence[Number]]


_NETS: dict[int, tuple[Form, Net]] = {}


def net_of(form: Form) -> Net:
    """The net of a form; kept, since forms live as long as their edition."""
    if id(form) not in _NETS:
        pairs = tuple((identity, instance) for identity in form.identities for instance in identity.instances)
        of: dict[Key, list[int]] = {}
        for index, (_, instance) in enumerate(pairs):
            for cell in instance.cells:
                of.setdefault(cell, []).append(index)
        totals = frozenset(instance.target for _, instance in pairs if instance.target is not None)
        sums = frozenset(instance.target[1] for _, instance in pairs if instance.target and is_row(instance))
        place = {cell: place for place, cell in enumerate(of)}
        balances = tuple(_balance(instance, place) for _, instance in pairs)
        _NETS[id(form)] = (form, Net(pairs, {cell: tuple(found) for cell, found in of.items()}, totals, sums, balances))
    return _NETS[id(form)][1]


def _balance(instance: Instance, place: Mapping[Key, int]) -> _Balance | None:
    """The sums of an equality; None where a side is more than cells added up."""
    sides = (instance.first, instance.last)
    if not instance.is_equality or any(not side.plus or side.minus or side.constant or side.greatest for side in sides):
        return None
    # The 0 makes a tuple of a side of one cell too.
    left, right = (itemgetter(*(place[cell] for cell in side.plus), len(place)) for side in sides)
    return _Balance(left, right)


def is_row(instance: Instance) -> bool:
    """Whether an identity is about one row (or block)."""
    return bool(instance.key) and all(row == instance.key for row, _ in instance.cells)


class Remedy(NamedTuple):
    """Figures for some cells that mend these failures and break nothing."""

    figures: Mapping[Key, Number]
    mended: frozenset[int]


class Sheet(NamedTuple):
    """A form as read, and its figures, some perhaps mended already. Failures are indexes of `net.pairs`."""

    reading: FormReading
    net: Net
    figures: Mapping[Key, Number]

    def get(self, cell: Key) -> Number:
        """The figure of a cell, 0 where it is blank."""
        return self.figures.get(cell, 0)

    def failed(self) -> list[int]:
        """The identities that do not hold."""
        figures = [*map(self.figures.get, self.net.of, repeat(0)), 0]
        return [
            index
            for index, balance in enumerate(self.net.balances)
            if (balance is None or sum(balance.left(figures)) != sum(balance.right(figures)))
            and not self.instance(index).holds(self.get)
        ]

    def mended(self, figures: Mapping[Key, Number]) -> Sheet:
        """The sheet with other figures in some cells."""
        return self._replace(figures={**self.figures, **figures})

    def instance(self, index: int) -> Instance:
        """The instance of a failure."""
        return self.net.pairs[index][1]

    def failure(self, index: int) -> Failure:
        """A failure with what its sides come to."""
        identity, instance = self.net.pairs[index]
        return Failure(identity, instance, *instance.sides(self.get))

    def gap(self, index: int) -> Number:
        """By how much the left side of a failure is greater than the right one."""
        left, right = self.instance(index).sides(self.get)
        return left - right

    def remedy(self, figures: Mapping[Key, Number], failed: Sequence[int]) -> Remedy | None:
        """The remedy that these figures are; None where one of the cells' identities fails with them."""
        touched = {index for cell in figures for index in self.net.of[cell]}
        trial: Figures = self.mended(figures).get
        if not all(self.instance(index).holds(trial) for index in touched):
            return None
        return Remedy(figures, frozenset(touched.intersection(failed)))

    def wanted(self, cell: Key, failed: Sequence[int], apart: Sequence[Key] = ()) -> list[Number]:
        """The figures of a cell that would mend one of its failures, of those in which no cell `apart` has a part."""
        found: dict[Number, None] = {}
        for index in failed:
            instance = self.instance(index)
            if cell in instance.cells and not any(other in instance.cells for other in apart):
                number = solved(instance, cell, self.get)
                if number is not None:
                    found[number] = None
        return list(found)


def solved(instance: Instance, cell: Key, get: Figures) -> Number | None:
    """The figure of a cell with which both sides are equal; None where it is no part of a sum, or below 0."""
    factor = sum(s for s, c in instance.left if c == cell) - sum(s for s, c in instance.right if c == cell)
    if not factor:
        return None
    left, right = instance.sides(get)
    number = get(cell) - (left - right) / factor
    if number < 0:
        return None
    return int(number) if float(number).is_integer() else round(number, 6)
