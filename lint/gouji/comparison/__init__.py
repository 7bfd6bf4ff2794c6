"""What rules over several reports are given: two years of an agency, its peers, or a government and those below it.

A rule names the comparison it needs (`@rule(…, over=Years)`) and is run once for each of that kind that there is. Its
problems lie in `report`; places in the other reports are relations that name their report.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from gouji.findings import Words
from gouji.report import Report


class Comparison(Protocol):
    """Reports held against each other."""

    @property
    def report(self) -> Report:
        """The report that problems lie in."""


class Years(NamedTuple):
    """The reports of one agency on two years, `old` the earlier one; `gap` says why their figures cannot be compared."""

    old: Report
    new: Report
    gap: Words | None = None

    @property
    def report(self) -> Report:
        """The later report."""
        return self.new


class Group:
    """Reports of different agencies; whatever is made of all of them can be kept by group."""

    def __init__(self, reports: tuple[Report, ...]) -> None:
        """A group of reports."""
        self.reports = reports


class Peers(NamedTuple):
    """One report of a group, to be held against the others."""

    report: Report
    group: Group


class Rollup(NamedTuple):
    """A government's report and those of its departments and lower governments; `missing` says what keeps sums from being whole."""

    report: Report
    parts: tuple[Report, ...]
    missing: tuple[Words, ...] = ()


class Compared(NamedTuple):
    """What a report is held against; `obstacle` says why it cannot be held against last year's."""

    comparisons: tuple[Comparison, ...] = ()
    obstacle: Words | None = None


ALONE = Compared()
"""Nothing to compare with."""
