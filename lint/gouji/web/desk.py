"""Checks files that were handed in, and keeps them for a while, so that copies and workbooks can be fetched."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from secrets import token_urlsafe
from typing import Any, NamedTuple, cast

from gouji import __version__
from gouji.checking import NOT_A_REPORT, Checker, Request
from gouji.errors import UnreadableFile
from gouji.fixing import chosen, editor_of, fixed
from gouji.limits import Limits
from gouji.patterns import pattern
from gouji.plugins import Registry
from gouji.processing import check_all, read_all
from gouji.report import Report
from gouji.reporters import Copy, Style
from gouji.results import Result
from gouji.walking import Target

MOST_KEPT = 20
"""So many visits are kept, the latest ones."""
MOST_BYTES = 256 * 1024 * 1024
"""The files of the visits that are kept have together no more bytes; the latest visit is kept whatever its size."""
MOST_REPORTS = 300
"""A page shows no more reports."""

_AT_ONCE = 2
_FORBIDDEN = pattern(r"[<>:\"/\\|?*\x00-\x1f\x7f]|^[. ]+|[. ]+\Z")


class Handed(NamedTuple):
    """Files handed in together: what is to be checked, with which settings, against which report of last year."""

    files: Sequence[Target]
    language: str = "zh"
    given: Mapping[str, Any] = {}
    previous: Target | None = None


class Kept(NamedTuple):
    """A report that can be fetched again: its path, its content, and whether something in it can be mended."""

    path: str
    data: bytes
    reader: str
    fixable: bool


class Visit(NamedTuple):
    """What came of files handed in: the page, the reports in them, how they were checked."""

    page: str
    reports: tuple[Kept, ...]
    handed: Handed

    @property
    def size(self) -> int:
        """Bytes of the reports."""
        return sum(len(report.data) for report in self.reports)


class Desk:
    """Takes files, checks a few at a time, and keeps the latest visits in memory; nothing goes to disk."""

    def __init__(self, registry: Registry, explicit: Path | None = None, limits: Limits | None = None) -> None:
        """`explicit` is the configuration that holds, otherwise that of the folder where the page was started."""
        self.registry = registry
        self.explicit = explicit
        self.limits = limits or Limits()
        self._visits: OrderedDict[str, Visit] = OrderedDict()
        self._lock = threading.Lock()
        self._free = threading.BoundedSemaphore(_AT_ONCE)

    def visit(self, id: str) -> Visit | None:
        """The visit of that name, if it is still kept."""
        with self._lock:
            return self._visits.get(id)

    def check(self, handed: Handed) -> str:
        """Check files; the name of the visit. Raises GoujiError where last year's report or the settings cannot be read."""
        id = token_urlsafe(12)
        with self._free:
            checker = self._checker(handed)
            reports: list[Kept] = []
            results = _keeping(check_all(handed.files, checker), reports)
            links = _Links(id, reports)
            page = "".join(cast("Iterable[str]", self._write("html", results, self._style(handed, links))))
        self._keep(id, Visit(page, tuple(reports), handed))
        return id

    def copy(self, visit: Visit, number: int, format: str) -> Copy | None:
        """A copy of a report with its findings; None where there is no such report."""
        with self._free:
            results = self._again(visit, visit.reports[number : number + 1])
            written = cast("Iterator[Copy]", self._write(format, results, self._style(visit.handed)))
            return next(written, None)

    def workbook(self, visit: Visit) -> bytes:
        """Findings and figures of all reports of a visit."""
        with self._free:
            written = self._write("xlsx", self._again(visit, visit.reports), self._style(visit.handed))
            return b"".join(cast("Iterable[bytes]", written))

    def mended(self, visit: Visit, number: int) -> bytes | None:
        """A report with all that can safely be mended; None where there is no such report, or nothing to mend."""
        with self._free:
            checker = self._checker(visit.handed)
            kept = visit.reports[number : number + 1]
            made = [fixed(checker, Target(report.path, report.data), unsafe=False) for report in kept]
        return made[0].data if made and made[0] is not None else None

    def _keep(self, id: str, visit: Visit) -> None:
        with self._lock:
            self._visits[id] = visit
            while len(self._visits) > 1 and (len(self._visits) > MOST_KEPT or self._size() > MOST_BYTES):
                self._visits.popitem(last=False)

    def _size(self) -> int:
        return sum(visit.size for visit in self._visits.values())

    def _again(self, visit: Visit, reports: Iterable[Kept]) -> Iterator[Result]:
        targets = (Target(report.path, report.data) for report in reports)
        return check_all(targets, self._checker(visit.handed))

    def _checker(self, handed: Handed) -> Checker:
        """A checker for files handed in. Raises GoujiError."""
        request = Request(
            explicit=self.explicit,
            given=handed.given,
            as_of=date.today(),
            sources=True,
            documents=True,
            files=True,
            cache=self.registry.cache,
            limits=self.limits,
        )
        checker = Checker(request, self.registry)
        if handed.previous is not None:
            checker.previous = _previous(handed.previous, Checker(request._replace(given={}), self.registry))
        return checker

    def _style(self, handed: Handed, links: _Links | None = None) -> Style:
        return Style(
            language=handed.language,
            version=__version__,
            today=date.today(),
            links=links,
            pages="/rules" if links else "",
        )

    def _write(self, format: str, results: Iterable[Result], style: Style) -> Iterable[object]:
        return self.registry.reporters[format].write(results, style)


def name_of(given: str, taken: Iterable[str] = ()) -> str:
    """A name for a file handed in, without folders and what no system allows in names, and unlike those taken."""
    path = PurePosixPath(_FORBIDDEN.sub("_", given.replace("\\", "/").rpartition("/")[2]) or "_")
    used, number, name = set(taken), 1, path.name
    while name in used:
        number += 1
        name = f"{path.stem} ({number}){path.suffix}"
    return name


class _Links:
    """The links of the page: for a report its copies, for all together (None) the workbook and the form."""

    def __init__(self, id: str, reports: Sequence[Kept]) -> None:
        self._at = f"/checks/{id}"
        self._reports = reports

    def __call__(self, result: Result | None) -> Iterator[tuple[str, str]]:
        """Pairs of a phrase and an address."""
        if result is None:
            yield "link-another", "/"
            yield "link-workbook", f"{self._at}/workbook"
            return
        for number, report in enumerate(self._reports):
            if report.path == result.path:
                yield "link-docx", f"{self._at}/{number}/docx"
                if report.reader == "pdf":
                    yield "link-pdf", f"{self._at}/{number}/pdf"
                if report.fixable:
                    yield "link-mended", f"{self._at}/{number}/mended"


def _keeping(results: Iterable[Result], reports: list[Kept]) -> Iterator[Result]:
    """The results, while the reports among them are put down."""
    for count, result in enumerate(result for result in results if not result.passed):
        if count == MOST_REPORTS:
            return
        if result.file is not None:
            fixable = editor_of(result.reader or "") is not None and bool(chosen(result.findings, unsafe=False))
            reports.append(Kept(result.path, result.file.data, result.reader or "", fixable))
        yield result


def _previous(target: Target, checker: Checker) -> Report:
    """Last year's report. Raises UnreadableFile."""
    reading = next(iter(read_all([target], checker)), None)
    if reading is None or reading.report is None:
        error = reading.error if reading is not None and reading.error else NOT_A_REPORT
        raise UnreadableFile(*(f"{target.path}: {said}" for said in error))
    return reading.report
