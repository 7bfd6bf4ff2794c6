"""The tables of a sweep's store, and the page that describes them."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from gouji.sweep.schema import TABLES, Table

PAGE = (Path(__file__).parent.parent / "docs" / "sweep.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.+?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_page_describes_each_table(table: Table) -> None:
    rows = "\n".join(f"| `{column.name}` | {column.type} | {column.meaning} |" for column in table.columns)
    assert f"### {table.name}\n" in PAGE
    assert rows in PAGE


@pytest.mark.parametrize("query", QUERIES)
def test_queries_of_the_page_run(query: str) -> None:
    with duckdb.connect() as store:
        for table in TABLES:
            store.execute(table.definition)
        assert store.execute(query).fetchall() == []


def test_the_order_of_rows_is_by_columns_of_the_table() -> None:
    for table in TABLES:
        assert set(table.order) <= {column.name for column in table.columns}
