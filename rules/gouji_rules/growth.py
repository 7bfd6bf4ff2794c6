"""ARI334: changes against the year before, in prose."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Change, Enumeration
from gouji.findings import Problem, Relation, Words
from gouji.grammar.quantities import Quantity
from gouji.imbalances import plain
from gouji.report import Number, Report
from gouji.rules import rule
from gouji_rules.enumerations import BASIS, broken_enumerations


@rule("ARI334", "warning", basis=BASIS)
def growth_rate(report: Report) -> Iterator[Problem]:
    """正文的增减数量或者幅度与前后两个数字不符。
    In prose, a stated change does not follow from the two figures.
    """
    wrong = [(one, problem) for one in map(_of_whole, report.claims.changes) if (problem := _judged(one))]
    listed = {one.whole: one for one in broken_enumerations(report)} if wrong else {}
    for one, problem in wrong:
        if not _is_explained(one, listed.get(one.new)):
            yield problem


def _of_whole(one: Change) -> Change:
    """The change as that of an earlier figure where it fits that one and not the last: 收到11件，其中当面3件，同比减少3件."""
    if not one.rivals or _judged(one) is None:
        return one
    others = [one._replace(new=rival) for rival in one.rivals]
    right = next((other for other in others if _judged(other) is None), None)
    return right or next((other for other in others if _differs_rightly(other)), one)


def _differs_rightly(one: Change) -> bool:
    """Whether two figures differ by what is said, though the rate may be wrong."""
    if one.old is None or one.difference is None:
        return False
    return one.new.number - one.old.number == one.sign * one.difference.number


def _judged(one: Change, new: Number | None = None) -> Problem | None:
    """What is wrong with a change, with another figure in place of the new one where it is given."""
    now = one.new.number if new is None else new
    before = one.old.number if one.old else None
    if before is not None and now != before and (now > before) != (one.sign > 0):
        return _direction(one, now, before)
    if before is not None and one.difference is not None and abs(now - before) != one.difference.number:
        return _difference(one, now, before)
    if before is None and one.difference is not None:
        before = now - one.sign * one.difference.number
    if one.rate is None or before is None or before <= 0 or _fits(one.rate, now, before):
        return None
    return _rate(one, now, before)


def _fits(rate: Quantity, now: Number, before: Number) -> bool:
    """Whether a rate is that of the two figures, to a unit of its last digit.

    With multiples, 增长1.5倍 is often said for 1.5 times as many; both are let pass.
    """
    step = rate.step + 1e-9
    if rate.unit == "倍":
        return min(abs((now - before) / before - rate.number), abs(now / before - rate.number)) <= step
    return abs(100 * abs(now - before) / before - rate.number) <= step


def _is_explained(one: Change, listed: Enumeration | None) -> bool:
    """Whether the sum of the parts listed of the new figure would make the change right: one mistake, told there."""
    return listed is not None and _judged(one, listed.total) is None


def _direction(one: Change, now: Number, before: Number) -> Problem:
    zh, en = ("增加", "rose") if one.sign > 0 else ("减少", "fell")
    message = Words(
        f"上年 {plain(before)}、本年 {plain(now)}，此处写作{zh}",
        f"{plain(before)} last year and {plain(now)} this year, here it says that it {en}",
    )
    return _made(one, message, None, None)


def _difference(one: Change, now: Number, before: Number) -> Problem:
    gap, said = plain(abs(now - before)), plain(one.difference.number if one.difference else 0)
    message = Words(
        f"{plain(now)} 与 {plain(before)} 相差 {gap}，此处写作 {said}",
        f"{plain(now)} and {plain(before)} differ by {gap}, here it says {said}",
    )
    return _made(one, message, gap, said)


def _rate(one: Change, now: Number, before: Number) -> Problem:
    rate = one.rate or one.new
    change = abs(now - before) / before
    right = f"{change:.2f}倍" if rate.unit == "倍" else f"{100 * change:.2f}%"
    said = f"{plain(rate.number)}{rate.unit}"
    zh, en = ("增幅", "rise") if one.sign > 0 else ("降幅", "fall")
    message = Words(
        f"由 {plain(before)} 到 {plain(now)} 的{zh}为 {right}，此处写作 {said}",
        f"from {plain(before)} to {plain(now)} is a {en} of {right}, here it says {said}",
    )
    return _made(one, message, right, said)


def _made(one: Change, message: Words, expected: str | None, actual: str | None) -> Problem:
    parts = [part for part in (one.new, one.old, one.difference, one.rate) if part is not None]
    at = parts[-1].span
    return Problem(
        at,
        message,
        expected=expected,
        actual=actual,
        related=tuple(Relation(part.span) for part in parts if part.span != at),
    )
