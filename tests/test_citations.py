"""Citations of findings: the law that held for the year of the report."""

from __future__ import annotations

import pytest

import builder
from checking import report_of
from gouji.citations import cited

NOTICES = ("国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号")


@pytest.mark.parametrize(("edition", "kept"), [("2021", NOTICES[0]), ("2019", NOTICES[1])])
def test_only_the_notice_in_force_is_cited(edition: str, kept: str) -> None:
    report = report_of(builder.build(edition, 1).render("pipes"), "report.txt")
    assert cited(report, NOTICES) == (kept,)


def test_an_id_of_the_register_becomes_readable() -> None:
    report = report_of(builder.build("2014", 1).render("pipes"), "report.txt")
    assert cited(report, ("regulation-2007", "regulation-2019")) == (
        "《中华人民共和国政府信息公开条例》（国务院令第492号）",
    )


def test_a_citation_stays_where_nothing_else_is_left() -> None:
    report = report_of(builder.build("2014", 1).render("pipes"), "report.txt")
    assert cited(report, (NOTICES[0],)) == (NOTICES[0],)
    assert cited(report, ("公历",)) == ("公历",)
