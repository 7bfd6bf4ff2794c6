"""CMP007: figures that rise or fall five-fold within a year, and those that are 0 among busy peers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gouji.comparison import Group, Peers, Years
from gouji.comparison.figures import changes, figure, main_cells
from gouji.findings import Gap, Problem, Relation, Words
from gouji.imbalances import plain
from gouji.report import Number, Report, Value
from gouji_rules.labels import cell_label

_TIMES = 5
_FLOOR = 20
# What goes on from last year has rules of its own; what is done with applications goes with those received.
_OTHERS = frozenset(
    {"carried_in", "outcome_total", "completed", "replies", "in_force", "items_last_year", "change", "disclosed_total"}
)


def outliers(years: Years) -> Iterator[Problem | Gap]:
    """Main figures that rose or fell five-fold."""
    if years.gap is not None:
        yield Gap(years.gap)
        return
    for change in changes(years):
        old, new = figure(change.old), figure(change.new)
        if old is None or new is None or not _OTHERS.isdisjoint(change.cell) or not _is_outlier(old, new):
            continue
        label = cell_label(change.reading, change.cell)
        zh, en = _change(old, new)
        yield Problem(
            change.new.cell.span,
            Words(
                f"「{label}」由{years.old.year}年的 {plain(old)} 变为 {plain(new)}，{zh}",
                f"“{label}” went from {plain(old)} in {years.old.year} to {plain(new)}, {en}",
            ),
            Words(
                "核对是否填错行列、单位或者统计口径；属实的不必修改",
                "check row, column, unit and what is counted; if it is so, leave it",
            ),
            address=change.address,
            actual=change.new.raw,
            related=(Relation(change.old.cell.span, change.address, years.old),),
        )


def _is_outlier(old: Number, new: Number) -> bool:
    """Whether the greater of two figures is not small and at least five times the lesser."""
    less, more = sorted((old, new))
    return more >= _FLOOR and more >= _TIMES * max(less, 1)


def _change(old: Number, new: Number) -> tuple[str, str]:
    """The change in words: `为上一年度的 20.5 倍`, `降为零`."""
    if not old:
        return "上一年度为零", "from nothing"
    if not new:
        return "降为零", "to nothing"
    if new > old:
        times = plain(round(new / old, 1))
        return f"为上一年度的 {times} 倍", f"{times} times as much"
    percent = plain(round(100 * new / old, 1))
    return f"只有上一年度的 {percent}%", f"{percent}% of last year's"


_LEAST_PEERS = 5
_MOST_IDLE = 0.1
_MOST_RELATED = 5
Alike = tuple[str | None, int | None, str]
"""What makes reports peers: kind of agency, year, edition."""
Cell = tuple[str, str, str]


class _Busy(NamedTuple):
    """A figure above 0 of a peer."""

    number: Number
    value: Value
    report: Report


def idle(peers: Peers) -> Iterator[Problem]:
    """Main figures that are 0 where nearly all peers have one that is not small."""
    every = _figures(peers.group).get(_alike(peers.report), {})
    for id, reading in peers.report.forms.items():
        for row, column in main_cells(reading.form) if reading.status == "read" else ():
            value = reading.values.get((row, column))
            count, busy = every.get((id, row, column), (0, ()))
            # The report itself is one of those counted.
            if value is None or value.number != 0 or not _is_idle(count - 1, busy):
                continue
            label, middle = cell_label(reading, (row, column)), plain(busy[len(busy) // 2].number)
            yield Problem(
                value.cell.span,
                Words(
                    f"「{label}」为 0，而同类的 {count - 1} 份年报中有 {len(busy)} 份不为零，中位数 {middle}",
                    f"“{label}” is 0, and {len(busy)} of {count - 1} reports of its kind have a figure, half of them {middle} or more",
                ),
                Words("核对是否漏填；确实没有的不必修改", "see whether it was left out; if there was none, leave it"),
                address=f"{id}.{row}.{column}",
                actual=value.raw,
                related=tuple(
                    Relation(one.value.cell.span, f"{id}.{row}.{column}", one.report) for one in busy[-_MOST_RELATED:]
                ),
            )


def _is_idle(count: int, busy: tuple[_Busy, ...]) -> bool:
    """Whether a 0 stands out among so many peers with these figures above 0."""
    enough = count >= _LEAST_PEERS and len(busy) >= (1 - _MOST_IDLE) * count
    return enough and busy[len(busy) // 2].number >= _FLOOR


def _alike(report: Report) -> Alike:
    return report.kind, report.year, report.edition.id


@lru_cache(maxsize=1)
def _figures(group: Group) -> dict[Alike, dict[Cell, tuple[int, tuple[_Busy, ...]]]]:
    """For reports alike and each main cell: how many have it filled in, and their figures above 0 in order of size."""
    found: dict[Alike, dict[Cell, list[_Busy]]] = {}
    for report in group.reports:
        cells = found.setdefault(_alike(report), {})
        for id, reading in report.forms.items():
            for row, column in main_cells(reading.form) if reading.status == "read" else ():
                value = reading.values.get((row, column))
                if value is not None and value.number is not None and _OTHERS.isdisjoint((row, column)):
                    cells.setdefault((id, row, column), []).append(_Busy(value.number, value, report))
    return {
        alike: {cell: (len(all), _above_nought(all)) for cell, all in cells.items()} for alike, cells in found.items()
    }


def _above_nought(figures: list[_Busy]) -> tuple[_Busy, ...]:
    return tuple(sorted((one for one in figures if one.number > 0), key=lambda one: one.number))
