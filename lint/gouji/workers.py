"""Processes that work off tasks and may be lost: one that takes too long, needs too much memory or dies takes its task
with it and no other.

A task is known by its place in the order and goes to one process at a time, so that no result is lost, given twice, or
out of order. Memory is limited where the system can limit that of a process (Linux); elsewhere only time is.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

from gouji.errors import GoujiError
from gouji.limits import Limits, Lost

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

_AHEAD = 3
_SMALL = 8192
_WINDOW = 64
NO_MEMORY = 77
"""Exit status of a process that ran out of memory."""

_GRACE = 5.0
_START = 60.0
_STARTS = 3
_NEVER = float("inf")
_MEGABYTE = 1024 * 1024


class StartError(GoujiError):
    """Process after process ended before it was ready for its first task."""


class Workers(Generic[Task, Outcome]):
    """Up to `count` processes that call `work` for each task; they are started when there is something to do.

    `work`, tasks and results have to be picklable. `end` has to be called when all is done.
    """

    def __init__(
        self, work: Callable[[Task], Outcome], limits: Limits, count: int = 1, method: str | None = None
    ) -> None:
        """No process yet. `method` is how they are started (`fork`, `spawn`); by default the quickest that is safe."""
        self.count = count
        self._work = work
        self._limits = limits
        self._context = multiprocessing.get_context(method or start_method())
        self._workers: list[_Worker] = []
        self._unstarted = 0

    def end(self) -> None:
        """Ends all processes."""
        while self._workers:
            self._workers.pop().end()

    def results(self, tasks: Iterable[Task]) -> Iterator[Outcome | Lost]:
        """The results of tasks, in their order; a task is taken only when there is room for it.

        Raises:
            StartError: a process could not be made ready.

        """
        queue = _Queue(tasks)
        done: dict[int, Outcome | Lost] = {}
        following = 0
        while True:
            self._hand_out(queue, following + _WINDOW * self.count)
            if following in done:
                yield done.pop(following)
                following += 1
            elif queue.waiting or any(worker.items for worker in self._workers):
                self._gather(done, queue)
            else:
                return

    def _hand_out(self, queue: _Queue, end: int) -> None:
        """Gives tasks before a place in the order to processes that have room for them."""
        while (item := queue.first(end)) is not None:
            worker = self._room_for(item)
            if worker is None or not worker.send(item):
                return
            queue.waiting.popleft()

    def _room_for(self, item: _Item) -> _Worker | None:
        """An idle process, else a new one, else one that is nearly done; a suspect gets a fresh one."""
        best = min((worker for worker in self._workers if worker.has_room(item)), key=_load, default=None)
        if best is not None and not best.items:
            return best
        if best is None and item.suspect:
            self._dismiss_idle()
        if len(self._workers) < self.count:
            worker = _Worker(self._context, self._work, self._limits)
            self._workers.append(worker)
            return worker
        return best

    def _dismiss_idle(self) -> None:
        """Makes room for a fresh process where all have worked before and one has nothing to do."""
        idle = next((worker for worker in self._workers if not worker.items), None)
        if idle is not None and len(self._workers) >= self.count:
            self._workers.remove(idle)
            idle.end()

    def _gather(self, done: dict[int, Any], queue: _Queue) -> None:
        """Waits until something happens, and takes what came of it."""
        deadline = min(worker.deadline for worker in self._workers)
        handles = [handle for worker in self._workers for handle in worker.handles]
        wait(handles, None if deadline == _NEVER else max(deadline - time.monotonic(), 0))
        for worker in list(self._workers):
            worker.receive(done)
            if worker.ready:
                self._unstarted = 0
            lost = worker.lost(done)
            if lost is not None:
                self._workers.remove(worker)
                self._bury(worker, lost, done, queue)

    def _bury(self, worker: _Worker, lost: Lost, done: dict[int, Any], queue: _Queue) -> None:
        """Blames the task under way, unless something else may have ended the process: then it gets another try.

        Former tasks may have worn it out, or somebody may have killed it.
        """
        worker.end()
        items = worker.items
        if not worker.ready:
            self._unstarted += 1
            if self._unstarted >= _STARTS:
                raise StartError(
                    f"检查用的进程无法启动（状态 {lost.status}）；若给出了 --memory，请放宽",
                    f"the process that reads files does not start (status {lost.status}); with --memory given, allow more",
                )
        elif items and (lost.reason == "time" or (worker.fresh and (items[0].suspect or lost.reason == "memory"))):
            done[items.popleft().place] = lost
        elif items:
            items[0] = items[0]._replace(suspect=True)
        queue.waiting.extendleft(reversed(items))


def start_method() -> str:
    """Forking is quickest, and safe while there are no threads; only Linux does it well."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


class _Item(NamedTuple):
    """A task by its place in the order, pickled; a suspect is to be the first task of a process."""

    place: int
    data: bytes
    suspect: bool = False


class _Queue:
    """Tasks that no process has: those that came back, then those to come."""

    def __init__(self, tasks: Iterable[Any]) -> None:
        self._coming = enumerate(tasks)
        self._taken = 0
        self.waiting: deque[_Item] = deque()

    def first(self, end: int) -> _Item | None:
        """The next task before a place in the order; None where there is none."""
        if not self.waiting and self._taken < end:
            for place, task in self._coming:
                self._taken += 1
                self.waiting.append(_Item(place, pickle.dumps(task, pickle.HIGHEST_PROTOCOL)))
                break
        return self.waiting[0] if self.waiting else None


class _Worker:
    """A process and the tasks it has, the one under way first."""

    def __init__(self, context: Any, work: Callable[[Any], Any], limits: Limits) -> None:
        ours, theirs = context.Pipe()
        self.connection: Connection = ours
        self.process = context.Process(target=_serve, args=(theirs, work, limits), daemon=True)
        self.process.start()
        theirs.close()
        self.items: deque[_Item] = deque()
        self.ready = False
        self.fresh = True
        self._ended = False
        self._deaf = False
        self._limits = limits
        self._since = time.monotonic()

    @property
    def handles(self) -> list[Any]:
        """What to wait for."""
        return [self.process.sentinel] if self._ended else [self.connection, self.process.sentinel]

    @property
    def deadline(self) -> float:
        """When the task under way, or the start, has taken too long."""
        if not self.ready:
            return self._since + max(_START, self._limits.seconds)
        return self._since + self._limits.seconds if self.items else _NEVER

    def has_room(self, item: _Item) -> bool:
        """Whether the process can take a task at once: a large one would keep us until it has finished the others."""
        if self._ended or self._deaf:
            return False
        if not self.items:
            return self.fresh or not item.suspect
        small = len(item.data) <= _SMALL and all(len(other.data) <= _SMALL for other in self.items)
        return small and not item.suspect and len(self.items) < _AHEAD

    def send(self, item: _Item) -> bool:
        """Hands over a task; False where the process has ended."""
        try:
            self.connection.send_bytes(item.data)
        except OSError:
            self._deaf = True
            return False
        if not self.items and self.ready:
            self._since = time.monotonic()
        self.items.append(item)
        return True

    def receive(self, done: dict[int, Any]) -> None:
        """Takes the results that have come."""
        with suppress(EOFError, OSError):
            while not self._ended and self.connection.poll():
                message = pickle.loads(self.connection.recv_bytes())
                if self.ready:
                    done[self.items.popleft().place] = message
                    self.fresh = False
                self.ready = True
                self._since = time.monotonic()
            return
        self._ended = True

    def lost(self, done: dict[int, Any]) -> Lost | None:
        """Why the process is lost; None while it is not."""
        if self._ended or self.process.exitcode is not None:
            self.process.join(_GRACE)
            self.receive(done)
            return ended(self.process.exitcode or 0)
        return Lost("time") if time.monotonic() >= self.deadline else None

    def end(self) -> None:
        """Ends the process, and those it has started."""
        if hasattr(os, "killpg"):
            with suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.connection.close()


def _load(worker: _Worker) -> int:
    return len(worker.items)


_ALARM: int = getattr(signal, "SIGALRM", 0)


def ended(status: int) -> Lost:
    """Why a process ended with a status of its own."""
    return Lost("memory" if status == NO_MEMORY else "time" if status == -_ALARM else "end", status)


def _serve(connection: Connection, work: Callable[[Any], Any], limits: Limits) -> None:
    """What a process does: tasks one by one, until the other end is closed or its process gone."""
    settle(limits.memory)
    parent = multiprocessing.parent_process()
    handles: list[Any] = [connection] if parent is None else [connection, parent.sentinel]
    connection.send_bytes(pickle.dumps(None))
    while connection in wait(handles):
        try:
            task = connection.recv_bytes()
        except EOFError:
            return
        set_alarm(limits.seconds)
        try:
            result = pickle.dumps(work(pickle.loads(task)), pickle.HIGHEST_PROTOCOL)
        except MemoryError:
            os._exit(NO_MEMORY)
        set_alarm(0)
        connection.send_bytes(result)


def settle(megabytes: int) -> None:
    """Leaves the terminal to the parent, and limits memory.

    What libraries write to standard output or standard error goes nowhere: it would stand among the findings.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- to the end
    if sys.platform != "win32":
        import resource

        os.setsid()
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (megabytes * _MEGABYTE, megabytes * _MEGABYTE))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def set_alarm(seconds: float) -> None:
    """Has the system end this process soon after a time, should the parent not have done it by then; 0 calls it off."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE if seconds else 0)
