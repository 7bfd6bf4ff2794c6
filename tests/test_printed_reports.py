"""Reports of all editions as PDF files of Chromium and LibreOffice: every figure and every finding as in the page."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache, lru_cache

import pytest

from builder import Made, build
from builder.office import converted
from builder.office import needed as needs_libreoffice
from builder.printing import Paper, by_chromium, on_paper
from builder.printing import needed as needs_chromium
from checking import check, report_of
from gouji.report import Report
from varying import misread

pytest.importorskip("pypdfium2")

A4 = Paper()
BROWSER = {
    "upright": A4,
    "lying": Paper(297, 210, 20, 11),
    "small": Paper(148, 210, 12, 9),
    "large type": Paper(210, 297, 28, 16),
    "hairlines": A4._replace(border="0.5px solid #333", type=10.5),
    "dots": A4._replace(border="1px dotted black", type=10),
    "double": A4._replace(border="3px double black", type=14),
    "apart": A4._replace(more="table { border-collapse: separate; border-spacing: 1px }"),
    "shaded": A4._replace(more="tr:nth-child(odd) td { background: #cde } td { border-color: white }"),
    "spaced": A4._replace(more="body { letter-spacing: .15em }", type=9),
    "across": A4._replace(border="0", more="td { border-top: 1px solid black; border-bottom: 1px solid black }"),
    "no lines": A4._replace(border="0", type=10),
}
OFFICE = {
    "upright": A4,
    "lying": Paper(297, 210, 20, 11),
    "small": Paper(148, 210, 10, 9),
    "book": Paper(176, 250, 16, 10.5),
    "large type": Paper(210, 297, 30, 16),
}
EDITIONS = ("2014", "2019", "2021")
ALL = os.environ.get("GOUJI_TEST_PRINTED") == "all"
"""Whether each edition is printed on each paper; else each paper is used by one edition."""

UNSURE = {("2019", "no lines"), ("2021", "no lines"), ("2021", "across")}
"""Heads and labels that stand over each other without a line between cannot be told apart; figures still can."""


@cache
def made(edition: str, paper: str) -> Made:
    return build(edition, list({**BROWSER, **OFFICE}).index(paper), length=3)


def pairs(papers: Mapping[str, Paper]) -> list[tuple[str, str]]:
    """Editions and names of papers."""
    every = [(edition, paper) for paper in papers for edition in EDITIONS]
    return every if ALL else every[:: len(EDITIONS) + 1]


@lru_cache(maxsize=1)
def office() -> dict[str, bytes]:
    """Reports as LibreOffice prints them, in one run."""
    files = {f"{edition} {name}": (edition, name) for edition, name in pairs(OFFICE)}
    return converted({key: on_paper(made(*names).parts, OFFICE[names[1]]) for key, names in files.items()}, "pdf")


def findings(report: Report) -> list[tuple[str, str]]:
    return sorted((finding.code, finding.message.zh) for finding in check(report))


def hold(data: bytes, known: Made) -> None:
    """Every figure and every finding is as in the page."""
    report = report_of(data, "report.pdf")
    assert misread(known, report) == {}
    assert all(reading.status == "read" for reading in report.forms.values())
    assert findings(report) == findings(report_of(known.render("clean"), "report.html"))


def hold_or_doubt(data: bytes, known: Made) -> None:
    """No figure is another one, and a form without one of its figures is said to be doubtful."""
    report = report_of(data, "report.pdf")
    wrong = misread(known, report)
    assert not any(wrong.values())
    assert all(report.forms[form].status == "doubtful" for form, _, _ in wrong)


@needs_chromium
@pytest.mark.parametrize(("edition", "paper"), pairs(BROWSER))
def test_chromium(edition: str, paper: str) -> None:
    known = made(edition, paper)
    held = hold_or_doubt if (edition, paper) in UNSURE else hold
    held(by_chromium(known.parts, BROWSER[paper]), known)


@needs_libreoffice
@pytest.mark.parametrize(("edition", "paper"), pairs(OFFICE))
def test_libreoffice(edition: str, paper: str) -> None:
    hold(office()[f"{edition} {paper}"], made(edition, paper))
