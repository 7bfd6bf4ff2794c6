"""Where in a pack file a table or a key stands: TOML readers give no positions, so the text is searched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from gouji.errors import PackError
from gouji.findings import Words
from gouji.patterns import pattern

_PART = pattern(r"(\w+)\[([^\]]+)\]")
_HEADER = pattern(r"^[ \t]*\[", re.MULTILINE)


Faults = dict[Words, None]
"""Messages in the order in which they came up, each once."""


class Fault(NamedTuple):
    """Something wrong in a file: the table (`forms[applications].rows[new]`), the key in it, and what is wrong."""

    table: str
    key: str
    detail: Words

    def at(self, path: str, text: str) -> Words:
        """The fault in one line, with file, line and key."""
        parts = (f"{path}:{line_of(text, self.table, self.key)}", ".".join(filter(None, (self.table, self.key))))
        where = ": ".join(filter(None, parts))
        return Words(f"{where}: {self.detail.zh}", f"{where}: {self.detail.en}")


def refusal(faults: Iterable[Words]) -> PackError:
    """The error that names all faults, one a line."""
    faults = tuple(faults)
    return PackError("\n".join(fault.zh for fault in faults), "\n".join(fault.en for fault in faults))


def line_of(text: str, table: str, key: str) -> int:
    """Line of a key in a table, or of the table where the key is not there; 1 where neither is found."""
    start, end = 0, _end(text, 0)
    for name, identity in _PART.findall(table):
        start, end = (
            _inline(text, start, identity) if name in ("rows", "columns") else _table(text, start, name, identity)
        )
    found = re.compile(rf"(?:^|[\s{{,]){re.escape(key)}\s*=", re.MULTILINE).search(text, start, end) if key else None
    place = start if found is None else found.end() - 1
    return text.count("\n", 0, place) + 1


def _end(text: str, start: int) -> int:
    header = _HEADER.search(text, start)
    return header.start() if header else len(text)


def _table(text: str, start: int, name: str, called: str) -> tuple[int, int]:
    plain, _, again = called.partition("#")
    own = re.compile(rf"^\s*(?:id|role|ref|code)\s*=\s*[\"']{re.escape(plain)}[\"']", re.MULTILINE)
    header = re.compile(rf"^\[\[(?:\w+\.)*{name}\]\][^\n]*", re.MULTILINE)
    left = int(again or 1)
    for index, found in enumerate(header.finditer(text, start), 1):
        end = _end(text, found.end())
        left -= own.search(text, found.end(), end) is not None
        if not left or called == str(index):
            return found.start(), end
    return _inline(text, start, called)


def _inline(text: str, start: int, called: str) -> tuple[int, int]:
    plain, _, again = called.partition("#")
    places = re.compile(rf"\bid\s*=\s*[\"']{re.escape(plain)}[\"']").finditer(text, start)
    found = next(islice(places, int(again or 1) - 1, None), None)
    if found is None:
        return start, _end(text, start + 1)
    line = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    return line, len(text) if end < 0 else end
