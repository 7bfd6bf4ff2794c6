"""The characters that a page of a PDF file prints, with their boxes, as PDFium gives them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from gouji.folding import LOST
from gouji.readers.pdf_objects import Drawing, Show
from gouji.readers.sheet import Rectangle

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

_MOST_LETTERS = 100_000
_NEAR = 3.0
_NOT_PRINTED = frozenset((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))
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
        found = _plain(raw, text.raw) if drawing.is_plain else _shown(raw, text.raw, drawing)
        return list(found)
    finally:
        text.close()


def _plain(raw: Any, text: Any) -> Iterator[Letter]:
    """Characters of a page on which all text is upright and seen."""
    for _, letter, sides in _printed(raw, text):
        yield Letter(letter, sides, 0, False)


def _shown(raw: Any, text: Any, drawing: Drawing) -> Iterator[Letter]:
    dark = [area for area in (*drawing.areas, *drawing.pictures) if not area.pale]
    covered: list[Letter] = []
    seen: set[tuple[int, int]] = set()
    for index, letter, sides in _printed(raw, text):
        item = raw.FPDFText_GetTextObject(text, index)
        show = drawing.shows.get(ctypes.addressof(item.contents), _UPRIGHT) if item else _UPRIGHT
        x, y = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
        hidden = show.hidden or (show.pale and not any(area.order < show.order and area.covers(x, y) for area in dark))
        if drawing.covers and not hidden and _is_covered(drawing, show, x, y):
            covered.append(Letter(letter, sides, show.turn, hidden=True))
            continue
        if drawing.covers and not hidden:
            seen.add((round(x / _NEAR), round(y / _NEAR)))
        yield Letter(letter, sides, show.turn, hidden)
    for one in covered:
        yield one._replace(hidden=not _is_written_again(drawing, one.sides, seen))


def _is_covered(drawing: Drawing, show: Show, x: float, y: float) -> bool:
    return any(area.order > show.order and area.covers(x, y) for area in drawing.covers)


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
    unicode, loose, is_made_up = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_IsGenerated
    box = raw.FS_RECTF()
    lead = 0
    for index in range(min(raw.FPDFText_CountChars(text), _MOST_LETTERS)):
        code = unicode(text, index)
        if code <= 32 or code >= 0xD800 or code in _NOT_PRINTED or raw.FPDFText_HasUnicodeMapError(text, index) == 1:
            if code in (10, 13) or is_made_up(text, index) == 1:
                continue
            if 0xD800 <= code < 0xDC00:
                lead = code
                continue
            is_unknown = raw.FPDFText_HasUnicodeMapError(text, index) == 1
            # A hyphen at the end of a line, within a word, has a number of its own.
            is_hyphen = code == 2 and raw.FPDFText_IsHyphen(text, index) == 1
            letter = "-" if is_hyphen else _odd(code, lead, is_unknown)
            if not letter:
                continue
        else:
            letter = chr(code)
        loose(text, index, box)
        yield index, letter, (box.left, box.bottom, box.right, box.top)


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
