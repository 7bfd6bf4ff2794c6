"""ARI331, ARI332: parts that are listed of a whole in prose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gouji.claims import Claim, Enumeration
from gouji.findings import NOTHING, Problem, Relation, Severity, Words
from gouji.grammar.quantities import Quantity
from gouji.imbalances import plain
from gouji.report import FormReading, Number, Report
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.crossing import crossed

# 行政机关应当及时、准确地公开政府信息。
BASIS = ("《中华人民共和国政府信息公开条例》(2007)第六条", "《中华人民共和国政府信息公开条例》(2019)第六条")
_MOST_SHOWN = 12
_NEAR = 0.05


@rule("ARI331", "error", basis=BASIS)
def enumeration_sum(report: Report) -> Iterator[Problem]:
    """正文列举的各项之和不等于所说的总数。
    In prose, the parts that are listed do not add up to the stated total.
    """
    for one in broken_enumerations(report):
        severity = _severity(one)
        if severity is not None and not _is_explained(report, one) and not _stands_in_form(report, one):
            yield _problem(one, severity)


def broken_enumerations(report: Report) -> Iterator[Enumeration]:
    """The enumerations whose parts do not come to their whole, nor to any other figure that they may be of."""
    for one in report.claims.enumerations:
        if one.is_broken and not _exceeding(one):
            yield one


def _severity(one: Enumeration) -> Severity | None:
    """How grave a difference is; None where the list may be right as it stands."""
    gap = one.total - one.whole.number
    if one.overlapping:
        near = 0 < abs(gap) <= _NEAR * one.whole.number and len(one.parts) > 2
        return Severity.WARNING if near and one.reach != "partial" else None
    if len(one.parts) < 3 and one.reach != "complete":
        return None
    if len(one.parts) < 2 or (one.mixed and one.reach != "complete"):
        return None
    if gap > 0:
        return Severity.ERROR
    # What comes to less than half is a choice of what there is: 主动公开2713条，其中：预算3条，食品安全50条.
    is_choice = len(one.parts) > 2 and 2 * one.total < one.whole.number
    if one.reach == "complete":
        return Severity.INFO if is_choice else Severity.ERROR
    return Severity.INFO if one.reach == "open" and not is_choice else None


def _problem(one: Enumeration, severity: Severity) -> Problem:
    gap = one.total - one.whole.number
    terms = " + ".join(plain(part.number) for part in one.parts[:_MOST_SHOWN])
    more = " + …" if len(one.parts) > _MOST_SHOWN else ""
    whole, total = plain(one.whole.number), plain(one.total)
    zh, en = (
        f"列举各项 {terms}{more} = {total}，而总数写作 {whole}",
        f"the parts {terms}{more} = {total}, the total says {whole}",
    )
    message = Words(f"{zh}，相差 {plain(abs(gap))}", f"{en}, off by {plain(abs(gap))}")
    hint = NOTHING
    if gap < 0 and severity is Severity.INFO:
        hint = Words("列举可以不穷尽；若已列全，请核对", "the list need not be complete; if it is, check the figures")
    elif one.overlapping:
        hint = Words(
            "同一信息在多个渠道公开的，总数可以小于各项之和",
            "what is disclosed in several channels may count in each of them",
        )
    return Problem(
        one.span,
        message,
        hint,
        severity,
        expected=total,
        actual=whole,
        related=(Relation(one.whole.span),),
    )


def _is_explained(report: Report, one: Enumeration) -> bool:
    """Whether a figure of the list is already reported as not being that of the form, which would mend the list."""
    wrong = crossed(report).wanted
    whole, parts = one.whole, one.parts
    for figure in (whole, *parts):
        for number in wrong.get(figure.span, ()):
            total = one.total + (0 if figure is whole else number - figure.number)
            if total == (number if figure is whole else whole.number):
                return True
    return False


def _stands_in_form(report: Report, one: Enumeration) -> bool:
    """Whether a form has the whole as a total that is right and each part among its parts: the list leaves some out.

    行政复议351件，其中维持72件，纠正64件，其他结果178件, where 37 are pending.
    """
    named = Counter(part.number for part in one.parts)
    readings = (reading for reading in report.forms.values() if reading.status == "read")
    return any(
        total == one.whole.number and total == sum(parts) and named <= Counter(parts)
        for reading in readings
        for total, parts in _totals(reading)
    )


def _totals(reading: FormReading) -> Iterator[tuple[Number, list[Number]]]:
    """The totals of a form with their parts, and those of blocks under one head together (行政诉讼)."""
    figures = reading.figures
    by_group: dict[tuple[str, str], list[list[Number]]] = {}
    groups = {row.id: row.group for row in reading.form.rows if reading.form.layout == "blocks"}
    for identity in reading.form.identities:
        for instance in identity.instances:
            if instance.target is None:
                continue
            cells = [cell for cell in instance.cells if cell != instance.target]
            numbers = [figures.get(cell, 0) for cell in (instance.target, *cells)]
            yield numbers[0], numbers[1:]
            group = groups.get(instance.target[0])
            if group:
                by_group.setdefault((identity.code, group), []).append(numbers)
    for blocks in by_group.values():
        total, *parts = (sum(column) for column in zip(*blocks, strict=True))
        yield total, parts


@rule("ARI332", "error", basis=BASIS)
def enumeration_bound(report: Report) -> Iterator[Problem]:
    """正文中其中项大于总项。
    In prose, a part is larger than its whole.
    """
    for one in report.claims.enumerations:
        exceeding = _exceeding(one)
        wrong = crossed(report).wanted if exceeding else {}
        # A figure that is not that of the form is told there.
        for part, label in exceeding if one.whole.span not in wrong else ():
            if part.span not in wrong:
                yield _larger(part, _largest(one), one.span, label)
    yield from _in_time(report)


def _exceeding(one: Enumeration) -> list[tuple[Quantity, str]]:
    """The parts that are larger than the whole and than every other figure that the list may be of."""
    if not one.whole.exact:
        return []
    most = max(one.totals)
    return [
        (part, label) for part, label in zip(one.parts, one.labels, strict=True) if part.exact and part.number > most
    ]


def _largest(one: Enumeration) -> Quantity:
    """The whole, or of the other figures that the list may be of the largest where it is more."""
    return max((one.whole, *one.rivals), key=lambda quantity: quantity.number)


def _larger(part: Quantity, whole: Quantity, span: Span, label: str) -> Problem:
    words = label.removeprefix("其中").strip("为是:数量 ")
    zh, en = (f"「{words}」", f" “{words}”") if words else ("", "")
    message = Words(
        f"其中项{zh} {plain(part.number)} 大于总数 {plain(whole.number)}",
        f"the part{en} {plain(part.number)} is larger than the total {plain(whole.number)}",
    )
    return Problem(
        part.span,
        message,
        actual=plain(part.number),
        related=(Relation(whole.span),),
        quote=Span(min(span.start, part.span.start), part.span.end),
    )


def _in_time(report: Report) -> Iterator[Problem]:
    """More items disclosed within the time limit than were disclosed at all."""
    figures = [one for one in report.claims.figures if one.exact and one.of_year]
    totals = [one for one in figures if one.role == "disclosed"]
    for claim in figures:
        if claim.role != "disclosed_in_time" or not totals:
            continue
        whole = max(totals, key=lambda one: one.number)
        if claim.number > whole.number:
            yield _late(claim, whole)


def _late(claim: Claim, whole: Claim) -> Problem:
    message = Words(
        f"按时限公开的信息 {plain(claim.number)}，多于全年主动公开的 {plain(whole.number)}",
        f"{plain(claim.number)} items disclosed in time, more than the {plain(whole.number)} disclosed on the whole",
    )
    return Problem(
        claim.span, message, actual=plain(claim.number), related=(Relation(whole.clause),), quote=claim.clause
    )
