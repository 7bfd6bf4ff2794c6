"""A workbook: findings, a row a report, the values of the forms, counts by rule; with filters and frozen heads.

Needs XlsxWriter (extra `xlsx`). Text stays text: nothing of a report becomes a formula or a link.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gouji.extras import needed
from gouji.findings import Finding, Severity
from gouji.phrases import phrase
from gouji.reporters import Style
from gouji.reporters.lines import position
from gouji.results import Result, Tally

_FILLS = {Severity.ERROR: "#FDECEB", Severity.WARNING: "#FDF3DC", Severity.INFO: "#EAF2FB"}
_PRINTED = "quote"
"""The last column of findings that is printed, so that the others can be read on paper."""
_A4 = 9
_LINE, _HIGHEST = 15, 400
"""Points."""
_LONGEST = 32_000
"""Characters; a cell of a workbook holds 32,767."""
_FINDINGS = (
    ("report", 24), ("agency", 18), ("year", 6), ("severity", 7), ("code", 9), ("finding", 48), ("advice", 32), ("where", 8),
    ("place", 30), ("quote", 22), ("expected", 10), ("actual", 10), ("basis", 34), ("address", 34), ("excused", 24),
)  # fmt: skip
_REPORTS = (
    ("report", 34), ("agency", 26), ("year", 6), ("edition-id", 7), ("kind", 12), ("state", 10), *((severity, 7) for severity in Severity),
    ("excused", 7), ("unassessed", 30), ("remark", 44),
)  # fmt: skip
_VALUES = (
    ("report", 34), ("agency", 22), ("year", 6), ("form", 24), ("row", 36), ("column", 16), ("value", 10), ("raw", 12), ("address", 44),
    ("confidence", 8),
)  # fmt: skip
_RULES = (("code", 9), ("name", 30), ("severity", 7), ("count", 8))


def write(results: Iterable[Result], style: Style) -> Iterator[bytes]:
    """The workbook. Raises ConfigError where XlsxWriter is not installed."""
    with needed("xlsx"):
        import xlsxwriter
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        _fill(_Book(workbook, style), results)
    yield file.getvalue()


def _fill(book: _Book, results: Iterable[Result]) -> None:
    findings, reports = book.sheet("findings", _FINDINGS), book.sheet("reports", _REPORTS)
    values, rules = book.sheet("values", _VALUES), book.sheet("rules", _RULES)
    tally = Tally()
    for result in tally.counted(results):
        for finding in result.findings:
            findings.add(_finding(result, finding, book.style), finding.severity)
        reports.add(_report(result, book.style))
        for value in result.values:
            facts = result.facts
            place = (value.form, value.row, value.column)
            read = (value.number, value.raw, value.address, value.confidence)
            values.add(
                (result.path, facts.agency, facts.year, *(name.of(book.style.language) for name in place), *read)
            )
    for (code, name, severity), count in sorted(tally.by_code.items()):
        rules.add((code, name, phrase(severity, book.style.language), count), severity)
    for sheet in (findings, reports, values, rules):
        sheet.finish()


def _finding(result: Result, finding: Finding, style: Style) -> Sequence[Any]:
    language = style.language
    return (
        finding.path, result.facts.agency, result.facts.year, phrase(finding.severity, language), finding.code,
        finding.message.of(language), finding.hint.of(language), position(finding.place, style), finding.place.place, finding.quote,
        finding.expected, finding.actual, "\n".join(finding.basis), finding.address, finding.suppressed,
    )  # fmt: skip


def _report(result: Result, style: Style) -> Sequence[Any]:
    facts, language = result.facts, style.language
    told = [finding for finding in result.findings if finding.suppressed is None]
    counts = (sum(finding.severity is severity for finding in told) for severity in Severity)
    return (
        result.path, facts.agency, facts.year, facts.edition, phrase(facts.kind, language) if facts.kind else None,
        phrase(f"state-{result.status}", language), *counts, len(result.findings) - len(told), " ".join(result.not_assessable),
        result.error.of(language) if result.error else None,
    )  # fmt: skip


class _Book:
    """The workbook with its formats."""

    def __init__(self, workbook: Any, style: Style) -> None:
        self.style = style
        self._workbook = workbook
        text = {"valign": "top", "text_wrap": True, "font_size": 10}
        self.head = workbook.add_format({"bold": True, "bg_color": "#E7E6E2", "border": 1, "font_size": 10})
        fills: dict[Severity | None, dict[str, str]] = {None: {}}
        fills |= {severity: {"bg_color": fill} for severity, fill in _FILLS.items()}
        self.cells = {one: workbook.add_format({**text, **fill}) for one, fill in fills.items()}
        self.years = {one: workbook.add_format({**text, **fill, "align": "left"}) for one, fill in fills.items()}

    def sheet(self, name: str, columns: Sequence[tuple[str, int]]) -> _Sheet:
        """A sheet with its head."""
        return _Sheet(self, self._workbook.add_worksheet(phrase(f"sheet-{name}", self.style.language)), columns)


def _lines(value: Any, width: int) -> int:
    """How many lines a cell takes in a column of a width: not every program works that out when it opens a workbook."""
    from rich.cells import cell_len

    if not isinstance(value, str):
        return 1
    return sum(max(1, -(-cell_len(line) // width)) for line in value[:_LONGEST].split("\n"))


class _Sheet:
    """Rows below a frozen head."""

    def __init__(self, book: _Book, sheet: Any, columns: Sequence[tuple[str, int]]) -> None:
        self._book, self._sheet, self._columns = book, sheet, columns
        self._next = 1
        for number, (name, width) in enumerate(columns):
            words = phrase(name if name in tuple(Severity) else f"column-{name}", book.style.language)
            sheet.write_string(0, number, words, book.head)
            sheet.set_column(number, number, width)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def add(self, row: Sequence[Any], severity: Severity | None = None) -> None:
        """A row, in the colour of a severity."""
        lines = max(_lines(value, width) for value, (_, width) in zip(row, self._columns, strict=True))
        if lines > 1:
            self._sheet.set_row(self._next, min(_LINE * lines, _HIGHEST))
        for number, (value, (name, _)) in enumerate(zip(row, self._columns, strict=True)):
            form = (self._book.years if name == "year" else self._book.cells)[severity]
            if isinstance(value, int | float):
                self._sheet.write_number(self._next, number, value, form)
            elif value:
                self._sheet.write_string(self._next, number, str(value)[:_LONGEST], form)
            else:
                self._sheet.write_blank(self._next, number, None, form)
        self._next += 1

    def finish(self) -> None:
        """The filter over all that was written."""
        last = max(self._next - 1, 1)
        names = [name for name, _ in self._columns]
        if _PRINTED in names:
            self._sheet.print_area(0, 0, last, names.index(_PRINTED))
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)
