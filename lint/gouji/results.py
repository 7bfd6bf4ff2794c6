"""What a check of one file comes to, ready for reporters; it can be pickled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from gouji.document import Document
from gouji.findings import Finding, Severity, Words
from gouji.source import Source

if TYPE_CHECKING:
    from gouji.origins import Origins

Status = Literal["checked", "partly", "unreadable"]

MENDED = frozenset({"text", "markdown", "html", "docx"})
"""Readers of files that fixes can be put into."""


class Defect(NamedTuple):
    """A fault of the tool: the rule (or part) that raised, its file, the exception and its traceback."""

    code: str
    file: str
    exception: str
    traceback: str


class Facts(NamedTuple):
    """What was recognised of a report. `forms` maps form ids to read, doubtful, missing or picture."""

    edition: str | None = None
    year: int | None = None
    agency: str | None = None
    kind: str | None = None
    scope: str | None = None
    title: str | None = None
    evidence: tuple[Words, ...] = ()
    forms: Mapping[str, str] = {}


class ReadValue(NamedTuple):
    """A figure of a form as it was read: the names of form, row and column, and its address."""

    form: Words
    row: Words
    column: Words
    address: str
    number: int | float | None
    raw: str
    confidence: float


class Unassessed(NamedTuple):
    """Rules that could not be assessed for a reason of their own."""

    codes: tuple[str, ...]
    reason: Words


class File(NamedTuple):
    """The content of a file, and where in it the characters of its text stand, for Word files of today."""

    data: bytes
    origins: Origins | None = None


class Result(NamedTuple):
    """One file after the check.

    `status` is `partly` where something could not be assessed; `not_assessable` are the codes of the rules that could
    not, `gaps` the reasons other than a form that was not read; `rules` are the codes of the rules that were held against
    the report. `error` says why a file could not be read, `blamed` is the file at fault, empty where the error names one
    itself (a configuration file). `notices` are lines on the suppressions that stand in it. `fail_on` is the least
    severity at which the run fails. `source` is there when the reporter shows lines; `document`, with places and levels
    of its headings, when it shows the report; `file` when it makes a copy of it.
    `passed` says that it is no report and need not be one: it is counted and otherwise passed over; `absent` that there is
    no file at the path.
    """

    path: str
    status: Status
    reader: str | None = None
    facts: Facts = Facts()
    findings: tuple[Finding, ...] = ()
    not_assessable: tuple[str, ...] = ()
    defects: tuple[Defect, ...] = ()
    error: Words | None = None
    fail_on: str = "error"
    source: Source | None = None
    blamed: str = ""
    passed: bool = False
    absent: bool = False
    rules: tuple[str, ...] = ()
    notices: tuple[Words, ...] = ()
    document: Document | None = None
    headings: tuple[tuple[int, int], ...] = ()
    values: tuple[ReadValue, ...] = ()
    gaps: tuple[Unassessed, ...] = ()
    file: File | None = None

    @property
    def failed(self) -> bool:
        """Whether a finding fails the run."""
        return any(self.fails_on(finding) for finding in self.findings)

    def fails_on(self, finding: Finding) -> bool:
        """Whether a finding fails the run: it is not excused and grave enough."""
        least = self.fail_on
        return finding.suppressed is None and least != "never" and finding.severity.rank >= Severity(least).rank


class Tally:
    """Counts of results seen so far; `fixable` counts fixes that could be made, by whether they are safe.

    `absent` are those of the `unreadable` where there is no file; a run fails for them too.
    """

    def __init__(self) -> None:
        """Nothing counted yet."""
        self.reports = self.unreadable = self.absent = self.partly = self.failed = self.defects = self.suppressed = 0
        self.by_severity = dict.fromkeys(Severity, 0)
        self.by_code: dict[tuple[str, str, Severity], int] = {}
        self.fixable = {True: 0, False: 0}

    def add(self, result: Result) -> None:
        """Count one result."""
        self.reports += 1
        self.unreadable += result.status == "unreadable"
        self.absent += result.absent
        self.partly += result.status == "partly"
        self.failed += result.failed
        self.defects += len(result.defects)
        for finding in result.findings:
            if finding.suppressed is not None:
                self.suppressed += 1
                continue
            self.by_severity[finding.severity] += 1
            key = (finding.code, finding.name, finding.severity)
            self.by_code[key] = self.by_code.get(key, 0) + 1
            if finding.fix is not None and result.reader in MENDED:
                self.fixable[finding.fix.safe] += 1

    def counted(self, results: Iterable[Result]) -> Iterable[Result]:
        """The results, each counted as it goes by."""
        for result in results:
            self.add(result)
            yield result

    @property
    def exit_status(self) -> int:
        """0 nothing that fails the run, 1 findings that do, 2 something unreadable or a defect of the tool."""
        if self.unreadable or self.defects:
            return 2
        return 1 if self.failed else 0
