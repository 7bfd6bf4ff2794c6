"""ARI301–320: identities of the forms (勾稽关系). The formulas stand in the edition files; here they get their words."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.findings import Problem, Relation, Severity, Words
from gouji.report import Cause, Failure, FormReading, Number, Report
from gouji.rules import Rule, summary
from gouji.source import Span

_MOST_TERMS = 8
_MOST_RELATED = 6


def _identity_rule(code: str, name: str, editions: set[str], doc: str, severity: str = "error") -> Rule:
    """A rule that reports the causes found under one code."""

    def check(report: Report) -> Iterator[Problem]:
        for cause in report.causes:
            if cause.first.identity.code == code:
                yield _problem(cause)

    return Rule(code, name, Severity(severity), frozenset(editions), summary(code, doc), check, basis=_BASIS[code[:5]])


_BASIS = {
    "ARI30": ("国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号"),
    "ARI31": ("国办发〔2014〕32号",),
    "ARI32": ("国办发〔2014〕32号",),
}


def _problem(cause: Cause) -> Problem:
    reading, first = cause.reading, cause.first
    cell = cause.cell or first.instance.cells[0]
    value = reading.values[cell]
    return Problem(
        value.cell.span if value.cell.text else _beside(reading, cell),
        _message(reading, first),
        _hint(cause),
        severity=first.identity.severity,
        address=f"{reading.form.id}.{cell[0]}.{cell[1]}",
        expected=None if cause.wanted is None else _number(cause.wanted),
        actual=value.cell.text,
        related=tuple(_related(cause, cell)),
    )


def _beside(reading: FormReading, cell: tuple[str, str]) -> Span:
    """The label of the row where the cell itself is blank."""
    row = reading.rows.get(cell[0])
    return row.label.span if row is not None and row.label is not None else reading.values[cell].cell.span


def _related(cause: Cause, cell: tuple[str, str]) -> Iterator[Relation]:
    others = dict.fromkeys(c for failure in cause.failures for c in failure.instance.cells if c != cell)
    filled = [c for c in others if cause.reading.values[c].number]
    for row, column in filled[:_MOST_RELATED]:
        yield Relation(cause.reading.values[row, column].cell.span, f"{cause.reading.form.id}.{row}.{column}")


def _number(number: Number) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".") if isinstance(number, float) else str(number)


def _label(reading: FormReading, cell: tuple[str, str]) -> str:
    """Row and column of a cell in the words of the form; forms with one column need no column."""
    row = next(row.label for row in reading.form.rows if row.id == cell[0])
    column = next(column.label for column in reading.form.columns if column.id == cell[1])
    return _short(row) if len(reading.form.columns) == 1 else f"{_short(row)}/{column}"


def _short(label: str) -> str:
    """A label without the remark in brackets that the form gives with it."""
    at = label.find("(", 4)
    return label[:at] if at > 0 else label


def _where(reading: FormReading, failure: Failure) -> str:
    """The row, column or block that a failure is about."""
    key = failure.instance.key
    for part in (*reading.form.rows, *reading.form.columns):
        if part.id == key and (part in reading.form.columns) == (_names_column(failure)):
            return f"「{_short(part.label)}」"
    return ""


def _names_column(failure: Failure) -> bool:
    return all(cell[1] == failure.instance.key for cell in failure.instance.cells)


def _side(reading: FormReading, terms: tuple[tuple[int, tuple[str, str]], ...], total: Number) -> str:
    """One side in figures: `3001 + 34 = 3035`, or the figure alone."""
    shown = [(sign, reading.number(*cell) or 0) for sign, cell in terms]
    if len(shown) > _MOST_TERMS:
        shown = [(sign, number) for sign, number in shown if number] or shown[:1]
    if len(shown) == 1 or len(shown) > _MOST_TERMS or not shown:
        return _number(total)
    text = "".join(f" {'+' if sign > 0 else '-'} {_number(number)}" for sign, number in shown)
    return f"{text.removeprefix(' + ').strip()} = {_number(total)}"


def _message(reading: FormReading, failure: Failure) -> Words:
    instance, rule = failure.instance, failure.identity.message
    left = _side(reading, instance.left, failure.left)
    right = _side(reading, instance.right, failure.right)
    where = _where(reading, failure)
    if instance.is_equality:
        gap = _number(abs(round(failure.left - failure.right, 6)))
        zh = f"{where}{rule.zh}:{left},而 {right},相差 {gap}"
        return Words(zh, f"{where}{rule.en}: {left}, but {right}, off by {gap}")
    named = "、".join(f"{_label(reading, cell)} {_number(reading.number(*cell) or 0)}" for cell in instance.cells[:_MOST_RELATED])
    return Words(f"{where}{rule.zh}:{named}", f"{where}{rule.en}: {named}")


def _hint(cause: Cause) -> Words:
    parts = [hint for hint in (_likely(cause), _others(cause)) if hint.zh]
    return Words(";".join(part.zh for part in parts), "; ".join(part.en for part in parts))


_SLIPS = {
    "transposed": Words("数字可能前后颠倒", "digits may be transposed"),
    "digit-lost": Words("可能少了一位数字", "a digit may be missing"),
    "digit-added": Words("可能多了一位数字", "there may be a digit too many"),
    "total-not-filled": Words("合计可能未填", "the total may not have been filled in"),
    "misclassified": Words("两列相差相同而方向相反,可能把申请人归错了类别", "two columns are off by the same amount in opposite directions: an applicant may be in the wrong one"),
    "rows-shifted": Words("多列同时不平,可能有数字错行", "several columns are off at once: figures may stand in the wrong row"),
}


def _likely(cause: Cause) -> Words:
    """The likely cause, and what figure would mend it."""
    slip = _SLIPS.get(cause.kind, Words("", ""))
    if cause.cell is None or cause.wanted is None or len(cause.failures) < 2 and cause.kind == "unknown":
        return slip
    place, number = _label(cause.reading, cause.cell), _number(cause.wanted)
    mended = Words(f"「{place}」若为 {number},各项勾稽关系均成立", f"everything agrees if “{place}” is {number}")
    if not slip.zh:
        return mended
    return Words(f"{slip.zh},{mended.zh}", f"{slip.en}; {mended.en}")


def _others(cause: Cause) -> Words:
    """The other identities that fail for the same cause."""
    names = [_where(cause.reading, failure) for failure in cause.failures[1:]]
    names = [name for name in names if name]
    if not names:
        return Words("", "")
    return Words(f"同时不平的还有{'、'.join(names)}", f"also off: {', '.join(names)}")


_FORMAT = {"2019", "2021"}
_TABLE = {"2014"}

applications_balance = _identity_rule("ARI301", "applications-balance", _FORMAT, """表三第一项加第二项之和不等于第三项总计加第四项。
    In the table of applications, items one and two together do not equal the outcome total and item four together.""")
applications_row_total = _identity_rule("ARI302", "applications-row-total", _FORMAT, """表三一行的总计不等于各类申请人之和。
    A row's total in the table of applications is not the sum of its applicants.""")
applications_outcome_total = _identity_rule("ARI303", "applications-outcome-total", _FORMAT, """表三(七)总计不等于各项办理结果之和。
    The outcome total in the table of applications is not the sum of the outcomes.""")
remedies_total = _identity_rule("ARI304", "remedies-total", _FORMAT, """表四总计不等于维持、纠正、其他、尚未审结之和。
    A total in the table of reviews and lawsuits is not the sum of its results.""")
documents_stock = _identity_rule("ARI305", "documents-stock", {"2021"}, """现行有效件数加本年废止件数小于本年制发件数。
    Documents in force and abolished together are fewer than those made this year.""")
disclosure_stock = _identity_rule("ARI306", "disclosure-stock", {"2019"}, """对外公开总数量小于本年新公开数量,或者项目数量减成负数。
    The total disclosed is smaller than the number newly disclosed, or items fall below zero.""", "warning")
received_total = _identity_rule("ARI311", "received-total", _TABLE, """收到申请数不等于各种方式申请数之和。
    Applications received are not the sum of the ways in which they came.""")
completed_total = _identity_rule("ARI312", "completed-total", _TABLE, """申请办结数不等于按时办结数与延期办结数之和。
    Applications completed are not those on time and those extended together.""")
replies_total = _identity_rule("ARI313", "replies-total", _TABLE, """申请答复数不等于八类答复之和。
    Replies are not the sum of the eight kinds of reply.""")
refusals_total = _identity_rule("ARI314", "refusals-total", _TABLE, """不同意公开答复数不等于六种情形之和。
    Refusals are not the sum of their six grounds.""")
review_total = _identity_rule("ARI315", "review-total", _TABLE, """行政复议数量不等于各种结果之和。
    Administrative reviews are not the sum of their results.""")
litigation_total = _identity_rule("ARI316", "litigation-total", _TABLE, """行政诉讼数量不等于各种结果之和。
    Lawsuits are not the sum of their results.""")
staff_total = _identity_rule("ARI317", "staff-total", _TABLE, """工作人员数不等于专职与兼职人员数之和。
    Staff are not those in full time and those in part time together.""")
part_exceeds_whole = _identity_rule("ARI318", "part-exceeds-whole", _TABLE, """其中项大于总项。
    A part is larger than its whole.""")
replies_without_completion = _identity_rule("ARI319", "replies-without-completion", _TABLE, """有答复数而办结数为零。
    There are replies although nothing was completed.""")
statistics_plausibility = _identity_rule("ARI320", "statistics-plausibility", _TABLE, """统计表的数字之间不合常理。
    Figures of the statistical table are not plausible together.""", "warning")
