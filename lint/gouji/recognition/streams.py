"""Streams of cells: one cell after another, without rows; a known label begins a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from gouji.document import Block, Cell, Paragraph, Table
from gouji.patterns import HAN, pattern
from gouji.recognition.figures import figure, looks_like_value
from gouji.recognition.lexicon import FormWords, Lexicon, bare, label_key, without_note
from gouji.recognition.openings import openings
from gouji.source import Source, Span

_HAN = pattern(HAN)
_NUMBERED = pattern(rf"(?:\d{{1,2}}\.|\([一二三四五六七八九十]\)|[一二三四五六七八九十]{{1,2}}、|其中){HAN}")


def rows_of_stream(table: Table, source: Source, lexicon: Lexicon, titles: re.Pattern[str]) -> Iterator[Block]:
    """Rows of a stream: a known label begins a row; a title of a section between two forms is prose again."""
    rows: list[list[Cell]] = []
    for cell in without_numbering(table.rows[0]):
        heading, rest = _cut_heading(cell, source, titles)
        if heading is not None:
            yield from ragged(_parted(rows, lexicon))
            rows = []
            yield heading
        if rest is not None:
            _take(rest, rows, lexicon)
    yield from ragged(_parted(rows, lexicon))


def _parted(rows: list[list[Cell]], lexicon: Lexicon) -> list[list[Cell]]:
    """The rows, with blank cells behind the heads of blocks given to the row of figures that begins with them."""
    widths = [len(words.form.rows) * len(words.form.columns) for words in lexicon.forms if _is_blocks(words)]
    width = max(widths, default=0)
    for at in range(len(rows) - 1, -1, -1):
        heads = rows[at]
        blanks = next((count for count, cell in enumerate(reversed(heads)) if cell.text), 0)
        if not blanks or not _are_block_heads(heads, lexicon):
            continue
        below = rows[at + 1] if at + 1 < len(rows) and _has_figure(rows[at + 1]) else []
        lacking = width - len(below)
        if not 0 < lacking <= blanks:
            continue
        cut = len(heads) - lacking
        rows[at : at + 1 + bool(below)] = [heads[:cut], [*heads[cut:], *below]]
    return rows


def _is_blocks(words: FormWords) -> bool:
    return words.form.layout == "blocks"


def _are_block_heads(cells: Sequence[Cell], lexicon: Lexicon) -> bool:
    """Whether the last words of a row are heads that stand once for each block (结果维持, 总计)."""
    last = next((cell for cell in reversed(cells) if cell.text), None)
    key = label_key(last.text) if last else ""
    return any(key in words.columns for words in lexicon.forms if _is_blocks(words)) and not _has_figure(cells)


def _cut_heading(cell: Cell, source: Source, titles: re.Pattern[str]) -> tuple[Paragraph | None, Cell | None]:
    """A cell whose first line is the title of a section: the title, and the rest of the cell."""
    first, mark, rest = cell.text.partition("\n")
    if not titles.fullmatch(bare(label_key(first))):
        return None, cell
    if not mark:
        return Paragraph(cell.span, cell.text), None
    end = cell.span.start + len(first.rstrip())
    text = rest.strip()
    start = cell.span.end - len(rest.lstrip())
    title = Paragraph(Span(cell.span.start, end), source[Span(cell.span.start, end)])
    return title, Cell(text, Span(start, start + len(text)), cell.row, cell.column)


def _key(cell: Cell, lexicon: Lexicon) -> str:
    """The key of a cell; that of a head without the remark behind it: 上一年项目数量(指2019年事项数)."""
    key = label_key(cell.text)
    plain = without_note(key)
    return plain if plain in lexicon.columns and key not in lexicon.structural else key


def _take(cell: Cell, rows: list[list[Cell]], lexicon: Lexicon) -> None:
    key = _key(cell, lexicon)
    if key in lexicon.structural and key not in lexicon.captions and rows and _ends(rows, lexicon):
        if key in openings(lexicon).block_rows and any(label_key(c.text) in lexicon.columns for c in rows[-1]):
            rows.append([cell])
        else:
            rows[-1].append(cell)
        return
    opens = (
        key in lexicon.owners
        or without_note(key) in lexicon.owners
        or key in lexicon.structural
        or (bool(rows) and _is_of_another_row(key, rows[-1], lexicon))
        or (
            (_NUMBERED.match(key) is not None or key in openings(lexicon).block_rows)
            and bool(rows)
            and _has_figure(rows[-1])
        )
    )
    if opens or not rows or _ends(rows, lexicon):
        if rows and not opens and not cell.text and _ends(rows, lexicon):
            rows[-1].append(cell)
            return
        rows.append([cell])
    else:
        rows[-1].append(cell)


_LEAST = 4
"""Words of a label that the form does not have are no shorter; units and remarks are."""


def _is_of_another_row(key: str, row: Sequence[Cell], lexicon: Lexicon) -> bool:
    """Whether words behind the figures of a known row are the label of one that the form does not have."""
    plain = without_note(key)
    if len(plain) < _LEAST or looks_like_value(key) or plain in lexicon.structural or not _HAN.match(plain):
        return False
    first = label_key(row[0].text)
    return (first in lexicon.owners or without_note(first) in lexicon.owners) and looks_like_value(row[-1].text)


def _ends(rows: Sequence[Sequence[Cell]], lexicon: Lexicon) -> bool:
    """Whether the last row is a head: what follows it is a row of its own.

    总计 alone is the label of a row, and a head where the row before it is one.
    """
    keys = [_key(cell, lexicon) for cell in rows[-1] if cell.text]
    if len(keys) == 1 and keys[0] in lexicon.owners:
        return keys[0] in lexicon.columns and len(rows) > 1 and not _has_figure(rows[-2])
    return all(key in lexicon.structural or key in openings(lexicon).block_rows for key in keys)


def _has_figure(row: Sequence[Cell]) -> bool:
    return any(figure(cell.text).number is not None for cell in row)


def ragged(rows: Sequence[Sequence[Cell]]) -> Iterator[Table]:
    """One ragged table of rows of cells; none where there are no rows."""
    if rows:
        numbered = tuple(
            tuple(cell._replace(row=number, column=column) for column, cell in enumerate(row))
            for number, row in enumerate(rows)
        )
        last = max(row[-1].span.end for row in rows)
        yield Table(Span(rows[0][0].span.start, last), numbered, "ragged")


_Text = TypeVar("_Text", Paragraph, Cell)


def without_numbering(pieces: Sequence[_Text]) -> list[_Text]:
    """Cells one after another without those of a column 序号: 1, 2, 3 … each before words."""
    if not any(piece.text.endswith("序号") for piece in pieces):
        return list(pieces)
    kept: list[_Text] = []
    count = 1
    filled = [piece for piece in pieces if piece.text]
    words = {id(before) for before, after in pairwise(filled) if not looks_like_value(after.text)}
    for piece in pieces:
        if piece.text == str(count) and id(piece) in words:
            count += 1
        elif piece.text != "序号":
            kept.append(piece)
    return kept
