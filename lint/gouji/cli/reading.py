"""Reading reports for commands that show what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gouji.checking import Checker, Reading, Request
from gouji.cli import arguments, checks, loading
from gouji.cli.terminal import Terminal
from gouji.cli.troubles import trouble
from gouji.config_files import CHOICES
from gouji.phrases import phrase
from gouji.processing import read_all
from gouji.walking import Target


class Asked(NamedTuple):
    """What was asked on the command line: paths, settings by key, configuration file, name of standard input."""

    paths: Sequence[str]
    known: Mapping[str, str | None]
    config: str | None = None
    stdin_name: str = "-"
    timeout: str | None = None
    memory: str | None = None


def prepared(asked: Asked, command: str, terminal: Terminal) -> tuple[Checker, list[Target]]:
    """A checker under the options of a command, and its files. Raises ConfigError."""
    registry = loading.registry()
    files = arguments.files(asked.paths, command, checks.suffixes(registry), asked.stdin_name)
    known = loading.with_packs(registry, asked.config, (file.path for file in files))
    given = arguments.given(
        edition=arguments.one_of("--edition", asked.known.get("edition"), ("auto", *known.editions)),
        year=arguments.year("--year", asked.known.get("year")),
        kind=arguments.one_of("--kind", asked.known.get("kind"), CHOICES["kind"]),
        scope=arguments.one_of("--scope", asked.known.get("scope"), CHOICES["scope"]),
        lang=arguments.language(asked.known.get("lang")),
    )
    request = Request(
        explicit=arguments.config(asked.config), given=given, limits=checks.limits(asked.timeout, asked.memory)
    )
    checker = Checker(request, registry)
    terminal.language = checks.language(checker.configuration, files, terminal.language)
    return checker, files


def readings(checker: Checker, files: Sequence[Target], terminal: Terminal) -> Iterator[Reading]:
    """Each file as read; errors are told on standard error and the other files go on."""
    for reading in read_all(files, checker, checks.jobs(None, len(files))):
        if reading.passed:
            continue
        if reading.defect is not None:
            if terminal.debug:
                terminal.tell(reading.defect.traceback)
            said = phrase("crash", terminal.language, exception=reading.defect.exception, file=reading.defect.file)
            terminal.tell(trouble(reading.path, said, terminal.language))
        elif reading.error is not None:
            terminal.tell(trouble(reading.blamed, reading.error.of(terminal.language), terminal.language))
        yield reading
