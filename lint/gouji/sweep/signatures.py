"""Reports with the same prose: signatures by which likely pairs are found, and the exact share that pairs have in common.

A signature is a MinHash of the sentences without figures and names of the agency, cut into bands; reports that share
two bands are likely to share sentences. Whether they do is then counted exactly. Needs `rensa` (extra `sweep`).
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from hashlib import blake2b
from struct import Struct, iter_unpack, pack
from typing import TypeVar

from gouji.comparison.repetition import anonymous, sentences
from gouji.report import Report

BANDS, _ROWS = 24, 2
_SENTENCE = Struct("<QI")
_SHORTEST = 12
_LEAST = 200

Sentence = TypeVar("Sentence", str, int)
Prose = dict[str, int]
"""Sentences without figures and names, each with its length."""


def prose(report: Report) -> Prose:
    """The sentences of a report that tell something; none where they are too few to tell anything."""
    keys = {sentence.key for sentence in sentences(report, anonymous(report)) if len(sentence.key) >= _SHORTEST}
    found = {key: len(key) for key in keys}
    return found if sum(found.values()) >= _LEAST else {}


def packed(known: Prose) -> bytes:
    """Prose as bytes, 12 a sentence: a number that stands for it, and its length."""
    numbers = {_number(sentence.encode("utf-8", "surrogatepass")): length for sentence, length in known.items()}
    return b"".join(_SENTENCE.pack(number, length) for number, length in sorted(numbers.items()))


def unpacked(data: bytes) -> dict[int, int]:
    """Sentences by their numbers, each with its length."""
    return dict(iter_unpack(_SENTENCE.format, data))


def bands(known: Prose) -> list[int]:
    """The bands of a report's signature, as numbers of 63 bits; none where it has too little prose."""
    from rensa import RMinHash

    if not known:
        return []
    made = RMinHash(num_perm=BANDS * _ROWS, seed=1)
    made.update(sorted(known))
    digest = made.digest()
    return [_band(at, digest[at * _ROWS : (at + 1) * _ROWS]) for at in range(BANDS)]


def shared(mine: Mapping[Sentence, int], other: Container[Sentence]) -> float:
    """The share of one report's prose that stands in another one, from 0 to 1."""
    whole = sum(mine.values())
    return sum(length for key, length in mine.items() if key in other) / whole if whole else 0.0


def _band(at: int, values: list[int]) -> int:
    return _number(pack(f"<H{len(values)}Q", at, *values)) >> 1


def _number(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")
