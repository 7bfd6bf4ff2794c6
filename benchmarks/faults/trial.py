"""Trials: clean reports, and reports with one fault each, and what gouji said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from faults import comparing, crossing, forms, judging, reading, reports, structure, wording  # noqa: F401 - they register
from faults.draft import LAYOUTS, WORD, render
from faults.judging import Said
from faults.kinds import EDITIONS, Fault

_TRIES = 40
_ALL = (*LAYOUTS, *WORD)


class Trial(NamedTuple):
    """A report with one fault, or with none, and what was said of it.

    `codes` may report the fault; `found` says whether one of them did, at the place; `more` is what else was said:
    errors, warnings, and the code that was expected, once more.
    """

    name: str
    codes: tuple[str, ...]
    where: str
    found: bool
    more: tuple[Said, ...]
    hints: tuple[Said, ...] = ()


def clean(count: int, first: int = 0) -> Iterator[Trial]:
    """Consistent reports of all editions, in layout after layout."""
    for number in range(first, first + count):
        edition, layout = EDITIONS[number % 4], _ALL[number // 4 % len(_ALL)]
        shown = render(reports.build(edition, number), layout)
        said = judging.judge(judging.read(shown.data, shown.name))
        more, hints = (tuple(one for one in said if one.counts is counts) for counts in (True, False))
        yield Trial("", (), f"{edition} {number} {layout}", True, more, hints)


def faulty(each: int, chosen: Sequence[Fault]) -> Iterator[Trial]:
    """Reports with each kind of fault, so many of each in editions and layouts by turns."""
    for fault in chosen:
        made = 0
        for seed in range(each * _TRIES):
            if made == each:
                break
            trial = one(fault, seed, made)
            if trial is not None:
                made += 1
                yield trial


def one(fault: Fault, seed: int, turn: int) -> Trial | None:
    """One report with a fault; None where it has no room for it."""
    edition = fault.editions[seed % len(fault.editions)]
    layouts = fault.layouts or _ALL
    layout = layouts[turn % len(layouts)]
    clean = reports.build(edition, seed, fault.kind)
    wrong = fault.make(clean, Random(f"{fault.name} {seed}"))
    if wrong is None:
        return None
    shown, before = render(wrong, layout, fault.encode), render(clean, layout)
    if fault.scanned:
        usual = Counter(said.code for said in judging.judge(judging.scanned(before.data, before.name, frozenset())))
        said = judging.judge(judging.scanned(shown.data, shown.name, shown.lines))
        return _judged(fault.name, fault.codes, f"{edition} {seed} {layout}", said, usual, shown.lines)
    usual = Counter(said.code for said in judging.judge(judging.read(before.data, before.name)))
    said = judging.judge(judging.read(fault.pack(shown.data), shown.name))
    return _judged(fault.name, fault.codes, f"{edition} {seed} {layout}", said, usual, shown.lines)


def _judged(
    name: str, codes: tuple[str, ...], where: str, said: Sequence[Said], usual: Counter[str], lines: frozenset[int]
) -> Trial:
    """The first finding of an expected code at the place is the fault's; all others that matter are too many."""
    mine = next((one for one in said if one.code in codes and (not lines or one.line in lines)), None)
    # What stands in several places may be told at each of them.
    others = [one for one in said if mine is None or one.code != mine.code or one.message != mine.message]
    more = [one for one in others if one.counts or (one.code in codes and one.code not in usual)]
    return Trial(name, codes, where, mine is not None, tuple(more), tuple(one for one in others if one not in more))


def compared(each: int, begins: tuple[str, ...] = ("",)) -> Iterator[Trial]:
    """Reports held against others, with each kind of fault and without."""
    for kind in comparing.COMPARISONS:
        if not "".join(kind.codes[:1]).startswith(begins):
            continue
        made = 0
        for seed in range(each * _TRIES):
            pair = kind.make(seed, Random(f"{kind.name} {seed}")) if made < each else None
            if pair is None:
                continue
            made += 1
            report, beside = pair
            others = [(which, judging.read(other, f"{which}.md")) for which, other in beside]
            said = judging.judge(judging.read(report, "report.md"), others)
            yield _judged(kind.name, kind.codes, f"{seed} markdown", said, Counter(), frozenset())
