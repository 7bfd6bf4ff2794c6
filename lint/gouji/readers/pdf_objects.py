"""Walks over the objects of a page of a PDF file, as PDFium gives them, and notes what is drawn."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Set
from functools import lru_cache
from itertools import pairwise
from math import atan2, degrees
from typing import TYPE_CHECKING, Any

from gouji.readers.overprint import Key, Run, Text, lightness, marks
from gouji.readers.pdf_drawing import Area, Drawing, Show
from gouji.readers.ruling import TOLERANCE
from gouji.readers.see_through import is_see_through
from gouji.readers.sheet import UPRIGHT, Frame, Rectangle, meets

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

_MOST_OBJECTS = 40_000
_MOST_POINTS = 40_000
_MOST_AREAS = 500
_DEEPEST = 8
_PALE = 250
_INVISIBLE = 3
_LARGEST_LETTER = 60.0


# The constructor of a named tuple takes twice as long; a page has hundreds of texts.
_new = tuple.__new__


def drawing(page: pypdfium2.PdfPage, known: Set[Key] = frozenset()) -> Drawing:
    """Walks over all objects of a page, and of the forms on it; `known` are marks upon other pages."""
    walk = _Walk(page)
    walk.objects()
    walk.hide()
    found = walk.found
    if len(walk.runs) > 1:
        found.overprint = marks(walk.runs, walk.bounds, walk.is_gone, known)
        for address in found.overprint.addresses:
            found.shows[address] = found.shows[address]._replace(turn=-1)
    odd = any(show.turn or show.hidden or show.pale or show.frame != UPRIGHT for show in found.shows.values())
    found.is_plain = not found.covers and not odd
    return found


class _Walk:
    """The way over the objects of a page; counts what it may look at."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        from pypdfium2 import raw

        self.raw: Any = raw
        self.page = page
        self.found = Drawing()
        self.runs: list[Run] = []
        self.over_text: list[tuple[Any, Area]] = []
        self.last = b""
        self.order = 0
        self.points = 0
        self.sides = [ctypes.c_float() for _ in range(4)]
        self.ink = (ctypes.c_uint * 4)()
        self.parts_of_ink = [ctypes.c_uint.from_buffer(self.ink, 4 * part) for part in range(4)]
        self.modes = ctypes.c_int(), ctypes.c_int()
        self.matrix = raw.FS_MATRIX()

    def objects(self) -> None:
        raw, page = self.raw, self.page.raw
        for index in range(raw.FPDFPage_CountObjects(page)):
            if self.order > _MOST_OBJECTS:
                self.found.is_whole = False
                return
            self.item(raw.FPDFPage_GetObject(page, index), UPRIGHT, 0)

    def hide(self) -> None:
        """Notes the pictures that hide text which was drawn before them; few need be looked at for that."""
        if not self.over_text:
            return
        texts = [(text.order, self.bounds(text.item, text.frame)) for run in self.runs for text in run.texts]
        for item, area in self.over_text:
            is_upon = any(order < area.order and meets(sides, area.sides) for order, sides in texts)
            if is_upon and not is_see_through(self.page, item):
                self.cover(item, area)

    def item(self, item: Any, frame: Frame, depth: int) -> None:
        raw = self.raw
        self.order += 1
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self.text(item, frame)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self.path(item, frame)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.picture(item, frame)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = self.frame_of(item).within(frame)
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                if self.order > _MOST_OBJECTS:
                    return
                self.item(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def frame_of(self, item: Any) -> Frame:
        matrix = self.matrix
        if not self.raw.FPDFPageObj_GetMatrix(item, matrix):
            return UPRIGHT
        return Frame(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def turn_of(self, item: Any, frame: Frame) -> int:
        """Quarter turns to the left of a piece of text; -1 where it is no quarter turn."""
        if frame is UPRIGHT:
            matrix = self.matrix
            if not self.raw.FPDFPageObj_GetMatrix(item, matrix) or (matrix.b == 0 and matrix.a > 0):
                return 0
        return _quarter(self.frame_of(item).within(frame))

    def bounds(self, item: Any, frame: Frame) -> Rectangle:
        sides = self.sides
        if not self.raw.FPDFPageObj_GetBounds(item, *sides):
            return 0.0, 0.0, 0.0, 0.0
        found = sides[0].value, sides[1].value, sides[2].value, sides[3].value
        return found if frame is UPRIGHT else frame.rectangle(found)

    def is_pale(self, item: Any) -> bool | None:
        """Whether the fill is white or nearly so; None where it lets through what lies below."""
        return _is_pale(bytes(self.ink)) if self.raw.FPDFPageObj_GetFillColor(item, *self.parts_of_ink) else False

    def text(self, item: Any, frame: Frame) -> None:
        found = self.found
        if found.first_text < 0:
            found.first_text = self.order
        if (found.covers or self.over_text) and len(found.rewritten) < _MOST_AREAS:
            found.rewritten.append(Area(self.order, self.bounds(item, frame), pale=False))
        turn = self.turn_of(item, frame)
        pale = self.is_pale(item)
        hidden = self.raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE or (pale is None and not self.ink[3])
        address = ctypes.addressof(item.contents)
        found.shows[address] = _new(Show, (self.order, turn, hidden, bool(pale), frame))
        if turn >= 0 and not hidden and not pale:
            self.run(_new(Text, (item, address, self.order, frame)))

    def run(self, text: Text) -> None:
        """Notes a text in the ink that was asked for last."""
        ink = bytes(self.ink)
        if ink != self.last:
            self.last = ink
            self.runs.append(Run(lightness(*self.ink), []))
        self.runs[-1].texts.append(text)

    def is_gone(self, text: Text, sides: Rectangle) -> bool:
        """Whether something was drawn over a text that hides it."""
        x, y = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
        return any(area.order > text.order and area.covers(x, y) for area in self.found.covers)

    def picture(self, item: Any, frame: Frame) -> None:
        sides = self.bounds(item, frame)
        if min(sides[2] - sides[0], sides[3] - sides[1]) <= TOLERANCE:
            self.found.bars.append(sides)
        elif len(self.found.pictures) < _MOST_AREAS:
            area = Area(self.order, sides, pale=False)
            self.found.pictures.append(area)
            if self.found.first_text >= 0:
                self.over_text.append((item, area))

    def path(self, item: Any, frame: Frame) -> None:
        raw = self.raw
        fill, stroke = self.modes
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        sides = self.bounds(item, frame)
        if sides[2] - sides[0] <= TOLERANCE + 1 or sides[3] - sides[1] <= TOLERANCE + 1:
            self.found.bars.append(sides)
            return
        count = raw.FPDFPath_CountSegments(item)
        self.points += max(count, 0)
        if self.points > _MOST_POINTS:
            self.found.is_whole = False
            return
        filled, stroked = bool(fill.value), bool(stroke.value)
        path_frame = self.frame_of(item) if frame is UPRIGHT else self.frame_of(item).within(frame)
        curved = False
        for points, bends in self.polygons(item, count, path_frame):
            curved = curved or bool(bends)
            self.polygon(item, points, bends, filled=filled, stroked=stroked)
        if curved and filled and max(sides[2] - sides[0], sides[3] - sides[1]) < _LARGEST_LETTER:
            self.found.outlines += 1

    def polygons(self, item: Any, count: int, frame: Frame) -> Iterator[tuple[list[tuple[float, float]], set[int]]]:
        """The parts of a path, as the points on the page that it goes through, and to which of them a curve leads."""
        raw = self.raw
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        bends: set[int] = set()
        pulls = 0
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            is_bent = kind == raw.FPDF_SEGMENT_BEZIERTO
            pulls = (pulls + 1) % 3 if is_bent else 0
            if pulls:
                # Two points pull at a curve before the one where it ends.
                continue
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            if kind == raw.FPDF_SEGMENT_MOVETO and points:
                yield points, bends
                points, bends = [], set()
            if is_bent:
                bends.add(len(points))
            points.append(frame.point(x.value, y.value))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points, bends

    def polygon(
        self, item: Any, points: list[tuple[float, float]], bends: set[int], *, filled: bool, stroked: bool
    ) -> None:
        """A part of a path: a bar if it is thin, else an area where it is filled, and lines where it is stroked."""
        found = self.found
        xs, ys = [x for x, _ in points], [y for _, y in points]
        sides = min(xs), min(ys), max(xs), max(ys)
        if not bends and (sides[2] - sides[0] <= TOLERANCE or sides[3] - sides[1] <= TOLERANCE):
            found.bars.append(sides)
            return
        if stroked:
            found.bars += [
                (min(a, c), min(b, d), max(a, c), max(b, d))
                for end, ((a, b), (c, d)) in enumerate(pairwise(points), 1)
                if end not in bends
            ]
        if filled and _is_rectangle(points, sides) and len(found.areas) < _MOST_AREAS:
            pale = self.is_pale(item)
            area = Area(self.order, self.clipped(item, sides), bool(pale))
            found.areas.append(area)
            if pale is not None:
                self.cover(item, area)

    def cover(self, item: Any, area: Area) -> None:
        """Notes an area that hides text which was drawn before it."""
        if self.found.first_text >= 0 and not self.raw.FPDFPageObj_HasTransparency(item):
            self.found.covers.append(area)

    def clipped(self, item: Any, sides: Rectangle) -> Rectangle:
        """What is left of a rectangle within the clipping paths of an object."""
        raw = self.raw
        clip = raw.FPDFPageObj_GetClipPath(item)
        left, bottom, right, top = sides
        x, y = ctypes.c_float(), ctypes.c_float()
        for path in range(max(raw.FPDFClipPath_CountPaths(clip), 0)):
            xs, ys = [], []
            for index in range(min(max(raw.FPDFClipPath_CountPathSegments(clip, path), 0), 64)):
                raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
                xs.append(x.value)
                ys.append(y.value)
            if xs:
                left, right = max(left, min(xs)), min(right, max(xs))
                bottom, top = max(bottom, min(ys)), min(top, max(ys))
        return left, bottom, right, top


def _is_rectangle(points: list[tuple[float, float]], sides: Rectangle) -> bool:
    left, bottom, right, top = sides
    return 4 <= len(points) <= 6 and all(
        min(x - left, right - x) < 0.5 and min(y - bottom, top - y) < 0.5 for x, y in points
    )


@lru_cache(256)
def _is_pale(ink: bytes) -> bool | None:
    """Whether red, green, blue and opacity, each in four bytes, are white or nearly so; None where they let light through."""
    *colours, opacity = memoryview(ink).cast("I")
    return all(colour >= _PALE for colour in colours) if opacity >= 0xFF else None


def _quarter(matrix: Frame) -> int:
    """Quarter turns to the left of what a matrix draws; -1 where it is no quarter turn."""
    if matrix.b == 0 and matrix.a > 0:
        return 0
    angle = degrees(atan2(matrix.b, matrix.a))
    quarter = round(angle / 90)
    return quarter % 4 if abs(angle - 90 * quarter) < 5 else -1
