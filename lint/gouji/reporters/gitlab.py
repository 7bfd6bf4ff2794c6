"""The code quality report of GitLab: one JSON array of findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from gouji.findings import Finding, Severity
from gouji.reporters import Style
from gouji.reporters.lines import shown
from gouji.results import Result

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "minor"}


def write(results: Iterable[Result], style: Style) -> Iterator[str]:
    """The array, a finding a line."""
    mark = "[\n"
    for result in results:
        for record in _records(result, style.language):
            yield f"{mark}{json.dumps(record, ensure_ascii=False)}"
            mark = ",\n"
    yield "[]\n" if mark == "[\n" else "\n]\n"


def _records(result: Result, language: str) -> Iterator[dict[str, Any]]:
    if result.error is not None:
        yield _record(result.path, "unreadable", result.error.of(language), "blocker", 1, "unreadable")
    for finding in shown(result):
        severity = _SEVERITIES[finding.severity]
        line = finding.place.line or 1  # GitLab knows no place without a line
        yield _record(finding.path, finding.code, _description(finding, language), severity, line, finding.fingerprint)


def _description(finding: Finding, language: str) -> str:
    said = f"{finding.code} {finding.message.of(language)}"
    return said if finding.place.line is not None or not finding.place.place else f"{finding.place.place}: {said}"


def _record(path: str, name: str, description: str, severity: str, line: int, fingerprint: str) -> dict[str, Any]:
    """A record; its fingerprint is that of the finding in this file, since all files share one list."""
    return {
        "description": description,
        "check_name": name,
        "fingerprint": sha256(f"{path}\n{fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()[:32],
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
