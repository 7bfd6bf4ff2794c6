"""TAB206–210: what stands in the cells of the prescribed tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gouji.findings import NOTHING, Edit, Fix, Problem, Relation, Words
from gouji.folding import LOST, squeeze
from gouji.grammar.names import split
from gouji.imbalances import plain
from gouji.patterns import pattern
from gouji.report import FormReading, Number, Report, Value
from gouji.rules import rule
from gouji_rules.tables import FORMAT, TABLES, by_section, read

_MOST = 5


class _Place(NamedTuple):
    """A cell of a form that was read."""

    reading: FormReading
    row: str
    column: str
    value: Value

    @property
    def address(self) -> str:
        """Form, row and column."""
        return f"{self.reading.form.id}.{self.row}.{self.column}"

    @property
    def is_total(self) -> bool:
        """Whether the cell is the sum of others."""
        instances = (instance for identity in self.reading.form.identities for instance in identity.instances)
        return any(instance.target == (self.row, self.column) for instance in instances)


def _unusual(reading: FormReading) -> Iterator[_Place]:
    """The cells that do not hold a plain whole number: the others need no second look."""
    for row, column in reading.unusual:
        yield _Place(reading, row, column, reading.values[row, column])


@rule("TAB206", "warning", editions=TABLES, fixable=True)
def cell_blank(report: Report) -> Iterator[Problem]:
    """应填数字的单元格空白，或者填了横线、无。
    Cells are blank, or hold a dash or 无, where a 0 belongs.
    """
    elsewhere = {(cause.reading.form.id, *cause.cell) for cause in report.causes}
    for group in by_section(read(report)):
        blank = [place for reading in group for place in _unusual(reading) if place.value.is_blank]
        blank = [place for place in blank if (place.reading.form.id, place.row, place.column) not in elsewhere]
        if blank:
            yield _blank(blank, sum(len(reading.values) for reading in group))


def _blank(blank: Sequence[_Place], cells: int) -> Problem:
    first, count = blank[0], len(blank)
    message = Words(
        f"有 {count} 个单元格没有填数字，没有发生的应填 0",
        f"{count} cells hold no figure; 0 belongs where there is nothing"
        if count > 1
        else "a cell holds no figure; 0 belongs where there is nothing",
    )
    if count == cells and count > 1:
        message = Words(
            f"全部 {count} 个单元格没有填数字，没有发生的应填 0",
            f"none of the {count} cells holds a figure; 0 belongs where there is nothing",
        )
    totals = any(place.is_total for place in blank)
    hint = Words("合计空白的，其勾稽关系未检查", "sums that were left blank were not checked") if totals else NOTHING
    related = tuple(Relation(place.value.cell.span, place.address) for place in blank[1:_MOST])
    expected = None if first.is_total else "0"
    span, raw = first.value.cell.span, first.value.raw
    return Problem(
        span, message, hint, address=first.address, expected=expected, actual=raw, related=related, fix=_fix(blank)
    )


def _fix(blank: Sequence[_Place]) -> Fix | None:
    """Totals that were left blank, from their parts where all of those are there."""
    edits = [(place, sum_of(place)) for place in blank]
    filled = tuple(Edit(place.value.cell.span, plain(number)) for place, number in edits if number is not None)
    if not filled:
        return None
    return Fix(Words("按各项之和填写合计", "fill in the totals from their parts"), filled, safe=False)


def sum_of(place: _Place) -> Number | None:
    """What a total comes to; None where the cell is none, or a part of it is blank."""
    reading, cell = place.reading, (place.row, place.column)
    for identity in reading.form.identities:
        for instance in identity.instances:
            if instance.target == cell and instance.first.single == cell:
                parts = [reading.number(*part) for part in instance.cells if part != cell]
                return None if None in parts else instance.last.value(lambda part: reading.number(*part) or 0)
    return None


_TORN = pattern(r"[\d.,]+(?:\s+[\d.,]+)+")
_IN_WORDS = pattern(r"[〇○零一二两三四五六七八九十百千万亿Oo]+\D?")


@rule("TAB207", "warning", editions=TABLES, literal=True)
def cell_not_a_number(report: Report) -> Iterator[Problem]:
    """应填数字的单元格里有文字。
    There is text in a cell where a number belongs.
    """
    for place in (place for reading in read(report) for place in _unusual(reading)):
        value, raw = place.value, place.value.raw
        is_text = value.number is None and not value.is_blank and LOST not in raw
        # 零 all over a table leaves nothing to be told wrong.
        if is_text or (value.number and _IN_WORDS.fullmatch(raw)):
            message = Words(f"「{raw}」不是数字", f"“{raw}” is not a number")
            yield Problem(value.cell.span, message, _not_a_number(raw), address=place.address, actual=raw)


def _not_a_number(raw: str) -> Words:
    if _TORN.fullmatch(raw):
        return Words("数字中间有空格，或者两个数字在一格", "a blank within a figure, or two figures in one cell")
    if _IN_WORDS.fullmatch(raw):
        return Words("应填阿拉伯数字", "digits belong here")
    return Words("说明文字应写在正文中", "a remark belongs in the text")


@rule("TAB208", "error", editions=TABLES)
def cell_out_of_domain(report: Report) -> Iterator[Problem]:
    """应填非负整数的单元格为负数或者小数。
    A cell is negative, or a fraction where a count belongs.
    """
    for reading in read(report):
        if not reading.unusual:
            continue
        columns = {column.id: column.type for column in reading.form.columns}
        rows = {row.id: row.type for row in reading.form.rows}
        for place in _unusual(reading):
            words = _out_of_domain(place.value.number, rows[place.row] or columns[place.column])
            if words is not None:
                raw = place.value.raw
                message = Words(f"「{raw}」{words.zh}", f"“{raw}” {words.en}")
                yield Problem(place.value.cell.span, message, address=place.address, actual=raw)


def _out_of_domain(number: Number | None, type: str) -> Words | None:
    if number is None or type == "change":
        return None
    if number < 0:
        return Words("是负数，应填 0 或正数", "is negative; 0 or more belongs here")
    if type == "count" and isinstance(number, float):
        return Words("是小数，应填整数", "is a fraction; a whole number belongs here")
    return None


_TOO_LARGE = 100_000
_YUAN = pattern(r"(?<![百千万亿])元")


@rule("TAB209", "info", editions=FORMAT)
def amount_unit(report: Report) -> Iterator[Problem]:
    """金额没有单位，或者大小像是以元代替了万元。
    An amount has no unit, or its size suggests 元 instead of 万元.
    """
    for reading in read(report):
        amounts = {column.id: column.label for column in reading.form.columns if column.type == "decimal"}
        if not amounts:
            continue
        heads = {column.column.id: squeeze(column.head.text) for column in reading.columns if column.head is not None}
        for place in _below(reading, amounts):
            if place.value.number:
                official = amounts[place.column]
                words = _amount(place.value, heads.get(place.column, official), "万元" in official)
                if words is not None:
                    span, raw = place.value.cell.span, place.value.raw
                    yield Problem(span, *words, address=place.address, actual=raw)


def _below(reading: FormReading, columns: Iterable[str]) -> Iterator[_Place]:
    """The cells of some columns."""
    for column in columns:
        for row in reading.form.rows:
            value = reading.values.get((row.id, column))
            if value is not None:
                yield _Place(reading, row.id, column, value)


def _amount(value: Value, head: str, prescribed: bool) -> tuple[Words, Words] | None:
    """Message and hint for an amount; `prescribed` where the form says that it is in 万元."""
    raw, number = value.raw, value.number or 0
    if not prescribed:
        said = value.unit or "元" in head
        return None if said else (Words(f"金额 {raw} 没有单位", f"the amount {raw} has no unit"), NOTHING)
    hint = Words(f"{raw}合 {_in_ten_thousands(number)} 万元", f"{raw} is {_in_ten_thousands(number)} 万元")
    if value.unit == "元":
        return Words(f"金额「{raw}」以元填写，应以万元填写", f"the amount “{raw}” is in 元, not in 万元"), hint
    if not value.unit and _YUAN.search(head) and "万元" not in head:
        message = Words(
            f"表头单位写作元，金额 {raw} 应以万元填写", f"the head says 元; the amount {raw} should be in 万元"
        )
        return message, NOTHING
    if not value.unit and number >= _TOO_LARGE and float(number).is_integer():
        message = Words(f"金额 {raw} 万元过大，可能以元填写", f"the amount {raw} 万元 is very large; it may be in 元")
        return message, NOTHING
    return None


def _in_ten_thousands(yuan: Number) -> str:
    return f"{yuan / 10_000:.6f}".rstrip("0").rstrip(".")


# 立法法 sections 91 and 93: rules are made by departments of the State Council, provinces, and cities with districts.
_NO_POWER = pattern(r"(?:[县旗]|(?<!城)[镇乡]|(?<!自治)(?<!地)区|街道)(?:人民政府|政府|办事处)?$")


@rule("TAB210", "warning", editions=FORMAT, basis=("《中华人民共和国立法法》第九十一条、第九十三条",))
def rule_making_power(report: Report) -> Iterator[Problem]:
    """没有规章制定权的机关填报了规章。
    Rules are reported by an agency that cannot make them.
    """
    reading = report.forms.get("documents")
    name = report.agency or ""
    if reading is None or reading.status != "read" or not _NO_POWER.search(split(name)[0] or name):
        return
    for place in _below(reading, (column.id for column in reading.form.columns)):
        if place.row == "regulations" and place.value.number:
            raw = place.value.raw
            message = Words(
                f"「{name}」没有规章制定权，而规章填为 {raw}", f"“{name}” has no power to make rules, but reports {raw}"
            )
            yield Problem(place.value.cell.span, message, address=place.address, expected="0", actual=raw)
            return
