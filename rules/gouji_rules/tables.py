"""TAB: the prescribed tables: rows, labels, and what stands in their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.findings import Problem, Relation, Severity, Words
from gouji.patterns import pattern
from gouji.report import FormReading, Report, RowReading, Value
from gouji.rules import rule
from gouji.source import Span

_FORMAT = {"2019", "2021"}
_TABLES = {"2014", "2019", "2021"}
_NOTICES = ("国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号")
_DAMAGED = 0.6
_MOST = 5


def _by_section(readings: Iterable[FormReading]) -> Iterator[list[FormReading]]:
    """The forms of one section together: they are printed as one table."""
    groups: dict[str, list[FormReading]] = {}
    for reading in readings:
        groups.setdefault(reading.form.section, []).append(reading)
    yield from groups.values()


def _read(report: Report) -> list[FormReading]:
    return [reading for reading in report.forms.values() if reading.status == "read"]


def _names(readings: Iterable[FormReading]) -> Words:
    names = [reading.form.name for reading in readings]
    return Words("、".join(f"「{name.zh}」" for name in names), ", ".join(f"“{name.en}”" for name in names))


@rule("TAB201", "error", editions=_FORMAT, basis=_NOTICES)
def table_missing(report: Report) -> Iterator[Problem]:
    """有章节标题而没有规定的表。
    A prescribed table is absent although its section is there.
    """
    absent = [reading for reading in report.forms.values() if reading.status == "missing" and report.section(reading.form.section)]
    for group in _by_section(absent):
        names = _names(group)
        yield Problem(group[0].span, Words(f"本节缺少{names.zh}", f"this section lacks {names.en}"), _LOST, address=group[0].form.id)


_LOST = Words("如原文有表,多半是提取文字时丢失或为附件", "if the original has it, it was lost by extraction or is an attachment")


@rule("TAB202", "error", editions=_FORMAT, basis=_NOTICES)
def wrong_edition_form(report: Report) -> Iterator[Problem]:
    """使用了其他年度格式的表。
    The form of another edition was used.
    """
    other = [reading for reading in report.forms.values() if reading.edition != report.edition.id and reading.status != "missing"]
    other = [reading for reading in other if reading.edition in _FORMAT]
    for group in _by_section(other):
        names, used = _names(group), group[0].edition
        message = Words(
            f"{names.zh}用的是{used}年格式,{report.year or report.edition.id}年度应使用{report.edition.name.zh}",
            f"{names.en} has the format of {used}, not the {report.edition.name.en}",
        )
        yield Problem(_place(group[0]), message, address=group[0].form.id, expected=report.edition.id, actual=used)


def _place(reading: FormReading) -> Span:
    """The first row that has a label, else the table's first characters."""
    for row in reading.rows.values():
        if row.label is not None:
            return row.label.span
    return Span(reading.span.start, min(reading.span.start + 20, reading.span.end))


@rule("TAB203", "error", editions=_TABLES, basis=_NOTICES)
def row_missing(report: Report) -> Iterator[Problem]:
    """表中缺少规定的行。
    A prescribed row is absent from a table.
    """
    for reading in _read(report):
        if reading.edition != report.edition.id or reading.form.layout != "rows":
            continue
        gone = [row for row in reading.form.rows if row.missing is not None and row.id not in reading.rows]
        for severity in Severity:
            rows = [row for row in gone if row.missing == severity]
            if rows:
                labels = "、".join(f"「{row.label}」" for row in rows[:_MOST])
                more = Words(f"等 {len(rows)} 行", f" and more, {len(rows)} rows") if len(rows) > _MOST else Words("", "")
                address = reading.form.id if len(rows) > 1 else f"{reading.form.id}.{rows[0].id}"
                message = Words(f"缺少{labels}{more.zh}", f"the table lacks {labels}{more.en}")
                yield Problem(_row_before(reading, rows[0].id), message, severity=severity, address=address)


def _row_before(reading: FormReading, row_id: str) -> Span:
    """The row after which a missing one should stand."""
    ids = [row.id for row in reading.form.rows]
    before = [row for row in ids[: ids.index(row_id)] if row in reading.rows]
    row = reading.rows[before[-1]] if before else next(iter(reading.rows.values()), None)
    if row is None:
        return _place(reading)
    return row.label.span if row.label is not None else row.span


@rule("TAB204", "error", editions=_TABLES)
def row_label_damaged(report: Report) -> Iterator[Problem]:
    """行标题丢失、被覆盖或者有误。
    Row labels are lost, overwritten or altered.
    """
    for reading in _read(report):
        lost = [row for row in reading.rows.values() if row.likeness < _DAMAGED and row.row.kind != "heading"]
        if lost:
            yield _lost_labels(reading, lost)
        for row in reading.rows.values():
            if _DAMAGED <= row.likeness < 1 and row.label is not None:
                message = Words(f"行标题应为「{row.row.label}」", f"the row's label should be “{row.row.label}”")
                address = f"{reading.form.id}.{row.row.id}"
                yield Problem(row.label.span, message, severity=Severity.INFO, address=address, expected=row.row.label, actual=row.label.text)


def _lost_labels(reading: FormReading, lost: list[RowReading]) -> Problem:
    first = lost[0]
    message = Words(
        f"「{reading.form.name.zh}」有 {len(lost)} 行的行标题丢失或被覆盖,已按位置对应",
        f"{len(lost)} row labels of the form “{reading.form.name.en}” are lost or overwritten; figures were placed by position",
    )
    hint = Words(f"此行应为「{first.row.label}」", f"this row should be “{first.row.label}”")
    address = reading.form.id if len(lost) > 1 else f"{reading.form.id}.{first.row.id}"
    return Problem(first.span, message, hint, address=address, expected=first.row.label)


@rule("TAB205", "info", editions=_TABLES)
def column_label_damaged(report: Report) -> Iterator[Problem]:
    """列标题残缺或者有改动。
    Column heads are truncated or altered.
    """
    for reading in _read(report):
        damaged = [column for column in reading.columns if column.likeness < 1]
        if not damaged or len(damaged) == len(reading.columns):
            continue
        labels = "、".join(f"「{column.column.label}」" for column in damaged)
        place = next((column.head.span for column in damaged if column.head is not None), _place(reading))
        yield Problem(place, Words(f"列标题应为{labels}", f"column heads should be {labels}"), address=reading.form.id)


def _cells(reading: FormReading) -> Iterator[tuple[str, str, Value]]:
    for (row, column), value in reading.values.items():
        yield row, column, value


@rule("TAB206", "warning", editions=_TABLES)
def cell_blank(report: Report) -> Iterator[Problem]:
    """应填数字的单元格空白,或者填了横线、无。
    Cells are blank, or hold a dash or 无, where a 0 belongs.
    """
    for group in _by_section(_read(report)):
        blank = [(reading, row, column, value) for reading in group for row, column, value in _cells(reading) if value.is_blank]
        if not blank:
            continue
        total = sum(len(reading.values) for reading in group)
        reading, row, column, value = blank[0]
        message = Words(
            f"有 {len(blank)} 个单元格空白或未填数字,没有数据应填 0",
            f"{len(blank)} cells are blank or hold no figure; 0 belongs where there is nothing",
        )
        if len(blank) == total:
            message = Words(f"全部 {total} 个单元格空白,没有数据应填 0", f"all {total} cells are blank; 0 belongs where there is nothing")
        related = tuple(Relation(v.cell.span, f"{r.form.id}.{a}.{b}") for r, a, b, v in blank[1:_MOST])
        yield Problem(value.cell.span, message, address=f"{reading.form.id}.{row}.{column}", expected="0", actual=value.raw, related=related)


@rule("TAB207", "warning", editions=_TABLES)
def cell_not_a_number(report: Report) -> Iterator[Problem]:
    """应填数字的单元格里有文字。
    There is text in a cell where a number belongs.
    """
    for reading in _read(report):
        for row, column, value in _cells(reading):
            if value.number is None and not value.is_blank:
                message = Words(f"「{value.raw}」不是数字", f"“{value.raw}” is not a number")
                hint = Words("说明文字应写在正文中", "a remark belongs into the text")
                yield Problem(value.cell.span, message, hint, address=f"{reading.form.id}.{row}.{column}", actual=value.raw)


@rule("TAB208", "error", editions=_TABLES)
def cell_out_of_domain(report: Report) -> Iterator[Problem]:
    """应填非负整数的单元格为负数或者小数。
    A cell is negative, or a fraction where a count belongs.
    """
    for reading in _read(report):
        types = {column.id: column.type for column in reading.form.columns}
        decimals = {row.id: row.type for row in reading.form.rows}
        for row, column, value in _cells(reading):
            if value.number is None or types[column] == "change":
                continue
            counted = types[column] == "count" and decimals[row] != "decimal"
            if value.number < 0 or counted and isinstance(value.number, float):
                wanted = Words("非负整数", "a whole number from 0") if counted else Words("非负数", "a number from 0")
                message = Words(f"「{value.raw}」应为{wanted.zh}", f"“{value.raw}” should be {wanted.en}")
                yield Problem(value.cell.span, message, address=f"{reading.form.id}.{row}.{column}", actual=value.raw)


_TOO_LARGE = 100_000


@rule("TAB209", "info", editions=_FORMAT)
def amount_unit(report: Report) -> Iterator[Problem]:
    """金额没有单位,或者大小像是以元代替了万元。
    An amount has no unit, or its size suggests 元 instead of 万元.
    """
    for reading in _read(report):
        for column in reading.form.columns:
            if column.type != "decimal":
                continue
            for row in reading.form.rows:
                value = reading.values.get((row.id, column.id))
                problem = None if value is None else _amount(value, "万元" in column.label)
                if value is not None and problem is not None:
                    yield Problem(value.cell.span, problem, address=f"{reading.form.id}.{row.id}.{column.id}", actual=value.raw)


def _amount(value: Value, has_unit: bool) -> Words | None:
    if not value.number:
        return None
    if has_unit and value.unit == "元":
        return Words(f"表头单位为万元,而此处以元填写:{value.raw}", f"the head says 万元, but this is in 元: {value.raw}")
    if has_unit and not value.unit and value.number >= _TOO_LARGE and float(value.number).is_integer():
        return Words(f"{value.raw} 万元数额很大,请核对是否以元填写", f"{value.raw} 万元 is very much; was it filled in as 元?")
    if not has_unit and not value.unit:
        return Words(f"金额 {value.raw} 没有单位", f"the amount {value.raw} has no unit")
    return None


# 立法法 sections 91–93: rules are made by departments of the State Council, provinces, and cities with districts.
_NO_POWER = pattern(r"(?<!自治)[县区镇乡]|街道")


@rule("TAB210", "warning", editions=_FORMAT, basis=("中华人民共和国立法法第九十一条、第九十三条",))
def rule_making_power(report: Report) -> Iterator[Problem]:
    """没有规章制定权的机关填报了规章。
    Rules are reported by an agency that cannot make them.
    """
    reading = report.forms.get("documents")
    name = report.agency or ""
    if reading is None or reading.status != "read" or not _NO_POWER.search(name.replace("自治区", "")):
        return
    filled = [(c, v) for (r, c), v in reading.values.items() if r == "regulations" and v.number]
    if filled:
        column, value = filled[0]
        message = Words(f"「{name}」没有规章制定权,而规章填为 {value.raw}", f"“{name}” has no power to make rules, but reports {value.raw}")
        yield Problem(value.cell.span, message, address=f"documents.regulations.{column}", expected="0", actual=value.raw)


@rule("TAB211", "info", editions=_FORMAT)
def row_unknown(report: Report) -> Iterator[Problem]:
    """表中有格式没有规定的行。
    A table has a row that the form does not have.
    """
    for reading in _read(report):
        for cell in reading.unknown:
            message = Words(f"格式中没有「{cell.text}」一行", f"the form has no row “{cell.text}”")
            yield Problem(cell.span, message, address=reading.form.id)
