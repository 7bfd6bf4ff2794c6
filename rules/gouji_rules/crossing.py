"""Figures of the prose against those of the forms: which claims a form contradicts, and which ones back it.

A claim is held against a form only where it can be the same figure: exact, of the report year, of the same
authorities. Where the form itself is broken and the text has the figure that would mend it, the text is no fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from gouji.claims import Claim
from gouji.patterns import HAN, pattern
from gouji.report import Cause, FormReading, Number, Report
from gouji.source import Span
from gouji_rules.counterparts import COUNTERPARTS, Cell, Counterpart

_FEW = 3


class Mismatch(NamedTuple):
    """A claim that a form contradicts: the figures that the form allows, the cells, other claims that say the same.

    `certain` where text and form speak of the same authorities beyond doubt; `backed` where the form is broken and the
    text has the figure that would mend it. `factor` is how many of the text's units one of the form's is.
    `further` figures on the same matter do not agree either: then text or form
    as a whole is of something else, and this is the one finding for all.
    """

    claim: Claim
    reading: FormReading
    allowed: tuple[Number, ...]
    cells: tuple[Cell, ...]
    certain: bool
    backed: bool
    factor: int = 1
    others: tuple[Claim, ...] = ()
    further: int = 0


class Crossed(NamedTuple):
    """What prose and forms of a report say against each other.

    `wanted` are the figures that the forms have in place of the text's, by the spans of these; `backing` the claims that
    have the figure which would mend a cause, by the number of the cause in the report.
    """

    mismatches: tuple[Mismatch, ...]
    wanted: Mapping[Span, tuple[Number, ...]]
    backing: Mapping[int, Claim]


class _Key:
    """A report by its identity."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.report is self.report

    def __hash__(self) -> int:
        return id(self.report)


def crossed(report: Report) -> Crossed:
    """Prose against forms; worked out once while a report is checked, since many rules ask."""
    return _crossed(_Key(report))


@lru_cache(maxsize=1)
def _crossed(key: _Key) -> Crossed:
    report = key.report
    if not report.forms or not report.claims.figures:
        return Crossed((), {}, {})
    found = list(_mismatches(report))
    backing = {
        number: one.claim
        for number, cause in reversed(list(enumerate(report.causes)))
        for one in reversed(found)
        if one.backed and one.reading is cause.reading and _backs(one.claim, cause)
    }
    wanted = {one.claim.span: one.allowed for one in found if not one.backed}
    return Crossed(tuple(_joined(found)), wanted, backing)


def _mismatches(report: Report) -> Iterator[Mismatch]:
    for claim in report.claims.figures:
        counterpart = _counterpart(report, claim)
        if counterpart is None or not is_comparable(report, claim):
            continue
        reading = report.forms[counterpart.form]
        if counterpart.usual(reading) == claim.number:
            continue
        allowed = counterpart.allowed(reading, {})
        if allowed and claim.number not in allowed:
            backed = any(_backs(claim, cause) for cause in report.causes if cause.reading is reading)
            cells = counterpart.cells(reading.form)
            yield Mismatch(claim, reading, allowed, cells, is_certain(report, claim), backed, counterpart.factor)


def _counterpart(report: Report, claim: Claim) -> Counterpart | None:
    """The cells of the report's forms that a claim's role stands for."""
    for one in COUNTERPARTS.get(claim.role, ()):
        reading = report.forms.get(one.form)
        if reading is not None and reading.status == "read" and one.cells(reading.form):
            return one
    return None


def is_comparable(report: Report, claim: Claim) -> bool:
    """Whether a claim can be the form's figure: exact, of the year, of the same authorities."""
    if not claim.exact or not claim.of_year:
        return False
    if report.kind == "government":
        return (not claim.scope or claim.scope == report.scope) and not _is_of_another(report, claim)
    return claim.scope in ("", "own") or claim.scope == report.scope


_OTHER = pattern(
    rf"({HAN}{{2,10}}?(?:[县市区旗]|[镇乡]|街道|开发区|高新区|[局委办厅]))(?:人民政府|政府|管委会)?(?:共|全年|累计|也|均)*"
    r"(?:未|没有)?(?:收到|受理|接到|新收|办理|办结|答复)"
)
_ITSELF = pattern(r"[省市县区州旗盟](?:人民)?政府(?:收到|受理|接到|办理|为)")
_OURS = ("我", "本", "全", "各")


def _is_of_another(report: Report, claim: Claim) -> bool:
    """Whether a clause of a government's report begins with another authority: 白鹭县收到申请9件.

    Where the form has the figures of all authorities, the government itself is one of them: 以市政府为被告1件.
    """
    if report.scope == "aggregate" and _ITSELF.search(report.source.folded, *claim.clause):
        return True
    match = _OTHER.match(report.source.folded, claim.clause.start, claim.clause.end)
    if match is None or not report.agency or match[1].startswith(_OURS):
        return False
    return match[1] not in report.agency


def is_certain(report: Report, claim: Claim) -> bool:
    """Whether text and form speak of the same authorities beyond doubt."""
    return report.kind != "government" or (bool(claim.scope) and claim.scope == report.scope)


def _backs(claim: Claim, cause: Cause) -> bool:
    """Whether the text has the figure that a broken form wants.

    So it is where the form allows the figure once the cause is mended, or where an identity holds with it in its cell.
    """
    reading = cause.reading
    for counterpart in COUNTERPARTS.get(claim.role, ()):
        cells = counterpart.cells(reading.form) if counterpart.form == reading.form.id else ()
        if not cells:
            continue
        mended = {cause.cell: cause.wanted, **dict(cause.more)}
        if any(cell in mended for cell in cells) and claim.number in counterpart.allowed(reading, mended):
            return True
        return any(
            _mends((reading.number(*cell) or 0) + claim.number - number, cell, cause)
            for number in counterpart.allowed(reading, {})
            for cell in cells
        )
    return False


def _mends(number: Number, cell: Cell, cause: Cause) -> bool:
    """Whether an identity of a cause holds with another figure in a cell."""

    def get(one: Cell) -> Number:
        return number if one == cell else cause.reading.number(*one) or 0

    return any(cell in failure.instance.cells and failure.instance.holds(get) for failure in cause.failures)


def _joined(found: Iterable[Mismatch]) -> list[Mismatch]:
    """One mismatch for each role and figure, with the other places that say the same; one for a matter with many."""
    groups: dict[tuple[str, Number], list[Mismatch]] = {}
    for one in found:
        groups.setdefault((one.claim.role, one.claim.number), []).append(one)
    single = [first._replace(others=tuple(one.claim for one in rest)) for first, *rest in groups.values()]
    matters: dict[tuple[str, str], list[Mismatch]] = {}
    for one in single:
        if not one.backed:
            matters.setdefault((one.reading.form.id, _matter(one.claim.role)), []).append(one)
    many = {id(one): each for each in matters.values() if len(each) > _FEW for one in each}
    return [_first(many[id(one)]) if id(one) in many else one for one in single if _leads(many, one)]


def _matter(role: str) -> str:
    """The part of a form that a role belongs to."""
    head = role.partition(".")[0]
    return head if head in ("review", "litigation", "documents", "statistic", "disclosed") else "applications"


def _leads(many: Mapping[int, list[Mismatch]], one: Mismatch) -> bool:
    return id(one) not in many or many[id(one)][0] is one


def _first(each: Sequence[Mismatch]) -> Mismatch:
    """The first of many mismatches of a matter, standing for all."""
    first, *rest = each
    return first._replace(others=(*first.others, *(one.claim for one in rest)), further=len(rest))
