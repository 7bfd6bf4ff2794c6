"""The prescribed forms as sheets, with the labels of the edition in the full-width forms that the notices print."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from gouji.drafting.parts import Address, Sheet, Slot
from gouji.editions import Edition, Form, Row

Figures = Mapping[Address, int | float]
"""Figures of the forms by address."""

_WIDE = str.maketrans({"(": "（", ")": "）", ":": "：", ",": "，"})
_RESULT = "三、本年度办理结果"


def sheet_of(edition: Edition, section: str, figures: Figures) -> Sheet | None:
    """The sheet that belongs into the section of a role: all its forms in one table, as they are published."""
    forms = [form for form in edition.forms if form.section == section]
    return _printed(_sheet(forms, figures)) if forms else None


def _printed(sheet: Sheet) -> Sheet:
    """The sheet with its labels as they are printed."""
    rows = (
        tuple(slot if slot.address else slot._replace(text=slot.text.translate(_WIDE)) for slot in row)
        for row in sheet.rows
    )
    return sheet._replace(rows=tuple(rows))


def _sheet(forms: list[Form], figures: Figures) -> Sheet:
    if forms[0].id == "applications":
        return _applications(forms[0], figures)
    if forms[0].layout == "blocks":
        return _remedies(forms[0], figures)
    if forms[0].id == "statistics":
        return _statistics(forms[0], figures)
    return _blocks(forms, figures)


def _shown(form: Form, row: str, column: str, figures: Figures) -> str:
    number = figures[form.id, row, column]
    if column == "change" and number > 0:
        return f"+{number}"
    if column == "amount" and form.id == "procurement" and number:
        return f"{number}万元"
    return str(number)


def _figure(form: Form, row: str, column: str, figures: Figures, columns: int = 1) -> Slot:
    return Slot(_shown(form, row, column, figures), columns, 1, (form.id, row, column))


def _blocks(forms: list[Form], figures: Figures) -> Sheet:
    width = 1 + max(len(form.columns) for form in forms)
    rows: list[tuple[Slot, ...]] = []
    for form in forms:
        last = width - len(form.columns)
        spans = [*[1] * (len(form.columns) - 1), last]
        rows.append((Slot(form.captions[0], width),))
        rows.append(
            (Slot("信息内容"), *[Slot(column.label, span) for column, span in zip(form.columns, spans, strict=True)])
        )
        for row in form.rows:
            cells = [
                _figure(form, row.id, column.id, figures, span)
                for column, span in zip(form.columns, spans, strict=True)
            ]
            rows.append((Slot(row.label), *cells))
    return Sheet(tuple(rows), width)


def _applications(form: Form, figures: Figures) -> Sheet:
    legal = [column for column in form.columns if column.group]
    head = (Slot(form.captions[0], 3, 3), Slot("申请人情况", len(form.columns)))
    first = (Slot("自然人", 1, 2), Slot(legal[0].group, len(legal)), Slot("总计", 1, 2))
    rows: list[tuple[Slot, ...]] = [head, first, tuple(Slot(column.label) for column in legal)]
    inner = sum(1 for row in form.rows if row.group)
    for group, members in groupby(form.rows, key=lambda row: row.group):
        mine = list(members)
        for number, row in enumerate(mine):
            lead = _lead(group, row, len(mine) if number == 0 else 0)
            if row.id == "granted":
                lead = (Slot(_RESULT, 1, inner), *lead)
            rows.append((*lead, *[_figure(form, row.id, column.id, figures) for column in form.columns]))
    return Sheet(tuple(rows), 3 + len(form.columns))


def _lead(group: str, row: Row, count: int) -> tuple[Slot, ...]:
    """Label cells of a row; `count` is the number of rows of its group at the first of them, else 0."""
    if not group:
        return (Slot(row.label, 3),)
    if group == _RESULT:
        return (Slot(row.label, 2),)
    return (Slot(group, 1, count), Slot(row.label)) if count else (Slot(row.label),)


def _remedies(form: Form, figures: Figures) -> Sheet:
    size = len(form.columns)
    heads = tuple(Slot(column.label) for column in form.columns)
    first, *suits = form.rows
    rows = (
        (Slot(first.label, size, 2), Slot(suits[0].group, size * len(suits))),
        tuple(Slot(suit.label, size) for suit in suits),
        heads * len(form.rows),
        tuple(_figure(form, row.id, column.id, figures) for row in form.rows for column in form.columns),
    )
    return Sheet(rows, size * len(form.rows))


def _statistics(form: Form, figures: Figures) -> Sheet:
    rows: list[tuple[Slot, ...]] = [(Slot("指标"), Slot("单位"), Slot("数量"))]
    for row in form.rows:
        if row.kind == "heading":
            rows.append((Slot(row.label), Slot("—"), Slot("—")))
        else:
            rows.append((Slot(row.label), Slot(row.unit), _figure(form, row.id, "quantity", figures)))
    return Sheet(tuple(rows), 3)
