"""ARI301–320: identities of the forms (勾稽关系). The formulas stand in the edition files; `gouji.imbalances` words them."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Claim
from gouji.doubts import suspects
from gouji.findings import Problem, Relation, Severity, Words
from gouji.imbalances import problem
from gouji.report import Cause, Report
from gouji.rules import Rule, summary
from gouji_rules.crossing import crossed


def _identity_rule(
    code: str, name: str, editions: set[str], doc: str, severity: str = "error", *, total: bool = False
) -> Rule:
    """A rule that reports the causes found under one code; `total` where it is one on a total, which may be filled in."""

    def check(report: Report) -> Iterator[Problem]:
        for number, cause in enumerate(report.causes):
            if cause.first.identity.code == code and not suspects(report, cause):
                yield _problem(report, cause, crossed(report).backing.get(number))

    return Rule(
        code,
        name,
        Severity(severity),
        frozenset(editions),
        summary(code, doc),
        check,
        basis=_BASIS[code[:5]],
        fixable=total,
    )


_BASIS = {
    "ARI30": ("国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号"),
    "ARI31": ("国办发〔2014〕32号",),
    "ARI32": ("国办发〔2014〕32号",),
}


def _problem(report: Report, cause: Cause, backing: Claim | None) -> Problem:
    """A cause as a problem; `backing` is what the text says where that would mend the form."""
    found = problem(cause)
    if backing is None:
        return found
    related = (*found.related, Relation(backing.clause))
    return found._replace(hint=_with_text(report, found.hint, backing), related=related)


def _with_text(report: Report, said: Words, backing: Claim) -> Words:
    """A hint with what the text says, with which the form would agree."""
    quoted = "".join(report.source[backing.clause].split())
    zh, en = f"正文为「{quoted}」，按此平衡", f"the text says “{quoted}”, with which it would agree"
    return Words(f"{said.zh}；{zh}", f"{said.en}; {en}") if said.zh else Words(zh, en)


_FORMAT = {"2019", "2021"}
_TABLE = {"2014"}

applications_balance = _identity_rule(
    "ARI301",
    "applications-balance",
    _FORMAT,
    """表三第一项加第二项之和不等于第三项总计加第四项之和。
    In the table of applications, items one and two together do not equal the outcome total and item four together.""",
)
applications_row_total = _identity_rule(
    "ARI302",
    "applications-row-total",
    _FORMAT,
    """表三一行的总计不等于各类申请人之和。
    A row's total in the table of applications is not the sum of its applicants.""",
    total=True,
)
applications_outcome_total = _identity_rule(
    "ARI303",
    "applications-outcome-total",
    _FORMAT,
    """表三（七）总计不等于各项办理结果之和。
    The outcome total in the table of applications is not the sum of the outcomes.""",
    total=True,
)
remedies_total = _identity_rule(
    "ARI304",
    "remedies-total",
    _FORMAT,
    """表四总计不等于维持、纠正、其他、尚未审结之和。
    A total in the table of reviews and lawsuits is not the sum of its results.""",
    total=True,
)
documents_stock = _identity_rule(
    "ARI305",
    "documents-stock",
    {"2021"},
    """现行有效件数加本年废止件数小于本年制发件数。
    Documents in force and abolished together are fewer than those made this year.""",
)
disclosure_stock = _identity_rule(
    "ARI306",
    "disclosure-stock",
    {"2019"},
    """对外公开总数量小于本年新公开数量，或者上一年项目数量加本年增减为负数。
    The total disclosed is smaller than the number newly disclosed, or items of last year and change come to less than 0.""",
    "warning",
)
received_total = _identity_rule(
    "ARI311",
    "received-total",
    _TABLE,
    """收到申请数不等于各种方式申请数之和。
    Applications received are not the sum of the ways in which they came.""",
    total=True,
)
completed_total = _identity_rule(
    "ARI312",
    "completed-total",
    _TABLE,
    """申请办结数不等于按时办结数与延期办结数之和。
    Applications completed are not those on time and those extended together.""",
    total=True,
)
replies_total = _identity_rule(
    "ARI313",
    "replies-total",
    _TABLE,
    """申请答复数不等于八类答复之和。
    Replies are not the sum of the eight kinds of reply.""",
    total=True,
)
refusals_total = _identity_rule(
    "ARI314",
    "refusals-total",
    _TABLE,
    """不同意公开答复数不等于六种情形之和。
    Refusals are not the sum of their six grounds.""",
    total=True,
)
review_total = _identity_rule(
    "ARI315",
    "review-total",
    _TABLE,
    """行政复议数量不等于各种结果之和。
    Administrative reviews are not the sum of their results.""",
    total=True,
)
litigation_total = _identity_rule(
    "ARI316",
    "litigation-total",
    _TABLE,
    """行政诉讼数量不等于各种结果之和。
    Lawsuits are not the sum of their results.""",
    total=True,
)
staff_total = _identity_rule(
    "ARI317",
    "staff-total",
    _TABLE,
    """工作人员数不等于专职与兼职人员数之和。
    Staff are not those in full time and those in part time together.""",
    total=True,
)
part_exceeds_whole = _identity_rule(
    "ARI318",
    "part-exceeds-whole",
    _TABLE,
    """其中项大于总项。
    A part is larger than its whole.""",
)
replies_without_completion = _identity_rule(
    "ARI319",
    "replies-without-completion",
    _TABLE,
    """有答复数而办结数为零。
    There are replies although nothing was completed.""",
)
statistics_plausibility = _identity_rule(
    "ARI320",
    "statistics-plausibility",
    _TABLE,
    """统计表的数字之间不合常理。
    Figures of the statistical table are not plausible together.""",
    "warning",
)
