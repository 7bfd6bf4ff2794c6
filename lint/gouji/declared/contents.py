"""Declared rules on what a report has to hold: sections, forms, rows, figures within bounds, balanced figures."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.declared.rows import Row, Said, start_of, unread
from gouji.doubts import suspects
from gouji.findings import Gap, Problem, Words
from gouji.imbalances import plain, problem
from gouji.labels import cell_label, row_label
from gouji.report import FormReading, Number, Report
from gouji.source import Span

_MOST = 5


def required_section(row: Row, report: Report) -> Said:
    """A section that is not there; reported at the end of the report."""
    spec = report.edition.section(row.get("section"))
    if spec is None or report.section(spec.role) is not None:
        return
    detail = Words(f"缺少「{spec.title}」部分", f"the section “{spec.title}” is missing")
    end = report.sections[-1].heading if report.sections else start_of(report)
    yield row.problem(end, detail, expected=spec.title)


def required_form(row: Row, report: Report) -> Said:
    """A form that is not there, or rows of it."""
    form = report.edition.form(row.get("form"))
    if form is None:
        return
    reading = report.forms.get(form.id)
    if reading is None or reading.status == "missing":
        section = report.section(form.section)
        place = reading.span if reading else section.heading if section else start_of(report)
        detail = Words(f"缺少「{form.name.zh}」", f"the form “{form.name.en}” is missing")
        yield row.problem(place, detail, address=form.id)
    elif reading.status == "read":
        yield from _missing_rows(row, reading)
    else:
        yield unread(reading)


def _missing_rows(row: Row, reading: FormReading) -> Iterator[Problem]:
    known = {each.id for each in reading.form.rows}
    gone = [each for each in row.get("rows") or () if each in known and each not in reading.rows]
    if not gone:
        return
    labels = [row_label(reading.form, each) for each in gone[:_MOST]]
    rest = f"等 {len(gone)} 行" if len(gone) > _MOST else ""
    detail = Words(
        "表中缺少" + "、".join(f"「{label}」" for label in labels) + rest,
        "the table lacks " + ", ".join(f"“{label}”" for label in labels) + (" and more" if rest else ""),
    )
    last = next((each.label for each in reversed(list(reading.rows.values())) if each.label is not None), None)
    place = last.span if last else Span(reading.span.start, min(reading.span.start + 20, reading.span.end))
    address = f"{reading.form.id}.{gone[0]}" if len(gone) == 1 else reading.form.id
    yield row.problem(place, detail, address=address)


def bounds(row: Row, report: Report) -> Said:
    """Figures of a form that are too small or too large, each at its cell."""
    reading = report.forms.get(row.get("form"))
    if reading is None or reading.status == "missing":
        return
    if reading.status != "read":
        yield unread(reading)
        return
    rows, columns = row.get("rows"), row.get("columns")
    for (at, column), value in reading.values.items():
        if value.number is None or (rows and at not in rows) or (columns and column not in columns):
            continue
        detail = _beyond(row, value.number, cell_label(reading, (at, column)))
        if detail is not None:
            address = f"{reading.form.id}.{at}.{column}"
            yield row.problem(value.cell.span, detail, address=address, actual=value.raw)


def _beyond(row: Row, number: Number, label: str) -> Words | None:
    least, most = row.get("least"), row.get("most")
    shown = plain(number)
    if least is not None and number < least:
        return Words(
            f"「{label}」为 {shown}，不应小于 {plain(least)}", f"“{label}” is {shown}, less than {plain(least)}"
        )
    if most is not None and number > most:
        return Words(f"「{label}」为 {shown}，不应大于 {plain(most)}", f"“{label}” is {shown}, more than {plain(most)}")
    return None


def identity(row: Row, report: Report) -> Iterator[Problem | Gap]:
    """Figures of a form that do not keep a relation; the form's identities were tried when it was read."""
    for cause in report.causes:
        if cause.first.identity.code == row.code and not suspects(report, cause):
            found = problem(cause)
            yield found._replace(hint=found.hint if found.hint.zh else row.hint)
