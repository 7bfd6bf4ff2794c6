"""A sheet out of what a PDF page prints: turned as it is to be read, without what nobody sees, and its state told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gouji.boxes import SURE
from gouji.readers.dashes import solid
from gouji.readers.legibility import is_garbled
from gouji.readers.pdf_drawing import Drawing
from gouji.readers.pdf_text import Letter
from gouji.readers.ruling import TOLERANCE, Ruling
from gouji.readers.sheet import Frame, Glyph, Rectangle, Sheet
from gouji.readers.watermarks import without_marks

_SCANNED = 0.5
_ILLUSTRATED = 0.1
_FEW = 30
_SMALLEST = 0.01
_OUTLINED = 60
_BY_SCANNER = 80
"""How sure the text layer of a scan is, in percent: its maker does not say."""

# The constructor of a named tuple takes twice as long; a page has a thousand characters.
_new = tuple.__new__


def composed(sheet: Sheet, rotation: int, drawing: Drawing, letters: Sequence[Letter]) -> Sheet:
    """Fills a sheet, which is framed as the page is shown, `rotation` degrees to the right."""
    quarters = rotation // 90
    turn = 0 if drawing.is_plain and not quarters else _main_turn(letters, quarters)
    if turn:
        _turn(sheet, turn)
    share = _pictured(sheet, drawing)
    layered = share >= _SCANNED and _is_layered(letters)
    shown = [letter for letter in letters if letter.turn >= 0 and (layered or not letter.hidden)]
    sheet.glyphs = without_marks(_on_page(sheet, shown, quarters + turn, _BY_SCANNER if layered else SURE))
    _add_bars(sheet, drawing.bars)
    _tell_state(sheet, drawing, share, layered=layered)
    return sheet


def _main_turn(letters: Sequence[Letter], quarters: int) -> int:
    """How many quarter turns to the left most of the text stands at, on a page that is shown turned."""
    turns = Counter(
        (one.turn - quarters) % 4 for one in letters if one.turn >= 0 and not one.hidden and one.text != " "
    )
    return turns.most_common(1)[0][0] if turns else 0


def _is_layered(letters: Sequence[Letter]) -> bool:
    """Whether most of the text is not seen, as that which scanners lay over their pictures."""
    hidden = Counter(letter.hidden for letter in letters if letter.text != " ")
    return hidden[True] > 2 * hidden[False]


def _on_page(sheet: Sheet, letters: Sequence[Letter], quarters: int, sure: int) -> Iterator[Glyph]:
    """Glyphs where the page is read; what stands outside of it is not seen."""
    frame, width, height = sheet.frame, 2 * sheet.width, 2 * sheet.height
    moved = frame[:4] == (1, 0, 0, 1)
    e, f = frame.e, frame.f
    for text, sides, turn, _ in letters:
        if moved:
            left, bottom, right, top = sides
            left, bottom, right, top = left + e, bottom + f, right + e, top + f
        else:
            left, bottom, right, top = frame.rectangle(sides)
        if 0 <= left + right <= width and 0 <= bottom + top <= height and top - bottom > _SMALLEST:
            yield _new(Glyph, (text, left, right, bottom, top, sure, (turn - quarters) % 4))


def _turn(sheet: Sheet, turn: int) -> None:
    """Turns a sheet to the right by so many quarters, where its text stands turned to the left."""
    width, height = sheet.width, sheet.height
    if turn == 2:
        frame = Frame(-1, 0, 0, -1, width, height)
    else:
        frame = Frame(0, -1, 1, 0, 0, width) if turn == 1 else Frame(0, 1, -1, 0, height, 0)
        sheet.width, sheet.height = height, width
    sheet.frame = sheet.frame.within(frame)


def _add_bars(sheet: Sheet, bars: Sequence[Rectangle]) -> None:
    """Lines; rows of dots and dashes are lines too."""
    dots: list[Rectangle] = []
    for bar in bars:
        left, bottom, right, top = sheet.frame.rectangle(bar)
        if right - left <= TOLERANCE and top - bottom <= TOLERANCE:
            dots.append((left, bottom, right, top))
        sheet.line(left, bottom, right, top)
    across = [Ruling((bottom + top) / 2, left, right) for left, bottom, right, top in dots]
    upright = [Ruling((left + right) / 2, bottom, top) for left, bottom, right, top in dots]
    sheet.horizontal += list(solid((*sheet.horizontal, *across)))
    sheet.vertical += list(solid((*sheet.vertical, *upright)))


def _pictured(sheet: Sheet, drawing: Drawing) -> float:
    """The share of the page that pictures cover; large ones with no text over them are kept for the flow."""
    size = max(sheet.width * sheet.height, 1.0)
    covered = 0.0
    for picture in drawing.pictures:
        left, bottom, right, top = sheet.frame.rectangle(picture.sides)
        left, right = max(left, 0.0), min(right, sheet.width)
        bottom, top = max(bottom, 0.0), min(top, sheet.height)
        if right > left and top > bottom:
            covered += (right - left) * (top - bottom) / size
            if (right - left) * 3 > sheet.width and top - bottom > 40:
                sheet.pictures.append((left, bottom, right, top))
    return min(covered, 1.0)


def _tell_state(sheet: Sheet, drawing: Drawing, share: float, *, layered: bool) -> None:
    count = sum([glyph.text != " " for glyph in sheet.glyphs])
    if not drawing.is_whole:
        sheet.state = "picture"
    elif layered:
        sheet.state = "layered"
    elif not count:
        sheet.state = "picture" if share >= _ILLUSTRATED or drawing.outlines >= _FEW else "blank"
    elif is_garbled("".join([glyph.text for glyph in sheet.glyphs])):
        sheet.state = "garbled"
    elif (count < _FEW and share >= _SCANNED) or drawing.outlines > max(_OUTLINED, 2 * count):
        sheet.state = "picture"
