"""A table of values, one a row, as `gouji extract --format xlsx` writes it: the forms without their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gouji.document import Cell, Document, Table, texts_of
from gouji.editions import Edition, Form
from gouji.errors import UnreadableFile
from gouji.findings import Words
from gouji.options import Options
from gouji.recognition.absent import all_forms
from gouji.recognition.figures import figure
from gouji.reconciliation import causes
from gouji.report import ColumnReading, FormReading, FormStatus, Number, Report, RowReading, Value
from gouji.source import Span

_NEEDED = frozenset(("form", "row", "column", "value"))


class _Line(NamedTuple):
    """A row of the table: its cells by the heads of their columns."""

    cells: Mapping[str, Cell]

    def text(self, head: str) -> str:
        """The text in a column; empty where there is no such column."""
        cell = self.cells.get(head)
        return "" if cell is None else cell.text

    @property
    def span(self) -> Span:
        """From the first cell to the last."""
        spans = [cell.span for cell in self.cells.values()]
        return Span(min(span.start for span in spans), max(span.end for span in spans))


def value_table(document: Document) -> Sequence[_Line]:
    """The lines of the tables of values in a document; none where it is something else."""
    lines: list[_Line] = []
    for block in document.blocks:
        if isinstance(block, Table) and block.rows:
            heads = [text.lower() for text in texts_of(block.rows[0])]
            if _NEEDED.issubset(heads):
                lines += (_Line(dict(zip(heads, row, strict=False))) for row in block.rows[1:])
    return lines


def report_of(document: Document, lines: Sequence[_Line], editions: Mapping[str, Edition], options: Options) -> Report:
    """The report whose values they are; nothing but its forms is known.

    Raises:
        UnreadableFile: the values are those of several reports.

    """
    paths = list(dict.fromkeys(line.text("path") for line in lines))
    if len(paths) > 1:
        name = document.source.name
        raise UnreadableFile(
            f"{name}: 其中有 {len(paths)} 份年报的数值，一个文件只能放一份，请按 path 一列分开",
            f"{name}: it holds the values of {len(paths)} reports; a file is one report: part them by the column path",
        )
    year = options.year or _year(lines)
    edition = _edition(lines, editions, options, year)
    body = Span(0, len(document.source.text))
    readings = dict(_readings(lines, edition, editions))
    forms = dict(all_forms(edition, readings, (), body, document.source))
    return Report(
        document=document,
        recognised=bool(readings),
        edition=edition,
        evidence=(Words("数值表", "table of values"),),
        edition_doubt="",
        title=None,
        year=year,
        agency=next((line.text("agency") for line in lines if line.text("agency")), None),
        kind=options.kind,
        scope=options.scope,
        body=body,
        preamble=(),
        sections=(),
        forms=forms,
        causes=tuple(cause for reading in forms.values() if reading.status == "read" for cause in causes(reading)),
        period=None,
        days=(),
        published=None,
        signature=None,
        contacts=(),
        aliases=(),
        as_of=options.as_of,
        values_only=True,
    )


def _year(lines: Sequence[_Line]) -> int | None:
    text = next((line.text("year") for line in lines), "")
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() else None


def _edition(lines: Sequence[_Line], editions: Mapping[str, Edition], options: Options, year: int | None) -> Edition:
    """As given, else as the table says, else that of the year, else the newest."""
    said = next((line.text("edition") for line in lines), "")
    known = editions.get(options.edition or said)
    by_year = (edition for edition in editions.values() if year is not None and edition.holds_for(year))
    return known or next(by_year, None) or max(editions.values(), key=lambda edition: edition.first_year)


def _readings(
    lines: Sequence[_Line], edition: Edition, editions: Mapping[str, Edition]
) -> list[tuple[str, FormReading]]:
    """The forms of which there are values. One that the edition does not have is that of the newest that has it."""
    newest = sorted(editions.values(), key=lambda other: -other.first_year)
    found = []
    for form_id in dict.fromkeys(line.text("form") for line in lines):
        mine = [line for line in lines if line.text("form") == form_id]
        for owner in (edition, *newest):
            form = owner.form(form_id)
            if form is not None:
                found.append((form_id, _reading(form, owner, mine)))
                break
    return found


def _reading(form: Form, edition: Edition, lines: Sequence[_Line]) -> FormReading:
    rows, columns = {row.id: row for row in form.rows}, {column.id: column for column in form.columns}
    values: dict[tuple[str, str], Value] = {}
    labels: dict[str, RowReading] = {}
    unknown: list[Cell] = []
    heads: dict[str, ColumnReading] = {}
    for line in lines:
        row, column = line.text("row"), line.text("column")
        if row not in rows or column not in columns:
            unknown.append(line.cells["row" if row not in rows else "column"])
            continue
        values[row, column] = _value(line)
        cells, places = tuple(line.cells.values()), list(line.cells)
        labels.setdefault(row, RowReading(rows[row], 1.0, cells, places.index("row")))
        heads.setdefault(column, ColumnReading(columns[column], 1.0, cells, places.index("column")))
    span = Span(lines[0].span.start, lines[-1].span.end)
    found = tuple(heads.get(id) or ColumnReading(column, 0.0, (), -1) for id, column in columns.items())
    unusual = tuple(key for key, value in values.items() if type(value.number) is not int or value.number < 0)
    status: FormStatus = "read" if values and not unknown else "doubtful"
    reason = "unknown-values" if unknown else ""
    return FormReading(form, edition.id, status, span, values, labels, found, tuple(unknown), reason, unusual)


def _value(line: _Line) -> Value:
    """The figure of a line; where it has none, what stood in the report instead."""
    cell = line.cells["value"]
    raw = line.cells.get("raw", cell)
    number: Number | None = figure(cell.text).number
    read = figure(raw.text)
    # An edit of the figure counts; else the cell is shown as it stood in the report.
    return Value(number, raw if read.number == number else cell, _confidence(line), read.unit)


def _confidence(line: _Line) -> float:
    try:
        return min(max(float(line.text("confidence") or 1), 0.0), 1.0)
    except ValueError:
        return 1.0
