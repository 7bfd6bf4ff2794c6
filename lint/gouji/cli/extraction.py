"""`gouji extract`: the values of the prescribed forms."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gouji.checking import Reading
from gouji.cli import arguments
from gouji.cli.reading import Asked, prepared, readings
from gouji.cli.terminal import Terminal
from gouji.findings import Words
from gouji.phrases import phrase
from gouji.report import Day, FormReading, Report, Value
from gouji.source import Source

_UNSURE = ("doubtful", "picture")
FORMATS = ("json", "csv", "xlsx")
_HEAD = (
    "path",
    "edition",
    "year",
    "agency",
    "form",
    "row",
    "column",
    "value",
    "raw",
    "line",
    "column_in_line",
    "page",
    "confidence",
)
_NAMES = ("place", "form_name", "row_name", "column_name")


def run(asked: Asked, format: str, output: str | None, terminal: Terminal) -> int:
    """Write the values of all files; the exit status is 2 where one could not be read."""
    arguments.one_of("--format", format, FORMATS)
    checker, files = prepared(asked, "extract", terminal)
    failed: list[str] = []
    read = _watched(readings(checker, files, terminal), failed, terminal)
    if format == "xlsx":
        _save(read, output, terminal)
    else:
        pieces = _json(read, terminal.language) if format == "json" else _csv(read)
        terminal.write(pieces, machine=True, file=output, mark=format == "csv")
    return 2 if failed else 0


def _save(read: Iterable[Reading], output: str | None, terminal: Terminal) -> None:
    """Write a workbook of all values. Raises GoujiError without a file to write it into."""
    from gouji.cli.value_books import book

    if output is None:
        raise arguments.wrong("needs-output", format="xlsx")
    rows = (row for reading in read if reading.report is not None for row in _named(reading.path, reading.report))
    terminal.save(book((*_HEAD, *_NAMES), rows), output)


def _named(path: str, report: Report) -> Iterator[Sequence[object]]:
    """The values of a report, each with its place and with the names of form, row and column for people."""
    for reading in report.forms.values():
        rows = {row.id: row.label for row in reading.form.rows}
        columns = {column.id: column.label for column in reading.form.columns}
        for fields, (row, column) in zip(_fields(path, report, reading), reading.values, strict=True):
            place = report.source.place(reading.values[row, column].cell.span).place
            yield (*fields, place, reading.form.name.zh, rows.get(row), columns.get(column))


def _watched(read: Iterable[Reading], failed: list[str], terminal: Terminal) -> Iterator[Reading]:
    """Takes down what could not be read at all, and tells which forms could not be read for certain."""
    for reading in read:
        if reading.report is None:
            failed.append(reading.path)
        elif unsure := [form.form.name for form in reading.report.forms.values() if form.status in _UNSURE]:
            names = Words("".join(f"「{name.zh}」" for name in unsure), ", ".join(name.en for name in unsure))
            said = phrase("forms-unsure", terminal.language, forms=names.of(terminal.language))
            terminal.tell(f"{reading.path}: {said}")
        yield reading


def _json(read: Iterable[Reading], language: str) -> Iterator[str]:
    """One JSON document, a report a line."""
    yield '{"schema": 1, "reports": ['
    mark = "\n"
    for reading in read:
        yield f"{mark}{json.dumps(_record(reading, language), ensure_ascii=False)}"
        mark = ",\n"
    yield "\n]}\n"


def _record(reading: Reading, language: str) -> dict[str, Any]:
    report = reading.report
    if report is None:
        said = reading.error.of(language) if reading.error else None
        return {"path": reading.path, "edition": None, "year": None, "agency": None, "error": said, "values": {}}
    return {
        "path": reading.path,
        "edition": report.edition.id,
        "year": report.year,
        "agency": report.agency,
        "period": [_iso(report.period.start), _iso(report.period.end)] if report.period else None,
        "published": _iso(report.published),
        "forms": {form: reading.status for form, reading in report.forms.items()},
        "values": {form.form.id: _form(report.source, form) for form in report.forms.values() if form.values},
    }


def _iso(day: Day | None) -> str | None:
    return day.date.isoformat() if day is not None and day.date is not None else None


def _form(source: Source, form: FormReading) -> dict[str, dict[str, Any]]:
    """Row id → column id → value."""
    rows: dict[str, dict[str, Any]] = {}
    for (row, column), value in form.values.items():
        rows.setdefault(row, {})[column] = _value(source, value)
    return rows


def _value(source: Source, value: Value) -> dict[str, Any]:
    place = source.place(value.cell.span)
    record: dict[str, Any] = {"value": value.number, "raw": value.raw, "line": place.line, "column": place.column}
    if place.page is not None:
        record["page"] = place.page
    if place.place:
        record["place"] = place.place
    if value.unit:
        record["unit"] = value.unit
    return {**record, "confidence": round(value.confidence, 3)}


def _csv(read: Iterable[Reading]) -> Iterator[str]:
    """A value a line."""
    yield _line(_HEAD)
    for reading in read:
        if reading.report is not None:
            yield from _rows(reading.path, reading.report)


def _rows(path: str, report: Report) -> Iterator[str]:
    for reading in report.forms.values():
        for fields in _fields(path, report, reading):
            yield _line(fields)


def _fields(path: str, report: Report, reading: FormReading) -> Iterator[tuple[object, ...]]:
    """The values of a form, each under the columns of `_HEAD`."""
    about = (path, report.edition.id, report.year, report.agency, reading.form.id)
    for (row, column), value in reading.values.items():
        place = report.source.place(value.cell.span)
        where = (place.line, place.column, place.page)
        yield (*about, row, column, value.number, value.raw, *where, round(value.confidence, 3))


def _line(fields: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(["" if field is None else field for field in fields])
    return buffer.getvalue()
