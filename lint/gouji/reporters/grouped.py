"""Findings under the name of their file, with agency, year and edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.findings import Finding
from gouji.phrases import phrase
from gouji.reporters import Style
from gouji.reporters.lines import ending, graded, hanging, one_line, painted, position, shown, unassessed
from gouji.results import Result, Tally

_ARROW = "-->"


def write(results: Iterable[Result], style: Style) -> Iterator[str]:
    """A group a file, and the sum of the run."""
    tally = Tally()
    for result in tally.counted(results):
        findings = shown(result)
        if findings:
            yield f"{_title(result, style)}\n"
            yield from _rows(findings, style)
        remarks = list(unassessed(result, style))
        yield from remarks
        if findings or remarks:
            yield "\n"
    yield from ending(tally, style)


def _title(result: Result, style: Style) -> str:
    facts = result.facts
    year = phrase("of-year", style.language, year=facts.year) if facts.year else ""
    about = " ".join(part for part in (facts.agency, year) if part)
    if facts.edition:
        about = f"{about}  {phrase('edition', style.language, edition=facts.edition)}".strip()
    return f"{painted(result.path, '1', style)}  {about}".rstrip()


def _rows(findings: list[Finding], style: Style) -> Iterator[str]:
    from rich.cells import cell_len

    places = [position(finding.place, style) or "-" for finding in findings]
    width = max(map(len, places))
    for finding, place in zip(findings, places, strict=True):
        said = one_line(finding.message.of(style.language))
        name = one_line(finding.place.place) if place == "-" else ""
        beginning = f"  {place:>{width}}  {phrase(finding.severity, style.language)}  {finding.code}  "
        whole = f"{beginning}{said}  {_ARROW} {name}" if name else beginning + said
        first, *others = hanging(whole, " " * cell_len(beginning), style)
        coloured = f"  {place:>{width}}  {graded(finding.severity, style)}  {finding.code}  "
        for line in (first.replace(beginning, coloured, 1), *others):
            yield f"{line.replace(_ARROW, painted(_ARROW, '34', style))}\n"
