"""What is worked off, and what comes of it: the same for files that are read and for reports that are compared."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from gouji.checking import Request
from gouji.findings import Words
from gouji.walking import Target


class Listed(NamedTuple):
    """What a list says of a file."""

    agency: str | None = None
    kind: str | None = None
    parent: str | None = None
    year: int | None = None


class Item(NamedTuple):
    """A file to be read; `content` is the SHA-256 of its content, None where it cannot be had, `size` in bytes."""

    target: Target
    content: str | None
    size: int | None
    listed: Listed = Listed()


class Kept(NamedTuple):
    """A report as `keeping` left it: its path and the bytes."""

    path: str
    data: bytes


class Peer(NamedTuple):
    """A report that may have the same prose, and whether it is of the same agency."""

    kept: Kept
    same_agency: bool


class Case(NamedTuple):
    """A report to be compared: with one on an earlier year, with likely copies, with those below it.

    `missing` says what keeps sums from being whole.
    """

    report: Kept
    previous: Kept | None = None
    peers: tuple[Peer, ...] = ()
    parts: tuple[Kept, ...] = ()
    missing: tuple[Words, ...] = ()


class Holds(IntEnum):
    """How long an outcome holds: always, on the same day only, or under the same limits of time and memory only."""

    ALWAYS = 0
    TODAY = 1
    LIMITS = 2


class Tally(NamedTuple):
    """Counts of outcomes."""

    reports: int = 0
    unreadable: int = 0
    errors: int = 0
    defects: int = 0
    passed: int = 0

    def plus(self, other: Tally) -> Tally:
        """The sums."""
        return Tally(*(mine + more for mine, more in zip(self, other, strict=True)))


class Outcome(NamedTuple):
    """What came of a task: a line of JSON, compressed on its own (empty where nothing is to be told), and bytes for comparisons."""

    line: bytes
    kept: bytes
    holds: Holds
    tally: Tally


class Job(NamedTuple):
    """What workers have to know before their first task; `digest` is that of the rules they must have."""

    request: Request
    digest: str


Task = Item | Case
