"""Relations between cells of a form, resolved and quick to evaluate; `formula` makes them of formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

Number = int | float
Cell = tuple[str, str]
"""Row id and column id."""
Figures = Callable[[Cell], Number]
"""Gives the figure of a cell, 0 where it is blank."""

_TOLERANCE = 1e-6


class Side(NamedTuple):
    """One side of a comparison: cells added, cells subtracted, a constant, and signed maxima of other sides."""

    plus: tuple[Cell, ...]
    minus: tuple[Cell, ...]
    constant: int
    greatest: tuple[tuple[int, tuple[Side, ...]], ...]

    def value(self, get: Figures) -> Number:
        """What the side comes to."""
        total: Number = sum(map(get, self.plus)) + self.constant
        if self.minus:
            total -= sum(map(get, self.minus))
        for sign, sides in self.greatest:
            total += sign * max(side.value(get) for side in sides)
        return total

    @property
    def single(self) -> Cell | None:
        """The cell that alone makes up the side."""
        alone = len(self.plus) == 1 and not (self.minus or self.constant or self.greatest)
        return self.plus[0] if alone else None

    @property
    def terms(self) -> tuple[tuple[int, Cell], ...]:
        """Signed cells of a linear side; none where a maximum is part of it."""
        if self.greatest:
            return ()
        return (*((1, cell) for cell in self.plus), *((-1, cell) for cell in self.minus))

    def cells(self) -> Iterator[Cell]:
        """All cells of the side."""
        yield from self.plus
        yield from self.minus
        for _, sides in self.greatest:
            for side in sides:
                yield from side.cells()

    def worded(self, label: Callable[[Cell], str]) -> str:
        """The side with a label or a figure for each cell."""
        parts = [(1, label(cell)) for cell in self.plus] + [(-1, label(cell)) for cell in self.minus]
        for sign, sides in self.greatest:
            parts.append((sign, f"max({', '.join(side.worded(label) for side in sides)})"))
        if self.constant or not parts:
            parts.append((1 if self.constant >= 0 else -1, str(abs(self.constant))))
        text = "".join(f"{' + ' if sign > 0 else ' - '}{part}" for sign, part in parts)
        return text.removeprefix(" + ").replace(" - ", "-", 1) if text.startswith(" - ") else text[3:]


class Comparison(NamedTuple):
    """Two sides and the operator between them."""

    operator: str
    left: Side
    right: Side

    def holds(self, get: Figures) -> bool:
        """Whether the comparison is true of the figures."""
        return compare(self.operator, self.left.value(get), self.right.value(get))


class AllOf(NamedTuple):
    """All parts at once."""

    parts: tuple[Comparison, ...]

    def holds(self, get: Figures) -> bool:
        """Whether every part is true of the figures."""
        return all(part.holds(get) for part in self.parts)


class Negation(NamedTuple):
    """The contrary."""

    part: AllOf

    def holds(self, get: Figures) -> bool:
        """Whether the part is not true of the figures."""
        return not self.part.holds(get)


Relation = Comparison | AllOf | Negation


def compare(operator: str, left: Number, right: Number) -> bool:
    """Whether `left operator right`; decimals that differ by a millionth at most are equal, whole numbers only if so."""
    equal = left == right or _is_close(left, right)
    match operator:
        case "=":
            return equal
        case "!=":
            return not equal
        case "<=":
            return equal or left < right
        case ">=":
            return equal or left > right
        case "<":
            return left < right and not equal
        case _:
            return left > right and not equal


def _is_close(left: Number, right: Number) -> bool:
    decimal = isinstance(left, float) or isinstance(right, float)
    return decimal and abs(left - right) <= _TOLERANCE * max(abs(left), abs(right))


class Instance(NamedTuple):
    """A relation for one row, column or block (`key`; empty where it stands once).

    `cells` are all cells it rests on, each once. `target` is the cell that alone forms one side of an equality: the
    total. `left` and `right` are the signed cells of the two sides, for messages; in `not (a > 0 and b = 0)` those of
    the first and of the last comparison's left side; empty where a maximum is part of the side.
    """

    key: str
    cells: tuple[Cell, ...]
    target: Cell | None
    is_equality: bool
    left: tuple[tuple[int, Cell], ...]
    right: tuple[tuple[int, Cell], ...]
    relation: Relation
    first: Side
    last: Side

    @classmethod
    def of(cls, key: str, relation: Comparison | Negation) -> Instance:
        """The instance of a relation."""
        compared = (relation,) if isinstance(relation, Comparison) else relation.part.parts
        first, last = compared[0].left, (relation.right if isinstance(relation, Comparison) else compared[-1].left)
        cells = dict.fromkeys(cell for each in compared for side in (each.left, each.right) for cell in side.cells())
        equality = isinstance(relation, Comparison) and relation.operator == "="
        target = (first.single or last.single) if equality else None
        return cls(key, tuple(cells), target, equality, first.terms, last.terms, relation, first, last)

    def holds(self, get: Figures) -> bool:
        """Whether the figures keep the relation."""
        return self.relation.holds(get)

    def sides(self, get: Figures) -> tuple[Number, Number]:
        """What `left` and `right` come to."""
        return self.first.value(get), self.last.value(get)
