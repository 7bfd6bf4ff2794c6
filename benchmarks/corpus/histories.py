"""The reports of agencies over the years: each goes on from the one before, governments add up, some have a fault, some are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import NamedTuple

from builder import Made, assemble
from builder.figures import Figures, make
from builder.parts import Heading, Part, Prose
from builder.years import edition_of_year, follow
from corpus import faults
from corpus.agencies import Listed, upwards
from corpus.copies import copied, likeness
from corpus.sums import CARRIED_TOO, Sums, apart, moved, newly_set_up

_LENGTH = 8
_SENTENCES = 4
_SAID = (
    "围绕{matter}和{other}整理办事问答{one}则，更新栏目内容{two}次，方便群众随时查阅。",
    "就{matter}走访企业和群众{one}户次，记录意见{two}处，逐项研究吸收。",
    "{matter}专栏全年浏览{one}人次，{other}专栏全年浏览{two}人次，群众关注度稳步提高。",
)
_COPIED = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_LAYOUTS = ("page", "word", "clean", "pipes")
_SUFFIXES = {"pipes": "txt"}


class Shares(NamedTuple):
    """How many reports of a thousand have a fault of their own, do not follow the year before, are late, missing or copied.

    `unsummed` is how many of a thousand reports of governments have a figure that is not the sum of those below.
    """

    faults: int = 60
    carried: int = 10
    late: int = 10
    missing: int = 10
    copied: int = 10
    unsummed: int = 100


class Entry(NamedTuple):
    """A line of the manifest. `path` is empty where the report is missing, `code` empty where it has no fault.

    Of a report with the prose of another one `address` is the path of that one, `share` how much of the prose is.
    `moved` are the cells that tell another figure than they should, with by how much: `form.row.column=3 …`. A report
    above adds up what they should tell, but of a government with a figure that is not the sum (CMP006) what it tells.
    """

    agency: str
    year: int
    path: str
    code: str = ""
    address: str = ""
    share: str = ""
    moved: str = ""


class Written(NamedTuple):
    """A report as it is to be written, and its line of the manifest; no content where it is missing."""

    entry: Entry
    content: bytes = b""


class _Drawn(NamedTuple):
    """A report as it was drawn, before it is copied.

    `figures` are those that are added up above and gone on from. `fate` is what becomes of it: `missing`, `copied` or nothing.
    """

    made: Made
    path: str
    layout: str
    figures: Figures
    fate: str
    code: str
    address: str
    moved: str

    @property
    def goes_on(self) -> bool:
        """Whether the figures of the next year follow from these."""
        return self.made.edition in ("2019", "2021")


def histories(tree: Sequence[Listed], years: range, shares: Shares, seed: int) -> Iterator[Written]:
    """The reports of the agencies of a tree on these years, those below a government before its own.

    The figures of a government are the sums of those directly below it. Copies are made of the reports of the agency before.
    """
    sums = Sums()
    donor: dict[int, _Drawn] = {}
    for listed in upwards(tree):
        below = sums.taken(listed.agency.name)
        own = {one.made.year: one for one in _History(listed, years, shares, seed, below).drawn()}
        for year, drawn in own.items():
            sums.add(listed.parent, year, drawn.figures)
            yield _written(drawn, donor.get(year), seed)
        donor = own


def _written(drawn: _Drawn, other: _Drawn | None, seed: int) -> Written:
    """A report as it is to be written, with the prose of another one if it is to be a copy."""
    made = drawn.made
    entry = Entry(made.agency.name, made.year, drawn.path, drawn.code, drawn.address, "", drawn.moved)
    if drawn.fate == "missing":
        return Written(Entry(entry.agency, entry.year, "", "missing"))
    if drawn.fate == "copied" and other is not None and not other.fate and not other.code:
        random = Random(f"{seed} {drawn.path}")
        made = copied(made, other.made, random.choice(_COPIED), random)
        entry = entry._replace(code="copied", address=other.path, share=f"{likeness(made, other.made):.2f}")
    return Written(entry, made.render(drawn.layout).encode())


class _History:
    """The reports of an agency, of which each goes on from the one before; `below` are the sums of those below it by year."""

    def __init__(self, listed: Listed, years: range, shares: Shares, seed: int, below: dict[int, Figures]) -> None:
        self._listed = listed
        self._years = years
        self._shares = shares
        self._below = below
        self._random = Random(f"{seed} {listed.agency.name}")

    def drawn(self) -> Iterator[_Drawn]:
        """The reports as they are before any is copied."""
        before: _Drawn | None = None
        for year in self._years:
            if year >= self._listed.first_year:
                before = self._next(year, before)
                yield before

    def _next(self, year: int, before: _Drawn | None) -> _Drawn:
        """The report of a year; now and then one that does not follow from the year before or from those below."""
        right = figures = told = self._figures(year, before)
        code = address = ""
        if self._below and right and self._chance(self._shares.unsummed):
            cells = apart(edition_of_year(year), right, self._random)
            figures = told = {**right, **cells}
            code, address = "CMP006", ".".join(next(iter(cells)))
        elif before is not None and before.goes_on and before.fate != "missing" and self._chance(self._shares.carried):
            told = {cell: number + (cell in CARRIED_TOO) for cell, number in right.items()}
            code, address = "CMP001", "applications.carried_in.total"
        made = self._assembled(year, told)
        fate = self._fate()
        if not code and fate == "faults":
            made, code, address = faults.spoil(made, self._random)
        elif not code and fate == "late" and year >= 2019 and self._listed.agency.kind != "township":
            made, code, address = faults.LATE(made, self._random)
        layout = self._random.choice(_LAYOUTS)
        path = f"{year}/{self._listed.region}/{self._listed.agency.name}.{_SUFFIXES.get(layout, 'html')}"
        left = fate if fate == "missing" or (fate == "copied" and not code) else ""
        return _Drawn(made, path, layout, figures, left, code, address, moved(right, made.figures))

    def _figures(self, year: int, before: _Drawn | None) -> Figures:
        """The figures as they should be: the sums of those below, else what follows from the year before."""
        if self._below:
            return self._below[year]
        edition = edition_of_year(year)
        if before is not None and before.goes_on:
            return follow(before.figures, edition, self._random)
        figures = make(edition, self._random, kind=self._listed.agency.kind)
        return newly_set_up(figures) if year > self._years.start and before is None else figures

    def _assembled(self, year: int, figures: Figures) -> Made:
        made = assemble(edition_of_year(year), year, self._listed.agency, figures, self._random, _LENGTH)
        return _of_its_year(made, self._random)

    def _fate(self) -> str:
        """What becomes of a report."""
        drawn = self._random.randrange(1000)
        for fate in ("missing", "faults", "late", "copied"):
            drawn -= getattr(self._shares, fate)
            if drawn < 0:
                return fate
        return ""

    def _chance(self, per_mille: int) -> bool:
        return self._random.randrange(1000) < per_mille


def _of_its_year(made: Made, random: Random) -> Made:
    """The report with what was done in this year alone at the end of each section of prose, so that none is a copy."""
    parts: list[Part] = []
    for part, after in pairwise((*made.parts, None)):
        assert part is not None
        parts.append(part)
        ends = after is None or (isinstance(after, Heading) and after.level == 1)
        if ends and isinstance(part, Prose) and not part.aside:
            parts.append(Prose("".join(_done(made.agency.matters, random) for _ in range(_SENTENCES))))
    return replace(made, parts=tuple(parts))


def _done(matters: tuple[str, ...], random: Random) -> str:
    """A sentence with figures that hardly come again."""
    matter, other = random.sample(matters, 2)
    said = random.choice(_SAID)
    return said.format(matter=matter, other=other, one=random.randint(11, 499), two=random.randint(11, 499))
