"""A government's figures against the sums of its departments and lower governments, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gouji.comparison import Rollup
from gouji.comparison.figures import Cell, figure, value_at
from gouji.comparison.matching import same_agency, unread
from gouji.findings import Words
from gouji.report import FormReading, Number, Report, Value


class Portion(NamedTuple):
    """What one report gives to a sum."""

    report: Report
    value: Value
    number: Number


class Sum(NamedTuple):
    """A cell of the government's report, its figure, and the portions of the others that are not 0."""

    reading: FormReading
    cell: Cell
    value: Value
    whole: Number
    portions: tuple[Portion, ...]
    total: Number

    @property
    def address(self) -> str:
        """Form, row and column."""
        return ".".join((self.reading.form.id, *self.cell))

    @property
    def difference(self) -> Number:
        """The government's figure less the sum."""
        return round(self.whole - self.total, 6)


class Sums(NamedTuple):
    """The cells of one form; `gaps` say what keeps the sums from being whole, and then nothing follows from them."""

    reading: FormReading
    cells: tuple[Sum, ...]
    gaps: tuple[Words, ...]

    @property
    def differing(self) -> tuple[Sum, ...]:
        """The cells whose figure is not the sum, where sums are whole."""
        return () if self.gaps else tuple(cell for cell in self.cells if cell.difference)


def rollup(government: Report, others: Iterable[Report], missing: Iterable[Words] = ()) -> Rollup:
    """The reports of a government and of those below it; what must not be added is left out and said."""
    parts: list[Report] = []
    gaps = list(missing)
    for report in others:
        if same_agency(report, government) and report.agency and government.agency:
            gaps.append(_said(report, "与汇总年报是同一机关的，没有计入", "is of the government itself, not added"))
        elif report.year != government.year or report.edition.id != government.edition.id:
            zh, en = (
                f"是{report.year or '哪一'}年度的，没有计入",
                f"is on {report.year or 'an unknown year'}, not added",
            )
            gaps.append(_said(report, zh, en))
        elif any(report.agency == other.agency and report.agency for other in parts):
            gaps.append(_said(report, "与另一份年报是同一机关的，没有重复计入", "is of an agency already added"))
        else:
            parts.append(report)
    return Rollup(government, tuple(parts), tuple(gaps))


def _said(report: Report, zh: str, en: str) -> Words:
    name = report.source.name
    return Words(f"{name}（{report.agency or '机关不明'}）{zh}", f"{name} ({report.agency or 'unknown agency'}) {en}")


def sums(rollup: Rollup) -> Iterator[Sums]:
    """The sums of each form that the government's edition prescribes and that stands in its report."""
    for form in rollup.report.edition.forms:
        reading = rollup.report.forms.get(form.id)
        if reading is None or reading.status == "missing" or reading.edition != rollup.report.edition.id:
            continue
        gaps = (*rollup.missing, *_unread(rollup, form.id))
        yield Sums(reading, tuple(_cells(reading, rollup.parts)), gaps)


def _unread(rollup: Rollup, form: str) -> Iterator[Words]:
    for report in (rollup.report, *rollup.parts):
        gap = unread(report, form)
        if gap is not None:
            name = report.source.name
            yield Words(f"{name}：{gap.zh}", f"{name}: {gap.en}")


def _cells(reading: FormReading, parts: Sequence[Report]) -> Iterator[Sum]:
    for (row, column), value in reading.values.items():
        whole = figure(value)
        if whole is None:
            continue
        portions = tuple(_portions(parts, (reading.form.id, row, column)))
        total = round(sum(portion.number for portion in portions), 6)
        yield Sum(reading, (row, column), value, whole, portions, total)


def _portions(parts: Sequence[Report], address: tuple[str, str, str]) -> Iterator[Portion]:
    for report in parts:
        value = value_at(report, *address)
        number = figure(value)
        if value is not None and number:
            yield Portion(report, value, number)
