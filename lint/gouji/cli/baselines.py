"""`gouji baseline`: write the findings known today, show them, take out those that are gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gouji import baseline
from gouji.baseline import Baseline, Entry
from gouji.checking import NOT_A_REPORT, Checker, Request
from gouji.cli import arguments, checks, loading
from gouji.cli.terminal import Terminal
from gouji.cli.troubles import troubles
from gouji.config import Configuration
from gouji.phrases import phrase
from gouji.processing import check_all
from gouji.results import Result

ACTIONS = ("write", "show", "prune")


class Asked(NamedTuple):
    """The options of the command: what to do, with which reports, in which file."""

    action: str
    paths: Sequence[str]
    file: str | None = None
    today: str | None = None
    lang: str | None = None
    config: str | None = None


def run(asked: Asked, terminal: Terminal) -> int:
    """Do what was asked; the exit status is 2 where a report could not be read."""
    action = arguments.one_of("ACTION", asked.action, ACTIONS)
    arguments.language(asked.lang)
    if action == "show":
        return _show(baseline.load(_file(asked)), terminal)
    registry = loading.registry()
    request = Request(
        explicit=arguments.config(asked.config),
        given=arguments.given(lang=asked.lang, baseline=""),
        as_of=arguments.day("--today", asked.today) or date.today(),
        cache=registry.cache,
    )
    checker = Checker(request, registry)
    files = arguments.files(asked.paths or ["."], "baseline", checks.suffixes(registry), "-")
    checked = check_all(files, checker, checks.jobs(None, len(files)))
    results = [result for result in checked if not result.passed]
    for result in results:
        _tell(result, terminal)
    read = [result for result in results if result.status != "unreadable"]
    (_write if action == "write" else _prune)(_file(asked), read, terminal)
    return 0 if len(read) == len(results) and not any(result.defects for result in results) else 2


def _tell(result: Result, terminal: Terminal) -> None:
    """Say what went wrong with a file; one that is no annual report has only a finding that says so."""
    if result.status == "unreadable" and result.error is None:
        result = result._replace(error=NOT_A_REPORT)
    for _, lines in troubles(result, terminal):
        for line in lines:
            terminal.tell(line)


def _file(asked: Asked) -> Path:
    """The baseline: as asked, else that of the configuration, else the usual one in the working folder."""
    if asked.file:
        return Path(asked.file)
    first = asked.paths[0] if asked.paths else "."
    registry = loading.registry()
    configuration = Configuration({}, arguments.config(asked.config), known=registry.known)
    return Path(configuration.settings(loading.inside(first)).values["baseline"] or baseline.FILE)


def _entry(result: Result, folder: Path, language: str) -> Entry:
    path = baseline.relative(result.path, folder)
    return Entry(path, result.facts.agency, result.facts.year, baseline.known(result.findings, language))


def _write(path: Path, results: Sequence[Result], terminal: Terminal) -> None:
    entries = [_entry(result, path.parent, terminal.language) for result in results]
    baseline.save(entries, path)
    count = sum(len(entry.findings) for entry in entries)
    terminal.say("baseline-written", path=path, count=count, reports=len(entries))


def _prune(path: Path, results: Sequence[Result], terminal: Terminal) -> None:
    """Leave what is still found; entries of reports that were not checked stay as they are."""
    old = baseline.load(path)
    there: dict[str, set[str]] = {}
    for result in results:
        entry = old.entry(result.path, result.facts.agency, result.facts.year)
        if entry is not None:
            there[entry.path] = {finding.fingerprint for finding in result.findings}
    entries = [_still(entry, there.get(entry.path)) for entry in old.entries]
    baseline.save(entries, path)
    left = sum(len(entry.findings) for entry in entries)
    gone = sum(len(entry.findings) for entry in old.entries) - left
    terminal.say("baseline-pruned", path=path, gone=gone, left=left)


def _still(entry: Entry, there: set[str] | None) -> Entry:
    if there is None:
        return entry
    return entry._replace(findings=tuple(one for one in entry.findings if one.fingerprint in there))


def _show(known: Baseline, terminal: Terminal) -> int:
    terminal.write(_lines(known, terminal.language))
    return 0


def _lines(known: Baseline, language: str) -> Iterator[str]:
    for entry in known.entries:
        about = " ".join(str(part) for part in (entry.agency, entry.year) if part)
        yield f"{entry.path}  {about}".rstrip() + "\n"
        for one in entry.findings:
            yield f"  {one.code}  {one.place}  {one.message}\n"
    count = sum(len(entry.findings) for entry in known.entries)
    yield phrase("baseline-sum", language, count=count, reports=len(known.entries)) + "\n"
