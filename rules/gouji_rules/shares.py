"""ARI333: percentages in prose."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Enumeration, Partition, Share
from gouji.findings import Problem, Relation, Words
from gouji.grammar.quantities import Quantity
from gouji.imbalances import plain
from gouji.report import Report
from gouji.rules import rule
from gouji_rules.crossing import crossed
from gouji_rules.enumerations import BASIS, broken_enumerations


@rule("ARI333", "warning", basis=BASIS)
def percentage(report: Report) -> Iterator[Problem]:
    """正文的占比与数字不符，或者各项占比之和不是百分之百。
    In prose, a stated share does not follow from its figures, or shares do not add up.
    """
    wrong = [one for one in report.claims.shares if _is_wrong(one)]
    if wrong:
        listed = {part: one for one in broken_enumerations(report) for part in one.parts}
        wrong = [one for one in wrong if not _is_explained(one, listed.get(one.part))]
        # A figure that is not that of the form is told there.
        told = crossed(report).wanted
        wrong = [one for one in wrong if one.part.span not in told and one.wholes[0].span not in told]
    for one in wrong:
        yield _problem(one)
    seen = {one.percent for one in wrong}
    for partition in report.claims.partitions:
        if seen.isdisjoint(partition.shares) and (problem := _sum(partition)):
            yield problem


def _is_wrong(one: Share) -> bool:
    """Whether the percentage is that of the part in none of the figures that may be its whole.

    A unit of the last digit is allowed: some cut digits off instead of rounding.
    """
    if not one.part.exact or not one.percent.exact or not one.wholes[0].exact:
        return False
    return not any(whole.number and _fits(one.part.number, whole.number, one.percent) for whole in one.wholes)


def _fits(part: float, whole: float, percent: Quantity) -> bool:
    return abs(100 * part / whole - percent.number) <= percent.step + 1e-9


def _is_explained(one: Share, listed: Enumeration | None) -> bool:
    """Whether the figure that mends the list of the part mends the percentage too: one mistake, told there."""
    if listed is None:
        return False
    part, whole = one.part.number, listed.whole.number
    mended = ((part + whole - listed.total, whole), (part, listed.total))
    return any(total > 0 and _fits(number, total, one.percent) for number, total in mended)


def _problem(one: Share) -> Problem:
    part, whole = plain(one.part.number), plain(one.wholes[0].number)
    share = 100 * one.part.number / one.wholes[0].number if one.wholes[0].number else 0
    digits = max(2, len(plain(float(one.percent.step)).partition(".")[2]))
    right = f"{share:.{digits}f}%"
    said = f"{plain(one.percent.number)}%"
    message = Words(
        f"{part} 占 {whole} 的 {right}，此处写作 {said}", f"{part} is {right} of {whole}, here it says {said}"
    )
    related = (Relation(one.part.span), Relation(one.wholes[0].span))
    return Problem(one.percent.span, message, expected=right, actual=said, related=related)


def _several(one: Partition, slack: float) -> bool:
    """Whether the shares are those of several wholes, each of which comes to 100: by applicant, then by channel."""
    total = 0.0
    for share in one.shares:
        total += share.number
        if abs(total - 100) <= slack:
            total = 0.0
    return not total


def _sum(one: Partition) -> Problem | None:
    """A problem where shares of one list come to more than 100, or to less although the list is complete."""
    if not all(share.exact for share in one.shares) or len(one.shares) < 2:
        return None
    total = sum(share.number for share in one.shares)
    slack = sum(share.step for share in one.shares) / 2 + 1e-9
    over = total > 100 + slack and (len(one.shares) > 2 or one.complete)
    over = over and not _several(one, slack)
    under = total < 100 - slack and one.complete
    if not over and not under:
        return None
    said = plain(round(total, 6))
    message = Words(f"各项占比之和为 {said}%，不是 100%", f"the shares come to {said}%, not to 100%")
    related = tuple(Relation(share.span) for share in one.shares)
    return Problem(one.shares[-1].span, message, expected="100%", actual=f"{said}%", related=related)
