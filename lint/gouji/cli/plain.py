"""`gouji check` with plain arguments, read without typer, which takes longer to import than a report to check.

Typer's declaration in `program` says what the options are. Of what it accepts this reads what is spelt in full, and
leaves everything else to it: help, errors of usage, other commands, shortened and joined options, odd values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gouji.cli.checks import Asked

_SHORT = {"-f": "--format", "-o": "--output", "-j": "--jobs", "-q": "--quiet"}
_FLAGS = {
    "--statistics": {"statistics": True},
    "--quiet": {"quiet": True},
    "--fix": {"fix": True},
    "--unsafe-fixes": {"unsafe_fixes": True},
    "--diff": {"diff": True},
    "--watch": {"watch": True},
    "--no-suppressions": {"suppress": False},
    "--cache": {"cache": True},
    "--no-cache": {"cache": False},
}
_LISTS = ("select", "ignore")
_OTHERS = ("paths", "fix", "unsafe_fixes", "diff", "watch", "statistics", "quiet", "suppress", "cache")
_VALUES = {f"--{field.replace('_', '-')}": field for field in Asked._fields if field not in _OTHERS}


def asked(arguments: Sequence[str]) -> Asked | None:
    """What the arguments after `check` ask for, or None where typer has to say."""
    given: dict[str, Any] = {"paths": []}
    rest = iter(arguments)
    for word in rest:
        name, is_joined, value = _SHORT.get(word, word).partition("=")
        if word == "-" or not word.startswith("-"):
            given["paths"].append(word)
        elif name in _FLAGS and not is_joined:
            given |= _FLAGS[name]
        elif name in _VALUES:
            value = value if is_joined else next(rest, "")
            if not value or value.startswith("-"):
                return None
            field = _VALUES[name]
            given[field] = [*given.get(field, ()), value] if field in _LISTS else value
        else:
            return None
    return Asked(**given)
