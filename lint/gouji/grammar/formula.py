"""Formulas over the figures of a form: grammar, syntax tree, and instances ready to be evaluated.

    for each column: new + carried_in = outcome_total + carried_out
    for each row: total = natural_person + sum(organisation.*)
    not (replies > 0 and completed = 0)

After `for each row` (or `block`) names are column ids, after `for each column` row ids. Without a prefix they are row
ids of a form with one column, or `row:column`, which is allowed everywhere. `for each row(a, b.*, kind)` restricts the
prefix to some rows; `sum(kind)` and `sum(prefix.*)` add up all that fit; `max(a, b)` is the greatest.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gouji.findings import Words
from gouji.grammar.relation import Cell, Instance
from gouji.grammar.resolution import describe, instances
from gouji.grammar.syntax import Compared, Denied, Formula, FormulaError, Greatest, Name, Term, Total

if TYPE_CHECKING:
    import pyparsing

__all__ = ["Cell", "Formula", "FormulaError", "Instance", "describe", "instances", "parse"]

_EXPECTED = {
    "end of text": Words("公式结尾", "the end of the formula"),
    "name": Words("行或列的标识", "a row or column id"),
    "pattern": Words("标识、前缀.* 或类别", "an id, a prefix.* or a kind"),
    "factor": Words("行或列的标识、整数、sum(…) 或 max(…)", "a row or column id, a whole number, sum(…) or max(…)"),
    "operator": Words("「+」「-」或比较符号", "+, - or a comparison sign"),
    "relation": Words("比较式", "a comparison"),
    "unit": Words("row、column 或 block", "row, column or block"),
}


def parse(text: str) -> Formula:
    """The syntax tree of a formula; raises `FormulaError` with the column and what was expected there."""
    import pyparsing

    try:
        unit, only, relation = _grammar().parse_string(text, parse_all=True)
    except pyparsing.ParseBaseException as fault:
        raise FormulaError(text, fault.column, _expected(fault)) from None
    return Formula(text, unit, tuple(only), relation)


def _expected(fault: pyparsing.ParseBaseException) -> Words:
    wanted = (fault.msg or "").removeprefix("Expected ")
    return _EXPECTED.get(wanted, Words(f"「{wanted}」", f'"{wanted}"'))


@cache
def _grammar() -> pyparsing.ParserElement:
    import pyparsing as pp

    side = pp.Forward()
    name = pp.Regex(r"[a-z]\w*(?:\.\w+)*(?::[a-z]\w*(?:\.\w+)*)?").set_name("name")
    name.set_parse_action(lambda _text, at, found: Name(str(found[0]), at + 1))
    pattern = pp.Regex(r"[a-z]\w*(?:\.\w+)*(?:\.\*)?").set_name("pattern")
    restriction = pattern.copy().set_parse_action(lambda _text, at, found: Name(str(found[0]), at + 1))
    total = pattern.copy().set_parse_action(lambda _text, at, found: Total(str(found[0]), at + 1))
    opening, closing = pp.Suppress("(").set_name("("), pp.Suppress(")").set_name(")")
    summed = pp.Suppress(pp.Regex(r"sum(?=\s*\()")) - opening - total - closing
    greatest = pp.Suppress(pp.Regex(r"max(?=\s*\()")) - opening - pp.DelimitedList(pp.Group(side)) - closing
    greatest.set_parse_action(lambda found: Greatest(tuple(tuple(each) for each in found)))
    number = pp.Regex(r"[0-9]+").set_parse_action(lambda found: int(found[0]))
    factor = (number | summed | greatest | name).set_name("factor")
    sign = pp.Regex(r"[-+−]").set_name("operator").set_parse_action(lambda found: 1 if found[0] == "+" else -1)
    first = (pp.Optional(sign, default=1) + factor).set_parse_action(lambda found: Term(found[0], found[1]))
    later = (sign - factor).set_parse_action(lambda found: Term(found[0], found[1]))
    side <<= first + later[...]
    operator = pp.Regex(r"<=|>=|!=|[=<>≤≥≠]").set_name("operator")
    operator.set_parse_action(lambda found: {"≤": "<=", "≥": ">=", "≠": "!="}.get(found[0], found[0]))
    compared = pp.Group(side) - operator - pp.Group(side)
    compared.set_parse_action(lambda found: Compared(found[1], tuple(found[0]), tuple(found[2])))
    denial = pp.Suppress(pp.Regex(r"not(?=\s*\()")) - opening - pp.DelimitedList(compared, pp.Keyword("and")) - closing
    denial.set_parse_action(lambda found: Denied(tuple(found)))
    relation = (denial | compared).set_name("relation")
    unit = pp.Regex(r"row|column|block").set_name("unit")
    only = pp.Group(pp.Optional(opening - pp.DelimitedList(restriction) - closing))
    prefix = pp.Suppress(pp.Regex(r"for\s+each\b")) - unit - only - pp.Suppress(":").set_name(":")
    once = pp.Empty().set_parse_action(lambda: ["", ()])
    return ((prefix | once) - relation).parse_with_tabs()
