"""The tables of a sweep's store: columns with their types and meaning, and the order of rows.

Rows depend on the reports, the rules and the options only: not on the order in which reports were checked, the number
of processes, or interruptions. `docs/sweep.md` shows the same tables with examples of queries.
"""

from __future__ import annotations

from typing import NamedTuple

SCHEMA = 1
"""Raised when a column changes its meaning or goes."""


class Column(NamedTuple):
    """A column: its name, its DuckDB type, what stands in it."""

    name: str
    type: str
    meaning: str


class Table(NamedTuple):
    """A table: its rows are in order of the columns `order`, which tell them apart."""

    name: str
    meaning: str
    order: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def definition(self) -> str:
        """The statement that makes the table."""
        columns = ", ".join(f'"{column.name}" {column.type}' for column in self.columns)
        return f'CREATE TABLE "{self.name}" ({columns})'


def _columns(text: str) -> tuple[Column, ...]:
    """Columns written a line each: name, type, meaning, with bars between them."""
    lines = (line for line in text.strip().splitlines() if line.strip())
    return tuple(Column(*(part.strip() for part in line.split("|", 2))) for line in lines)


_RELATED = (
    "STRUCT(path VARCHAR, line INTEGER, col INTEGER, page INTEGER, place VARCHAR, address VARCHAR, quote VARCHAR)[]"
)

TABLES = (
    Table(
        "runs",
        "The one run that made the store",
        (),
        _columns("""
            schema | INTEGER | version of these tables
            version | VARCHAR | version of gouji
            packs | VARCHAR[] | the distributions of the rule packs and plugins, with their versions
            options | VARCHAR | the options that results depend on, as JSON
            today | DATE | the day of the check
            first_year | INTEGER | first year that a report could be read of
            last_year | INTEGER | last such year
            reports | INTEGER | rows of `reports`
            unreadable | INTEGER | those that could not be read
            passed | INTEGER | files of web archives that are no reports and were passed over
            defects | INTEGER | faults of the tool itself
            made_of | VARCHAR | digest of everything the store depends on
        """),
    ),
    Table(
        "sources",
        "What was named on the command line",
        ("source",),
        _columns("""
            source | INTEGER | number, from 0
            name | VARCHAR | as it was named
            kind | VARCHAR | `folder`, `file`, `archive`, `pattern`, `list` or `remote`
            reports | INTEGER | reports found in it
            unreadable | INTEGER | those that could not be read
        """),
    ),
    Table(
        "reports",
        "A file, or a member of an archive, each once; also what should be one and could not be read",
        ("report",),
        _columns("""
            report | INTEGER | number in the order of the sources and of the paths in each, from 0
            source | INTEGER | `sources.source`
            path | VARCHAR | `archive.zip!/folder/report.docx` for members; `list.csv:17` for a line that could not be read
            content | VARCHAR | SHA-256 of the content, NULL where there was none
            bytes | BIGINT | size
            reader | VARCHAR | format: `text`, `html`, `docx` …
            status | VARCHAR | `checked`, `partly` (some form could not be read) or `unreadable`
            error | VARCHAR | why it could not be read, in Chinese
            error_en | VARCHAR | the same in English
            edition | VARCHAR | edition of the official format, such as `2021`
            year | INTEGER | report year; that of the list where the report does not say
            agency | VARCHAR | agency as the report calls it
            agency_id | INTEGER | `agencies.agency`, NULL where no name is known
            kind | VARCHAR | `government`, `department` or `township`
            scope | VARCHAR | `own` figures or the `aggregate` of all below
            title | VARCHAR | title line
            period_start | DATE | first day of the statistic period
            period_end | DATE | last day
            published | DATE | day of publication, else of the signature
            listed_agency | VARCHAR | agency as the list calls it
            listed_kind | VARCHAR | kind as the list has it
            listed_parent | VARCHAR | agency above it as the list has it
            listed_year | INTEGER | year as the list has it
            errors | INTEGER | findings with severity error, comparisons included, suppressed ones not
            warnings | INTEGER | the same for warnings
            infos | INTEGER | the same for infos
            suppressed | INTEGER | findings that are excused
            failed | BOOLEAN | whether a finding is at or above the severity at which a check fails
            characters | INTEGER | characters of prose
            forms | MAP(VARCHAR, VARCHAR) | forms with `read`, `doubtful`, `missing` or `picture`
            not_assessable | VARCHAR[] | codes of rules that could not be assessed
        """),
    ),
    Table(
        "findings",
        "Findings in reports, of the report itself and of comparisons",
        ("report", "number"),
        _columns(
            """
            report | INTEGER | `reports.report`
            number | INTEGER | from 0 within the report
            over | VARCHAR | `report`; `years`, `peers` or `rollup` for what a comparison found
            other | INTEGER | the other report of a comparison of two
            code | VARCHAR | code of the rule, such as `ARI301`
            name | VARCHAR | its name
            severity | VARCHAR | `error`, `warning` or `info`
            message | VARCHAR | the fault, in Chinese
            message_en | VARCHAR | the same in English
            hint | VARCHAR | what to do, in Chinese, NULL where nothing is said
            hint_en | VARCHAR | the same in English
            line | INTEGER | line from 1, NULL in formats without lines
            col | INTEGER | column from 1, in code points
            end_line | INTEGER | last line
            end_col | INTEGER | column after the end
            page | INTEGER | page from 1, NULL in formats without pages
            place | VARCHAR | section, form, row and column in words
            address | VARCHAR | `form.row.column` where it is in a form
            quote | VARCHAR | the text at the place; what stands for it where it is private
            expected | VARCHAR | figure or words that should stand there
            actual | VARCHAR | what stands there
            basis | VARCHAR[] | sources of law
            related | """
            + _RELATED
            + """ | other places, in other files where `path` is not empty
            fingerprint | VARCHAR | what is wrong and where in the form, the same in every format and on every line
            suppressed | VARCHAR | reason for which it is excused
        """
        ),
    ),
    Table(
        "values",
        "Figures of the prescribed forms",
        ("report", "form", "row_id", "column_id"),
        _columns("""
            report | INTEGER | `reports.report`
            form | VARCHAR | id of the form, such as `applications`
            row_id | VARCHAR | id of the row, such as `refused.state_secret`
            column_id | VARCHAR | id of the column, such as `total`
            value | DOUBLE | the figure, NULL where the cell is blank or no number
            raw | VARCHAR | the cell's text
            confidence | DOUBLE | 1, less where the figure was placed by inference or recognised optically
        """),
    ),
    Table(
        "sections",
        "Sections as read",
        ("report", "number"),
        _columns("""
            report | INTEGER | `reports.report`
            number | INTEGER | from 0 in reading order
            parent | INTEGER | number of the section above, NULL at the top
            level | INTEGER | from 1
            role | VARCHAR | role in the edition, such as `applications`
            title | VARCHAR | title without ordinal
            line | INTEGER | line of the heading, from 1
            page | INTEGER | page of the heading, from 1
            characters | INTEGER | characters of prose in it and below
        """),
    ),
    Table(
        "claims",
        "Figures that the prose states",
        ("report", "number"),
        _columns("""
            report | INTEGER | `reports.report`
            number | INTEGER | from 0 in reading order
            role | VARCHAR | what it counts, such as `received` or `review.upheld`
            value | DOUBLE | the figure, 0 for a denial
            unit | VARCHAR | its unit
            scope | VARCHAR | `own` or `aggregate` where the words say so
            of_year | BOOLEAN | whether it can be a figure of the report year
            exact | BOOLEAN | not 约 or 余
            denied | BOOLEAN | said as a denial: 没有收到
            quote | VARCHAR | the clause
        """),
    ),
    Table(
        "gaps",
        "What rules could not tell, but for forms that were not read",
        ("report", "number"),
        _columns("""
            report | INTEGER | `reports.report`
            number | INTEGER | from 0 within the report
            codes | VARCHAR[] | rules that could not be assessed
            reason | VARCHAR | why, in Chinese
            reason_en | VARCHAR | the same in English
        """),
    ),
    Table(
        "agencies",
        "Agencies, each once for all years and all variants of its name",
        ("agency",),
        _columns("""
            agency | INTEGER | number in order of the names, from 0
            name | VARCHAR | that of the roster, else the fullest one
            place | VARCHAR | the place in its name, such as `云岭省青禾市`
            region | VARCHAR | where the roster counts it, NULL where it does not say
            kind | VARCHAR | `government`, `department` or `township`
            parent | INTEGER | the agency above it by roster or list
            listed | BOOLEAN | whether it stands in the roster
            names | VARCHAR[] | all names seen
            doubtful | BOOLEAN | whether it may be another one of these under a short name
        """),
    ),
    Table(
        "missing",
        "Reports that the roster leads one to expect and that are not there",
        ("agency", "year"),
        _columns("""
            agency | INTEGER | `agencies.agency`
            year | INTEGER | report year
            unreadable | INTEGER | a file listed for it that could not be read, NULL where there is none
        """),
    ),
    Table(
        "late",
        "Reports published after the last day, by the date they bear",
        ("report",),
        _columns("""
            report | INTEGER | `reports.report`
            published | DATE | day of publication
            deadline | DATE | last day for its kind of agency and year
            days | INTEGER | days after it
        """),
    ),
    Table(
        "duplicates",
        "Pairs of reports with the same prose, but for names and figures, or with the same content",
        ("report", "other"),
        _columns("""
            report | INTEGER | `reports.report`
            other | INTEGER | the other report, which stands before it
            same_agency | BOOLEAN | whether both are of one agency
            same_file | BOOLEAN | whether their content is the same, byte by byte
            share | DOUBLE | share of its prose that stands in the other one, from 0 to 1
            characters | INTEGER | characters compared, without names, figures and blanks
        """),
    ),
    Table(
        "sums",
        "Cells of a government's report that are not the sum of the reports below it",
        ("report", "form", "row_id", "column_id"),
        _columns("""
            report | INTEGER | the government's report
            form | VARCHAR | id of the form
            row_id | VARCHAR | id of the row
            column_id | VARCHAR | id of the column
            value | DOUBLE | its figure
            total | DOUBLE | the sum of the reports below
            parts | INTEGER | how many reports were added
        """),
    ),
)
"""All tables, in the order in which they are made."""

BY_NAME = {table.name: table for table in TABLES}
