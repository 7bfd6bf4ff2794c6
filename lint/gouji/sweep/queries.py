"""What the results of a sweep are made of, asked of its store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from gouji.sweep.store import MEMORY, MOST_MEMORY, connected

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Line = tuple[Any, ...]
_AT_ONCE = 1000

# An agency belongs to the region that the roster gives it or the nearest one above it that has one, else to its own place
# or that of the nearest one above it.
_PREPARED = """
CREATE TEMP TABLE region AS
WITH RECURSIVE above(agency, upper, steps) AS (
  SELECT agency, agency, 0 FROM agencies
  UNION ALL
  SELECT above.agency, a.parent, steps + 1 FROM above JOIN agencies a ON a.agency = upper
  WHERE a.parent IS NOT NULL AND steps < 9)
SELECT above.agency,
  coalesce(arg_min(a.region, steps) FILTER (a.region <> ''), arg_min(a.place, steps) FILTER (a.place <> '')) AS region
FROM above JOIN agencies a ON a.agency = upper GROUP BY above.agency;

CREATE TEMP VIEW known AS
SELECT r.*, coalesce(a.name, r.agency, r.listed_agency) AS who, g.region
FROM reports r LEFT JOIN agencies a ON a.agency = r.agency_id LEFT JOIN region g ON g.agency = r.agency_id;

CREATE TEMP VIEW told AS SELECT * FROM findings WHERE suppressed IS NULL;

CREATE TEMP TABLE league AS
WITH
read AS (
  SELECT agency_id AS agency, count(*) AS reports, count(*) FILTER (status = 'unreadable') AS unreadable,
    count(*) FILTER (status <> 'unreadable' AND errors = 0) AS sound, sum(errors) AS errors, sum(warnings) AS warnings
  FROM reports GROUP BY ALL),
gone AS (SELECT agency, count(*) AS missing FROM missing GROUP BY ALL),
slow AS (SELECT r.agency_id AS agency, count(*) AS late FROM late JOIN reports r USING (report) GROUP BY ALL),
twin AS (SELECT r.agency_id AS agency, count(DISTINCT report) AS copied FROM duplicates JOIN reports r USING (report) GROUP BY ALL),
every AS (SELECT agency FROM agencies UNION ALL SELECT NULL WHERE EXISTS (FROM reports WHERE agency_id IS NULL))
SELECT every.agency, g.region, a.name, a.kind, p.name AS parent, coalesce(reports, 0) AS reports, coalesce(unreadable, 0) AS unreadable,
  coalesce(sound, 0) AS sound, coalesce(errors, 0) AS errors, coalesce(warnings, 0) AS warnings, coalesce(missing, 0) AS missing,
  coalesce(late, 0) AS late, coalesce(copied, 0) AS copied
FROM every
LEFT JOIN agencies a USING (agency) LEFT JOIN agencies p ON p.agency = a.parent
LEFT JOIN region g ON g.agency = every.agency
LEFT JOIN read ON read.agency IS NOT DISTINCT FROM every.agency
LEFT JOIN gone ON gone.agency = every.agency
LEFT JOIN slow ON slow.agency IS NOT DISTINCT FROM every.agency
LEFT JOIN twin ON twin.agency IS NOT DISTINCT FROM every.agency;
"""

RUN = "SELECT version, today, packs, first_year, last_year, passed, defects FROM runs LIMIT 1"
"""Version, day, rule packs, years of the roster, pages passed over, faults of the tool."""

TOTALS = """
SELECT count(*), count(*) FILTER (status = 'unreadable'), count(*) FILTER (status = 'partly'),
  count(*) FILTER (status <> 'unreadable' AND errors = 0), coalesce(sum(errors), 0), coalesce(sum(warnings), 0),
  coalesce(sum(infos), 0), coalesce(sum(suppressed), 0), (SELECT count(*) FROM agencies), (SELECT count(*) FROM missing),
  (SELECT count(*) FROM late), (SELECT count(*) FROM duplicates), (SELECT count(*) FROM sums)
FROM reports
"""
"""Counts of the whole sweep, by the names in `TOTAL_NAMES`."""
TOTAL_NAMES = (
    "reports", "unreadable", "partly", "sound", "errors", "warnings", "infos", "excused", "agencies-count", "missing", "late",
    "duplicates", "sums",
)  # fmt: skip

YEARS = """
WITH
read AS (
  SELECT year, count(*) AS reports, count(*) FILTER (status = 'unreadable') AS unreadable,
    count(*) FILTER (status <> 'unreadable' AND errors = 0) AS sound, sum(errors) AS errors, sum(warnings) AS warnings
  FROM reports WHERE year IS NOT NULL GROUP BY ALL),
gone AS (SELECT year, count(*) AS missing FROM missing GROUP BY ALL),
slow AS (SELECT r.year, count(*) AS late FROM late JOIN reports r USING (report) GROUP BY ALL)
SELECT year, coalesce(reports, 0), coalesce(unreadable, 0), coalesce(sound, 0), coalesce(errors, 0), coalesce(warnings, 0),
  coalesce(missing, 0), coalesce(late, 0)
FROM read FULL JOIN gone USING (year) LEFT JOIN slow USING (year) ORDER BY year
"""
"""A year: reports, unreadable, without errors, errors, warnings, missing, late."""

REGIONS = """
SELECT region, count(agency), sum(reports), sum(unreadable), sum(sound), sum(errors), sum(errors) / nullif(sum(reports), 0) AS mean,
  sum(warnings), sum(missing), sum(late), sum(copied)
FROM league GROUP BY region ORDER BY mean DESC NULLS LAST, sum(missing) DESC, region
"""
"""A region: agencies, reports, unreadable, without errors, errors, the same per report, warnings, missing, late, repeated."""

AGENCIES = """
SELECT region, name, kind, parent, reports, unreadable, sound, errors, errors / nullif(reports, 0) AS mean, warnings, missing, late, copied
FROM league WHERE agency IS NOT NULL ORDER BY mean DESC NULLS LAST, missing DESC, name, agency
"""
"""An agency: region, name, kind, the one above, and the figures of `REGIONS`."""

RULES = """
SELECT code, any_value(name),
  ['error', 'warning', 'info'][min(list_position(['error', 'warning', 'info'], severity))], count(*), count(DISTINCT report),
  count(DISTINCT report) / (SELECT nullif(count(*), 0) FROM reports WHERE status <> 'unreadable')
FROM told GROUP BY code ORDER BY count(DISTINCT report) DESC, code
"""
"""A rule: code, name, the gravest severity of its findings, findings, reports with one, their share of those that were read."""

FINDINGS = """
SELECT k.region, k.who, k.year, f.severity, f.code, {message}, {hint}, f.place, f.line, f.page, f.quote, f.expected, f.actual,
  array_to_string(f.basis, chr(10)), f.address, o.path, f.suppressed, k.path
FROM findings f JOIN known k USING (report) LEFT JOIN reports o ON o.report = f.other
ORDER BY f.suppressed IS NOT NULL, list_position(['error', 'warning', 'info'], f.severity), k.region NULLS LAST, k.who, k.year,
  f.report, f.number
LIMIT {most}
"""
"""Findings with their reports, errors first and those that are excused last."""

TOLD = "SELECT report FROM findings"
"""A row for each finding."""

UNREADABLE = "SELECT region, who, year, {error}, bytes, path FROM known WHERE status = 'unreadable' ORDER BY report"
"""Files that could not be read: region, agency, year, reason, bytes, path."""

MISSING = """
SELECT g.region, p.name, a.name, a.kind, m.year, r.path
FROM missing m JOIN agencies a USING (agency) LEFT JOIN agencies p ON p.agency = a.parent
LEFT JOIN region g USING (agency) LEFT JOIN reports r ON r.report = m.unreadable
ORDER BY m.year DESC, g.region NULLS LAST, a.name
"""
"""Missing reports: region, agency above, agency, kind, year, the file that could not be read."""

LATE = """
SELECT k.region, k.who, k.kind, k.year, l.published, l.deadline, l.days, k.path
FROM late l JOIN known k USING (report) ORDER BY l.days DESC, l.report
"""
"""Late reports: region, agency, kind, year, day of publication, last day, days after it, path."""

DUPLICATES = """
SELECT k.region, k.who, k.year, o.who, o.year, d.share, d.characters, d.same_agency, d.same_file, k.path, o.path
FROM duplicates d JOIN known k USING (report) JOIN known o ON o.report = d.other
ORDER BY d.share DESC, d.characters DESC, d.report, d.other
"""
"""Repeated prose: region, agency, year; agency and year of the other report; share, characters, same agency, same file, paths."""

# Few of those below have errors in a form; a name or two tell where to look.
SUMS = """
WITH erring AS (
  SELECT g.report, split_part(f.address, '.', 1) AS form, list(DISTINCT r.who ORDER BY r.who) AS names
  FROM known g SEMI JOIN sums USING (report) JOIN agencies a ON a.parent = g.agency_id
  JOIN known r ON r.agency_id = a.agency AND r.year = g.year JOIN told f ON f.report = r.report
  WHERE f.severity = 'error' AND f.address IS NOT NULL GROUP BY ALL)
SELECT k.region, k.who, k.year, s.form, s.row_id, s.column_id, s.value, s.total, s.value - s.total, s.parts,
  array_to_string(names[:3], '、') || if(len(names) > 3, ' … ' || len(names), ''), k.path
FROM sums s JOIN known k USING (report) LEFT JOIN erring USING (report, form) ORDER BY abs(s.value - s.total) DESC, s.report, s.form, s.row_id, s.column_id
"""
"""Cells that are not the sum of those below: region, agency, year, ids of form, row and column, figure, sum, difference, parts,
those below with errors in the same form, path."""

SPREAD = """
SELECT year, least(errors, 50), count(*) FROM reports WHERE status <> 'unreadable' GROUP BY ALL ORDER BY ALL
"""
"""How many reports of a year have so many errors, 50 for more."""

SIZES = """
SELECT region, year, count(*) FROM known WHERE status <> 'unreadable' GROUP BY ALL ORDER BY ALL
"""
"""Reports of a region in a year that were read."""

HEAT = """
WITH
codes AS (SELECT code FROM told JOIN reports r USING (report) WHERE status <> 'unreadable' GROUP BY code
  ORDER BY count(DISTINCT report) DESC, code LIMIT {rules}),
places AS (SELECT region FROM known WHERE status <> 'unreadable' GROUP BY region ORDER BY count(*) DESC, region LIMIT {regions})
SELECT f.code, k.region, k.year, count(DISTINCT f.report)
FROM told f JOIN known k USING (report) JOIN codes USING (code) JOIN places p ON p.region IS NOT DISTINCT FROM k.region
WHERE k.status <> 'unreadable' GROUP BY ALL ORDER BY ALL
"""
"""Reports of a region in a year with a finding of a rule, for the rules and the regions with most."""

# The worst reports of each region and year in turn, so that none is left out where not all can be shown.
CHOSEN = """
CREATE OR REPLACE TEMP TABLE chosen AS
WITH
counted AS (
  SELECT k.*, least((SELECT count(*) FROM told f WHERE f.report = k.report), {each}) AS listed,
    row_number() OVER (PARTITION BY region, year ORDER BY errors DESC, warnings DESC, infos DESC, report) AS turn
  FROM known k),
added AS (SELECT *, sum(listed) OVER (ORDER BY turn, report) AS so_far, row_number() OVER (ORDER BY turn, report) AS place FROM counted)
SELECT * FROM added WHERE so_far <= {findings} AND place <= {reports}
"""

REPORTS = """
SELECT report, path, who, region, year, status, errors, warnings, infos, {error}, edition, published
FROM chosen ORDER BY errors DESC, warnings DESC, infos DESC, report
"""
"""The chosen reports, those with most errors first."""

CHOSEN_FINDINGS = """
SELECT f.report, f.code, f.severity, {message}, {hint}, f.place, f.line, f.page, f.quote, f.expected, f.actual, o.path
FROM told f JOIN chosen c USING (report) LEFT JOIN reports o ON o.report = f.other
QUALIFY row_number() OVER (PARTITION BY f.report ORDER BY list_position(['error', 'warning', 'info'], f.severity), f.number) <= {each}
ORDER BY f.report, list_position(['error', 'warning', 'info'], f.severity), f.number
"""
"""The findings of the chosen reports that are not excused, errors first."""


class Answers:
    """A store that is asked; nothing is written to it."""

    def __init__(self, store: Path, spill: Path, language: str) -> None:
        """Open a store; what does not fit into memory goes to a folder. Raises ConfigError where DuckDB is not installed."""
        self._connection = connected(str(store), read_only=True)
        self._memory = MEMORY
        folder = str(spill).replace("'", "''")
        self._connection.execute(f"SET memory_limit='{MEMORY}MB'; SET threads=1; SET temp_directory='{folder}'")
        self._asked(_PREPARED)
        ending = "" if language == "zh" else "_en"
        self._said = {
            "message": f"f.message{ending}",
            "hint": f"f.hint{ending}",
            "error": f"error{ending}",
        }

    def prepare(self, statement: str, **limits: int) -> None:
        """Make a table for later questions."""
        self._asked(statement.format(**limits))

    def rows(self, query: str, **limits: int) -> Iterator[Line]:
        """The rows of a query, some at a time, up to the next question; texts are those of the language."""
        answer = self._asked(query.format(**self._said, **limits))
        while batch := answer.fetchmany(_AT_ONCE):
            yield from batch

    def _asked(self, statement: str) -> DuckDBPyConnection:
        """Execute a statement, with more memory where what is set aside is too little."""
        import duckdb

        while True:
            try:
                return self._connection.execute(statement)
            except duckdb.OutOfMemoryException:
                if self._memory >= MOST_MEMORY:
                    raise
                self._memory *= 2
                self._connection.execute(f"SET memory_limit='{self._memory}MB'")

    def row(self, query: str) -> Line:
        """The first row of a query, an empty one where there is none."""
        return next(self.rows(query), ())

    def count(self, query: str) -> int:
        """How many rows a query has."""
        return int(self.row(f"SELECT count(*) FROM ({query})")[0])

    def __enter__(self) -> Answers:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self._connection.close()
