"""The same report in every form: the same values and the same findings."""

from __future__ import annotations

import pytest

import builder
import matrix
from builder.renderings import RENDERINGS


@pytest.mark.parametrize("edition", builder.EDITIONS)
@pytest.mark.parametrize("name", RENDERINGS)
def test_values_and_findings_are_the_same(name: str, edition: str) -> None:
    form = RENDERINGS[name]
    lacking = matrix.missing(form)
    if lacking:
        pytest.skip(f"needs {lacking}")
    cell, plain = matrix.read(edition, form), matrix.read(edition, RENDERINGS["md"])
    assert cell.wrong == ()
    assert cell.found == plain.found
