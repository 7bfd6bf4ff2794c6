"""Titles and numbers of documents: whether they are written as they were issued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from gouji.findings import Edit, Fix, Problem, Relation, Words
from gouji.patterns import HAN, matches, pattern
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.passages import Passages, mending

_TITLE = pattern(r"《([^《》\n]{4,60})》")
_ADDED = pattern(r"\([^()]*\)$")
_STATE = "中华人民共和国"
_GENRES = frozenset({"规定", "条例", "办法", "细则", "法", "意见", "通知", "格式"})
_LEAST, _LEAST_OF_STATE = 6, 5
_ABOUT = ("释义", "解读", "读本", "问答", "汇编", "教程", "讲义", "案例", "知识", "草案")
_MOST = 20


@rule("CIT604", "warning", basis=("公文引用文件应当写明全称",), literal=True)
def law_name(report: Report) -> Iterator[Problem]:
    """法规名称不完整或有误。
    The title of a law or document is cut short or wrong.
    """
    folded, passages = report.source.folded, Passages(report)
    known = frozenset(report.edition.titles)
    found: dict[tuple[str, str], list[Span]] = {}
    for match in _TITLE.finditer(folded, *report.body):
        title = match[1].replace(" ", "")
        plain = _ADDED.sub("", title)
        if title in known or plain in known or (right := _meant(plain, report.edition.titles)) is None:
            continue
        span = Span(*match.span())
        if passages.hold(span):
            found.setdefault((plain, right), []).append(span)
    for (title, right), (first, *others) in found.items():
        message = Words(f"《{title}》应为《{right}》", f"《{title}》 should be 《{right}》")
        related = tuple(map(Relation, others[:_MOST]))
        yield Problem(first, message, expected=right, actual=title, related=related)


@lru_cache(maxsize=1024)
def _meant(title: str, known: tuple[str, ...]) -> str | None:
    """The known title that a wrong one stands for, None where it may well be another document's own."""
    return next((right for right in known if right[:2] == title[:2] and is_slip(title, right)), None)


def is_slip(title: str, right: str) -> bool:
    """Whether a title is another one cut short, with one wrong character, or with one or two left out or put in.

    Laws of the state have titles that differ in a character (审计法, 会计法), so short ones are left alone.
    """
    if title == right or abs(len(title) - len(right)) > 2:
        return False
    if right.startswith(title):
        return right[len(title) :] in _GENRES
    state = title.startswith(_STATE) and right.startswith(_STATE)
    if min(len(title), len(right)) - (len(_STATE) if state else 0) < (_LEAST_OF_STATE if state else _LEAST):
        return False
    if title.endswith(_ABOUT):
        return False
    if len(title) == len(right):
        return sum(a != b for a, b in zip(title, right, strict=True)) == 1
    return state and _holds(*sorted((title, right), key=len))


def _holds(short: str, long: str) -> bool:
    """Whether all characters of one title stand in another, in their order."""
    rest = iter(long)
    return all(sign in rest for sign in short)


_BRACKETED = tuple(
    pattern(rf"{bracket}(?<=[^\x00-\x7f]{bracket})\s?(?:19|20)\d\d\s?[\])】]\s?第?\d{{1,4}}号")
    for bracket in (r"\[", r"\(", "【")
)
_PADDED = pattern(r"〔(?:19|20)\d\d〕(?:第\d{1,4}号|0\d{0,3}号)")
_SMALL = pattern(r"〔(?:19|20)\d\d〕[1-9]\d{0,3}号")
_YEAR = pattern(r"(\D[^\S\n]*)\d{4}([^\S\n]*[\])】﹞）］])")
_ZERO = pattern(r"[〕\])】﹞）］]\s?0")
_ISSUER = pattern(rf"{HAN}{{1,12}}[发办函字政文规委厅局府通报组党工教民财人社建水农林交卫环审纪监法]\s?$")
_OTHERS = pattern(r"(?:公告|通告|令|证字?|案|判|裁|备|注|许|编号|档|标|[许准罚决复强执监检诉讼赔调]字|罚|复决)\s?$")


@rule("CIT603", "info", basis=("GB/T 9704—2012《党政机关公文格式》7.2.5",), fixable=True, literal=True)
def document_number_form(report: Report) -> Iterator[Problem]:
    """发文字号写法不规范。
    A document number has wrong brackets, 第 or leading zeros.
    """
    passages = Passages(report)
    found = sorted(_numbers(report, passages))
    text = report.source.text
    brackets = [span for span in found if text[span.start] != "〔"]
    words = Words("发文字号的年份用六角括号「〔〕」", "the year stands between 〔 and 〕")
    yield from _told(report, brackets, words, _bracketed(report, brackets))
    padded = [span for span in found if "第" in text[span.start : span.end] or _ZERO.search(text, *span)]
    yield from _told(
        report, padded, Words("发文字号的序号不加「第」、不编虚位", "no 第 and no leading zero in the number")
    )


def _numbers(report: Report, passages: Passages) -> Iterator[Span]:
    """Document numbers that are not written as they should be, from the bracket on."""
    folded = report.source.folded
    for shape in (*_BRACKETED, _PADDED, *((_SMALL,) if "﹝" in report.source.text else ())):
        for match in matches(shape, folded, *report.body):
            if shape is _SMALL and report.source.text[match.start()] == "〔":
                continue
            before = folded[max(0, match.start() - 14) : match.start()]
            if _ISSUER.search(before) and not _OTHERS.search(before) and passages.hold(Span(*match.span())):
                yield Span(*match.span())


def _bracketed(report: Report, spans: Sequence[Span]) -> Fix | None:
    """The brackets round the years replaced, and blanks inside them left out."""
    found = [match for span in spans if (match := _YEAR.match(report.source.text, *span))]
    places = [(Span(*match.span(group)), mark) for match in found for group, mark in ((1, "〔"), (2, "〕"))]
    edits = (Edit(span, mark) for span, mark in places if report.source[span] != mark)
    return mending(Words("改用六角括号", "put 〔 and 〕"), edits)


def _told(report: Report, spans: Sequence[Span], message: Words, fix: Fix | None = None) -> Iterator[Problem]:
    if spans:
        first, *others = spans
        count = f"（共{len(spans)}处）" if others else ""
        said = Words(message.zh + count, message.en + (f" ({len(spans)} places)" if others else ""))
        begin = max(report.body.start, first.start - 8)
        quote = Span(max(begin, report.source.folded.rfind("\n", 0, first.start) + 1), first.end)
        yield Problem(first, said, quote=quote, related=tuple(map(Relation, others[:_MOST])), fix=fix)
