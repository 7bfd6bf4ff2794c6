"""What a report works out once, and what of it goes from one process to another."""

from __future__ import annotations

import pickle

import pytest

import builder
from checking import report_of
from gouji.report import Report
from gouji.source import Span


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(builder.build("2021", 3, length=1).render("clean"), "report.html")


def test_a_report_goes_to_another_process_without_what_was_worked_out(report: Report) -> None:
    assert report.all_said
    again = pickle.loads(pickle.dumps(report))
    assert vars(again) == {}
    assert again.all_said == report.all_said
    assert again.claims.figures == report.claims.figures != ()
    for form, other in zip(report.forms.values(), again.forms.values(), strict=True):
        assert dict(form.values) == dict(other.values)


def test_a_section_says_its_prose_and_the_headings_below_it(report: Report) -> None:
    section = report.section("overview")
    assert section is not None
    inside = [paragraph.span for paragraph in section.paragraphs()]
    headings = [part.heading for part in section.walk() if part is not section]
    said = report.says(section)
    assert said.split("\n") == [report.source.folded[start:end] for start, end in sorted([*inside, *headings])]
    assert report.says(section) is said


def test_sections_made_on_the_way_are_not_taken_for_others(report: Report) -> None:
    for section in report.sections:
        bare = section._replace(blocks=(), children=())
        assert report.says(bare) == ""
        del bare
    assert [report.says(section._replace(role=None)) for section in report.sections] == [
        report.says(section) for section in report.sections
    ]


def test_a_changed_report_works_out_its_own(report: Report) -> None:
    fewer = report._replace(sections=report.sections[:1], preamble=())
    assert len(fewer.all_said) < len(report.all_said)
    assert all(isinstance(paragraph.span, Span) for paragraph in fewer.prose())
