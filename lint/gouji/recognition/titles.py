"""The title of a report: one line or several, doubled, with the year before or after the agency, or none at all.

`title(outline, source)` finds it; `preamble(outline, title, source)` is the prose between it and the first section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.document import Paragraph
from gouji.furniture import is_header
from gouji.grammar.names import is_agency, split
from gouji.outline import Outline
from gouji.patterns import HAN, pattern
from gouji.report import Title
from gouji.source import Source, Span

_LOOK = 40
_LONGEST = 90
_RUNS_ON = 30
"""More behind a title than its marks and rules."""
_SUBJECT = pattern(r"(?:政府|政务) ?(?:政务)? ?信息 ?公开|(?:政务|信息) ?公开|政府 ?信息|年度 ?报告|年报")
_END = pattern(r"(?:报 ?告|年 ?报|总 ?结|汇 ?报|情况|的函|函)\s*(?:\([^()]{0,20}\))?[\s*#]*")
_OTHER = pattern(
    r"^\s*[一二三四五六七八九十]{1,2} ?[、.]|[。;!?]|指南|目录|制度|办法|规定|通知|>|»|当前位置|首页|\||编制$|下载"
)
_COMMA = pattern(r"[,:](?!$)")
_YEAR = pattern(
    r"(?<![0-9])(20[0-9]{2})(?![0-9])(?: ?年度?)?|二[〇○零0OoО]([一二〇○零0])([〇○零0一二三四五六七八九])年度?"
)
_KIND = pattern(r"(?:政府|政务)?\s*(?:政务)?\s*信息\s*公开|(?:政务|信息)\s*公开")
_BARE_KIND = pattern(r"(?:工作)?(?:年度|年报|总结|情况|报告)")
# Between the lines of a title; a page of Markdown has a mark before each.
_BREAK = pattern(r"\s*[\r\n][\s#]*")
_REMARKS = pattern(r"\s*(?:\([^()]*\))?[\s*#_|》]*$")
_LEAD = pattern(r"[\s\"“《<]*(?:[【\[][^】\]]{1,8}[】\]][\s\"“《<]*)?(?:关于(?:印发|公布|发布|报送)?|中共)?[\s\"“《<]*")
_TRAIL = pattern(r"(?:关于[^关]*|(?:20\d\d)?年度?|的)?[\s\-_*#》>]*$")
_WORD = pattern(HAN * 2)
# A page whose lines ran together: the title, a blank, and the first sentence of the report.
_RUN_ON = pattern(r"[^,;。!?]{6,80}?(?:报告|年报)(?=\s+(?:根据|依据|按照|为|本[年报]|引\s?言|一、))")
_FRAME = ' 《》<>*#、-—_|,:·•●◆■\u00a0\u3000"“”'


class _Candidate(NamedTuple):
    start: int
    end: int
    rank: int


def title(outline: Outline, source: Source) -> Title | None:
    """The title among the first blocks of a report, None where there is none."""
    lines = _lines(outline)
    found = list(_candidates(lines, source.folded))
    if not found:
        return None
    read = [(candidate, _read(source, candidate.start, candidate.end)) for candidate in found]
    return max(read, key=lambda one: (one[0].rank, one[1].agency != "", one[0].start))[1]


def preamble(outline: Outline, title: Title | None, source: Source) -> tuple[Paragraph, ...]:
    """The prose between title and first section, without page furniture."""
    start = title.span.end if title else 0
    return tuple(
        block
        for block in outline.preamble
        if isinstance(block, Paragraph)
        and (block.span.start >= start or block.span.end > start + _RUNS_ON)
        and not is_header(source.folded[block.span.start : block.span.end])
    )


def _lines(outline: Outline) -> Sequence[Paragraph]:
    blocks = [block for block in outline.preamble if isinstance(block, Paragraph)]
    return blocks if outline.sections else blocks[:_LOOK]


def _candidates(lines: Sequence[Paragraph], folded: str) -> Iterator[_Candidate]:
    """Every line, or two or three short lines together, that reads as a title; more telling ones rank higher."""
    ends = [_end(line, folded) for line in lines]
    texts = [folded[line.span.start : end] for line, end in zip(lines, ends, strict=True)]
    out = [_is_out(text) for text in texts]
    for at in range(len(texts)):
        # Also when the title stands alone the line above may be the agency's.
        for before in (2, 1, 0):
            if before > at or any(out[at - before : at + 1]):
                continue
            joined = "".join(texts[at - before : at + 1])
            if not _is_title(joined) or (before and not _belongs(texts[at - before : at + 1])):
                continue
            yield _Candidate(lines[at - before].span.start, ends[at], _rank(joined))
            break


def _end(line: Paragraph, folded: str) -> int:
    """Where a line ends, or the title with which a long one begins."""
    start, end = line.span
    match = _RUN_ON.match(folded, start, end) if end - start > _LONGEST else None
    return match.end() if match else end


def _is_out(text: str) -> bool:
    return len(text) > _LONGEST or _OTHER.search(text) is not None or is_header(text)


def _is_title(text: str) -> bool:
    text = text.strip(_FRAME)
    if len(text) > _LONGEST or not _SUBJECT.search(text) or _COMMA.search(text):
        return False
    return any(match.end() == len(text) for match in _END.finditer(text))


def _belongs(texts: list[str]) -> bool:
    """Whether the lines above a title are its first part: an agency, a year, or words that are no title themselves."""
    first, last = texts[0], texts[-1]
    if texts[1].lstrip(_FRAME).startswith(first.strip(_FRAME) or " "):
        return False
    if _is_title(first) or any(_is_title(text) for text in texts[:-1]):
        return False
    if _is_title(last) and (year := _YEAR.search(last)):
        above = [text.strip(_FRAME) for text in texts[:-1]]
        return all(is_agency(name) for name in above) and not _needs_none(last, year, above)
    return all(is_agency(text.strip(_FRAME)) or _YEAR.search(text) or _SUBJECT.search(text) for text in texts[:-1])


def _needs_none(text: str, year: re.Match[str], above: Sequence[str]) -> bool:
    """Whether a title has the whole name of an agency, so that what stands above it is of a menu: 信息中心."""
    kind = _KIND.search(text)
    own = _agency(text, 0, year, kind.start() if kind else year.start())
    if own is None:
        return False
    name = text[slice(*own)]
    return bool(split(name)[0]) or (is_agency(name) and not any(split(one)[0] for one in above))


def _rank(text: str) -> int:
    told = 4 * ("报告" in text or "年报" in text) + 2 * (_YEAR.search(text) is not None) + ("公开" in text)
    return told - ("图解" in text or "一图" in text)


def _read(source: Source, start: int, end: int) -> Title:
    folded = source.folded[start:end]
    lead = len(folded) - len(folded.lstrip(_FRAME))
    tail = len(folded.rstrip(_FRAME))
    year = _YEAR.search(folded)
    kind = _kind(folded, year)
    agency = _agency(folded, lead, year, kind[0] if kind else tail)
    text = _BREAK.sub("", source.text[start + lead : start + tail]).strip()
    return Title(
        Span(start + lead, start + tail),
        text,
        "".join(source.text[start + agency[0] : start + agency[1]].split()) if agency else "",
        Span(start + agency[0], start + agency[1]) if agency else None,
        _year_of(year),
        Span(start + year.start(), start + year.end()) if year else None,
        _kind_words(folded, kind, year),
        Span(start + kind[0], start + kind[1]) if kind else None,
    )


def _kind(folded: str, year: re.Match[str] | None) -> tuple[int, int] | None:
    """From the words for the subject to the end, a bracket with a date left out."""
    match = _KIND.search(folded) or _BARE_KIND.search(folded, year.end() if year else 0)
    end = len(_REMARKS.sub("", folded))
    return None if match is None or match.start() >= end else (match.start(), end)


def _kind_words(folded: str, kind: tuple[int, int] | None, year: re.Match[str] | None) -> str:
    if kind is None:
        return ""
    words = folded[kind[0] : kind[1]]
    if year is not None and kind[0] <= year.start() < kind[1]:
        words = words.replace(year[0], "年度" if year[0].endswith("度") else "", 1)
    return "".join(words.split())


def _agency(folded: str, lead: int, year: re.Match[str] | None, kind: int) -> tuple[int, int] | None:
    """The span of the agency: what stands before the words for the subject, the year and 关于 left out."""
    spans = [(lead, kind)]
    if year is not None and year.start() < kind:
        spans = [(lead, year.start()), (year.end(), kind)]
    named = [span for start, end in spans if (span := _named(folded, start, end)) is not None]
    return max(named, key=lambda span: span[1] - span[0], default=None)


def _named(folded: str, start: int, end: int) -> tuple[int, int] | None:
    part = folded[start:end]
    match = _LEAD.search(part)
    start += match.end() if match and match.start() == 0 else 0
    end -= len(part) - len(_TRAIL.sub("", part))
    # 白鹭县人民政府信息公开年度报告 leaves out one of two 政府.
    end += 2 if folded.startswith("人民政府", end - 2) else 0
    return (start, end) if end - start >= 2 and _WORD.search(folded[start:end]) else None


def _year_of(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    if match[1]:
        return int(match[1])
    digits = {
        "〇": 0,
        "○": 0,
        "零": 0,
        "0": 0,
        **{numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)},
    }
    return 2000 + 10 * digits[match[2]] + digits[match[3]]
