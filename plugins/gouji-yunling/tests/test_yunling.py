"""The province's additions to the format of 2021."""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

import gouji_yunling
import pytest

from gouji import editions
from gouji.editions import Edition

NATIONAL = tuple(sorted(Path(str(files("gouji_rules") / "editions")).glob("*.toml")))


@pytest.fixture(scope="module")
def edition() -> Edition:
    return editions.load([*gouji_yunling.gouji_editions(), *NATIONAL])["2021"]


def test_the_row_follows_the_national_ones_and_may_be_left_out(edition):
    rows = edition.form("documents").rows
    assert [row.id for row in rows] == ["regulations", "normative_documents", "other_documents"]
    assert rows[-1].missing is None


@pytest.mark.parametrize(("made", "in_force", "holds"), [(3, 5, True), (3, 3, True), (3, 2, False)])
def test_what_was_made_this_year_is_in_force(edition, made, in_force, holds):
    (identity,) = [each for each in edition.form("documents").identities if each.code == "YUN101"]
    (instance,) = identity.instances
    figures = {("other_documents", "made"): made, ("other_documents", "in_force"): in_force}
    assert instance.holds(figures.__getitem__) is holds


def test_the_national_identity_holds_for_the_new_row_too(edition):
    (stock,) = [each for each in edition.form("documents").identities if each.code == "ARI305"]
    assert [each.key for each in stock.instances] == ["regulations", "normative_documents", "other_documents"]


def test_townships_have_a_deadline(edition):
    assert [(each.month, each.day) for each in edition.deadlines if "township" in each.kinds] == [(2, 20)]


def test_other_editions_stay_as_they_are():
    known, national = editions.load([*gouji_yunling.gouji_editions(), *NATIONAL]), editions.load(NATIONAL)
    assert [key for key in national if known[key] != national[key]] == ["2021"]


def test_the_distribution_offers_the_plugin():
    assert [each.value for each in entry_points(group="gouji", name="yunling")] == ["gouji_yunling"]
