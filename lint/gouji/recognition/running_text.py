"""Tables that stand as running text within a paragraph: the paragraph is cut round them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeGuard

from gouji.document import Block, Paragraph
from gouji.patterns import pattern
from gouji.recognition.lexicon import Lexicon, label_key
from gouji.recognition.openings import LABELS_IN_RUN_ON, RUN_ON, openings
from gouji.source import Source, Span

_STANDALONE = pattern(r"\s\d+\s")


def runs_on(block: Block) -> TypeGuard[Paragraph]:
    """Whether tables may stand as running text in a block: a long paragraph with a figure between blanks."""
    return isinstance(block, Paragraph) and len(block.text) >= RUN_ON and has_lone_figure(block.text)


def has_lone_figure(text: str) -> bool:
    """Whether a figure stands between blanks in a text that has none at its ends."""
    return len(text.split(None, 2)) > 2 and _STANDALONE.search(text) is not None


_FIGURES_AFTER = pattern(r"(?:[^\d。;]{0,30}\d[\d.,]*(?:\s+[-+]?\d[\d.,]*)*)?")


def cut_run_on(block: Paragraph, source: Source, lexicon: Lexicon, titles: re.Pattern[str]) -> Iterator[Block]:
    """A paragraph that runs on is cut at titles of sections and round the labels where it holds many of them."""
    folded = source.folded[block.span.start : block.span.end]
    labels = [match for match in openings(lexicon).pattern.finditer(folded) if len(match[0]) > 3]
    if len({match[0] for match in labels}) < LABELS_IN_RUN_ON or not _STANDALONE.search(folded, labels[0].end()):
        yield block
        return
    heading = re.compile(rf"[一二三四五六七八九十]{{1,2}}[、.]\s?(?:{titles.pattern})")
    cuts = {0, len(folded), labels[0].start(), _after_figures(folded, labels[-1].end())}
    for match in heading.finditer(folded):
        if label_key(match[0]) not in lexicon.owners:
            cuts |= {match.start(), match.end()}
    bounds = sorted(cuts)
    for start, end in pairwise(bounds):
        text = block.text[start:end]
        if text.strip():
            left = block.span.start + start + len(text) - len(text.lstrip())
            yield Paragraph(Span(left, left + len(text.strip())), text.strip())


def _after_figures(text: str, start: int) -> int:
    match = _FIGURES_AFTER.match(text, start)
    return match.end() if match else start
