"""Rules on what the sections have to say: applications, remedies, fees, problems and measures, the processing fee."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.findings import Problem, Severity, Words
from gouji.patterns import pattern
from gouji.report import Report, Section
from gouji.rules import rule
from gouji_rules.wording import (
    MEASURE,
    PROBLEM,
    QUANTITY,
    denies,
    end_of,
    heading_text,
    holds_blocks,
    is_template,
    quoted,
    says_nothing,
    without_wishes,
)

_NO_APPLICATIONS = pattern(r"(?:未|没有|无|尚无|不存在|零)[^。]{0,40}申请|申请[^。]{0,30}(?:为 ?[0零]|无|没有|未)")
_NEGATION = pattern(r"没有|未|无|不存在|[0零] ?[件起宗例次]")


def _told(report: Report, role: str) -> list[Section]:
    """The sections of a role that have something in them."""
    return [section for section in report.sections if section.role == role and report.says(section).strip()]


def _counted(report: Report, *rows: str) -> bool:
    """Whether the statistical table gives a figure in all of these rows."""
    form = report.forms.get("statistics")
    return form is not None and all(form.number(row, "quantity") is not None for row in rows)


@rule("STR110", "error", editions=("2008", "2014"), basis=("regulation-2007",), absence=True)
def applications_content(report: Report) -> Iterator[Problem]:
    """依申请公开部分既没有件数，也没有说明未收到申请。
    The section on applications gives neither a number nor says that there were none.
    """
    for section in _told(report, "applications"):
        text = report.says(section)
        if denies(text) or QUANTITY.search(text) or _NO_APPLICATIONS.search(text) or holds_blocks(section):
            continue
        if _counted(report, "received"):
            continue
        name = heading_text(report, section)
        message = Words(
            f"「{name}」没有写明收到、答复申请的件数，也没有说明未收到申请",
            f"“{name}” gives no number of applications and does not say that there were none",
        )
        yield Problem(section.heading, message)


@rule("STR111", "error", editions=("2008", "2014"), basis=("regulation-2007",), absence=True)
def remedies_content(report: Report) -> Iterator[Problem]:
    """行政复议和行政诉讼只写了一项。
    The section names only one of administrative review and litigation.
    """
    for section in _told(report, "remedies"):
        text = report.says(section)
        named = {"行政复议": "复议" in text, "行政诉讼": re.search("诉讼|起诉|应诉|被诉|法院", text) is not None}
        lacking = [word for word, there in named.items() if not there]
        none = len(lacking) == 2 and (denies(text) or _NEGATION.search(text))
        if not lacking or none or holds_blocks(section):
            continue
        elsewhere = "\n".join(report.says(other) for other in report.sections if other is not section)
        if any(word in elsewhere for word in lacking) or _counted(report, "review", "litigation"):
            continue
        name, words = heading_text(report, section), "和".join(lacking)
        yield Problem(section.heading, Words(f"「{name}」没有写明{words}的情况", f"“{name}” does not speak of {words}"))


_FEE_STATED = pattern(
    r"(?:未|没有|无|不|零|免|尚无)(?!(?:发生|有|存在|出现)?(?:违规|违法|乱|擅自))[^。;,]{0,24}(?:收|费|减免)|免费|免收|无偿|减免|"
    r"(?:收|费)[^。]{0,30}(?:\d|无|零|没有|未)|\d[\d.,]* ?万?元"
)
_FEE_ANYWHERE = pattern(r"收费|免费|免收|无偿|收取|费用|检索费|复制费|成本费|工本费|减免")


@rule("STR112", "warning", editions=("2008", "2014"), basis=("regulation-2007",), absence=True)
def fees_content(report: Report) -> Iterator[Problem]:
    """没有写明收费及减免情况。
    Fees and reductions are not stated.
    """
    if _counted(report, "fees") or any(
        section.role == "fees" and not _told(report, "fees") for section in report.sections
    ):
        return
    told = _told(report, "fees")
    if not told and not _FEE_ANYWHERE.search(report.all_said):
        yield Problem(
            end_of(report), Words("全文没有写明收费及减免情况", "fees and reductions are not stated anywhere")
        )
    for section in told:
        text = report.says(section)
        if not denies(text) and not _FEE_STATED.search(text) and not holds_blocks(section):
            name = heading_text(report, section)
            message = Words(
                f"「{name}」没有写明收费、减免的金额，也没有说明未收费",
                f"“{name}” states neither an amount nor that there were no fees",
            )
            yield Problem(section.heading, message)


@rule("STR113", "error", basis=("regulation-2007", "regulation-2019"), absence=True)
def problems_and_measures(report: Report) -> Iterator[Problem]:
    """问题部分缺少存在的问题或者改进措施。
    The section on problems lacks the problems or the measures.
    """
    told = _told(report, "problems")
    text = "\n".join(report.says(section) for section in told)
    if not told or says_nothing(text):
        return
    titles = "\n".join(
        part.title for section in told for part in section.walk() if part is not section or len(told) > 1
    )
    wants = [
        lacking
        for words, said, lacking in (
            (PROBLEM, text, Words("存在的问题", "any problem")),
            (MEASURE, without_wishes(text), Words("改进措施", "any measure")),
        )
        if not words.search(titles) and not words.search(said)
    ]
    if wants:
        # One side that is weak is a matter of judgement in the formats; a section without either is as good as empty.
        severity = Severity.WARNING if report.edition.ordered and len(wants) == 1 else None
        name = heading_text(report, told[0])
        zh, en = "和".join(each.zh for each in wants), " or ".join(each.en for each in wants)
        yield Problem(
            told[0].heading, Words(f"「{name}」没有写{zh}", f"“{name}” does not name {en}"), severity=severity
        )


_FEE_CLAUSE = pattern(r"[^。;,:\n]*(?:收取|收费|费用)[^。;,:\n]*")
# Charges that have nothing to do with applications.
_OTHER_FEE = pattern(r"事业性|涉企|清单|目录|公示|教育|价格|停车|物业|医疗|学费|税")


_FEE_ELSEWHERE = pattern(
    r"(?:信息公开|申请)(?:(?!事业性)[^。;\n]){0,40}(?:未|没有|不|免)(?:(?!事业性)[^。;\n]){0,16}(?:收取|收费(?!标准|目录|清单|项目))"
    r"|(?:未|没有|不)[^。;\n]{0,30}收取[^。;\n]{0,30}(?:信息公开|申请)"
)


def _fee_elsewhere(text: str) -> bool:
    if "处理费" in text:
        return True
    return ("收取" in text or "收费" in text) and _FEE_ELSEWHERE.search(text) is not None


def _speaks_of_fees(text: str) -> bool:
    clauses = (match[0] for match in _FEE_CLAUSE.finditer(text))
    return "处理费" in text or any(not _OTHER_FEE.search(clause) for clause in clauses)


@rule("STR114", "error", editions=("2021",), basis=("format-notice-2021",), absence=True)
def processing_fee(report: Report) -> Iterator[Problem]:
    """其他需要报告的事项没有报告信息处理费收取情况。
    The last section does not report on the processing fee; that none was charged has to be said.
    """
    told = _told(report, "other")
    text = "\n".join(report.says(section) for section in told)
    left = is_template(text)
    if not told or (not left and _fee_elsewhere(report.all_said)):
        return
    if not left and _speaks_of_fees(text):
        return
    name = heading_text(report, told[0])
    words = "\n".join(map(quoted, told)) if says_nothing(text) else ""
    zh, en = (f"只写「{words}」，", f"says only “{words}” and ") if words else ("", "")
    message = Words(
        f"「{name}」{zh}没有报告收取信息处理费的情况", f"“{name}” {en}does not report on the processing fee"
    )
    hint = Words("未收取的也应写明", "that none was charged has to be said")
    yield Problem(told[0].heading, message, hint=hint)
