"""Notes in a PDF file: highlights over what they speak of, put after the file as it was, which stays to the last byte.

Needs pypdf (extra `pdf`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from gouji.boxes import Box
from gouji.errors import GoujiError
from gouji.origins import AUTHOR

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.annotations import Highlight, Text

_ICON = 18
_LEAST = 14
"""Points."""
_PRINTED, _UPRIGHT = 4, 24
"""Flags of annotations: printed with the page; neither turned nor made larger with it."""


class Note(NamedTuple):
    """What is said of some boxes, and in what colour (parts of red, green and blue from 0 to 1).

    Where `beside` holds, nothing is highlighted: a sign stands beside the first box.
    """

    boxes: tuple[Box, ...]
    text: str
    colour: tuple[float, float, float]
    beside: bool = False


class Noting(NamedTuple):
    """A file by its name and content, the notes that it gets, and their day as `20260131`."""

    name: str
    data: bytes
    notes: tuple[Note, ...]
    day: str


def noted(noting: Noting) -> bytes | GoujiError:
    """The file with its notes, or why it cannot have any."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import DependencyError

    name, file = noting.name, io.BytesIO(noting.data)
    locked = GoujiError(
        f"{name}: 文件加密，加不了批注，请另存为不加密的文件再试",
        f"{name}: encrypted files can have no notes; save it without encryption and try again",
    )
    try:
        if PdfReader(file).is_encrypted:
            return locked
        writer = PdfWriter(file, incremental=True)
        for number, note in enumerate(noting.notes):
            _add(writer, note, f"{AUTHOR}-{number}", noting.day)
        made = io.BytesIO()
        writer.write(made)
    except DependencyError:
        return locked
    except MemoryError:
        raise
    except Exception as error:  # pypdf raises whatever damaged bytes lead it to
        said = " ".join(str(error).split())[:80]
        return GoujiError(
            f"{name}: 加不进批注，请另存为新的 PDF 再试（{said}）",
            f"{name}: notes cannot be added; save it anew and try again ({said})",
        )
    return made.getvalue()


def _add(writer: PdfWriter, note: Note, id: str, day: str) -> None:
    """A note on each page that it speaks of."""
    for page in dict.fromkeys(box.page for box in note.boxes):
        if page > len(writer.pages):
            continue
        boxes = [box for box in note.boxes if box.page == page]
        made = _sign(boxes[0]) if note.beside else _highlight([_ample(box) for box in boxes])
        _describe(made, note, f"{id}-{page}", day)
        writer.add_annotation(page - 1, made)
        if note.beside:
            return


def _ample(box: Box) -> Box:
    """The box of a mark: a little larger than the text, and never so small that a single figure would not be seen."""
    across = max(1.0, (_LEAST - (box.right - box.left)) / 2)
    along = max(1.0, (_LEAST - (box.top - box.bottom)) / 2)
    return Box(box.page, box.left - across, box.bottom - along, box.right + across, box.top + along)


def _highlight(boxes: Sequence[Box]) -> Highlight:
    from pypdf.annotations import Highlight
    from pypdf.generic import ArrayObject, FloatObject

    corners = [
        corner
        for _, left, bottom, right, top in boxes
        for corner in (left, top, right, top, left, bottom, right, bottom)
    ]
    whole = (
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )
    return Highlight(
        rect=whole, quad_points=ArrayObject(FloatObject(round(corner, 2)) for corner in corners), printing=True
    )


def _sign(box: Box) -> Text:
    from pypdf.annotations import Text
    from pypdf.constants import AnnotationFlag

    made = Text(rect=(box.right + 2, box.top - _ICON, box.right + 2 + _ICON, box.top), text="", open=False)
    made.flags = AnnotationFlag(_PRINTED | _UPRIGHT)
    return made


def _describe(made: Highlight | Text, note: Note, id: str, day: str) -> None:
    from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

    made[NameObject("/Contents")] = TextStringObject(note.text)
    made[NameObject("/C")] = ArrayObject(map(FloatObject, note.colour))
    made[NameObject("/T")] = TextStringObject(AUTHOR)
    made[NameObject("/NM")] = TextStringObject(id)
    made[NameObject("/M")] = TextStringObject(f"D:{day}000000Z")
