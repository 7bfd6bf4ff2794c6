"""Punctuation: marks of Western width, marks that stand twice, open brackets, lists that separate in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gouji.findings import Edit, Problem, Relation, Words
from gouji.patterns import HAN, matches, pattern
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.passages import Passages, gathered, is_normalised, mending

_STANDARD = ("GB/T 15834—2011《标点符号用法》",)
_EXTRACTED = frozenset({"pdf"})
"""Readers whose text comes from glyphs on a page: the width of its marks is nobody's doing."""

_HALF = tuple(pattern(rf"{mark}(?<={HAN}{mark})(?={HAN}|[“《（])") for mark in (",", ";", ":", r"\?", "!"))
_TWICE = tuple(
    pattern(shape) for shape in (r",\s?[,;。]", r";\s?[,;。]", r"。\s?[,;。](?!\d)", r"、\s?[、,;。]", r":\s?:")
)
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
# Brackets with Chinese in them and before them, and such as open in one width and close in the other.
_BRACKETS = (
    pattern(rf"\((?<={HAN}\()[^()（）\n]{{0,60}}?{HAN}[^()（）\n]{{0,60}}\)"),
    pattern(r"\([^()（）\n]{0,80}）"),
    pattern(r"（[^()（）\n]{0,80}\)"),
)
_MARKS = frozenset(",;。、:")
_SAME = pattern(r"([,;。、:])(?:\1)(?![,;。、:])")
_PAIRED = (("《", "》"), ("“", "”"))
_AFTER_NUMBER = pattern(r"\([一二三四五六七八九十]{1,3}\)、")
_ITEM = pattern(r"是(?<=[一二三四五六七八九十]是)")
_NUMERALS = "一二三四五六七八九十"


@rule("LNG906", "info", basis=_STANDARD, fixable=True, literal=True)
def punctuation(report: Report) -> Iterator[Problem]:
    """标点符号使用不规范。
    Punctuation is of Western width, doubled, left open, or separates a list in two ways.
    """
    passages = Passages(report)
    if not (is_normalised(report) or report.document.reader in _EXTRACTED):
        half = Words("汉字之间用了半角标点", "half-width punctuation between Chinese characters")
        spans = sorted(passages.held(_western(report, _HALF)))
        edits = (Edit(span, report.source[span].translate(_WIDE)) for span in spans)
        yield from gathered(spans, half, fix=mending(Words("改为全角标点", "make it full-width"), edits))
        spans = sorted(passages.held(_western(report, _BRACKETS)))
        sides = (Span(at, at + 1) for span in spans for at in (span.start, span.end - 1))
        edits = (Edit(one, report.source[one].translate(_WIDE)) for one in sides if report.source[one].isascii())
        brackets = Words("括号用了半角或者一半是半角", "brackets of Western width, or of two widths")
        yield from gathered(spans, brackets, fix=mending(Words("改为全角括号", "make them full-width"), edits))
        for first, last in _PAIRED:
            yield from _unpaired(report, passages, first, last)
    twice = Words("标点连用", "two marks of punctuation in a row")
    spans = passages.found(_TWICE)
    once = mending(Words("连用的相同标点只留一个", "keep one of two marks that are the same"), _repeated(report, spans))
    yield from gathered(spans, twice, fix=once)
    numbered = Words("序号「（一）」之后不用顿号", "no 、 after a number like “（一）”")
    spans = _numbers(report, passages)
    commas = (Edit(Span(span.end - 1, span.end), "") for span in spans)
    yield from gathered(spans, numbered, fix=mending(Words("删去顿号", "take out the 、"), commas))
    yield from _mixed_lists(report, passages)


def _western(report: Report, shapes: tuple[re.Pattern[str], ...]) -> Iterator[Span]:
    """What patterns find in the text as it is written, widths and all."""
    for shape in shapes:
        for match in matches(shape, report.source.text, *report.body):
            yield Span(*match.span())


def _repeated(report: Report, spans: Iterable[Span]) -> Iterator[Edit]:
    """What is too much of marks that stand twice: of two alike and no more the second, or the half-width one."""
    text, folded = report.source.text, report.source.folded
    for span in spans:
        if _SAME.match(folded, span.start) and folded[span.start - 1 : span.start] not in _MARKS:
            first, second = Span(span.start, span.start + 1), Span(span.start + 1, span.start + 2)
            yield Edit(first if text[first.start].isascii() else second, "")


def _numbers(report: Report, passages: Passages) -> list[Span]:
    """（一）、 at the beginning of a passage."""
    found = passages.found((_AFTER_NUMBER,)) if ")、" in report.source.folded else ()
    return [span for span in found if passages.around(span.start)[0] == span.start]  # type: ignore[index]


def _unpaired(report: Report, passages: Passages, first: str, last: str) -> Iterator[Problem]:
    """A mark such as 《 without its other half, over all passages, since a title may break over two."""
    text = report.source.text
    if text.count(first, *report.body) == text.count(last, *report.body):
        return
    depth: list[int] = []
    for span in passages.spans:
        for at in range(*span):
            if text[at] == first:
                depth.append(at)
            elif text[at] == last and depth:
                depth.pop()
            elif text[at] == last:
                yield Problem(Span(at, at + 1), Words(f"「{last}」没有对应的「{first}」", f"{last} without {first}"))
    for at in depth[:1]:
        yield Problem(Span(at, at + 1), Words(f"「{first}」没有对应的「{last}」", f"{first} without {last}"))


def _mixed_lists(report: Report, passages: Passages) -> Iterator[Problem]:
    """一是…；二是…。三是…: items of a list in one paragraph that end in different marks."""
    folded = report.source.folded
    if "三是" not in folded:
        return
    mixed = [marks for span in passages.spans for marks in _runs(folded, span) if len({folded[at] for at in marks}) > 1]
    if mixed:
        first, others = mixed[0][0], mixed[1:]
        odd = next(at for at in mixed[0] if folded[at] != folded[first])
        message = Words(
            "「一是…二是…」各项之间分号、句号混用", "the items of a list end now in a semicolon, now in a full stop"
        )
        related = (
            Relation(Span(first, first + 1)),
            *(Relation(Span(places[0], places[0] + 1)) for places in others[:20]),
        )
        yield Problem(Span(odd, odd + 1), message, quote=Span(odd - 4, odd + 4), related=related)


def _runs(folded: str, passage: Span) -> Iterator[list[int]]:
    """The marks before 二是, 三是 … of each list in a passage, where they are semicolons and full stops."""
    due, marks = 1, list[int]()
    for match in _ITEM.finditer(folded, *passage):
        number = _NUMERALS.index(folded[match.start() - 1]) + 1
        if number != due or number == 1:
            yield marks
            due, marks = (2 if number == 1 else 1), []
            continue
        at = match.start() - 2
        while at > passage.start and folded[at].isspace():
            at -= 1
        marks += [at] if folded[at] in ";。" else []
        due += 1
    yield marks
