"""One JSON document, a report a line, so that it can be written while files are checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from gouji.findings import Finding, Fix, Related, Severity
from gouji.reporters import Style
from gouji.results import Result, Tally

SCHEMA = 1


def write(results: Iterable[Result], style: Style) -> Iterator[str]:
    """The document, piece by piece."""
    tally = Tally()
    start = dumped({"schema": SCHEMA, "tool": "gouji", "version": style.version})
    yield f'{start[:-1]}, "reports": ['
    mark = "\n"
    for result in tally.counted(results):
        yield f"{mark}{dumped(report_record(result, style.language))}"
        mark = ",\n"
    yield f'\n], "summary": {dumped(summary(tally))}}}\n'


def dumped(value: object) -> str:
    """JSON on one line, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False)


def summary(tally: Tally) -> dict[str, int]:
    """The counts of a run."""
    return {
        "reports": tally.reports,
        "unreadable": tally.unreadable,
        "errors": tally.by_severity[Severity.ERROR],
        "warnings": tally.by_severity[Severity.WARNING],
        "infos": tally.by_severity[Severity.INFO],
        "suppressed": tally.suppressed,
    }


def report_record(result: Result, language: str) -> dict[str, Any]:
    """A report; `error` stands there only where the file could not be read or the tool failed on it."""
    facts = result.facts
    record: dict[str, Any] = {
        "path": result.path,
        "reader": result.reader,
        "status": result.status,
        "edition": facts.edition,
        "year": facts.year,
        "agency": facts.agency,
        "kind": facts.kind,
        "scope": facts.scope,
        "title": facts.title,
        "evidence": [said.en for said in facts.evidence],
        "forms": dict(facts.forms),
        "not_assessable": list(result.not_assessable),
        "findings": [finding_record(finding, language) for finding in result.findings],
    }
    if result.gaps:
        record["gaps"] = [{"codes": list(gap.codes), "reason": gap.reason.of(language)} for gap in result.gaps]
    if result.error is not None:
        record["error"] = result.error.of(language)
    return record


def finding_record(finding: Finding, language: str) -> dict[str, Any]:
    """A finding with all its fields."""
    place = finding.place
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message.of(language),
        "hint": finding.hint.of(language) or None,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "page": place.page,
        "place": place.place,
        "address": finding.address,
        "quote": finding.quote,
        "expected": finding.expected,
        "actual": finding.actual,
        "basis": list(finding.basis),
        "related": [_related_record(other) for other in finding.related],
        "fingerprint": finding.fingerprint,
        "fix": None if finding.fix is None else _fix_record(finding.fix, language),
        "suppressed": finding.suppressed,
    }


def _fix_record(fix: Fix, language: str) -> dict[str, Any]:
    """What would be done, and what each edit puts in place of how much; spans are of the text that was read."""
    edits = [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in fix.edits]
    return {"message": fix.message.of(language), "safe": fix.safe, "edits": edits}


def _related_record(other: Related) -> dict[str, Any]:
    place = other.place
    return {
        **({"path": other.path} if other.path else {}),
        "line": place.line,
        "column": place.column,
        "page": place.page,
        "place": place.place,
        "address": other.address,
        "quote": other.quote,
    }
