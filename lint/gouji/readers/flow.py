"""The blocks of a page before they are rendered: paragraphs, tables with the content of their cells, pictures.

Everything here holds offsets in the file. Tables nest as they do in the file; what is a table of figures and what only
lays out the page is decided later, in `rendering`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(slots=True)
class Lines:
    """A paragraph: stretches of the file that hold its text, tags left out.

    `kept` where blanks and line ends count (`<pre>`).
    """

    pieces: list[tuple[int, int]]
    level: int = 0
    linked: bool = True
    kept: bool = False


class Image(NamedTuple):
    """A picture at an offset of the file, with its alternative text."""

    origin: int
    text: str


class Remark(NamedTuple):
    """A comment that speaks to gouji, at an offset of the file."""

    origin: int
    text: str


@dataclass(slots=True)
class Box:
    """A table cell and its content, in reading order; `origin` is where the content starts."""

    rows: int
    columns: int
    origin: int
    items: list[Item]


@dataclass(slots=True)
class Frame:
    """A table: rows of cells, the group (thead, tbody) each row belongs to, and what stands outside all cells.

    `open` while a row has begun and not ended; `group` is that of the next row; `nested` where a cell holds a table.
    """

    origin: int
    rows: list[list[Box]] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    group: int = 0
    open: bool = False
    nested: bool = False
    before: list[Item] = field(default_factory=list)
    after: list[Item] = field(default_factory=list)

    def begin_row(self) -> None:
        """Starts a row in the current group."""
        self.open = True
        self.rows.append([])
        self.groups.append(self.group)


Item = Lines | Frame | Image | Remark
