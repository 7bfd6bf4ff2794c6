"""What DuckDB is told: the shape of lines of JSON, and the statements that make tables of them.

A store is made in temporary tables first. `placed` numbers the reports and says where they are kept, `facts` holds what
stands in `reports`, `found` and `gap` findings and gaps, `band` signatures of prose, `named` whose report it is.
"""

from __future__ import annotations

from gouji.sweep.schema import BY_NAME

_WORKED_OUT = frozenset({"report", "source", "agency_id", "errors", "warnings", "infos", "suppressed"})
_OWN = frozenset({"report", "number", "over", "other"})


def _columns(table: str, without: frozenset[str]) -> list[str]:
    return [column.name for column in BY_NAME[table].columns if column.name not in without]


def _typed(table: str, without: frozenset[str] = _OWN) -> str:
    """Names and types of columns."""
    types = {column.name: column.type for column in BY_NAME[table].columns}
    return ", ".join(f'"{name}" {types[name]}' for name in _columns(table, without))


def _out_of(struct: str, table: str) -> str:
    """The columns of a table out of a struct."""
    return ", ".join(f'{struct}."{name}"' for name in _columns(table, _OWN))


_REPORT = frozenset({"report"})
_FACTS = f"{_typed('reports', _WORKED_OUT)}, deadline DATE, fail_on VARCHAR"
_FORM = "form VARCHAR, rows VARCHAR[], columns VARCHAR[], numbers DOUBLE[], raws VARCHAR[], confidences DOUBLE[]"
INDEX = {
    "sequence": "INTEGER", "position": "INTEGER", "source": "INTEGER", "listed": "BOOLEAN", "path": "VARCHAR",
    "key": "VARCHAR", "part": "VARCHAR", "start": "BIGINT", "length": "BIGINT",
}  # fmt: skip
"""A line of the index: which report stands in which part."""
LINE = {
    "key": "VARCHAR",
    "report": f"STRUCT({_FACTS})",
    "findings": f"STRUCT({_typed('findings')})[]",
    "gaps": f"STRUCT({_typed('gaps')})[]",
    "forms": f"STRUCT({_FORM})[]",
    "sections": f"STRUCT({_typed('sections', _REPORT)})[]",
    "claims": f"STRUCT({_typed('claims')})[]",
    "bands": "BIGINT[]",
}
"""A line on a report."""
CASE = {
    "path": "VARCHAR",
    "findings": f"STRUCT({_typed('findings')}, over VARCHAR, other VARCHAR)[]",
    "gaps": f"STRUCT({_typed('gaps')})[]",
    "duplicates": "STRUCT(other VARCHAR, same_agency BOOLEAN, share DOUBLE, characters INTEGER)[]",
    "sums": f"STRUCT({_typed('sums', _REPORT)})[]",
}
"""A line on a comparison."""

SCRATCH = f"""
CREATE TEMP TABLE placed (report INTEGER, source INTEGER, path VARCHAR, key VARCHAR, part VARCHAR, start BIGINT, length BIGINT);
CREATE TEMP TABLE facts (report INTEGER, source INTEGER, {_FACTS});
CREATE TEMP TABLE found (report INTEGER, over VARCHAR, other VARCHAR, rank INTEGER, item STRUCT({_typed("findings")}));
CREATE TEMP TABLE gap (report INTEGER, later BOOLEAN, rank INTEGER, item STRUCT({_typed("gaps")}));
CREATE TEMP TABLE band (report INTEGER, band BIGINT);
CREATE TEMP TABLE named (report INTEGER, agency INTEGER);
"""
NUMBERED = """
INSERT INTO placed
SELECT row_number() OVER (ORDER BY sequence, position) - 1, source, path, key, part, start, length
FROM (
    SELECT * FROM {index}
    QUALIFY row_number() OVER (PARTITION BY path ORDER BY listed DESC, sequence, position) = 1
)
ORDER BY 1
"""
NAMES = "SELECT part FROM placed GROUP BY part ORDER BY min(report)"
FROM_LINES = f"""
INSERT INTO facts SELECT n, source, unnest(report) FROM line ORDER BY n;
INSERT INTO found SELECT n, 'report', NULL, rank, item
FROM (SELECT n, unnest(findings) AS item, generate_subscripts(findings, 1) AS rank FROM line);
INSERT INTO gap SELECT n, false, rank, item
FROM (SELECT n, unnest(gaps) AS item, generate_subscripts(gaps, 1) AS rank FROM line);
INSERT INTO "values"
SELECT n, f.form, unnest(f.rows), unnest(f.columns), unnest(f.numbers), unnest(f.raws), unnest(f.confidences)
FROM (SELECT n, unnest(forms) AS f FROM line) ORDER BY ALL;
INSERT INTO sections SELECT n, unnest(s) FROM (SELECT n, unnest(sections) AS s FROM line) ORDER BY n, s.number;
INSERT INTO claims SELECT n, rank - 1, {_out_of("c", "claims")}
FROM (SELECT n, unnest(claims) AS c, generate_subscripts(claims, 1) AS rank FROM line) ORDER BY n, rank;
INSERT INTO band SELECT n, unnest(bands) FROM line;
"""
FROM_CASES = f"""
INSERT INTO found SELECT n, item.over, item.other, rank, row({_out_of("item", "findings")})
FROM (SELECT n, unnest(findings) AS item, generate_subscripts(findings, 1) AS rank FROM line);
INSERT INTO gap SELECT n, true, rank, item
FROM (SELECT n, unnest(gaps) AS item, generate_subscripts(gaps, 1) AS rank FROM line);
INSERT INTO duplicates SELECT n, p.report, d.same_agency, false, d.share, d.characters
FROM (SELECT n, unnest(duplicates) AS d FROM line) JOIN placed p ON p.path = d.other ORDER BY ALL;
INSERT INTO sums SELECT n, unnest(s) FROM (SELECT n, unnest(sums) AS s FROM line) ORDER BY ALL;
"""
_SEVERE = ", ".join(
    f"count(*) FILTER (item.severity = '{severity}' AND item.suppressed IS NULL) AS {severity}s"
    for severity in ("error", "warning", "info")
)
_SLICE = "report >= $first AND report < $last"
FINAL = (
    f"""
INSERT INTO reports BY NAME
SELECT f.* EXCLUDE (deadline, fail_on, failed), n.agency AS agency_id,
    coalesce(errors, 0) AS errors, coalesce(warnings, 0) AS warnings, coalesce(infos, 0) AS infos,
    coalesce(c.suppressed, 0) AS suppressed,
    coalesce(CASE fail_on WHEN 'never' THEN 0 WHEN 'info' THEN errors + warnings + infos
             WHEN 'warning' THEN errors + warnings ELSE errors END > 0, false) AS failed
FROM (SELECT * FROM facts WHERE {_SLICE}) f LEFT JOIN named n USING (report) LEFT JOIN (
    SELECT report, {_SEVERE}, count(item.suppressed) AS suppressed FROM found WHERE {_SLICE} GROUP BY report
) c USING (report) ORDER BY f.report
""",
    f"""
INSERT INTO findings
SELECT f.report, row_number() OVER (PARTITION BY f.report ORDER BY
    CASE over WHEN 'report' THEN 0 WHEN 'years' THEN 1 WHEN 'peers' THEN 2 ELSE 3 END, rank) - 1, over, p.report,
    {_out_of("item", "findings")}
FROM (SELECT * FROM found WHERE {_SLICE}) f LEFT JOIN placed p ON p.path = f.other ORDER BY 1, 2
""",
    f"""
INSERT INTO gaps
SELECT report, row_number() OVER (PARTITION BY report ORDER BY later, rank) - 1, {_out_of("item", "gaps")}
FROM gap WHERE {_SLICE} ORDER BY 1, 2
""",
)
"""What needs all that was read and compared, for the reports from `first` up to before `last`."""
COUNTED = """
UPDATE runs SET
    reports = (SELECT count(*) FROM reports),
    unreadable = (SELECT count(*) FROM reports WHERE status = 'unreadable'),
    first_year = (SELECT min(year) FROM reports WHERE status <> 'unreadable'),
    last_year = (SELECT max(year) FROM reports WHERE status <> 'unreadable');
UPDATE sources SET
    reports = (SELECT count(*) FROM reports r WHERE r.source = sources.source),
    unreadable = (SELECT count(*) FROM reports r WHERE r.source = sources.source AND status = 'unreadable');
"""
_NAME = "coalesce(f.listed_agency, f.agency)"
_FOLDER = "regexp_extract(f.path, '^(.*)/[^/]*$', 1)"
_KIND = "min(coalesce(listed_kind, kind)), min(listed_parent)"
SEEN = f"SELECT {_NAME} AS name, '', {_KIND} FROM facts f WHERE {_NAME} IS NOT NULL GROUP BY ALL ORDER BY ALL"
"""Names of agencies."""
SEEN_AT = f"""
SELECT {_NAME} AS name, {_FOLDER} AS folder, {_KIND}
FROM facts f JOIN doubt d ON d.name = {_NAME} GROUP BY ALL ORDER BY ALL
"""
"""Names that several agencies may have, with their folders."""
BESIDE = f"""
WITH folders AS (SELECT DISTINCT {_FOLDER} AS folder FROM facts f JOIN doubt d ON d.name = {_NAME})
SELECT DISTINCT {_NAME} AS name, {_FOLDER} AS folder
FROM facts f JOIN folders o ON o.folder = {_FOLDER} WHERE {_NAME} IS NOT NULL ORDER BY ALL
"""
"""All names in folders where such a name stands."""
NAMED = f"""
INSERT INTO named SELECT f.report, n.agency
FROM facts f JOIN name n ON n.name = {_NAME} AND coalesce(n.folder = {_FOLDER}, true) ORDER BY 1
"""
EXPECTED = """
CREATE TEMP TABLE had AS
SELECT n.agency, f.year, min(f.report) FILTER (f.status <> 'unreadable') AS read, min(f.report) AS report
FROM facts f JOIN named n USING (report) WHERE f.year IS NOT NULL GROUP BY ALL;
INSERT INTO missing
SELECT DISTINCT agency, year, h.report FROM (
    SELECT agency, unnest(range(
        greatest(first_year, (SELECT min(year) FROM had WHERE read IS NOT NULL)),
        least(last_year, (SELECT max(year) FROM had WHERE read IS NOT NULL)) + 1)) AS year
    FROM expected WHERE year IS NULL
    UNION ALL SELECT agency, year FROM expected WHERE year IS NOT NULL
) LEFT JOIN had h USING (agency, year) WHERE h.read IS NULL ORDER BY 1, 2;
"""
"""Reports that should be there; without years of its own an agency has to report in all years of the sweep."""
LATE = """
INSERT INTO late SELECT report, published, deadline, date_diff('day', deadline, published)
FROM facts WHERE published > deadline AND published <= $today ORDER BY 1
"""
LIKELY = """
CREATE TEMP TABLE likely AS
SELECT report, other, shared FROM (
    SELECT report, other, count(*) AS shared FROM (
        SELECT report, unnest([
            lag(report, 1) OVER beside, lag(report, 2) OVER beside, lag(report, 3) OVER beside
        ]) AS other
        FROM band WINDOW beside AS (PARTITION BY band ORDER BY report)
    ) WHERE other IS NOT NULL GROUP BY ALL HAVING count(*) > 1
) QUALIFY row_number() OVER (PARTITION BY report ORDER BY shared DESC, other) <= 4;
"""
"""Pairs of reports that share two bands or more: with up to three that stand before in each, and the four likeliest."""
KEPT = """
CREATE TEMP TABLE kept AS
SELECT p.report, f.year, f.kind, f.scope, n.agency, row_number() OVER (ORDER BY n.agency, f.year, p.report) - 1 AS place
FROM placed p JOIN facts f USING (report) LEFT JOIN named n USING (report) WHERE p.length > 0;
CREATE TEMP TABLE yearly AS
SELECT agency, year, min(report) AS report FROM kept WHERE agency IS NOT NULL AND year IS NOT NULL GROUP BY ALL;
"""
"""Reports in the order in which they are compared, and the one of each agency and year."""
_STORED = "{'path': p.path, 'part': p.part, 'start': p.start, 'length': p.length"
CASES = f"""
WITH part AS (SELECT * FROM kept WHERE place >= $first AND place < $last),
before AS (
    SELECT s.report, {_STORED}}} AS stored
    FROM part s ASOF JOIN yearly y ON s.agency = y.agency AND s.year > y.year JOIN placed p ON p.report = y.report
), beside AS (
    SELECT l.report, list({_STORED}, 'same_agency': coalesce(o.agency = s.agency, false)}} ORDER BY l.other) AS peers
    FROM part s JOIN likely l USING (report) JOIN kept o ON o.report = l.other JOIN placed p ON p.report = l.other
    GROUP BY l.report
), below AS (
    SELECT s.report, list({_STORED}}} ORDER BY c.report) FILTER (c.report IS NOT NULL) AS parts,
        list(a.name ORDER BY a.name) FILTER (c.report IS NULL) AS missing
    FROM part s SEMI JOIN yearly USING (report) JOIN agencies a ON a.parent = s.agency
    LEFT JOIN expected e ON e.agency = a.agency AND e.year IS NULL
    LEFT JOIN yearly c ON c.agency = a.agency AND c.year = s.year
    LEFT JOIN placed p ON p.report = c.report
    WHERE s.kind = 'government' AND s.scope IS DISTINCT FROM 'own'
        AND (c.report IS NOT NULL OR a.listed AND s.year BETWEEN coalesce(e.first_year, s.year) AND coalesce(e.last_year, s.year))
    GROUP BY s.report
)
SELECT {_STORED}}}, before.stored, beside.peers, below.parts, below.missing
FROM part s JOIN placed p USING (report)
LEFT JOIN before USING (report) LEFT JOIN beside USING (report) LEFT JOIN below USING (report)
WHERE before.stored IS NOT NULL OR beside.peers IS NOT NULL OR below.report IS NOT NULL
ORDER BY s.place
"""
"""What is to be compared: each report with the one of its agency before it, its likely copies, and those below it."""
SAME_FILES = """
INSERT INTO duplicates
SELECT f.report, o.other, coalesce(n.agency = m.agency, false), true, 1, NULL
FROM facts f JOIN (SELECT content, min(report) AS other FROM facts WHERE content IS NOT NULL GROUP BY content) o USING (content)
LEFT JOIN named n ON n.report = f.report LEFT JOIN named m ON m.report = o.other
WHERE f.report > o.other AND f.status <> 'unreadable'
    AND NOT EXISTS (SELECT 1 FROM duplicates d WHERE d.report = f.report AND d.other = o.other) ORDER BY ALL;
UPDATE duplicates SET same_file = true FROM facts f, facts o
WHERE f.report = duplicates.report AND o.report = duplicates.other AND f.content = o.content;
"""
