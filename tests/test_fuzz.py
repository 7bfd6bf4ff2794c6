"""A few mutated files for each reader, the same ones each time; `benchmarks/fuzz.py` tries as many as wanted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent.parent / "benchmarks"))

import fuzz
from builder.renderings import RENDERINGS
from gouji import library
from matrix import missing


@pytest.mark.parametrize("reader", [reader for reader in fuzz.READERS if reader not in ("doc", "pdf")])
def test_mutated_files_crash_nothing(reader: str) -> None:
    lacking = missing(RENDERINGS[fuzz.SEEDS[reader][0]]) if reader in fuzz.SEEDS else ""
    if lacking:
        pytest.skip(f"needs {lacking}")
    files = fuzz.seeds(reader)
    assert [fuzz.attempt(*fuzz.mutated(files, reader, 1, number)) for number in range(30)] == [""] * 30


def test_an_input_is_told_by_its_number() -> None:
    files = fuzz.seeds("text")
    assert fuzz.mutated(files, "text", 1, 3) == fuzz.mutated(files, "text", 1, 3)
    assert fuzz.mutated(files, "text", 1, 3) != fuzz.mutated(files, "text", 2, 3)


def test_a_crash_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_given: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(library, "read", crash)
    assert "ZeroDivisionError" in fuzz.attempt("a.txt", b"")
