"""Works off files in their order: here, or in processes that can be ended without losing the other files.

Short texts, pages and Word files, which gouji reads with code of its own that bounds time and memory, are read right
here while there are few. Everything else goes to a process under limits: what large files and other libraries may take
is not known. Where there are many files, all go to as many processes as pay.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from gouji import readers
from gouji.archives import Wanted, expanded
from gouji.checking import Checker, Reading, unread
from gouji.limits import Lost, said
from gouji.results import Result
from gouji.walking import Target

if TYPE_CHECKING:
    from gouji.kept_results import KeptResults
    from gouji.workers import Workers

SERIAL = 75
"""With fewer files than this, starting processes takes longer than it saves."""

LIGHT = 1024 * 1024
"""Larger files are not read in the process of the run."""

Outcome = TypeVar("Outcome")
Coming = tuple[Target, Outcome | None]
"""A file under check, and its outcome if that is known already."""


def check_all(
    targets: Iterable[Target], checker: Checker, jobs: int = 1, kept: KeptResults | None = None
) -> Iterator[Result]:
    """The results of files, in their order; 0 `jobs` are as many as pay. `kept` are those of earlier runs; it is closed."""

    def give_up(path: str, lost: Lost) -> Result:
        return unread(path, said(lost, checker.request.limits))

    if kept is None:
        yield from _outcomes(targets, _Work(checker, checker.check, give_up), jobs)
        return
    with closing(kept):
        yield from _outcomes(targets, _Work(checker, checker.check, give_up, kept), jobs)


def read_all(targets: Iterable[Target], checker: Checker, jobs: int = 1) -> Iterator[Reading]:
    """The reports in files, in their order; 0 `jobs` are as many as pay."""

    def give_up(path: str, lost: Lost) -> Reading:
        return Reading(path, None, said(lost, checker.request.limits), path)

    return _outcomes(targets, _Work(checker, checker.reading, give_up), jobs)


class _Known(Protocol[Outcome]):
    """Outcomes of earlier runs."""

    def find(self, target: Target) -> Outcome | None:
        """The outcome of a file that has not changed."""

    def keep(self, target: Target, outcome: Outcome) -> None:
        """Keep an outcome for the next run."""


class _Work(Generic[Outcome]):
    """What is done with a file, and what stands for one that had to be given up; processes start when first needed."""

    def __init__(
        self,
        checker: Checker,
        work: Callable[[Target], Outcome],
        give_up: Callable[[str, Lost], Outcome],
        known: _Known[Outcome] | None = None,
    ) -> None:
        self._checker = checker
        self._work = work
        self._give_up = give_up
        self._known = known
        self._workers: Workers[Target, Outcome] | None = None

    def coming(self, targets: Iterable[Target]) -> Iterator[Coming[Outcome]]:
        """The files under check, archives replaced by the files in them, with the outcomes that are known."""
        wanted = self._wanted()
        for target in targets:
            known = self._found(target) if target.data is None else None
            if known is not None:
                yield target, known
                continue
            for one in expanded([target], wanted, self._checker.request.limits):
                yield one, None if one.data is None else self._found(one)

    def one(self, target: Target) -> Outcome:
        """The outcome of a file, worked off here if it is light."""
        weighed, is_light = self._weighed(target)
        if not is_light:
            return next(self.many([(weighed, None)], 1))
        try:
            return self._kept(target, self._work(weighed))
        except MemoryError:
            return self._give_up(target.path, Lost("memory"))

    def many(self, coming: Iterable[Coming[Outcome]], count: int) -> Iterator[Outcome]:
        """The outcomes of files, those that are not known worked off in up to `count` processes."""
        waiting: deque[Coming[Outcome]] = deque()

        def unknown() -> Iterator[Target]:
            for target, known in coming:
                waiting.append((target, known))
                if known is None:
                    yield target

        for outcome in self._started(count).results(unknown()):
            yield from _known_ahead(waiting)
            target, _ = waiting.popleft()
            yield self._give_up(target.path, outcome) if isinstance(outcome, Lost) else self._kept(target, outcome)
        yield from _known_ahead(waiting)

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

            self._workers = Workers(self._work, self._checker.request.limits)
        self._workers.count = count
        return self._workers

    def _wanted(self) -> Wanted:
        """Which files in archives are read."""
        readers = self._checker.registry.readers.values()
        return Wanted(
            frozenset(suffix for reader in readers for suffix in reader.suffixes),
            frozenset(kind for reader in readers for kind in reader.kinds),
        )

    def _found(self, target: Target) -> Outcome | None:
        return self._known.find(target) if self._known else None

    def _kept(self, target: Target, outcome: Outcome) -> Outcome:
        if self._known:
            self._known.keep(target, outcome)
        return outcome

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
    coming = work.coming(targets)
    try:
        unknown = 0
        for target, known in coming:
            if known is not None:
                yield known
                continue
            following = list(islice(coming, 1)) if jobs > 1 else []
            if following:
                yield from work.many(chain([(target, None)], following, coming), jobs)
                return
            yield work.one(target)
            unknown += 1
            if unknown == SERIAL and not jobs:
                yield from work.many(coming, processors())
    finally:
        work.end()


def _known_ahead(waiting: deque[Coming[Outcome]]) -> Iterator[Outcome]:
    """The known outcomes before the first that is not."""
    while waiting and (known := waiting[0][1]) is not None:
        waiting.popleft()
        yield known


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
