"""TAB201–205, TAB211: the prescribed tables, their rows and their labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.editions import Form
from gouji.findings import NOTHING, Problem, Severity, Words
from gouji.report import FormReading, Report, RowReading
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.labels import QUOTES, form_names, printed

FORMAT = frozenset({"2019", "2021"})
"""Editions whose tables are part of the national format."""
TABLES = frozenset({"2014", "2019", "2021"})
"""Editions that have tables."""
NOTICES = ("国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号")
"""The notices that prescribe the tables since 2019."""
_NOTICE = {"2014": ("国办发〔2014〕32号",), "2019": NOTICES[1:], "2021": NOTICES[:1]}
_DAMAGED = 0.6
_MOST = 5


def by_section(readings: Iterable[FormReading]) -> Iterator[list[FormReading]]:
    """The forms of one section together: they are printed as one table."""
    groups: dict[str, list[FormReading]] = {}
    for reading in readings:
        groups.setdefault(reading.form.section, []).append(reading)
    yield from groups.values()


def read(report: Report) -> list[FormReading]:
    """The forms that could be read."""
    return [reading for reading in report.forms.values() if reading.status == "read"]


@rule("TAB201", "error", editions=FORMAT, basis=NOTICES, absence=True)
def table_missing(report: Report) -> Iterator[Problem]:
    """有章节标题而没有规定的表。
    A prescribed table is absent although its section is there.
    """
    foreign = {reading.form.section for reading in _foreign(report)}
    missing = [reading for reading in report.forms.values() if reading.status == "missing"]
    missing = [reading for reading in missing if reading.form.section not in foreign]
    for group in by_section(reading for reading in missing if report.section(reading.form.section)):
        names = form_names(group)
        message = Words(f"本节缺少{names.zh}", f"this section lacks {names.en}")
        yield Problem(group[0].span, message, _LOST, address=group[0].form.id, basis=_NOTICE[report.edition.id])


_LOST = Words(
    "原文有表的，多半是提取文字时丢失或者放在附件中",
    "if the original has it, it was lost by extraction or is an attachment",
)


@rule("TAB202", "error", editions=FORMAT, basis=NOTICES)
def wrong_edition_form(report: Report) -> Iterator[Problem]:
    """使用了其他年度格式的表。
    The form of another edition was used.
    """
    # Which format a form has hangs on a few labels, which may be those that could not be read.
    for group in by_section(reading for reading in _foreign(report) if reading.status == "read"):
        names, used, right = form_names(group), group[0].edition, report.edition
        message = Words(
            f"{names.zh}用的是{used}年格式，{report.year or right.id}年度应使用{right.name.zh}",
            f"{names.en} {'has' if len(group) == 1 else 'have'} the format of {used}; for {report.year or right.id} it is the {right.name.en}",
        )
        basis = _NOTICE[right.id]
        yield Problem(_place(group[0]), message, address=group[0].form.id, expected=right.id, actual=used, basis=basis)


def _foreign(report: Report) -> list[FormReading]:
    """The forms that are those of another edition."""
    there = [reading for reading in report.forms.values() if reading.status not in ("missing", "picture")]
    foreign = [reading for reading in there if reading.edition != report.edition.id and reading.edition in FORMAT]
    return [reading for reading in foreign if not _is_the_same(reading.form, report.edition.form(reading.form.id))]


def _is_the_same(form: Form, prescribed: Form | None) -> bool:
    """Whether a form has the rows and columns of the prescribed one, as form four has since 2019."""
    if prescribed is None:
        return False
    one, other = (
        ([row.label for row in known.rows], [column.label for column in known.columns]) for known in (form, prescribed)
    )
    return one == other


def _place(reading: FormReading) -> Span:
    """The first row that has a label, else the table's first characters."""
    for row in reading.rows.values():
        if row.label is not None:
            return row.label.span
    return Span(reading.span.start, min(reading.span.start + 20, reading.span.end))


@rule("TAB203", "error", editions=TABLES, basis=NOTICES, absence=True)
def row_missing(report: Report) -> Iterator[Problem]:
    """表中缺少规定的行。
    A prescribed row is absent from a table.
    """
    for reading in read(report):
        if reading.edition != report.edition.id or reading.form.layout != "rows":
            continue
        gone = [row for row in reading.form.rows if row.missing is not None and row.id not in reading.rows]
        for severity in Severity if gone else ():
            rows = [row for row in gone if row.missing == severity]
            if rows:
                labels = [f"「{printed(row.label)}」" for row in rows[:_MOST]]
                rest = len(rows) - len(labels)
                message = Words(
                    f"表中缺少{'、'.join(labels)}{f'等 {len(rows)} 行' if rest else '一行' if len(rows) == 1 else ''}",
                    f"the table lacks {', '.join(labels).translate(QUOTES)}{f' and {rest} more rows' if rest else ''}",
                )
                address = reading.form.id if len(rows) > 1 else f"{reading.form.id}.{rows[0].id}"
                basis = _NOTICE[report.edition.id]
                yield Problem(
                    _row_before(reading, rows[0].id), message, severity=severity, address=address, basis=basis
                )


def _row_before(reading: FormReading, row_id: str) -> Span:
    """The row after which a missing one should stand."""
    ids = [row.id for row in reading.form.rows]
    before = [row for row in ids[: ids.index(row_id)] if row in reading.rows]
    row = reading.rows[before[-1]] if before else next(iter(reading.rows.values()), None)
    if row is None:
        return _place(reading)
    return row.label.span if row.label is not None else row.span


@rule("TAB204", "error", editions=TABLES, literal=True)
def row_label_damaged(report: Report) -> Iterator[Problem]:
    """行标题丢失、被覆盖或者有误。
    Row labels are lost, overwritten or altered.
    """
    for reading in read(report):
        damaged = [row for row in reading.rows.values() if row.likeness < 1]
        lost = [row for row in damaged if row.likeness < _DAMAGED and row.row.kind != "heading"]
        if lost:
            yield _lost_labels(reading, lost)
        for row in damaged:
            if row.likeness >= _DAMAGED and row.label is not None:
                yield _misprint(reading, row, row.label.span, row.label.text)


def _misprint(reading: FormReading, row: RowReading, span: Span, text: str) -> Problem:
    wanted = printed(row.row.label)
    message = Words(f"行标题「{text}」应为「{wanted}」", f"the row's label “{text}” should be “{wanted}”")
    address = f"{reading.form.id}.{row.row.id}"
    return Problem(span, message, severity=Severity.INFO, address=address, expected=wanted, actual=text)


def _lost_labels(reading: FormReading, lost: list[RowReading]) -> Problem:
    first, name, count = lost[0], reading.form.name, len(lost)
    wanted = printed(first.row.label)
    address = reading.form.id if count > 1 else f"{reading.form.id}.{first.row.id}"
    if count == 1:
        zh = f"行标题丢失或被覆盖，应为「{wanted}」，数字已按位置对应"
        en = f"the row's label is lost or overwritten; it should be “{wanted}”; figures were placed by position"
        return Problem(first.span, Words(zh, en), address=address, expected=wanted)
    message = Words(
        f"「{name.zh}」有 {count} 行的行标题丢失或被覆盖，数字已按位置对应",
        f"{count} row labels of the form “{name.en}” are lost or overwritten; figures were placed by position",
    )
    hint = Words(f"此行应为「{wanted}」", f"this row should be “{wanted}”")
    return Problem(first.span, message, hint, address=address, expected=wanted)


@rule("TAB205", "info", editions=TABLES, literal=True)
def column_label_damaged(report: Report) -> Iterator[Problem]:
    """列标题残缺或者有改动。
    Column heads are truncated or altered.
    """
    for reading in read(report):
        damaged = [column for column in reading.columns if column.likeness < 1]
        # Without lines, heads above each other run together; that is no fault of theirs.
        inferred = "inferred" in reading.reason.split(",")
        if not damaged or len(damaged) == len(reading.columns) or inferred:
            continue
        labels = [f"「{printed(column.column.label)}」" for column in damaged]
        heads = [column.head.span for column in (*damaged, *reading.columns) if column.head is not None]
        are = "the column's head is damaged, it" if len(labels) == 1 else "column heads are damaged, they"
        message = Words(
            f"列标题残缺或者有改动，应为{'、'.join(labels)}", f"{are} should be {', '.join(labels).translate(QUOTES)}"
        )
        yield Problem(heads[0] if heads else _place(reading), message, address=reading.form.id)


@rule("TAB211", "info", editions=FORMAT, literal=True)
def row_unknown(report: Report) -> Iterator[Problem]:
    """表中有格式没有规定的行。
    A table has a row that the form does not have.
    """
    for reading in read(report):
        for cell in reading.unknown:
            message = Words(f"格式中没有「{cell.text}」一行", f"the form has no row “{cell.text}”")
            yield Problem(cell.span, message, NOTHING, address=reading.form.id)
