"""Reading reports for commands that show what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gouji.checking import Checker, Request
from gouji.cli import arguments, checks, loading
from gouji.cli.terminal import Terminal
from gouji.config_files import CHOICES
from gouji.errors import ConfigError, GoujiError
from gouji.findings import Words
from gouji.report import Report
from gouji.walking import Target


class Reading(NamedTuple):
    """A file and the report in it, or why there is none."""

    path: str
    report: Report | None
    error: Words | None


NOT_A_REPORT = GoujiError("读不出政府信息公开工作年度报告", "no annual report can be read from it")


class Asked(NamedTuple):
    """What was asked on the command line: paths, settings by key, configuration file, name of standard input."""

    paths: Sequence[str]
    known: Mapping[str, str | None]
    config: str | None = None
    stdin_name: str = "-"


def prepared(asked: Asked, command: str, terminal: Terminal) -> tuple[Checker, list[Target]]:
    """A checker under the options of a command, and its files. Raises ConfigError."""
    registry = loading.registry()
    given = arguments.given(
        edition=arguments.one_of("--edition", asked.known.get("edition"), ("auto", *registry.editions)),
        year=arguments.year("--year", asked.known.get("year")),
        kind=arguments.one_of("--kind", asked.known.get("kind"), CHOICES["kind"]),
        scope=arguments.one_of("--scope", asked.known.get("scope"), CHOICES["scope"]),
        lang=arguments.one_of("--lang", asked.known.get("lang"), CHOICES["lang"]),
    )
    checker = Checker(Request(explicit=arguments.config(asked.config), given=given), registry)
    files = arguments.files(asked.paths, command, checks.suffixes(registry), asked.stdin_name)
    terminal.language = checks.language(checker.configuration, files, terminal.language)
    return checker, files


def readings(checker: Checker, files: Sequence[Target], terminal: Terminal) -> Iterator[Reading]:
    """Each file as read; errors are told on standard error and the other files go on."""
    for target in files:
        try:
            report = checker.read(target, checker.configuration.settings(target.path))
            if not report.recognised:
                raise NOT_A_REPORT
            yield Reading(target.path, report, None)
        except GoujiError as error:
            blamed = "" if isinstance(error, ConfigError) else target.path
            terminal.tell(checks.trouble(blamed, error.of(terminal.language), terminal.language))
            yield Reading(target.path, None, Words(error.zh, error.en))
        except Exception as error:  # a reader may raise anything, and the other files go on
            yield Reading(target.path, None, _crashed(target, error, terminal))


def _crashed(target: Target, error: Exception, terminal: Terminal) -> Words:
    """Tell of a defect of the tool."""
    import traceback

    from gouji.phrases import PHRASES
    from gouji.runner import defect, raised_in

    if terminal.debug:
        terminal.tell("".join(traceback.format_exception(error)))
    said = defect("", raised_in(error), error)
    words = Words(*(line.format(exception=said.exception, file=said.file) for line in PHRASES["crash"]))
    terminal.tell(checks.trouble(target.path, words.of(terminal.language), terminal.language))
    return words
