"""What a finding cites: the law that held for the year of the report, by its number."""

from __future__ import annotations

from gouji.editions import Law
from gouji.report import Report


def cited(report: Report, basis: tuple[str, ...]) -> tuple[str, ...]:
    """The citations of a rule as people read them.

    An id of the law register becomes the number of the document, with its title where that is a regulation. What was
    not in force for the year of the report is left out, unless nothing else is cited.
    """
    laws = {law.id: law for law in report.edition.laws}
    held = tuple(text for text in basis if _held(report, text, laws))
    return tuple(_readable(laws[text]) if text in laws else text for text in held or basis)


def _held(report: Report, text: str, laws: dict[str, Law]) -> bool:
    """Whether a citation is of no document that held in other years only."""
    year = report.year or report.edition.first_year
    found = [law for law in laws.values() if text in (law.id, law.number) or law.number in text or _names(law, text)]
    return all(law.holds_for(year) for law in found)


def _names(law: Law, text: str) -> bool:
    """Whether a citation names a law by title and year: 《…条例》（2019）第四十九条."""
    year = law.id.rpartition("-")[2]
    return law.title in text and (f"({year}" in text or f"（{year}" in text)


def _readable(law: Law) -> str:
    return f"《{law.title}》（{law.number}）" if law.kind == "regulation" else law.number
