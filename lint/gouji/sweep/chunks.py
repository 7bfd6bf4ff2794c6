"""Files put together into chunks, each of which is worked off and kept as a whole.

Where a chunk ends depends on the names of its files, so that a file that comes or goes changes one chunk and leaves the
others what they were.
"""

from __future__ import annotations

from binascii import crc32
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gouji.digests import digest
from gouji.sweep.tasks import Task

LEAST, MOST = 50, 200
_ONE_IN = 64
_HEAVY = 16 * 1024 * 1024


class Chunk(NamedTuple):
    """Tasks with their keys; `source` is the number of the source they are of.

    `name` stays while the first task has the same name, `key` while nothing that the outcomes depend on changes.
    """

    source: int
    name: str
    key: str
    tasks: tuple[Task, ...]
    keys: tuple[str, ...]


class Named(NamedTuple):
    """A task with its source, a name of its own, its key, and the bytes that go with it."""

    source: int
    name: str
    key: str
    task: Task
    weight: int


def chunks(tasks: Iterable[Named]) -> Iterator[Chunk]:
    """The tasks in their order, 50 to 200 a chunk, fewer where they weigh much and at the end of a source."""
    waiting: list[Named] = []
    for task in tasks:
        if waiting and task.source != waiting[0].source:
            yield _chunk(waiting)
            waiting = []
        waiting.append(task)
        if _is_full(waiting):
            yield _chunk(waiting)
            waiting = []
    if waiting:
        yield _chunk(waiting)


def _is_full(tasks: list[Named]) -> bool:
    ends = len(tasks) >= LEAST and crc32(tasks[-1].name.encode("utf-8", "surrogatepass")) % _ONE_IN == 0
    return ends or len(tasks) >= MOST or sum(task.weight for task in tasks) >= _HEAVY


def _chunk(tasks: list[Named]) -> Chunk:
    keys = tuple(task.key for task in tasks)
    name = digest((tasks[0].source, tasks[0].name))
    return Chunk(tasks[0].source, name, digest(keys), tuple(task.task for task in tasks), keys)
