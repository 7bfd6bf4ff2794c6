"""`gouji check`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast

from gouji import __version__
from gouji.archives import SUFFIXES
from gouji.checking import NOT_A_REPORT, Checker, Request
from gouji.cli import arguments, loading
from gouji.cli.excuses import Excuses
from gouji.cli.terminal import WIDTH, Terminal, is_terminal
from gouji.cli.troubles import watched
from gouji.config import Configuration
from gouji.config_files import CHOICES
from gouji.errors import ConfigError, UnreadableFile
from gouji.limits import LEAST_MEMORY, Limits
from gouji.plugins import Registry
from gouji.processing import SERIAL, check_all, processors, read_all
from gouji.report import Report
from gouji.reporters import Copy, Reporter, RuleEntry, Style
from gouji.results import Result, Tally
from gouji.walking import Target

if TYPE_CHECKING:
    from gouji.kept_results import KeptResults

_MANY = 20


class Asked(NamedTuple):
    """The options of a check as they stand on the command line."""

    paths: list[str]
    format: str = "text"
    output: str | None = None
    select: list[str] | None = None
    ignore: list[str] | None = None
    edition: str | None = None
    year: str | None = None
    kind: str | None = None
    scope: str | None = None
    previous: str | None = None
    today: str | None = None
    fail_on: str | None = None
    lang: str | None = None
    config: str | None = None
    baseline: str | None = None
    jobs: str | None = None
    timeout: str | None = None
    memory: str | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    watch: bool = False
    statistics: bool = False
    quiet: bool = False
    suppress: bool = True
    stdin_name: str = "-"
    cache: bool = False


def run(asked: Asked, terminal: Terminal) -> int:
    """Check the files and write what came of it; the exit status."""
    if asked.watch:
        from gouji.cli import watching

        return watching.run(asked, terminal)
    registry = loading.registry()
    reporter = registry.reporters[arguments.one_of("--format", asked.format, registry.reporters) or ""]
    arguments.output(reporter, asked.output)
    files = arguments.files(asked.paths, "check", suffixes(registry), asked.stdin_name)
    known = loading.with_packs(registry, asked.config, (file.path for file in files))
    checker = Checker(request(asked, known, reporter), registry)
    terminal.language = language(checker.configuration, files, terminal.language)
    if asked.previous is not None:
        checker.previous = _previous(asked.previous, checker, files)
    deliver = _delivery(reporter, asked.output, files, terminal)
    is_mended = True
    if asked.fix or asked.unsafe_fixes or asked.diff:
        from gouji.cli import mending

        if asked.diff:
            return mending.show(files, checker, asked.unsafe_fixes, terminal)
        is_mended = mending.write(files, checker, asked.unsafe_fixes, terminal)
    tally, excuses = Tally(), Excuses(checker.configuration)
    checked = check_all(files, checker, jobs(asked.jobs, len(files)), _kept(asked, checker, known))
    results = _awaited(watched(checked, tally, excuses, terminal), len(files), asked.quiet, terminal)
    has_baseline = bool(setting(checker.configuration, files, "baseline", None))
    look = style(asked, terminal, has_baseline, known if reporter.rules else None, checker.request.as_of)
    complete = deliver(reporter.write(rooted(results, reporter), look))
    if asked.suppress and not asked.quiet:
        excuses.tell(checker.request.as_of, terminal)
    return tally.exit_status if complete and is_mended else 2


def _awaited(results: Iterable[Result], count: int, quiet: bool, terminal: Terminal) -> Iterable[Result]:
    """The results; a person who waits for many is shown how many are done."""
    is_shown = count > _MANY and is_terminal(sys.stderr) and not quiet
    return terminal.progress(results, count) if is_shown else results


def _kept(asked: Asked, checker: Checker, registry: Registry) -> KeptResults | None:
    """The results of earlier runs, where they are asked for."""
    if not asked.cache:
        return None
    from gouji.cli import kept

    return kept.results(checker, registry)


def rooted(results: Iterable[Result], reporter: Reporter) -> Iterable[Result]:
    """The results with paths as the reporter has to have them: of the repository, where that is read beside it."""
    if not reporter.rooted:
        return results
    from gouji.cli import repository

    return repository.within(results, repository.root())


def _delivery(
    reporter: Reporter, output: str | None, files: Sequence[Target], terminal: Terminal
) -> Callable[[Iterator[str] | Iterator[bytes] | Iterator[Copy]], bool]:
    """What takes the output to where it goes, and says whether all of it came there. Raises ConfigError."""
    if reporter.copies:
        from gouji.cli import copies

        place = copies.place(output, files)
        return lambda written: copies.save(cast("Iterator[Copy]", written), place, terminal)

    def deliver(written: Iterator[str] | Iterator[bytes] | Iterator[Copy]) -> bool:
        terminal.report(cast("Iterator[str] | Iterator[bytes]", written), reporter, output)
        return True

    return deliver


def style(asked: Asked, terminal: Terminal, known: bool, registry: Registry | None, today: date | None = None) -> Style:
    """How the output is to look; `known` where a baseline holds, and all rules of a registry where the format lists them."""
    return Style(
        today=today,
        language=terminal.language,
        width=WIDTH if asked.output else terminal.width,
        colour=terminal.colour and not asked.output,
        statistics=asked.statistics,
        quiet=asked.quiet,
        version=__version__,
        rules=_entries(registry) if registry else (),
        baseline=known,
    )


def _entries(registry: Registry) -> tuple[RuleEntry, ...]:
    """All rules with their pages, in order of their codes."""
    from gouji.cli.catalogue import page

    return tuple(
        RuleEntry(rule.code, rule.name, rule.severity, rule.summary, rule.basis, page(rule))
        for _, rule in sorted(registry.rules.items())
    )


def _previous(path: str, checker: Checker, files: Sequence[Target]) -> Report:
    """Last year's report, for the one file under check, whose edition and year it does not share. Raises GoujiError."""
    if len(files) != 1:
        raise arguments.wrong("one-previous", count=len(files))
    found = arguments.files([path], "check", suffixes(checker.registry), "-")
    if len(found) != 1:
        raise arguments.wrong("one-file", path=path)
    asked = checker.request
    given = {key: value for key, value in asked.given.items() if key not in ("edition", "year")}
    readings = list(read_all(found, Checker(asked._replace(given=given), checker.registry)))
    if len(readings) != 1:
        raise arguments.wrong("one-file", path=path)
    reading = readings[0]
    if reading.report is None:
        error = reading.error or NOT_A_REPORT
        raise UnreadableFile(*(f"--previous {path}: {said}" for said in error))
    return reading.report


def suffixes(registry: Registry) -> frozenset[str]:
    """Suffixes of the files that some reader reads, and of archives."""
    return SUFFIXES.union(*(reader.suffixes for reader in registry.readers.values()))


def request(asked: Asked, registry: Registry, reporter: Reporter) -> Request:
    """How files are to be checked. Raises ConfigError for values that do not exist."""
    editions = ("auto", *registry.editions)
    given = arguments.given(
        select=arguments.codes(asked.select, registry.names),
        ignore=arguments.codes(asked.ignore, registry.names),
        edition=arguments.one_of("--edition", asked.edition, editions),
        year=arguments.year("--year", asked.year),
        kind=arguments.one_of("--kind", asked.kind, CHOICES["kind"]),
        scope=arguments.one_of("--scope", asked.scope, CHOICES["scope"]),
        fail_on=arguments.one_of("--fail-on", asked.fail_on, CHOICES["fail-on"]),
        lang=arguments.language(asked.lang),
        baseline=arguments.baseline(asked.baseline),
    )
    return Request(
        explicit=arguments.config(asked.config),
        given=given,
        as_of=arguments.day("--today", asked.today) or date.today(),
        suppress=asked.suppress,
        sources=reporter.sources,
        documents=reporter.documents,
        files=reporter.copies,
        cache=registry.cache,
        limits=limits(asked.timeout, asked.memory),
    )


def language(configuration: Configuration, files: Sequence[Target], default: str) -> str:
    """The language of the run: what holds for the first file."""
    return str(setting(configuration, files, "lang", default))


def setting(configuration: Configuration, files: Sequence[Target], key: str, default: object) -> object:
    """A setting of the run: what holds for the first file; the default where its configuration cannot be read."""
    try:
        return configuration.settings(files[0].path).values[key]
    except ConfigError:
        if configuration.explicit is not None:
            raise
        return default


def jobs(asked: str | None, files: int) -> int:
    """The number of processes: as asked, or what pays for so many files; 0 where archives among them may hold more."""
    if asked is not None and asked != "auto":
        number = arguments.whole("--jobs", asked)
        if number:
            return number
    return 0 if files < SERIAL else processors()


def limits(timeout: str | None, memory: str | None) -> Limits:
    """What a file may take. Raises ConfigError."""
    usual = Limits()
    return Limits(
        usual.seconds if timeout is None else arguments.positive("--timeout", timeout),
        usual.memory if memory is None else round(arguments.positive("--memory", memory, LEAST_MEMORY)),
    )
