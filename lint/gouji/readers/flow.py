"""The blocks of a page before they are rendered: paragraphs, tables with the content of their cells, pictures.

Everything here holds offsets in the file. Tables nest as they do in the file; what is a table of figures and what only
lays out the page is decided later, in `rendering`.
"""

from __future__ import annotations

from typing import Any, Generic, NamedTuple, TypeVar


class Lines:
    """A paragraph: stretches of the file that hold its text, tags left out.

    `kept` where blanks and line ends count (`<pre>`).
    """

    __slots__ = ("kept", "level", "linked", "pieces")

    def __init__(self, pieces: list[tuple[int, int]], level: int = 0, linked: bool = True, kept: bool = False) -> None:
        """A paragraph of these stretches."""
        self.pieces = pieces
        self.level = level
        self.linked = linked
        self.kept = kept


class Image(NamedTuple):
    """A picture at an offset of the file, with its alternative text."""

    origin: int
    text: str


class Remark(NamedTuple):
    """A comment that speaks to gouji, at an offset of the file."""

    origin: int
    text: str


class Box:
    """A table cell and its content, in reading order; `origin` is where the content starts.

    Most cells hold one stretch of text: that is their `piece`, and their items are made when they are asked for. A cell
    whose items were made has no `piece` any more.
    """

    __slots__ = ("_items", "columns", "origin", "piece", "rows")

    def __init__(
        self, rows: int, columns: int, origin: int, items: list[Item] | None, piece: tuple[int, int] | None = None
    ) -> None:
        """A cell over so many rows and columns that holds some items or one piece."""
        self.rows = rows
        self.columns = columns
        self.origin = origin
        self.piece = piece
        self._items = items

    @property
    def items(self) -> list[Item]:
        """The content."""
        if self._items is None:
            self._items = [] if self.piece is None else [Lines([self.piece], linked=False)]
            self.piece = None
        return self._items

    @items.setter
    def items(self, items: list[Item]) -> None:
        self._items = items
        self.piece = None

    @property
    def is_blank(self) -> bool:
        """Whether the cell holds nothing."""
        return not (self.piece or self._items)


class Content(NamedTuple):
    """What an ordinary cell holds, counted from where its markup begins.

    `extent` is how many rows and columns it asks for, `origin` is where the content starts, `pieces` are the stretches with its text, `text` is what is shown of them, and
    `stretches` are where each part of that stands, and what it reaches at most; `before` names the tags that part the
    cell from the one before it.
    """

    extent: tuple[int, int]
    origin: int
    pieces: tuple[tuple[int, int], ...]
    text: str
    stretches: tuple[tuple[int, int, int], ...]
    before: tuple[str, ...] = ()


class Plain(NamedTuple):
    """An ordinary cell whose markup begins at an offset of the file; otherwise as `Box`."""

    at: int
    content: Content

    @property
    def origin(self) -> int:
        """Where its content starts."""
        return self.at + self.content.origin

    @property
    def items(self) -> list[Item]:
        """The content: one paragraph, if there is a text."""
        pieces = [(self.at + start, self.at + end) for start, end in self.content.pieces]
        return [Lines(pieces, linked=False)] if pieces else []

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing."""
        return not self.content.pieces


AnyBox = TypeVar("AnyBox", bound=Box | Plain)


class Frame(Generic[AnyBox]):
    """A table: rows of cells, the group (thead, tbody) each row belongs to, and what stands outside all cells.

    `open` while a row has begun and not ended; `group` is that of the next row; `nested` where a cell holds a table.
    """

    __slots__ = ("after", "before", "group", "groups", "nested", "open", "origin", "rows")

    def __init__(self, origin: int) -> None:
        """A table without rows."""
        self.origin = origin
        self.rows: list[list[AnyBox]] = []
        self.groups: list[int] = []
        self.group = 0
        self.open = False
        self.nested = False
        self.before: list[Item] = []
        self.after: list[Item] = []

    def tag(self, name: str) -> None:
        """A row or a group of rows starts or ends, by the name of its tag."""
        self.open = False
        if name == "tr":
            self.begin_row()
        elif name != "/tr":
            self.group += 1

    def begin_row(self) -> None:
        """Starts a row in the current group."""
        self.open = True
        self.rows.append([])
        self.groups.append(self.group)


Item = Lines | Frame[Any] | Image | Remark
