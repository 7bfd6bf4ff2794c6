"""Compiled patterns that are kept from one run to the next.

Compiling the patterns that one report needs takes as long as a third of a short run. `re` has no public way to keep
what it compiled, so this reaches for the modules behind it. Where they are not as they are known, or there is no file,
patterns are compiled as ever: this is only a shortcut.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from gouji import keeping

_MOST = 1000
"""So many patterns are kept; some 300 are needed for a report."""

Key = tuple[str, int]
"""Text and flags of a pattern."""

Parts = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What a pattern is made of: flags, code in units of four bytes, number of groups, numbers of groups by name, names."""


class KeptPatterns:
    """The patterns of earlier runs, and those of this one that are new."""

    def __init__(self) -> None:
        """Nothing is kept before `load` says where."""
        self._file: Path | None = None
        self._known: dict[Key, Parts] = {}
        self._used: dict[Key, Parts] = {}

    def load(self, folder: Path) -> None:
        """Take over what is kept in a folder for this very Python; nothing where it cannot be read."""
        if self._file is not None or memoryview(b"0123").cast("I").itemsize != 4:
            return
        self._file = folder / f"patterns-{sys.implementation.cache_tag}-{sys.byteorder}.bin"
        self._known = keeping.read(self._file, _made_by()) or {}

    def compile(self, source: str, flags: int) -> re.Pattern[str]:
        """A pattern as `re.compile` makes it. Raises re.error."""
        if self._file is None:
            return re.compile(source, flags)
        key = source, int(flags)
        try:
            parts = self._known.get(key) or _parts(*key)
            made = _made(source, parts)
        except Exception:  # a Python of another make, or a faulty pattern, of which `re` tells
            return re.compile(source, flags)
        self._used[key] = parts
        return made

    def save(self) -> None:
        """Keep what this run compiled; does nothing where there is nothing new, or the folder cannot be written."""
        if self._file is None or self._used.keys() <= self._known.keys():
            return
        together = {**self._known, **self._used}
        keeping.write(self._file, _made_by(), together if len(together) <= _MOST else self._used)


def _made_by() -> str:
    """The version of compiled patterns; the patterns themselves go by their text."""
    return f"patterns {import_module('_sre').MAGIC}"


def _parts(source: str, flags: int) -> Parts:
    """A pattern in its parts, as `re` compiles it."""
    parsed = import_module("re._parser").parse(source, flags)
    code = import_module("re._compiler")._code(parsed, flags)
    groups: dict[str, int] = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    packed = b"".join(unit.to_bytes(4, sys.byteorder) for unit in code)
    return flags | parsed.state.flags, packed, parsed.state.groups - 1, groups, tuple(names)


def _made(source: str, parts: Parts) -> re.Pattern[str]:
    """The pattern of its parts, which `re` looks over."""
    flags, code, *rest = parts
    made: Any = _compile()(source, flags, list(memoryview(code).cast("I")), *rest)
    return cast("re.Pattern[str]", made)


@cache
def _compile() -> Any:
    return import_module("_sre").compile


KEPT = KeptPatterns()
