"""Where tasks are worked off, in a process of its own: a file is read and checked, a report is compared."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date
from typing import Any

from gouji import digests
from gouji.checking import Checker, unread
from gouji.errors import ConfigError, GoujiError
from gouji.limits import Lost, said
from gouji.report import Report
from gouji.results import Result
from gouji.sweep import keys, records, signatures
from gouji.sweep.keeping import kept
from gouji.sweep.tasks import Case, Holds, Item, Job, Outcome, Tally, Task

_GARBAGE = 500_000


class Desk:
    """Works off tasks under a job. Pickled, it is made anew on the other side, with the plugins that are there."""

    def __init__(self, job: Job, checker: Checker) -> None:
        """A desk with a checker under the job's request."""
        self.job = job
        self.checker = checker
        self._settings = digests.SettingsDigests()

    def __reduce__(self) -> tuple[Any, ...]:
        """Plugins are loaded again, not pickled."""
        return _made, (self.job,)

    def __call__(self, task: Task) -> Outcome:
        """What comes of a task. Raises MemoryError."""
        if isinstance(task, Case):
            from gouji.sweep.cases import compared

            return compared(self.checker, self.key(task), task)
        result, report = self.checker.examine(task.target)
        return self._outcome(task, result, report)

    def give_up(self, task: Task, lost: Lost) -> Outcome:
        """What stands for a task that took too much or ended its process."""
        words = said(lost, self.job.request.limits)
        if isinstance(task, Case):
            from gouji.sweep.cases import given_up

            return given_up(task, self.key(task), words)
        return self._outcome(task, unread(task.target.path, words), None)._replace(holds=Holds.LIMITS)

    def key(self, task: Task) -> str:
        """The digest of all that the outcome of a task depends on, but the day and the limits."""
        if isinstance(task, Case):
            settings = self._settings_of(task.report.path)
            return digests.digest((self.job.digest, settings, *_contents(task)))
        return keys.of_item(self.job.digest, self._settings_of(task.target.path), task)

    def _settings_of(self, path: str) -> str:
        try:
            return self._settings.of(self.checker.configuration.settings(path))
        except ConfigError as error:
            return str(error)

    def _outcome(self, item: Item, result: Result, report: Report | None) -> Outcome:
        if result.passed:
            return Outcome(b"", b"", Holds.ALWAYS, Tally(passed=1))
        read = report if report is not None and report.recognised else None
        prose = signatures.prose(read) if read else {}
        line = records.line(self.key(item), records.report_record(item, result, read, prose))
        tally = Tally(
            reports=1,
            unreadable=int(result.status == "unreadable"),
            errors=records.severities(result.findings),
            defects=len(result.defects),
        )
        return Outcome(line, kept(read, signatures.packed(prose)) if read else b"", self._holds(item, read), tally)

    def _holds(self, item: Item, report: Report | None) -> Holds:
        """Rules ask the day only of dates in the report, and suppressions end."""
        today = self.job.request.as_of or date.min
        try:
            ending = any(one.until for one in self.checker.configuration.settings(item.target.path).suppressions)
        except ConfigError:
            ending = True
        later = report is not None and any(day > today for day in _dates(report))
        return Holds.TODAY if ending or later else Holds.ALWAYS


def _dates(report: Report) -> Iterator[date]:
    days = [*report.days, report.published, report.signature.day if report.signature else None]
    return (day.date for day in days if day is not None and day.date is not None)


def _contents(case: Case) -> Iterator[str]:
    for one in (case.report, case.previous, *(peer.kept for peer in case.peers), None, *case.parts):
        yield "" if one is None else f"{one.path} {digests.of_data(one.data)}"
    yield from (str(peer.same_agency) for peer in case.peers)
    yield from (words.zh for words in case.missing)


_desks: dict[str, Desk] = {}


def _made(job: Job) -> Desk:
    """The desk of another process, made once. Raises GoujiError where other rules are installed there."""
    known = repr(job)
    if known not in _desks:
        _desks.clear()
        _desks[known] = _new(job)
    return _desks[known]


def _new(job: Job) -> Desk:
    from gouji import plugins, recognition  # noqa: F401 -- recognition is imported before the first task is timed

    gc.set_threshold(_GARBAGE)
    registry = plugins.load(cache=job.request.cache)
    if keys.of_run(digests.of_code(registry), job.request) != job.digest:
        raise GoujiError(
            "另一台机器上的 gouji 或规则包与本机不同，请装上相同的版本",
            "gouji or its rule packs are of another version on the other machine: install the same there",
        )
    return Desk(job, Checker(job.request, registry))
