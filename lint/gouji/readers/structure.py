"""From tags to blocks: where paragraphs end, and which cell of which table a text belongs to.

This is as much of the standard's tree building as text and tables need: unclosed paragraphs, rows and cells, cells
without a row, tables in cells, text between cells. Formatting elements end nothing, so a number split over several of
them stays one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from gouji.patterns import pattern
from gouji.readers.cells import Cells
from gouji.readers.flow import Box, Frame, Item, Plain
from gouji.readers.markup import A_TAG, COMMENT, ELEMENT, PARAGRAPH, RAW, entered, extent
from gouji.readers.paragraphs import Paragraphs
from gouji.readers.unseen import BLOCKS, SKIPPED, content_end, element_end, is_hidden, may_hide

_NOTE = pattern(r"(?:\s|<[^<>]*>){0,4}[\[(（〔]?注?\d{1,2}[\])）〕]?(?:\s|<[^<>]*>){0,4}</sup\s*>", re.IGNORECASE)
_MARKED_NOTE = pattern(
    r"(?:\s|<[^<>]*>){0,4}(?:[\[〔【]注?\d{1,2}[\]〕】]|[①-⑳])(?:\s|<[^<>]*>){0,4}</sup\s*>", re.IGNORECASE
)
_DEEPEST = 50
_JUMPED = (RAW | SKIPPED) - {"textarea"}


def blocks_of(file: str, start: int = 0, end: int | None = None, *, hides: bool = True) -> tuple[list[Item], int]:
    """The blocks of a page or of a stretch of it, and how many characters of markup were left out as hidden.

    Without `hides`, elements that the page hides are read too; it is quicker where there are none.
    """
    builder = _Builder(file, len(file) if end is None else end, hides=hides)
    position: int | None = start
    while position is not None:
        position = builder.scan(position)
    return builder.finish(), builder.hidden


class _Builder(Paragraphs):
    """The state between two tags, with the tables that are open."""

    def __init__(self, file: str, end: int, *, hides: bool) -> None:
        super().__init__(file)
        self.end = end
        self.hides = hides
        self.hidden = 0
        self.unclosed: set[str] = set()
        self.cells: Cells | None = None
        self.root = self.items
        self.outer: list[tuple[Frame[Box | Plain] | None, Box | None, list[Item]]] = []

    def scan(self, position: int) -> int | None:
        """Reads on until a stretch has to be jumped over; returns where to go on, or None at the end."""
        last, known, hides = position, _ACTIONS, self.hides
        for match in ELEMENT.finditer(self.file, position, self.end):
            at, beyond = match.span()
            if last < at:
                self.text(last, at)
            last = beyond
            kind = match.lastindex
            jump = None
            if kind == A_TAG:
                name = match[A_TAG - 1]
                if name not in known:
                    name = name.lower()
                action = known.get(name)
                if name in _JUMPED or (hides and is_hidden(name, match[A_TAG])):
                    jump = self._beyond(name, last)
                if action is not None and jump is None:
                    jump = action(self, name, match)
            elif kind == PARAGRAPH:
                if self._hides_in(match) or not self.whole_paragraph(match):
                    jump = self._by_tags(match)
            elif kind == COMMENT:
                self.comment(match)
            if jump is not None:
                return jump
        if last < self.end:
            self.text(last, self.end)
        return None

    def _by_tags(self, match: re.Match[str]) -> int:
        """Starts a paragraph that is taken tag by tag; returns where its content starts, or where it is passed."""
        content = match.end(1) + 1
        if self.hides and is_hidden("p", match[1]):
            beyond = self._beyond("p", content)
            if beyond is not None:
                return beyond
        self.block("p", match)
        return content

    def _hides_in(self, match: re.Match[str]) -> bool:
        if not self.hides:
            return False
        return may_hide(match[0].lower())

    def finish(self) -> list[Item]:
        """The blocks, after closing what is still open."""
        while self.outer:
            self._close_table()
        self.end_paragraph()
        return self.root

    def _beyond(self, name: str, start: int) -> int | None:
        """Where to go on after an element that is not read; None to read it after all."""
        if name in self.unclosed:
            return None
        if name in RAW:
            found = content_end(self.file, name, start, self.end)
        else:
            inside = self.frame is not None, self.box is not None
            found = element_end(self.file, name, start, self.end, in_table=inside[0], in_cell=inside[1])
            if name not in SKIPPED:
                found = self.end if found is None else found
                self.hidden += found - start
        if found is None:
            self.unclosed.add(name)
        return found

    def _table(self, _name: str, match: re.Match[str]) -> int | None:
        if self.frame is not None and self.box is None:
            self._close_table()
        self.end_paragraph()
        if len(self.outer) >= _DEEPEST:
            return None
        frame: Frame[Box | Plain] = Frame(match.start())
        if self.frame is not None:
            self.frame.nested = True
        self.items.append(frame)
        self.outer.append((self.frame, self.box, self.items))
        self.frame, self.box, self.items = frame, None, frame.before
        self.level, self.kept = 0, False
        return self._ordinary(match.end())

    def _ordinary(self, start: int) -> int | None:
        """Takes the ordinary cells from an offset on; returns where to go on, or None if there are none."""
        frame = self.frame
        if frame is None or self.waiting or self.in_link:
            return None
        if self.cells is None or self.cells.end < start:
            self.cells = Cells(self.file, start, self.end)
        beyond = self.cells.take(frame, start)
        if beyond is not None:
            self.items = frame.after
        return beyond

    def _table_end(self, _name: str, _match: re.Match[str]) -> None:
        if self.frame is None:
            self.end_paragraph()
        else:
            self._close_table()

    def _close_table(self) -> None:
        self.end_paragraph()
        if self.frame is not None:
            self.frame.after.extend(self.waiting)
            self.waiting = []
        self.frame, self.box, self.items = self.outer.pop()
        self.level, self.kept = 0, False

    def _row(self, name: str, _match: re.Match[str]) -> None:
        frame = self._close_box()
        if frame is not None:
            frame.tag(name)

    def _cell(self, _name: str, match: re.Match[str]) -> None:
        frame = self._close_box()
        if frame is None:
            return
        if not frame.open:
            frame.begin_row()
        self.box = box = Box(*extent(match[A_TAG]), match.end(), [])
        frame.rows[-1].append(box)
        self.items = box.items
        if self.waiting:
            self.end_paragraph()

    def _cell_end(self, _name: str, match: re.Match[str]) -> int | None:
        self._close_box()
        return self._ordinary(match.end())

    def _close_box(self) -> Frame[Box | Plain] | None:
        """Ends the cell; what follows up to the next one stands outside all cells."""
        if self.pieces or self.waiting:
            self.end_paragraph()
        frame = self.frame
        if frame is not None and (self.box is not None or frame.rows):
            self.box = None
            self.items = frame.after
            self.level = 0
            self.kept = self.in_link = False
        return frame

    def _raised(self, _name: str, match: re.Match[str]) -> int | None:
        """Passes over the number of a note above the line: that of a cell, or behind a figure, which it is no part of."""
        marked = _MARKED_NOTE.match(self.file, match.end(), self.end) if self.box is not None else None
        if marked is not None:
            return marked.end()
        note = _NOTE.match(self.file, match.end(), self.end)
        before = self.file[self.pieces[-1][0] : self.pieces[-1][1]].rstrip() if self.pieces else ""
        return note.end() if note and before[-1:].isdecimal() else None

    def _field(self, _name: str, match: re.Match[str]) -> None:
        """What is entered in a field of a cell is the text of that cell: pages show forms that were filled in online."""
        found = entered(match[A_TAG]) if self.box is not None else None
        if found is not None:
            start = match.start(A_TAG)
            self.text(start + found[0], start + found[1])

    def _area(self, name: str, match: re.Match[str]) -> int | None:
        """As `_field`; outside of cells there is nothing of the report in it."""
        beyond = self._beyond(name, match.end())
        if self.box is not None and beyond is not None:
            self.text(match.end(), beyond)
        return beyond

    def _caption(self, name: str, _match: re.Match[str]) -> None:
        frame = self._close_box()
        if frame is not None and name == "caption":
            self.items = frame.before


_Action = Callable[[_Builder, str, "re.Match[str]"], int | None]
"""Gets the name of a tag and its match; returns where to go on if that is not behind the tag."""


def _actions() -> dict[str, _Action | None]:
    """What to do at each tag; None for the commonest formatting elements, which say nothing of blocks."""
    found: dict[str, _Action | None] = dict.fromkeys(
        mark + name for name in ("span", "font", "b", "strong", "u", "o:p", "em", "i") for mark in ("", "/")
    )
    both: dict[str, _Action] = {**dict.fromkeys(BLOCKS, _Builder.block), "pre": _Builder.kept_block}
    both |= {f"h{level}": _Builder.heading for level in range(1, 7)}
    both |= {"a": _Builder.link, "tr": _Builder._row, "caption": _Builder._caption}
    both |= dict.fromkeys(("tbody", "thead", "tfoot"), _Builder._row)
    for name, action in both.items():
        found[name] = found[f"/{name}"] = action
    found |= dict.fromkeys(("br", "/br", "hr"), _Builder.line_break)
    found |= {"input": _Builder._field, "textarea": _Builder._area}
    found |= {"sup": _Builder._raised, "img": _Builder.image, "table": _Builder._table, "/table": _Builder._table_end}
    found |= {"td": _Builder._cell, "th": _Builder._cell, "/td": _Builder._cell_end, "/th": _Builder._cell_end}
    return found


_ACTIONS = _actions()
