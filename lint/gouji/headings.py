"""Headings: where in the paragraphs of a report a heading stands, and how far its title goes.

A heading is a number with a short title on a line of its own, or run into the prose that follows it, or glued to the
prose before it; or an unnumbered line that the markup calls a heading or whose words are those of a known section.
Which level a heading has is for `outline` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
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
_HAN = "一二三四五六七八九十"
# By the mark behind the number: a search that begins with a literal is ten times as fast.
_GLUED = tuple(pattern(rf"{mark}(?:(?<=[{_HAN}]{mark})|(?<=[{_HAN}] {mark}))") for mark in ("、", r"\."))
_TITLE_ENDS = ("情况 ", "措施 ", "概述 ")
"""A title without a text of its own, as where its table was lost."""
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


class _Found(NamedTuple):
    """A heading in a line, its places counted from the start of the line."""

    number: _Number | None
    title: Span
    rest: int | None
    family: str


def _at_line(index: int, level: int, line: Span, source: Source, known: Known) -> Heading | None:
    start, end = line
    folded = source.folded[start:end]
    found = (_in_short_line if end - start <= _LONGEST_LINE else _in_line)(folded, level, known)
    if found is None:
        return None
    title = Span(start + found.title.start, start + found.title.end)
    rest = None if found.rest is None else start + found.rest
    number = found.number
    if number is None:
        text = source[title]
        is_heading = not (text.endswith(("报告", "年报")) or (found.family and "。" in text))
        return Heading(index, None, text, title, title, rest, found.family) if is_heading else None
    first = start + number.start
    ordinal = Ordinal(number.style, number.value, Span(first, first + number.length))
    return Heading(index, ordinal, source[title], title, Span(first, title.end), rest, found.family)


def _in_line(folded: str, level: int, known: Known) -> _Found | None:
    end = len(folded)
    first = 0
    if folded[0] in _BULLETS:
        bullet = _BULLET.match(folded)
        first = bullet.end() if bullet else 0
    number = numbering(folded, first)
    if number is not None:
        placed = _Number(first, number.style, number.value, number.length)
        return None if number.style == "一是" else _numbered(folded, placed, known)
    if level and end <= _LONGEST_LINE:
        return _bare(folded, first, f"h{level}")
    if end - first <= 40 and _WHOLE.fullmatch(folded, first) and known(squeeze(folded[first:]).rstrip(":")):
        return _bare(folded, first, "")
    return None


# Titles of sections are the same from report to report.
_in_short_line = lru_cache(maxsize=256)(_in_line)


def _bare(folded: str, start: int, family: str) -> _Found | None:
    title = _trimmed(folded, start, len(folded))
    return _Found(None, title, None, family) if title.start < title.end else None


def _numbered(folded: str, number: _Number, known: Known) -> _Found | None:
    start = number.start + number.length
    cut = _title_end(folded, start, number.style, known)
    if cut is None:
        return None
    title = _trimmed(folded, start, cut)
    if title.start == title.end:
        return None
    return _Found(number, title, _after_marks(folded, cut, len(folded)), FAMILIES.get(number.style, number.style))


def _title_end(folded: str, start: int, style: str, known: Known) -> int | None:
    """Where the title ends: before the first 。 : ; or where the words of a known title do, or at the first comma."""
    end = len(folded)
    match = _TITLE.match(folded, start)
    if match is None:
        return None
    longest = _LONGEST.get(style, _LONGEST_ITEM)
    plain = match[0].strip()
    is_clause = "," in plain or len(plain) > longest or _YEAR.search(plain) is not None
    if is_clause and match.end() >= end and _YEARED.fullmatch(plain):
        return match.end()
    if not is_clause and (" " not in plain or len(plain) <= 24):
        return match.end()
    known_end = _known_end(folded, start, end, known)
    if known_end is not None:
        return known_end
    if len(plain) <= longest and (style in _LONGEST or match.end() >= end):
        return match.end() if style in _LONGEST else None
    comma = match[0].find(",")
    return start + comma if style in _LONGEST and 2 <= comma <= 30 else None


def _known_end(folded: str, start: int, end: int, known: Known) -> int | None:
    shape = _SHAPE.match(folded, start, end)
    return shape.end() if shape and known(squeeze(shape[0])) else None


def _glued_numbers(folded: str) -> list[_Number]:
    """Numbers behind the end of a sentence or of another title in the same line, last first."""
    found = []
    for mark in sorted(match.start() for shape in _GLUED for match in shape.finditer(folded)):
        last = mark - (2 if folded[mark - 1] == " " else 1)
        at = last - (last > 0 and folded[last - 1] in _HAN)
        before = folded[max(0, at - 4) : at]
        if before.rstrip(" ")[-1:] in _SENTENCE_ENDS or before.endswith(_TITLE_ENDS):
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
            title = _trimmed(source.folded, first, cut)
            rest = _after_marks(source.folded, cut, line.end)
            yield Heading(index, ordinal, source[title], title, Span(number.start, title.end), rest, number.style)


def _after_marks(folded: str, start: int, end: int) -> int | None:
    while start < end and folded[start] in "。:;,. \r\n":
        start += 1
    return start if start < end else None


def _trimmed(folded: str, start: int, end: int) -> Span:
    text = folded[start:end]
    return Span(start + len(text) - len(text.lstrip(" ")), end - len(text) + len(text.rstrip(" 。:;.*#")))
