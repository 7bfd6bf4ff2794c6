"""The characters that a page of a PDF file prints, with their boxes, as PDFium gives them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple

from gouji.folding import LOST
from gouji.readers.pdf_drawing import Drawing, Show
from gouji.readers.sheet import UPRIGHT, Frame, Rectangle

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

_MOST_LETTERS = 100_000
_NEAR = 3.0
_EQUAL = 0.01
_SEAL = 200.0
"""No seal is wider or higher on paper."""
_NOT_PRINTED = frozenset((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))
_HYPHENS = frozenset((0x2, 0xFFFE))
"""The numbers that PDFium gives a hyphen at the end of a line, within a word: asked for alone, and with the others."""
_SIDES = Struct("=4f")
"""Left, top, right and bottom, as PDFium keeps them."""

# The constructor of a named tuple takes twice as long; a page has a thousand characters.
_new = tuple.__new__
_UPRIGHT = Show(0, 0, hidden=False, pale=False)


class Letter(NamedTuple):
    """A character, its box in the coordinates of the file, and its quarter turns; `hidden` where nobody sees it."""

    text: str
    sides: Rectangle
    turn: int
    hidden: bool


def letters(page: pypdfium2.PdfPage, drawing: Drawing) -> list[Letter]:
    """The characters of a page; PDFium makes up others, such as blanks and line ends in gaps."""
    from pypdfium2 import raw

    text = page.get_textpage()
    try:
        if drawing.is_plain:
            return [_new(Letter, (letter, sides, 0, False)) for _, letter, sides in _printed(raw, text.raw)]
        return list(_shown(raw, text.raw, drawing))
    finally:
        text.close()


def _shown(raw: Any, text: Any, drawing: Drawing) -> Iterator[Letter]:
    dark = [area for area in (*drawing.areas, *drawing.pictures) if not area.pale]
    covered: list[Letter] = []
    seen: set[tuple[int, int]] = set()
    for index, letter, box in _printed(raw, text):
        item = raw.FPDFText_GetTextObject(text, index)
        show = drawing.shows.get(ctypes.addressof(item.contents), _UPRIGHT) if item else _UPRIGHT
        sides = box if show.frame == UPRIGHT else _on_page(raw, text, index, box, show.frame)
        x, y = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
        hidden = show.hidden or (show.pale and not any(area.order < show.order and area.covers(x, y) for area in dark))
        if drawing.covers and not hidden and _is_covered(drawing, show, x, y):
            covered.append(Letter(letter, sides, show.turn, hidden=True))
            continue
        if drawing.covers and not hidden:
            seen.add((round(x / _NEAR), round(y / _NEAR)))
        yield Letter(letter, sides, show.turn, hidden)
    for one in covered:
        is_hidden = not _is_written_again(drawing, one.sides, seen)
        is_lost = is_hidden and one.text != " " and _is_below_picture(drawing, one.sides)
        yield one._replace(text=LOST if is_lost else one.text, hidden=is_hidden and not is_lost)


def _on_page(raw: Any, text: Any, index: int, sides: Rectangle, frame: Frame) -> Rectangle:
    """The box of a character that stands in a form on the page.

    Where a file tells beside its text which characters it shows, PDFium leaves their boxes where they are in the form;
    such characters have no box but that of their ink.
    """
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    ink = left.value, bottom.value, right.value, top.value
    is_left = all(abs(side - other) < _EQUAL for side, other in zip(sides, ink, strict=True))
    return frame.rectangle(sides) if is_left else sides


def _is_covered(drawing: Drawing, show: Show, x: float, y: float) -> bool:
    return any(area.order > show.order and area.covers(x, y) for area in drawing.covers)


def _is_below_picture(drawing: Drawing, sides: Rectangle) -> bool:
    """Whether a small picture hides a character, as a seal on a white ground: there is one, but nobody can tell which."""
    x, y = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    hiding = [area for area in drawing.covers if area.covers(x, y)]
    return all(area in drawing.pictures and _is_small(area.sides) for area in hiding)


def _is_small(sides: Rectangle) -> bool:
    left, bottom, right, top = sides
    return right - left < _SEAL and top - bottom < _SEAL


def _is_written_again(drawing: Drawing, sides: Rectangle, seen: set[tuple[int, int]]) -> bool:
    """Whether a character that was covered stands there again, written over what covers it.

    PDFium gives one of two equal characters at one place, and says that it belongs to the text drawn first. Where
    another one stands there now, the covered one is gone.
    """
    x, y = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    last = max((area.order for area in drawing.covers if area.covers(x, y)), default=0)
    if not any(area.order > last and area.covers(x, y) for area in drawing.rewritten):
        return False
    column, row = round(x / _NEAR), round(y / _NEAR)
    return not any((column + i, row + j) in seen for i in (-1, 0, 1) for j in (-1, 0, 1))


def _printed(raw: Any, text: Any) -> Iterator[tuple[int, str, Rectangle]]:
    """Index, character and box of all that the file itself holds."""
    loose, is_made_up, is_unmapped = (
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_IsGenerated,
        raw.FPDFText_HasUnicodeMapError,
    )
    box = raw.FS_RECTF()
    sides_of = _SIDES.unpack_from
    lead = 0
    for index, code in enumerate(_codes(raw, text)):
        if code <= 32 or code >= 0xD800 or code in _NOT_PRINTED or is_unmapped(text, index) == 1:
            if code in (10, 13) or is_made_up(text, index) == 1:
                continue
            if 0xD800 <= code < 0xDC00:
                lead = code
                continue
            is_unknown = is_unmapped(text, index) == 1
            is_hyphen = code in _HYPHENS and raw.FPDFText_IsHyphen(text, index) == 1
            letter = "-" if is_hyphen else _odd(code, lead, is_unknown)
            if not letter:
                continue
        else:
            letter = chr(code)
        loose(text, index, box)
        left, top, right, bottom = sides_of(box)
        yield index, letter, (left, bottom, right, top)


def _codes(raw: Any, text: Any) -> Sequence[int]:
    """The numbers of the characters of a page, two where UTF-16 has two: all at once, unless some have none."""
    count = min(raw.FPDFText_CountChars(text), _MOST_LETTERS)
    buffer = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        return list(buffer)[:count]
    return [raw.FPDFText_GetUnicode(text, index) for index in range(count)]


def _odd(code: int, lead: int, is_unknown: bool) -> str:
    """A character that is no ordinary one: `LOST` where the file does not tell it, empty where nothing is printed."""
    if is_unknown:
        return LOST
    if code in (9, 32):
        return " "
    if code in _NOT_PRINTED:
        return ""
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((lead - 0xD800) << 10) + code - 0xDC00) if lead else LOST
    return LOST if code < 32 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF else chr(code)
