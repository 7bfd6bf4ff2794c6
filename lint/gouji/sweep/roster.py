"""The roster: which agencies there are, above whom, under which names, in which years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gouji.errors import ConfigError
from gouji.grammar import names
from gouji.patterns import pattern
from gouji.sweep import lists

_BETWEEN = pattern(r"[;；、|]\s*")


class Entry(NamedTuple):
    """An agency of the roster; `others` are former and short names, the years those in which it has to report.

    `region` is where it is counted, None where its name tells.
    """

    name: str
    kind: str | None = None
    parent: str | None = None
    others: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    region: str | None = None


def read(path: Path | None) -> tuple[Entry, ...]:
    """The entries of a roster, none without one. Raises ConfigError that names the line where one cannot be used."""
    return tuple(_entries(path)) if path is not None else ()


def _entries(path: Path) -> Iterator[Entry]:
    seen: set[str] = set()
    for line in lists.lines(str(path), "agency"):
        place, name = f"{path.as_posix()}:{line.number}", line.text("agency")
        if line.error is not None:
            raise ConfigError(f"{place}: {line.error.zh}", f"{place}: {line.error.en}")
        if name is None:
            continue
        if name in seen:
            raise ConfigError(f"{place}: 「{name}」列了两次", f"{place}: {name!r} stands in it twice")
        seen.add(name)
        others = tuple(filter(None, _BETWEEN.split(line.fields.get("former", ""))))
        kind = lists.KINDS.get(line.fields.get("kind", "")) or names.kind(name)
        years = line.year("first_year"), line.year("last_year")
        yield Entry(name, kind, line.text("parent"), others, *years, line.text("region"))
