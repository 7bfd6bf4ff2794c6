"""Formulas over the rows and columns of a form: each name becomes a cell, each formula its instances."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from gouji.findings import Words
from gouji.grammar.relation import AllOf, Cell, Comparison, Instance, Negation, Relation, Side
from gouji.grammar.syntax import Compared, Formula, FormulaError, Greatest, Name, Terms, Total


def instances(formula: Formula, columns: Mapping[str, str], rows: Mapping[str, str]) -> tuple[Instance, ...]:
    """The formula for each row, column or block it is for; `columns` and `rows` map ids to kinds.

    Raises `FormulaError` for an id or a pattern that the form lacks.
    """
    return tuple(_Scope(formula, key, columns, rows).instance() for key in _keys(formula, columns, rows))


def _keys(formula: Formula, columns: Mapping[str, str], rows: Mapping[str, str]) -> Iterator[str]:
    if not formula.unit:
        yield ""
        return
    known = columns if formula.unit == "column" else rows
    wanted = {key for name in formula.only for key in _fitting(formula, name.id, name.column, known)}
    yield from (key for key in known if not formula.only or key in wanted)


def _fitting(formula: Formula, pattern: str, column: int, known: Mapping[str, str]) -> tuple[str, ...]:
    prefix = pattern[:-1] if pattern.endswith(".*") else None
    if prefix:
        found = tuple(key for key in known if key.startswith(prefix))
    else:
        found = tuple(key for key, kind in known.items() if kind == pattern) or (pattern,) * (pattern in known)
    if not found:
        wanted = Words(
            f"表中有的标识、前缀或类别，而不是「{pattern}」", f'an id, prefix or kind of the form, not "{pattern}"'
        )
        raise FormulaError(formula.text, column, wanted)
    return found


class _Scope(NamedTuple):
    """The names that hold for one row or column of a form."""

    formula: Formula
    key: str
    columns: Mapping[str, str]
    rows: Mapping[str, str]

    def instance(self) -> Instance:
        relation = self.formula.relation
        if isinstance(relation, Compared):
            return Instance.of(self.key, self.comparison(relation))
        parts = tuple(self.comparison(part) for part in relation.parts)
        return Instance.of(self.key, Negation(AllOf(parts)))

    def comparison(self, compared: Compared) -> Comparison:
        return Comparison(compared.operator, self.side(compared.left), self.side(compared.right))

    def side(self, terms: Terms) -> Side:
        plus: list[Cell] = []
        minus: list[Cell] = []
        constant = 0
        greatest: list[tuple[int, tuple[Side, ...]]] = []
        for sign, factor in terms:
            if isinstance(factor, int):
                constant += sign * factor
            elif isinstance(factor, Greatest):
                greatest.append((sign, tuple(map(self.side, factor.sides))))
            else:
                (plus if sign > 0 else minus).extend(self.cells(factor))
        return Side(tuple(plus), tuple(minus), constant, tuple(greatest))

    def cells(self, factor: Name | Total) -> tuple[Cell, ...]:
        if isinstance(factor, Name):
            return (self.cell(factor),)
        known = self.columns if self.formula.unit in ("row", "block") else self.rows
        return tuple(map(self.placed, _fitting(self.formula, factor.pattern, factor.column, known)))

    def placed(self, id: str) -> Cell:
        match self.formula.unit:
            case "row" | "block":
                return (self.key, id)
            case "column":
                return (id, self.key)
            case _:
                return (id, next(iter(self.columns), ""))

    def cell(self, name: Name) -> Cell:
        row, mark, column = name.id.partition(":")
        if not mark:
            row, column = self.placed(name.id)
            if not self.formula.unit and len(self.columns) != 1:
                wanted = Words(
                    f"「行：列」（表不止一列），而不是「{name.id}」",
                    f'row:column, not "{name.id}", as there are several',
                )
                raise FormulaError(self.formula.text, name.column, wanted)
        if row not in self.rows:
            wanted = Words(f"表中有的行，而不是「{row}」", f'a row of the form, not "{row}"')
            raise FormulaError(self.formula.text, name.column, wanted)
        if column not in self.columns:
            wanted = Words(f"表中有的列，而不是「{column}」", f'a column of the form, not "{column}"')
            raise FormulaError(self.formula.text, name.column, wanted)
        return (row, column)


def describe(instance: Instance, label: Callable[[Cell], str]) -> str:
    """The relation in the words or figures of `label`: `本年新收 + 上年结转 = 总计 + 结转下年度`, `3 + 1 = 4 + 0`."""
    return _worded(instance.relation, label)


def _worded(relation: Relation, label: Callable[[Cell], str]) -> str:
    match relation:
        case Comparison(operator, left, right):
            sign = {"<=": "≤", ">=": "≥", "!=": "≠"}.get(operator, operator)
            return f"{left.worded(label)} {sign} {right.worded(label)}"
        case Negation(part):
            return f"not ({_worded(part, label)})"
        case AllOf(parts):
            return " and ".join(_worded(part, label) for part in parts)
