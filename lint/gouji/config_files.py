"""What configuration files hold: the settings there are, suppressions, and which files they are for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from gouji.selection import Names

CHOICES: Mapping[str, tuple[str, ...]] = {
    "fail-on": ("error", "warning", "info", "never"),
    "kind": ("government", "department", "township"),
    "scope": ("own", "aggregate"),
    "lang": ("zh", "en"),
    "edition": ("auto", "2008", "2014", "2019", "2021"),
}
DEFAULTS: Mapping[str, Any] = {
    "select": ("ALL",),
    "ignore": (),
    "fail-on": "error",
    "kind": None,
    "scope": None,
    "edition": "auto",
    "year": None,
    "lang": "zh",
    "baseline": None,
    "office-mobiles": (),
    "severity": {},
    "suppress": (),
}


class Suppression(NamedTuple):
    """Findings excused by configuration: by rule, file and address, for a reason, until a day.

    `code` is a code, the beginning of one or a name, `codes` the rules that it means; `origin` is its file and line.
    """

    code: str
    reason: str
    files: tuple[str, ...] = ()
    address: str | None = None
    until: date | None = None
    origin: str = ""
    folder: str = ""
    codes: frozenset[str] = frozenset()

    def holds_for(self, path: str) -> bool:
        """Whether the file is meant; without patterns every file is."""
        return not self.files or matches(path, self.files, Path(self.folder))


class ConfigFile(NamedTuple):
    """A configuration file as read and checked. `tables` are the top table and the overrides, each with its patterns.

    `packs` are the rule packs that it names, after those of the files that it extends.
    """

    path: Path
    tables: tuple[tuple[tuple[str, ...], Mapping[str, Any]], ...]
    lines: Mapping[str, int] = {}
    base: ConfigFile | None = None
    packs: tuple[Path, ...] = ()


def matches(path: str, patterns: Sequence[str], folder: Path) -> bool:
    """Whether a file matches a pattern, seen from the folder of the configuration.

    `*` stays within a folder, `**` does not; a pattern without a stroke holds in every folder.
    """
    whole = Path(path).absolute()
    if not whole.is_relative_to(folder.absolute()):
        return False
    name = whole.relative_to(folder.absolute()).as_posix()
    return any(_pattern(pattern).fullmatch(name) for pattern in patterns)


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    glob = glob if "/" in glob else f"**/{glob}"
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    known = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(known.get(part, re.escape(part)) for part in parts))


def shown(path: Path) -> str:
    """The path as people say it: relative to the working directory where it lies below."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def pack_files(path: Path) -> list[Path]:
    """A rule pack, or all of those in a folder; configuration files that lie among them are none."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.glob("*.toml") if file.name not in ("gouji.toml", "pyproject.toml"))


class Known(NamedTuple):
    """The words that a configuration may use for rules and editions."""

    names: Names
    editions: Sequence[str] = CHOICES["edition"]
