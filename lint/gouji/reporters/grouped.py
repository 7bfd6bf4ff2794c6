"""Findings under the name of their file, with agency, year and edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.findings import Finding
from gouji.reporters import Style
from gouji.reporters.lines import ending, graded, one_line, painted, position, shown, unassessed
from gouji.results import Result, Tally


def write(results: Iterable[Result], style: Style) -> Iterator[str]:
    """A group a file, and the sum of the run."""
    tally = Tally()
    for result in tally.counted(results):
        findings = shown(result)
        if findings:
            yield f"{_title(result, style)}\n"
            yield from _rows(findings, style)
        yield from unassessed(result, style)
        if findings:
            yield "\n"
    yield from ending(tally, style)


def _title(result: Result, style: Style) -> str:
    facts = result.facts
    about = " ".join(str(part) for part in (facts.agency, facts.year) if part)
    if facts.edition:
        about = f"{about} [{facts.edition}]".strip()
    return f"{painted(result.path, '1', style)}  {about}".rstrip()


def _rows(findings: list[Finding], style: Style) -> Iterator[str]:
    places = [position(finding.place, style) or "-" for finding in findings]
    width = max(map(len, places))
    for finding, place in zip(findings, places, strict=True):
        said = one_line(finding.message.of(style.language))
        name = one_line(finding.place.place) if place == "-" else ""
        end = f"  {painted('-->', '34', style)} {name}" if name else ""
        yield f"  {place:>{width}}  {graded(finding.severity, style)}  {finding.code}  {said}{end}\n"
