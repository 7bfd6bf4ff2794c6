"""A page as positioned characters and straight lines: what tables and paragraphs are made of, whoever found them.

The PDF reader fills sheets from what a file prints, the reader of pictures from what it recognises; `written.document`
makes the document of either. All measures are in points, x to the right and y upwards, of the page as it is to be read;
`Frame` leads back to the page as it lies in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from gouji.boxes import SURE
from gouji.readers.ruling import TOLERANCE, Ruling

State = Literal["text", "blank", "picture", "layered", "garbled"]
"""What a page holds.

`text`: text that can be read. `blank`: nothing. `picture`: a picture and no text, as a scanner makes it.
`layered`: a picture with invisible text over it, as a scanner with text recognition makes it.
`garbled`: text that is printed, but whose characters the file does not tell.
"""


Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def meets(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles share something."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class Glyph(NamedTuple):
    """A character (one code point) and its box, with the leading of its font above and below.

    `sureness` in percent; `turn` counts the quarter turns to the left at which it stands on the page as it is read.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    sureness: int = SURE
    turn: int = 0


class Frame(NamedTuple):
    """An affine map from the page in the file to the page as it is read: x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file as read."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Frame) -> Frame:
        """This map, and the outer one after it."""
        (e, f), o = outer.point(self.e, self.f), outer
        return Frame(
            o.a * self.a + o.c * self.b,
            o.b * self.a + o.d * self.b,
            o.a * self.c + o.c * self.d,
            o.b * self.c + o.d * self.d,
            e,
            f,
        )

    def rectangle(self, sides: Rectangle) -> Rectangle:
        """What a rectangle becomes."""
        left, bottom, right, top = sides
        corners = [self.point(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def origins(self, glyphs: Sequence[Glyph]) -> list[float]:
        """Left, bottom, right and top of glyphs in the file, one after the other."""
        if self[:4] == UPRIGHT[:4]:
            e, f = self.e, self.f
            return [side for g in glyphs for side in (g.left - e, g.bottom - f, g.right - e, g.top - f)]
        return [side for glyph in glyphs for side in self._origin(glyph)]

    def _origin(self, glyph: Glyph) -> Rectangle:
        x0, y0 = self._back(glyph.left, glyph.bottom)
        x1, y1 = self._back(glyph.right, glyph.top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _back(self, x: float, y: float) -> tuple[float, float]:
        across, up, size = x - self.e, y - self.f, self.a * self.d - self.b * self.c
        return (self.d * across - self.c * up) / size, (self.a * up - self.b * across) / size


UPRIGHT = Frame()


@dataclass(slots=True)
class Sheet:
    """A page, turned as it is to be read: its number from 1, its size in points, and what is on it.

    A blank is a glyph too where the file holds one; gaps between glyphs are seen in any case. `pictures` are those
    that may stand for text. `page` is the number of the page in the file where that is another one.
    """

    number: int
    width: float
    height: float
    frame: Frame = UPRIGHT
    state: State = "text"
    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)
    pictures: list[Rectangle] = field(default_factory=list)
    page: int | None = None

    @property
    def is_read(self) -> bool:
        """Whether nothing on the page waits for optical recognition."""
        return self.state in ("text", "blank")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Adds the line between two points, or a bar that is thin enough to be one."""
        low, high = min(x0, x1), max(x0, x1)
        bottom, top = min(y0, y1), max(y0, y1)
        if top - bottom <= TOLERANCE and high - low > top - bottom + 1.5:
            self.horizontal.append(Ruling((bottom + top) / 2, low, high))
        elif high - low <= TOLERANCE and top - bottom > high - low + 1.5:
            self.vertical.append(Ruling((low + high) / 2, bottom, top))

    def word(
        self, text: str, left: float, bottom: float, right: float, top: float, sureness: int | Sequence[int] = SURE
    ) -> None:
        """Adds a word whose box is known, but not those of its characters: wide ones take twice the width.

        `sureness` is that of the word or of each of its characters.
        """
        widths = [2 if letter >= "\u2e80" else 1 for letter in text]
        each = [sureness] * len(text) if isinstance(sureness, int) else sureness
        step, at = (right - left) / max(sum(widths), 1), left
        for letter, width, sure in zip(text, widths, each, strict=True):
            self.glyphs.append(Glyph(letter, at, at + step * width, bottom, top, sure))
            at += step * width
