"""For people: each finding with the line it is in, what to do, and the other places it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.findings import Finding
from gouji.patterns import pattern
from gouji.phrases import phrase
from gouji.reporters import Style
from gouji.reporters.lines import ending, hanging, head, one_line, painted, position, shown, unassessed
from gouji.results import Result, Tally
from gouji.source import Source, Span

_CONTROL = pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BREAK = pattern(r"\r\n|\r|\n")
_LEAST = 20
_LONGEST_QUOTE = 40
_CUT = "..."


def write(results: Iterable[Result], style: Style) -> Iterator[str]:
    """The findings, and the sum of the run."""
    tally = Tally()
    for result in tally.counted(results):
        for finding in shown(result):
            yield f"{head(finding, style)}\n"
            yield from _details(finding, result.source, style)
            yield "\n"
        remarks = list(unassessed(result, style))
        yield from remarks
        if remarks:
            yield "\n"
    yield from ending(tally, style)


def _details(finding: Finding, source: Source | None, style: Style) -> Iterator[str]:
    number = "" if finding.place.line is None else str(finding.place.line)
    edge = " " * (len(number) + 1)
    if finding.place.place:
        yield f"{edge}{painted('-->', '34', style)} {finding.place.place}\n"
    if source is not None and (not finding.private or source[finding.span] == finding.quote):
        yield from _excerpt(finding, source, number, style)
    hint = one_line(finding.hint.of(style.language))
    if hint:
        yield from _remark(f"{phrase('hint', style.language)}{hint}", edge, style)
    for line in _related(finding, style):
        yield from _remark(line, edge, style)


def _remark(text: str, edge: str, style: Style) -> Iterator[str]:
    """A line below a finding, or several where it is long."""
    yield from (f"{line}\n" for line in hanging(f"{edge}= {text}", f"{edge}    ", style))


def _related(finding: Finding, style: Style) -> Iterator[str]:
    for other in finding.related[: style.related]:
        where = ":".join(part for part in (other.path, position(other.place, style)) if part)
        name = (
            other.place.place.rpartition("/")[0] and "/".join(other.place.place.split("/")[-2:])
        ) or other.place.place
        quote = phrase("quoted", style.language, quote=_short(clean(other.quote))) if other.quote else ""
        parts = [where, name, quote]
        yield f"{phrase('related', style.language)}{' '.join(part for part in parts if part)}"
    if len(finding.related) > style.related:
        more = phrase("related-more", style.language, count=len(finding.related) - style.related)
        yield f"{phrase('related', style.language)}{more}"


def _short(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else f"{quote[: _LONGEST_QUOTE - 1]}…"


def _excerpt(finding: Finding, source: Source, number: str, style: Style) -> Iterator[str]:
    """The line with the place underlined, cut to the width of the output."""
    line, start, end = line_of(finding, source)
    if not line.strip():
        return
    room = max(style.width - len(number) - 4, _LEAST)
    text, before, under = window(line, start, end, room)
    bar = painted("|", "34", style)
    edge = " " * len(number)
    yield f"{painted(number, '34', style)} {bar} {text}\n" if number else f" {bar} {text}\n"
    yield f"{edge} {bar} {' ' * before}{painted('^' * under, '1;31', style)}\n"


def line_of(finding: Finding, source: Source) -> tuple[str, int, int]:
    """The line a finding begins in, and where it begins and ends there: of the file, or of the text where that has none."""
    if source.original is None:
        file, start, end = source.text, finding.span.start, finding.span.end
    else:
        file = source.original
        start = source.origin(finding.span.start)
        end = max(start, source.origin(finding.span.end - 1) + 1) if finding.span.end > finding.span.start else start
    return cut_line(file, Span(start, end))


def cut_line(file: str, span: Span) -> tuple[str, int, int]:
    """The line of a file that a span begins in; the span's start and end in it, an empty span one character wide."""
    first = max(file.rfind("\n", 0, span.start), file.rfind("\r", 0, span.start)) + 1
    stop = _BREAK.search(file, span.start)
    last = stop.start() if stop else len(file)
    line = clean(file[first:last])
    start = span.start - first
    return line, start, min(max(span.end - first, start + 1), max(len(line), start + 1))


def clean(text: str) -> str:
    """The text without control characters, of the same length."""
    return _CONTROL.sub(" ", text)


def window(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """The part of a line that fits into a number of cells with the span in it, and cells before and under the span.

    Cells are what a terminal counts: a Chinese character takes two. What is left out is marked with dots; not with `…`,
    which takes one or two.
    """
    from rich.cells import cell_len

    # Nothing farther than `room` characters away can be shown, and lines of web pages are long.
    left, right = max(0, start - room), min(len(line), start + 2 * room)
    width = [max(cell_len(character), 0) for character in line[left:right]]
    if left == 0 and right == len(line) and sum(width) <= room:
        low, high = 0, len(line)
    else:
        low, high = _bounds(width, start - left, min(end, right) - left, room - 2 * len(_CUT))
        low, high = low + left, high + left
    head_mark, tail_mark = _CUT if low else "", _CUT if high < len(line) else ""
    before = len(head_mark) + sum(width[low - left : start - left])
    under = sum(width[start - left : max(min(end, high), start) - left])
    return f"{head_mark}{line[low:high]}{tail_mark}".rstrip(), before, max(under, 1)


def _bounds(width: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """The stretch round a span that fits into a number of cells: the span first, then a third of the rest before it."""
    high = start
    used = 0
    while high < end and used + width[high] <= room:
        used += width[high]
        high += 1
    low, before = start, (room - used) // 3
    while low > 0 and width[low - 1] <= before:
        low -= 1
        before -= width[low]
        used += width[low]
    while high < len(width) and used + width[high] <= room:
        used += width[high]
        high += 1
    while low > 0 and used + width[low - 1] <= room:
        low -= 1
        used += width[low]
    return low, high
