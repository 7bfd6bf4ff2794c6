"""Figures of several reports side by side: as a table for people, as records for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from gouji.comparison import Rollup, Years
from gouji.comparison.figures import Change, changes, figure
from gouji.comparison.sums import Portion, Sum, Sums, sums
from gouji.imbalances import plain
from gouji.labels import cell_label, row_label
from gouji.phrases import phrase
from gouji.report import FormReading, Number, Report, Value
from gouji.reporters import Style

if TYPE_CHECKING:
    from rich.table import Table

_MOST_PORTIONS = 3


def change_table(years: Years, style: Style) -> Iterator[str]:
    """The main figures of two years, a form after the other; figures that are 0 in both are left out."""
    shown = [change for change in changes(years) if figure(change.old) or figure(change.new)]
    if not shown:
        return
    old, new = str(years.old.year or ""), str(years.new.year or "")
    yield f"{phrase('changes', style.language, agency=years.new.agency or '', old=old, new=new).strip()}\n"
    heads = [phrase("column-figure", style.language), old, new]
    heads += [phrase(f"column-{name}", style.language) for name in ("difference", "percent")]
    table = _table(heads)
    form = ""
    for change in shown:
        if change.reading.form.id != form:
            form = change.reading.form.id
            table.add_row(_form_name(change.reading, style), style="bold")
        table.add_row(*_change_row(change))
    yield from _rendered(table, style)


def _change_row(change: Change) -> tuple[str, str, str, str, str]:
    old, new, difference = figure(change.old), figure(change.new), change.difference
    percent = "" if not old or new is None or not difference else _percent(old, new)
    moved = "" if difference is None else _signed(difference)
    row, column = change.cell
    name = row_label(change.reading.form, row) if column == "total" else cell_label(change.reading, change.cell)
    return f"  {name}", _shown(change.old), _shown(change.new), moved, percent


def _percent(old: Number, new: Number) -> str:
    """The change in whole per cent, halves rounded away from zero as offices do."""
    share = 100 * (new - old) / old
    return f"{_signed(int(abs(share) + 0.5) * (1 if share > 0 else -1))}%"


def change_records(years: Years) -> Iterator[dict[str, Any]]:
    """All main figures of two years, with their places."""
    for change in changes(years):
        yield {
            "address": change.address,
            "form": change.reading.form.name.zh,
            "label": cell_label(change.reading, change.cell),
            "old": _cell_record(years.old, change.old),
            "new": _cell_record(years.new, change.new),
            "difference": change.difference,
        }


def sum_table(rollup: Rollup, style: Style) -> Iterator[str]:
    """The cells whose figure is not the sum, with what the sum is made of; forms without a whole sum are left out."""
    year, count = rollup.report.year or "", len(rollup.parts)
    yield f"{phrase('sums', style.language, agency=rollup.report.agency or '', year=year, count=count).strip()}\n"
    found = list(sums(rollup))
    heads = [phrase(f"column-{name}", style.language) for name in ("cell", "government", "sum", "off")]
    table = _table([*heads, phrase("column-portions", style.language)], last_wraps=True)
    for form in found:
        if form.differing:
            table.add_row(_form_name(form.reading, style), style="bold")
        for cell in form.differing:
            table.add_row(*_sum_row(cell, style))
    if table.row_count:
        yield from _rendered(table, style)
    elif rollup.parts and not any(form.gaps for form in found):
        yield f"{phrase('sums-agree', style.language)}\n\n"
    else:
        yield "\n"


def _sum_row(cell: Sum, style: Style) -> tuple[str, str, str, str, str]:
    portions = sorted(cell.portions, key=lambda portion: -abs(portion.number))
    named = [f"{_agency(portion.report)} {plain(portion.number)}" for portion in portions[:_MOST_PORTIONS]]
    if len(portions) > _MOST_PORTIONS:
        named.append(phrase("more-portions", style.language, count=len(portions)))
    name = cell_label(cell.reading, cell.cell)
    return f"  {name}", plain(cell.whole), plain(cell.total), _signed(cell.difference), "\n".join(named)


def sum_records(rollup: Rollup, language: str) -> Iterator[dict[str, Any]]:
    """All forms with the sums of their cells; where `gaps` say why, the sums are not whole and prove nothing."""
    for form in sums(rollup):
        yield {
            "form": form.reading.form.id,
            "assessable": not form.gaps and rollup.report.scope != "own" and bool(rollup.parts),
            "gaps": [gap.of(language) for gap in form.gaps],
            "cells": [_sum_record(rollup, cell) for cell in _told(form)],
        }


def _told(form: Sums) -> Iterator[Sum]:
    """The cells that are not 0 all through."""
    return (cell for cell in form.cells if cell.whole or cell.portions)


def _sum_record(rollup: Rollup, cell: Sum) -> dict[str, Any]:
    return {
        "address": cell.address,
        "label": cell_label(cell.reading, cell.cell),
        "government": _cell_record(rollup.report, cell.value),
        "sum": cell.total,
        "difference": cell.difference,
        "parts": [_portion_record(portion) for portion in cell.portions],
    }


def _portion_record(portion: Portion) -> dict[str, Any]:
    report = portion.report
    return {"path": report.source.name, "agency": report.agency, **_cell_record(report, portion.value)}


def _cell_record(report: Report, value: Value) -> dict[str, Any]:
    place = report.source.place(value.cell.span)
    record: dict[str, Any] = {"value": figure(value), "raw": value.raw, "line": place.line, "column": place.column}
    if place.page is not None:
        record["page"] = place.page
    return record


def _agency(report: Report) -> str:
    return report.agency or report.source.name


def _form_name(reading: FormReading, style: Style) -> str:
    return reading.form.name.of(style.language)


def _shown(value: Value) -> str:
    number = figure(value)
    return value.raw if number is None else plain(number)


def _signed(number: Number) -> str:
    return f"+{plain(number)}" if number > 0 else plain(number) if number else "0"


def _table(heads: Sequence[str], *, last_wraps: bool = False) -> Table:
    """A table whose first column takes what room there is; the others are figures, but perhaps the last."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(heads[0], ratio=2 if last_wraps else None, overflow="fold")
    for head in heads[1:-1] if last_wraps else heads[1:]:
        table.add_column(head, justify="right", no_wrap=True)
    if last_wraps:
        table.add_column(heads[-1], ratio=2, overflow="fold")
    return table


def _rendered(table: Table, style: Style) -> Iterator[str]:
    """The table in the width and the colours of the output."""
    import io

    from rich.console import Console

    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=min(style.width, 100),
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        markup=False,
        emoji=False,
        highlight=False,
    )
    console.print(table)
    yield "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))
    yield "\n"
