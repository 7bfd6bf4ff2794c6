"""Plain arguments are read without typer, and mean what typer says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.cli import checks, plain, program
from gouji.cli.checks import Asked
from gouji.errors import ConfigError

VALUES = (
    "--format", "--output", "--select", "--ignore", "--edition", "--year", "--kind", "--scope", "--today", "--fail-on",
    "--lang", "--config", "--baseline", "--jobs", "--timeout", "--memory", "--stdin-name", "--previous",
    "-f", "-o", "-j",
)  # fmt: skip
FLAGS = (
    "--fix",
    "--unsafe-fixes",
    "--diff",
    "--watch",
    "--statistics",
    "--quiet",
    "--no-suppressions",
    "-q",
    "--cache",
)


def by_typer(arguments: Sequence[str]) -> Asked | None:
    """What typer hands to the command; None where it finds the usage wrong."""
    heard: list[Asked] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checks, "run", lambda asked, _: heard.append(asked) or 0)
        try:
            program.call(["check", *arguments])
        except ConfigError:
            return None
    return heard[0] if heard else None


words = st.one_of(
    st.sampled_from((*VALUES, *FLAGS)),
    st.sampled_from(VALUES).map(lambda name: f"{name}=json"),
    st.sampled_from(
        ("a.txt", "2021", "ARI", "-", "", "--", "-qf", "-fjson", "--form", "--quiet=1", "--debug", "--no-cache", "--no")
    ),
)


@given(st.lists(words, max_size=8))
def test_arguments_mean_what_typer_says(arguments: list[str]) -> None:
    asked = plain.asked(arguments)
    assert asked is None or asked == by_typer(arguments)


def test_every_option_is_plain() -> None:
    arguments = ["a.txt", *(word for name in VALUES for word in (name, "x")), *FLAGS, "-", "--select=y", "--ignore=z"]
    asked = plain.asked(arguments)
    assert asked is not None
    assert asked == by_typer(arguments)
    assert all(getattr(asked, field) != default for field, default in Asked._field_defaults.items())


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["--none"], ["--format"], ["-qf", "json"], ["--debug"], ["--"]]
)
def test_typer_reads_what_is_not_plain(arguments: list[str]) -> None:
    assert plain.asked(arguments) is None
