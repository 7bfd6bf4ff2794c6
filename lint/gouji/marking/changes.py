"""What changes between two wordings, character by character, so that all that stays keeps its markup."""

from __future__ import annotations

from collections.abc import Sequence


def changes(old: str, new: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Edits (start, end, text) of a file in which each character of `old` stands at one of the places."""
    from difflib import SequenceMatcher

    made: list[tuple[int, int, str]] = []
    for kind, low, high, left, right in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if low == high:
            where = places[low][0] if low < len(places) else places[-1][1]
            made.append((where, where, new[left:right]))
            continue
        texts = [new[left:right], *[""] * (high - low - 1)]
        made += [(*places[at], text) for at, text in zip(range(low, high), texts, strict=True)]
    return made
