"""Markdown without its inline marks: bold, links, escapes, comments, HTML within it.

What is taken out or replaced is kept as runs, so that the text that is left leads back to the file. Where nothing has
to go, text and file are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from gouji.document import Block, Cell, Note, Paragraph, Picture, Table
from gouji.patterns import pattern
from gouji.readers.markup import attributes
from gouji.readers.rendering import Rendering
from gouji.readers.structure import blocks_of
from gouji.readers.unseen import element_end
from gouji.source import Span

_MARK = pattern(
    r"(?P<comment><!--[^-]*+(?>(?:-(?!->)[^-]*+)*)(?:-->|\Z))"
    r"|<(?P<tag>/?[a-zA-Z][\w:-]*+)(?P<attributes>[^<>]{0,2000}+)>"
    r"|(?P<reference>&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*+);)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?<![*\\])(?P<strong>\*\*)(?=[^\s*][^*\n]*+\*\*(?!\*))(?P<within>[^*\n]+)\*\*"
    r"|\[(?P<styled>[^\[\]]{0,500}+)\]\{(?=[.#a-z])[^{}]{1,300}+\}"
    r"|^:::[^\n|]{0,80}+$"
    r"|!?\[(?P<label>[^\[\]\n]{0,500}+)\]\((?P<target>[^()\s]{1,2000}+)(?: [^()\n]{0,200}+)?\)",
    re.MULTILINE,
)
_BLOCK_TAG = pattern(
    r"/?(?:p|div|br|hr|center|section|article|ul|ol|li|dl|dt|dd|blockquote|pre|html|body|head|tr|td|th|tbody)",
    re.IGNORECASE,
)
_ISLAND = pattern(r"table|h[1-6]", re.IGNORECASE)


@dataclass(slots=True)
class Inked:
    """Text under way. `islands` are the stretches that HTML tables and headings fill, with their blocks.

    `literal` are the offsets of bars that are no borders; `linked` the spans of the texts of links.
    """

    file: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[tuple[int, int, int]] = field(default_factory=list)
    islands: list[tuple[Span, list[Block]]] = field(default_factory=list)
    literal: set[int] = field(default_factory=set)
    linked: list[Span] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)

    def copy(self, start: int, end: int) -> None:
        """Takes over a stretch of the file as it is."""
        if start < end:
            self.replace(self.file[start:end], start, end)

    def replace(self, text: str, origin: int, limit: int) -> None:
        """Puts a text that stands for a stretch of the file."""
        self.runs.append((self.length, origin, limit))
        self.parts.append(text)
        self.length += len(text)


def without_marks(file: str) -> Inked:
    """The text of a Markdown file, its inline marks gone."""
    inked = Inked(file)
    position: int | None = 0
    while position is not None:
        position = _take(inked, position)
    return inked


def _take(inked: Inked, position: int) -> int | None:
    """Goes on to the next HTML table or heading, and past it; None at the end of the file."""
    file = inked.file
    for match in _MARK.finditer(file, position):
        inked.copy(position, match.start())
        position = match.end()
        if match["tag"] is not None and _ISLAND.fullmatch(match["tag"]):
            return _island(inked, match)
        _mark(inked, match)
    inked.copy(position, len(file))
    return None


def _mark(inked: Inked, match: re.Match[str]) -> None:
    """Takes a mark out, and leaves what is shown of it."""
    kind = match.lastgroup
    if match["tag"] is not None:
        _tag(inked, match)
    elif kind == "comment":
        _comment(inked, match)
    elif kind == "reference":
        inked.replace(unescape(match[0]), match.start(), match.end() - 1)
    elif kind == "escaped":
        if match["escaped"] == "|":
            inked.literal.add(inked.length)
        inked.copy(match.end() - 1, match.end())
    elif kind in ("within", "styled"):
        _within(inked, *match.span(kind))
    elif kind == "target":
        _link(inked, match)


def _within(inked: Inked, start: int, end: int) -> None:
    """What stands between marks, which may hold others."""
    for match in _MARK.finditer(inked.file, start, end):
        inked.copy(start, match.start())
        start = match.end()
        _mark(inked, match)
    inked.copy(start, end)


def _comment(inked: Inked, match: re.Match[str]) -> None:
    """A comment leaves no text; one that speaks to gouji leaves a note at the place."""
    inked.replace("", match.start(), match.end())
    if "gouji" in match[0]:
        text = match[0].removeprefix("<!--").removesuffix("-->").strip()
        inked.notes.append(Note("comment", Span(inked.length, inked.length), text))


def _tag(inked: Inked, match: re.Match[str]) -> None:
    name = match["tag"].lower()
    if name == "img":
        inked.pictures.append(Picture(Span(inked.length, inked.length), attributes(match["attributes"]).get("alt", "")))
    in_row = "|" in _line_around(inked.file, match.start(), match.end())
    inked.replace("\n" if _BLOCK_TAG.fullmatch(name) and not in_row else "", match.start(), match.end())


def _line_around(file: str, start: int, end: int) -> str:
    """The 200 characters on each side of a place, no farther than its line."""
    return (
        file[max(start - 200, file.rfind("\n", max(start - 200, 0), start) + 1, 0) : start]
        + file[end : end + 200].split("\n", 1)[0]
    )


def _link(inked: Inked, match: re.Match[str]) -> None:
    start = inked.length
    if match[0].startswith("!"):
        inked.replace("", match.start(), match.end())
        inked.pictures.append(Picture(Span(start, start), match["label"]))
        return
    inked.copy(match.start("label"), match.end("label"))
    inked.linked.append(Span(start, inked.length))


def _island(inked: Inked, match: re.Match[str]) -> int:
    """Renders an HTML table or heading as the HTML reader would; returns where it ends in the file."""
    file, name = inked.file, match["tag"].lower()
    end = element_end(file, name, match.end(), len(file), in_table=False, in_cell=False)
    end = len(file) if end is None else end
    rendering = Rendering(file)
    rendering.items(blocks_of(file, match.start(), end)[0])
    inked.replace("\n", match.start(), match.start())
    start = inked.length
    inked.runs += [(start + at, origin, limit) for at, origin, limit in rendering.runs]
    inked.parts.append(rendering.text())
    inked.length += rendering.length
    blocks = [moved(block, start) for block in rendering.blocks]
    inked.notes += [note._replace(span=_shifted(note.span, start)) for note in rendering.notes]
    inked.islands.append((Span(start, inked.length), blocks))
    return end


def moved(block: Block, by: int) -> Block:
    """A block whose text stands farther on."""
    if isinstance(block, Table):
        rows = tuple(tuple(_moved_cell(cell, by) for cell in row) for row in block.rows)
        return Table(_shifted(block.span, by), rows, block.shape)
    if isinstance(block, Paragraph):
        return block._replace(span=_shifted(block.span, by))
    return block._replace(span=_shifted(block.span, by))


def _moved_cell(cell: Cell, by: int) -> Cell:
    return cell._replace(span=_shifted(cell.span, by))


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
