"""The Markdown reader: headings, paragraphs, tables between bars with or without a separator row, HTML tables."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from gouji.document import Block, Cell, Document, Paragraph, Table
from gouji.patterns import pattern
from gouji.readers.articles import LONG, without_articles
from gouji.readers.decoding import decode
from gouji.readers.glosses import read_without
from gouji.readers.marks import Inked, without_marks
from gouji.readers.weaving import BLANKS
from gouji.source import Source, Span

_LINE = pattern(r"[^\r\n]+")
_SEPARATOR = pattern(r"[ \t|:-]*")
_DASHES = ("--", ":-", "-:", "|-|")
_HEADING = pattern(r"[ \t]{0,3}(#{1,6})(?:[ \t]+|(?=[^#\s\d!]))")
_LEAD = pattern(r"[ \t]*+(?>(?:>[ \t]*+)*)(?:[-*+](?:[ \t]++|\Z)(?:\[[ xX]\][ \t]++)?)?")
_RULE = pattern(r"[ \t]*+(?:(?:-[ \t]*+){3,}|(?:\*[ \t]*+){3,}|(?:_[ \t]*+){3,})")
_UNDERLINE = pattern(r"[ ]{0,3}(={3,}|-{3,})[ \t]*")
_FENCE = pattern(r"[ ]{0,3}(?:`{3,}|~{3,})")
_LONGEST_TITLE = 60


class _Line(NamedTuple):
    """A line: its offsets in the text, and where the bars that divide it stand."""

    start: int
    end: int
    text: str
    bars: tuple[int, ...]
    separates: bool


def read(data: bytes, name: str) -> Document:
    """The document in a Markdown file of any encoding."""
    decoded = decode(data)
    return read_text(decoded.text, name, decoded.encoding)


def read_text(original: str, name: str, encoding: str = "utf-8") -> Document:
    """The document in the decoded text of a Markdown file."""
    return read_without(original, lambda plain: _read(plain, name, encoding))


def _read(original: str, name: str, encoding: str) -> Document:
    inked = without_marks(original)
    text = inked.text()
    runs = () if text == original else tuple(inked.runs)
    source = Source(name, text, original=original, runs=runs, encoding=encoding)
    return Document(source, tuple(_blocks(text, inked)), "markdown", tuple(inked.notes))


def _blocks(text: str, inked: Inked) -> list[Block]:
    """All blocks in the order of the text; pictures stand before the paragraph that holds them."""
    blocks: list[Block] = []
    position = 0
    for span, island in [*inked.islands, (Span(len(text), len(text)), [])]:
        blocks += _Prose(text, inked).read(list(_lines(text, position, span.start, inked.literal)))
        blocks += island
        position = span.end
    if inked.pictures:
        blocks = sorted([*inked.pictures, *blocks], key=lambda block: block.span.start)
    return blocks


def _lines(text: str, start: int, end: int, literal: set[int]) -> Iterator[_Line]:
    for match in _LINE.finditer(text, start, end):
        line = match[0]
        if not line.isspace():
            bars = _bars(line, match.start(), literal) if "|" in line else ()
            separates = bool(bars) and any(mark in line for mark in _DASHES) and _SEPARATOR.fullmatch(line) is not None
            yield _Line(match.start(), match.end(), line, bars, separates)


def _bars(line: str, start: int, literal: set[int]) -> tuple[int, ...]:
    return tuple(at for at in (start + i for i, c in enumerate(line) if c == "|") if at not in literal)


class _Prose:
    """Reads a stretch of lines that holds no HTML tables."""

    def __init__(self, text: str, inked: Inked) -> None:
        self.text = text
        self.links = inked.linked
        self.link_starts = [span.start for span in inked.linked]
        self.blocks: list[Block] = []

    def read(self, lines: list[_Line]) -> list[Block]:
        index, fenced = 0, False
        while index < len(lines):
            line = lines[index]
            if _FENCE.match(line.text):
                fenced = not fenced
                index += 1
                continue
            end = index if fenced else _end_of_table(self.text, lines, index)
            if end > index:
                table = _table(self.text, lines[index:end])
                is_long = max(len(line.text) for line in lines[index:end]) > LONG
                self.blocks += without_articles(table) if is_long else (table,)
                index = end
            else:
                self._line(line, lines[index - 1] if index else None, fenced=fenced)
                index += 1
        return self.blocks

    def _line(self, line: _Line, before: _Line | None, *, fenced: bool) -> None:
        if not fenced and before is not None and self._is_underline(line, before):
            return
        if not fenced and (line.separates or _RULE.fullmatch(line.text)):
            return
        heading = None if fenced else _HEADING.match(line.text)
        level = len(heading[1]) if heading else 0
        lead = heading.end() if heading else 0
        if not fenced and not heading:
            found = _LEAD.match(line.text)
            lead = found.end() if found else 0
        text = line.text[lead:].strip(BLANKS)
        if heading:
            text = text.rstrip("#").rstrip(BLANKS) or text
        self._paragraph(line.start + lead, line.end, text, level)

    def _paragraph(self, start: int, end: int, text: str, level: int) -> None:
        for mark in ("*", "_", "`"):
            if len(text) > 2 and text[0] == mark == text[-1] and mark not in text[1:-1]:
                text = text[1:-1].strip(BLANKS)
        if not text:
            return
        start = self.text.index(text, start, end)
        span = Span(start, start + len(text))
        self.blocks.append(Paragraph(span, text, level, self._is_linked(span)))

    def _is_underline(self, line: _Line, before: _Line) -> bool:
        """Whether this line makes a heading of the paragraph in the line just before it."""
        match = _UNDERLINE.fullmatch(line.text)
        last = self.blocks[-1] if self.blocks else None
        if match is None or not isinstance(last, Paragraph) or last.level or len(last.text) > _LONGEST_TITLE:
            return False
        between = self.text[before.end : line.start]
        if last.span.end > before.end or last.span.start < before.start or between not in ("\n", "\r\n", "\r"):
            return False
        self.blocks[-1] = last._replace(level=1 if match[1][0] == "=" else 2)
        return True

    def _is_linked(self, span: Span) -> bool:
        """Whether the whole of a paragraph is the text of one link."""
        index = bisect_left(self.link_starts, span.start)
        return index < len(self.links) and self.links[index] == span


def _end_of_table(text: str, lines: list[_Line], index: int) -> int:
    """The line after the table that starts here; the same line if none does.

    Bars alone make a row of a line that begins or ends with one or holds two. Blank lines between rows of the same
    width do not part a table of which each row has its own separator.
    """
    end = index
    while end < len(lines) and _is_row(lines, end):
        if end > index and _is_apart(text, lines[end - 1], lines[end]) and not _goes_on(lines, index, end):
            break
        end += 1
    return end if any(not line.separates for line in lines[index:end]) else index


def _is_row(lines: list[_Line], index: int) -> bool:
    line = lines[index]
    if not line.bars:
        return False
    if len(line.bars) > 1 or line.separates:
        return True
    stripped = line.text.strip()
    if stripped[0] == "|" or stripped[-1] == "|":
        return True
    neighbours = lines[max(index - 1, 0) : index] + lines[index + 1 : index + 2]
    return any(other.separates or len(other.bars) > 1 for other in neighbours)


def _is_apart(text: str, before: _Line, line: _Line) -> bool:
    gap = text[before.end : line.start]
    return gap.count("\n") > 1 or gap.count("\r") > 1


def _goes_on(lines: list[_Line], index: int, end: int) -> bool:
    """Whether a row after a blank line belongs to the table before: one row a separator, and as many cells."""
    if len(lines[end].bars) != len(lines[end - 1].bars):
        return False
    rows = sum(not line.separates for line in lines[index:end])
    separators = end - index - rows
    following = end + 1 < len(lines) and lines[end + 1].separates
    return rows == separators and (following or separators > 1)


def _table(text: str, lines: list[_Line]) -> Table:
    rows = tuple(_row(text, line, number) for number, line in enumerate(line for line in lines if not line.separates))
    even = len({len(row) for row in rows}) == 1 and any(line.separates for line in lines)
    return Table(Span(lines[0].start, lines[-1].end), rows, "grid" if even else "ragged")


def _row(text: str, line: _Line, number: int) -> tuple[Cell, ...]:
    """The cells of a line; a bar at its start and one at its end are borders."""
    edges = [line.start - 1, *line.bars, line.end]
    if len(edges) > 2 and not text[line.start : edges[1]].strip(BLANKS):
        del edges[0]
    if len(edges) > 2 and not text[edges[-2] + 1 : line.end].strip(BLANKS):
        del edges[-1]
    return tuple(_cell(text, left + 1, right, number, column) for column, (left, right) in enumerate(pairwise(edges)))


def _cell(text: str, start: int, end: int, row: int, column: int) -> Cell:
    content = text[start:end].strip(BLANKS)
    for mark in ("**", "*", "`"):
        if len(content) > 2 * len(mark) and content.startswith(mark) and content.endswith(mark):
            content = content[len(mark) : -len(mark)].strip(BLANKS)
    at = text.index(content, start, end) if content else start
    return Cell(content, Span(at, at + len(content)), row, column)
