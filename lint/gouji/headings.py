"""Headings: where in the paragraphs of a report a heading stands, and how far its title goes.

A heading is a number with a short title on a line of its own, or run into the prose that follows it, or glued to the
prose before it; or an unnumbered line that the markup calls a heading or whose words are those of a known section.
Which level a heading has is for `outline` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from gouji.document import Paragraph
from gouji.folding import squeeze
from gouji.grammar.numbering import FIRST, numbering
from gouji.patterns import pattern
from gouji.report import Ordinal
from gouji.source import Source, Span

Known = Callable[[str], str | None]
"""The role of a squeezed section title without its number, None where no edition knows such a title."""

FAMILIES = {"1、": "1.", "1)": "(1)"}
"""Styles that count as another one when levels are told apart."""


class Heading(NamedTuple):
    """A heading as it stands: the paragraph it is in, its number, the spans of its title and of all of it.

    `rest` is where the prose begins that goes on in the same paragraph, None where the heading has the line for itself.
    `family` is the style that tells its level: that of the number, `h1` to `h6` for markup, `""` for a bare known title.
    """

    paragraph: int
    ordinal: Ordinal | None
    title: str
    title_span: Span
    span: Span
    rest: int | None
    family: str

    @property
    def is_run_in(self) -> bool:
        """Whether prose goes on behind it in the same paragraph."""
        return self.rest is not None

    @property
    def is_section_like(self) -> bool:
        """Whether the title is worded as those of sections are: …情况, …事项, …措施, 概述."""
        return _WHOLE.fullmatch(squeeze(self.title)) is not None


class _Number(NamedTuple):
    """A number inside a line."""

    start: int
    style: str
    value: int
    length: int


_LINE = pattern(r"[^\n\r]+")
_TITLE = pattern(r"(?:[^。:;()\n]|\([^()\n]*\))+")
_SHAPE = pattern(r"[^。,;:()\n\d]{0,22}?(?:情况|概述|概况|事项|措施|问题|附表)(?![及和与、的])")
_WHOLE = pattern(r"[^。,;:!?()0-9]{0,24}(?:情况|概述|概况|事项|措施|问题|说明|附表|统计表)[::]?")
_GLUED = pattern(r"[一二三四五六七八九十]{1,2} ?[、.]")
_SENTENCE_ENDS = frozenset("。;.!?)止>:")
_YEAR = pattern(r"20[0-9]{2} ?年")
_YEARED = pattern(
    r"20[0-9]{2} ?年度?[^。,;:!?()0-9]{2,24}(?:情况|概述|概况|事项|措施|问题|说明|打算|计划|安排|思路|重点)"
)
_BULLET = pattern(r"[#*>\-•·●◆■★\s]+")
_BULLETS = frozenset("#*>-•·●◆■★ ")
_OPENINGS = FIRST | _BULLETS
_LONGEST = {"一、": 40, "(一)": 50, "第一部分": 40, "第一章": 40}
_LONGEST_ITEM = 26
_LONGEST_LINE = 60


def headings(paragraphs: Sequence[Paragraph], source: Source, known: Known) -> Iterator[Heading]:
    """All that may be a heading, in reading order."""
    folded = source.folded
    glued = _glued_numbers(folded)
    for index, paragraph in enumerate(paragraphs):
        start, end = paragraph.span
        while glued and glued[-1].start < start:
            glued.pop()
        is_glued = bool(glued) and glued[-1].start < end
        # Most paragraphs are prose: long, and beginning with no number.
        if (
            folded[start] not in _OPENINGS
            and end - start > _LONGEST_LINE
            and not is_glued
            and "\n" not in paragraph.text
        ):
            continue
        for line in _lines(paragraph, source):
            heading = _at_line(index, paragraph.level, line, source, known)
            if heading is not None:
                yield heading
            if is_glued:
                yield from _glued(index, line, heading, glued, source, known)


def _lines(paragraph: Paragraph, source: Source) -> Iterator[Span]:
    if "\n" not in paragraph.text and "\r" not in paragraph.text:
        yield paragraph.span
        return
    for match in _LINE.finditer(source.folded, *paragraph.span):
        if match[0].strip():
            yield Span(match.start() + len(match[0]) - len(match[0].lstrip()), match.end())


def _at_line(index: int, level: int, line: Span, source: Source, known: Known) -> Heading | None:
    folded, (start, end) = source.folded, line
    first = start
    if folded[start] in _BULLETS:
        bullet = _BULLET.match(folded, start, end)
        first = bullet.end() if bullet else start
    number = numbering(folded, first, end)
    if number is not None:
        if number.style == "一是":
            return None
        ordinal = Ordinal(number.style, number.value, Span(first, first + number.length))
        return _numbered(index, ordinal, end, source, known)
    if level and end - start <= _LONGEST_LINE:
        return _bare(index, first, end, f"h{level}", source)
    if end - first <= 40 and _WHOLE.fullmatch(folded, first, end) and known(squeeze(folded[first:end]).rstrip(":")):
        return _bare(index, first, end, "", source)
    return None


def _bare(index: int, start: int, end: int, family: str, source: Source) -> Heading | None:
    span = _trimmed(source, start, end)
    text = source[span]
    if not text or text.endswith(("报告", "年报")) or (family and "。" in text):
        return None
    return Heading(index, None, text, span, span, None, family)


def _numbered(index: int, ordinal: Ordinal, end: int, source: Source, known: Known) -> Heading | None:
    cut = _title_end(ordinal, end, source, known)
    if cut is None:
        return None
    title = _trimmed(source, ordinal.span.end, cut)
    if title.start == title.end:
        return None
    rest = _after_marks(source.folded, cut, end)
    family = FAMILIES.get(ordinal.style, ordinal.style)
    span = Span(ordinal.span.start, title.end)
    return Heading(index, ordinal, source[title], title, span, rest, family)


def _title_end(ordinal: Ordinal, end: int, source: Source, known: Known) -> int | None:
    """Where the title ends: before the first 。 : ; or where the words of a known title do, or at the first comma."""
    folded, start = source.folded, ordinal.span.end
    match = _TITLE.match(folded, start, end)
    if match is None:
        return None
    longest = _LONGEST.get(ordinal.style, _LONGEST_ITEM)
    plain = match[0].strip()
    is_clause = "," in plain or len(plain) > longest or _YEAR.search(plain) is not None
    if is_clause and match.end() >= end and _YEARED.fullmatch(plain):
        return match.end()
    if not is_clause and (" " not in plain or len(plain) <= 24):
        return match.end()
    known_end = _known_end(folded, start, end, known)
    if known_end is not None:
        return known_end
    if len(plain) <= longest and (ordinal.style in _LONGEST or match.end() >= end):
        return match.end() if ordinal.style in _LONGEST else None
    comma = match[0].find(",")
    return start + comma if ordinal.style in _LONGEST and 2 <= comma <= 30 else None


def _known_end(folded: str, start: int, end: int, known: Known) -> int | None:
    shape = _SHAPE.match(folded, start, end)
    return shape.end() if shape and known(squeeze(shape[0])) else None


def _glued_numbers(folded: str) -> list[_Number]:
    """Numbers behind the end of a sentence in the same line, last first."""
    found = []
    for match in _GLUED.finditer(folded):
        at = match.start()
        if folded[max(0, at - 4) : at].rstrip(" ")[-1:] in _SENTENCE_ENDS:
            number = numbering(folded, at)
            if number is not None:
                found.append(_Number(at, number.style, number.value, number.length))
    return found[::-1]


def _glued(
    index: int, line: Span, before: Heading | None, glued: list[_Number], source: Source, known: Known
) -> Iterator[Heading]:
    """Known headings that stand behind a sentence in the same line."""
    reach = before.span.end if before else line.start + 1
    while glued and glued[-1].start < line.end:
        number = glued.pop()
        first = number.start + number.length
        cut = _known_end(source.folded, first, line.end, known) if number.start >= reach else None
        if cut is not None:
            ordinal = Ordinal(number.style, number.value, Span(number.start, first))
            title = _trimmed(source, first, cut)
            rest = _after_marks(source.folded, cut, line.end)
            yield Heading(index, ordinal, source[title], title, Span(number.start, title.end), rest, number.style)


def _after_marks(folded: str, start: int, end: int) -> int | None:
    while start < end and folded[start] in "。:;,. \r\n":
        start += 1
    return start if start < end else None


def _trimmed(source: Source, start: int, end: int) -> Span:
    text = source.folded[start:end]
    return Span(start + len(text) - len(text.lstrip(" ")), end - len(text) + len(text.rstrip(" 。:;.*#")))
