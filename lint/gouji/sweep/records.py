"""The rows that one report gives, as one line of JSON; the store makes its tables of them."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from gouji.findings import Finding, Severity, Words
from gouji.report import Day, FormReading, Report, Section
from gouji.results import Result
from gouji.source import Place
from gouji.sweep.signatures import Prose, bands
from gouji.sweep.tasks import Item

MOST = 2000
"""So many rows of each kind are kept of one report; a file with more holds something else."""

Row = dict[str, Any]
_encode = msgspec.json.Encoder().encode


def line(key: str, record: Row) -> bytes:
    """A record under its key as a line of its own, compressed; such lines may stand one after the other."""
    return gzip.compress(_encode({"key": key, **record}) + b"\n", 1, mtime=0)


def report_record(item: Item, result: Result, report: Report | None, prose: Prose) -> Row:
    """What a file with so much prose gives: the report, its findings, values, sections, claims, gaps and signature."""
    return {
        "report": _report(item, result, report),
        "findings": [*_unread(result), *map(finding_row, result.findings[:MOST])],
        "gaps": gap_rows(result),
        "forms": [_form(reading) for reading in report.forms.values() if reading.values] if report else [],
        "sections": list(_sections(report))[:MOST] if report else [],
        "claims": _claims(report) if report else [],
        "bands": bands(prose),
    }


def _report(item: Item, result: Result, report: Report | None) -> Row:
    facts, listed = result.facts, item.listed
    return {
        "path": result.path,
        "content": item.content,
        "bytes": item.size,
        "reader": result.reader,
        "status": result.status,
        "error": result.error.zh if result.error else None,
        "error_en": result.error.en if result.error else None,
        "edition": facts.edition,
        "year": facts.year or listed.year,
        "agency": facts.agency,
        "kind": facts.kind,
        "scope": facts.scope,
        "title": facts.title,
        **(_dates(report) if report else {}),
        "listed_agency": listed.agency,
        "listed_kind": listed.kind,
        "listed_parent": listed.parent,
        "listed_year": listed.year,
        "failed": result.failed,
        "fail_on": result.fail_on,
        "characters": sum(len(paragraph.text) for paragraph in report.prose()) if report else 0,
        "forms": dict(facts.forms),
        "not_assessable": list(result.not_assessable),
    }


def _dates(report: Report) -> Row:
    period, signature = report.period, report.signature
    published = _day(report.published) or _day(signature.day if signature else None)
    return {
        "period_start": _day(period.start if period else None),
        "period_end": _day(period.end if period else None),
        "published": published,
        "deadline": _deadline(report),
    }


def _day(day: Day | None) -> date | None:
    return day.date if day is not None else None


def _deadline(report: Report) -> date | None:
    """The last day for publication, None where it is not known."""
    if report.year is None or not 1900 <= report.year <= 2100:
        return None
    for deadline in report.edition.deadlines:
        if not deadline.kinds or report.kind in deadline.kinds:
            return date(report.year + 1, deadline.month, deadline.day)
    return None


def _unread(result: Result) -> Iterator[Row]:
    """The finding on a file that could not be read, where no rule has said so."""
    if result.error is None or result.findings:
        return
    words = {"message": result.error.zh, "message_en": result.error.en, "place": "", "quote": ""}
    yield {"code": "EXT001", "name": "unreadable-document", "severity": str(Severity.ERROR), **words}


def finding_row(finding: Finding) -> Row:
    """A finding by the columns of the table."""
    place = finding.place
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message.zh,
        "message_en": finding.message.en,
        "hint": finding.hint.zh or None,
        "hint_en": finding.hint.en or None,
        **_at(place),
        "end_line": place.end_line,
        "end_col": place.end_column,
        "address": finding.address,
        "quote": finding.quote,
        "expected": finding.expected,
        "actual": finding.actual,
        "basis": list(finding.basis),
        "related": [
            {"path": other.path, **_at(other.place), "address": other.address, "quote": other.quote}
            for other in finding.related
        ],
        "fingerprint": finding.fingerprint,
        "suppressed": finding.suppressed,
    }


def _at(place: Place) -> Row:
    return {"line": place.line, "col": place.column, "page": place.page, "place": place.place}


def gap_rows(result: Result) -> list[Row]:
    """What rules could not tell, and rules that failed themselves."""
    rows = [_gap(gap.codes, gap.reason) for gap in result.gaps]
    for defect in result.defects:
        words = Words(f"工具出错：{defect.exception}", f"the tool failed: {defect.exception}")
        rows.append(_gap((defect.code,), words))
    return rows


def _gap(codes: Sequence[str], reason: Words) -> Row:
    return {"codes": list(codes), "reason": reason.zh, "reason_en": reason.en}


def _form(reading: FormReading) -> Row:
    """The values of a form, in columns."""
    values = list(reading.values.values())[:MOST]
    keys = list(reading.values)[:MOST]
    return {
        "form": reading.form.id,
        "rows": [row for row, _ in keys],
        "columns": [column for _, column in keys],
        "numbers": [value.number for value in values],
        "raws": [value.raw for value in values],
        "confidences": [round(value.confidence, 3) for value in values],
    }


def _sections(report: Report) -> Iterator[Row]:
    number = 0
    waiting: list[tuple[Section, int | None, int]] = [(section, None, 1) for section in reversed(report.sections)]
    while waiting:
        section, parent, level = waiting.pop()
        place = report.source.place(section.heading)
        yield {
            "number": number,
            "parent": parent,
            "level": level,
            "role": section.role,
            "title": section.title,
            "line": place.line,
            "page": place.page,
            "characters": sum(len(paragraph.text) for paragraph in section.paragraphs()),
        }
        waiting += ((child, number, level + 1) for child in reversed(section.children))
        number += 1


def _claims(report: Report) -> list[Row]:
    return [
        {
            "role": claim.role,
            "value": claim.number,
            "unit": claim.unit,
            "scope": claim.scope or None,
            "of_year": claim.of_year,
            "exact": claim.exact,
            "denied": claim.denied,
            "quote": report.source[claim.clause][:240],
        }
        for claim in report.claims.figures[:MOST]
    ]


def severities(findings: Iterable[Finding]) -> int:
    """How many findings are errors and not excused."""
    return sum(finding.severity is Severity.ERROR and finding.suppressed is None for finding in findings)
