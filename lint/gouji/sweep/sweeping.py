"""A sweep from its sources to its store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

import msgspec

from gouji import __version__, digests
from gouji.checking import Checker, Request
from gouji.findings import Words
from gouji.plugins import Registry
from gouji.sweep import comparing, keys, roster, sources
from gouji.sweep.benches import Runs
from gouji.sweep.chunks import Chunk, Named, chunks
from gouji.sweep.desk import Desk
from gouji.sweep.parts import LINES, Part, Parts
from gouji.sweep.records import Row
from gouji.sweep.schema import SCHEMA
from gouji.sweep.sources import Search, Source
from gouji.sweep.store import Store, standing
from gouji.sweep.tasks import Item, Job, Outcome, Tally

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_INDEX = "index.draft"
_encode = msgspec.json.Encoder().encode


class Plan(NamedTuple):
    """What is to be swept, and how.

    `limit` is the most files, `jobs` the number of workers, `remote` whether addresses in lists are followed, `roster` the
    table of agencies.
    """

    sources: tuple[Source, ...]
    folder: Path
    request: Request
    jobs: int = 1
    limit: int | None = None
    remote: bool = False
    parquet: bool = False
    roster: Path | None = None


class Progress(NamedTuple):
    """How far a sweep is: what it does, counts of tasks done and of those that were there already, counts of outcomes.

    What it does is `read`, then `stored`, `compared`, `completed`, and `written` while people's files are made.
    """

    phase: str
    done: int = 0
    reused: int = 0
    tally: Tally = Tally()


Watch = Callable[[Progress], None]


class Work:
    """Works off chunks, those from former runs for nothing, and keeps an index of what came of them."""

    def __init__(self, desk: Desk, executor: Executor, jobs: int, parts: Parts, watch: Watch) -> None:
        """An executor with so many workers."""
        self._desk = desk
        self._runs = Runs(executor, desk, jobs)
        self._parts = parts
        self._watch = watch
        self._known: dict[str, tuple[int, Chunk, dict[str, Outcome]]] = {}
        self._index: IO[bytes]
        self.progress = Progress("")
        self._sequence: dict[int, str] = {}

    @property
    def names(self) -> list[str]:
        """The parts with lines of the chunks that were worked off last, in the order of these."""
        return [name for _, name in sorted(self._sequence.items())]

    def off(self, phase: str, coming: Iterator[Chunk], index: IO[bytes]) -> Tally:
        """Work off chunks in whatever order, writing a line for each task that came to something. Raises OSError."""
        self._index = index
        self._sequence = {}
        self.progress = Progress(phase)
        for chunk, outcomes in self._runs.outcomes(self._to_do(coming)):
            sequence, whole, left = self._known.pop(chunk.key)
            fresh = iter(outcomes)
            every = [left[key] if key in left else next(fresh) for key in whole.keys]
            self._note(sequence, whole, self._parts.write(whole, every), len(left))
        return self.progress.tally

    def _to_do(self, coming: Iterator[Chunk]) -> Iterator[Chunk]:
        """The chunks, less what is known of them."""
        for sequence, chunk in enumerate(coming):
            part = self._parts.done(chunk)
            if part is not None:
                self._note(sequence, chunk, part, len(chunk.tasks))
                continue
            left = dict(self._parts.left(chunk))
            if all(key in left for key in chunk.keys):
                part = self._parts.write(chunk, [left[key] for key in chunk.keys])
                self._note(sequence, chunk, part, len(chunk.tasks))
                continue
            self._known[chunk.key] = sequence, chunk, left
            yield chunk._replace(
                tasks=tuple(task for key, task in zip(chunk.keys, chunk.tasks, strict=True) if key not in left)
            )

    def _note(self, sequence: int, chunk: Chunk, part: Part, reused: int) -> None:
        """Write the index of a part, and tell how far it is."""
        if any(stored.line for stored in part.head.stored):
            self._sequence[sequence] = part.name
        for position, (task, stored, place) in enumerate(
            zip(chunk.tasks, part.head.stored, part.places(), strict=True)
        ):
            if isinstance(task, Item) and stored.line:
                row = {"sequence": sequence, "position": position, "source": chunk.source, "part": part.name}
                row |= {"path": task.target.path, "listed": any(task.listed), "key": stored.key}
                self._index.write(_encode({**row, "start": place.start, "length": place.length}) + b"\n")
        before = self.progress
        self.progress = Progress(
            before.phase, before.done + len(chunk.tasks), before.reused + reused, before.tally.plus(part.tally)
        )
        self._watch(self.progress)


class Summary(NamedTuple):
    """What came of a sweep; `unread` are the first files that could not be read, each with the reason."""

    tally: Tally
    reused: int
    errors: int
    missing: int
    failed: bool
    unread: tuple[tuple[str, Words], ...]


def sweep(plan: Plan, registry: Registry, executor: Executor, watch: Watch) -> Summary:
    """Read and compare all reports, and make the store. Raises GoujiError, OSError, and what executor and store raise."""
    index = plan.folder / _INDEX
    try:
        return _swept(plan, registry, executor, watch, index)
    finally:
        index.unlink(missing_ok=True)


def _swept(plan: Plan, registry: Registry, executor: Executor, watch: Watch, index: Path) -> Summary:
    job = Job(plan.request, keys.of_run(digests.of_code(registry), plan.request))
    desk = Desk(job, Checker(plan.request, registry))
    entries = roster.read(plan.roster)
    parts = Parts(plan.folder / "parts", plan.request.as_of or date.min, plan.request.limits)
    work = Work(desk, executor, plan.jobs, parts, watch)
    with index.open("wb") as file:
        tally = work.off("read", chunks(_named(plan, desk)), file)
    progress, made_of = work.progress, _made_of(plan, desk, work)
    known = standing(plan.folder, made_of, plan.parquet) if progress.reused == progress.done else None
    if known is not None:
        with known:
            return _summary(tally, progress.reused, known)
    store = Store(plan.folder)
    try:
        store.place(index, parts.folder, lambda done: watch(Progress("stored", done)))
        comparing.identify(store, entries, plan.sources, plan.request.as_of or date.min)
        tally = tally._replace(defects=tally.defects + _compared(desk, work, parts, store, index))
        watch(Progress("completed"))
        store.complete(_run(plan, desk, tally, made_of), (_source(*each) for each in enumerate(plan.sources)))
        if plan.parquet:
            store.parquet()
        summary = _summary(tally, progress.reused, store.connection)
        store.put()
    finally:
        with suppress(Exception):
            store.abandon()
    parts.forget_others()
    return summary


def _made_of(plan: Plan, desk: Desk, work: Work) -> str:
    """A digest of all that the store depends on."""
    tables = [plan.roster, *(one.name for one in plan.sources if one.kind == "list")]
    contents = (digests.of_file(str(path)) for path in tables if path is not None)
    return digests.digest((desk.job.digest, plan.request.as_of, plan.limit, *plan.sources, *contents, *work.names))


def _compared(desk: Desk, work: Work, parts: Parts, store: Store, index: Path) -> int:
    """Compare what is to be compared; the number of faults of the tool."""
    with index.open("wb") as file:
        tally = work.off("compared", chunks(comparing.cases(store, parts, desk.key)), file)
    store.compared([str(parts.folder / f"{name}{LINES}") for name in work.names])
    comparing.same_files(store)
    return tally.defects


def _run(plan: Plan, desk: Desk, tally: Tally, made_of: str) -> Row:
    """The row on the run."""
    request = plan.request
    given = {key: value for key, value in request.given.items() if key != "lang"}
    options = {**given, "suppress": request.suppress, "limit": plan.limit}
    return {
        "schema": SCHEMA,
        "version": __version__,
        "packs": sorted({*desk.checker.registry.origins.values()}),
        "options": msgspec.json.encode(options, order="sorted").decode(),
        "today": request.as_of,
        "reports": 0,
        "unreadable": 0,
        "passed": tally.passed,
        "defects": tally.defects,
        "made_of": made_of,
    }


def _source(number: int, source: Source) -> Row:
    return {"source": number, "name": source.name, "kind": source.kind, "reports": 0, "unreadable": 0}


def _summary(tally: Tally, reused: int, store: DuckDBPyConnection) -> Summary:
    """Counts of the store, in which no report stands twice."""
    counts = store.execute(
        "SELECT count(*), count(*) FILTER (status = 'unreadable'), coalesce(sum(errors), 0), coalesce(bool_or(failed), false) "
        "FROM reports"
    ).fetchall()[0]
    missing = store.execute("SELECT count(*) FROM missing").fetchall()[0][0]
    unread = store.execute("SELECT path, error, error_en FROM reports WHERE error IS NOT NULL ORDER BY report LIMIT 10")
    told = tuple((path, Words(zh, en)) for path, zh, en in unread.fetchall())
    counted = tally._replace(reports=counts[0], unreadable=counts[1])
    return Summary(counted, reused, int(counts[2]), missing, counts[3], told)


def _named(plan: Plan, desk: Desk) -> Iterator[Named]:
    """The files of all sources, with their keys."""
    registry = desk.checker.registry
    search = Search(tuple(registry.readers.values()), plan.request.limits, plan.remote)
    count = 0
    for number, source in enumerate(plan.sources):
        for item in sources.items(source, search):
            if plan.limit is not None and count >= plan.limit:
                return
            count += 1
            weight = len(item.target.data or b"")
            yield Named(number, item.target.path, desk.key(item), item, weight)
