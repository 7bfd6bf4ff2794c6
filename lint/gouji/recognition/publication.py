"""The day on which a page says it was published: 发布日期:2013-03-19, or a date in brackets below the title."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.grammar.dates import days
from gouji.patterns import HAN, pattern
from gouji.report import Day
from gouji.source import Source, Span

# Labels in the order of trust: publication, then issue, then what a page calls just 日期.
_LABELS = (
    pattern(r"发\s?布\s?(?:日\s?期|时\s?间)"),
    pattern(r"公\s?[开布]\s?(?:日\s?期|时\s?间)"),
    pattern(r"发\s?[文稿]\s?(?:日\s?期|时\s?间)"),
    pattern(r"成\s?文\s?(?:日\s?期|时\s?间)"),
    pattern(r"生\s?成\s?(?:日\s?期|时\s?间)"),
    pattern(r"印\s?发\s?(?:日\s?期|时\s?间)"),
    pattern(r"录\s?入\s?(?:日\s?期|时\s?间)"),
    pattern(rf"(?<!{HAN})(?:日\s?期|时\s?间)\s?:"),
)
_BETWEEN = pattern(r"[\s:|\[(>]{0,12}$")
_FRAME = pattern(r"[\s()\[\]|<>*_#]*")
_PAGE_WORDS = pattern(r"来源|作者|字体|字号|点击|浏览|阅读|打印|编辑|责编|访问|分享")
_SHARED = pattern(
    r"文档(?:大小|页数|格式|分享|中心|下载)|上传[者人于]|分享于|贡献于|页数\s*:|百度文库|豆丁|道客巴巴|文秘|来源\s*:\s*网络"
)
_CLOCK = pattern(r"\d{1,2}:\d{2}(?::\d{2})?")
# 青禾市人民政府网站 2011年4月6日 来源:市水务局网站: one site took the page from another.
_HOST = pattern(r"网站")
_TAKEN = pattern(r"来源\s?:\s?(?!本)[^\s|]{2,24}网站")
_REACH = 48
_LINE = pattern(r"[^\r\n]+")


def find_published(source: Source, head: Span, tail: Span | None = None) -> Day | None:
    """The date of publication in the dressing of a page, or None.

    `head` is what stands before the first section (page dressing, title, metadata table, preamble), `tail` what stands
    after the signature. In the tail only a label counts; in the head also a line that is a date and nothing else, a
    date in brackets at the end of a line, and a line of page words (来源, 浏览, 字体). The day on which another site took
    the page over is none.
    """
    folded = source.folded
    found = _labelled(folded, head) or _lone(folded, head) or (tail and _labelled(folded, tail))
    return None if not found or _SHARED.search(folded, *head) or (tail and _SHARED.search(folded, *tail)) else found


def _labelled(folded: str, region: Span) -> Day | None:
    for label in _LABELS:
        for match in label.finditer(folded, *region):
            found = days(folded, match.end(), min(match.end() + _REACH, region.end))
            if not found or not _BETWEEN.fullmatch(folded, match.end(), found[0].span.start) or not _is_day(found[0]):
                continue
            if not _is_of_copy(folded, found[0]):
                return found[0]
    return None


def _lone(folded: str, region: Span) -> Day | None:
    return next((day for line in _short_lines(folded, region) if (day := _of_line(folded, line))), None)


def _short_lines(folded: str, region: Span) -> Iterator[Span]:
    """Lines that can be a title or page dressing and hold a digit; prose is longer or ends in a full stop."""
    for match in _LINE.finditer(folded, *region):
        line = match[0]
        if len(line) <= 120 and "。" not in line and ("日" in line or "20" in line):
            yield Span(*match.span())


def _of_line(folded: str, line: Span) -> Day | None:
    found = [day for day in days(folded, *line) if _is_day(day)]
    if len(found) != 1:
        return None
    day = found[0]
    before, after = folded[line.start : day.span.start], _CLOCK.sub("", folded[day.span.end : line.end])
    alone = _FRAME.fullmatch(before) and _FRAME.fullmatch(after)
    bracketed = before.rstrip().endswith("(") and _FRAME.fullmatch(after)
    dressed = len(before) + len(after) <= 80 and _PAGE_WORDS.search(before + after)
    return day if (alone or bracketed or dressed) and not _is_of_copy(folded, day) else None


def _is_of_copy(folded: str, day: Day) -> bool:
    """Whether a date is that of a copy: its line names the site that it is on and another one as the source."""
    start, end = folded.rfind("\n", 0, day.span.start) + 1, folded.find("\n", day.span.end)
    after = folded[day.span.end : end if end >= 0 else len(folded)]
    return _TAKEN.search(after) is not None and _HOST.search(folded, start, day.span.start) is not None


def _is_day(day: Day) -> bool:
    return day.year is not None and (day.day is not None or day.garbled)
