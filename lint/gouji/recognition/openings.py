"""What may begin a line of a form: its captions, labels and heads, built once for a lexicon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from gouji.patterns import pattern
from gouji.recognition.lexicon import FormWords, Lexicon, label_key

RUN_ON = 160


LABELS_IN_RUN_ON = 4


_TAIL = pattern(r"[\d.,+\-/减少增加|万亿元条件次篇个人项]*")


_MARKS = frozenset(",;|:-")
"""What stands between cells where a table was written as a list."""


class Openings(NamedTuple):
    """What may begin a line of a form, whose form it is, and the characters of the heads of forms made of blocks.

    `words` are what `pattern` finds; `signs` are all characters of all labels, and those of figures; `block_rows` the labels of the blocks.
    """

    pattern: re.Pattern[str]
    words: tuple[str, ...]
    owner: Mapping[str, str]
    blocks: Mapping[str, frozenset[str]]
    signs: frozenset[str]
    block_rows: frozenset[str]


@lru_cache(maxsize=8)
def openings(lexicon: Lexicon) -> Openings:
    """The openings of a lexicon, built when first asked for."""
    owner: dict[str, str] = dict(lexicon.captions)
    for words in lexicon.forms:
        heads = (k for k in (*words.groups, *words.columns) if len(k) > 3)
        for key in heads if words.form.layout == "blocks" else (*words.rows, *heads):
            owner.setdefault(key, words.form.id)
    longest = sorted(owner, key=len, reverse=True)
    blocks = {w.form.id: _signs(w) for w in lexicon.forms if w.form.layout == "blocks"}
    signs = frozenset("0123456789.,-+/指标单位数量合计").union(*owner, *lexicon.structural, *lexicon.owners)
    rows = frozenset(key for w in lexicon.forms if w.form.layout == "blocks" for key in w.rows)
    opening = pattern("|".join(map(re.escape, longest)))
    return Openings(opening, tuple(longest), owner, blocks, signs, rows)


def _signs(words: FormWords) -> frozenset[str]:
    return frozenset("".join((*words.rows, *words.columns, *words.heads)))


def owners_in(text: str, lexicon: Lexicon) -> list[str]:
    """The forms whose labels stand in running text, when there are many of them."""
    known = openings(lexicon)
    found = dict.fromkeys(match[0] for match in known.pattern.finditer(label_key(text)) if len(match[0]) > 3)
    return list(dict.fromkeys(known.owner[key] for key in found)) if len(found) >= LABELS_IN_RUN_ON else []


def beginning(key: str, lexicon: Lexicon) -> str:
    """The form one of whose captions, heads or labels opens a line with nothing but figures after it."""
    if key in lexicon.captions:
        return lexicon.captions[key]
    known = openings(lexicon)
    if not key.startswith(known.words):
        return ""
    owner, end = "", 0
    while (match := known.pattern.match(key, end)) is not None:
        end = match.end()
        while key[end : end + 1] in _MARKS:
            end += 1
        owner = owner or ("" if match[0] in lexicon.columns else known.owner[match[0]])
    return owner if _TAIL.fullmatch(key, end) else ""


def fragment(key: str, lexicon: Lexicon) -> str:
    """The form in layout `blocks` whose heads, in pieces, are all that stands in a line."""
    if len(key) > 120:
        return ""
    words = key.rstrip("0123456789")
    return next((id for id, signs in openings(lexicon).blocks.items() if words and signs.issuperset(words)), "")
