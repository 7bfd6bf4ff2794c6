"""Plain text: paragraphs, and tables whose cells stand between bars or tabs.

Tables without any mark between cells (one cell a line, columns aligned by blanks, figures run together) stay
paragraphs here, a line each; recognition knows the labels of the forms and finds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from operator import add
from typing import NamedTuple

from gouji.document import Block, Cell, Cells, Cut, CutRow, Document, Paragraph, Table
from gouji.patterns import pattern
from gouji.readers.articles import LONG, without_articles
from gouji.readers.blank_lines import BLANK, FEWEST, tables_in
from gouji.readers.decoding import decode
from gouji.readers.glosses import read_without
from gouji.readers.quoted import without_quotes
from gouji.readers.wrapped import unwrap
from gouji.source import Source, Span

_BAR = pattern(r"[|｜│┃]")
_TAB = pattern(r"\t")
_EDGES = " \t\u3000\u00a0\f\v\ufeff\u200b"
_PAGE_NUMBER = pattern(
    r"[-—–·\s]*(?:第\s*\d{1,3}\s*页(?:\s*[,,/]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*页|\d{1,3}\s*[-—–·])[-—–·\s]*"
)
_BLANK_CELL = pattern(rf"{BLANK}[^\t]*")
_RULE = pattern(r"[-=_─━—+┼┬┴├┤┌┐└┘╋ \t]{3,}")


class Line(NamedTuple):
    """A line of the file: offsets of its first character and of its end, and its text without blanks at the ends.

    `tabs` are those behind its first character: they tell blank cells at the end of a row too.
    """

    start: int
    end: int
    text: str
    bars: int
    tabs: int


def read(data: bytes, name: str) -> Document:
    """Read a text file of any encoding."""
    decoded = decode(data)
    return read_text(decoded.text, name, decoded.encoding)


def read_text(text: str, name: str, encoding: str = "utf-8") -> Document:
    """Read decoded text."""
    return read_without(text, lambda plain: _read(plain, name, encoding))


def _read(text: str, name: str, encoding: str) -> Document:
    blocks: list[Block] = []
    plain = without_quotes(text)
    for group in _stretches(plain):
        blocks.extend(_blocks(plain, group))
    source, joined = unwrap(Source(name, text, text, encoding=encoding), tuple(blocks))
    return Document(source, joined, "text")


def _stretches(text: str) -> Iterator[_Group]:
    """The stretches of a text; where some lines are blank cells, the lines round them are cells."""
    if text.count(BLANK) < FEWEST:
        yield from _groups(list(_lines(text)))
        return
    lines = list(_lines(text, blank_cells=True))
    start = 0
    for first, end in [*tables_in(lines), (len(lines), len(lines))]:
        yield from _groups([line for line in lines[start:first] if line.text != BLANK])
        if end > first:
            yield _Group("cells", lines[first:end])
        start = end


def _lines(text: str, *, blank_cells: bool = False) -> Iterator[Line]:
    count = _all_bars if any(bar in text for bar in "｜│┃") else _plain_bars
    at = 0
    if "\r" in text:
        # The replacements keep the length, so that offsets in a line are offsets in the text.
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    for raw in text.split("\n"):
        line = raw.strip(_EDGES)
        if blank_cells and not line and BLANK in raw:
            for match in _BLANK_CELL.finditer(raw):
                yield Line(at + match.start(), at + match.start() + 1, BLANK, 0, 0)
        elif line and not (line[0] in _DRESSING and _is_dressing(line)):
            start = at if len(line) == len(raw) else at + raw.index(line[0])
            tabs = raw.lstrip(_EDGES).count("\t") if "\t" in raw else 0
            bars = count(line)
            yield Line(start, start + len(line), line, 0 if bars and _is_prose(line, bars) else bars, tabs)
        at += len(raw) + 1


def _plain_bars(text: str) -> int:
    return text.count("|") if "|" in text else 0


def _all_bars(text: str) -> int:
    return len(_BAR.findall(text)) if "|" in text or "｜" in text or "│" in text else 0


_FEW_BARS, _LONG = 2, 60


def _is_prose(line: str, bars: int) -> bool:
    """Whether a bar or two stand within sentences, as in the names of some web sites, and not between cells."""
    return bars <= _FEW_BARS and len(line) > _LONG and "。" in line and not _BAR.match(line[-1])


_DRESSING = frozenset("-—–·=_─━+┼┬┴├┤┌┐└┘╋第")


def _is_dressing(text: str) -> bool:
    """Page numbers between dashes and drawn rules: no text of the report. They begin with a sign of `_DRESSING`."""
    return 2 < len(text) <= 40 and (_RULE.fullmatch(text) or _PAGE_NUMBER.fullmatch(text)) is not None


class _Group(NamedTuple):
    mark: str
    lines: Sequence[Line]


def _groups(lines: Sequence[Line]) -> Iterator[_Group]:
    """Cut the lines into stretches: prose, rows between bars, one cell a line between bars, rows with tabs."""
    index = 0
    while index < len(lines):
        if lines[index].bars or _opens(lines, index):
            end = _end_of_bars(lines, index if lines[index].bars else index + 1)
            stretch = lines[index:end]
            yield _Group("stream" if _is_stream(stretch) else "bars", stretch)
        elif _is_tabbed(lines[index]):
            end = index + 1
            while end < len(lines) and _is_tabbed(lines[end]):
                end += 1
            yield _Group("tabs", lines[index:end])
        else:
            end = index + 1
            while end < len(lines) and not (lines[end].bars or _is_tabbed(lines[end]) or _opens(lines, end)):
                end += 1
            yield _Group("prose", lines[index:end])
        index = end


_LONGEST_HEAD = 12


def _opens(lines: Sequence[Line], index: int) -> bool:
    """Whether a line without bars is the first cell of a stream: a few words just before a lone bar."""
    if index + 1 == len(lines) or lines[index].bars or not lines[index + 1].bars:
        return False
    text = lines[index].text
    return len(text) <= _LONGEST_HEAD and text[-1] not in "。：:；;，," and _is_lone(lines[index + 1])


def _is_tabbed(line: Line) -> bool:
    return line.tabs > 0 and not line.bars and len(line.text) < 400


def _is_lone(line: Line) -> bool:
    return not _BAR.sub("", line.text).strip(_EDGES)


def _end_of_bars(lines: Sequence[Line], index: int) -> int:
    """End of a stretch of lines with bars; up to three short lines may stand between two lone bars."""
    end = index + 1
    while end < len(lines):
        if lines[end].bars:
            end += 1
            continue
        ahead = next((k for k in range(end, min(end + 4, len(lines))) if lines[k].bars), None)
        if ahead is None:
            break
        if not _is_cell_text(lines, end, ahead):
            break
        end = ahead + 1
    return end


def _is_cell_text(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether lines without bars are the text of a cell: short, and between lines that hold one cell at most."""
    short = sum(len(line.text) for line in lines[start:end]) < 160
    return short and _cells_in(lines[start - 1]) <= 1 and _cells_in(lines[end]) <= 1


def _cells_in(line: Line) -> int:
    is_plain = line.bars and line.bars == line.text.count("|")
    return sum(map(bool, map(str.strip, line.text.split("|") if is_plain else _BAR.split(line.text))))


def _is_stream(lines: Sequence[Line]) -> bool:
    """One cell a line: hardly any line holds two cells."""
    if len(lines) < 4:
        return False
    several = (line for line in lines if _cells_in(line) > 1)
    return sum(1 for _ in islice(several, len(lines) // 8 + 1)) * 8 < len(lines)


def _blocks(text: str, group: _Group) -> Iterator[Block]:
    if group.mark == "prose":
        for line in group.lines:
            yield Paragraph(Span(line.start, line.end), line.text)
    elif group.mark == "cells":
        span = Span(group.lines[0].start, group.lines[-1].end)
        cells = tuple(_cell(text, line.start, line.end, 0, column) for column, line in enumerate(group.lines))
        yield Table(span, (cells,), "stream")
    elif group.mark == "stream":
        yield _stream(text, group.lines)
    elif group.mark == "bars":
        framed = sum(line.text[0] in "|｜│┃" for line in group.lines) * 2 > len(group.lines)
        rows = tuple(_row(line, _BAR, number, (framed, True)) for number, line in enumerate(group.lines))
        table = Table(Span(group.lines[0].start, group.lines[-1].end), rows, "ragged")
        yield from without_articles(table) if max(len(line.text) for line in group.lines) > LONG else (table,)
    else:
        yield from _tabbed(text, group.lines)


def _tabbed(text: str, lines: Sequence[Line]) -> Iterator[Block]:
    if all(_filled(line) < 2 for line in lines) or (len(lines) == 1 and _filled(lines[0]) < 4):
        for line in lines:
            yield Paragraph(Span(line.start, line.end), line.text)
        return
    whole = [_with_edges(text, line) for line in lines]
    is_grid = _is_grid([line.text.count("\t") for line in whole])
    rows: tuple[Cells, ...] = tuple(
        _row(line, _TAB, number, (False, False)) for number, line in enumerate(whole if is_grid else lines)
    )
    if is_grid:
        width = max(map(len, rows))
        rows = tuple(_filled_up(row, width) for row in rows)
    yield Table(Span(lines[0].start, lines[-1].end), rows, "grid" if is_grid else "ragged")


def _with_edges(text: str, line: Line) -> Line:
    """A line with the tabs before and behind it, which are cells of a row."""
    start, end = line.start, line.end
    while start > 0 and text[start - 1] in "\t ":
        start -= 1
    while end < len(text) and text[end] in "\t ":
        end += 1
    return Line(start, end, text[start:end], line.bars, line.tabs)


def _is_grid(tabs: Sequence[int]) -> bool:
    """Whether rows have a tab for every column, as workbooks and Word paste them; some may have lost those at their end."""
    return max(tabs) > 1 and sum(count == max(tabs) for count in tabs) * 4 >= 3 * len(tabs)


def _filled_up(row: Cells, width: int) -> tuple[Cell, ...]:
    """A row with blank cells at its end, up to a number of columns."""
    end, number = row[-1].span.end, row[-1].row
    return (*row, *(Cell("", Span(end, end), number, column) for column in range(len(row), width)))


def _filled(line: Line) -> int:
    return sum(1 for piece in line.text.split("\t") if piece.strip(_EDGES))


def _row(line: Line, mark: re.Pattern[str], number: int, borders: tuple[bool, bool]) -> CutRow:
    """Cells of a line; `borders` says whether a bar at its start and one at its end are borders or end a blank cell."""
    cut = _cut_known if len(line.text) <= _LONGEST_ROW else _cut
    return CutRow(cut(line.text, mark, *borders), line.start, number)


def _cut(text: str, mark: re.Pattern[str], opened: bool, closed: bool) -> Cut:
    pieces = text.split("|") if "|" in text and "｜" not in text else mark.split(text)
    at = 0
    if opened and not pieces[0]:
        at = 1
        del pieces[0]
    if closed and len(pieces) > 1 and not pieces[-1]:
        del pieces[-1]
    texts = tuple([piece.strip(_EDGES) for piece in pieces])
    starts = []
    for piece, content in zip(pieces, texts, strict=True):
        starts.append(at + (piece.index(content) if content else 0))
        at += len(piece) + 1
    return Cut(texts, tuple(starts), tuple(map(add, starts, map(len, texts))))


# Heads, labels and rows of zeros are the same from report to report.
_LONGEST_ROW = 160
_cut_known = lru_cache(maxsize=512)(_cut)


def _cell(text: str, start: int, end: int, row: int, column: int) -> Cell:
    raw = text[start:end]
    content = raw.strip(_EDGES + "\r\n")
    if not content:
        return Cell("", Span(start, start), row, column)
    start += raw.index(content[0])
    return Cell(content, Span(start, start + len(content)), row, column)


def _stream(text: str, lines: Sequence[Line]) -> Table:
    """All cells in one row; a bar ends a cell, or begins it where the first line opens with a bar and text."""
    span = Span(lines[0].start, lines[-1].end)
    edges = [m.start() for m in _BAR.finditer(text, span.start, span.end)]
    if edges and edges[0] == span.start:
        span = Span(span.start + 1, span.end)
        edges = edges[1:]
    bounds = [span.start - 1, *edges]
    if not edges or text[edges[-1] + 1 : span.end].strip(_EDGES + "\r\n"):
        bounds.append(span.end)
    spread = {line.start + at for line in lines if _SPREAD.fullmatch(line.text) for at in range(len(line.text))}
    ends = [(left, right) for left, right in pairwise(bounds) if right not in spread or text[left + 1 : right].strip()]
    cells = tuple(_cell(text, left + 1, right, 0, column) for column, (left, right) in enumerate(ends))
    return Table(span, (cells,), "stream")


_SPREAD = pattern(r"[|｜│┃]{2,}")
"""A line of nothing but bars: the columns over which the last cell of a row is spread, and no blank cells."""
