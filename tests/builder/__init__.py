"""Builds annual reports of every edition out of parts: made-up agencies, our own prose, figures that agree.

`build` makes one from a seed; `Made.render` writes it in a layout. The values of all cells are known, so whatever is
read of the text can be compared with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from builder import agencies, html, prose, text
from builder.figures import Address, Broken, Figures, breakage, broken, make
from builder.parts import Heading, Part, Sheet, Slot
from gouji.drafting.sheets import sheet_of
from gouji.editions import Edition
from gouji.library import registry

__all__ = [
    "EDITIONS",
    "LAYOUTS",
    "Broken",
    "Figures",
    "Made",
    "break_cell",
    "broken",
    "build",
    "edition_of",
    "with_text",
]

EDITIONS = ("2008", "2014", "2019", "2021")
YEARS = {"2008": (2008, 2013), "2014": (2014, 2018), "2019": (2019, 2020), "2021": (2021, 2025)}
LAYOUTS = {
    "pipes": "report.txt",
    "bars": "report.txt",
    "cells": "report.txt",
    "tabs": "report.txt",
    "aligned": "report.txt",
    "markdown": "report.md",
    "clean": "report.html",
    "word": "report.html",
    "page": "report.html",
}
"""Layouts, and a file name of each one's format."""


@dataclass(frozen=True)
class Made:
    """A report made of parts. `figures` are the values of all its cells."""

    edition: str
    year: int
    agency: agencies.Agency
    figures: Figures
    parts: tuple[Part, ...]

    def render(self, layout: str, *, half: bool = False) -> str:
        """The report in a layout; `half` for half-width punctuation throughout, as many sites have it."""
        parts = [_folded(part, half) for part in self.parts]
        match layout:
            case "markdown":
                return text.markdown(parts)
            case "clean" | "word" | "page":
                return getattr(html, layout)(parts)
        return text.text(parts, layout)


def edition_of(id: str) -> Edition:
    """An edition of the official pack."""
    return registry().editions[id]


def build(
    edition: str, seed: int, *, length: int = 2, kind: str = "department", most: int = 60, year: int | None = None
) -> Made:
    """A consistent report; `length` is the number of paragraphs of filling, `most` bounds the applications."""
    random = Random(f"{edition} {seed} {kind}")
    year = random.randint(*YEARS[edition]) if year is None else year
    agency = agencies.pick(random, kind)
    figures = make(edition, random, most=most, kind=kind)
    return assemble(edition, year, agency, figures, random, length)


def assemble(
    edition: str, year: int, agency: agencies.Agency, figures: Figures, random: Random, length: int = 2
) -> Made:
    """A report of an agency on a year with these figures."""
    return Made(edition, year, agency, figures, tuple(_parts(edition, year, agency, figures, random, length)))


def _parts(
    edition: str, year: int, agency: agencies.Agency, figures: Figures, random: Random, length: int
) -> list[Part]:
    titles = prose.TITLES[edition]
    parts: list[Part] = [prose.title(agency, year), *prose.preamble(edition, agency, year, random)]
    for number, section in enumerate(_sections(edition, year, agency, figures, random, length), 1):
        parts += [prose.heading(number, titles[number - 1]), *section]
    parts += prose.signature(agency, year, random)
    if edition == "2014":
        parts += [Heading(1, "附表：政府信息公开情况统计表"), _sheet(edition, "annex", figures)]
    return parts


def _sections(
    edition: str, year: int, agency: agencies.Agency, figures: Figures, random: Random, length: int
) -> list[list[Part]]:
    last = [prose.problems(agency, random, headed=random.random() < 0.5), prose.other(edition, agency, year, random)]
    if edition == "2008":
        return [*prose.free_sections(agency, year, random, length), *last]
    if edition == "2014":
        return [*prose.statistics_sections(agency, year, figures, random, length), *last]
    sheets: list[list[Part]] = [[_sheet(edition, role, figures)] for role in ("disclosure", "applications", "remedies")]
    return [prose.overview(agency, year, figures, random, length), *sheets, *last]


def _sheet(edition: str, section: str, figures: Figures) -> Sheet:
    sheet = sheet_of(edition_of(edition), section, figures)
    assert sheet is not None, f"no form in {section} of {edition}"
    return sheet


def break_cell(made: Made, seed: int) -> tuple[Made, Address, list[Broken]]:
    """The report with one figure changed in its form so that identities fail: it, the cell, and those identities."""
    random = Random(seed)
    cell, number, wrong = breakage(made.edition, made.figures, random)
    figures = {**made.figures, cell: number}
    return replace(with_text(made, cell, str(number)), figures=figures), cell, wrong


def with_text(made: Made, cell: Address, text: str) -> Made:
    """The report with another text in one cell of its forms."""
    return replace(made, parts=tuple(_with(part, cell, text) for part in made.parts))


def _with(part: Part, cell: Address, text: str) -> Part:
    if not isinstance(part, Sheet):
        return part
    rows = (tuple(slot._replace(text=text) if slot.address == cell else slot for slot in row) for row in part.rows)
    return part._replace(rows=tuple(rows))


def _folded(part: Part, half: bool) -> Part:
    """A part with labels full-width, as the national form has them, or all of it half-width."""
    if not half:
        return part
    if not isinstance(part, Sheet):
        return part._replace(text=part.text.translate(_HALF))
    rows = (tuple(_slot(slot) for slot in row) for row in part.rows)
    return part._replace(rows=tuple(rows))


def _slot(slot: Slot) -> Slot:
    return slot if slot.address else slot._replace(text=slot.text.translate(_HALF))


_HALF: dict[int, str] = str.maketrans({"（": "(", "）": ")", "：": ":", "，": ",", "；": ";"})
