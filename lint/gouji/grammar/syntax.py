"""Syntax trees of formulas."""

from __future__ import annotations

from typing import Literal, NamedTuple

from gouji.errors import GoujiError
from gouji.findings import Words

Unit = Literal["", "row", "column", "block"]


class FormulaError(GoujiError):
    """A formula cannot be read or names something that the form lacks; `column` counts from 1."""

    def __init__(self, formula: str, column: int, expected: Words) -> None:
        """`expected` continues the sentence that begins with the formula and the column."""
        super().__init__(
            f"公式「{formula}」第 {column} 列应为{expected.zh}",
            f'column {column} of formula "{formula}": expected {expected.en}',
        )
        self.formula = formula
        self.column = column
        self.expected = expected


class Name(NamedTuple):
    """A row or column id, or `row:column`; `column` is its place in the formula, from 1."""

    id: str
    column: int


class Total(NamedTuple):
    """`sum(pattern)`: the sum of all whose id, id prefix (`refused.*`) or kind fits the pattern."""

    pattern: str
    column: int


class Greatest(NamedTuple):
    """`max(side, …)`."""

    sides: tuple[Terms, ...]


class Term(NamedTuple):
    """A signed part of a side; `factor` is a whole number, a name, a sum or a maximum."""

    sign: int
    factor: int | Name | Total | Greatest


Terms = tuple[Term, ...]


class Compared(NamedTuple):
    """Two sides and `=`, `!=`, `<`, `<=`, `>` or `>=` between them."""

    operator: str
    left: Terms
    right: Terms


class Denied(NamedTuple):
    """`not (a and b …)`."""

    parts: tuple[Compared, ...]


class Formula(NamedTuple):
    """A formula as read. `unit` is what it is for (empty: once), `only` the patterns that restrict it."""

    text: str
    unit: Unit
    only: tuple[Name, ...]
    relation: Compared | Denied
