"""A region taken apart into label characters and figures, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gouji.document import Paragraph
from gouji.patterns import pattern
from gouji.recognition.figures import figure
from gouji.source import Source, Span


class PlacedFigure(NamedTuple):
    """A figure in a region: its span, and how many label characters stand before it."""

    span: Span
    before: int


class Tokens(NamedTuple):
    """A region taken apart: its label characters (squeezed), the offset of each, and its figures in order."""

    labels: str
    offsets: tuple[int, ...]
    figures: tuple[PlacedFigure, ...]
    text: str

    def number(self, span: Span) -> int | float:
        """The figure at a span, 0 where it is a dash."""
        return figure(self.text[span.start : span.end]).number or 0


_TOKEN = pattern(
    r"(?<![^\s:])(?:[-+]|减少?|增加?)?\d[\d,]*(?:\.\d+)?(?:[万亿]?元|人?次|[件条篇项个人份宗])?(?:\([^()\s]{1,20}\))?(?=[\s;]|$)"
    r"|(?<!\S)(?:[-—]{2,4}|[-—/无零〇○O])(?=\s|$)|\S"
)


_SIGNS = "-/无零〇○O"
"""What stands for no figure, or for nought; folding makes every dash one."""

_UNIFORM = str.maketrans(
    {"“": '"', "”": '"', "‘": '"', "’": '"', "'": '"', "。": None, "·": None, "【": "(", "】": ")"}
)


def tokens_of(paragraphs: Sequence[Paragraph], source: Source, units: Iterable[str] = ()) -> Tokens:
    """Take paragraphs apart: figures that stand between blanks, and all other characters.

    One of the `units` that stands alone before a figure or at the end of a line belongs to neither: the label may go on
    in the next line.
    """
    unit = _before_figures(frozenset(units))
    labels: list[str] = []
    offsets: list[int] = []
    figures: list[PlacedFigure] = []
    for paragraph in paragraphs:
        text = source.folded[paragraph.span.start : paragraph.span.end]
        if unit is not None:
            text = unit.sub(lambda found: " " * len(found[0]), text)
        for match in _TOKEN.finditer(text):
            start = paragraph.span.start + match.start()
            piece = match[0].translate(_UNIFORM)
            if len(match[0]) > 1 or (
                _may_be_figure(match[0])
                and _stands_alone(text, match)
                and not (piece == "1" and _is_of_label(labels[-2:], text[match.end() :]))
            ):
                figures += (PlacedFigure(span, len(labels)) for span in _apart(match[0], start))
            elif piece:
                labels.append("." if piece in "、)" and labels and labels[-1].isdigit() else piece)
                offsets.append(start)
    return Tokens("".join(labels), tuple(offsets), tuple(figures), source.folded)


def _may_be_figure(sign: str) -> bool:
    return sign.isdigit() or sign in _SIGNS


_THOUSANDS = pattern(r"\d{1,3}(?:,\d{3})+(?!\d)")


def _apart(text: str, start: int) -> Iterator[Span]:
    """Where figures stand between which there are commas and nothing else; one figure with thousands set off is one."""
    at = start
    for part in [text] if "," not in text or "(" in text or _THOUSANDS.search(text) else text.split(","):
        yield Span(at, at + len(part))
        at += len(part) + 1


@lru_cache(maxsize=8)
def _before_figures(units: frozenset[str]) -> re.Pattern[str] | None:
    words = "|".join(sorted(units, key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{words})(?=\s+[-+/\d])|(?<=\S\s)(?:{words})$") if words else None


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    before = match.start() == 0 or text[match.start() - 1].isspace() or text[match.start() - 1] == ":"
    return before and (match.end() == len(text) or text[match.end()].isspace() or text[match.end()] == ";")


def _is_of_label(labels: Sequence[str], behind: str) -> bool:
    """Whether a one belongs to a label, which may be broken before or behind it: 不同渠道和方式公开相同信息计 1 条."""
    is_counted = labels[-1:] == ["计"] and labels[-2] not in "总合共累小"
    return is_counted and (not behind or behind.startswith((" 条", " 次")))
