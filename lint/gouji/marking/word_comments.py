"""Comments in a Word text: where each begins and ends, runs cut there; nothing is taken away or written otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import escape

from gouji.marking.word_runs import Cut, Layout, Paragraph
from gouji.origins import AUTHOR, Origins
from gouji.patterns import pattern
from gouji.source import Span

INITIALS = "gj"
_PIECE = pattern(r"[^\t\n]+")
_ILLEGAL = pattern(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Remark(NamedTuple):
    """What a comment says, a paragraph a line, of a span of the text."""

    span: Span
    lines: tuple[str, ...]


def marked(origins: Origins, text: str, remarks: Sequence[Remark], first: int) -> tuple[str, tuple[int, ...]]:
    """The XML with marks for remarks on its text, numbered from `first`; and which remarks found no place at all."""
    marks = _Marks(Layout(origins.xml, origins.prefix), origins)
    lost = [number for number, remark in enumerate(remarks) if not marks.add(remark.span, text, first + number)]
    return marks.xml(), tuple(lost)


def comments(remarks: Iterable[tuple[int, Remark]], prefix: str, day: str) -> str:
    """The elements of the comments with these numbers."""
    return "".join(_comment(number, remark, prefix, day) for number, remark in remarks)


def _comment(number: int, remark: Remark, w: str, day: str) -> str:
    content = "".join(
        f'<{w}p><{w}r><{w}t xml:space="preserve">{written(line)}</{w}t></{w}r></{w}p>' for line in remark.lines
    )
    about = f'{w}id="{number}" {w}author="{AUTHOR}" {w}date="{day}T00:00:00Z" {w}initials="{INITIALS}"'
    return f"<{w}comment {about}>{content}</{w}comment>"


def written(text: str) -> str:
    """Text as XML holds it; characters that it cannot hold become blanks."""
    return escape(_ILLEGAL.sub(" ", text))


@dataclass
class _Point:
    """What is put at a place: what ends there, then what begins there."""

    cut: Cut
    ends: list[str] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)


class _Marks:
    """Marks under way, by their offsets in the XML."""

    def __init__(self, layout: Layout, origins: Origins) -> None:
        self._layout = layout
        self._origins = origins
        self._points: dict[int, _Point] = {}
        self._blanks: set[int] = set()

    def add(self, span: Span, text: str, number: int) -> bool:
        """Marks for a span of the text; False where there is no paragraph that could hold them."""
        piece = _PIECE.search(text, span.start, span.end)
        start, end = piece.span() if piece else (span.start, span.start)
        if end == start and not self._origins.is_paragraph(start):
            # Between characters, as where something is missing: the one before it shows the place.
            start -= start > 0 and text[start - 1] not in "\t\n"
            end = start + (start < len(text) and text[start] not in "\t\n")
        known = [origin for origin in self._origins.characters[start:end] if origin >= 0]
        bounds = self._of_characters(known[0], known[-1]) if known else None
        if bounds is None:
            bounds = self._of_paragraph(self._origins.paragraph(start), is_note=not known)
        if bounds is None:
            return False
        self._mark(*bounds, number)
        return True

    def _of_characters(self, first: int, last: int) -> tuple[Cut, Cut] | None:
        start, end = self._cut(first, first), self._cut(last, self._origins.end(last), is_end=True)
        return (start, end) if start and end and start.at < end.at else None

    def _cut(self, character: int, offset: int, *, is_end: bool = False) -> Cut | None:
        """The place before or after a character: in its run, or beside a run that holds it deeper, as in a text box."""
        paragraph = self._layout.paragraph(character)
        run = paragraph.run(character) if paragraph else None
        if run is None:
            return None
        cut = self._layout.cut(run, offset)
        if cut is None:
            return Cut(run.end if is_end else run.start)
        blank = self._layout.blank_beside(run, cut)
        if blank is not None:
            self._blanks.add(blank)
        return cut

    def _of_paragraph(self, offset: int | None, *, is_note: bool) -> tuple[Cut, Cut] | None:
        """All of the paragraph that begins at an offset, or the run there: a reference, or what holds a text box."""
        paragraph = self._layout.paragraph(0 if offset is None else offset)
        if paragraph is None:
            return None
        run = paragraph.run(offset) if is_note and offset is not None else None
        if run is not None:
            return Cut(run.start), Cut(run.end)
        return self._whole(paragraph)

    def _whole(self, paragraph: Paragraph) -> tuple[Cut, Cut]:
        if self._layout.xml.startswith("/>", paragraph.inside):
            cut = Cut(paragraph.inside, ">", f"</{self._layout.prefix}p>", gone=2)
            return cut, cut
        start = Cut(paragraph.inside)
        return start, Cut(paragraph.stop) if paragraph.runs else start

    def _mark(self, start: Cut, end: Cut, number: int) -> None:
        w = self._layout.prefix
        id = f'{w}id="{number}"'
        begin = f"<{w}commentRangeStart {id}/>"
        finish = f"<{w}commentRangeEnd {id}/><{w}r><{w}commentReference {id}/></{w}r>"
        if start.at == end.at:
            self._point(start).starts.append(begin + finish)
        else:
            self._point(start).starts.append(begin)
            self._point(end).ends.append(finish)

    def _point(self, cut: Cut) -> _Point:
        return self._points.setdefault(cut.at, _Point(cut))

    def xml(self) -> str:
        """The XML with all marks."""
        xml = self._layout.xml
        parts: list[str] = []
        at = 0
        for place in sorted(self._points.keys() | self._blanks):
            parts.append(xml[at:place])
            at = place
            if place in self._blanks:
                parts.append(' xml:space="preserve"')
            else:
                point = self._points[place]
                parts += (point.cut.before, *point.ends, *point.starts, point.cut.after)
                at += point.cut.gone
        return "".join([*parts, xml[at:]])
