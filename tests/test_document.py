"""Rows of cells that are made when they are asked for."""

from __future__ import annotations

import pickle

from gouji import readers
from gouji.document import Cell, CutRow, Table, ends, extent, span_of, texts_of
from gouji.source import Span

TEXT = "| 行政许可 |  | 118 |\n| 行政强制 | 2 | |\n"


def rows() -> tuple[CutRow, ...]:
    (table,) = readers.read(TEXT.encode(), "青禾市水务局.txt").blocks
    assert isinstance(table, Table)
    assert all(isinstance(row, CutRow) for row in table.rows)
    return tuple(row for row in table.rows if isinstance(row, CutRow))


def test_a_row_is_the_tuple_of_its_cells() -> None:
    cells = (Cell("行政强制", Span(20, 24), 1, 0), Cell("2", Span(27, 28), 1, 1), Cell("", Span(30, 30), 1, 2))
    row = rows()[1]
    assert row == cells == tuple(row)
    assert (len(row), row[-1], row[1:], hash(row), repr(row)) == (3, cells[2], cells[1:], hash(cells), repr(cells))
    assert row == rows()[1] != rows()[0]


def test_a_cell_is_the_same_whenever_it_is_asked_for() -> None:
    row = rows()[0]
    assert row[0] is row[0] is next(iter(row))


def test_texts_and_spans_need_no_cells() -> None:
    for row in rows():
        assert texts_of(row) == texts_of(tuple(row)) == tuple(cell.text for cell in row)
        assert [span_of(row, place) for place in range(len(row))] == [cell.span for cell in row]
        assert all(TEXT[cell.span.start : cell.span.end] == cell.text for cell in row)


def test_the_extent_leaves_blank_cells_out() -> None:
    first, second = rows()
    assert [cell.text for cell in ends(first)] == ["行政许可", "118"]
    assert extent(second) == Span(20, 28)


def test_a_row_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(rows())) == rows()
