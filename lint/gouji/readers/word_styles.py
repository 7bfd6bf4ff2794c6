"""What the styles of a Word file say of a paragraph: the level of a heading, a list, whether it is hidden."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from gouji.patterns import pattern
from gouji.readers.word_package import VAL, W, is_on, whole

_HEADING = pattern(r"(?:heading|标题) ?([1-9])", 2)
_BODY_TEXT = 9


class Look(NamedTuple):
    """What a style, or a paragraph itself, says; None where it says nothing.

    `level` is 1 to 9 for headings and 0 for text; `list` the id of a list, and `depth` the level in it, from 0.
    """

    level: int | None = None
    list: str | None = None
    depth: int | None = None
    hidden: bool | None = None

    def over(self, base: Look) -> Look:
        """This look, and where it says nothing what another says."""
        return Look(
            base.level if self.level is None else self.level,
            base.list if self.list is None else self.list,
            base.depth if self.depth is None else self.depth,
            base.hidden if self.hidden is None else self.hidden,
        )


NO_LOOK = Look()


def look_of(properties: Element | None, runs: Element | None) -> Look:
    """What properties of a paragraph (`w:pPr`) and of its text (`w:rPr`) say."""
    level = list_id = depth = None
    if properties is not None and len(properties):
        outline = properties.find(f"{W}outlineLvl")
        if outline is not None:
            level = (whole(outline, _BODY_TEXT) + 1) % 10
        numbering = properties.find(f"{W}numPr")
        if numbering is not None:
            list_id, depth = list_of(numbering)
    hidden = None if runs is None else runs.find(f"{W}vanish")
    return Look(level, list_id, depth, None if hidden is None else is_on(hidden))


def list_of(numbering: Element) -> tuple[str | None, int | None]:
    """Id and level that a `w:numPr` gives."""
    found, depth = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
    return None if found is None else found.get(VAL), None if depth is None else whole(depth, 0)


class Styles:
    """The styles of a file; each is worked out when it is asked for."""

    def __init__(self, tree: Element | None) -> None:
        """Styles of the tree of `styles.xml`; none without it."""
        found = () if tree is None else tree.iter(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._looks: dict[str, Look] = {}
        self.usual = self.look(next((id for id, style in self._styles.items() if _is_usual(style)), ""))
        """What holds for paragraphs that name no style."""

    def look(self, id: str) -> Look:
        """What a style says, and those it is based on."""
        chain: list[str] = []
        while id not in self._looks and id in self._styles:
            # Set first: a style may be based on itself.
            self._looks[id] = NO_LOOK
            chain.append(id)
            id = _value(self._styles[id].find(f"{W}basedOn"))
        look = self._looks.get(id, NO_LOOK)
        for id in reversed(chain):
            look = self._looks[id] = _said_by(self._styles[id]).over(look)
        return look


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(VAL, "")


def _is_usual(style: Element) -> bool:
    return style.get(f"{W}default") in ("1", "true", "on") and style.get(f"{W}type") == "paragraph"


def _said_by(style: Element) -> Look:
    look = look_of(style.find(f"{W}pPr"), style.find(f"{W}rPr"))
    if look.level is None:
        name = style.find(f"{W}name")
        match = _HEADING.fullmatch(name.get(VAL, "") if name is not None else style.get(f"{W}styleId", ""))
        if match:
            return look._replace(level=int(match[1]))
    return look
