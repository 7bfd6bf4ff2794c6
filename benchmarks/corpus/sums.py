"""What the forms of governments come to: the sums of those below them, and now and then a figure that is not."""

from __future__ import annotations

from random import Random

from builder.figures import BLOCKS, RESULTS, SUMS, Address, Figures, broken

CARRIED_TOO = tuple(
    ("applications", row, column) for row in ("carried_in", "granted", "outcome_total") for column in ("natural_person", "total")
)  # fmt: skip
"""The cells that an application carried over beyond those carried forward counts in."""


class Sums:
    """The sums of figures by the agency above and by year; those of an agency are given up when they are taken."""

    def __init__(self) -> None:
        """No sums yet."""
        self._sums: dict[str, dict[int, Figures]] = {}

    def add(self, above: str, year: int, figures: Figures) -> None:
        """Count the figures of a report in the sums of the agency above it."""
        sums = self._sums.setdefault(above, {}).setdefault(year, {})
        for cell, number in figures.items():
            sums[cell] = round(sums.get(cell, 0) + number, 2)

    def taken(self, agency: str) -> dict[int, Figures]:
        """The sums of the reports below an agency by year, none where nothing is below it."""
        return self._sums.pop(agency, {})


def newly_set_up(figures: Figures) -> Figures:
    """The figures of an agency that did not exist the year before: nothing was carried over, no document or item stood."""
    new = dict(figures)
    for (form, row, column), number in figures.items():
        if (form, row) == ("applications", "carried_in"):
            new["applications", "new", column] += number
            new[form, row, column] = 0
        elif column == "in_force":
            new[form, row, column], new[form, row, "abolished"] = figures[form, row, "made"], 0
        elif column == "items_last_year":
            new[form, row, column], new[form, row, "change"] = 0, number + figures[form, row, "change"]
    return new


def apart(edition: str, figures: Figures, random: Random) -> Figures:
    """A cell with a figure that is not the sum, with what depends on it; the first one is the cell.

    All identities hold, and what goes on from year to year stays.
    """
    while True:
        by = random.choice((-1, 1)) * random.randint(1, 30)
        cells = {cell: figures[cell] + by for cell in random.choice(_TOGETHER[edition])}
        if min(cells.values()) >= 0 and not broken(edition, {**figures, **cells}):
            return cells


def moved(true: Figures, told: Figures) -> str:
    """The cells of which a report tells another figure than the true one, and by how much: `form.row.column=3 …`."""
    apart = {cell: round(told[cell] - number, 2) for cell, number in true.items() if told[cell] != number}
    return " ".join(f"{'.'.join(cell)}={by}" for cell, by in apart.items())


def _statistics() -> tuple[tuple[Address, ...], ...]:
    """Rows of the statistical form that stand alone, and parts with their totals."""
    alone = ("responses", "interpretations", "complaints", "reading_points", "meetings")
    rows = [(row,) for row in alone] + [(part, total) for total, parts in SUMS.values() for part in parts[:2]]
    return tuple(tuple(("statistics", row, "quantity") for row in together) for together in rows)


def _forms(*alone: Address) -> tuple[tuple[Address, ...], ...]:
    """Cells that stand alone, applications that came in and were granted, cases with their totals."""
    applications = (
        tuple(("applications", row, one) for one in (column, "total") for row in ("new", "granted", "outcome_total"))
        for column in ("natural_person", "enterprise")
    )
    cases = ((("remedies", block, result), ("remedies", block, "total")) for block in BLOCKS for result in RESULTS)
    decisions = (("licensing", "licensing"), ("enforcement", "penalties"), ("enforcement", "coercion"))
    return (*((cell,) for cell in alone), *(((*row, "decisions"),) for row in decisions), *applications, *cases)


_MADE, _ABOLISHED = (("documents", "normative_documents", column) for column in ("made", "abolished"))
_TOGETHER = {"2014": _statistics(), "2019": _forms(_MADE), "2021": (*_forms(), (_MADE, _ABOLISHED))}
"""By edition, cells that change together; documents that are made and abolished leave those in force as they are."""
