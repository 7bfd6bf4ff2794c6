"""A run of gouji from its arguments to its exit status."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from gouji.cli.terminal import prepare, terminal
from gouji.errors import ConfigError, GoujiError
from gouji.kept_patterns import KEPT
from gouji.phrases import phrases


def run(arguments: Sequence[str]) -> int:
    """The exit status of a run; every error becomes one line on standard error."""
    prepare()
    terminal.language = _language(arguments)
    terminal.debug = "--debug" in arguments
    try:
        status = _command(arguments)
        if not sys.stdout.closed:  # a language server closes it when its editor leaves
            sys.stdout.flush()
        KEPT.save()
    except GoujiError as error:
        _trace()
        terminal.fail(error)
        return 2
    except KeyboardInterrupt:
        terminal.say("interrupted")
        return 130
    except BrokenPipeError:
        _close_quietly()
        return 141
    except Exception as error:  # the last resort: a defect of the tool is one line too
        _trace()
        terminal.fail(_crash(error))
        return 2
    return status


def _command(arguments: Sequence[str]) -> int:
    """A check with plain arguments at once, everything else through typer."""
    if arguments and arguments[0] == "check":
        from gouji.cli import checks, plain

        asked = plain.asked(arguments[1:])
        if asked is not None:
            return checks.run(asked, terminal)
    from gouji.cli import program

    if not arguments:
        program.call(["--help"])
        return 2
    return program.call(arguments)


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, found before anything can go wrong in another one."""
    for at, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and at + 1 < len(arguments):
            value = arguments[at + 1]
        if value in ("zh", "en"):
            return value
    return "zh"


def _crash(error: Exception) -> ConfigError:
    """A defect of the tool, as what is told of it."""
    from gouji.runner import defect, raised_in

    said = defect("", raised_in(error), error)
    return ConfigError(*phrases("crash", exception=said.exception, file=said.file))


def _trace() -> None:
    if terminal.debug:
        import traceback

        traceback.print_exc()


def _close_quietly() -> None:
    """Whoever read standard output has gone; Python would complain of it on the way out."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
