"""The official rule pack: editions and law as data, rules as functions from a report to problems."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.plugins import hookimpl

if TYPE_CHECKING:
    from gouji.rules import Rule

MODULES = (
    "reading",
    "optical",
    "structure",
    "numbers",
    "contents",
    "aspects",
    "titles",
    "closing",
    "tables",
    "cells",
    "arithmetic",
    "enumerations",
    "shares",
    "growth",
    "prose_against_forms",
    "assurances",
    "dates",
    "period",
    "years",
    "time_limits",
    "contacts",
    "localities",
    "online",
    "comparisons",
    "privacy",
    "citations",
    "document_titles",
    "placeholders",
    "mass_replacement",
    "doubled_words",
    "vocabulary",
    "punctuation",
    "numerals",
    "characters",
)


@hookimpl
def gouji_rules() -> Iterable[Rule]:
    """All rules of the pack."""
    from gouji.rules import Rule

    for name in MODULES:
        module = import_module(f"{__name__}.{name}")
        yield from (value for value in vars(module).values() if isinstance(value, Rule))


@hookimpl
def gouji_editions() -> Iterable[Path]:
    """The edition files of the pack."""
    return sorted((Path(__file__).parent / "editions").glob("*.toml"))
