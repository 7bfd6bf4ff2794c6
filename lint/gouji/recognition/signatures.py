"""The signature: agency and date at the end of a report, or before its appendix.

`signature(outline, source)` finds it; `detached(sections, signature)` are the sections without its lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji.document import Block, Paragraph
from gouji.grammar.dates import days
from gouji.grammar.names import is_agency
from gouji.outline import Outline
from gouji.patterns import pattern
from gouji.report import Day, Section, Signature
from gouji.source import Source, Span

_LOOK = 14
_BRACKETS = " ()[]【】*#"
_TAIL = pattern(r"[。!?;](?=[^。!?;]{6,60}$)")
_LABEL = pattern(
    r"^(?:落款|(?:发布|编制|报告|报送|填报)?(?:单位|机关|机构)(?:名称)?|(?:成文|报告|发布|公布|编制|填报)?(?:日期|时间))\s?:"
)
_SEAL = pattern(r"\(?(?:(?:单位|机关)?(?:盖章|公章|印章)|章)\)?$")


def signature(outline: Outline, source: Source) -> Signature | None:
    """Agency and date at the end; None where neither stands there."""
    lines = _last_lines(outline.sections) if outline.sections else []
    for at in range(len(lines) - 1, -1, -1):
        day = _date_line(lines[at], source)
        if day is not None:
            return _dated(lines, at, day, source)
    for line in lines[-3:]:
        name = _name(line, source)
        if name is not None:
            return Signature(name, source[name], name, None)
    return None


def detached(sections: Sequence[Section], signature: Signature | None) -> tuple[Section, ...]:
    """The sections without the paragraphs of the signature, so that what is left is what they report."""
    if signature is None:
        return tuple(sections)
    return tuple(
        _without(section, signature.span) if section.extent.end > signature.span.start else section
        for section in sections
    )


def _without(section: Section, span: Span) -> Section:
    return section._replace(
        blocks=tuple(_shortened(block, span) for block in section.blocks if not _is_inside(block, span)),
        children=tuple(_without(child, span) for child in section.children),
    )


def _is_inside(block: Block, span: Span) -> bool:
    return isinstance(block, Paragraph) and span.start <= block.span.start and block.span.end <= span.end


def _shortened(block: Block, span: Span) -> Block:
    if not isinstance(block, Paragraph) or not block.span.start < span.start < block.span.end:
        return block
    text = block.text[: span.start - block.span.start].rstrip()
    return block._replace(span=Span(block.span.start, block.span.start + len(text)), text=text)


def _last_lines(sections: Sequence[Section]) -> list[Paragraph]:
    """The last paragraphs, those behind an appendix's heading left out when it has a section of its own."""
    found: list[Paragraph] = []
    for section in reversed(sections):
        found = [*section.paragraphs(), *found]
        if len(found) >= _LOOK:
            break
    return found[-_LOOK:]


def _date_line(line: Paragraph, source: Source) -> Day | None:
    """The day that a paragraph ends with, where it holds nothing else but an agency."""
    tail = source.folded[max(line.span.start, line.span.end - 30) : line.span.end].rstrip(_BRACKETS + "。")
    if tail and not (tail[-1] in "日号" or tail[-1].isdigit()):
        return None
    start = _start(line, source)
    if line.span.end - start > 60:
        return None
    found = [day for day in days(source.folded, start, line.span.end) if day.day is not None]
    if not found or source.folded[found[-1].span.end : line.span.end].strip(_BRACKETS + "。"):
        return None
    before = _bare(source.folded[start : found[-1].span.start])
    return found[-1] if not before or is_agency(before) else None


def _start(line: Paragraph, source: Source) -> int:
    """Where the last line of a paragraph begins, or the words behind its last full stop."""
    text = source.folded[line.span.start : line.span.end]
    breaks = max(text.rfind("\n"), text.rfind("\r")) + 1
    last = max((match.end() for match in _TAIL.finditer(text, max(0, len(text) - 62))), default=0)
    return line.span.start + max(breaks, last)


def _dated(lines: list[Paragraph], at: int, day: Day, source: Source) -> Signature:
    """The signature of a date line: the agency before the date in its line, in the line above, or in the line below."""
    line = lines[at]
    start = _start(line, source)
    lead = source.folded[start : day.span.start]
    within = _bare(lead)
    end = line.span.end
    if within and is_agency(within):
        first = start + lead.rindex(within)
        name = Span(first, first + len(within))
        return Signature(Span(name.start, end), source[name], name, day)
    for other in (at - 1, at + 1):
        name_span = _name(lines[other], source) if 0 <= other < len(lines) else None
        if name_span is not None:
            whole = Span(min(name_span.start, start), max(name_span.end, end))
            return Signature(whole, source[name_span], name_span, day)
    return Signature(Span(start + len(lead) - len(lead.lstrip()), end), "", None, day)


def _bare(text: str) -> str:
    """A name or nothing, without its label, brackets, and the words for a seal: 报告单位:青禾市水务局(盖章)."""
    return _SEAL.sub("", _LABEL.sub("", text.strip(_BRACKETS)).strip(_BRACKETS)).strip(_BRACKETS)


def _name(line: Paragraph, source: Source) -> Span | None:
    """The span of the agency's name in a paragraph that is nothing else, or in its last line."""
    start = _start(line, source)
    text = source.folded[start : line.span.end]
    name = _bare(text)
    if not is_agency(name):
        return None
    first = start + text.rindex(name)
    return Span(first, first + len(name))
