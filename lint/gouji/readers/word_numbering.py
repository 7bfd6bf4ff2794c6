"""Automatic numbering of Word: what stands before each paragraph of a list, as people see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from gouji.patterns import pattern
from gouji.readers.word_numerals import numeral
from gouji.readers.word_package import VAL, W, is_on, whole
from gouji.readers.word_styles import Styles

_LEVELS = 9
_PLACE = pattern(r"%([1-9])")


class Level(NamedTuple):
    """How one level of a list counts: first number, numerals, text with `%1` for numbers, and what starts it anew.

    `after` is the level, from 1, whose numbers restart this one; None for any above, 0 for none. `legal` writes all
    numbers in digits. `style` is the paragraph style that belongs to the level.
    """

    start: int = 0
    kind: str = "decimal"
    text: str = ""
    after: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class Numbered:
    """A list (`w:num`): the definition that it counts with, its levels, and levels that it starts anew at a number."""

    definition: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)
    begun: bool = False


class Numbering:
    """The lists of a file, and how far each has been counted."""

    def __init__(self, tree: Element | None, styles: Styles) -> None:
        """Lists of the tree of `numbering.xml`; none without it."""
        root = Element("none") if tree is None else tree
        self._definitions = {one.get(f"{W}abstractNumId", ""): one for one in root.findall(f"{W}abstractNum")}
        self._nums = {one.get(f"{W}numId", ""): one for one in root.findall(f"{W}num")}
        self._styles = styles
        self._lists: dict[str, Numbered | None] = {}
        self._counts: dict[str, list[int | None]] = {}

    def label(self, id: str, depth: int | None, style: str) -> str:
        """Counts a paragraph of a list and returns its number; empty for bullets and where there is no such list.

        Without a depth, that of the level to which the paragraph's style belongs.
        """
        numbered = self._list(id)
        if numbered is None:
            return ""
        if depth is None:
            depth = next((n for n, level in numbered.levels.items() if style and level.style == style), 0)
        depth = min(depth, _LEVELS - 1)
        counts = self._counts.setdefault(numbered.definition, [None] * _LEVELS)
        _count(numbered, counts, depth)
        return _text(numbered, counts, depth)

    def _list(self, id: str) -> Numbered | None:
        if id not in self._lists:
            self._lists[id] = self._read(id)
        return self._lists[id]

    def _read(self, id: str) -> Numbered | None:
        num = self._nums.get(id)
        reference = None if num is None else num.find(f"{W}abstractNumId")
        if num is None or reference is None:
            return None
        definition = self._followed(reference.get(VAL, ""))
        found = self._definitions.get(definition)
        numbered = Numbered(definition, {} if found is None else _levels(found))
        for override in num.findall(f"{W}lvlOverride"):
            depth = _depth(override)
            numbered.levels.update(_levels(override))
            start = override.find(f"{W}startOverride")
            if start is not None:
                numbered.restarts[depth] = whole(start, 0)
        return numbered

    def _followed(self, definition: str) -> str:
        """The definition that holds the levels, where one refers to another by a list style."""
        found = self._definitions.get(definition)
        link = None if found is None else found.find(f"{W}numStyleLink")
        num = None if link is None else self._nums.get(self._styles.look(link.get(VAL, "")).list or "")
        reference = None if num is None else num.find(f"{W}abstractNumId")
        return definition if reference is None else reference.get(VAL, "")


def _levels(parent: Element) -> dict[int, Level]:
    return {_depth(level): _level(level) for level in parent.findall(f"{W}lvl")}


def _depth(element: Element) -> int:
    depth = element.get(f"{W}ilvl", "0")
    return int(depth) if depth in "012345678" and depth else 0


def _level(level: Element) -> Level:
    kind, text, style = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "pStyle"))
    after = level.find(f"{W}lvlRestart")
    return Level(
        whole(level.find(f"{W}start"), 0),
        "decimal" if kind is None else kind.get(VAL, "decimal"),
        "" if text is None else text.get(VAL, ""),
        None if after is None else whole(after, 0),
        is_on(level.find(f"{W}isLgl")),
        "" if style is None else style.get(VAL, ""),
    )


def _count(numbered: Numbered, counts: list[int | None], depth: int) -> None:
    if not numbered.begun:
        numbered.begun = True
        for level, start in numbered.restarts.items():
            numbered.levels[level] = numbered.levels.get(level, Level())._replace(start=start)
            counts[level] = None
    for above in range(depth):
        if counts[above] is None:
            counts[above] = numbered.levels.get(above, Level()).start
    last = counts[depth]
    counts[depth] = numbered.levels.get(depth, Level()).start if last is None else last + 1
    for below in range(depth + 1, _LEVELS):
        after = numbered.levels.get(below, Level()).after
        if after is None or depth < after:
            counts[below] = None


def _text(numbered: Numbered, counts: list[int | None], depth: int) -> str:
    level = numbered.levels.get(depth, Level())
    if level.kind == "bullet":
        return ""
    parts = _PLACE.split(level.text)
    for index in range(1, len(parts), 2):
        above = int(parts[index]) - 1
        kind = numbered.levels.get(above, Level()).kind
        parts[index] = numeral("decimal" if level.legal else kind, counts[above] or 0)
    return "".join(parts).strip()
