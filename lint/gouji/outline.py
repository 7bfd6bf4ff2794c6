"""The section tree of a report: `outline(blocks, source, known) -> Outline`.

Levels come from the style of the numbers, in the order in which the styles first appear; the top level is the outermost
style in which a known section title stands. A list inside a section that is numbered in the style of the top level is a
list, not a row of sections. Rows of tables are never headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gouji.document import Block, Paragraph
from gouji.folding import squeeze
from gouji.headings import Heading, Known, headings, without_contents
from gouji.report import Section
from gouji.source import Source, Span


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a document: what stands before the first section, the sections, and the page furniture at the end.

    `body` is the span of all blocks but the furniture. Sections have no roles yet.
    """

    sections: tuple[Section, ...]
    preamble: tuple[Block, ...]
    tail: tuple[Block, ...]
    body: Span


class _Placed(NamedTuple):
    """A heading with its level, from 1."""

    heading: Heading
    level: int


_FOOTER = re.compile(
    r"[\[(【<|\s]*(?:上一[篇条页]|下一[篇条页]|版权所有|主办单位|承办单位|网站标识码|扫一扫|扫码|分享到|分享[::]|打印本页|打印[\])】]|打印 |"
    r"关闭窗口|关闭本页|关闭[\])】]|打印$|关闭$|返回顶部|返回列表|相关附件|相关链接|相关文章|附件下载|网站地图|联系我们$|"
    r"关于我们|责任编辑|信息来源[::]|来源[::]|浏览次数|登录 ?注册|Copyright|copyright|COPYRIGHT|技术支持)"
    r"|[^。]{0,40}(?:ICP备|公网安备)"
)
_HEADER = re.compile(
    r"[\s\[(|]*(?:当前位置|您(?:现在)?(?:所在)?的?位置|您当前|首页|网站首页|索 ?引 ?号|发布日期|发文日期|发布时间|发布机构|发文机关|"
    r"公开日期|生成日期|成文日期|发文字号|文 ?号[::]|主题分类|主题词|信息来源|来源[::]|作者[::]|字体|字号|【?字体|浏览次数|"
    r"点击数|点击量|阅读[::次]|访问量|打印|分享|登录|注册|附件下载|有效性|信息分类|信息名称|名称[::]|-->|\?{4,})"
    r"|[^。]{1,60}(?:>>|>|»|›)[^。]*$|目 ?录$|Page \d|- ?\d+ ?-$|\d{1,3}$"
)


_CUSTOM = ("第一部分", "第一章", "一、", "(一)")
_BLANKS = " \u3000\u00a0\t\r\n*#"
_AFTER_TITLE = _BLANKS + "。：；:;，,．."


def is_footer(text: str) -> bool:
    """Whether a folded paragraph is page furniture such as stands behind a report."""
    return len(text) <= 200 and _FOOTER.match(text) is not None


def is_header(text: str) -> bool:
    """Whether a folded paragraph is page furniture such as stands before a report: breadcrumbs, index numbers, dates."""
    return len(text) <= 200 and _HEADER.match(text) is not None


def outline(blocks: Sequence[Block], source: Source, known: Known) -> Outline:
    """The section tree of blocks whose tables have been restored; total, also where nothing is a heading."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    placed = _placed(without_contents(list(headings(paragraphs, source, known))), known)
    end = _body_end(blocks, placed, source)
    body = [block for block in blocks if block.span.start < end]
    parts = list(_parts(body, paragraphs, placed, source))
    start = blocks[0].span.start if blocks else 0
    first = next((at for at, part in enumerate(parts) if isinstance(part, _Placed)), len(parts))
    sections = _tree(parts[first:], end)
    preamble = tuple(part for part in parts[:first] if not isinstance(part, _Placed))
    return Outline(sections, preamble, tuple(blocks[len(body) :]), Span(start, body[-1].span.end if body else start))


def _body_end(blocks: Sequence[Block], placed: list[_Placed], source: Source) -> int:
    """Where page furniture begins behind the last top heading; the end of the blocks where there is none."""
    last = next((item.heading.span.start for item in reversed(placed) if item.level == 1), None)
    for block in blocks if last is not None else ():
        if block.span.start > last and isinstance(block, Paragraph) and is_footer(source.folded[slice(*block.span)]):
            return block.span.start
    return blocks[-1].span.end if blocks else 0


def _placed(found: list[Heading], known: Known) -> list[_Placed]:
    """The headings that are sections, with their levels."""
    top = _top_family(found, known)
    if top is None:
        return []
    tops = _top_headings(found, top, known)
    ranks = {family: rank for rank, family in enumerate(dict.fromkeys(heading.family for heading in found), 1)}
    placed: list[_Placed] = []
    inner: list[str] = []
    for at, heading in enumerate(found):
        if at in tops:
            inner = []
            placed.append(_Placed(heading, 1))
        elif placed and heading.family:
            # A list in the style of the top level lies below whatever is open.
            family, rank = ("list", len(ranks) + 1) if heading.family == top else (heading.family, ranks[heading.family])
            inner = _within(inner, family, rank, ranks)
            placed.append(_Placed(heading, 1 + len(inner)))
    return placed


def _within(inner: list[str], family: str, rank: int, ranks: dict[str, int]) -> list[str]:
    """The styles open below the top level once a heading of a style has come."""
    if family in inner:
        return inner[: inner.index(family) + 1]
    outer = [other for other in inner if ranks.get(other, 0) < rank]
    return [*outer, family]


def _top_family(found: list[Heading], known: Known) -> str | None:
    """The style of the top level: of numbers the first with known titles, or markup or bare lines that name more."""
    named: dict[str, set[str]] = {}
    for heading in found:
        role = _role(heading, known)
        if role is not None:
            named.setdefault(heading.family, set()).add(role)
    best: str | None = None
    for family, roles in named.items():
        more = best is None or len(roles) > len(named[best])
        # A style that comes later is the outer one only if it is so by custom: a list may stand before the sections.
        if best is None or (more and _rank(family) <= _rank(best)):
            best = family
    families = {heading.family for heading in found}
    return next((family for family in _CUSTOM if family in families), None) if best is None else best


def _rank(family: str) -> int:
    return _CUSTOM.index(family) if family in _CUSTOM else len(_CUSTOM) + (not _is_numbered(family))


def _is_numbered(family: str) -> bool:
    return family != "" and family[0] != "h"


def _role(heading: Heading, known: Known) -> str | None:
    return known(squeeze(heading.title))


def _top_headings(found: list[Heading], top: str, known: Known) -> set[int]:
    """Indices of the headings of the top level.

    In the style of the top level stand also lists inside a section: they begin again at 1 with words that are no known
    title, or run on as prose with the words of a section that has been there.
    """
    tops: set[int] = set()
    roles: set[str] = set()
    last, listed = 0, 0
    for at, heading in enumerate(found):
        if heading.family != top or heading.ordinal is None:
            continue
        value, role = heading.ordinal.value, _role(heading, known)
        is_listed = role is None or not heading.is_section_like or (heading.is_run_in and role in roles)
        if is_listed and last and (value == 1 or (listed and value == listed + 1)):
            listed = value
            continue
        tops.add(at)
        roles.add(role or "")
        last, listed = value, 0
    return tops | _unnumbered(found, roles, known)


def _unnumbered(found: list[Heading], roles: set[str], known: Known) -> set[int]:
    """Indices of headings without a number that name a section which no numbered one names: the longest for each."""
    longest: dict[str, int] = {}
    for at, heading in enumerate(found):
        role = _role(heading, known) if heading.ordinal is None else None
        if role is None or role in roles:
            continue
        if role not in longest or len(heading.title) > len(found[longest[role]].title):
            longest[role] = at
    return set(longest.values())


def _parts(
    body: list[Block], paragraphs: list[Paragraph], placed: list[_Placed], source: Source
) -> Iterator[Block | _Placed]:
    """Blocks and headings in reading order, paragraphs cut where a heading stands in them."""
    waiting: dict[int, list[_Placed]] = {}
    for item in placed:
        waiting.setdefault(paragraphs[item.heading.paragraph].span.start, []).append(item)
    for block in body:
        inside = waiting.get(block.span.start, []) if isinstance(block, Paragraph) else []
        if not inside or not isinstance(block, Paragraph):
            yield block
            continue
        start = block.span.start
        for item in inside:
            yield from _piece(block, start, item.heading.span.start, source)
            yield item
            start = item.heading.span.end
        yield from _piece(block, start, block.span.end, source)


def _piece(block: Paragraph, start: int, end: int, source: Source) -> Iterator[Paragraph]:
    text = source.text[start:end]
    # Marks that end a title stand before the prose behind it; those that end the prose stay.
    lead = len(text) - len(text.lstrip(_AFTER_TITLE if start > block.span.start else _BLANKS))
    piece = text[lead:].rstrip()
    if piece:
        yield Paragraph(Span(start + lead, start + lead + len(piece)), piece, block.level, block.linked)


def _tree(parts: Sequence[Block | _Placed], end: int) -> tuple[Section, ...]:
    """Sections of parts of which the first is a heading, built from the last to the first."""
    waiting: list[tuple[int, Section]] = []
    blocks: list[Block] = []
    for part in reversed(parts):
        if not isinstance(part, _Placed):
            blocks.append(part)
            continue
        children = []
        while waiting and waiting[-1][0] > part.level:
            children.append(waiting.pop()[1])
        limit = waiting[-1][1].heading.start if waiting else end
        waiting.append((part.level, _section(part, blocks[::-1], tuple(children), limit)))
        blocks.clear()
    return tuple(section for _, section in reversed(waiting))


def _section(item: _Placed, blocks: list[Block], children: tuple[Section, ...], limit: int) -> Section:
    heading = item.heading
    return Section(
        ordinal=heading.ordinal,
        title=heading.title,
        title_span=heading.title_span,
        heading=heading.span,
        extent=Span(heading.span.start, max(limit, heading.span.end)),
        level=item.level,
        run_in=heading.is_run_in,
        blocks=tuple(blocks),
        children=children,
    )
