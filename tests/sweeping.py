"""Folders to sweep, and what is in the store of a sweep."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

import builder
from builder.years import succeed
from gouji.sweep.schema import TABLES

TODAY = ("--today", "2026-06-01")
TEXT = builder.build("2021", 1).render("tabs")
Rows = dict[str, list[tuple[Any, ...]]]


def rows(out: Path) -> Rows:
    """All tables of a store, in their order."""
    with duckdb.connect(str(out / "store.duckdb"), read_only=True) as store:
        return {
            table.name: store.execute(
                f'SELECT * FROM "{table.name}"' + (f" ORDER BY {', '.join(table.order)}" if table.order else "")
            ).fetchall()
            for table in TABLES
        }


def years(folder: Path, seeds: Sequence[int], count: int = 3) -> Path:
    """Reports of agencies on successive years."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        made = builder.build("2021", seed, length=8, year=2021)
        for _ in range(count):
            (folder / f"{seed}-{made.year}.txt").write_text(made.render("pipes"), encoding="utf-8")
            made = succeed(made, seed, more=seed % 2)
    return folder
