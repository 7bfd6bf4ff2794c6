"""Regular expressions that are compiled when they are first used.

Compiling takes a tenth of a millisecond and more for each, and a report needs only some of the hundreds that there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any, AnyStr, Generic, cast

from gouji.kept_patterns import KEPT

HAN = r"[^\W\x00-\xff]"
"""A Chinese character, or any other letter that is no Western one. A range as wide as theirs takes `re` long to compile."""


class _Pattern(Generic[AnyStr]):
    """Stands for a pattern and takes over its methods one by one as they are used; later calls cost nothing more."""

    def __init__(self, source: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = source
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[AnyStr]:
        if isinstance(self.pattern, str):
            return KEPT.compile(self.pattern, self._flags)
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        """Whatever a pattern has, except by what names Python asks an object what it is."""
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern as `re.compile` makes it, compiled when it is first used; a faulty one raises `re.error` then."""
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))


def matches(shape: re.Pattern[str], text: str, start: int, end: int) -> Iterable[re.Match[str]]:
    """What `shape.finditer` finds, where the pattern begins with a literal character.

    That character is looked for first: most patterns find nothing, and `str.find` says so sooner.
    """
    at = text.find(shape.pattern[:2].removeprefix("\\")[0], start, end)
    return shape.finditer(text, at, end) if at >= 0 else ()


@lru_cache(maxsize=1024)
def shared(source: str) -> re.Pattern[str]:
    """The pattern of a text that stands in an edition file: one and the same wherever it is asked for."""
    return pattern(source)
