"""The workbook of a sweep: overview, league tables, findings, who is missing or late, repeated prose, roll-up differences.

Needs XlsxWriter. Text stays text: nothing of a report becomes a formula or a link. Rows go to disk as they are written.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gouji.extras import needed
from gouji.findings import Severity
from gouji.sweep import queries
from gouji.sweep.form_labels import FormLabels
from gouji.sweep.queries import Answers, Line
from gouji.sweep.rule_summaries import summaries
from gouji.sweep.wording import word

ROWS = 1_048_576
"""A sheet has no more rows."""
_LONGEST = 32_000
"""Characters; a cell of a workbook holds 32,767."""
_FILLS = {Severity.ERROR: "#FDECEB", Severity.WARNING: "#FDF3DC", Severity.INFO: "#EAF2FB"}
_FIGURES = {"mean": "0.00", "share": "0%", "share-reports": "0%", "bytes": "#,##0"}
_COUNTS = (
    ("reports", 8), ("unreadable", 8), ("sound", 8), ("errors", 8), ("mean", 10), ("warnings", 8), ("missing", 8), ("late", 8),
    ("copied", 14),
)  # fmt: skip
_YEARS = (("year", 22), *(one for one in _COUNTS if one[0] not in {"mean", "copied"}))
_REGIONS = (("rank", 6), ("region", 30), ("agencies-count", 10), *_COUNTS)
_AGENCIES = (("rank", 6), ("region", 24), ("agency", 34), ("kind", 10), ("parent", 30), *_COUNTS)
_RULES = (
    ("code", 9),
    ("name", 30),
    ("summary", 60),
    ("severity", 8),
    ("count", 9),
    ("reports", 9),
    ("share-reports", 10),
)
_FINDINGS = (
    ("region", 20), ("agency", 28), ("year", 7), ("severity", 7), ("code", 9), ("finding", 60), ("advice", 40), ("place", 40), ("line", 7),
    ("page", 6), ("quote", 24), ("expected", 12), ("actual", 12), ("basis", 34), ("address", 32), ("other-report", 34), ("excused", 20),
    ("path", 44),
)  # fmt: skip
_UNREADABLE = (("region", 20), ("agency", 30), ("year", 7), ("reason", 60), ("bytes", 12), ("path", 60))
_MISSING = (("region", 24), ("parent", 30), ("agency", 34), ("kind", 10), ("year", 7), ("unreadable", 50))
_LATE = (
    ("region", 24), ("agency", 34), ("kind", 10), ("year", 7), ("published", 12), ("deadline", 12), ("days", 9), ("path", 50),
)  # fmt: skip
_DUPLICATES = (
    ("region", 24), ("agency", 30), ("year", 7), ("other-agency", 30), ("other-year", 8), ("share", 9), ("characters", 9),
    ("same-agency", 9), ("same-file", 9), ("path", 44), ("other-path", 44),
)  # fmt: skip
_SUMS = (
    ("region", 24), ("agency", 30), ("year", 7), ("form", 26), ("row", 34), ("column", 16), ("value", 10), ("total", 10),
    ("difference", 10), ("parts", 9), ("erring", 34), ("path", 44),
)  # fmt: skip


def write(answers: Answers, path: Path, language: str) -> None:
    """Write the workbook. Raises ConfigError where XlsxWriter is not installed, OSError where the file cannot be written."""
    with needed("sweep"):
        import xlsxwriter
        from xlsxwriter.exceptions import FileCreateError
    text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), {**text, "constant_memory": True, "tmpdir": str(path.parent)}) as workbook:
            _fill(_Book(workbook, language), answers)
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _fill(book: _Book, answers: Answers) -> None:
    _overview(book, answers)
    unknown = word("unknown", book.language)
    ranked = (
        (number, region or unknown, *row) for number, (region, *row) in enumerate(answers.rows(queries.REGIONS), 1)
    )
    book.sheet("regions", _REGIONS).fill(ranked, frozen=2)
    ranked = ((number, *row) for number, row in enumerate(_kinds(answers.rows(queries.AGENCIES), 2, book), 1))
    book.sheet("agencies", _AGENCIES).fill(ranked, frozen=3, count=answers.count(queries.AGENCIES))
    count = answers.count(queries.TOLD)
    findings = answers.rows(queries.FINDINGS, most=ROWS)
    book.sheet("findings", _FINDINGS).fill(findings, frozen=3, severity=3, count=count)
    said = summaries(book.language)
    rules = ((code, name, said.get(code), *row) for code, name, *row in answers.rows(queries.RULES))
    book.sheet("rules", _RULES).fill(rules, severity=3)
    book.sheet("missings", _MISSING).fill(
        _kinds(answers.rows(queries.MISSING), 3, book), count=answers.count(queries.MISSING)
    )
    book.sheet("lates", _LATE).fill(_kinds(answers.rows(queries.LATE), 2, book), count=answers.count(queries.LATE))
    book.sheet("repeated", _DUPLICATES).fill(answers.rows(queries.DUPLICATES), count=answers.count(queries.DUPLICATES))
    book.sheet("differences", _SUMS).fill(
        _labelled(answers.rows(queries.SUMS), FormLabels(book.language)), count=answers.count(queries.SUMS)
    )
    book.sheet("unreadables", _UNREADABLE).fill(
        answers.rows(queries.UNREADABLE), count=answers.count(queries.UNREADABLE)
    )


def _overview(book: _Book, answers: Answers) -> None:
    """Figures of the whole sweep, and those of each year."""
    sheet = book.sheet("overview", ())
    version, today, packs, first, last, passed, defects = answers.row(queries.RUN) or (None,) * 7
    sheet.put((word("title", book.language),), book.bold)
    facts = [("checked-on", today), ("version", version), ("packs", "、".join(packs or ()))]
    if first is not None:
        facts.append(("roster-years", f"{first}–{last}"))
    facts += zip(queries.TOTAL_NAMES, answers.row(queries.TOTALS), strict=True)
    facts += [(name, count) for name, count in (("passed", passed), ("defects", defects)) if count]
    for name, fact in facts:
        sheet.put((word(name, book.language), fact), book.fact)
    sheet.put(())
    sheet.put([word(name, book.language) for name, _ in _YEARS], book.head)
    for row in answers.rows(queries.YEARS):
        year, reports, unreadable, sound, errors, *rest = row
        sheet.put((year, reports, unreadable, sound, errors, *rest))
    sheet.widths(_YEARS)


def _kinds(rows: Iterable[Line], at: int, book: _Book) -> Iterator[Line]:
    """Rows with the kind of agency in words."""
    for row in rows:
        kind = word(row[at], book.language) if row[at] else None
        yield (*row[:at], kind, *row[at + 1 :])


def _labelled(rows: Iterable[Line], labels: FormLabels) -> Iterator[Line]:
    """Rows with the labels of form, row and column."""
    for row in rows:
        yield (*row[:3], *labels.of(*row[3:6]), *row[6:])


class _Book:
    """The workbook with its formats."""

    def __init__(self, workbook: Any, language: str) -> None:
        self.language = language
        self._workbook = workbook
        self._text = {"valign": "top", "text_wrap": True, "font_size": 10}
        self._formats: dict[tuple[str, str], Any] = {}
        self.head = workbook.add_format({"bold": True, "bg_color": "#E7E6E2", "border": 1, "font_size": 10})
        self.bold = workbook.add_format({"bold": True, "font_size": 14})
        self.fact = workbook.add_format({"align": "left", "font_size": 10})
        self.note = workbook.add_format({"italic": True, "font_size": 10})

    def cell(self, figure: str = "", fill: str = "") -> Any:
        """The format of a cell with a format of figures and a colour."""
        key = figure, fill
        if key not in self._formats:
            look = {"num_format": figure} if figure else {}
            colour = {"bg_color": fill} if fill else {}
            self._formats[key] = self._workbook.add_format({**self._text, **look, **colour})
        return self._formats[key]

    def sheet(self, name: str, columns: Sequence[tuple[str, int]]) -> _Sheet:
        """A sheet; its head comes with its rows."""
        return _Sheet(self, self._workbook.add_worksheet(word(name, self.language)), columns)


class _Sheet:
    """Rows one below the other."""

    def __init__(self, book: _Book, sheet: Any, columns: Sequence[tuple[str, int]]) -> None:
        self._book, self._sheet, self._columns = book, sheet, columns
        self._next = 0
        self._looks: dict[str, tuple[Any, ...]] = {}
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def widths(self, columns: Sequence[tuple[str, int]]) -> None:
        """The widths of columns, in characters."""
        for number, (_, width) in enumerate(columns):
            self._sheet.set_column(number, number, width)

    def fill(
        self, rows: Iterable[Line], frozen: int = 1, severity: int | None = None, count: int | None = None
    ) -> None:
        """Head and rows, with a filter; rows that a sheet cannot hold are told in a note above the head.

        The column of index `severity` gives rows their colour. `count` is the number of rows where there may be too many.
        """
        self.widths(self._columns)
        most = ROWS - 2
        if count is not None and count > most:
            self.put((word("more-rows", self._book.language, all=count, shown=most),), self._book.note)
        head = self._next
        self.put([word(name, self._book.language) for name, _ in self._columns], self._book.head)
        self._sheet.freeze_panes(head + 1, frozen)
        self._sheet.repeat_rows(head)
        for _, row in zip(range(most), rows, strict=False):
            self._add(row, severity)
        self._sheet.autofilter(head, 0, max(self._next - 1, head + 1), len(self._columns) - 1)

    def put(self, row: Sequence[Any], look: Any = None) -> None:
        """A row in one format."""
        for number, value in enumerate(row):
            self._write(number, value, look or self._book.cell())
        self._next += 1

    def _add(self, row: Line, severity: int | None) -> None:
        level = row[severity] if severity is not None else ""
        for number, (value, look) in enumerate(zip(row, self._formats(level or ""), strict=True)):
            self._write(number, word(level, self._book.language) if number == severity and level else value, look)
        self._next += 1

    def _formats(self, level: str) -> tuple[Any, ...]:
        """The formats of a row's cells."""
        if level not in self._looks:
            fill = _FILLS[Severity(level)] if level else ""
            self._looks[level] = tuple(self._book.cell(_FIGURES.get(name, ""), fill) for name, _ in self._columns)
        return self._looks[level]

    def _write(self, column: int, value: Any, look: Any) -> None:
        if isinstance(value, bool):
            value = word("yes" if value else "no", self._book.language)
        if isinstance(value, int | float) and math.isfinite(value):
            self._sheet.write_number(self._next, column, value, look)
        elif value is None or value == "":
            self._sheet.write_blank(self._next, column, None, look)
        else:
            shown = value.isoformat() if isinstance(value, date) else str(value)
            self._sheet.write_string(self._next, column, shown[:_LONGEST], look)
