"""Workflow commands of GitHub Actions: one annotation a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.findings import Finding, Severity
from gouji.reporters import Style
from gouji.reporters.lines import shown
from gouji.results import Result

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(results: Iterable[Result], style: Style) -> Iterator[str]:
    """The commands; a file that could not be read is an error of its own."""
    for result in results:
        if result.error is not None:
            yield command("error", {"file": result.path, "title": "gouji"}, result.error.of(style.language))
        for finding in shown(result):
            yield _annotation(finding, style.language)


def _annotation(finding: Finding, language: str) -> str:
    place = finding.place
    properties: dict[str, object] = {"file": finding.path, "title": f"{finding.code} {finding.name}"}
    if place.line is not None:
        properties |= {"line": place.line, "endLine": place.end_line}
        if place.line == place.end_line:  # columns mean nothing over several lines
            properties |= {"col": place.column, "endColumn": place.end_column}
    said = [finding.message.of(language), finding.hint.of(language)]
    if place.line is None:
        said.insert(0, place.place)
    return command(_LEVELS[finding.severity], properties, "\n".join(part for part in said if part))


def command(name: str, properties: dict[str, object], message: str) -> str:
    """`::name key=value,…::message` with what the format keeps for itself escaped."""
    given = ",".join(f"{key}={_value(str(value))}" for key, value in properties.items())
    return f"::{name} {given}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
