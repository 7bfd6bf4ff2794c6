"""Filters: pure functions from findings to findings, applied one after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from gouji.config import Settings
from gouji.config_files import Suppression
from gouji.findings import Finding, Severity, Words
from gouji.suppression import Excuse

REASON = Words("基线中已有", "in the baseline")
Filter = Callable[[Sequence[Finding]], list[Finding]]


def chain(
    settings: Settings,
    excuses: Iterable[Excuse],
    as_of: date | None,
    suppress: bool = True,
    fingerprints: Collection[str] = (),
) -> list[Filter]:
    """The filters for a file: selection, severities, suppressions (where wanted), baseline, order.

    `fingerprints` are those of the file's findings in a baseline.
    """
    filters = [selected(settings.codes), graded(settings.severities)]
    if suppress:
        filters += [excused(tuple(excuses)), suppressed(settings.suppressions, as_of)]
    return [*filters, known(fingerprints), ordered]


def apply(findings: Sequence[Finding], filters: Iterable[Filter]) -> list[Finding]:
    """The findings after all filters."""
    for one in filters:
        findings = one(findings)
    return list(findings)


def selected(codes: Collection[str]) -> Filter:
    """Only findings of these rules."""
    return lambda findings: [finding for finding in findings if finding.code in codes]


def graded(severities: Mapping[str, Severity]) -> Filter:
    """Findings with the severities that the configuration gives their rules."""

    def grade(findings: Sequence[Finding]) -> list[Finding]:
        if not severities:
            return list(findings)
        return [finding._replace(severity=severities.get(finding.code, finding.severity)) for finding in findings]

    return grade


def suppressed(suppressions: Sequence[Suppression], as_of: date | None) -> Filter:
    """Findings with the reason of the first suppression that excuses them and has not expired on the day of the check."""

    def suppress(findings: Sequence[Finding]) -> list[Finding]:
        held = [one for one in suppressions if not is_expired(one, as_of)]
        return [_with_first(finding, [one for one in held if _excuses(one, finding)]) for finding in findings]

    return suppress


def _with_first(finding: Finding, held: Sequence[Suppression]) -> Finding:
    return _with_reason(finding, (held[0].reason,), held[0].origin) if held else finding


def is_expired(suppression: Suppression, as_of: date | None) -> bool:
    """Whether the last day of a suppression is over."""
    return suppression.until is not None and as_of is not None and as_of > suppression.until


def _excuses(suppression: Suppression, finding: Finding) -> bool:
    if not _means(suppression.code, finding) or not suppression.holds_for(finding.path):
        return False
    wanted, address = suppression.address, finding.address or ""
    return wanted is None or address == wanted or address.startswith(f"{wanted}.")


def known(fingerprints: Collection[str]) -> Filter:
    """Findings of a baseline with that as the reason."""

    def mark(findings: Sequence[Finding]) -> list[Finding]:
        if not fingerprints:
            return list(findings)
        return [
            _with_reason(finding, (REASON.zh,) if finding.fingerprint in fingerprints else (), "baseline")
            for finding in findings
        ]

    return mark


def _means(code: str, finding: Finding) -> bool:
    """Whether a code, the beginning of one, or a name means the rule of a finding."""
    return finding.code.startswith(code.upper()) or finding.name == code.lower()


def excused(excuses: Sequence[Excuse]) -> Filter:
    """Findings with the reason of a comment in the report that excuses them."""

    def excuse(findings: Sequence[Finding]) -> list[Finding]:
        if not excuses:
            return list(findings)
        held = [one for one in excuses if one.reason]
        return [
            _with_reason(finding, (one.reason for one in held if covers(one, finding)), "comment")
            for finding in findings
        ]

    return excuse


def covers(excuse: Excuse, finding: Finding) -> bool:
    """Whether a comment speaks of a finding: of its rule, in the block that follows the comment."""
    inside = excuse.span.start <= finding.span.start < max(excuse.span.end, excuse.span.start + 1)
    return inside and any(_means(code, finding) for code in excuse.codes)


def _with_reason(finding: Finding, reasons: Iterable[str], by: str) -> Finding:
    reason = next(iter(reasons), None)
    if reason is None or finding.suppressed is not None:
        return finding
    return finding._replace(suppressed=reason, excused_by=by)


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Findings in order of their place, then of their code."""
    return sorted(findings, key=lambda finding: (finding.span, finding.code, finding.fingerprint))
