"""The store: one DuckDB file, made of the part files by what DuckDB itself reads and writes. Needs the extra `sweep`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from gouji.extras import needed
from gouji.sweep.schema import BY_NAME, TABLES
from gouji.sweep.statements import CASE, COUNTED, FINAL, FROM_CASES, FROM_LINES, INDEX, LINE, NAMES, NUMBERED, SCRATCH

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FILE, DRAFT, SPILL = "store.duckdb", "store.duckdb.draft", "store.spill"
_AT_ONCE = 8
_PAGED = 500
_SLICE = 10_000
"""So many reports are dealt with at once where that takes memory."""
_PAGE = "SELECT * FROM page WHERE rowid >= ? AND rowid < ? ORDER BY rowid"
_LINE, _LONGEST = 2, 64
"""So many megabytes a line of JSON has at most, usually and ever; DuckDB sets aside several times as much."""
MEMORY = 96
"""So many megabytes DuckDB takes before it puts things on disk: the same for ten thousand reports and for a million."""
MOST_MEMORY = 4096
_encode = msgspec.json.Encoder().encode
_LINES = (
    "CREATE OR REPLACE TEMP TABLE line AS SELECT p.report AS n, p.source, l.* FROM {lines} l "
    "JOIN placed p ON p.key = l.key ORDER BY n"
)
_COMPARED = (
    "CREATE OR REPLACE TEMP TABLE line AS SELECT p.report AS n, l.* FROM {lines} l JOIN placed p ON p.path = l.path"
)


def connected(file: str = ":memory:", *, read_only: bool = False) -> DuckDBPyConnection:
    """A database. Raises ConfigError where DuckDB is not installed."""
    with needed("sweep"):
        import duckdb
    return duckdb.connect(file, read_only=read_only)


def standing(folder: Path, made_of: str, parquet: bool) -> DuckDBPyConnection | None:
    """The store that stands in a folder, if it was made of the same and has its Parquet files where they are wanted."""
    import duckdb

    if not (folder / FILE).is_file() or (parquet and not (folder / "parquet").is_dir()):
        return None
    try:
        connection = duckdb.connect(str(folder / FILE), read_only=True)
        found = connection.execute("SELECT made_of FROM runs").fetchall()
    except duckdb.Error:  # of another version, or damaged
        return None
    if found == [(made_of,)]:
        return connection
    connection.close()
    return None


class Store:
    """A store in the making."""

    def __init__(self, folder: Path) -> None:
        """An empty store beside the one that may be there. Raises ConfigError where DuckDB is not installed."""
        self.folder = folder
        self._draft = folder / DRAFT
        self._remove()
        self.connection = connected(str(self._draft))
        spill = folder / SPILL
        self._memory = MEMORY
        # Each thread has buffers of its own, and a second one saves seconds in an hour.
        self.run(f"SET memory_limit='{MEMORY}MB'; SET threads=1; SET temp_directory={literal(str(spill))}")
        for table in TABLES:
            self.run(table.definition)
        self.run(SCRATCH)

    def run(self, statement: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> DuckDBPyConnection:
        """Execute a statement."""
        return self.connection.execute(statement, parameters or None)

    def do(self, script: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> None:
        """Execute statements without results, all or none, with more memory where what is set aside is too little."""
        import duckdb

        while True:
            self.connection.begin()
            try:
                self.connection.execute(script, parameters or None)
                self.connection.commit()
                return
            except duckdb.OutOfMemoryException:
                self._undo()
                if self._memory >= MOST_MEMORY:
                    raise
                self._memory *= 2
                self.run(f"SET memory_limit='{self._memory}MB'")
            except duckdb.Error:
                self._undo()
                raise

    def _undo(self) -> None:
        """Roll back what was begun, where DuckDB has not done so itself."""
        import duckdb

        with suppress(duckdb.Error):
            self.connection.rollback()

    def rows(self, query: str, parameters: Mapping[str, object] | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, some at a time."""
        self.do(f"CREATE OR REPLACE TEMP TABLE page AS {query}", parameters or ())
        start = 0
        while batch := self.run(_PAGE, [start, start + _PAGED]).fetchall():
            yield from batch
            start += _PAGED

    def slices(self) -> Iterator[dict[str, int]]:
        """From which up to before which report, for statements that need memory that grows with the number of reports."""
        count = self.run("SELECT count(*) FROM placed").fetchall()[0][0]
        yield from ({"first": first, "last": first + _SLICE} for first in range(0, count, _SLICE))

    def place(self, index: Path, parts: Path, told: Callable[[int], None]) -> None:
        """Number the reports of an index and load what the parts say of them, telling how many were loaded."""
        self.do(NUMBERED.format(index=_read([str(index)], INDEX)))
        names = [str(name) for (name,) in self.run(NAMES).fetchall()]
        for at in range(0, len(names), _AT_ONCE):
            files = [str(parts / f"{name}.jsonl.gz") for name in names[at : at + _AT_ONCE]]
            self._load(_LINES, files, LINE)
            self.do(FROM_LINES)
            told(self.run("SELECT count(*) FROM facts").fetchall()[0][0])

    def _load(self, query: str, files: Sequence[str], columns: Mapping[str, str]) -> None:
        """Take in lines of JSON, as the table `line`."""
        import duckdb

        try:
            self.do(query.format(lines=_read(files, columns)))
        except duckdb.InvalidInputException:  # some line is longer
            self.do(query.format(lines=_read(files, columns, _LONGEST)))

    def compared(self, files: Sequence[str]) -> None:
        """Load what comparisons gave."""
        for at in range(0, len(files), _AT_ONCE):
            self._load(_COMPARED, files[at : at + _AT_ONCE], CASE)
            self.do(FROM_CASES)

    def fill(self, table: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Put rows, which may lack columns, into a table."""
        columns = {column.name: column.type for column in BY_NAME[table].columns}
        self._put(f'INSERT INTO "{table}" BY NAME', columns, rows)

    def scratch(self, table: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, object]]) -> None:
        """Put rows into a temporary table of its own."""
        self._put(f"CREATE TEMP TABLE {table} AS", columns, rows)

    def _put(self, into: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, object]]) -> None:
        """Rows by way of a file: one by one would take hours."""
        draft = self.folder / "rows.draft"
        try:
            with draft.open("wb") as file:
                file.writelines(_encode(row) + b"\n" for row in rows)
            self.do(f"{into} SELECT * FROM {_read([str(draft)], columns)}")
        finally:
            draft.unlink(missing_ok=True)

    def complete(self, run: Mapping[str, object], sources: Iterable[Mapping[str, object]]) -> None:
        """Work out what needs all reports and comparisons, with the rows on the run and its sources."""
        for some in self.slices():
            for statement in FINAL:
                self.do(statement, some)
        self.fill("runs", [run])
        self.fill("sources", sources)
        self.do(COUNTED)

    def parquet(self) -> None:
        """Write all tables, once they are complete, as Parquet files too. Raises OSError."""
        folder = self.folder / "parquet"
        folder.mkdir(exist_ok=True)
        for table in TABLES:
            order = f" ORDER BY {', '.join(table.order)}" if table.order else ""
            file = literal(str(folder / f"{table.name}.parquet"))
            self.do(f'COPY (SELECT * FROM "{table.name}"{order}) TO {file} (FORMAT parquet, COMPRESSION zstd)')

    def put(self) -> None:
        """Put the store in its place, all of it written. Raises OSError."""
        # Closing writes what is left too, but says nothing where it cannot.
        self.run("CHECKPOINT")
        self.connection.close()
        self._draft.replace(self.folder / FILE)

    def abandon(self) -> None:
        """Close and delete what was made."""
        self.connection.close()
        self._remove()

    def _remove(self) -> None:
        with suppress(OSError):
            for name in (DRAFT, f"{DRAFT}.wal"):
                (self.folder / name).unlink(missing_ok=True)
        shutil.rmtree(self.folder / SPILL, ignore_errors=True)


def literal(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _read(files: Sequence[str], columns: Mapping[str, str], longest: int = _LINE) -> str:
    """The table function that reads files of lines of JSON, of so many megabytes each at most."""
    shape = ", ".join(f'"{name}": {literal(type)}' for name, type in columns.items())
    return (
        f"read_json([{', '.join(map(literal, files))}], format='newline_delimited', compression='auto', "
        f"columns={{{shape}}}, maximum_object_size={longest << 20})"
    )
