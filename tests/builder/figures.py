"""Figures of the prescribed forms that keep every identity, and which identities a set of figures breaks.

The identities are written out here a second time, in plain Python, so that a fault in the formulas of the edition
files or in their reading shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

Address = tuple[str, str, str]
"""Form, row and column id."""
Figures = dict[Address, int | float]

APPLICANTS = ("natural_person", "enterprise", "research", "welfare", "legal_service", "other")
COLUMNS = (*APPLICANTS, "total")
BLOCKS = ("review", "direct_suit", "suit_after_review")
RESULTS = ("upheld", "corrected", "other", "pending")
OUTCOMES_2019 = (
    "granted",
    "partly_granted",
    "refused.state_secret",
    "refused.prohibited_by_law",
    "refused.security_and_stability",
    "refused.third_party",
    "refused.internal_affairs",
    "refused.process_information",
    "refused.enforcement_file",
    "refused.administrative_inquiry",
    "unavailable.not_held",
    "unavailable.to_be_created",
    "unavailable.unclear_after_correction",
    "not_processed.petition",
    "not_processed.repeated",
    "not_processed.publication",
    "not_processed.excessive",
    "not_processed.confirmation",
    "other",
)
OUTCOMES_2021 = (*OUTCOMES_2019[:-1], "other.not_corrected", "other.fee_unpaid", "other.other")
CHANNELS = ("by_gazette", "by_website", "by_weibo", "by_wechat", "by_other")
REPLIES = (
    "replies_already_public",
    "replies_granted",
    "replies_partly_granted",
    "replies_refused",
    "not_this_agency",
    "not_existing",
    "correction_asked",
    "other_channel",
)
REFUSALS = (
    "refused_state_secret",
    "refused_business_secret",
    "refused_privacy",
    "refused_security_and_stability",
    "refused_not_information",
    "refused_other",
)
SUMS = {
    "ARI311": ("received", ("received_in_person", "received_by_fax", "received_by_network", "received_by_letter")),
    "ARI312": ("completed", ("completed_on_time", "completed_extended")),
    "ARI313": ("replies", REPLIES),
    "ARI314": ("replies_refused", REFUSALS),
    "ARI315": ("review", ("review_upheld", "review_corrected", "review_other")),
    "ARI316": ("litigation", ("litigation_upheld", "litigation_corrected", "litigation_other")),
    "ARI317": ("staff", ("staff_full_time", "staff_part_time")),
}
"""Totals of the statistical form and their parts."""


class Broken(NamedTuple):
    """An identity that does not hold: its code and the cells in it."""

    code: str
    cells: frozenset[Address]


def outcomes(edition: str) -> tuple[str, ...]:
    """Rows of the applications form that count results."""
    return OUTCOMES_2019 if edition == "2019" else OUTCOMES_2021


def make(edition: str, random: Random, *, most: int = 60, kind: str = "department") -> Figures:
    """Consistent figures of all forms of an edition; `most` bounds the applications."""
    if edition == "2008":
        return {}
    if edition == "2014":
        return {("statistics", row, "quantity"): number for row, number in _statistics(random, most).items()}
    figures = _disclosure_2019(random) if edition == "2019" else _disclosure_2021(random, kind)
    return figures | _applications(edition, random, most) | _remedies(random)


def _disclosure_2019(random: Random) -> Figures:
    figures: Figures = {}
    for column in ("made", "newly_disclosed", "disclosed_total"):
        figures["documents", "regulations", column] = 0
    made = random.randint(0, 9)
    disclosed = random.randint(0, made)
    for column, number in (
        ("made", made),
        ("newly_disclosed", disclosed),
        ("disclosed_total", disclosed + random.randint(0, 60)),
    ):
        figures["documents", "normative_documents", column] = number
    rows = (
        ("licensing", "licensing"),
        ("licensing", "other_services"),
        ("enforcement", "penalties"),
        ("enforcement", "coercion"),
    )
    for form, row in (*rows, ("fees", "fees")):
        last = random.choice((0, random.randint(1, 120)))
        figures[form, row, "items_last_year"] = last
        figures[form, row, "change"] = random.choice((0, 0, random.randint(1, 12), -random.randint(0, last)))
        if form != "fees":
            figures[form, row, "decisions"] = random.choice((0, random.randint(1, 4000)))
    items = random.choice((0, random.randint(1, 90)))
    figures["procurement", "procurement", "items"] = items
    figures["procurement", "procurement", "amount"] = round(random.uniform(1, 3000), 2) if items else 0
    return figures


def _disclosure_2021(random: Random, kind: str) -> Figures:
    figures: Figures = {}
    for row, most in (("regulations", 0), ("normative_documents", 12 if kind != "government" else 40)):
        made, abolished = random.randint(0, most), random.randint(0, most // 2)
        figures["documents", row, "made"] = made
        figures["documents", row, "abolished"] = abolished
        figures["documents", row, "in_force"] = made + (random.randint(0, 90) if most else 0)
    for form, row in (("licensing", "licensing"), ("enforcement", "penalties"), ("enforcement", "coercion")):
        figures[form, row, "decisions"] = random.choice((0, random.randint(1, 4000)))
    figures["fees", "fees", "amount"] = random.choice((0, round(random.uniform(0.5, 9000), random.choice((1, 2)))))
    return figures


def _applications(edition: str, random: Random, most: int) -> Figures:
    rows = outcomes(edition)
    # A report that says no fee notice went out cannot count applications given up over a fee.
    weights = [
        0 if row == "other.fee_unpaid" else 12 if row == "granted" else 3 if row == "partly_granted" else 1
        for row in rows
    ]
    table = {row: dict.fromkeys(APPLICANTS, 0) for row in ("new", "carried_in", *rows, "outcome_total", "carried_out")}
    for column in APPLICANTS:
        limit = (
            most
            if column == "natural_person"
            else most // 4
            if column == "enterprise"
            else random.choice((0, 0, most // 10))
        )
        came = table["new"][column] = random.randint(0, limit)
        table["carried_in"][column] = random.randint(0, 1 + limit // 12) if limit else 0
        waiting = came + table["carried_in"][column]
        table["carried_out"][column] = random.randint(0, min(waiting, 1 + limit // 12))
        table["outcome_total"][column] = waiting - table["carried_out"][column]
        for row in random.choices(rows, weights, k=table["outcome_total"][column]):
            table[row][column] += 1
    figures: Figures = {}
    for row, numbers in table.items():
        for column in COLUMNS:
            figures["applications", row, column] = sum(numbers.values()) if column == "total" else numbers[column]
    return figures


def _remedies(random: Random) -> Figures:
    figures: Figures = {}
    for block in BLOCKS:
        numbers = [random.choice((0, 0, 0, random.randint(1, 9))) for _ in RESULTS]
        for column, number in zip((*RESULTS, "total"), (*numbers, sum(numbers)), strict=True):
            figures["remedies", block, column] = number
    return figures


def _statistics(random: Random, most: int) -> dict[str, int | float]:
    some = random.randint
    made = some(0, 9)
    website = some(40, 900)
    numbers: dict[str, int | float] = {
        "by_website": website,
        "normative_made": made,
        "disclosed_normative": some(0, made),
    }
    for row, limit in (("by_gazette", 30), ("by_weibo", website), ("by_wechat", website), ("by_other", 40)):
        numbers[row] = some(0, limit)
    numbers["disclosed"] = some(max(numbers[row] for row in CHANNELS), sum(numbers[row] for row in CHANNELS))  # type: ignore[arg-type]
    for row, limit in (
        ("responses", 9),
        ("interpretations", 30),
        ("weibo_wechat_responses", 20),
        ("other_responses", 6),
    ):
        numbers[row] = some(0, limit)
    for row in ("press_conferences", "interviews"):
        numbers[row] = some(0, 6)
        numbers[f"{row}_by_chief"] = some(0, int(numbers[row]))
    received = some(0, most)
    numbers |= _parts(random, "received", SUMS["ARI311"][1], received)
    done = some(max(0, received - 3), received)
    numbers |= _parts(random, "completed", SUMS["ARI312"][1], done)
    numbers |= _parts(random, "replies", REPLIES, done)
    numbers |= _parts(random, "replies_refused", REFUSALS, int(numbers["replies_refused"]))
    for total, code in (("review", "ARI315"), ("litigation", "ARI316")):
        numbers |= _parts(random, total, SUMS[code][1], some(0, 5))
    numbers |= _parts(random, "staff", SUMS["ARI317"][1], some(1, 9))
    numbers |= {"complaints": some(0, 3), "fees": 0, "offices": some(0, 2), "reading_points": some(0, 6)}
    numbers |= {"budget": round(random.uniform(0, 20), 1), "meetings": some(0, 6), "trainings": some(0, 6)}
    return numbers | {"trainees": some(1, 80) if numbers["trainings"] else 0}


def _parts(random: Random, total: str, parts: tuple[str, ...], number: int) -> dict[str, int | float]:
    """A total and parts that add up to it."""
    table: dict[str, int | float] = {total: number} | dict.fromkeys(parts, 0)
    for part in random.choices(parts, k=number):
        table[part] += 1
    return table


def broken(edition: str, figures: Figures) -> list[Broken]:
    """The identities that figures break, of all ARI3 codes; info ones are left out."""
    if edition == "2014":
        return list(_broken_statistics(figures))
    return [*_broken_forms(edition, figures), *_broken_disclosure(edition, figures)]


def _broken_forms(edition: str, figures: Figures) -> Iterator[Broken]:
    rows = outcomes(edition)
    for row in ("new", "carried_in", *rows, "outcome_total", "carried_out"):
        cells = [("applications", row, column) for column in COLUMNS]
        if figures and sum(figures[cell] for cell in cells[:-1]) != figures[cells[-1]]:
            yield Broken("ARI302", frozenset(cells))
    for column in COLUMNS:
        new, old, done, left = (
            ("applications", row, column) for row in ("new", "carried_in", "outcome_total", "carried_out")
        )
        leaves = [("applications", row, column) for row in rows]
        if figures and figures[new] + figures[old] != figures[done] + figures[left]:
            yield Broken("ARI301", frozenset((new, old, done, left)))
        if figures and sum(figures[leaf] for leaf in leaves) != figures[done]:
            yield Broken("ARI303", frozenset((done, *leaves)))
    for block in BLOCKS if figures else ():
        cells = [("remedies", block, column) for column in (*RESULTS, "total")]
        if sum(figures[cell] for cell in cells[:-1]) != figures[cells[-1]]:
            yield Broken("ARI304", frozenset(cells))


def _broken_disclosure(edition: str, figures: Figures) -> Iterator[Broken]:
    for form, row in sorted({(form, row) for form, row, _ in figures}):
        cells = {column: number for (other, there, column), number in figures.items() if (other, there) == (form, row)}
        whole = frozenset((form, row, column) for column in cells)
        if form == "documents" and edition == "2021" and cells["in_force"] + cells["abolished"] < cells["made"]:
            yield Broken("ARI305", whole)
        if form == "documents" and edition == "2019" and cells["disclosed_total"] < cells["newly_disclosed"]:
            yield Broken("ARI306", whole)
        if "change" in cells and cells["items_last_year"] + cells["change"] < 0:
            yield Broken("ARI306", whole)


def _broken_statistics(figures: Figures) -> Iterator[Broken]:
    def at(row: str) -> int | float:
        return figures["statistics", row, "quantity"]

    def cells(*rows: str) -> frozenset[Address]:
        return frozenset(("statistics", row, "quantity") for row in rows)

    for code, (total, parts) in SUMS.items():
        if at(total) != sum(map(at, parts)):
            yield Broken(code, cells(total, *parts))
    wholes = (
        ("disclosed_normative", "disclosed"),
        ("press_conferences_by_chief", "press_conferences"),
        ("interviews_by_chief", "interviews"),
    )
    for part, whole in wholes:
        if at(part) > at(whole):
            yield Broken("ARI318", cells(part, whole))
    if max(map(at, CHANNELS)) > at("disclosed"):
        yield Broken("ARI318", cells("disclosed", *CHANNELS))
    if at("replies") > 0 and at("completed") == 0:
        yield Broken("ARI319", cells("replies", "completed"))
    plausible = {
        ("disclosed", *CHANNELS): at("disclosed") <= sum(map(at, CHANNELS)),
        ("disclosed_normative", "normative_made"): at("disclosed_normative") <= at("normative_made"),
        ("completed", "received"): at("completed") <= at("received"),
        ("replies", "completed"): at("replies") >= at("completed"),
        ("fees", "received"): not (at("fees") > 0 and at("received") == 0),
    }
    for rows, holds in plausible.items():
        if not holds:
            yield Broken("ARI320", cells(*rows))


def breakage(edition: str, figures: Figures, random: Random) -> tuple[Address, int | float, list[Broken]]:
    """A cell, the figure it is changed to and the identities this breaks, at least one; every edition with forms has some."""
    cells = sorted(figures)
    while True:
        cell = random.choice(cells)
        number = figures[cell] + random.choice((-random.randint(1, 9), random.randint(1, 40)))
        if isinstance(figures[cell], float) or (number < 0 and cell[2] != "change"):
            continue
        wrong = broken(edition, {**figures, cell: number})
        if wrong:
            return cell, number, wrong
