"""Works off files in their order: here, or in processes that can be ended without losing the other files.

Short texts, pages and Word files, which gouji reads with code of its own that bounds time and memory, are read right
here while there are few. Everything else goes to a process under limits: what large files and other libraries may take
is not known. Where there are many files, all go to as many processes as pay.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from gouji import readers
from gouji.archives import Wanted, expanded
from gouji.checking import Checker, Reading, unread
from gouji.limits import Limits, Lost, said
from gouji.results import Result
from gouji.walking import Target

if TYPE_CHECKING:
    from gouji.workers import Workers

SERIAL = 75
"""With fewer files than this, starting processes takes longer than it saves."""

LIGHT = 1024 * 1024
"""Larger files are not read in the process of the run."""

Outcome = TypeVar("Outcome")


def check_all(targets: Iterable[Target], checker: Checker, jobs: int = 1) -> Iterator[Result]:
    """The results of files, in their order; 0 `jobs` are as many as pay."""

    def give_up(path: str, lost: Lost) -> Result:
        return unread(path, said(lost, checker.request.limits))

    return _outcomes(targets, _Work(checker, checker.check, give_up), jobs)


def read_all(targets: Iterable[Target], checker: Checker, jobs: int = 1) -> Iterator[Reading]:
    """The reports in files, in their order; 0 `jobs` are as many as pay."""

    def give_up(path: str, lost: Lost) -> Reading:
        return Reading(path, None, said(lost, checker.request.limits), path)

    return _outcomes(targets, _Work(checker, checker.reading, give_up), jobs)


class _Work(Generic[Outcome]):
    """What is done with a file, and what stands for one that had to be given up; processes start when first needed."""

    def __init__(
        self, checker: Checker, work: Callable[[Target], Outcome], give_up: Callable[[str, Lost], Outcome]
    ) -> None:
        self._checker = checker
        self._work = work
        self._give_up = give_up
        self._workers: Workers[Target, Outcome] | None = None

    @property
    def limits(self) -> Limits:
        """What a file may take."""
        return self._checker.request.limits

    def wanted(self) -> Wanted:
        """Which files in archives are read."""
        readers = self._checker.registry.readers.values()
        return Wanted(
            frozenset(suffix for reader in readers for suffix in reader.suffixes),
            frozenset(kind for reader in readers for kind in reader.kinds),
        )

    def one(self, target: Target) -> Outcome:
        """The outcome of a file, worked off here if it is light."""
        known, is_light = self._weighed(target)
        if not is_light:
            return next(self.many([known], 1))
        try:
            return self._work(known)
        except MemoryError:
            return self._give_up(target.path, Lost("memory"))

    def many(self, targets: Iterable[Target], count: int) -> Iterator[Outcome]:
        """The outcomes of files, worked off in up to `count` processes."""
        paths: deque[str] = deque()

        def noted() -> Iterator[Target]:
            for target in targets:
                paths.append(target.path)
                yield target

        for outcome in self._started(count).results(noted()):
            path = paths.popleft()
            yield self._give_up(path, outcome) if isinstance(outcome, Lost) else outcome

    def end(self) -> None:
        """Ends the processes, if there are any."""
        if self._workers is not None:
            self._workers.end()
            self._workers = None

    def _started(self, count: int) -> Workers[Target, Outcome]:
        if self._workers is None:
            # Imported before processes are forked, so that each has them at once.
            from gouji import recognition  # noqa: F401
            from gouji.workers import Workers

            self._workers = Workers(self._work, self.limits)
        self._workers.count = count
        return self._workers

    def _weighed(self, target: Target) -> tuple[Target, bool]:
        """The target, with its content if that was read, and whether it is small and of a kind to be worked off here."""
        if target.error is not None:
            return target, True
        try:
            data = _beginning(target.path) if target.data is None else target.data
            if data is None or len(data) > LIGHT:
                return target, False
            known = target._replace(data=data)
            return known, readers.choose(data, target.path, tuple(self._checker.registry.readers.values())).light
        except Exception:  # it cannot be opened, nothing reads it, a plugin fails: the work itself will say so
            return target, True


def _outcomes(targets: Iterable[Target], work: _Work[Outcome], jobs: int) -> Iterator[Outcome]:
    coming = expanded(targets, work.wanted(), work.limits)
    try:
        first = list(islice(coming, 2)) if jobs > 1 else []
        if len(first) > 1:
            yield from work.many(chain(first, coming), jobs)
            return
        for number, target in enumerate(chain(first, coming), 1):
            yield work.one(target)
            if number == SERIAL and not jobs:
                yield from work.many(coming, processors())
    finally:
        work.end()


def processors() -> int:
    """How many processes the machine runs at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def _beginning(path: str) -> bytes | None:
    """The content of a file that is not large, else None; a pipe can be opened only once. Raises OSError."""
    file = Path(path)
    if file.exists() and not file.is_file():
        return None
    with file.open("rb") as content:
        return content.read(LIGHT + 1)
