"""Tables without drawn columns: three-line tables, tables with lines between rows only, tables without any line.

Columns are told by the figures that stand below each other, rows by drawn lines or by the lines of figures. What is
missing is drawn in thought, so that everything else takes such a table for one with all its lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gouji.patterns import pattern
from gouji.readers.banding import Edges, banded
from gouji.readers.chunks import Chunk, Row, chunks
from gouji.readers.lines import Line
from gouji.readers.ruling import Lattice, Ruling, lattice_of

_SAME = 4.0
_LARGER = 1.12
_TIGHT = 1.1
_HEADING = pattern(r"[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]+部分")
_FEWEST_ROWS = 3
_LONGEST_ROW = 200
_MOST_LINES = 400


class Region(NamedTuple):
    """The lines of a table, and the horizontal lines drawn in it."""

    rows: Sequence[Row]
    rules: Sequence[Ruling]


def aligned(lines: Sequence[Line], rules: Sequence[Ruling]) -> list[Lattice]:
    """The tables among the lines of a page that stand in no drawn table, from top to bottom."""
    if len(lines) > _MOST_LINES or not any(line.is_cut for line in lines):
        return []
    rows = [Row(line, tuple(chunks(line))) for line in lines]
    found = (_lattice(region) for region in _regions(rows, rules))
    return [lattice for lattice in found if lattice]


def _regions(rows: Sequence[Row], rules: Sequence[Ruling]) -> Iterator[Region]:
    """Runs of lines that hold a table: rows with figures, and what stands between them and over them."""
    index = 0
    while index < len(rows):
        if not rows[index].is_open:
            index += 1
            continue
        end = _end(rows, index)
        figures = sum(bool(row.figures) for row in rows[index:end])
        labelled = any(0 < len(row.figures) < len(row.chunks) for row in rows[index:end])
        wide = sum(len(row.chunks) > 2 for row in rows[index:end])
        if figures >= _FEWEST_ROWS or (figures and ((wide > 1 and labelled) or _is_ruled(rows[index:end], rules))):
            start = _with_label(rows, _start(rows, index, end, rules), end, up=True)
            end = _with_label(rows, start, _bottom(rows, index, end, rules), up=False)
            yield Region(rows[start:end], _between(rows[start:end], rules))
        index = end


def _end(rows: Sequence[Row], start: int) -> int:
    """Behind the last open row that is followed by no prose; labels of several lines may stand between."""
    end, ahead = start + 1, start + 1
    while ahead < len(rows) and ahead - end < 6:
        step = rows[ahead - 1].line.y - rows[ahead].line.y
        if step > 6 * rows[ahead].line.size or _is_prose(rows[ahead], rows[start:end]):
            break
        ahead += 1
        if rows[ahead - 1].is_open:
            end = ahead
    return end


def _is_prose(row: Row, region: Sequence[Row]) -> bool:
    """Whether a line is no part of a table: a sentence, a heading, or wider than a cell."""
    if row.is_open:
        return False
    left = min(other.line.left for other in (row, *region))
    right = max(other.line.right for other in (row, *region))
    share = (row.line.right - row.line.left) / max(right - left, 1)
    size = sorted(other.line.size for other in region)[len(region) // 2]
    is_heading = row.line.size > _LARGER * size or (share > 0.4 and _HEADING.match(row.line.text) is not None)
    return is_heading or share > 0.6 or row.line.text[-1] in "。；"


def _is_ruled(region: Sequence[Row], rules: Sequence[Ruling]) -> bool:
    return len(_between(region, rules)) > 1


def _between(region: Sequence[Row], rules: Sequence[Ruling]) -> list[Ruling]:
    """The rules that lie at or between the lines of a table."""
    if not region:
        return []
    top, bottom = region[0].line.y, region[-1].line.y
    left = min(row.line.left for row in region)
    right = max(row.line.right for row in region)
    reach = 3 * region[0].line.size
    return [rule for rule in rules if bottom - reach < rule.at < top + reach and rule.low < right and rule.high > left]


def _start(rows: Sequence[Row], index: int, end: int, rules: Sequence[Ruling]) -> int:
    """Takes in the lines between the topmost rule of a table and its first open row: its head."""
    near = _between(rows[index : index + 1], rules)
    top = max((rule.at for rule in rules if near and _alike(rule, near[0])), default=None)
    while index and top is not None and rows[index - 1].line.y < top:
        if _is_prose(rows[index - 1], rows[index:end]):
            break
        index -= 1
    return index


def _bottom(rows: Sequence[Row], start: int, end: int, rules: Sequence[Ruling]) -> int:
    """Takes in the lines above the lowest rule of a table: the rest of its last label."""
    near = _between(rows[end - 1 : end], rules)
    low = min((rule.at for rule in rules if near and _alike(rule, near[-1])), default=None)
    while end < len(rows) and low is not None and rows[end].line.y > low and not _is_prose(rows[end], rows[start:end]):
        end += 1
    return end


def _with_label(rows: Sequence[Row], start: int, end: int, *, up: bool) -> int:
    """Takes in the lines of a label above its first or below its last figures: as close as lines of one cell are."""
    steps = [a.line.y - b.line.y for a, b in pairwise(rows[start:end])]
    labels = min(chunk.left for row in rows[start:end] for chunk in row.figures)
    edge, step = (start, -1) if up else (end - 1, 1)
    while 0 <= edge + step < len(rows):
        near, row = rows[edge].line, rows[edge + step]
        close = abs(near.y - row.line.y) <= _TIGHT * min(steps, default=0.0)
        if not close or row.is_open or row.line.right > labels or _is_prose(row, rows[start:end]):
            break
        edge += step
    return edge if up else edge + 1


def _alike(rule: Ruling, other: Ruling) -> bool:
    return abs(rule.low - other.low) < _SAME and abs(rule.high - other.high) < _SAME


def _lattice(region: Region) -> Lattice | None:
    rows = region.rows
    edges = _edges(rows)
    if edges is None or len(rows) > _LONGEST_ROW:
        return None
    bands = _drawn_bands(region)
    across = _out_to_sides(region, edges, bands) if bands else []
    if not bands:
        bands = banded(rows, edges)
        across = [Ruling(y, edges.xs[0], edges.xs[-1]) for y in bands]
    outer = (edges.xs[0], edges.xs[-1])
    upright = [
        Ruling(x, low, high)
        for high, low in pairwise(bands)
        for x in edges.xs
        if x in outer or not _crosses(rows, x, low, high)
    ]
    return lattice_of(across, upright)


def _crosses(rows: Sequence[Row], x: float, low: float, high: float) -> bool:
    """Whether the text of a band runs over a column edge."""
    return any(
        chunk.left < x - 1 and chunk.right > x + 1 for row in rows if low < row.line.y < high for chunk in row.chunks
    )


def _edges(rows: Sequence[Row]) -> Edges | None:
    """The columns: of figures by what stands below each other, of labels by where they begin."""
    figures = sorted((chunk.left, chunk.right) for row in rows for chunk in row.figures)
    columns: list[tuple[float, float]] = []
    for left, right in figures:
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    if not columns or any(_fits_two(row, columns) for row in rows):
        return None
    labels = [chunk for row in rows for chunk in row.chunks if chunk.right < columns[0][0]]
    left = min(row.line.left for row in rows) - 2
    right = max(row.line.right for row in rows) + 2
    behind = (max((chunk.right for chunk in labels), default=left) + columns[0][0]) / 2
    inner = [_valley(rows, a[1], b[0]) for a, b in pairwise(columns)]
    return Edges([left, *_label_edges(rows, labels, left), behind, *inner, right], behind)


def _fits_two(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether two figures of a line fall into one column: then the columns are not told apart."""
    hit = [
        index
        for chunk in row.figures
        for index, (left, right) in enumerate(columns)
        if chunk.left < right and chunk.right > left
    ]
    return len(hit) != len(set(hit))


def _valley(rows: Sequence[Row], left: float, right: float) -> float:
    """Where between two columns of figures the fewest heads are crossed; the middle of such places."""
    count = 16
    places = [left + (right - left) * (index + 0.5) / count for index in range(count)]
    crossed = [sum(chunk.left < x < chunk.right for row in rows for chunk in row.chunks) for x in places]
    least = min(crossed)
    best = [x for x, number in zip(places, crossed, strict=True) if number == least]
    return best[len(best) // 2]


def _label_edges(rows: Sequence[Row], labels: Sequence[Chunk], left: float) -> list[float]:
    """Edges between columns of labels that begin at the same place and that few lines cross."""
    edges: list[float] = []
    starts = sorted(chunk.left for chunk in labels)
    for start in starts:
        size = rows[0].line.size
        if start < left + 2 * size or (edges and start < edges[-1] + size):
            continue
        alike = sum(abs(other - start) < 1.5 for other in starts)
        crossed = sum(chunk.left < start - 2 and chunk.right > start + 2 for chunk in labels)
        if alike > 2 and crossed < alike:
            edges.append(start - 1)
    return edges


def _drawn_bands(region: Region) -> list[float]:
    """The edges of the rows from the top where a line is drawn between any two lines of figures; else empty."""
    rows = region.rows
    size = rows[0].line.size
    anchors = [row.line.y for row in rows if row.figures]
    edges = sorted({rule.at for rule in region.rules}, reverse=True)
    if len(edges) < 2 or not all(any(below < y < above for y in edges) for above, below in pairwise(anchors)):
        return []
    top = [rows[0].line.y + size] if edges[0] < rows[0].line.y else []
    bottom = [rows[-1].line.y - size] if edges[-1] > rows[-1].line.y else []
    return [*top, *edges, *bottom]


def _out_to_sides(region: Region, edges: Edges, bands: Sequence[float]) -> list[Ruling]:
    """The drawn rules of a table, out to its sides, and its outer edges."""
    low, high = edges.xs[0], edges.xs[-1]
    rules = [
        Ruling(
            rule.at,
            low if rule.low < low + _SAME * 2 else rule.low,
            high if rule.high > high - _SAME * 2 else rule.high,
        )
        for rule in region.rules
    ]
    return [*rules, Ruling(bands[0], low, high), Ruling(bands[-1], low, high)]
