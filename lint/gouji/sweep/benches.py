"""Executors, and the function that they run: a chunk of tasks, worked off in a process that can be ended.

A thread of this process, or a worker of a cluster, has such a process of its own. A task that hangs, eats memory or ends
its process is given up there and takes no other with it.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import NamedTuple

from gouji.limits import Lost
from gouji.sweep.chunks import Chunk
from gouji.sweep.desk import Desk
from gouji.sweep.tasks import Outcome, Task
from gouji.workers import Workers

_AHEAD = 2


class Stopped(Exception):
    """The run is over before the chunk is."""


class Bench(ThreadPoolExecutor):
    """An executor of this machine: each thread hands its tasks to a process of its own."""

    def __init__(self, jobs: int) -> None:
        """So many processes, started when there is something to do."""
        super().__init__(jobs, initializer=self._settle)
        self.stopped = threading.Event()
        self._workers: list[Workers[Task, Outcome]] = []

    def _settle(self) -> None:
        _here.bench = self

    def hold(self, workers: Workers[Task, Outcome]) -> None:
        """Have processes ended with this executor."""
        self._workers.append(workers)

    def end(self) -> None:
        """Leave off what is under way, and end all processes."""
        self.stopped.set()
        self.shutdown(wait=True, cancel_futures=True)
        while self._workers:
            self._workers.pop().end()


class _Here(threading.local):
    """The processes of this thread, by the digest of their job."""

    def __init__(self) -> None:
        self.bench: Bench | None = None
        self.workers: Workers[Task, Outcome] | None = None
        self.digest = ""


_here = _Here()


def work_off(desk: Desk, tasks: Sequence[Task]) -> list[Outcome]:
    """The outcomes of tasks, in their order. Raises StartError, Stopped."""
    workers, outcomes = _workers(desk), []
    for task, outcome in zip(tasks, workers.results(iter(tasks)), strict=False):
        if _here.bench is not None and _here.bench.stopped.is_set():
            raise Stopped
        outcomes.append(desk.give_up(task, outcome) if isinstance(outcome, Lost) else outcome)
    return outcomes


def _workers(desk: Desk) -> Workers[Task, Outcome]:
    """The processes of this thread for a desk."""
    if _here.workers is None or _here.digest != desk.job.digest:
        if _here.workers is not None:
            _here.workers.end()
        # Workers of a cluster are daemons, which may have no processes of their own.
        with suppress(AssertionError):
            multiprocessing.current_process().daemon = False
        _here.workers = Workers(desk, desk.job.request.limits, 1, _method())
        _here.digest = desk.job.digest
        if _here.bench is not None:
            _here.bench.hold(_here.workers)
    return _here.workers


def _method() -> str:
    """How processes are started beside threads."""
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


class _Under(NamedTuple):
    """A chunk under way: the outcomes it has, and the tasks that were handed over last."""

    chunk: Chunk
    first: int
    end: int


Done = tuple[Chunk, list[Outcome]]


class Runs:
    """Hands chunks to an executor, a few ahead, and gives what came of them, whichever is done first."""

    def __init__(self, executor: Executor, desk: Desk, jobs: int) -> None:
        """An executor with so many workers."""
        self._executor = executor
        self._desk = desk
        self._most = jobs + _AHEAD
        self._under: dict[Future[list[Outcome]], _Under] = {}
        self._partly: dict[str, dict[int, list[Outcome]]] = {}

    def outcomes(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """The chunks with their outcomes. Raises what working off raises, but for workers that were lost."""
        for chunk in chunks:
            self._submit(_Under(chunk, 0, len(chunk.tasks)))
            while len(self._under) >= self._most:
                yield from self._gather()
        while self._under:
            yield from self._gather()

    def _submit(self, under: _Under) -> None:
        tasks = under.chunk.tasks[under.first : under.end]
        self._under[self._executor.submit(work_off, self._desk, tasks)] = under

    def _gather(self) -> Iterator[Done]:
        finished, _ = wait(self._under, return_when=FIRST_COMPLETED)
        for future in finished:
            under = self._under.pop(future)
            error = future.exception()
            if error is None:
                yield from self._put(under, future.result())
            elif not _is_loss(error):
                raise error
            elif under.end - under.first > 1:
                # Some file ended the worker itself: halves, until it is known which.
                middle = (under.first + under.end) // 2
                self._submit(under._replace(end=middle))
                self._submit(under._replace(first=middle))
            else:
                yield from self._put(under, [self._desk.give_up(under.chunk.tasks[under.first], Lost("end"))])

    def _put(self, under: _Under, outcomes: list[Outcome]) -> Iterator[Done]:
        """The chunk, once all its pieces are there."""
        pieces = self._partly.setdefault(under.chunk.name, {})
        pieces[under.first] = outcomes
        if sum(map(len, pieces.values())) == len(under.chunk.tasks):
            del self._partly[under.chunk.name]
            yield under.chunk, [outcome for _, piece in sorted(pieces.items()) for outcome in piece]


def _is_loss(error: BaseException) -> bool:
    """Whether a worker was lost with its tasks: of a pool of this machine, or of a cluster that has tried it again."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"
