"""The section tree of a report: `outline(blocks, source, known) -> Outline`.

Levels come from the style of the numbers, in the order in which the styles first appear; the top level is the outermost
style in which a known section title stands. A list inside a section that is numbered in the style of the top level is a
list, not a row of sections. Rows of tables are never headings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.document import Block, Paragraph
from gouji.furniture import is_footer
from gouji.headings import Known, headings
from gouji.levels import Placed, placed, without_contents
from gouji.report import Section
from gouji.source import Source, Span


class Outline(NamedTuple):
    """The parts of a document: what stands before the first section, the sections, and the page furniture at the end.

    `body` is the span of all blocks but the furniture. Sections have no roles yet.
    """

    sections: tuple[Section, ...]
    preamble: tuple[Block, ...]
    tail: tuple[Block, ...]
    body: Span


_BLANKS = " \u3000\u00a0\t\r\n*#"
_AFTER_TITLE = _BLANKS + "。：；:;，,．."


def outline(blocks: Sequence[Block], source: Source, known: Known) -> Outline:
    """The section tree of blocks whose tables have been restored; total, also where nothing is a heading."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    found = placed(without_contents(list(headings(paragraphs, source, known))), known)
    end = _body_end(blocks, found, source)
    body = [block for block in blocks if block.span.start < end]
    parts = list(_parts(body, paragraphs, found, source))
    start = blocks[0].span.start if blocks else 0
    first = next((at for at, part in enumerate(parts) if isinstance(part, Placed)), len(parts))
    sections = _tree(parts[first:], end)
    preamble = tuple(part for part in parts[:first] if not isinstance(part, Placed))
    return Outline(sections, preamble, tuple(blocks[len(body) :]), Span(start, body[-1].span.end if body else start))


def _body_end(blocks: Sequence[Block], found: list[Placed], source: Source) -> int:
    """Where page furniture begins behind the last top heading; the end of the blocks where there is none."""
    last = next((item.heading.span.start for item in reversed(found) if item.level == 1), -1)
    for block in blocks if last >= 0 else ():
        if block.span.start > last and isinstance(block, Paragraph) and is_footer(source.folded[slice(*block.span)]):
            return block.span.start
    return blocks[-1].span.end if blocks else 0


def _parts(
    body: list[Block], paragraphs: list[Paragraph], found: list[Placed], source: Source
) -> Iterator[Block | Placed]:
    """Blocks and headings in reading order, paragraphs cut where a heading stands in them."""
    waiting: dict[int, list[Placed]] = {}
    for item in found:
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
    if start == end:
        return
    text = source.text[start:end]
    # Marks that end a title stand before the prose behind it; those that end the prose stay.
    lead = len(text) - len(text.lstrip(_AFTER_TITLE if start > block.span.start else _BLANKS))
    piece = text[lead:].rstrip()
    if piece:
        yield Paragraph(Span(start + lead, start + lead + len(piece)), piece, block.level, block.linked)


def _tree(parts: Sequence[Block | Placed], end: int) -> tuple[Section, ...]:
    """Sections of parts of which the first is a heading, built from the last to the first."""
    waiting: list[tuple[int, Section]] = []
    blocks: list[Block] = []
    for part in reversed(parts):
        if not isinstance(part, Placed):
            blocks.append(part)
            continue
        children = []
        while waiting and waiting[-1][0] > part.level:
            children.append(waiting.pop()[1])
        limit = waiting[-1][1].heading.start if waiting else end
        waiting.append((part.level, _section(part, blocks[::-1], tuple(children), limit)))
        blocks.clear()
    return tuple(section for _, section in reversed(waiting))


def _section(item: Placed, blocks: list[Block], children: tuple[Section, ...], limit: int) -> Section:
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
