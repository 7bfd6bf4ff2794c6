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
_FIELD = pattern(r'LISTNUM\s*(?:"([^"]*)"|([^\s"\\]+))?')
_AT_LEVEL, _FROM = pattern(r"\\l\s*([1-9])"), pattern(r"\\s\s*(\d{1,5})")


_USUAL = (
    ("decimal", "%1)"), ("lowerLetter", "%2)"), ("lowerRoman", "%3)"), ("decimal", "(%4)"), ("lowerLetter", "(%5)"),
    ("lowerRoman", "(%6)"), ("decimal", "%7."), ("lowerLetter", "%8."), ("lowerRoman", "%9."),
)  # fmt: skip
"""The levels of the list that `LISTNUM` fields count in when they name none."""


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
        self._usual = Numbered("", {depth: Level(1, kind, text) for depth, (kind, text) in enumerate(_USUAL)})

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

    def within(self, instruction: str, order: int) -> str:
        """The number that a `LISTNUM` field shows; `order` counts these fields in a paragraph, each a level deeper."""
        match = _FIELD.search(instruction)
        name = (match[1] or match[2] or "") if match else ""
        numbered = self._list(self._named(name)) or self._usual
        at, start = _AT_LEVEL.search(instruction), _FROM.search(instruction)
        depth = min(int(at[1]) if at else order, _LEVELS) - 1
        counts = self._counts.setdefault(numbered.definition, [None] * _LEVELS)
        if start:
            _count(numbered, counts, depth)
            counts[depth] = int(start[1])
        else:
            _count(numbered, counts, depth)
        return _text(numbered, counts, depth)

    def _named(self, name: str) -> str:
        """The id of the list whose definition has a name; empty where there is none."""
        for id, num in self._nums.items() if name else ():
            reference = num.find(f"{W}abstractNumId")
            found = None if reference is None else self._definitions.get(reference.get(VAL, ""))
            named = None if found is None else found.find(f"{W}name")
            if named is not None and named.get(VAL) == name:
                return id
        return ""

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
