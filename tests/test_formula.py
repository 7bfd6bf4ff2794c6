"""Formulas: what they say, which cells they rest on, and where a wrong one is wrong."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.grammar import formula
from gouji.grammar.relation import Cell, Instance

COLUMNS = {"person": "count", "firm": "count", "total": "count"}
ROWS = {
    "new": "inflow",
    "old": "inflow",
    "granted": "outcome",
    "refused.secret": "outcome",
    "refused.other": "outcome",
    "sum": "outcome_total",
    "left": "outflow",
}
ONE = {"quantity": "count"}
LIST = {"replies": "total", "completed": "total", "web": "leaf", "paper": "leaf", "all": "total", "fees": "leaf"}


def made(text: str, columns: dict[str, str] = COLUMNS, rows: dict[str, str] = ROWS) -> tuple[Instance, ...]:
    return formula.instances(formula.parse(text), columns, rows)


def figures(**values: float):
    return lambda cell: values.get(cell[0], 0)


def test_a_column_formula_has_one_instance_for_each_column():
    found = made("for each column: new + old = sum + left")
    assert [each.key for each in found] == ["person", "firm", "total"]
    assert found[1].cells == (("new", "firm"), ("old", "firm"), ("sum", "firm"), ("left", "firm"))
    assert found[1].left == ((1, ("new", "firm")), (1, ("old", "firm")))
    assert found[1].is_equality
    assert found[1].target is None


def test_a_row_formula_takes_names_for_columns_and_knows_its_total():
    found = made("for each row: total = person + firm")
    assert [each.key for each in found] == list(ROWS)
    assert found[3].target == ("refused.secret", "total")
    assert found[3].right == ((1, ("refused.secret", "person")), (1, ("refused.secret", "firm")))


def test_a_total_on_the_right_is_the_target_too():
    assert made("for each block: person + firm = total")[0].target == ("new", "total")


@pytest.mark.parametrize(
    ("pattern", "rows"),
    [("outcome", ["granted", "refused.secret", "refused.other"]), ("refused.*", ["refused.secret", "refused.other"])],
)
def test_sum_adds_up_a_kind_or_a_prefix(pattern, rows):
    (first, *_) = made(f"for each column: sum = sum({pattern})")
    assert [row for row, _ in first.cells] == ["sum", *rows]
    assert first.target == ("sum", "person")


def test_a_kind_is_not_taken_for_the_id_of_another_row():
    (only,) = made("all = sum(leaf)", ONE, LIST)
    assert {row for row, _ in only.cells} == {"all", "web", "paper", "fees"}


def test_a_restriction_leaves_out_other_rows():
    assert [each.key for each in made("for each row(refused.*, left): total >= 0")] == [
        "refused.secret",
        "refused.other",
        "left",
    ]


def test_row_and_column_together_name_any_cell():
    (only,) = made("new:total >= refused.other:firm - 2")
    assert only.cells == (("new", "total"), ("refused.other", "firm"))
    assert only.target is None
    assert only.sides(lambda _cell: 5) == (5, 3)


def test_equality_and_its_sides():
    (only,) = made("all = web + paper - fees", ONE, LIST)
    assert only.holds(figures(all=4, web=3, paper=2, fees=1))
    assert not only.holds(figures(all=5, web=3, paper=2, fees=1))
    assert only.sides(figures(all=5, web=3, paper=2, fees=1)) == (5, 4)
    assert only.right == ((1, ("web", "quantity")), (1, ("paper", "quantity")), (-1, ("fees", "quantity")))


def test_decimals_that_differ_by_rounding_are_equal():
    (only,) = made("all = web + paper", ONE, LIST)
    assert only.holds(figures(all=0.3, web=0.1, paper=0.2))
    assert not only.holds(figures(all=0.31, web=0.1, paper=0.2))


@pytest.mark.parametrize(
    ("sign", "less", "same", "more"),
    [
        ("<", True, False, False),
        ("<=", True, True, False),
        ("≤", True, True, False),
        ("=", False, True, False),
        ("!=", True, False, True),
        ("≠", True, False, True),
        (">=", False, True, True),
        ("≥", False, True, True),
        (">", False, False, True),
    ],
)
def test_signs_of_comparison(sign, less, same, more):
    (only,) = made(f"web {sign} paper", ONE, LIST)
    assert [only.holds(figures(web=web, paper=2)) for web in (1, 2, 3)] == [less, same, more]


def test_the_greatest_of_several():
    (only,) = made("max(web, paper + 1) <= all", ONE, LIST)
    assert only.holds(figures(web=3, paper=2, all=3))
    assert not only.holds(figures(web=3, paper=3, all=3))
    assert only.sides(figures(web=3, paper=3, all=3)) == (4, 3)
    assert only.left == ()
    assert {row for row, _ in only.cells} == {"web", "paper", "all"}


def test_a_denial_speaks_of_both_its_figures():
    (only,) = made("not (replies > 0 and completed = 0)", ONE, LIST)
    assert not only.holds(figures(replies=4))
    assert only.holds(figures(replies=4, completed=1))
    assert only.holds(figures())
    assert only.sides(figures(replies=4)) == (4, 0)
    assert only.left == ((1, ("replies", "quantity")),)
    assert not only.is_equality
    assert only.target is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("all = web + paper - 1", "all = web + paper - 1"),
        ("max(web, paper) <= all", "max(web, paper) ≤ all"),
        ("-web >= 0", "-web ≥ 0"),
        ("not (replies > 0 and completed = 0)", "not (replies > 0 and completed = 0)"),
    ],
)
def test_a_relation_can_be_said_in_words(text, said):
    (only,) = made(text, ONE, LIST)
    assert formula.describe(only, lambda cell: cell[0]) == said


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("for each colum: new = old", 10),
        ("for each row new = old", 14),
        ("for each row(): new = old", 14),
        ("new + = old", 7),
        ("new old", 5),
        ("new = ", 7),
        ("new =\told old", 11),
        ("sum() = 3", 5),
        ("max(new = 3", 9),
        ("new = old = left", 11),
        ("not (new > 0 and old)", 21),
        ("New = old", 1),
    ],
)
def test_a_wrong_formula_says_where(text, column):
    with pytest.raises(formula.FormulaError) as caught:
        formula.parse(text)
    assert caught.value.column == column
    assert f"第 {column} 列应为" in caught.value.zh
    assert "Forward" not in caught.value.zh


@pytest.mark.parametrize(
    ("text", "column", "name"),
    [
        ("for each row: total = person + firms", 32, "firms"),
        ("for each column: new = nothing", 24, "nothing"),
        ("for each column: sum = sum(nothing.*)", 28, "nothing.*"),
        ("for each row(lost): total = person", 14, "lost"),
        ("new = old", 1, "new"),
        ("new:total = new:lost", 13, "lost"),
    ],
)
def test_a_name_that_the_form_lacks_says_where(text, column, name):
    with pytest.raises(formula.FormulaError) as caught:
        made(text)
    assert caught.value.column == column
    assert f"「{name}」" in caught.value.zh
    assert f'"{name}"' in caught.value.en


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=12), st.integers(-3, 3))
def test_a_sum_holds_exactly_where_the_figures_add_up(parts, off):
    rows = {"sum": "total"} | {f"r{index}": "leaf" for index in range(len(parts))}
    values: dict[Cell, int] = {(f"r{index}", "quantity"): part for index, part in enumerate(parts)}
    values["sum", "quantity"] = sum(parts) + off
    (only,) = made("sum = sum(leaf)", ONE, rows)
    assert only.holds(values.__getitem__) == (off == 0)


def test_pyparsing_waits_until_a_formula_is_parsed():
    code = "import sys, gouji.grammar.formula, gouji.editions; sys.exit('pyparsing' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
