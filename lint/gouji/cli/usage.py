"""What is wrong with the arguments, in the user's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import typer

from gouji.errors import ConfigError
from gouji.patterns import pattern
from gouji.phrases import phrase

_COMMAND = pattern(r"No such command '(?P<name>[^']*)'\.(?: Did you mean '?(?P<like>[\w-]+)'?\?)?")
_EXTRA = pattern(r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)$")
# The public classes of typer's errors have a common root that has no public name.
_ROOT = typer.BadParameter.__mro__[2]


def usage_error(error: Exception, arguments: Sequence[str]) -> ConfigError | None:
    """The error in one line, None where it is no error of usage."""
    if not isinstance(error, _ROOT):
        return None
    command = next((word for word in arguments if not word.startswith("-")), "")
    context = getattr(error, "ctx", None)
    path = str(getattr(context, "command_path", "") or f"gouji {command}".strip())
    words = _words(error)
    return ConfigError(*(_with_help(words(language), path, language) for language in ("zh", "en")))


def _with_help(said: str, command: str, language: str) -> str:
    """A line with where to look, which goes on after a question."""
    pointer = phrase("see-help", language, command=command)
    return f"{said}{pointer.removeprefix('；').removeprefix(';')}" if said.endswith(("？", "?")) else said + pointer


def _words(error: Any) -> Callable[[str], str]:
    """The line as a function of the language."""
    kind = type(error).__name__
    if kind in ("NoSuchOption", "NoSuchOptionError"):
        like = next(iter(error.possibilities or ()), None)
        return lambda language: (
            phrase("option-unknown", language, option=error.option_name)
            + (phrase("option-like", language, like=like) if like else "")
        )
    if kind == "MissingParameter":
        name = error.param.make_metavar(error.ctx) if error.param is not None else ""
        return lambda language: phrase("argument-missing", language, argument=name)
    if kind == "BadOptionUsage":
        id = "value-unwanted" if "does not take a value" in error.format_message() else "value-missing"
        return lambda language: phrase(id, language, option=error.option_name)
    said = " ".join(error.format_message().split())
    extra = _EXTRA.match(said)
    if extra:
        return lambda language: phrase("argument-extra", language, argument=extra["words"])
    unknown = _COMMAND.match(said)
    if unknown:
        like = unknown["like"]
        return lambda language: (
            phrase("command-unknown", language, command=unknown["name"])
            + (phrase("option-like", language, like=like) if like else "")
        )
    return lambda language: phrase("usage", language, said=said)
