"""A report that stands in one table from its title to its date: rows with headings and prose leave the forms between them.

A row with one cell over most of the width may also be the head of a form, so that only what is a heading or long is taken
out, and what stands above the first row of several cells and below the last one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gouji.document import Block, Cell, Cells, CutRow, Document, Paragraph, Table
from gouji.patterns import pattern
from gouji.source import Span

_HEADING = pattern(r"[一二三四五六七八九十]{1,3}、[^\t]{2,30}")
_SUBHEADING = pattern(r"[(（][一二三四五六七八九十]{1,3}[)）][^\t]{2,30}")
_FEWEST = 2
_LONG = 60


def parted(document: Document) -> Document:
    """The document with such tables cut into paragraphs and forms; itself where it has none."""
    if not any(type(block) is Table and _is_report(block) for block in document.blocks):
        return document
    blocks = [piece for block in document.blocks for piece in _pieces(block)]
    return document._replace(blocks=tuple(blocks))


def _whole(row: Cells) -> Cell | None:
    """The only cell of a row that holds something, where it covers half of the width or more and no other row."""
    if type(row) is CutRow or len(row) < 2:
        return None
    cell = row[0]
    if 2 * cell.columns < len(row) or cell.rows > 1:
        return None
    return cell if not any(other.text for other in row[cell.columns :]) else None


def _is_report(table: Table) -> bool:
    """Whether rows over most of the width of a table are headings of parts of a report, and some hold prose.

    Forms have such headings too, but no prose.
    """
    texts = [cell.text for row in table.rows if (cell := _whole(row)) is not None]
    if not any(len(text) > _LONG for text in texts):
        return False
    return sum(_HEADING.fullmatch(text) is not None for text in texts) >= _FEWEST


def _pieces(block: Block) -> Iterator[Block]:
    if type(block) is not Table or not _is_report(block):
        yield block
        return
    wholes = [_whole(row) for row in block.rows]
    narrow = [at for at, cell in enumerate(wholes) if cell is None]
    first, last = (narrow[0], narrow[-1]) if narrow else (len(wholes) + 1, -1)
    is_prose = [
        cell is not None and (not first - 1 <= at <= last or _is_line(cell, wholes[at + 1]))
        for at, cell in enumerate(wholes)
    ]
    for prose, run in groupby(range(len(wholes)), key=is_prose.__getitem__):
        rows = [block.rows[at] for at in run]
        if prose:
            yield from (Paragraph(row[0].span, row[0].text) for row in rows if row[0].text)
        else:
            yield _table(rows, block)


def _is_line(cell: Cell, below: Cell | None) -> bool:
    """Whether a cell over the width is a heading or prose, and no head of the form that follows."""
    text = cell.text
    if len(text) > _LONG or _HEADING.fullmatch(text):
        return True
    return not text or below is not None or _SUBHEADING.fullmatch(text) is not None


def _table(rows: list[Cells], whole: Table) -> Table:
    """A table of some rows of another; cells know their rows in it."""
    top = rows[0][0].row
    moved: dict[Cell, Cell] = {}
    made = tuple(tuple(moved.setdefault(cell, cell._replace(row=cell.row - top)) for cell in row) for row in rows)
    spans = [cell.span for cell in moved]
    span = Span(min(span.start for span in spans), max(span.end for span in spans))
    return Table(span, made, whole.shape)
