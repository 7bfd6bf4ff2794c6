"""Declared rules on wording: words that must not stand in a report, and words that must."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from gouji.declared.rows import Row, Said, start_of
from gouji.findings import Relation, Words
from gouji.folding import fold
from gouji.packs.expressions import folded
from gouji.report import Report, Section
from gouji.source import Span

_MOST = 20


def forbidden(row: Row, report: Report) -> Said:
    """Words that must not stand in a report, each once, at its first place."""
    found: dict[str, list[Span]] = {}
    for span in _found(row, report):
        found.setdefault("".join(report.source.folded[slice(*span)].split()), []).append(span)
    instead = row.get("instead") or ""
    for first, *others in found.values():
        word = "".join(report.source[first].split())
        times = f"（共{len(others) + 1}处）" if others else ""
        zh, en = f"「{word}」{times}", f"“{word}”" + (f" ({len(others) + 1} places)" if others else "")
        if instead:
            zh, en = f"{zh}应为「{instead}」", f"{en} should be “{instead}”"
        related = tuple(map(Relation, others[:_MOST]))
        yield row.problem(first, Words(zh, en), expected=instead or None, actual=word, related=related)


def required(row: Row, report: Report) -> Said:
    """Words of which one has to stand in a report, or in a section that is there."""
    sections = _sections(row, report)
    if row.get("sections") and not sections:
        return
    if next(_found(row, report), None) is None:
        words = row.get("words")
        expected = "、".join(words) if words else None
        yield row.problem(sections[0].heading if sections else start_of(report), expected=expected)


def _found(row: Row, report: Report) -> Iterator[Span]:
    """Where the words of a rule stand, in reading order."""
    shape = _shape(tuple(row.get("words") or ()), row.get("pattern") or "")
    text = report.source.folded
    if shape.search(text) is None:
        return
    for start, end in _places(row, report):
        yield from (Span(*match.span()) for match in shape.finditer(text, start, end))


@lru_cache(maxsize=256)
def _shape(words: tuple[str, ...], text: str) -> re.Pattern[str]:
    """Words, longer ones first, or a regular expression, for folded text."""
    ordered = sorted(map(fold, words), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered)) or folded(text))


def _places(row: Row, report: Report) -> Iterable[Span]:
    """Where a rule looks: passages, headings or everything, of the sections that it names."""
    sections = _sections(row, report)
    where = row.get("places") or "prose"
    if where == "all":
        return [section.extent for section in sections] if row.get("sections") else [report.body]
    if where == "headings":
        spans: Iterable[Span] = sorted(part.heading for top in report.sections for part in top.walk())
    else:
        spans = report.passages
    if not row.get("sections"):
        return spans
    return [span for span in spans if any(_holds(section, span) for section in sections)]


def _sections(row: Row, report: Report) -> list[Section]:
    wanted = row.get("sections") or ()
    return [section for section in report.sections if section.role in wanted]


def _holds(section: Section, span: Span) -> bool:
    return section.extent.start <= span.start and span.end <= section.extent.end
