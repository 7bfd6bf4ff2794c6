"""Words for identities that fail: in which row or column, with which figures, and what may have happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.findings import NOTHING, Edit, Fix, Problem, Relation, Words
from gouji.labels import cell_label, column_label, printed, row_label
from gouji.report import Cause, Failure, FormReading, Number

_MOST_RELATED = 6
_MOST_TERMS = 8
_MOST_NAMED = 5
_ALL_PARTS = "各项合计"
Cell = tuple[str, str]


def problem(cause: Cause) -> Problem:
    """A cause of failed identities as what a rule yields, at the cell that is to blame."""
    form, (row, column) = cause.reading.form, cause.cell
    value = cause.reading.values[cause.cell]
    return Problem(
        value.cell.span,
        message(cause.reading, cause.first),
        hint(cause),
        severity=cause.first.identity.severity,
        address=f"{form.id}.{row}.{column}",
        expected=None if cause.wanted is None else plain(cause.wanted),
        actual=value.raw,
        related=tuple(_related(cause)),
        fix=_fix(cause),
    )


def _fix(cause: Cause) -> Fix | None:
    """Totals that were left blank or zero, filled in from their parts."""
    if cause.kind != "total-not-filled" or cause.wanted is None:
        return None
    values = cause.reading.values
    edits = (Edit(values[cell].cell.span, plain(number)) for cell, number in ((cause.cell, cause.wanted), *cause.more))
    return Fix(Words("按各项之和填写合计", "fill in the total from its parts"), tuple(sorted(edits)), safe=False)


def _related(cause: Cause) -> Iterator[Relation]:
    """The other cells that the finding rests on: those to be mended too, then those with figures."""
    reading = cause.reading
    parts = [cell for failure in cause.failures for cell in failure.instance.cells if reading.values[cell].number]
    cells = dict.fromkeys([*(cell for cell, _ in cause.more), *parts])
    for row, column in [cell for cell in cells if cell != cause.cell][:_MOST_RELATED]:
        yield Relation(reading.values[row, column].cell.span, f"{reading.form.id}.{row}.{column}")


def message(reading: FormReading, failure: Failure) -> Words:
    """The identity and its figures: `「总计」列的…：16 + 1 = 17，而 16 + 2 = 18，相差 1`."""
    said, where = failure.identity.message, _where(reading, failure, joined=True)
    zh, en = f"{where.zh}{printed(said.zh)}：", f"{where.en}{said.en}: "
    left, right = _side(reading, failure, left=True), _side(reading, failure, left=False)
    but = "而" if right.zh.startswith(_ALL_PARTS) else "而 "
    if not failure.instance.is_equality:
        if len(failure.instance.right) > 1:
            return Words(f"{zh}{left.zh}，{but}{right.zh}", f"{en}{left.en}, but {right.en}")
        listed = _listed(reading, failure)
        return Words(
            zh + "，".join(f"「{label}」{number}" for label, number in listed),
            en + ", ".join(f"“{label}” {number}" for label, number in listed),
        )
    gap = plain(abs(failure.left - failure.right))
    return Words(f"{zh}{left.zh}，{but}{right.zh}，相差 {gap}", f"{en}{left.en}, but {right.en}, off by {gap}")


def plain(number: Number) -> str:
    """A figure without the noise of decimals."""
    return f"{number:.6f}".rstrip("0").rstrip(".") if isinstance(number, float) else str(number)


def _side(reading: FormReading, failure: Failure, *, left: bool) -> Words:
    """One side in figures: `3001 + 34 = 3035`, the figure alone, or `各项合计 97` where there are too many."""
    terms = failure.instance.left if left else failure.instance.right
    total = plain(failure.left if left else failure.right)
    shown = [(sign, reading.number(*cell) or 0) for sign, cell in terms]
    if len(shown) > _MOST_TERMS:
        shown = [(sign, number) for sign, number in shown if number]
    if len(shown) > _MOST_TERMS:
        return Words(f"{_ALL_PARTS} {total}", f"all parts come to {total}")
    if len(shown) < 2:
        return Words(total, total)
    text = "".join(f" {'+' if sign > 0 else '-'} {plain(number)}" for sign, number in shown)
    return Words(*(f"{text.removeprefix(' + ').strip()} = {total}",) * 2)


def _listed(reading: FormReading, failure: Failure) -> list[tuple[str, str]]:
    """The cells of an inequality with their figures; of a maximum only the greatest."""
    instance = failure.instance
    cells = list(instance.cells)
    if not instance.left:
        parts = set(instance.first.cells())
        cells = [cell for cell in cells if cell not in parts or reading.number(*cell) == failure.left]
    return [(_part_label(reading, failure, cell), plain(reading.number(*cell) or 0)) for cell in cells]


def _part_label(reading: FormReading, failure: Failure, cell: Cell) -> str:
    """A cell's label as far as row or column are not yet named."""
    in_row = failure.instance.key == cell[0]
    return column_label(reading.form, cell[1]) if in_row else cell_label(reading, cell)


def _where(reading: FormReading, failure: Failure, *, joined: bool = False) -> Words:
    """The row, column or block that a failure is about; `joined` to what follows."""
    form, key, cells = reading.form, failure.instance.key, failure.instance.cells
    if not key:
        return NOTHING
    name, zh, en = row_label(form, key) if cells[0][0] == key else "", "行", "row "
    if all(column == key for _, column in cells):
        name, zh, en = column_label(form, key), "列", "column "
    elif form.layout == "blocks":
        zh, en = "", ""
    follows = ("的" if zh else "", ": ") if joined else ("", "")
    return Words(f"「{name}」{zh}{follows[0]}", f"{en}“{name}”{follows[1]}")


_SLIPS = {
    "transposed": Words("数字可能前后颠倒", "digits may be transposed"),
    "digit-lost": Words("可能少了一位数字", "a digit may be missing"),
    "digit-added": Words("可能多了一位数字", "there may be a digit too many"),
    "blank": Words("此格空白", "this cell is blank"),
    "total-not-filled": Words("合计可能未填", "the total may not have been filled in"),
    "line-wrong": Words("可能有数字错行或者错列", "figures may stand in the wrong row or column"),
    "many": Words("可能有数字错行或者错列", "figures may stand in the wrong row or column"),
    "misplaced": Words("可能有数字填错了行", "a figure may stand in the wrong row"),
    "misclassified": Words("可能把申请人归错了类别", "an applicant may have been put in the wrong column"),
}


def hint(cause: Cause) -> Words:
    """What may have happened, and the figures with which everything agrees, or what else is off."""
    guess, remedy = _SLIPS.get(cause.kind, NOTHING), _remedy(cause)
    parts = [part for part in ((remedy, guess) if cause.wanted is None else (guess, remedy)) if part.zh]
    return Words("，".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _remedy(cause: Cause) -> Words:
    others = _named(cause, cause.failures[1:])
    match cause.kind:
        case "many":
            return Words(f"{others.zh}也不平衡", f"{others.en} do not agree either")
        case "misclassified" | "misplaced" | "line-wrong" if cause.wanted is None:
            return Words(f"与{others.zh}的差数正好抵消", f"the difference cancels out with that of {others.en}")
        case "carried-into-total" if not cause.more:
            return Words(f"差数出自{others.zh}", f"the difference comes from {others.en}")
    if cause.wanted is None:
        return _also(cause)
    return _mended(cause) if len(cause.failures) > 1 or cause.kind == "total-not-filled" else NOTHING


def _also(cause: Cause) -> Words:
    """The other identities that the same figure does not keep."""
    others = [failure.identity.message for failure in cause.failures[1:]]
    if not others:
        return NOTHING
    zh, en = "；".join(printed(other.zh) for other in others), "; ".join(other.en for other in others)
    return Words(f"同一数字也不符合：{zh}", f"nor does it keep this: {en}")


def _mended(cause: Cause) -> Words:
    """The figures that mend everything: `此处若为 6，则「（一）予以公开」行、「自然人」列都平衡`."""
    wanted, whole = plain(cause.wanted or 0), _named(cause, cause.failures)
    further = [(_beside(cause, cell), plain(number)) for cell, number in cause.more[:_MOST_NAMED]]
    zh = "、".join([f"此处若为 {wanted}", *(f"「{label}」若为 {number}" for label, number in further)])
    en = ", ".join([f"with {wanted} here", *(f"{number} in “{label}”" for label, number in further)])
    if len(cause.more) > _MOST_NAMED:
        rest = len(cause.more) - _MOST_NAMED
        zh, en = f"{zh}，另 {rest} 格也改正", f"{en} and {rest} more mended"
    if cause.more:
        return Words(f"{zh}，则都平衡", f"{en}, everything would agree")
    if len(cause.failures) == 1:
        return Words(f"{zh} 即平衡", f"{en} it would agree")
    holds = "成立" if any(not failure.instance.key for failure in cause.failures) else "平衡"
    return Words(f"{zh}，则{whole.zh}都{holds}", f"{en}, {whole.en} would agree")


def _beside(cause: Cause, cell: Cell) -> str:
    """A further cell by what sets it apart from the cause's own: its column or its row."""
    row, column = cell
    if row == cause.cell[0]:
        return column_label(cause.reading.form, column)
    return row_label(cause.reading.form, row) if column == cause.cell[1] else cell_label(cause.reading, cell)


def _named(cause: Cause, failures: Sequence[Failure]) -> Words:
    """Rows, columns and blocks of failures; the codes of those that are about the form as a whole."""
    places = dict.fromkeys(_where(cause.reading, failure) for failure in failures)
    named = [place for place in places if place.zh]
    codes = dict.fromkeys(failure.identity.code for failure in failures if not failure.instance.key)
    named += [Words(f" {code} ", code) for code in codes]
    zh = "、".join(place.zh for place in named[:_MOST_NAMED]).replace(" 、 ", "、")
    en = [place.en for place in named[:_MOST_NAMED]]
    if len(named) > _MOST_NAMED:
        return Words(f"{zh}等 {len(named)} 处", f"{', '.join(en)} and {len(named) - _MOST_NAMED} more")
    return Words(zh, f"{', '.join(en[:-1])} and {en[-1]}" if len(en) > 1 else "".join(en))
