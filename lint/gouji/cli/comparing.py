"""`gouji compare`: two years of an agency, a government and those below it, agencies among each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, cast

from gouji.checking import Checker, Reading
from gouji.cli import arguments, checks, loading
from gouji.cli.change_tables import change_records, change_table, sum_records, sum_table
from gouji.cli.checks import Asked
from gouji.cli.excuses import Excuses
from gouji.cli.reading import readings
from gouji.cli.terminal import Terminal
from gouji.cli.troubles import watched
from gouji.comparison import Compared, Group, Peers, Rollup, Years
from gouji.comparison.matching import with_previous, wrong_order
from gouji.comparison.sums import rollup
from gouji.findings import Words
from gouji.report import Report
from gouji.reporters import Reporter, Style
from gouji.reporters.json import SCHEMA, dumped, report_record, summary
from gouji.results import Result, Tally
from gouji.walking import Target

_MOST_RELATED = 80


class Outcome(NamedTuple):
    """What came of a comparison: results, the reports they were held against, and the files that could not be read."""

    results: tuple[Result, ...]
    beside: tuple[Report, ...]
    unread: tuple[Reading, ...]
    subject: Years | Rollup | None = None


class _Comparing:
    """Reads the reports of a command and compares them."""

    def __init__(self, checker: Checker, terminal: Terminal) -> None:
        self.checker = checker
        self.terminal = terminal
        self.suffixes = checks.suffixes(checker.registry)

    def files(self, paths: Sequence[str]) -> list[Target]:
        if not paths:
            raise arguments.wrong("no-years")
        return arguments.files(paths, "compare", self.suffixes, "-")

    def read(self, files: Sequence[Target]) -> list[Reading]:
        return list(readings(self.checker, files, self.terminal))

    def result(self, report: Report, compared: Compared) -> Result:
        return self.checker.compare(Target(report.source.name), report, compared)

    def outcome(self, paths: Sequence[str], government: str | None, peers: bool) -> Outcome:
        """What comes of the reports at paths in the way that was asked for. Raises ConfigError."""
        if government is not None:
            return self.sums(government, paths)
        return self.peers(paths) if peers else self.years(paths)

    def years(self, paths: Sequence[str]) -> Outcome:
        """Last year's report and this year's. Raises ConfigError where it is not two, or in the wrong order."""
        files = self.files(paths)
        if len(files) != 2:
            raise arguments.wrong("two-years", count=len(files))
        read = self.read(files)
        old, new = (reading.report for reading in read)
        if old is None or new is None:
            return Outcome((), (), _unread(read))
        compared = with_previous(old, new)
        fault = wrong_order(old, new)
        if fault is not None and compared.obstacle == fault:
            raise arguments.wrong("wrong-order", fault=fault.of(self.terminal.language))
        subject = next((one for one in compared.comparisons if isinstance(one, Years)), None)
        return Outcome((self.result(new, compared),), (old,), (), subject)

    def sums(self, government: str, paths: Sequence[str]) -> Outcome:
        """A government's report against the others."""
        whole = self.files([government])
        if len(whole) != 1:
            raise arguments.wrong("one-file", path=government)
        files = [file for file in self.files(paths) if file.path != whole[0].path]
        first, *others = read = self.read([*whole, *files])
        if first.report is None:
            return Outcome((), (), _unread(read))
        missing = map(_missing, _unread(read))
        subject = rollup(first.report, [other.report for other in others if other.report is not None], missing)
        result = self.result(first.report, Compared((subject,)))
        return Outcome((result,), subject.parts, _unread(read), subject)

    def peers(self, paths: Sequence[str]) -> Outcome:
        """Each report against all the others."""
        read = self.read(self.files(paths))
        reports = tuple(reading.report for reading in read if reading.report is not None)
        if len(read) < 2:
            raise arguments.wrong("few-peers")
        group = Group(reports)
        results = tuple(self.result(report, Compared((Peers(report, group),))) for report in reports)
        return Outcome(results, (), _unread(read))


def _unread(read: Iterable[Reading]) -> tuple[Reading, ...]:
    return tuple(reading for reading in read if reading.report is None)


def _missing(reading: Reading) -> Words:
    error = reading.error or Words("", "")
    return Words(f"{reading.path}：{error.zh}", f"{reading.path}: {error.en}")


def run(asked: Asked, government: str | None, peers: bool, terminal: Terminal) -> int:
    """Compare the reports and write what came of it; the exit status."""
    if government is not None and peers:
        raise arguments.wrong("one-way")
    registry = loading.registry()
    reporter = registry.reporters[arguments.one_of("--format", asked.format, registry.reporters) or ""]
    arguments.output(reporter, asked.output)
    paths = [*asked.paths, *([government] if government else [])]
    all_known = loading.with_packs(registry, asked.config, map(loading.inside, paths))
    checker = Checker(checks.request(asked, all_known, reporter), registry)
    compare = _Comparing(checker, terminal)
    if asked.lang is None and asked.paths:
        terminal.language = checks.language(checker.configuration, compare.files(asked.paths[-1:]), terminal.language)
    outcome = compare.outcome(asked.paths, government, peers)
    tally, excuses = Tally(), Excuses(checker.configuration)
    results = list(watched(outcome.results, tally, excuses, terminal))
    for reading in outcome.unread:  # told already, when they were read
        results.append(Result(reading.path, "unreadable", error=reading.error, blamed=reading.blamed))
        tally.add(results[-1])
    known = any(one.excused_by == "baseline" for result in results for one in result.findings)
    style = checks.style(asked, terminal, known, all_known if reporter.rules else None)._replace(related=_MOST_RELATED)
    complete = _write(results, outcome, asked, reporter, style, terminal)
    if asked.suppress and not asked.quiet:
        excuses.tell(checker.request.as_of, terminal)
    return tally.exit_status if complete else 2


def _write(
    results: Sequence[Result], outcome: Outcome, asked: Asked, reporter: Reporter, style: Style, terminal: Terminal
) -> bool:
    """Write what came of a comparison in the format asked for; whether all of it was written."""
    if asked.format == "json":
        terminal.report(_json(results, outcome, style), reporter, asked.output)
        return True
    written = cast("Iterator[Any]", reporter.write(checks.rooted(results, reporter), style))
    if reporter.copies:
        return _save(written, asked.output, outcome, terminal)
    table = _table(outcome, style) if asked.format == "text" and not asked.quiet else ()
    terminal.report(chain(table, written), reporter, asked.output)
    return True


def _save(written: Iterator[Any], output: str | None, outcome: Outcome, terminal: Terminal) -> bool:
    """Write copies of the reports that were compared, over none of those they were held against; whether all were written."""
    from gouji.cli import copies

    place = copies.place(output, [Target(result.path) for result in outcome.results])
    beside = (Path(report.source.name).resolve() for report in outcome.beside)
    return copies.save(written, place._replace(taken=place.taken.union(beside)), terminal)


def _table(outcome: Outcome, style: Style) -> Iterator[str]:
    """The table that goes with a comparison, for people."""
    if isinstance(outcome.subject, Years):
        yield from change_table(outcome.subject, style)
    elif isinstance(outcome.subject, Rollup):
        yield from sum_table(outcome.subject, style)


def _json(results: Iterable[Result], outcome: Outcome, style: Style) -> Iterator[str]:
    """The document of `check`, with the reports compared with and the figures side by side."""
    tally = Tally()
    document: dict[str, Any] = {"schema": SCHEMA, "tool": "gouji", "version": style.version}
    document["reports"] = [report_record(result, style.language) for result in tally.counted(results)]
    document["compared"] = [_about(report) for report in outcome.beside]
    if isinstance(outcome.subject, Years):
        document["changes"] = list(change_records(outcome.subject))
    elif isinstance(outcome.subject, Rollup):
        document["sums"] = list(sum_records(outcome.subject, style.language))
    yield f"{dumped({**document, 'summary': summary(tally)})}\n"


def _about(report: Report) -> Mapping[str, Any]:
    return {
        "path": report.source.name,
        "edition": report.edition.id,
        "year": report.year,
        "agency": report.agency,
        "kind": report.kind,
        "scope": report.scope,
    }
