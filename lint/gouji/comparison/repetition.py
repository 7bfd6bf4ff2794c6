"""Sentences of reports that stand in another report as well, found in time that grows with their length.

Sentences are held against each other by key: without blanks, punctuation, ordinals and years. Two are alike where keys
and figures are the same, or where the figures are and nearly all runs of four characters are shared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gouji.grammar.names import split
from gouji.patterns import pattern
from gouji.report import Report
from gouji.source import Span

_SENTENCE = pattern(r"[^。!?;\n]+[。!?;]?")
_ORDINAL = pattern(r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．:]|[一二三四五六七八九十]{1,2}[是要])+[,、]?")
_YEAR = pattern(r"(?:20\d\d|二[〇零○][一二三四五六七八九〇零○]{2})年?度?")
_FIGURE = pattern(r"\d+(?:[.,]\d+)*")
_COUNT = pattern(
    r"\d+(?:[.,]\d+)*%?|(?<![〇零一二两三四五六七八九十百千万])[〇零一二两三四五六七八九十百千万]++(?=[件条份次人个篇期场])"
)
_MARKS = pattern(r"[\W_]+")
_SHINGLE = 4
_NEAR = 0.85
_LEAST_NEAR = 20
_MOST_OWNERS = 8
_MOST_TRIED = 3


@dataclass(frozen=True, eq=False, slots=True)
class Sentence:
    """A sentence of a report: section (index from 0), place, key, and its figures in their order."""

    report: Report
    section: int
    span: Span
    key: str
    figures: tuple[str, ...]


class Passage(NamedTuple):
    """A sentence, and the one of another report that says the same."""

    here: Sentence
    there: Sentence


Strip = Callable[[str], str]
"""Leaves out of a folded sentence what may be the same in honest reports: names, figures; empty where all may be."""

Counts = Callable[[Report], bool]
"""Whether repeating a report counts."""


def sentences(report: Report, strip: Strip) -> Iterator[Sentence]:
    """The sentences of the sections, preamble and headings left out, that have something left to compare."""
    folded = report.source.folded
    for number, section in enumerate(report.sections):
        for paragraph in section.paragraphs():
            for match in _SENTENCE.finditer(folded, *paragraph.span):
                text = strip(match[0])
                key = _MARKS.sub("", _YEAR.sub("年", _ORDINAL.sub("", text)))
                if key:
                    yield Sentence(report, number, _trimmed(folded, match.span()), key, tuple(_FIGURE.findall(key)))


def anonymous(report: Report) -> Callable[[str], str]:
    """Takes out of a sentence what the report calls its agency and place; figures and counts in it become `#`."""
    known = {report.agency or "", split(report.agency or "")[0], *(alias.name for alias in report.aliases)}
    names = sorted((re.escape(name) for name in known if len(name) > 1), key=len, reverse=True)
    named = re.compile("|".join(names) or "(?!)")
    return lambda sentence: _COUNT.sub("#", named.sub("", sentence))


def _trimmed(folded: str, span: tuple[int, int]) -> Span:
    """A span without the blanks at its start."""
    start, end = span
    return Span(end - len(folded[start:end].lstrip()), end)


class Index:
    """Sentences by their key, and those with the same figures by their runs of characters."""

    def __init__(self, known: Iterable[Sentence]) -> None:
        """An index of sentences; of one key and report the first counts."""
        self._by_key: dict[str, list[Sentence]] = {}
        self._long: dict[tuple[str, ...], list[Sentence]] = {}
        self._by_run: dict[tuple[str, ...], dict[str, list[Sentence]]] = {}
        for sentence in known:
            same = self._by_key.setdefault(sentence.key, [])
            if len(same) >= _MOST_OWNERS or any(other.report is sentence.report for other in same):
                continue
            same.append(sentence)
            if len(same) == 1 and len(sentence.key) >= _LEAST_NEAR:
                self._long.setdefault(sentence.figures, []).append(sentence)

    def like(self, sentence: Sentence, counts: Counts) -> Sentence | None:
        """A sentence of another report that counts and says the same."""
        for other in self._by_key.get(sentence.key, ()):
            if other.report is not sentence.report and counts(other.report):
                return other
        return self._near(sentence, counts) if len(sentence.key) >= _LEAST_NEAR else None

    def _near(self, sentence: Sentence, counts: Counts) -> Sentence | None:
        owners = self._owners(sentence.figures)
        if not owners:
            return None
        runs = _runs(sentence.key)
        votes = Counter(owner for run in runs for owner in owners.get(run, ()) if owner.report is not sentence.report)
        for other, shared in votes.most_common(_MOST_TRIED):
            # Candidates come in order of what they share, and all but the first few need not be cut into runs.
            if shared < _NEAR * len(runs):
                break
            if shared >= _NEAR * len(_runs(other.key)) and counts(other.report):
                return other
        return None

    def _owners(self, figures: tuple[str, ...]) -> dict[str, list[Sentence]]:
        """The long sentences with these figures, by their runs; worked out when first asked for."""
        if figures not in self._by_run:
            made: dict[str, list[Sentence]] = {}
            for sentence in self._long.get(figures, ()):
                for run in _runs(sentence.key):
                    owners = made.setdefault(run, [])
                    if len(owners) < _MOST_OWNERS:
                        owners.append(sentence)
            self._by_run[figures] = made
        return self._by_run[figures]


def _runs(key: str) -> frozenset[str]:
    return frozenset(key[at : at + _SHINGLE] for at in range(len(key) - _SHINGLE + 1))


def repeated(mine: Iterable[Sentence], index: Index, counts: Counts = lambda _: True) -> list[Passage]:
    """The sentences that stand in another report of an index too, in their order."""
    found = ((sentence, index.like(sentence, counts)) for sentence in mine)
    return [Passage(sentence, other) for sentence, other in found if other is not None]


class Share(NamedTuple):
    """How much of a section (index from 0) is repeated, in characters of keys."""

    section: int
    repeated: int
    whole: int


def shares(mine: Sequence[Sentence], passages: Iterable[Passage]) -> tuple[Share, ...]:
    """The share of each section that has sentences to compare."""
    whole: Counter[int] = Counter()
    again: Counter[int] = Counter()
    for sentence in mine:
        whole[sentence.section] += len(sentence.key)
    for passage in passages:
        again[passage.here.section] += len(passage.here.key)
    return tuple(Share(section, again[section], total) for section, total in sorted(whole.items()))
