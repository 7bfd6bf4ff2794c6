"""Causes of failed identities: one mistake is one cause, at its cell, with the figure that mends it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builder
from gouji.document import Cell
from gouji.editions import Form
from gouji.reconciliation import causes
from gouji.reconciliation.slips import slip
from gouji.report import Cause, FormReading, RowReading, Value
from gouji.source import Span

Key = tuple[str, str]
Figures = dict[Key, int | float | None]
SEEDS = st.integers(0, 500)
EDITIONS = st.sampled_from(("2019", "2021"))


def form(edition: str, id: str) -> Form:
    found = builder.edition_of(edition).form(id)
    assert found is not None
    return found


def figures(edition: str, id: str, seed: int) -> Figures:
    """Figures of a form that keep every identity."""
    made = builder.build(edition, seed)
    return {(row, column): number for (found, row, column), number in made.figures.items() if found == id}


def reading(edition: str, id: str, values: Mapping[Key, int | float | str | None]) -> FormReading:
    """A form as read; None is a blank cell, a string is text."""
    known = form(edition, id)
    cells = {key: cell("" if value is None else str(value)) for key, value in values.items()}
    read = {key: Value(value if isinstance(value, int | float) else None, cells[key]) for key, value in values.items()}
    rows = {row.id: RowReading(row, 1.0, (), -1) for row in known.rows}
    return FormReading(known, edition, "read", Span(0, 0), read, rows, ())


def cell(text: str) -> Cell:
    return Cell(text, Span(0, len(text)), 0, 0)


def found(edition: str, id: str, values: Mapping[Key, int | float | str | None]) -> list[Cause]:
    return list(causes(reading(edition, id, values)))


def applications(**rows: str) -> Figures:
    """The form of 2021 with these rows, seven figures each, `-` a blank; all other rows are 0."""
    known = form("2021", "applications")
    values: Figures = {(row.id, column.id): 0 for row in known.rows for column in known.columns}
    for row, written in rows.items():
        row_id = next(one.id for one in known.rows if one.id.replace(".", "_") == row)
        for column, figure in zip(known.columns, written.split(), strict=True):
            values[row_id, column.id] = None if figure == "-" else int(figure)
    return values


SOUND = {
    "new": "12 3 0 0 1 0 16",
    "carried_in": "1 0 0 0 0 0 1",
    "granted": "8 2 0 0 0 0 10",
    "unavailable_not_held": "4 1 0 0 1 0 6",
    "outcome_total": "12 3 0 0 1 0 16",
    "carried_out": "1 0 0 0 0 0 1",
}


def changed(**rows: str) -> list[Cause]:
    return found("2021", "applications", applications(**{**SOUND, **rows}))


def in_short(all_of: list[Cause]) -> list[tuple[str, str, int | float | None]]:
    return [(cause.kind, ".".join(cause.cell), cause.wanted) for cause in all_of]


def test_sound_figures_have_no_causes() -> None:
    assert changed() == []


@given(EDITIONS, SEEDS, st.data())
def test_one_wrong_cell_is_one_cause(edition: str, seed: int, data: st.DataObject) -> None:
    values = figures(edition, "applications", seed)
    wrong = data.draw(st.sampled_from(sorted(values)), label="cell")
    right = values[wrong]
    values[wrong] = data.draw(st.integers(0, 120).filter(lambda number: number != right), label="figure")
    (cause,) = found(edition, "applications", values)
    assert (cause.cell, cause.wanted, cause.more) == (wrong, right, ())
    assert len(cause.failures) > 1


@given(SEEDS, st.data())
def test_two_wrong_cells_apart_are_two_causes(seed: int, data: st.DataObject) -> None:
    values = figures("2021", "applications", seed)
    rows = [row.id for row in form("2021", "applications").rows if row.kind == "outcome"]
    columns = ["natural_person", "enterprise", "research", "welfare", "legal_service", "other"]
    wrong = list(
        zip(
            data.draw(st.permutations(rows), label="rows")[:2],
            data.draw(st.permutations(columns), label="columns")[:2],
            strict=True,
        )
    )
    right = {key: values[key] for key in wrong}
    for key, added in zip(wrong, (3, 8), strict=True):
        values[key] = (right[key] or 0) + added
    assert {cause.cell: cause.wanted for cause in found("2021", "applications", values)} == right


@given(SEEDS, st.data())
def test_two_wrong_cells_of_a_row_are_two_causes(seed: int, data: st.DataObject) -> None:
    values = figures("2021", "applications", seed)
    row = data.draw(st.sampled_from(("granted", "refused.third_party", "new")), label="row")
    wrong = [(row, "natural_person"), (row, "legal_service")]
    right = {key: values[key] for key in wrong}
    for key, added in zip(wrong, (3, 8), strict=True):
        values[key] = (right[key] or 0) + added
    assert {cause.cell: cause.wanted for cause in found("2021", "applications", values)} == right


@given(
    SEEDS,
    st.sampled_from(("received", "completed", "replies_refused", "staff", "refused_privacy", "review")),
    st.data(),
)
def test_one_wrong_figure_of_the_statistics_is_one_cause(seed: int, row: str, data: st.DataObject) -> None:
    values = figures("2014", "statistics", seed)
    right = values[row, "quantity"]
    values[row, "quantity"] = data.draw(st.integers(0, 400).filter(lambda number: number != right), label="figure")
    (cause,) = found("2014", "statistics", values)
    assert (row, "quantity") in cause.first.instance.cells
    if cause.cell == (row, "quantity"):
        assert cause.wanted == right


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        pytest.param({"new": "21 3 0 0 1 0 16"}, ("transposed", "new.natural_person", 12), id="transposed"),
        pytest.param({"new": "2 3 0 0 1 0 16"}, ("wrong-figure", "new.natural_person", 12), id="one digit tells nothing"),
        pytest.param({"new": "123 3 0 0 1 0 16"}, ("digit-added", "new.natural_person", 12), id="digit added"),
        pytest.param(
            {"outcome_total": "12 3 0 0 1 0 0"}, ("total-not-filled", "outcome_total.total", 16), id="total not filled"
        ),
        pytest.param({"granted": "- 2 0 0 0 0 10"}, ("blank", "granted.natural_person", 8), id="a blank part"),
        pytest.param({"granted": "7 3 0 0 0 0 10"}, ("misclassified", "outcome_total.natural_person", None), id="part"),
        pytest.param({"new": "11 4 0 0 1 0 16"}, ("misclassified", "carried_out.natural_person", None), id="balance"),
        pytest.param(
            {"outcome_total": "11 4 0 0 1 0 16"}, ("misclassified", "outcome_total.natural_person", 12), id="total row"
        ),
        pytest.param(
            {"carried_out": "2 0 0 0 0 0 2"}, ("carried-into-total", "carried_out.total", 1), id="column and total"
        ),
        pytest.param(
            {"outcome_total": "11 3 0 0 1 0 15"},
            ("carried-into-total", "outcome_total.natural_person", 12),
            id="column and total of a known row",
        ),
        pytest.param(
            {"granted": "7 2 0 0 0 0 10", "unavailable_not_held": "5 1 0 0 1 0 6"},
            ("misplaced", "granted.total", None),
            id="wrong row",
        ),
        pytest.param(
            {"granted": "0 8 2 0 0 0 10"}, ("line-wrong", "outcome_total.natural_person", None), id="shifted by a column"
        ),
        pytest.param(
            {"outcome_total": "0 0 0 0 0 0 0"}, ("total-not-filled", "outcome_total.natural_person", 12), id="row of 0"
        ),
        pytest.param({"outcome_total": "1 2 3 4 5 6 21"}, ("line-wrong", "outcome_total.natural_person", 12), id="a row"),
    ],
)  # fmt: skip
def test_kinds(rows: dict[str, str], wanted: tuple[str, str, int | None]) -> None:
    assert in_short(changed(**rows)) == [wanted]


def test_further_cells_of_a_cause_have_their_figures() -> None:
    (cause,) = changed(outcome_total="11 4 0 0 1 0 16")
    assert cause.more == ((("outcome_total", "enterprise"), 3),)
    (cause,) = changed(outcome_total="0 0 0 0 0 0 0")
    assert dict(cause.more) == {
        ("outcome_total", "enterprise"): 3,
        ("outcome_total", "legal_service"): 1,
        ("outcome_total", "total"): 16,
    }


def test_the_sum_that_stands_in_the_cell_is_told_first() -> None:
    (cause,) = changed(outcome_total="12 3 0 0 1 0 18")
    assert [failure.identity.code for failure in cause.failures] == ["ARI302", "ARI303", "ARI301"]
    assert (cause.first.left, cause.first.right) == (18, 16)


def test_blank_totals_are_not_judged() -> None:
    assert changed(outcome_total="- - - - - - -") == []
    assert changed(granted="8 2 0 0 0 0 -") == []


@pytest.mark.parametrize("wrong", ["8件（含转办）", -8, 8.5])
def test_what_is_no_count_is_not_judged(wrong: str | float) -> None:
    values: dict[Key, int | float | str | None] = {**applications(**SOUND)}
    assert found("2021", "applications", {**values, ("granted", "natural_person"): wrong}) == []


def test_missing_rows_are_not_judged() -> None:
    values = {key: value for key, value in applications(**SOUND).items() if key[0] != "granted"}
    assert found("2021", "applications", values) == []


def remedies(*groups: str) -> Figures:
    known = form("2021", "remedies")
    return {
        (row.id, column.id): int(figure)
        for row, group in zip(known.rows, groups, strict=True)
        for column, figure in zip(known.columns, group.split(), strict=True)
    }


def test_totals_of_the_remedies() -> None:
    assert found("2021", "remedies", remedies("1 0 0 1 2", "1 0 0 0 1", "0 0 0 0 0")) == []
    two = found("2021", "remedies", remedies("1 0 0 1 3", "1 0 0 0 2", "0 0 0 0 0"))
    assert in_short(two) == [("wrong-figure", "review.total", 2), ("wrong-figure", "direct_suit.total", 1)]
    opposite = found("2021", "remedies", remedies("1 0 0 1 3", "1 0 0 0 0", "0 0 0 0 0"))
    assert [cause.cell for cause in opposite] == [("review", "total"), ("direct_suit", "total")]
    (unfilled,) = found("2021", "remedies", remedies("1 0 0 1 0", "1 0 0 0 0", "0 0 0 0 0"))
    assert (unfilled.kind, unfilled.wanted, unfilled.more) == ("total-not-filled", 2, ((("direct_suit", "total"), 1),))


def test_inequalities_of_one_figure_are_one_cause() -> None:
    values = figures("2014", "statistics", 3)
    values["completed", "quantity"] = values["completed_on_time", "quantity"] = 900
    values["completed_extended", "quantity"] = 0
    (cause,) = found("2014", "statistics", values)
    assert (cause.cell, cause.wanted) == (("completed", "quantity"), None)
    assert [failure.identity.ref for failure in cause.failures] == ["IB-15", "IB-16"]


def test_many_wrong_figures_end() -> None:
    known = form("2021", "applications")
    values: Figures = {
        (row.id, column.id): (7 * r + 11 * c * c) % 23
        for r, row in enumerate(known.rows)
        for c, column in enumerate(known.columns)
    }
    all_of = found("2021", "applications", values)
    assert 0 < len(all_of) <= 12
    assert {cause.kind for cause in all_of} >= {"many"}


@pytest.mark.parametrize(
    ("stands", "wanted", "kind"),
    [
        ("21", "12", "transposed"),
        ("132", "123", "transposed"),
        ("12", "123", "digit-lost"),
        ("23", "123", "digit-lost"),
        ("123", "12", "digit-added"),
        ("1", "12", "wrong-figure"),
        ("12", "1", "wrong-figure"),
        ("13", "12", "wrong-figure"),
        ("12", "1234", "wrong-figure"),
    ],
)
def test_slips(stands: str, wanted: str, kind: str) -> None:
    assert slip(stands, wanted) == kind
