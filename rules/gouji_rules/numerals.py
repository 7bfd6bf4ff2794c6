"""How numbers are written: mixed numerals, approximations said twice, ranges."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from gouji.document import Table
from gouji.findings import Edit, Problem, Words
from gouji.patterns import pattern
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.passages import Passages, gathered, is_normalised, mending

_STANDARD = ("GB/T 15835—2011《出版物上数字用法》",)
# Each begins with a literal; what stands before it is looked at afterwards.
_MIXED = tuple(pattern(rf"{sign}(?<=\d{sign})(?![分斤克米瓦字伏帕兆卡赫安吨升佳货里家]|年[大老])") for sign in "十百千")
_TWICE = (
    *(pattern(rf"{word}\s?\d[\d,.]*[万千百]?[余多](?!年)") for word in ("近", "约", "超过")),
    pattern(r"约\s?\d[\d,.]*[万千百]?\S{1,3}左右"),
)
_NEIGHBOURS = pattern(r"、(?<=[1-8]、)[2-9](?=(?:天|名|人次|次|个工作日|个月)(?!、))")
_HYPHEN = pattern(r"-(?<=(?:19|20)\d\d-)(?:19|20)\d\d年")
_HAN_YEAR = pattern(r"二(?:[〇○零]|O)[〇○零一二][〇○零一二三四五六七八九]年")


_DIGITS = "０１２３４５６７８９"
_WIDE = pattern(f"[{_DIGITS}]+")
_HALF = str.maketrans(_DIGITS, "0123456789")
_LIST = pattern(r"[.)]\s")
_GLYPHS = frozenset({"pdf"})
"""Readers whose text comes from glyphs on a page: the width of its digits is nobody's doing."""


@rule("LNG907", "info", basis=_STANDARD, fixable=True, literal=True)
def numeral_form(report: Report) -> Iterator[Problem]:
    """数字写法不规范。
    Numerals are mixed or full-width, an approximation is said twice, or a range has a hyphen.
    """
    passages = Passages(report)
    folded = report.source.folded
    yield from gathered(
        passages.found(_MIXED), Words("阿拉伯数字与「十、百、千」混用", "digits mixed with 十, 百 or 千")
    )
    yield from gathered(
        passages.found(_TWICE), Words("概数重复表示", "an approximation said twice"),
        Words("「近、约、超过」与「余、多、左右」只用一个", "use one of 近, 约, 超过 and 余, 多, 左右"),
    )  # fmt: skip
    neighbours = [span for span in passages.found((_NEIGHBOURS,)) if _are_neighbours(folded, span)]
    yield from gathered(
        neighbours,
        Words(
            "相邻两数连用表示概数时应用汉字，中间不加顿号",
            "two neighbouring numbers for “about” are written in Chinese",
        ),
    )
    if not is_normalised(report):
        ranges = [span for span in passages.found((_HYPHEN,)) if report.source.text[span.start] == "-"]
        yield from gathered(
            ranges, Words("起止年份之间用了半角连接号", "a hyphen between two years"),
            Words("用一字线「—」或写作「至」", "write — or 至"),
        )  # fmt: skip
    yield from _years(report, passages)
    if report.document.reader not in _GLYPHS:
        yield from _wide(report, passages)


def _wide(report: Report, passages: Passages) -> Iterator[Problem]:
    """Full-width digits, in prose and in tables."""
    text = report.source.text
    if not any(digit in text for digit in _DIGITS):
        return
    tables = [block.span for block in report.document.blocks if isinstance(block, Table)]
    spans = [
        span
        for match in _WIDE.finditer(text, *report.body)
        if passages.hold(span := Span(*match.span())) or _lies_in(span, tables)
    ]
    words = Words("数字改为半角", "make the digits half-width")
    # Digit by digit, so that each keeps its markup. What would begin a list in Markdown is left as it is.
    edits = (
        Edit(Span(at, at + 1), text[at].translate(_HALF))
        for span in spans
        if not (report.document.reader == "markdown" and _begins_list(text, span))
        for at in range(*span)
    )
    yield from gathered(spans, Words("数字用了全角", "full-width digits"), words, fix=mending(words, edits))


def _lies_in(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of others, in ascending order, holds a span."""
    index = bisect_right(others, span.start, key=lambda other: other.start) - 1
    return index >= 0 and span.end <= others[index].end


def _begins_list(text: str, span: Span) -> bool:
    return text[span.start - 1 : span.start] in ("", "\n") and _LIST.match(text, span.end) is not None


def _are_neighbours(folded: str, span: Span) -> bool:
    """Whether two figures follow each other (3、4天) and are not members of a longer list."""
    low, high = folded[span.start - 1], folded[span.end - 1]
    return int(high) == int(low) + 1 and not re.search(r"[第、\d]$", folded[max(0, span.start - 2) : span.start - 1])


def _years(report: Report, passages: Passages) -> Iterator[Problem]:
    """二〇二一年 in a text that writes 2021年 elsewhere, outside title and signature."""
    if report.year is None or "年" not in report.source.folded or f"{report.year}年" not in report.source.folded:
        return
    spans = passages.found((_HAN_YEAR,))
    others = [other.span for other in (report.title, report.signature) if other is not None]
    spans = [span for span in spans if not any(other.start <= span.start < other.end for other in others)]
    yield from gathered(
        spans, Words("年份的汉字数字与阿拉伯数字混用", "years in Chinese numerals beside years in digits")
    )
