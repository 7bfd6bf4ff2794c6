"""Records of what is drawn on a page of a PDF file: lines, filled areas, pictures, and how a piece of text is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from gouji.readers.overprint import NOTHING, Found
from gouji.readers.sheet import UPRIGHT, Frame, Rectangle


class Area(NamedTuple):
    """A filled rectangle or a picture; `order` counts what is drawn, so that later things lie over earlier ones."""

    order: int
    sides: Rectangle
    pale: bool

    def covers(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        left, bottom, right, top = self.sides
        return left <= x <= right and bottom <= y <= top


class Show(NamedTuple):
    """How a piece of text is shown.

    `turn` counts quarter turns to the left, -1 where the text stands at another angle or is a mark upon other text;
    `hidden` where it is drawn without ink; `pale` where it is white or nearly so; `frame` leads from the form it stands in to the page.
    """

    order: int
    turn: int
    hidden: bool
    pale: bool
    frame: Frame = UPRIGHT


@dataclass(slots=True)
class Drawing:
    """The things on a page, in the coordinates of the file. `outlines` counts shapes such as letters turned to curves.

    `is_whole` is false where there was too much to be looked at.

    `shows` has the pieces of text by the address of their object. `covers` are the areas and pictures that hide what was
    written before, `rewritten` the pieces of text that were drawn after the first of them.
    """

    bars: list[Rectangle] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    covers: list[Area] = field(default_factory=list)
    rewritten: list[Area] = field(default_factory=list)
    shows: dict[int, Show] = field(default_factory=dict)
    outlines: int = 0
    is_whole: bool = True
    first_text: int = -1
    is_plain: bool = True
    overprint: Found = NOTHING
