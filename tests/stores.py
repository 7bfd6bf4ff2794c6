"""Small stores of sweeps, by the schema's own statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from gouji.sweep.schema import SCHEMA, TABLES

Rows = Iterable[Mapping[str, object]]
RUN = {"schema": SCHEMA, "version": "0.1.0", "packs": ["gouji"], "today": "2025-04-01", "passed": 0, "defects": 0}
COUNTS = {"errors": 0, "warnings": 0, "infos": 0, "suppressed": 0}


def make(path: Path, **tables: Rows) -> Path:
    """A store with rows, which may lack columns, in the named tables."""
    with duckdb.connect(str(path)) as store:
        for table in TABLES:
            store.execute(table.definition)
        for name, rows in {"runs": [RUN], **tables}.items():
            for row in rows:
                whole = {**COUNTS, "status": "checked", **row} if name == "reports" else row
                names = ", ".join(f'"{column}"' for column in whole)
                marks = ", ".join("?" * len(whole))
                store.execute(f'INSERT INTO "{name}" ({names}) VALUES ({marks})', list(whole.values()))
    return path


def query(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows that a statement gives of the store in a folder."""
    with duckdb.connect(str(folder / "store.duckdb"), read_only=True) as store:
        return store.execute(sql).fetchall()
