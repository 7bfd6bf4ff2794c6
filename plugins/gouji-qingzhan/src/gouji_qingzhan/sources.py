"""The rule: the source that the site names is the agency whose report it is."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Paragraph
from gouji.findings import Problem, Words
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span
from gouji_qingzhan.articles import NAME, SOURCE


@rule("QZX101", "warning", basis=("青站发稿须知(虚构)第六条",))
def source_is_another_agency(report: Report) -> Iterator[Problem]:
    """发布信息中的来源不是年报的机关。
    The source that the site names is not the agency whose report it is.
    """
    if report.document.reader != NAME or report.agency is None:
        return
    line = next((each for each in report.document.blocks if _names_source(each)), None)
    if not isinstance(line, Paragraph):
        return
    named = line.text.removeprefix(SOURCE).strip()
    # The site may call the agency by its short name: 市水务局 for 青禾市水务局.
    if named and not (named.endswith(report.agency) or report.agency.endswith(named)):
        start = line.span.end - len(named)
        message = Words(
            f"来源是「{named}」，年报的机关是「{report.agency}」",
            f"the source is “{named}”, the report is that of “{report.agency}”",
        )
        yield Problem(Span(start, line.span.end), message, expected=report.agency, actual=named)


def _names_source(block: object) -> bool:
    return isinstance(block, Paragraph) and block.text.startswith(SOURCE)
