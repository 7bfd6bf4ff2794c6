"""Check of a pack file against the schema, table by table, so that every table's fault comes to light at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from gouji.findings import Words
from gouji.packs.places import Fault
from gouji.packs.schema import PARTS, TABLES, Head, Strict
from gouji.packs.tables import named


def faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """All faults of form in a pack file, in its order."""
    yield from _checked({key: value for key, value in data.items() if key not in TABLES}, Head, "")
    yield from _head(data)
    for name, kind in TABLES.items():
        for table, label in _tables(data, name, ""):
            if name != "forms":
                yield from _checked(table, kind, label)
                yield from _patterns(table, label)
                continue
            yield from _checked({key: value for key, value in table.items() if key not in PARTS}, kind, label)
            for part, struct in PARTS.items():
                for row, place in _tables(table, part, label + "."):
                    yield from _checked(row, struct, place)


def _head(data: Mapping[str, Any]) -> Iterator[Fault]:
    if "extends" in data:
        yield from (
            Fault("", key, Words("不能与 extends 并用", "cannot stand beside extends"))
            for key in ("id", "years", "name", "ordered")
            if key in data
        )
    else:
        yield from (
            Fault("", key, Words("缺少此键（或写 extends）", "is missing (or write extends)"))
            for key in ("id", "name", "years")
            if key not in data
        )


def _tables(data: Mapping[str, Any], name: str, above: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    for place, _, table in named(data, name):
        yield table, above + place


def _checked(table: Mapping[str, Any], kind: type[Strict], label: str) -> Iterator[Fault]:
    try:
        msgspec.convert(table, kind)
    except msgspec.ValidationError as fault:
        detail, _, path = str(fault).partition(" - at `$")
        key = re.match(r"\.(\w+)", path) or re.search(r"field `(\w+)`", detail)
        yield Fault(label, key[1] if key else "", Words(f"不合要求：{detail}", detail))


def _patterns(table: Mapping[str, Any], label: str) -> Iterator[Fault]:
    for key in ("pattern", "accepted", "heading", "text", "not_before", "only_before"):
        try:
            re.compile(table.get(key, ""))
        except (re.error, TypeError) as fault:
            if isinstance(fault, re.error):
                yield Fault(label, key, Words(f"不是正则表达式：{fault}", f"not a regular expression: {fault}"))
