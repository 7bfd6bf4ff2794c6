"""A report before it is written: pieces with roles, figures that know what they count, and marks where a fault stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from builder import docx, html, text
from builder.figures import Figures
from builder.parts import Heading, Part, Prose, Sheet
from faults.offices import Office

_FIGURE = re.compile(r"⟦([\w.]+)=([^⟧]*)⟧")
_MARKS = "\ue010\ue011"
_HALF = str.maketrans("（），；：", "(),;:")
_WIDE_DIGITS = str.maketrans("0123456789.", "０１２３４５６７８９．")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
FIRST, SECOND = "⟨1⟩", "⟨2⟩"
"""Stand for the numbers of headings of the first and second level."""


class Piece(NamedTuple):
    """A part and what it is for: `heading.ROLE` begins a section, `form.ROLE` is its table, other roles are prose."""

    role: str
    part: Part


class Manner(NamedTuple):
    """How a report writes: numbers of headings, figures (`plain`, `wide`, `grouped`), half-width punctuation."""

    first: str = "一、"
    second: str = "（一）"
    figures: str = "plain"
    half: bool = False


@dataclass(frozen=True)
class Draft:
    """A report: its facts, and its pieces in order. `truths` are counts of the prose that no form holds."""

    edition: str
    year: int
    office: Office
    figures: Figures
    manner: Manner
    pieces: tuple[Piece, ...]

    def having(self, role: str) -> list[int]:
        """Places of the pieces whose role is or begins with this one."""
        return [at for at, piece in enumerate(self.pieces) if f"{piece.role}.".startswith(f"{role}.")]

    def text(self, at: int) -> str:
        """The text of a piece of prose; of a table, nothing."""
        part = self.pieces[at].part
        return "" if isinstance(part, Sheet) else part.text

    def with_text(self, at: int, text: str) -> Draft:
        """Another text in one piece."""
        piece = self.pieces[at]
        assert not isinstance(piece.part, Sheet)
        return self.with_part(at, piece.part._replace(text=text))

    def with_part(self, at: int, part: Part) -> Draft:
        """Another part in one piece."""
        return self.with_pieces([*self.pieces[:at], Piece(self.pieces[at].role, part), *self.pieces[at + 1 :]])

    def with_pieces(self, pieces: Iterable[Piece]) -> Draft:
        """The same report of other pieces."""
        return replace(self, pieces=tuple(pieces))

    def without(self, places: Iterable[int]) -> Draft:
        """The report without some pieces."""
        gone = set(places)
        return self.with_pieces(piece for at, piece in enumerate(self.pieces) if at not in gone)

    def section(self, role: str) -> range:
        """Places of a section, its heading first; empty where there is none."""
        starts = [at for at, piece in enumerate(self.pieces) if piece.role.startswith(("heading.", "closing", "annex"))]
        for start, stop in zip(starts, [*starts[1:], len(self.pieces)], strict=True):
            if self.pieces[start].role == f"heading.{role}":
                return range(start, stop)
        return range(0)


def figure(role: str, number: object) -> str:
    """A figure in prose that says what it counts; `written` turns it into digits."""
    return f"⟦{role}={number}⟧"


def figures_in(text: str) -> list[re.Match[str]]:
    """The figures of a text; group 1 is the role, group 2 the number."""
    return list(_FIGURE.finditer(text))


def marked(text: str) -> str:
    """A text at which a finding is expected."""
    return _MARKS[0] + text + _MARKS[1]


def written(draft: Draft) -> list[Part]:
    """The parts as they are published, still with marks."""
    counts = [0, 0]
    parts: list[Part] = []
    for piece in draft.pieces:
        if isinstance(piece.part, Sheet):
            parts.append(_halved(piece.part, draft.manner.half))
            continue
        words = _FIGURE.sub(lambda match: _digits(match[2], draft.manner.figures), piece.part.text)
        if FIRST in words:
            counts = [counts[0] + 1, 0]
            words = words.replace(FIRST, numbered(draft.manner.first, counts[0]))
        if SECOND in words:
            counts[1] += 1
            words = words.replace(SECOND, numbered(draft.manner.second, counts[1]))
        parts.append(piece.part._replace(text=words.translate(_HALF) if draft.manner.half else words))
    return parts


def numbered(shape: str, count: int) -> str:
    """The number of a heading in a shape such as 一、 or 1., counted from 1."""
    return shape.replace("一", _NUMERALS[count - 1]).replace("1", str(count))


def _digits(number: str, manner: str) -> str:
    if manner == "wide":
        return number.translate(_WIDE_DIGITS)
    if manner == "grouped" and number.isdecimal():
        return f"{int(number):,}"
    return number


def _halved(sheet: Sheet, half: bool) -> Sheet:
    if not half:
        return sheet
    rows = (
        tuple(slot if slot.address else slot._replace(text=slot.text.translate(_HALF)) for slot in row)
        for row in sheet.rows
    )
    return sheet._replace(rows=tuple(rows))


LAYOUTS: dict[str, tuple[str, Callable[[Sequence[Part]], str]]] = {
    "pipes": ("report.txt", lambda parts: text.text(parts, "pipes")),
    "tabs": ("report.txt", lambda parts: text.text(parts, "tabs")),
    "cells": ("report.txt", lambda parts: text.text(parts, "cells")),
    "markdown": ("report.md", text.markdown),
    "clean": ("report.html", html.clean),
    "word": ("report.html", html.word),
    "page": ("report.html", html.page),
}
"""Layouts of text: the name of a file of the format, and what writes it."""


_PICTURES = {"report.md": "![附表](table.png)", "report.html": '<img src="table.png" alt="附表">'}
PICTURE = "PICTURE"
"""Stands for a picture in the text of a piece, in Markdown and pages."""


class Rendered(NamedTuple):
    """A written report: the name of its file, its content, and the lines (from 1) with a mark, if there are lines."""

    name: str
    data: bytes
    lines: frozenset[int]


def render(draft: Draft, layout: str, encode: Callable[[str], bytes] = str.encode) -> Rendered:
    """A report in a layout of `LAYOUTS` or as a Word file, its numbers typed or counted by Word."""
    if layout in WORD:
        return Rendered("report.docx", docx.write(plain(draft), numbered=WORD[layout]), frozenset())
    name, write = LAYOUTS[layout]
    with_marks = write(written(draft)).replace(PICTURE, _PICTURES.get(name, PICTURE))
    return Rendered(name, encode(unmarked(with_marks)), frozenset(_lines(with_marks)))


WORD = {"docx": False, "docx-numbered": True}
"""Layouts of Word files, and whether Word counts the numbers of headings."""


def unmarked(text: str) -> str:
    """A text without its marks."""
    return text.replace(_MARKS[0], "").replace(_MARKS[1], "")


def plain(draft: Draft) -> list[Part]:
    """The parts as they are published, without marks."""
    parts: list[Part] = []
    for part in written(draft):
        if isinstance(part, Sheet):
            rows = (tuple(slot._replace(text=unmarked(slot.text)) for slot in row) for row in part.rows)
            parts.append(part._replace(rows=tuple(rows)))
        else:
            parts.append(part._replace(text=unmarked(part.text)))
    return parts


def _lines(text: str) -> Iterable[int]:
    for match in re.finditer(f"{_MARKS[0]}[^{_MARKS[1]}]*{_MARKS[1]}", text):
        first = text.count("\n", 0, match.start()) + 1
        yield from range(first, first + match[0].count("\n") + 1)


def prose(role: str, *texts: str) -> list[Piece]:
    """Paragraphs of a role."""
    return [Piece(role, Prose(text)) for text in texts if text]


def heading(role: str, title: str, level: int = 1) -> Piece:
    """A numbered heading."""
    return Piece(role, Heading(level, (FIRST if level == 1 else SECOND) + title))
