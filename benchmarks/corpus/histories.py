"""The reports of an agency over the years: each goes on from the one before, some have a fault, some are missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import NamedTuple

from builder import Made, assemble
from builder.figures import make
from builder.parts import Heading, Part, Prose
from builder.years import edition_of_year, follow
from corpus import faults
from corpus.agencies import Listed
from corpus.copies import copied, likeness

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
    """How many reports of a thousand have a fault of their own, do not follow the year before, are late, missing or copied."""

    faults: int = 60
    carried: int = 10
    late: int = 10
    missing: int = 10
    copied: int = 10


class Entry(NamedTuple):
    """A line of the manifest. `path` is empty where the report is missing, `code` empty where it has no fault.

    Of a report with the prose of another one `address` is the path of that one, `share` how much of the prose is.
    """

    agency: str
    year: int
    path: str
    code: str = ""
    address: str = ""
    share: str = ""


class Written(NamedTuple):
    """A report as it is to be written, and its line of the manifest; no content where it is missing."""

    entry: Entry
    content: bytes = b""


class _Drawn(NamedTuple):
    """A report as it was drawn: what becomes of it (`missing`, `copied` or nothing), the layout, code and address of a fault."""

    year: int
    made: Made
    fate: str
    layout: str = ""
    code: str = ""
    address: str = ""


def history(listed: Listed, years: range, shares: Shares, seed: int, donor: Listed | None = None) -> Iterator[Written]:
    """The reports of an agency on these years; some are copied from a donor."""
    theirs: dict[int, _Drawn] | None = None
    for drawn in _drawn(listed, years, shares, seed):
        entry = Entry(listed.agency.name, drawn.year, _path(listed, drawn), drawn.code, drawn.address)
        made = drawn.made
        if drawn.fate == "missing":
            yield Written(entry._replace(path="", code="missing"))
            continue
        if drawn.fate == "copied" and donor is not None:
            theirs = theirs or {one.year: one for one in _drawn(donor, years, shares, seed)}
            other = theirs.get(drawn.year)
            if other is not None and not other.fate and not other.code:
                random = Random(f"{seed} {entry.path}")
                made = copied(made, other.made, random.choice(_COPIED), random)
                share = f"{likeness(made, other.made):.2f}"
                entry = entry._replace(code="copied", address=_path(donor, other), share=share)
        yield Written(entry, made.render(drawn.layout).encode())


def _path(listed: Listed, drawn: _Drawn) -> str:
    return f"{drawn.year}/{listed.region}/{listed.agency.name}.{_SUFFIXES.get(drawn.layout, 'html')}"


def _drawn(listed: Listed, years: range, shares: Shares, seed: int) -> Iterator[_Drawn]:
    """The reports of an agency, before any is copied."""
    random = Random(f"{seed} {listed.agency.name}")
    before: Made | None = None
    for year in years:
        if year < listed.first_year:
            continue
        made, code, address = _next(listed, year, before, shares, random)
        drawn = random.randrange(1000)
        if drawn < shares.missing:
            yield _Drawn(year, made, "missing")
            before = None
            continue
        # What a wrong cell says is not carried on, so that a fault has one report only.
        before = made
        fate = "" if code else _fate(drawn - shares.missing, shares)
        if fate == "faults":
            made, code, address = faults.spoil(made, random)
        elif fate == "late" and year >= 2019 and _has_deadline(listed):
            made, code, address = faults.LATE(made, random)
        yield _Drawn(year, made, "copied" if fate == "copied" else "", random.choice(_LAYOUTS), code, address)


def _fate(drawn: int, shares: Shares) -> str:
    """What becomes of a report by the number it drew."""
    for fate in ("faults", "late", "copied"):
        drawn -= getattr(shares, fate)
        if drawn < 0:
            return fate
    return ""


def _has_deadline(listed: Listed) -> bool:
    return listed.agency.kind != "township"


def _next(listed: Listed, year: int, before: Made | None, shares: Shares, random: Random) -> tuple[Made, str, str]:
    """The report of a year; now and then one whose figures carried over are not those carried forward."""
    edition = edition_of_year(year)
    if before is None or before.edition not in ("2019", "2021"):
        figures = make(edition, random, kind=listed.agency.kind)
        made = assemble(edition, year, listed.agency, figures, random, _LENGTH)
        return _of_its_year(made, random), "", ""
    broken = random.randrange(1000) < shares.carried
    figures = follow(before, edition, random, 1 if broken else 0)
    made = assemble(edition, year, listed.agency, figures, random, _LENGTH)
    return _of_its_year(made, random), "CMP001" if broken else "", "applications.carried_in.total" if broken else ""


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
