"""What archives of all formats give: members, in the order in which they are packed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, NamedTuple


class Member(NamedTuple):
    """A file in an archive.

    `name` is as the archive has it, with whatever strokes and dots; `size` what the archive says. `read` gives at most
    so many bytes of the content and raises anything where the archive is damaged; it has to be called before the next
    member is taken. `locked` members need a password. `loose` says that it is unknown whether this was meant as a
    report, as of the pages of a web archive.
    """

    name: str
    size: int
    read: Callable[[int], bytes]
    locked: bool = False
    loose: bool = False


Members = Callable[[IO[bytes]], Iterator[Member]]
"""A format of archives: from an open file to its members; raises anything where it is damaged."""
