"""XRF401–408, 410, 411: figures of the text that the prescribed forms contradict."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.findings import NOTHING, Problem, Relation, Severity, Words
from gouji.imbalances import plain
from gouji.report import Report
from gouji.rules import Rule, summary
from gouji_rules.crossing import Mismatch, crossed
from gouji_rules.labels import cell_label, column_label, row_label

_MOST_CELLS = 3
_MOST_OTHERS = 12
_NOTICES = {"2014": "国办发〔2014〕32号", "2019": "国办公开办函〔2019〕60号", "2021": "国办公开办函〔2021〕30号"}
_FORMS = frozenset({"2014", "2019", "2021"})
_FORMAT = frozenset({"2019", "2021"})
_TABLE = frozenset({"2014"})


def _rule(
    code: str, name: str, editions: frozenset[str], doc: str, roles: tuple[str, ...], severity: str = "error"
) -> Rule:
    """A rule on the claims whose roles begin with one of these."""

    def check(report: Report) -> Iterator[Problem]:
        for one in crossed(report).mismatches:
            if one.claim.role.startswith(roles) and (problem := _problem(report, one, Severity(severity))):
                yield problem

    basis = tuple(_NOTICES[edition] for edition in sorted(editions))
    return Rule(code, name, Severity(severity), editions, summary(code, doc), check, basis=basis)


def _problem(report: Report, one: Mismatch, severity: Severity) -> Problem | None:
    """A problem; none where the form is at fault and says so itself, unless it denies what the text reports."""
    denied = one.backed and one.claim.number and not any(one.allowed) and one.claim.role in _ANY
    if one.backed and not denied:
        return None
    graver = severity if one.certain or severity is not Severity.ERROR else Severity.WARNING
    here, there = report.source[one.claim.clause].strip(), _place(one)
    number = plain(one.allowed[0] / one.factor if one.factor > 1 else one.allowed[0])
    return Problem(
        one.claim.span,
        Words(
            f"正文{'称' if one.claim.denied else ''}「{_brief(here)}」，表中{there.zh}为 {number}",
            f"the text says “{_brief(here)}”, the form has {number} in {there.en}",
        ),
        _BOTH_WRONG if denied else _hint(one),
        Severity.INFO if denied else graver,
        expected=number,
        actual=plain(one.claim.number / one.factor if one.factor > 1 else one.claim.number),
        related=tuple(_related(one)),
        quote=one.claim.clause,
    )


_BOTH_WRONG = Words(
    "表中的勾稽关系也不成立，以哪一个数字为准请核对",
    "the form does not agree with itself either; check which figure is right",
)


def _hint(one: Mismatch) -> Words:
    """What may lie behind a figure that the form does not have, or which other figures it is not either."""
    if one.further:
        return Words(
            f"另有 {one.further} 处数字与此表不符，正文或者表格可能取自别的年度",
            f"{one.further} more figures do not agree; text or form may be of another year",
        )
    others = one.allowed[1:]
    if not others:
        return NOTHING
    return Words(
        f"含上年结转、当年全部办结等口径也不是这个数（{'、'.join(map(plain, others))}）",
        f"nor is it {', '.join(map(plain, others))}, counted in another way",
    )


def _brief(text: str) -> str:
    words = "".join(text.split())
    return words if len(words) <= 40 else f"…{words[-39:]}"


def _place(one: Mismatch) -> Words:
    """The row, column or sum of cells of the form."""
    form = one.reading.form
    labels = [cell_label(one.reading, cell) for cell in one.cells]
    if len(labels) == 1:
        return Words(f"「{labels[0]}」", f"“{labels[0]}”")
    row, column = one.cells[0]
    if all(cell[0] == row for cell in one.cells):
        return Words(
            f"「{row_label(form, row)}」法人或其他组织各栏合计", f"the legal persons of “{row_label(form, row)}”"
        )
    group = next((known.group for known in form.rows if known.id == row), "")
    if form.layout == "blocks":
        return Words(
            f"「{group}」{column_label(form, column)}两栏合计",
            f"both blocks of “{group}”, {column_label(form, column)}",
        )
    return Words(f"「{group.translate(_WIDE)}」合计", f"all rows of “{group.translate(_WIDE)}”")


# A 0 here says that there was nothing of the kind.
_ANY = frozenset({"received", "review.total", "litigation.total"})
_WIDE = str.maketrans("()", "（）")


def _related(one: Mismatch) -> Iterator[Relation]:
    """The cells with figures, and the other places of the text that say the same."""
    filled = [cell for cell in one.cells if one.reading.number(*cell)] or list(one.cells[:1])
    for row, column in filled[:_MOST_CELLS]:
        yield Relation(one.reading.values[row, column].cell.span, f"{one.reading.form.id}.{row}.{column}")
    for other in one.others[:_MOST_OTHERS]:
        yield Relation(other.clause)


received_in_text = _rule(
    "XRF401",
    "received-in-text",
    _FORMS,
    """正文的收到申请件数与表格不一致。
    The number of applications received in the text is not that of the form.""",
    ("received", "way."),
)
carried_in_text = _rule(
    "XRF402",
    "carried-in-text",
    _FORMAT,
    """正文的上年结转件数与表格不一致。
    The number carried over from last year in the text is not that of the form.""",
    ("carried_in",),
)
carried_out_in_text = _rule(
    "XRF404",
    "carried-out-in-text",
    _FORMAT,
    """正文的结转下年度件数与表格不一致。
    The number carried over to next year in the text is not that of the form.""",
    ("carried_out",),
)
outcome_in_text = _rule(
    "XRF405",
    "outcome-in-text",
    _FORMAT,
    """正文的各类办理结果件数与表格不一致。
    The number of an outcome in the text is not that of the form.""",
    ("outcome.",),
    "warning",
)
review_in_text = _rule(
    "XRF406",
    "review-in-text",
    _FORMS,
    """正文的行政复议件数与表格不一致。
    The number of administrative reviews in the text is not that of the form.""",
    ("review.",),
)
litigation_in_text = _rule(
    "XRF407",
    "litigation-in-text",
    _FORMS,
    """正文的行政诉讼件数与表格不一致。
    The number of lawsuits in the text is not that of the form.""",
    ("litigation.",),
)
disclosed_in_text = _rule(
    "XRF408",
    "disclosed-in-text",
    _FORMS,
    """正文的文件制发、废止或者信息公开数量与表格不一致。
    The number of documents made or abolished, or of items disclosed, in the text is not that of the form.""",
    ("documents.", "disclosed"),
    "warning",
)
channels_in_text = _rule(
    "XRF410",
    "channels-in-text",
    _TABLE,
    """正文的公开渠道、回应解读、机构人员、会议培训数量与统计表不一致。
    The figures of channels, responses, staff, meetings or training in the text are not those of the table.""",
    ("statistic.",),
    "info",
)
applicants_in_text = _rule(
    "XRF411",
    "applicants-in-text",
    _FORMAT,
    """正文的申请人类别件数与表格不一致。
    The number of applications by kind of applicant in the text is not that of the form.""",
    ("applicant.",),
    "warning",
)


def completed(report: Report) -> Iterator[Problem]:
    """Figures of what was answered or completed that the form contradicts; kinds of reply are of the table of 2014."""
    table = report.edition.id in _TABLE
    for one in crossed(report).mismatches:
        if one.claim.role.startswith(("completed", "replied")):
            severity = Severity.ERROR
        elif table and one.claim.role.startswith("outcome."):
            severity = Severity.WARNING
        else:
            continue
        if problem := _problem(report, one, severity):
            yield problem
