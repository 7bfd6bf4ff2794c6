"""Tables of a pack file as they come out of TOML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from gouji.findings import Words
from gouji.grammar.syntax import Formula

Table = Mapping[str, Any]


class Pack(NamedTuple):
    """A pack file: its path and text, its tables (checked for form), and the syntax trees of its formulas.

    `lost` are the ids of tables that were left out for their faults.
    """

    path: str
    text: str
    data: Table
    formulas: Mapping[str, Formula]
    lost: frozenset[str] = frozenset()


class Entry(NamedTuple):
    """A table, its id or role, the file it comes from, and its name in messages (`forms[fees].rows[fees]`)."""

    pack: Pack
    label: str
    name: str
    table: Table


def words(table: Mapping[str, str]) -> Words:
    """What a table says in both languages, under the keys `zh` and `en`."""
    return Words(table["zh"], table["en"])


def listed(data: Table, name: str) -> list[Table]:
    """The tables of a list; anything else that stands there is one empty table, so that its check fails."""
    value = data.get(name, [])
    return [each if isinstance(each, dict) else {} for each in value] if isinstance(value, list) else [{}]


def named(data: Table, name: str) -> list[tuple[str, str, Table]]:
    """The tables of a list, each with its place (`rows[new]`, `rows[new#2]` where an id stands twice) and its id."""
    found: list[tuple[str, str, Table]] = []
    seen: dict[str, int] = {}
    for index, table in enumerate(listed(data, name), 1):
        called = str(table.get("id") or table.get("role") or table.get("ref") or table.get("code") or index)
        seen[called] = again = seen.get(called, 0) + 1
        found.append((f"{name}[{called}]" if again == 1 else f"{name}[{called}#{again}]", called, table))
    return found


def entries(pack: Pack, data: Table, name: str, above: str = "") -> list[Entry]:
    """The tables of a list with their names."""
    return [Entry(pack, above + place, called, table) for place, called, table in named(data, name)]
