"""Checks files, one at a time: bytes → document → report → findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gouji import filters, masking, runner
from gouji.comparison import ALONE, Compared, Years
from gouji.config import Configuration, Settings
from gouji.errors import ConfigError, GoujiError, PackError, UnreadableFile, reasons
from gouji.filters import covers
from gouji.findings import Finding, Words
from gouji.limits import Limits
from gouji.phrases import phrases
from gouji.report import Report
from gouji.results import Defect, Facts, File, ReadValue, Result, Status, Unassessed
from gouji.suppression import Excuse, excuses
from gouji.walking import Target

if TYPE_CHECKING:
    from gouji.baseline import Baseline
    from gouji.plugins import Registry
    from gouji.rules import Rule

LARGEST = 512 * 1024 * 1024
"""A file with more bytes is not read; archives may be larger, their members not."""


class Request(NamedTuple):
    """How files are to be checked; it can be pickled.

    `given` are settings of the command line, `explicit` the configuration file it names, `as_of` the day of the check,
    `suppress` whether suppressions hold, `sources` whether results carry their source,
    `documents` all that was read, `files` also the file itself; `masked` whether private numbers are masked in sources and
    documents, which cannot be put back into a file then. `cache` is that of the registry, `limits` what a file may take.
    """

    explicit: Path | None = None
    given: Mapping[str, Any] = {}
    as_of: date | None = None
    suppress: bool = True
    sources: bool = False
    documents: bool = False
    files: bool = False
    masked: bool = True
    cache: Path | None = None
    limits: Limits = Limits()


class Reading(NamedTuple):
    """A file and the report in it, or why there is none; `blamed` and `passed` are as in `Result`."""

    path: str
    report: Report | None
    error: Words | None = None
    blamed: str = ""
    defect: Defect | None = None
    passed: bool = False


class Checker:
    """Reads and checks one file at a time under a request. Pickled, it is made anew on the other side."""

    def __init__(self, request: Request, registry: Registry, previous: Report | None = None) -> None:
        """A checker with the plugins of a registry; `previous` is last year's report, to compare with."""
        self.request = request
        self.previous = previous
        self._ordered: dict[tuple[frozenset[str], tuple[Path, ...], bool], tuple[Rule, ...]] = {}
        self._baselines: dict[str, Baseline] = {}
        self._held: dict[tuple[frozenset[str], tuple[Path, ...], bool, str, frozenset[type]], tuple[str, ...]] = {}
        self.registry = registry
        self.configuration = Configuration({}, request.explicit, request.given, known=registry.known)

    def __reduce__(self) -> tuple[Any, ...]:
        """Plugins are loaded again, not pickled."""
        return _made, (self.request, self.previous)

    def read(self, target: Target, settings: Settings) -> Report:
        """The report in a file. Raises UnreadableFile."""
        from gouji import readers, recognition

        if target.error is not None:
            raise UnreadableFile(*target.error)
        document = readers.read(content(target), target.path, self.registry.readers.values())
        editions = self.registry.with_packs(settings.packs).editions
        return recognition.recognise(document, editions, settings.options(self.request.as_of))

    def reading(self, target: Target) -> Reading:
        """The report in a file; what goes wrong with it stands in there. Raises MemoryError."""
        path = target.path
        try:
            report = self.read(target, self.configuration.settings(path))
            if not report.recognised:
                return Reading(path, None, NOT_A_REPORT, path, passed=target.loose)
            return Reading(path, report)
        except Exception as error:  # a reader may raise anything, and the other files go on
            return Reading(path, None, *_told(path, error))

    def check(self, target: Target) -> Result:
        """A file's result; what goes wrong with it stands in there. Raises MemoryError."""
        return self.examine(target)[0]

    def examine(self, target: Target) -> tuple[Result, Report | None]:
        """A file's result as `check` gives it, and the report where it could be read. Raises MemoryError."""
        try:
            settings = self.configuration.settings(target.path)
            report = self.read(target, settings)
            return self._result(target, report, settings, self._compared(report)), report
        except Exception as error:  # a reader may raise anything, and the other files go on
            words, blamed, defect = _told(target.path, error)
            defects = (defect,) if defect else ()
            result = Result(
                target.path, "unreadable", defects=defects, error=words, blamed=blamed, absent=target.absent
            )
            return result, None

    def compare(self, target: Target, report: Report, compared: Compared) -> Result:
        """What the rules over several reports say of one that has been read. Raises ConfigError."""
        return self._result(target, report, self.configuration.settings(target.path), compared, alone=False)

    def rules_for(self, path: str) -> Mapping[str, Rule]:
        """All rules that there are for a file, selected or not; those of plugins where its configuration is at fault."""
        try:
            return self.registry.with_packs(self.configuration.packs([path])).rules
        except (ConfigError, PackError):
            return self.registry.coded

    def _compared(self, report: Report) -> Compared:
        """What a report under check is held against."""
        if self.previous is None or not report.recognised:
            return ALONE
        from gouji.comparison.matching import with_previous

        return with_previous(self.previous, report)

    def _rules(self, settings: Settings, alone: bool) -> tuple[Rule, ...]:
        """The rules to run, in their order, made once for settings alike; those over one report where it stands alone."""
        key = settings.codes, settings.packs, alone
        if key not in self._ordered:
            rules = runner.with_needs(settings.codes, self.registry.with_packs(settings.packs).rules)
            self._ordered[key] = tuple(rule for rule in rules if alone or rule.over is not Report)
        return self._ordered[key]

    def _known(self, path: str, settings: Settings, seen: Facts) -> frozenset[str]:
        """Fingerprints that the baseline knows of a report. Raises ConfigError where the baseline cannot be read."""
        name = settings.values["baseline"]
        if not name:
            return frozenset()
        if name not in self._baselines:
            from gouji import baseline

            self._baselines[name] = baseline.load(Path(name))
        return self._baselines[name].fingerprints(path, seen.agency, seen.year)

    def _codes(self, settings: Settings, edition: str, compared: Compared, alone: bool) -> tuple[str, ...]:
        """The codes of the rules that were held against a report, one tuple for settings alike."""
        kinds: frozenset[type] = frozenset(map(type, compared.comparisons))
        key = settings.codes, settings.packs, alone, edition, kinds | ({Years} if compared.obstacle else set())
        if key not in self._held:
            over = {Report, *key[-1]}
            rules = (
                rule
                for rule in self._rules(settings, alone)
                if edition in rule.editions and not over.isdisjoint(rule.subjects)
            )
            self._held[key] = tuple(sorted(settings.codes.intersection(rule.code for rule in rules)))
        return self._held[key]

    def _result(
        self, target: Target, report: Report, settings: Settings, compared: Compared, *, alone: bool = True
    ) -> Result:
        request = self.request
        outcome = runner.run_rules(report, self._rules(settings, alone), compared)
        comments = excuses(report.document) if request.suppress else ()
        seen = facts(report)
        baseline = self._known(target.path, settings, seen)
        chain = filters.chain(settings, comments, request.as_of, request.suppress, baseline)
        findings = tuple(filters.apply(outcome.findings, chain))
        held = self._codes(settings, report.edition.id, compared, alone)
        gaps = _gaps(outcome.gaps, held)
        unknown = {code for code in runner.not_assessable(report) if code in held}
        unknown.update(code for gap in gaps for code in gap.codes)
        known = masking.words(report.source, outcome.findings) if request.masked else {}
        read = masking.document(report.document, known) if known else report.document
        return Result(
            path=target.path,
            status=_status(report, bool(unknown)),
            reader=report.document.reader,
            facts=seen,
            findings=findings,
            not_assessable=tuple(sorted(unknown)),
            defects=tuple(outcome.defects),
            error=None if report.recognised or findings else NOT_A_REPORT,
            blamed=target.path,
            passed=target.loose and not report.recognised,
            fail_on=settings.values["fail-on"],
            source=read.source if request.sources else None,
            document=read if request.documents else None,
            headings=headings(report) if request.documents else (),
            values=tuple(one._replace(raw=masking.masked(one.raw, known)) for one in values(report))
            if request.documents
            else (),
            rules=held,
            notices=tuple(_notices(target.path, comments, findings, held)),
            gaps=gaps,
            file=_file(target, report) if request.files else None,
        )


def _file(target: Target, report: Report) -> File:
    """A file that was read, for a copy of it."""
    from gouji import readers

    data = content(target)
    return File(data, readers.origins(data, report.source))


def _gaps(said: Iterable[tuple[str, Words]], codes: Collection[str]) -> tuple[Unassessed, ...]:
    """Reasons why rules could not be assessed, each with its codes."""
    by_reason: dict[Words, list[str]] = {}
    for code, reason in said:
        if code in codes:
            by_reason.setdefault(reason, []).append(code)
    return tuple(Unassessed(tuple(dict.fromkeys(held)), reason) for reason, held in by_reason.items())


def _notices(
    path: str, comments: Iterable[Excuse], findings: Sequence[Finding], held: Sequence[str]
) -> Iterator[Words]:
    """What is to be said of comments that excuse findings: one has no reason, another excuses nothing that is found."""
    for comment in comments:
        figures = {"origin": f"{path}:{comment.line}", "code": " ".join(comment.codes)}
        if not comment.reason:
            yield phrases("no-reason", **figures)
        elif any(code in held for code in comment.codes) and not any(covers(comment, one) for one in findings):
            yield phrases("unused", **figures)


NOT_A_REPORT = Words("读不出政府信息公开工作年度报告", "no annual report can be read from it")


def unread(path: str, error: Words) -> Result:
    """The result of a file that was not read."""
    return Result(path, "unreadable", error=error, blamed=path)


def _made(request: Request, previous: Report | None) -> Checker:
    from gouji import plugins

    return Checker(request, plugins.load(cache=request.cache), previous)


def _told(path: str, error: Exception) -> tuple[Words, str, Defect | None]:
    """What is said of an error with a file, the file to blame, and the defect of the tool if it is one."""
    if any(isinstance(one, MemoryError) or "bad_alloc" in str(one) for one in (error, error.__cause__)):
        raise MemoryError from error
    if isinstance(error, GoujiError):
        return Words(error.zh, error.en), "" if isinstance(error, (ConfigError, PackError)) else path, None
    defect = runner.defect("", runner.raised_in(error), error)
    zh, en = f"工具出错（不是年报的问题）：{defect.exception}", f"the tool failed (not the report): {defect.exception}"
    return Words(zh, en), path, defect


def content(target: Target) -> bytes:
    """The bytes of a file. Raises UnreadableFile."""
    if target.data is not None:
        return target.data
    try:
        file = Path(target.path)
        if file.stat().st_size <= LARGEST:
            return file.read_bytes()
    except OSError as error:
        zh, en = reasons(error)
        raise UnreadableFile(f"打不开文件：{zh}", f"cannot open the file: {en}") from error
    size = LARGEST // 1024**2
    raise UnreadableFile(f"文件超过 {size} MB，不予读取", f"the file has more than {size} MB and is not read")


def _status(report: Report, unknown: bool) -> Status:
    if not report.recognised:
        return "unreadable"
    return (
        "partly"
        if unknown or any(form.status in ("doubtful", "picture") for form in report.forms.values())
        else "checked"
    )


def facts(report: Report) -> Facts:
    """What was recognised of a report, in words."""
    if not report.recognised:
        return Facts(evidence=report.evidence)
    return Facts(
        edition=report.edition.id,
        year=report.year,
        agency=report.agency,
        kind=report.kind,
        scope=report.scope,
        title=report.title.text if report.title else None,
        evidence=report.evidence,
        forms={form: reading.status for form, reading in report.forms.items()},
    )


def values(report: Report) -> Iterator[ReadValue]:
    """The figures of all forms."""
    for reading in report.forms.values():
        rows = {row.id: Words(row.label, row.label) for row in reading.form.rows}
        columns = {column.id: Words(column.label, column.label) for column in reading.form.columns}
        for (row, column), value in reading.values.items():
            address = f"{reading.form.id}.{row}.{column}"
            named = (reading.form.name, rows[row], columns[column])
            yield ReadValue(*named, address, value.number, value.raw, round(value.confidence, 3))


def headings(report: Report) -> tuple[tuple[int, int], ...]:
    """Where paragraphs begin that are headings and no more, and their levels: 0 for the title, sections from 1."""
    first, last = report.title.span if report.title else (0, 0)
    lines = (block.span for block in report.document.blocks)
    titles = ((line.start, 0) for line in lines if first <= line.start < line.end <= last)
    sections = (section for top in report.sections for section in top.walk())
    return (*titles, *((section.heading.start, section.level) for section in sections if not section.run_in))
