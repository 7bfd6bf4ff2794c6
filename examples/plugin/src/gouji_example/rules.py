"""Rules of a made-up province."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.findings import Problem, Words
from gouji.report import Report
from gouji.rules import rule

_COUNT = re.compile(r"\d+ *[余多]?[条件篇份次]")


@rule("XMP101", "warning", editions={"2019", "2021"}, basis=("云岭省政务公开办〔2021〕5号",))
def overview_without_figures(report: Report) -> Iterator[Problem]:
    """总体情况没有写任何数量。
    The overview gives no figure at all.
    """
    section = report.section("overview")
    if section is None:
        return
    # The folded text has half-width digits and the length of the text, so the spans fit both.
    folded = report.source.folded
    if not any(_COUNT.search(folded, *paragraph.span) for paragraph in section.paragraphs()):
        yield Problem(
            section.heading,
            Words(f"「{section.title}」没有写任何数量", f"“{section.title}” gives no figure"),
            Words(
                "写明主动公开的条数和收到申请的件数", "give the numbers of items published and of applications received"
            ),
        )
