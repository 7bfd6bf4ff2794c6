"""Failures that no figure of a cell explains, put together by what their differences have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.grammar.formula import Instance
from gouji.grammar.relation import Negation
from gouji.reconciliation.sheet import Key, Net, Sheet, is_row, solved
from gouji.reconciliation.slips import slip
from gouji.report import Cause, Number

_MOST_APART = 3
_NO_FIGURE = frozenset({"misclassified", "misplaced", "line-wrong", "many"})


def causes(sheet: Sheet, failed: Sequence[int]) -> Iterator[Cause]:
    """The causes of these failures, each reported where the sum stands."""
    for members in _groups(sheet.net, failed):
        for together, kind in _together(sheet, members):
            yield _cause(sheet, together, kind)


def _groups(net: Net, failed: Sequence[int]) -> Iterator[list[int]]:
    """Failures of one equality in several rows, columns or blocks, and inequalities that have a cell in common."""
    groups: dict[str, list[int]] = {}
    for index in failed:
        identity, instance = net.pairs[index]
        name = identity.ref if instance.key and instance.is_equality else f"{identity.ref}:{index}"
        if not instance.is_equality:
            name = next((known for known, group in groups.items() if _common(net, [*group, index])), name)
        groups.setdefault(name, []).append(index)
    yield from groups.values()


def _common(net: Net, members: Sequence[int]) -> list[Key]:
    """The cells that some inequalities have in common; none where one of them is an equality."""
    instances = [net.pairs[index][1] for index in members]
    if any(instance.is_equality for instance in instances):
        return []
    return [cell for cell in instances[0].cells if all(cell in instance.cells for instance in instances)]


def _together(sheet: Sheet, members: Sequence[int]) -> Iterator[tuple[list[int], str]]:
    """Failures of one group that belong together, and what they look like."""
    gaps = {index: sheet.gap(index) for index in members}
    total = [index for index in members if sheet.instance(index).key in sheet.net.sums]
    parts = [index for index in members if index not in total]
    if len(members) == 1 or not sheet.instance(members[0]).is_equality:
        yield list(members), "unknown"
    elif total and sum(gaps[i] for i in parts) == sum(gaps[i] for i in total):
        yield [*total, *parts], "carried-into-total"
    elif not total and not sum(gaps.values()) and sheet.reading.form.layout == "rows":
        two = "misplaced" if is_row(sheet.instance(members[0])) else "misclassified"
        yield parts, two if len(parts) == 2 else "line-wrong"
    elif all(_is_unfilled(sheet, index) for index in members):
        yield list(members), "total-not-filled"
    elif len(members) > _MOST_APART:
        yield list(members), "many"
    else:
        yield from (([index], "unknown") for index in members)


def _is_unfilled(sheet: Sheet, index: int) -> bool:
    target = sheet.instance(index).target
    return target is not None and not sheet.get(target)


def _cause(sheet: Sheet, members: Sequence[int], kind: str) -> Cause:
    failures = tuple(sheet.failure(index) for index in members)
    instance = failures[0].instance
    cell = (
        _stand(sheet, instance) if len(members) == 1 else (_common(sheet.net, members) or [_stand(sheet, instance)])[0]
    )
    wanted = solved(instance, cell, sheet.get) if instance.is_equality and kind not in _NO_FIGURE else None
    if kind == "unknown" and instance.target is not None and wanted is not None:
        kind = "total-not-filled" if not sheet.get(cell) else slip(str(sheet.get(cell)), str(wanted))
    more = tuple(_filled(sheet, members[1:])) if kind == "total-not-filled" else ()
    return Cause(sheet.reading, failures, cell, wanted, kind, more)


def _filled(sheet: Sheet, members: Sequence[int]) -> Iterator[tuple[Key, Number]]:
    """The totals of these failures with the sums that belong there."""
    for index in members:
        instance = sheet.instance(index)
        number = None if instance.target is None else solved(instance, instance.target, sheet.get)
        if instance.target is not None and number is not None:
            yield instance.target, number


def _stand(sheet: Sheet, instance: Instance) -> Key:
    """Where a failure is reported.

    At the total, at the last cell of a balance, at the greatest of several parts, at a figure below 0, else at the first.
    """
    if instance.target is not None:
        return instance.target
    if instance.right and (instance.is_equality or isinstance(instance.relation, Negation)):
        return instance.right[-1 if instance.is_equality else 0][1]
    parts = [] if instance.left else list(instance.first.cells())
    below = [cell for cell in instance.cells if sheet.get(cell) < 0]
    if parts and not below:
        return max(parts, key=sheet.get)
    return (below or [cell for _, cell in instance.left] or list(instance.cells))[0]
