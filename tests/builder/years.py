"""Reports that belong together: the next year's of an agency, a government's and those below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from random import Random

from builder import YEARS, Made, agencies, assemble
from builder.figures import APPLICANTS, BLOCKS, RESULTS, Figures, outcomes
from builder.parts import Heading, Prose

_LENGTH = 8


def edition_of_year(year: int) -> str:
    """The edition of reports on a year."""
    return max(edition for edition, (first, _) in YEARS.items() if first <= year)


def succeed(old: Made, seed: int, *, more: int = 0) -> Made:
    """The report of the next year, which goes on from the old one and is written anew.

    `more` applications of natural persons are carried over beyond what was carried forward, and granted.
    """
    random = Random(f"{old.year} {old.agency.name} {seed}")
    edition = edition_of_year(old.year + 1)
    figures = follow(old.figures, edition, random, more)
    while True:
        new = assemble(edition, old.year + 1, old.agency, figures, random, _LENGTH)
        if _shared(old, new) < 0.3:
            return new


def follow(old: Figures, edition: str, random: Random, more: int = 0) -> Figures:
    """Figures of the next year: what was carried forward is carried over, stocks go on, the rest changes by little."""
    figures = _remedies(old, random) | _applications(old, edition, random, more)
    for (form, row, column), number in old.items():
        if column in ("decisions", "amount", "items"):
            figures[form, row, column] = number
    if edition == "2021":
        return _stock(old, random) | {cell: n for cell, n in figures.items() if cell in _cells_2021()}
    return figures | _items(old, random) | {cell: n for cell, n in old.items() if cell[0] == "documents"}


def _stock(old: Figures, random: Random) -> Figures:
    figures: Figures = {("fees", "fees", "amount"): old.get(("fees", "fees", "amount"), 7.5)}
    for row, most in (("regulations", 0), ("normative_documents", 6)):
        before = int(old.get(("documents", row, "in_force"), 5 if most else 0))
        made, gone = random.randint(0, most), random.randint(0, min(before, most))
        figures["documents", row, "made"], figures["documents", row, "abolished"] = made, gone
        figures["documents", row, "in_force"] = before + made - gone
    return figures


def _cells_2021() -> set[tuple[str, str, str]]:
    rows = [("licensing", "licensing"), ("enforcement", "penalties"), ("enforcement", "coercion")]
    cells = {(form, row, "decisions") for form, row in rows}
    cells |= {("remedies", block, column) for block in BLOCKS for column in (*RESULTS, "total")}
    table = ("new", "carried_in", *outcomes("2021"), "outcome_total", "carried_out")
    return cells | {("applications", row, column) for row in table for column in (*APPLICANTS, "total")}


def _items(old: Figures, random: Random) -> Figures:
    figures: Figures = {}
    for (form, row, column), number in old.items():
        if column == "items_last_year":
            now = number + old[form, row, "change"]
            figures[form, row, column] = now
            figures[form, row, "change"] = random.choice((0, 1, -min(1, int(now))))
    return figures


def _remedies(old: Figures, random: Random) -> Figures:
    figures: Figures = {}
    for block in BLOCKS:
        numbers = [old["remedies", block, column] + random.choice((0, 0, 1)) for column in RESULTS]
        for column, number in zip((*RESULTS, "total"), (*numbers, sum(numbers)), strict=True):
            figures["remedies", block, column] = number
    return figures


def _applications(old: Figures, edition: str, random: Random, more: int) -> Figures:
    rows = [row for row in outcomes(edition) if row != "other.fee_unpaid"]
    table: dict[str, Counter[str]] = {
        row: Counter() for row in ("new", "carried_in", *outcomes(edition), "outcome_total", "carried_out")
    }
    for column in APPLICANTS:
        came = max(0, int(old["applications", "new", column]) + random.randint(-2, 2))
        waiting = int(old["applications", "carried_out", column])
        left = random.randint(0, min(2, came + waiting))
        table["new"][column], table["carried_in"][column], table["carried_out"][column] = came, waiting, left
        table["outcome_total"][column] = came + waiting - left
        for row in random.choices(rows, k=came + waiting - left):
            table[row][column] += 1
    for row in ("carried_in", "granted", "outcome_total"):
        table[row]["natural_person"] += more
    figures: Figures = {}
    for row, numbers in table.items():
        figures |= {("applications", row, column): numbers[column] for column in APPLICANTS}
        figures["applications", row, "total"] = sum(numbers.values())
    return figures


def gather(parts: Sequence[Made], seed: int) -> Made:
    """A government's report whose figures are the sums of those of other reports of one edition and year."""
    random = Random(f"government {seed}")
    cells = parts[0].figures
    figures = {cell: round(sum(part.figures[cell] for part in parts), 2) for cell in cells}
    agency = agencies.pick(random, "government")
    return assemble(parts[0].edition, parts[0].year, agency, figures, random)


def _shared(old: Made, new: Made) -> float:
    """The greatest share of the prose of a section that stands in the old report word by word, years left out."""
    before = {sentence for sentences in _sections(old) for sentence in sentences}
    worst = 0.0
    for sentences in _sections(new):
        same = sum(len(sentence) for sentence in sentences if sentence in before)
        worst = max(worst, same / max(1, sum(map(len, sentences))))
    return worst


def _sections(made: Made) -> list[list[str]]:
    """The sentences of each section but the last, which says the same every year."""
    found: list[list[str]] = []
    for part in made.parts:
        if isinstance(part, Heading) and part.level == 1:
            found.append([])
        elif isinstance(part, Prose) and found and not part.aside:
            text = re.sub(r"20\d\d年|^（.）[^。]*。", "", part.text)
            found[-1] += [sentence for sentence in re.split(r"[。；]", text) if sentence]
    return found[:-1]
