"""`python benchmarks/same.py DIR...`: whether sweeps came to the same store: a digest of all rows of each, sorted.

The exit status is 0 where all digests are the same.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

sys.path.append(str(Path(__file__).resolve().parent.parent / "lint"))

from gouji.sweep.schema import TABLES, Table

_AT_ONCE = 10_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a digest for each folder; 1 where they are not all the same."""
    parser = argparse.ArgumentParser(prog="same", description=__doc__)
    parser.add_argument("folders", metavar="DIR", nargs="+", type=Path, help="folder of a sweep")
    digests = {}
    for folder in parser.parse_args(arguments).folders:
        if not (folder / "store.duckdb").is_file():
            parser.error(f"{folder}: no sweep has been made there")
        with duckdb.connect(str(folder / "store.duckdb"), read_only=True) as store:
            made = sha256()
            for table in TABLES:
                _add(made, store, table)
            rows = store.execute("SELECT count(*) FROM reports").fetchall()[0][0]
        digests[folder] = made.hexdigest()
        print(f"{digests[folder]}  {rows} reports  {folder}")
    return int(len(set(digests.values())) > 1)


def _add(made: Any, store: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Add all rows of a table to a digest, in their order."""
    order = f" ORDER BY {', '.join(table.order)}" if table.order else ""
    made.update(table.name.encode())
    answer = store.execute(f'SELECT * FROM "{table.name}"{order}')
    while rows := answer.fetchmany(_AT_ONCE):
        for row in rows:
            made.update(repr(row).encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    sys.exit(main())
