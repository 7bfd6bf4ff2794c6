"""XRF403, 409, 412: what the text says of all cases, and what was completed, against the forms."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Assurance
from gouji.findings import Problem, Relation, Severity, Words
from gouji.imbalances import plain
from gouji.report import FormReading, Report
from gouji.rules import rule
from gouji_rules.labels import cell_label
from gouji_rules.prose_against_forms import completed

_BASIS = ("国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号")
_SUITS = ("direct_suit", "suit_after_review")


@rule("XRF403", "error", editions=("2014", "2019", "2021"), basis=("国办发〔2014〕32号", *_BASIS))
def completed_in_text(report: Report) -> Iterator[Problem]:
    """正文的答复、办结件数与表格不一致，或者称均已办结而表格有结转。
    What was answered or completed in the text is not that of the form, or all is said to be and some is carried on.
    """
    yield from completed(report)
    reading = _read(report, "applications")
    for one in report.claims.assurances:
        cell = ("carried_out", "total")
        if one.kind == "completed" and reading is not None and _holds(report, reading, cell) and _is_own(report, one):
            yield _contradicted(report, one, reading, [cell])


@rule("XRF409", "warning", editions=("2021",), basis=("国办公开办函〔2021〕30号",))
def processing_fee_in_text(report: Report) -> Iterator[Problem]:
    """正文称未发出收费通知，而表格有逾期未缴费不再处理的申请。
    The text says that no fee notice was issued, and the form has applications closed since the fee was not paid.
    """
    reading = _read(report, "applications")
    for one in report.claims.assurances:
        cell = ("other.fee_unpaid", "total")
        if one.kind == "no-notice" and reading is not None and _holds(report, reading, cell) and _is_own(report, one):
            yield _contradicted(report, one, reading, [cell])
            return


@rule("XRF412", "warning", editions=("2019", "2021"), basis=_BASIS)
def success_claim(report: Report) -> Iterator[Problem]:
    """正文称均获维持、无败诉，而表格有结果纠正或者尚未审结。
    The text says that all was upheld or nothing lost, and the form has corrected or pending cases.
    """
    reading, last = _read(report, "remedies"), 0
    for one in sorted(report.claims.assurances, key=lambda one: one.span):
        if one.kind not in ("upheld", "won") or reading is None or not _is_own(report, one):
            continue
        # 均获维持，没有被纠错: one thing, said twice.
        if last and "。" not in report.source.folded[last : one.span.start]:
            continue
        rows = {"review": ("review",), "litigation": _SUITS}.get(one.about, ("review", *_SUITS))
        columns = ("corrected", "pending") if one.kind == "upheld" else ("corrected",)
        cells = [(row, column) for row in rows for column in columns if _holds(report, reading, (row, column))]
        if cells:
            last = one.span.end
            yield _contradicted(report, one, reading, cells)


def _read(report: Report, form: str) -> FormReading | None:
    reading = report.forms.get(form)
    return reading if reading is not None and reading.status == "read" else None


def _holds(report: Report, reading: FormReading, cell: tuple[str, str]) -> bool:
    """Whether a cell has a figure above 0, and would have one too when the form is mended."""
    mended = [
        number
        for cause in report.causes
        if cause.reading is reading
        for place, number in ((cause.cell, cause.wanted), *cause.more)
        if place == cell
    ]
    return bool(reading.number(*cell)) and 0 not in mended


def _is_own(report: Report, one: Assurance) -> bool:
    """Whether it is said of the authorities whose figures the form gives."""
    if report.kind == "government":
        return (bool(one.scope) and one.scope == report.scope) or (not one.scope and report.scope is not None)
    return one.scope in ("", "own")


def _contradicted(report: Report, one: Assurance, reading: FormReading, cells: list[tuple[str, str]]) -> Problem:
    said = "".join(report.source[one.span].split())
    figures = [(cell_label(reading, cell), plain(reading.number(*cell) or 0)) for cell in cells]
    zh = "，".join(f"「{label}」为 {number}" for label, number in figures)
    en = ", ".join(f"{number} in “{label}”" for label, number in figures)
    severity = Severity.WARNING if report.kind == "government" and not one.scope else None
    related = tuple(
        Relation(reading.values[cell].cell.span, f"{reading.form.id}.{cell[0]}.{cell[1]}") for cell in cells
    )
    message = Words(f"正文称「{said}」，而表中{zh}", f"the text says “{said}”, the form has {en}")
    return Problem(one.span, message, severity=severity, related=related)
