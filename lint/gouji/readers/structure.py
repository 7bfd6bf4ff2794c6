"""From tags to blocks: where paragraphs end, and which cell of which table a text belongs to.

This is as much of the standard's tree building as text and tables need: unclosed paragraphs, rows and cells, cells
without a row, tables in cells, text between cells. Formatting elements end nothing, so a number split over several of
them stays one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from gouji.patterns import pattern
from gouji.readers.flow import Box, Frame, Item, Lines
from gouji.readers.markup import A_TAG, CELL, COMMENT, ELEMENT, PARAGRAPH, RAW, text_runs
from gouji.readers.paragraphs import Paragraphs
from gouji.readers.unseen import BLOCKS, SKIPPED, content_end, element_end, hides_something, is_hidden

_DEEPEST = 50
_JUMPED = RAW | SKIPPED
_SPAN = pattern(r"(col|row)span\s*=\s*[\"']?\s*\+?(\d{1,9})", re.IGNORECASE)


def blocks_of(file: str, start: int = 0, end: int | None = None, *, unseen: bool = False) -> tuple[list[Item], int]:
    """The blocks of a page or of a stretch of it, and how many characters of markup were left out as hidden.

    With `unseen`, elements that the page hides are read too.
    """
    builder = _Builder(file, len(file) if end is None else end, unseen=unseen)
    position: int | None = start
    while position is not None:
        position = builder.scan(position)
    return builder.finish(), builder.hidden


class _Builder(Paragraphs):
    """The state between two tags, with the tables that are open."""

    def __init__(self, file: str, end: int, *, unseen: bool) -> None:
        super().__init__(file)
        self.end = end
        self.hides = not unseen and hides_something(file)
        self.hidden = 0
        self.unclosed: set[str] = set()
        self.root = self.items
        self.outer: list[tuple[Frame | None, Box | None, list[Item]]] = []

    def scan(self, position: int) -> int | None:
        """Reads on until a stretch has to be jumped over; returns where to go on, or None at the end."""
        last, known, hides = position, _ACTIONS, self.hides
        for match in ELEMENT.finditer(self.file, position, self.end):
            at, beyond = match.span()
            if last < at:
                self.text(last, at)
            last = beyond
            kind = match.lastindex
            if kind == CELL and self._whole_cell(match):
                continue
            if kind != A_TAG:
                jump = self._element(match, kind)
            else:
                name = match[7]
                if name not in known:
                    name = name.lower()
                action = known.get(name)
                hidden = name in _JUMPED or (hides and is_hidden(name, match[8]))
                jump = self._beyond(name, last) if hidden else None
                if action is not None and jump is None:
                    action(self, name, match)
            if jump is not None:
                return jump
        if last < self.end:
            self.text(last, self.end)
        return None

    def _element(self, match: re.Match[str], kind: int | None) -> int | None:
        """Takes a cell, a paragraph or a comment; returns where to go on if it has to be taken tag by tag."""
        if kind == CELL:
            return self._by_tags(match, 1)
        if kind == PARAGRAPH:
            return None if not self._hides_in(match) and self.whole_paragraph(match) else self._by_tags(match, 4)
        if kind == COMMENT:
            self.comment(match)
        return None

    def _by_tags(self, match: re.Match[str], group: int) -> int:
        """Starts the element of a match; returns where its content starts, or where the element is passed."""
        content = match.end(group) + 1
        name = "p" if group > 1 else self.file[match.start() + 1 : match.start() + 3].lower()
        if self.hides and is_hidden(name, match[group]):
            beyond = self._beyond(name, content)
            if beyond is not None:
                return beyond
        if name == "p":
            self.block(name, match)
        else:
            self._open_box(match[group], content)
        return content

    def _hides_in(self, match: re.Match[str]) -> bool:
        if not self.hides:
            return False
        low = match[0].lower()
        return "none" in low or "hidden" in low

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

    def _table(self, _name: str, match: re.Match[str]) -> None:
        if self.frame is not None and self.box is None:
            self._close_table()
        self.end_paragraph()
        if len(self.outer) >= _DEEPEST:
            return
        frame = Frame(match.start())
        if self.frame is not None:
            self.frame.nested = True
        self.items.append(frame)
        self.outer.append((self.frame, self.box, self.items))
        self.frame, self.box, self.items = frame, None, frame.before
        self.level, self.kept = 0, False

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
            frame.open = name == "tr"
            if frame.open:
                frame.begin_row()

    def _group(self, _name: str, _match: re.Match[str]) -> None:
        frame = self._close_box()
        if frame is not None:
            frame.open = False
            frame.group += 1

    def _cell(self, _name: str, match: re.Match[str]) -> None:
        self._open_box(match[8], match.end())

    def _open_box(self, attributes: str, origin: int) -> Frame | None:
        frame = self._close_box()
        if frame is None:
            return None
        if not frame.open:
            frame.begin_row()
        self.box = box = _box(attributes, origin, [])
        frame.rows[-1].append(box)
        self.items = box.items
        if self.waiting:
            self.end_paragraph()
        return frame

    def _whole_cell(self, match: re.Match[str]) -> bool:
        """Takes a cell that holds one paragraph; not outside a table, nor where something may be hidden."""
        frame = self.frame
        if frame is None or self.waiting or (self.hides and self._hides_in(match)):
            return False
        attributes, text, more = match.group(1, 2, 3)
        items: list[Item] | None = None
        piece = None
        if more:
            runs = text_runs(match, CELL)
            if runs is None:
                return False
            items = [Lines(runs, linked=False)] if runs else []
        elif text and text != "&nbsp;" and not text.isspace():
            piece = match.span(2)
        if self.box is not None or self.pieces:
            self._close_box()
        if not frame.open:
            frame.begin_row()
        frame.rows[-1].append(_box(attributes, match.end(1) + 1, items, piece))
        self.items = frame.after
        return True

    def _cell_end(self, _name: str, _match: re.Match[str]) -> None:
        self._close_box()

    def _close_box(self) -> Frame | None:
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

    def _caption(self, name: str, _match: re.Match[str]) -> None:
        frame = self._close_box()
        if frame is not None and name == "caption":
            self.items = frame.before


def _box(attributes: str, origin: int, items: list[Item] | None, piece: tuple[int, int] | None = None) -> Box:
    rows = columns = 1
    if "span" in attributes or "SPAN" in attributes:
        for which, number in _SPAN.findall(attributes):
            if which[0] in "cC":
                columns = max(int(number), 1)
            else:
                rows = int(number)
    return Box(rows, columns, origin, items, piece)


_Action = Callable[[_Builder, str, "re.Match[str]"], None]


def _actions() -> dict[str, _Action | None]:
    """What to do at each tag; None for the commonest formatting elements, which say nothing of blocks."""
    found: dict[str, _Action | None] = dict.fromkeys(
        mark + name for name in ("span", "font", "b", "strong", "u", "o:p", "em", "i") for mark in ("", "/")
    )
    both: dict[str, _Action] = {**dict.fromkeys(BLOCKS, _Builder.block), "pre": _Builder.kept_block}
    both |= {f"h{level}": _Builder.heading for level in range(1, 7)}
    both |= {"a": _Builder.link, "tr": _Builder._row, "caption": _Builder._caption}
    both |= dict.fromkeys(("tbody", "thead", "tfoot"), _Builder._group)
    for name, action in both.items():
        found[name] = found[f"/{name}"] = action
    found |= dict.fromkeys(("br", "/br", "hr"), _Builder.line_break)
    found |= {"img": _Builder.image, "table": _Builder._table, "/table": _Builder._table_end}
    found |= {"td": _Builder._cell, "th": _Builder._cell, "/td": _Builder._cell_end, "/th": _Builder._cell_end}
    return found


_ACTIONS = _actions()
