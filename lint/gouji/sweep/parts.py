"""What came of chunks, on disk: a file with lines of JSON for the store, and one with reports kept for comparisons.

Both are written under a temporary name and renamed, the lines last: a chunk with lines is done. A run that was
interrupted goes on from them, and the next one takes from them what has not changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from gouji.limits import Limits
from gouji.sweep.chunks import Chunk
from gouji.sweep.tasks import Holds, Outcome, Tally

LINES, KEPT, DRAFT = ".jsonl.gz", ".kept", ".draft"
_SIZE = 8


class Stored(msgspec.Struct, array_like=True, frozen=True):
    """An outcome in a part: the key of its task, lengths in both files, how long it holds, counts."""

    key: str
    line: int
    kept: int
    holds: Holds
    tally: Tally


class Head(msgspec.Struct, array_like=True, frozen=True):
    """What stands at the start of the file of kept reports."""

    today: date
    limits: Limits
    stored: list[Stored]


class Place(NamedTuple):
    """Where a kept report stands in the file of a part."""

    start: int
    length: int


class Part(NamedTuple):
    """A chunk that is done: the name of its files without suffix, what stands in them, where the first report is kept."""

    name: str
    head: Head
    start: int

    @property
    def tally(self) -> Tally:
        """Counts of all outcomes."""
        total = Tally()
        for one in self.head.stored:
            total = total.plus(one.tally)
        return total

    def places(self) -> Iterator[Place]:
        """The places of kept reports, in the order of the tasks."""
        start = self.start
        for one in self.head.stored:
            yield Place(start, one.kept)
            start += one.kept


_decode = msgspec.msgpack.Decoder(Head).decode
_encode = msgspec.msgpack.Encoder().encode


class Parts:
    """The part files of a folder, under the day and the limits of a run."""

    def __init__(self, folder: Path, today: date, limits: Limits) -> None:
        """The folder, made where there is none. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._today = today
        self._limits = limits
        self._used: set[str] = set()
        self._known: dict[str, list[str]] = {}
        for file in sorted(folder.iterdir()):
            if file.name.endswith(KEPT):
                stem = file.name.removesuffix(KEPT)
                self._known.setdefault(stem.partition("-")[0], []).append(stem)
            elif file.name.endswith(DRAFT):
                file.unlink()

    def done(self, chunk: Chunk) -> Part | None:
        """The part of a chunk, where nothing has changed since it was written."""
        name = _name(chunk)
        part = self._part(name) if name in self._known.get(chunk.name, ()) else None
        if part is None or not all(self._holds(one, part.head) for one in part.head.stored):
            return None
        self._used.add(name)
        return part

    def left(self, chunk: Chunk) -> Mapping[str, Outcome]:
        """Outcomes that still hold, by key, of what the chunk was before."""
        wanted = set(chunk.keys)
        found: dict[str, Outcome] = {}
        for name in self._known.get(chunk.name, ()):
            part = self._part(name)
            if part is not None and any(one.key in wanted for one in part.head.stored):
                found.update(self._outcomes(part, wanted))
        return found

    def write(self, chunk: Chunk, outcomes: Sequence[Outcome]) -> Part:
        """Put down what came of a chunk. Raises OSError."""
        name = _name(chunk)
        stored = [
            Stored(key, len(one.line), len(one.kept), one.holds, one.tally)
            for key, one in zip(chunk.keys, outcomes, strict=True)
        ]
        head = Head(self._today, self._limits, stored)
        start = _encode(head)
        self._put(name + KEPT, [len(start).to_bytes(_SIZE, "little"), start, *(one.kept for one in outcomes)])
        self._put(name + LINES, [one.line for one in outcomes])
        self._used.add(name)
        return Part(name, head, _SIZE + len(start))

    def kept(self, name: str, start: int, length: int) -> bytes:
        """A kept report of a part, by its place in the file. Raises OSError."""
        with (self.folder / f"{name}{KEPT}").open("rb") as file:
            file.seek(start)
            return file.read(length)

    def forget_others(self) -> None:
        """Delete the parts that this run made no use of."""
        for names in self._known.values():
            for name in names:
                if name not in self._used:
                    for suffix in (LINES, KEPT):
                        (self.folder / f"{name}{suffix}").unlink(missing_ok=True)

    def _holds(self, one: Stored, head: Head) -> bool:
        if one.holds is Holds.LIMITS:
            return head.limits == self._limits
        return head.today == self._today or (one.holds is Holds.ALWAYS and head.today <= self._today)

    def _part(self, name: str) -> Part | None:
        """A part by its name; None where it is damaged."""
        try:
            with (self.folder / f"{name}{KEPT}").open("rb") as file:
                head = _decode(_start(file))
                start = file.tell()
            whole = start + sum(one.kept for one in head.stored), sum(one.line for one in head.stored)
            sizes = [(self.folder / f"{name}{suffix}").stat().st_size for suffix in (KEPT, LINES)]
        except (OSError, msgspec.MsgspecError):
            return None
        return Part(name, head, start) if sizes == list(whole) else None

    def _outcomes(self, part: Part, wanted: set[str]) -> Iterator[tuple[str, Outcome]]:
        head = part.head
        with (
            (self.folder / f"{part.name}{KEPT}").open("rb") as file,
            (self.folder / f"{part.name}{LINES}").open("rb") as lines,
        ):
            file.seek(part.start)
            for one in head.stored:
                line, data = lines.read(one.line), file.read(one.kept)
                if one.key in wanted and self._holds(one, head):
                    yield one.key, Outcome(line, data, one.holds, one.tally)

    def _put(self, name: str, pieces: Sequence[bytes]) -> None:
        """A whole file, or none."""
        draft = self.folder / f"{name}{DRAFT}"
        try:
            with draft.open("wb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.folder / name)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise


def _name(chunk: Chunk) -> str:
    return f"{chunk.name}-{chunk.key}"


def _start(file: IO[bytes]) -> bytes:
    return file.read(int.from_bytes(file.read(_SIZE), "little"))
