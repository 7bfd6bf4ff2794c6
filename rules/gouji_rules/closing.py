"""Rules on what stands around the sections: the signature, the legal basis, the annex."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.findings import Problem, Words
from gouji.patterns import pattern
from gouji.report import Report
from gouji.rules import rule
from gouji_rules.wording import end_of, holds_blocks, start_of

_BASIS = pattern(r"《条例》|(?:根据|按照|依据|依照|落实|执行)[^。]{0,12}条例")


@rule("STR119", "info", absence=True)
def signature_missing(report: Report) -> Iterator[Problem]:
    """文末没有署名或者成文日期。
    There is no issuing agency or no date at the end.
    """
    signature = report.signature
    has_name, has_day = (
        signature is not None and bool(signature.agency),
        signature is not None and signature.day is not None,
    )
    # Where no heading was found, the end of the report was not found either.
    if (has_name and has_day) or not report.sections:
        return
    what = "署名和成文日期" if not has_name and not has_day else "署名" if not has_name else "成文日期"
    lacking = "agency and date" if not has_name and not has_day else "agency" if not has_name else "date"
    place = end_of(report) if signature is None else signature.span
    yield Problem(place, Words(f"文末没有{what}", f"no {lacking} at the end"))


@rule("STR120", "info", absence=True)
def legal_basis_missing(report: Report) -> Iterator[Problem]:
    """全文没有写明编制依据。
    No legal basis is named.
    """
    # The table of 2014 has 《条例》 in a label.
    said = report.all_said
    if any(words in said for words in report.edition.basis) or _BASIS.search(said):
        return
    message = Words(
        "全文没有写明编制依据，如《中华人民共和国政府信息公开条例》", "no legal basis is named, such as the Regulation"
    )
    yield Problem(start_of(report), message)


@rule("STR121", "info", editions=("2014",), basis=("statistics-notice-2014",), absence=True)
def annex_missing(report: Report) -> Iterator[Problem]:
    """没有附政府信息公开情况统计表。
    The statistical table is not attached.
    """
    form = report.forms.get("statistics")
    annex = report.section("annex")
    if (form is not None and form.status != "missing") or (annex is not None and holds_blocks(annex)):
        return
    yield Problem(end_of(report), Words("没有附《政府信息公开情况统计表》", "the statistical table is not attached"))
