"""Which cells of the forms a role of the prose stands for: the sums of cells that the text's figure may be equal to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from gouji.editions import Form
from gouji.recognition.claims.roles import LEAVES
from gouji.report import FormReading, Number

Cell = tuple[str, str]
Figures = Mapping[Cell, Number | None]


class Counterpart(NamedTuple):
    """Sums of cells of a form, one of which a figure of the text should be; the first is the usual one.

    A row that ends in a dot stands for all rows whose ids begin so. Where one of the cells `zero` holds a figure above
    0, only the first sum counts. `factor` turns the form's figures into those of the text (万元 into 元).
    """

    form: str
    sums: tuple[tuple[Cell, ...], ...]
    zero: tuple[Cell, ...] = ()
    factor: int = 1

    def cells(self, form: Form) -> tuple[Cell, ...]:
        """The cells of the first sum; none where the form has not all of them."""
        return _spread(_Known(form), self.sums[0])

    def usual(self, reading: FormReading) -> Number | None:
        """The figure of the usual sum; None where it cannot be told or is no count."""
        return self._told(_total(reading, self.cells(reading.form), {}))

    def allowed(self, reading: FormReading, mended: Figures) -> tuple[Number, ...]:
        """The figures that the form allows, with some cells mended; none where the usual sum cannot be told."""
        form = _Known(reading.form)
        first = _total(reading, _spread(form, self.sums[0]), mended)
        if first is None:
            return ()
        free = not any(_figure(reading, cell, mended) for cell in self.zero)
        more = [_total(reading, _spread(form, cells), mended) for cells in self.sums[1:] if free]
        told = [number for each in (first, *more) if (number := self._told(each)) is not None]
        return tuple(dict.fromkeys(told))

    def _told(self, total: Number | None) -> Number | None:
        """A sum as the text has it; None where it is no count."""
        if total is None or (self.factor == 1 and total != int(total)):
            return None
        return round(total * self.factor, 2)


class _Known:
    """A form by its identity: there are few, and what they are made of takes long to compare."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.form is self.form

    def __hash__(self) -> int:
        return id(self.form)


@lru_cache(maxsize=1024)
def _spread(known: _Known, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Cells with all rows that begin so in place of a row that ends in a dot; none where a row or column is lacking."""
    rows, columns = [row.id for row in known.form.rows], {column.id for column in known.form.columns}
    found: list[Cell] = []
    for row, column in cells:
        here = [one for one in rows if one == row or (row.endswith(".") and one.startswith(row))]
        if not here or column not in columns:
            return ()
        found += [(one, column) for one in here]
    return tuple(found)


def _figure(reading: FormReading, cell: Cell, mended: Figures) -> Number | None:
    number = mended.get(cell)
    return reading.number(*cell) if number is None else number


def _total(reading: FormReading, cells: Sequence[Cell], mended: Figures) -> Number | None:
    """The sum of cells; None where one is lost, blank or no count: what was not filled in is not known to be 0."""
    numbers = [number for cell in cells if (number := _figure(reading, cell, mended)) is not None]
    return sum(numbers) if cells and len(numbers) == len(cells) and min(numbers) >= 0 else None


_LEGAL = ("enterprise", "research", "welfare", "legal_service", "other")
_RESULTS = ("total", "upheld", "corrected", "other", "pending")
_GROUPS = {
    "granted": ("granted",),
    "partly_granted": ("partly_granted",),
    "refused": ("refused.",),
    "unavailable": ("unavailable.",),
    "not_processed": ("not_processed.",),
    "other_processed": ("other", "other."),
}
_STATISTICS = {
    "received": "received",
    "way.in_person": "received_in_person",
    "way.fax": "received_by_fax",
    "way.network": "received_by_network",
    "way.letter": "received_by_letter",
    "completed": "completed",
    "completed_on_time": "completed_on_time",
    "completed_extended": "completed_extended",
    "replied": "replies",
    "outcome.already_public": "replies_already_public",
    "outcome.granted": "replies_granted",
    "outcome.partly_granted": "replies_partly_granted",
    "outcome.refused": "replies_refused",
    "outcome.not_this_agency": "not_this_agency",
    "outcome.not_existing": "not_existing",
    "outcome.correction_asked": "correction_asked",
    "outcome.other_channel": "other_channel",
    "review.total": "review",
    "review.upheld": "review_upheld",
    "review.corrected": "review_corrected",
    "litigation.total": "litigation",
    "litigation.upheld": "litigation_upheld",
    "litigation.corrected": "litigation_corrected",
    "disclosed": "disclosed",
    "documents.normative_documents.made": "normative_made",
}
_SAME = [
    "by_gazette",
    "by_website",
    "by_weibo",
    "by_wechat",
    "by_other",
    "press_conferences",
    "press_conferences_by_chief",
    "interviews",
    "interviews_by_chief",
    "interpretations",
    "responses",
    "weibo_wechat_responses",
    "other_responses",
    "complaints",
    "offices",
    "reading_points",
    "staff",
    "staff_full_time",
    "staff_part_time",
    "meetings",
    "trainings",
    "trainees",
]
_TEN_THOUSAND = 10_000


def _all() -> Iterator[tuple[str, Counterpart]]:
    """Roles with their counterparts; a role has one in each of several forms."""
    for role, row in {**_STATISTICS, **{f"statistic.{row}": row for row in _SAME}}.items():
        yield role, Counterpart("statistics", (((row, "quantity"),),))
    yield "statistic.budget", Counterpart("statistics", ((("budget", "quantity"),),), factor=_TEN_THOUSAND)
    yield from _applications()
    for result in _RESULTS:
        yield f"review.{result}", Counterpart("remedies", ((("review", result),),))
        yield (
            f"litigation.{result}",
            Counterpart("remedies", ((("direct_suit", result), ("suit_after_review", result)),)),
        )
    for row in ("regulations", "normative_documents"):
        for column in ("made", "abolished", "in_force"):
            yield f"documents.{row}.{column}", Counterpart("documents", (((row, column),),))


def _applications() -> Iterator[tuple[str, Counterpart]]:
    new, old, left = ("new", "total"), ("carried_in", "total"), ("carried_out", "total")
    done = ("outcome_total", "total")
    # 收到 may include what was carried over; without anything carried on, what came in is what was done.
    yield "received", Counterpart("applications", ((new,), (new, old)))
    yield "carried_in", Counterpart("applications", ((old,),))
    yield "carried_out", Counterpart("applications", ((left,),))
    yield "completed", Counterpart("applications", ((done,), (new,)), zero=(left,))
    yield "replied", Counterpart("applications", ((done,), (new,)), zero=(left,))
    for column in ("natural_person", *_LEGAL[:-1]):
        yield f"applicant.{column}", _applicants((column,))
    yield "applicant.legal_person", _applicants(_LEGAL)
    for role, rows in _GROUPS.items():
        for row in rows:
            yield f"outcome.{role}", Counterpart("applications", (((row, "total"),),))
    for row in LEAVES:
        yield f"outcome.{row}", Counterpart("applications", (((row, "total"),),))


def _applicants(columns: Sequence[str]) -> Counterpart:
    """Applicants of the new applications, of those and the ones carried over, or of those that were dealt with."""
    rows = (("new",), ("new", "carried_in"), ("outcome_total",))
    return Counterpart(
        "applications", tuple(tuple((row, column) for row in each for column in columns) for each in rows)
    )


def _by_role() -> Mapping[str, tuple[Counterpart, ...]]:
    found: dict[str, list[Counterpart]] = {}
    for role, counterpart in _all():
        found.setdefault(role, []).append(counterpart)
    return {role: tuple(each) for role, each in found.items()}


COUNTERPARTS = _by_role()
"""The counterparts of each role; the first whose form was read and has the cells counts."""
