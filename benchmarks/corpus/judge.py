"""`python benchmarks/corpus/judge.py CORPUS SWEEP`: what a sweep of a corpus found, held against what was put in.

Errors and warnings count. A fault is found where its report has a finding of its code, a cell where the finding is at it;
a finding is right where its report has the fault, is a copy or copied from, or does not follow from the year before because
of a figure that was moved in one of the two. A cell of a government's form is expected to differ from the sum by what the manifest says that its report tells too
much, less what those below do; where a report below is missing, nothing but that is expected. Needs the extra `sweep`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb

Rows = list[tuple[Any, ...]]

_TAKEN_IN = """
CREATE TABLE manifest AS SELECT * FROM read_csv('{manifest}', header=true, all_varchar=true);
CREATE TABLE planted AS SELECT *, year::INTEGER AS on_year FROM manifest WHERE code IS NOT NULL;
CREATE TABLE roster AS SELECT * FROM read_csv('{roster}', header=true, all_varchar=true);
ATTACH '{store}' AS swept (READ_ONLY);
CREATE TABLE known AS
SELECT r.report, r.year, a.name AS agency, regexp_extract(r.path, '[^/]+/[^/]+/[^/]+$') AS path
FROM swept.reports r LEFT JOIN swept.agencies a ON a.agency = r.agency_id;
CREATE TABLE told AS
SELECT DISTINCT k.path, f.code, f.address FROM swept.findings f JOIN known k USING (report)
WHERE f.severity <> 'info' AND f.suppressed IS NULL;
CREATE TABLE gone AS SELECT a.name AS agency, m.year FROM swept.missing m JOIN swept.agencies a USING (agency);
CREATE TABLE slow AS SELECT k.path FROM swept.late JOIN known k USING (report);
CREATE TABLE twin AS
SELECT k.path, o.path AS other, d.share, d.same_agency
FROM swept.duplicates d JOIN known k USING (report) JOIN known o ON o.report = d.other;
CREATE TABLE moved AS
SELECT agency, year, path, code, split_part(cell, '=', 1) AS address, split_part(cell, '=', 2)::DOUBLE AS off
FROM (SELECT *, unnest(string_split(moved, ' ')) AS cell FROM planted WHERE moved IS NOT NULL);
CREATE TABLE going_on AS SELECT * FROM (VALUES
    ('CMP001', 'applications[.]carried_(in|out)[.]'), ('CMP002', 'documents[.]'), ('CMP003', '[.](items_last_year|change)$')
) AS rules(code, cells);
CREATE TABLE above AS
SELECT g.agency, g.year, g.path, bool_and(m.path IS NOT NULL) AS whole
FROM manifest g JOIN roster r ON r.parent = g.agency JOIN manifest m ON m.agency = r.agency AND m.year = g.year
WHERE g.path IS NOT NULL AND g.year::INTEGER >= {tables} GROUP BY ALL;
CREATE TABLE shown AS
SELECT a.path, code, address, off FROM moved m JOIN above a USING (agency, year) WHERE whole
UNION ALL
SELECT a.path, m.code || ' below', address, -off
FROM moved m JOIN roster r USING (agency) JOIN above a ON a.agency = r.parent AND a.year = m.year
WHERE whole AND m.code <> 'CMP006';
CREATE TABLE apart AS SELECT path, address, sum(off) AS off FROM shown GROUP BY ALL HAVING sum(off) <> 0;
CREATE TABLE differing AS
SELECT k.path, concat_ws('.', s.form, s.row_id, s.column_id) AS address, round(s.value - s.total, 2) AS off
FROM swept.sums s JOIN known k USING (report);
CREATE TABLE forms AS SELECT DISTINCT path, split_part(address, '.', 1) AS form FROM apart;
CREATE TABLE noted AS
SELECT k.path, split_part(f.address, '.', 1) AS form FROM swept.findings f JOIN known k USING (report) WHERE f.code = 'CMP006';
CREATE TABLE gapped AS
SELECT DISTINCT k.path FROM swept.gaps g JOIN known k USING (report) WHERE list_contains(g.codes, 'CMP006');
"""
_READ = "SELECT (SELECT count(path) FROM manifest), (SELECT count(DISTINCT path) FROM known JOIN manifest USING (path))"
_RECALL = """
SELECT p.code, count(*) AS planted, count(t.path) AS found, count(p.address) AS cells, count(t.path) FILTER (t.exact) AS exact
FROM planted p LEFT JOIN (
    SELECT p.path, bool_or(coalesce(t.address = p.address, false)) AS exact
    FROM planted p JOIN told t ON t.path = p.path AND starts_with(t.code, p.code) GROUP BY p.path
) t USING (path) WHERE p.code NOT IN ('missing', 'copied', 'CMP006') GROUP BY ALL ORDER BY ALL
"""
_PRECISION = """
SELECT t.code, count(*) AS reports, count(*) FILTER (EXISTS (
    SELECT 1 FROM planted p WHERE (p.path = t.path AND starts_with(t.code, p.code))
        OR (t.code = 'CMP005' AND p.code = 'copied' AND t.path IN (p.path, p.address))
    ) OR EXISTS (
    SELECT 1 FROM moved v JOIN going_on g ON g.code = t.code AND regexp_matches(v.address, g.cells)
    WHERE v.agency = t.agency AND v.year::INTEGER BETWEEN t.year - 1 AND t.year AND v.code <> 'CMP006')
) AS right
FROM (SELECT DISTINCT told.path, code, agency, year FROM told JOIN known USING (path)) t GROUP BY ALL ORDER BY ALL
"""
_MISSING = """
SELECT (SELECT count(*) FROM planted WHERE code = 'missing'), (SELECT count(*) FROM gone),
    (SELECT count(*) FROM gone g JOIN planted p ON p.agency = g.agency AND p.on_year = g.year AND p.code = 'missing')
"""
_LATE = """
SELECT (SELECT count(*) FROM planted WHERE code = 'DAT507'), (SELECT count(*) FROM slow),
    (SELECT count(*) FROM slow JOIN planted USING (path) WHERE code = 'DAT507')
"""
_COPIES = """
SELECT floor(p.share::DOUBLE * 10 + 1e-9) / 10 AS planted, count(*), count(t.path), avg(abs(t.share - p.share::DOUBLE))
FROM planted p LEFT JOIN twin t ON (t.path = p.path AND t.other = p.address) OR (t.other = p.path AND t.path = p.address)
WHERE p.code = 'copied' GROUP BY ALL ORDER BY ALL
"""
_OTHER_COPIES = """
SELECT count(*) FROM twin t WHERE NOT EXISTS (
    SELECT 1 FROM planted p WHERE p.code = 'copied' AND (p.path, p.address) IN ((t.path, t.other), (t.other, t.path)))
"""
_SUMS = """
SELECT s.code, count(DISTINCT s.path), count(*), count(d.path) FROM shown s JOIN apart USING (path, address)
LEFT JOIN differing d ON d.path = s.path AND d.address = s.address AND d.off = apart.off GROUP BY ALL ORDER BY ALL
"""
_ALL_SUMS = """
SELECT (SELECT count(*) FROM apart), (SELECT count(*) FROM differing),
    (SELECT count(*) FROM apart JOIN differing USING (path, address, off))
"""
_NOT_WHOLE = """
SELECT (SELECT count(*) FROM above WHERE NOT whole), (SELECT count(*) FROM gapped),
    (SELECT count(*) FROM above JOIN gapped USING (path) WHERE NOT whole)
"""
_FORMS = """
SELECT (SELECT count(*) FROM forms), (SELECT count(*) FROM noted), (SELECT count(*) FROM forms JOIN noted USING (path, form))
"""
_FIRST_TABLES = 2014
"""The first year that reports have forms on."""


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 where a fault, a missing or late report or a sum was not found, or something was that is not there."""
    parser = argparse.ArgumentParser(prog="judge", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of the corpus, with manifest.csv")
    parser.add_argument("sweep", type=Path, help="folder of the sweep, with store.duckdb")
    given = parser.parse_args(arguments)
    paths = {name: given.corpus / f"{name}.csv" for name in ("manifest", "roster")} | {
        "store": given.sweep / "store.duckdb"
    }
    named = {name: path.as_posix().replace("'", "''") for name, path in paths.items()}
    with duckdb.connect() as database:
        database.execute(_TAKEN_IN.format(**named, tables=_FIRST_TABLES))
        amiss = sum(_judged(database))
    return int(amiss > 0)


def _rolled_up(rows: Callable[[str], Rows]) -> Iterator[int]:
    """The cells that are not sums, by address and by how much."""
    _table(("not the sum", "governments", "cells", "found", "recall"), (
        (*row, _share(row[3], row[2])) for row in rows(_SUMS)
    ))  # fmt: skip
    expected, told, right = rows(_ALL_SUMS)[0]
    print(f"all cells: {expected} are not the sum, {told} told, {right} of these right: ", end="")
    print(f"recall {_share(right, expected)}, precision {_share(right, told)}")
    yield expected + told - 2 * right
    for name, query in (("forms with such a cell", _FORMS), ("governments whose sums are not whole", _NOT_WHOLE)):
        expected, told, right = rows(query)[0]
        print(f"{name}: {expected}, {told} told, {right} of these right")
        yield expected + told - 2 * right
    print()


def _judged(database: Any) -> Iterator[int]:
    """How much is amiss in each part, which is printed."""

    def rows(query: str) -> Rows:
        return database.execute(query).fetchall()  # type: ignore[no-any-return]

    written, read = rows(_READ)[0]
    print(f"reports: {written} in the manifest, {read} of them in the store")
    yield written - read
    recall, precision = rows(_RECALL), rows(_PRECISION)
    _table(("fault", "planted", "found", "recall", "cells", "at the cell"), (
        (code, planted, found, _share(found, planted), cells, exact) for code, planted, found, cells, exact in recall
    ))  # fmt: skip
    planted, found = (sum(row[at] for row in recall) for at in (1, 2))
    print(f"all faults: {found} of {planted} found, {_share(found, planted)}\n")
    yield planted - found
    _table(("finding", "reports", "right", "precision"), ((*row, _share(row[2], row[1])) for row in precision))
    told, right = (sum(row[at] for row in precision) for at in (1, 2))
    print(f"all findings: {right} of {told} right, {_share(right, told)}\n")
    yield told - right
    for name, query in (("missing", _MISSING), ("late", _LATE)):
        planted, told, right = rows(query)[0]
        print(f"{name}: {planted} planted, {told} told, {right} of these right")
        yield planted + told - 2 * right
    print()
    yield from _rolled_up(rows)
    _table(("likeness", "copies", "found", "recall", "share differs by"), (
        (f"{low:.1f}-{low + 0.1:.1f}", count, found, _share(found, count), "" if by is None else f"{by:.3f}")
        for low, count, found, by in rows(_COPIES)
    ))  # fmt: skip
    print(f"pairs that were not planted: {rows(_OTHER_COPIES)[0][0]}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "-"


def _table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Columns of the same width."""
    print("".join(f"{name:>18}" for name in head))
    for row in rows:
        print("".join(f"{cell:>18}" for cell in row))


if __name__ == "__main__":
    sys.exit(main())
