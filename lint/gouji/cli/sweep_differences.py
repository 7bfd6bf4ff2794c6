"""`gouji sweep diff`: what got better and what got worse between two sweeps."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gouji.cli import arguments
from gouji.cli.terminal import Terminal
from gouji.phrases import phrase
from gouji.sweep.differences import Change, Standing, differences

_VERDICTS = ("worse", "better", "changed", "same", "added", "removed")
FORMATS = ("text", "json")


def run(paths: list[str], format: str, output: str | None, terminal: Terminal) -> int:
    """Write the differences; the exit status is 1 where an error is new in a report that was there before."""
    arguments.one_of("--format", format, FORMATS)
    if len(paths) != 2:
        raise arguments.wrong("two-sweeps", count=len(paths))
    with differences(*map(Path, paths)) as found:
        standings, changes = list(found.standings()), list(found.changes())
        pieces = _json(standings, changes) if format == "json" else _text(standings, changes, terminal.language)
        terminal.write(pieces, machine=format == "json", file=output)
    before = {(one.subject, one.year) for one in standings if one.old_errors is not None}
    return int(any(_is_new_error(one) and (one.subject, one.year) in before for one in changes))


def _is_new_error(change: Change) -> bool:
    return change.change == "new" and change.severity == "error"


def _text(standings: list[Standing], changes: list[Change], language: str) -> Iterator[str]:
    """Reports that got worse, then those that got better, with their findings; then the counts."""
    by_report: dict[tuple[str, int | None], list[Change]] = {}
    for change in changes:
        by_report.setdefault((change.subject, change.year), []).append(change)
    for standing in standings:
        if standing.verdict not in ("same", "added", "removed"):
            yield f"{_line(standing, language)}\n"
            for change in by_report.get((standing.subject, standing.year), ()):
                mark = {"new": "+", "gone": "-", "changed": "~"}[change.change]
                said = change.message_en if language == "en" else change.message
                yield f"  {mark} {change.code} {said}\n"
    counts = Counter(standing.verdict for standing in standings)
    kinds = Counter(change.change for change in changes)
    yield phrase("sweep-verdicts", language, **{verdict: counts[verdict] for verdict in _VERDICTS}) + "\n"
    yield phrase("sweep-changes", language, new=kinds["new"], gone=kinds["gone"], changed=kinds["changed"]) + "\n"


def _line(standing: Standing, language: str) -> str:
    verdict = phrase(f"sweep-{standing.verdict}", language)
    figures = {"old": standing.old_errors, "new": standing.new_errors}
    return f"{verdict} {standing.subject} {standing.year or ''} {phrase('sweep-errors', language, **figures)}"


def _json(standings: list[Standing], changes: list[Change]) -> Iterator[str]:
    document = {
        "schema": 1,
        "reports": [{**one._asdict(), "verdict": one.verdict} for one in standings],
        "findings": [one._asdict() for one in changes],
    }
    yield json.dumps(document, ensure_ascii=False) + "\n"
