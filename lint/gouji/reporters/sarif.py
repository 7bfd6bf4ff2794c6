"""SARIF 2.1.0: one run with all rules, their help, and the findings with places, fingerprints and suppressions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from gouji.findings import Finding, Related, Severity
from gouji.phrases import phrase
from gouji.reporters import RuleEntry, Style
from gouji.reporters.lines import reasons
from gouji.results import Result
from gouji.source import Place

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LIMIT = 25_000
"""GitHub refuses a run with more results than this."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_KINDS = {"comment": "inSource", "configuration": "external"}
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}


def write(results: Iterable[Result], style: Style) -> Iterator[str]:
    """The log. Beyond `LIMIT` the gravest findings stay, and a notification says how many were left out."""
    index = {entry.code: at for at, entry in enumerate(style.rules)}
    found: list[tuple[int, dict[str, Any]]] = []
    notices: list[dict[str, Any]] = []
    for result in results:
        found += [(finding.severity.rank, _result(finding, index, style)) for finding in result.findings]
        notices += _notices(result, style)
    if len(found) > LIMIT:
        notices.append(_notice("error", phrase("left-out", style.language, count=len(found) - LIMIT)))
        found = sorted(found, key=lambda one: -one[0])[:LIMIT]
    run = {
        "tool": {"driver": _driver(style)},
        "language": _LANGUAGES[style.language],
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(notices)],
        "results": [record for _, record in found],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _invocation(notices: list[dict[str, Any]]) -> dict[str, Any]:
    """What is to be said of the run as a whole; it failed where a file could not be read."""
    successful = all(notice["level"] != "error" for notice in notices)
    return {"executionSuccessful": successful, "toolExecutionNotifications": notices}


def _driver(style: Style) -> dict[str, Any]:
    return {
        "name": "gouji",
        "semanticVersion": style.version or "0.0.0",
        "fullName": phrase("tool", style.language),
        "rules": [_rule(entry, style.language) for entry in style.rules],
    }


def _rule(entry: RuleEntry, language: str) -> dict[str, Any]:
    summary = entry.summary.of(language)
    return {
        "id": entry.code,
        "name": entry.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "help": {"text": summary, "markdown": entry.page or summary},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        "properties": {"tags": [entry.family], "basis": list(entry.basis)},
    }


def _result(finding: Finding, index: Mapping[str, int], style: Style) -> dict[str, Any]:
    language = style.language
    hint = finding.hint.of(language)
    said = finding.message.of(language)
    record: dict[str, Any] = {
        "ruleId": finding.code,
        **({"ruleIndex": index[finding.code]} if finding.code in index else {}),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{said}\n{hint}" if hint else said},
        "locations": [_location(finding.path, finding.place, finding.address, finding.quote)],
        "partialFingerprints": {"gouji/v1": finding.fingerprint},
        "properties": _properties(finding),
    }
    if finding.related:
        record["relatedLocations"] = [_related(finding.path, other, at) for at, other in enumerate(finding.related)]
    if finding.suppressed is not None and finding.excused_by != "baseline":
        kind = _KINDS.get(finding.excused_by, "external")
        record["suppressions"] = [{"kind": kind, "status": "accepted", "justification": finding.suppressed}]
    if style.baseline:
        record["baselineState"] = "unchanged" if finding.excused_by == "baseline" else "new"
    return record


def _properties(finding: Finding) -> dict[str, Any]:
    facts = {
        "address": finding.address,
        "expected": finding.expected,
        "actual": finding.actual,
        "basis": list(finding.basis),
        "page": finding.place.page,
    }
    return {key: value for key, value in facts.items() if value}


def _location(path: str, place: Place, address: str | None, text: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(path)}}
    if place.line is not None:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "snippet": {"text": text},
        }
    location: dict[str, Any] = {"physicalLocation": physical}
    name = place.place or address
    if name:
        location["logicalLocations"] = [{"fullyQualifiedName": name, **({"name": address} if address else {})}]
    return location


def _related(path: str, other: Related, at: int) -> dict[str, Any]:
    return {
        "id": at,
        **_location(other.path or path, other.place, other.address, other.quote),
        "message": {"text": other.quote},
    }


def uri(path: str) -> str:
    """A path as a relative reference: strokes forward, everything else escaped."""
    return quote(path.replace("\\", "/"), safe="/:!@$&'()*+,;=~-._")


def _notices(result: Result, style: Style) -> list[dict[str, Any]]:
    """What went wrong with a file, and which rules could not be assessed."""
    said = [] if result.error is None else [("error", result.error.of(style.language))]
    if result.not_assessable and result.status != "unreadable":
        said += (("warning", reason) for reason in reasons(result, style))
    return [_notice(level, text, result.path) for level, text in said]


def _notice(level: str, text: str, path: str = "") -> dict[str, Any]:
    notice: dict[str, Any] = {"level": level, "message": {"text": text}}
    if path:
        notice["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}]
    return notice
