"""Stretches of paragraphs that hold a form whose table was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from gouji.document import Block, Paragraph
from gouji.folding import squeeze
from gouji.patterns import pattern
from gouji.recognition.figures import looks_like_value
from gouji.recognition.lexicon import Lexicon, bare, label_key
from gouji.recognition.openings import RUN_ON, beginning, fragment, openings, owners_in
from gouji.recognition.running_text import has_lone_figure


class Region(NamedTuple):
    """Paragraphs `first` to `last` (inclusive) hold forms of these ids."""

    first: int
    last: int
    forms: tuple[str, ...]


_DIGITS = pattern(r"[\d\s.,+\-—–/減减增|]+")


def regions(blocks: Sequence[Block], lexicon: Lexicon, titles: re.Pattern[str]) -> Iterator[Region]:
    """Stretches of paragraphs that hold labels of forms, between titles of sections, long prose and tables."""
    kinds = [_kind(block, lexicon, titles) for block in blocks]
    if any(kind not in ("", "value", "break") for kind in kinds):
        kinds = _with_pieces(blocks, kinds, lexicon)
    start = 0
    for broken, run in groupby(range(len(blocks)), key=lambda i: kinds[i] == "break"):
        members = list(run)
        start = members[0]
        if broken:
            continue
        hits = [i for i in members if kinds[i] not in ("", "value", "break")]
        if not hits:
            continue
        yield from _cut_region(blocks, members, kinds, hits, lexicon, start)


_MOST_PIECES = 8


def _with_pieces(blocks: Sequence[Block], kinds: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Kinds in which the lines of a label that is broken over some of them are of its form; figures may stand between."""
    whole = list(kinds)
    for first, kind in enumerate(kinds):
        if kind in ("", "break") and (pieces := _pieces(blocks, kinds, first, lexicon)):
            form = openings(lexicon).owner["".join(_words(blocks[i]) for i in pieces)]
            for index in pieces:
                whole[index] = form
    return whole


def _pieces(blocks: Sequence[Block], kinds: Sequence[str], first: int, lexicon: Lexicon) -> list[int]:
    """Indexes of the lines that are a label together, from the one at `first` on; none where they are not."""
    known = openings(lexicon)
    whole, pieces = "", []
    for index in range(first, min(first + 2 * _MOST_PIECES, len(blocks))):
        if index > first and kinds[index] == "value":
            continue
        piece = _words(blocks[index])
        whole += piece
        pieces.append(index)
        if len(whole) < 3 or not piece or len(pieces) > _MOST_PIECES or not _begins_label(whole, known.words):
            return []
        if whole in known.owner:
            return pieces if len(pieces) > 1 else []
    return []


@lru_cache(maxsize=512)
def _begins_label(key: str, labels: tuple[str, ...]) -> bool:
    return any(label.startswith(key) for label in labels)


_UNITS = frozenset(("条", "件", "次", "篇", "个", "人", "人次", "元", "万元"))
_FIGURES_BEHIND = pattern(r"(?:\s+(?:[-—/]|[条件次篇个人万元]{1,2}|[-+]?\d[\d.,]*))+$")


def _words(block: Block) -> str:
    """The words of a line, without figures behind them; empty where it can be no piece of a label."""
    if not isinstance(block, Paragraph) or block.text.endswith("。"):
        return ""
    if len(block.text) > _LONGEST_LABEL_LINE and len(squeeze(block.text)) > _LONGEST_LABEL_LINE:
        return ""
    return label_key(_FIGURES_BEHIND.sub("", block.text))


def _cut_region(
    blocks: Sequence[Block],
    members: Sequence[int],
    kinds: Sequence[str],
    hits: Sequence[int],
    lexicon: Lexicon,
    start: int,
) -> Iterator[Region]:
    """From the first label to the figures after the last one; several forms stand in one region."""
    first, last = hits[0], hits[-1]
    while first > start and (kinds[first - 1] == "value" or _is_short(blocks[first - 1])) and first - 1 >= members[0]:
        first -= 1
    while last < members[-1] and (
        kinds[last + 1] == "value" or (_is_short(blocks[last + 1]) and _value_follows(kinds, last + 1, members[-1]))
    ):
        last += 1
    named = dict.fromkeys(kinds[i] for i in hits)
    for i in hits:
        if isinstance(block := blocks[i], Paragraph) and len(block.text) >= RUN_ON:
            named |= dict.fromkeys(owners_in(block.text, lexicon))
    forms = tuple(id for id in named if _has_block(blocks, hits, id, lexicon))
    enough = (
        len(hits) > 1 or any(kinds[i] == "value" for i in range(hits[0], last + 1)) or _has_figures(blocks[hits[0]])
    )
    if enough and forms:
        yield Region(first, last, forms)


def _has_block(blocks: Sequence[Block], hits: Sequence[int], form_id: str, lexicon: Lexicon) -> bool:
    """For a form made of blocks, whether the label of one stands there in full; its heads alone are too common."""
    words = next(iter(lexicon.of(form_id)))
    if words.form.layout != "blocks":
        return True
    text = label_key("".join(block.text for i in hits if isinstance(block := blocks[i], Paragraph)))
    return sum(key in text for key in words.rows) > 1


def _has_figures(block: Block) -> bool:
    return isinstance(block, Paragraph) and any(c.isdigit() for c in block.text[-4:])


def _is_short(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) < 16 and block.text[-1] not in "。;;:" and not block.level


def _value_follows(kinds: Sequence[str], index: int, end: int) -> bool:
    return any(kinds[i] == "value" for i in range(index, min(index + 3, end + 1)))


# No label of a form has a full stop; a line of one that is flattened is seldom longer.
_LONGEST_LABEL_LINE = 60


def _kind(block: Block, lexicon: Lexicon, titles: re.Pattern[str]) -> str:
    """`break`, `value` (a line of figures), the id of the form whose label begins the line, or empty."""
    if not isinstance(block, Paragraph):
        return "break"
    text = block.text
    if len(text) >= RUN_ON and has_lone_figure(text) and (owners := owners_in(text, lexicon)):
        return owners[0]
    if len(text) > _LONGEST_LABEL_LINE:
        return "break" if "。" in text else _kind_of_line(text, bool(block.level), lexicon, titles)
    return _kind_of_short_line(text, bool(block.level), lexicon, titles)


def _kind_of_line(text: str, is_heading: bool, lexicon: Lexicon, titles: re.Pattern[str]) -> str:
    if (len(text) > 200 and len(squeeze(text)) > 200) or (is_heading and titles.fullmatch(bare(label_key(text)))):
        return "break"
    if looks_like_value(text) or _DIGITS.fullmatch(text) or _are_values(text):
        return "value"
    # A line of a form has no full stop: 结转下年度继续办理2件。 is a sentence.
    if text.endswith("。"):
        return "break"
    key = label_key(text)
    form = (key not in lexicon.columns and beginning(key, lexicon)) or fragment(key, lexicon)
    if form:
        return form
    if titles.fullmatch(bare(key)) and not key[0].isdigit():
        return "break"
    return "break" if len(key) > 45 and "." not in key[:3] else ""


def _are_values(text: str) -> bool:
    """Whether a line is figures with blanks between them, with units before or behind some: 72 938.33万元, 人次 30."""
    if text[0] not in _BEGINNINGS:
        return False
    pieces = text.split()
    return pieces[-1][0].isdecimal() and all(piece in _UNITS or looks_like_value(piece) for piece in pieces)


_BEGINNINGS = frozenset("0123456789").union(unit[0] for unit in _UNITS)


# Headings, labels and heads of columns are the same from report to report.
_kind_of_short_line = lru_cache(maxsize=256)(_kind_of_line)
