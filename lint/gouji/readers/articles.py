"""Articles in cells: where a table lays out a page, the cell with its article is prose and not a row of figures."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Block, Cell, Cells, Paragraph, Table, extent

LONG = 240
"""A line that is no longer holds no article."""

_FEWEST_SENTENCES = 3
_SHORTEST, _WIDEST = 100, 60


def without_articles(table: Table) -> Iterator[Block]:
    """The table, cut round the cells that hold several sentences; these are paragraphs, in reading order."""
    rows: list[Cells] = []
    for row in table.rows:
        start = 0
        for at, cell in enumerate(row):
            if _is_article(cell):
                yield from _part(table, [*rows, row[start:at]])
                yield Paragraph(cell.span, cell.text)
                rows, start = [], at + 1
        rows.append(row[start:])
    yield from _part(table, rows)


def _is_article(cell: Cell) -> bool:
    return len(cell.text) > _SHORTEST and cell.text.count("。") >= _FEWEST_SENTENCES


def _part(table: Table, rows: list[Cells]) -> Iterator[Table]:
    """Some rows of a table, without those in which nothing stands; a row longer than any form has is all of its rows."""
    filled = [row for row in rows if any(cell.text for cell in row)]
    if not filled:
        return
    span = extent(tuple(cell for row in filled for cell in row))
    if max(map(len, filled)) > _WIDEST:
        cells = tuple(cell for row in filled for cell in row if cell.text.strip("-:") or not cell.text)
        yield Table(span, (cells,), "stream")
    else:
        yield table if len(filled) == len(table.rows) else Table(span, tuple(filled), "ragged")
