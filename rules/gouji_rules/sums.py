"""CMP006: a government's figures and the sums of those below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.comparison import Rollup
from gouji.comparison.sums import Sum, Sums, sums
from gouji.findings import Gap, Problem, Relation, Words
from gouji.imbalances import plain
from gouji_rules.labels import cell_label

_MOST_NAMED = 3


def differences(rollup: Rollup) -> Iterator[Problem | Gap]:
    """Cells that are not the sum of the reports below, a problem a form."""
    if rollup.report.scope == "own":
        yield Gap(Words("汇总年报只反映本机关的情况", "the government's report gives its own figures only"))
    elif not rollup.parts:
        yield Gap(Words("没有可以汇总的下级年报", "there is no report below to add up"))
    else:
        for form in sums(rollup):
            yield from map(Gap, form.gaps)
            if form.differing:
                yield _problem(form, len(rollup.parts))


def _problem(form: Sums, parts: int) -> Problem:
    """At the first cell that differs; what each report adds to it is related."""
    first, count, name = form.differing[0], len(form.differing), form.reading.form.name
    zh, en = _worded(form.differing)
    return Problem(
        first.value.cell.span,
        Words(
            f"「{name.zh}」有 {count} 格与 {parts} 份下级年报之和不符：{zh}",
            f"{count} cell{'s' if count > 1 else ''} of “{name.en}” not the sum of {parts} reports below: {en}",
        ),
        Words(
            "核对是否漏报、重复汇总；垂直管理部门等口径不同的可以不改",
            "look for reports left out or counted twice; where the scope differs it may stand",
        ),
        address=first.address,
        expected=plain(first.total),
        actual=first.value.raw,
        related=tuple(Relation(part.value.cell.span, first.address, part.report) for part in first.portions),
    )


def _worded(cells: Sequence[Sum]) -> tuple[str, str]:
    """The first cells with figure and sum: `「本年新收/总计」95 对 90`."""
    named = [(cell_label(cell.reading, cell.cell), plain(cell.whole), plain(cell.total)) for cell in cells]
    named, more = named[:_MOST_NAMED], len(named) > _MOST_NAMED
    zh = "、".join(f"「{label}」{whole} 对 {total}" for label, whole, total in named)
    en = ", ".join(f"“{label}” {whole} against {total}" for label, whole, total in named)
    return f"{zh} 等" if more else zh, f"{en} …" if more else en
