"""Where in a report something stands, in the words of the report: section, form, row, column."""

from __future__ import annotations

from gouji.editions import Column, Form, Row
from gouji.labels import printed
from gouji.report import Report, Section
from gouji.source import Span

_LONGEST = 24


def section_at(report: Report, offset: int) -> Section | None:
    """The top-level section that an offset lies in."""
    for section in report.sections:
        if section.extent.start <= offset < max(section.extent.end, section.extent.start + 1):
            return section
    return None


def role_at(report: Report, offset: int) -> str:
    """The role of the section that an offset lies in, empty where it has none."""
    section = section_at(report, offset)
    return (section.role or "") if section else ""


def cell_of(form: Form, rest: str) -> tuple[Row | None, Column | None]:
    """Row and column of what follows the form in an address; row ids may hold dots."""
    row = max(
        (row for row in form.rows if rest == row.id or rest.startswith(row.id + ".")),
        key=lambda row: len(row.id),
        default=None,
    )
    if row is None:
        return None, None
    column = rest[len(row.id) + 1 :]
    return row, next((known for known in form.columns if known.id == column), None)


def place_name(report: Report, span: Span, address: str | None) -> str:
    """Section title, form, row and column as far as they are known, with strokes between them."""
    parts = _headings(report, span.start)
    if address is not None:
        parts = [*parts[:1], *_cell_parts(report, address, "".join(parts[:1]))]
    return "/".join(part for part in parts if part)


def _headings(report: Report, offset: int) -> list[str]:
    """The heading of the section and of the innermost one below it."""
    section = section_at(report, offset)
    names: list[str] = []
    while section is not None:
        names.append(_heading(report, section))
        section = next((child for child in section.children if child.extent.start <= offset < child.extent.end), None)
    return names


def _heading(report: Report, section: Section) -> str:
    text = "".join(report.source[Span(section.heading.start, section.title_span.end)].split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _cell_parts(report: Report, address: str, heading: str) -> list[str]:
    form_id, _, rest = address.partition(".")
    reading = report.forms.get(form_id)
    form = reading.form if reading else report.edition.form(form_id)
    if form is None:
        return []
    row, column = cell_of(form, rest)
    return [
        form.name.zh if form.name.zh not in heading else "",
        printed(row.label) if row else "",
        printed(column.label) if column else "",
    ]
