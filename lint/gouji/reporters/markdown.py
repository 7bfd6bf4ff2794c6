"""A comment for a pull request: the sum of the run, then a table of findings for each report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.findings import Finding, Severity
from gouji.patterns import pattern
from gouji.phrases import phrase
from gouji.reporters import Style
from gouji.reporters.lines import position, reasons, shown, summary
from gouji.results import Result, Tally

LIMIT = 60_000
"""Characters; GitHub and GitLab cut off comments not much longer."""
_MARKS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
_SPECIAL = pattern(r"[\\`*_{}\[\]<>|~#@&]")


def write(results: Iterable[Result], style: Style) -> Iterator[str]:
    """The comment; reports that do not fit any more are counted at its end."""
    tally = Tally()
    parts: list[str] = []
    room, left_out = LIMIT, 0
    for result in tally.counted(results):
        part = "".join(_report(result, style))
        if left_out or len(part) > room:
            left_out += bool(part)
        else:
            parts.append(part)
            room -= len(part)
    yield f"### gouji：{summary(tally, style)}\n"
    yield from parts
    if left_out:
        yield f"\n{phrase('reports-left-out', style.language, count=left_out)}\n"


def _report(result: Result, style: Style) -> Iterator[str]:
    findings = shown(result)
    if not findings and result.error is None and not result.not_assessable:
        return
    about = " · ".join(escaped(str(part)) for part in (result.facts.agency, result.facts.year) if part)
    yield f"\n#### {escaped(result.path)}\n"
    if about:
        yield f"\n{about}\n"
    if result.error is not None:
        yield f"\n{_MARKS[Severity.ERROR]} {escaped(result.error.of(style.language))}\n"
    elif result.not_assessable:
        yield from (f"\n{escaped(reason)}\n" for reason in reasons(result, style))
    yield from _table([finding for finding in findings if finding.severity is not Severity.INFO], style)
    infos = [finding for finding in findings if finding.severity is Severity.INFO]
    if infos:
        yield f"\n<details><summary>{phrase('count-info', style.language, count=len(infos), s='s')}</summary>\n"
        yield from _table(infos, style)
        yield "\n</details>\n"


def _table(findings: list[Finding], style: Style) -> Iterator[str]:
    if not findings:
        return
    place, finding = (phrase(f"column-{name}", style.language) for name in ("place", "finding"))
    yield f"\n| | {place} | {finding} |\n|---|---|---|\n"
    for one in sorted(findings, key=lambda finding: -finding.severity.rank):
        yield f"| {_MARKS[one.severity]} | {escaped(_where(one, style))} | {_said(one, style)} |\n"


def _where(finding: Finding, style: Style) -> str:
    return " ".join(part for part in (position(finding.place, style), finding.place.place) if part)


def _said(finding: Finding, style: Style) -> str:
    hint = finding.hint.of(style.language)
    said = f"**{finding.code}** {escaped(finding.message.of(style.language))}"
    return f"{said}<br>{escaped(hint)}" if hint else said


def escaped(text: str) -> str:
    """Text of a report as text: no markup, no table cell of its own, nobody called by an @."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))
