"""EXT007: text that was recognised optically, and the figures in it that have to be compared with the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.doubts import LIMIT, suspects
from gouji.findings import Problem, Relation, Words
from gouji.imbalances import message
from gouji.report import Cause, Report
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.labels import QUOTES, cell_label

_MOST_RELATED = 40
_HEAD = 40


@rule("EXT007", "info")
def text_recognised(report: Report) -> Iterator[Problem]:
    """文字由光学识别得来，须与原件核对。
    The text came from optical recognition; compare it with the original.
    """
    if not report.source.recognised_pages or not report.recognised:
        return
    yield _overview(report)
    for cause in report.causes:
        cells = suspects(report, cause)
        if cells:
            yield _suspected(cause, cells)


def _overview(report: Report) -> Problem:
    """Which pages were recognised, and all figures that are doubtful."""
    doubtful = list(_doubtful(report))
    pages = _pages(report.source.recognised_pages)
    zh, en = f"{pages.zh}的文字由光学识别得来", f"the text of {pages.en} was recognised optically"
    if not doubtful:
        return Problem(_start(report), Words(zh, en), Words("引用前须与原件核对", "compare it with the original"))
    count = len(doubtful)
    more = (
        f"，有 {count} 个数字把握不足",
        f"; {count} figures are not sure" if count > 1 else "; one figure is not sure",
    )
    hint = Words("对照原件核对所列数字", "check the figures that are listed against the paper")
    related = tuple(doubtful[:_MOST_RELATED])
    return Problem(_start(report), Words(zh + more[0], en + more[1]), hint, related=related)


def _start(report: Report) -> Span:
    if report.title is not None:
        return report.title.span
    text = report.source.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start, start + _HEAD)
    return Span(start, end if end > 0 else min(start + _HEAD, len(text)))


def _doubtful(report: Report) -> Iterator[Relation]:
    """The figures below the limit, in the order of the forms."""
    for reading in report.forms.values():
        for (row, column), value in reading.values.items():
            if value.confidence < LIMIT:
                yield Relation(value.cell.span, f"{reading.form.id}.{row}.{column}")


def _pages(pages: Sequence[int]) -> Words:
    """Page numbers, those in a row as a range."""
    ranges: list[tuple[int, int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1] = ranges[-1][0], page
        else:
            ranges.append((page, page))
    named = [f"{first}" if first == last else f"{first}–{last}" for first, last in ranges]
    return Words(f"第 {'、'.join(named)} 页", f"page{'s' if len(pages) > 1 else ''} {', '.join(named)}")


def _suspected(cause: Cause, cells: Sequence[tuple[str, str]]) -> Problem:
    """An identity that fails, perhaps because a figure was misread."""
    reading, cell = cause.reading, cells[0]
    said = message(reading, cause.first)
    labels = [f"「{cell_label(reading, each)}」" for each in cells[:3]]
    named = Words("、".join(labels), ", ".join(labels).translate(QUOTES))
    hint = Words(f"{named.zh}可能识别有误，对照原件核对", f"{named.en} may be misread; check against the paper")
    value = reading.values[cell]
    related = tuple(Relation(reading.values[each].cell.span, _address(cause, each)) for each in cells[1:_MOST_RELATED])
    return Problem(value.cell.span, said, hint, address=_address(cause, cell), actual=value.raw, related=related)


def _address(cause: Cause, cell: tuple[str, str]) -> str:
    return f"{cause.reading.form.id}.{cell[0]}.{cell[1]}"
