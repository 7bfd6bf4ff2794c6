"""Two sweeps held against each other: which findings are new, gone or changed, and whose reports got better or worse.

Reports are matched by agency and year, findings by their fingerprint, which does not depend on lines, formats or figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gouji.errors import ConfigError
from gouji.sweep.schema import SCHEMA
from gouji.sweep.store import FILE, connected, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SUBJECTS = """
CREATE TEMP TABLE {name} AS
SELECT coalesce(a.name, r.path) AS subject, r.year, sum(r.errors) AS errors
FROM {name}_.reports r LEFT JOIN {name}_.agencies a ON a.agency = r.agency_id GROUP BY ALL;
CREATE TEMP TABLE {name}_found AS
SELECT coalesce(a.name, r.path) AS subject, r.year, f.code, f.severity, f.message, f.message_en, f.address,
    coalesce(f.fingerprint, f.code) AS fingerprint
FROM {name}_.findings f JOIN {name}_.reports r USING (report) LEFT JOIN {name}_.agencies a ON a.agency = r.agency_id
WHERE f.suppressed IS NULL
QUALIFY row_number() OVER (PARTITION BY subject, r.year, coalesce(f.fingerprint, f.code) ORDER BY r.report, f.number) = 1;
"""
_CHANGES = """
CREATE TEMP TABLE change AS
SELECT coalesce(n.subject, o.subject) AS subject, coalesce(n.year, o.year) AS year,
    CASE WHEN o.code IS NULL THEN 'new' WHEN n.code IS NULL THEN 'gone' ELSE 'changed' END AS change,
    coalesce(n.code, o.code) AS code, coalesce(n.severity, o.severity) AS severity,
    coalesce(n.message, o.message) AS message, coalesce(n.message_en, o.message_en) AS message_en,
    coalesce(n.address, o.address) AS address, CASE WHEN n.code IS NOT NULL THEN o.message END AS before
FROM new_found n FULL JOIN old_found o
    ON n.subject = o.subject AND n.year IS NOT DISTINCT FROM o.year AND n.fingerprint = o.fingerprint
WHERE o.code IS NULL OR n.code IS NULL OR n.message <> o.message OR n.severity <> o.severity;
CREATE TEMP TABLE standing AS
SELECT coalesce(n.subject, o.subject) AS subject, coalesce(n.year, o.year) AS year,
    o.errors AS old_errors, n.errors AS new_errors
FROM new n FULL JOIN old o ON n.subject = o.subject AND n.year IS NOT DISTINCT FROM o.year;
"""
_STANDINGS = """
SELECT * FROM (
    SELECT s.subject, s.year, s.old_errors, s.new_errors, count(*) FILTER (change = 'new') AS new,
        count(*) FILTER (change = 'gone') AS gone, count(*) FILTER (change = 'changed') AS changed
    FROM standing s LEFT JOIN change c ON c.subject = s.subject AND c.year IS NOT DISTINCT FROM s.year GROUP BY ALL
) ORDER BY coalesce(new_errors, 0) - coalesce(old_errors, 0) DESC, subject, year
"""
_FOUND = "SELECT * FROM change ORDER BY subject, year, code, address, change, message"


class Standing(NamedTuple):
    """A report in both sweeps: its errors in each (None where it is not there), and counts of findings."""

    subject: str
    year: int | None
    old_errors: int | None
    new_errors: int | None
    new: int
    gone: int
    changed: int

    @property
    def verdict(self) -> str:
        """`added`, `removed`, `worse`, `better`, `changed` or `same`."""
        if self.old_errors is None or self.new_errors is None:
            return "added" if self.old_errors is None else "removed"
        if self.new_errors != self.old_errors:
            return "worse" if self.new_errors > self.old_errors else "better"
        return "changed" if self.new or self.gone or self.changed else "same"


class Change(NamedTuple):
    """A finding that is new, gone or changed; `before` is what was said of it in the earlier sweep."""

    subject: str
    year: int | None
    change: str
    code: str
    severity: str
    message: str
    message_en: str
    address: str | None
    before: str | None


class Differences:
    """What two sweeps differ in."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        """Two stores that have been taken in."""
        self._connection = connection
        connection.execute(_CHANGES)

    def standings(self) -> Iterator[Standing]:
        """Each report, the worst change first."""
        return map(Standing._make, self._connection.execute(_STANDINGS).fetchall())

    def changes(self) -> Iterator[Change]:
        """Each finding that is not the same."""
        return map(Change._make, self._connection.execute(_FOUND).fetchall())


@contextmanager
def differences(old: Path, new: Path) -> Iterator[Differences]:
    """What two sweeps, by their folders or stores, differ in. Raises ConfigError where there is no store."""
    with connected() as connection:
        for name, path in (("old", old), ("new", new)):
            _take_in(connection, name, path / FILE if path.is_dir() else path)
        yield Differences(connection)


def _take_in(connection: DuckDBPyConnection, name: str, file: Path) -> None:
    """Reports and findings of a store, which need not be another one than that taken in before."""
    import duckdb

    try:
        connection.execute(f"ATTACH {literal(file.as_posix())} AS {name}_ (READ_ONLY)")
        found = connection.execute(f"SELECT schema FROM {name}_.runs").fetchall()
    except duckdb.Error as error:
        raise ConfigError(
            f"{file.as_posix()}: 不是批量检查的结果库", f"{file.as_posix()}: is no store of a sweep"
        ) from error
    if found != [(SCHEMA,)]:
        raise ConfigError(
            f"{file.as_posix()}: 结果库的版本不同，请重新批量检查",
            f"{file.as_posix()}: the store is of another version: sweep again",
        )
    connection.execute(_SUBJECTS.format(name=name))
    connection.execute(f"DETACH {name}_")
