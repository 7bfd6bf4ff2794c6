"""CMP007: figures that rise or fall five-fold within a year."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.comparison import Years
from gouji.comparison.figures import changes, figure
from gouji.findings import Gap, Problem, Relation, Words
from gouji.imbalances import plain
from gouji.report import Number
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
