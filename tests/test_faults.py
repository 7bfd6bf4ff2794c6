"""A sample of the fault injection in benchmarks/faults: nothing is missed, and nothing is said too much."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from faults import trial
from faults.comparing import COMPARISONS
from faults.kinds import FAULTS

_EACH = 2
_CLEAN = 112


def test_kinds_are_of_all_families() -> None:
    assert len({fault.name for fault in FAULTS}) > 100
    assert {fault.codes[0][:3] for fault in FAULTS} == {
        "EXT", "STR", "TAB", "ARI", "XRF", "DAT", "CIT", "CON", "PRV", "LNG",
    }  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.codes[0]} {fault.name}")
def test_fault_is_found(fault: trial.Fault) -> None:
    trials = list(trial.faulty(_EACH, [fault]))
    assert trials
    assert [one for one in trials if not one.found or one.more] == []


def test_faults_between_reports_are_found() -> None:
    trials = list(trial.compared(1))
    assert {one.name for one in trials} == {kind.name for kind in COMPARISONS}
    assert [one for one in trials if (one.codes and not one.found) or one.more] == []


def test_clean_reports_give_no_error_and_no_warning() -> None:
    trials = list(trial.clean(_CLEAN))
    assert len(trials) == _CLEAN
    assert [one for one in trials if one.more] == []
