"""Laws of the engine, held against reports built from parts."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import builder
from checking import check, report_of, values
from gouji.findings import Finding
from gouji.report import Report
from gouji.source import Position, Source

SEEDS = st.integers(0, 10_000)
EDITIONS = st.sampled_from(builder.EDITIONS)
WITH_FORMS = st.sampled_from(builder.EDITIONS[1:])
LAYOUTS = st.sampled_from(sorted(builder.LAYOUTS))
KINDS = st.sampled_from(("department", "government", "township"))
ARITHMETIC = ("ARI30", "ARI31", "ARI32")
SAME_EVERYWHERE = ("STR", "TAB", "ARI", "DAT", "CON")
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(made: builder.Made, layout: str, *, half: bool = False) -> Report:
    return report_of(made.render(layout, half=half), builder.LAYOUTS[layout])


def kinds(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return sorted(
        (finding.code, finding.address or "") for finding in findings if finding.code.startswith(SAME_EVERYWHERE)
    )


@given(st.text(alphabet=st.sampled_from("总计0 \t\r\n\x0b\u2028|一、"), max_size=60))
def test_positions_invert(text: str) -> None:
    source = Source("a.txt", text, text)
    for offset in range(len(text) + 1):
        position = source.position(offset)
        assert source.offset(position) == offset
        assert position >= Position(1, 1)


@given(st.text(max_size=300))
def test_folding_keeps_length(text: str) -> None:
    assert len(Source("a.txt", text).folded) == len(text)


@few
@given(EDITIONS, SEEDS, LAYOUTS, st.booleans(), KINDS)
def test_values_are_read(edition: str, seed: int, layout: str, half: bool, kind: str) -> None:
    made = builder.build(edition, seed, kind=kind)
    report = read(made, layout, half=half)
    assert report.edition.id == edition
    assert values(report) == made.figures


@few
@given(WITH_FORMS, SEEDS, LAYOUTS)
def test_cells_stand_where_they_say(edition: str, seed: int, layout: str) -> None:
    report = read(builder.build(edition, seed), layout)
    assert report.forms
    for reading in report.forms.values():
        for value in reading.values.values():
            assert report.source[value.cell.span].strip() == value.cell.text
            place = report.source.place(value.cell.span)
            assert place.line is not None
            assert place.column is not None


@few
@given(EDITIONS, SEEDS, LAYOUTS, SEEDS)
def test_findings_lie_in_the_text(edition: str, seed: int, layout: str, fault: int) -> None:
    made = builder.build(edition, seed)
    if edition != "2008":
        made, _, _ = builder.break_cell(made, fault)
    text = made.render(layout)
    lines = text.replace("\r\n", "\n").split("\n")
    report = report_of(text, builder.LAYOUTS[layout])
    findings = check(report)
    assert findings or edition == "2008"
    for finding in findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(report.source.text)
        start = (finding.place.line, finding.place.column)
        end = (finding.place.end_line, finding.place.end_column)
        assert (1, 1) <= start <= end
        assert end[0] <= len(lines)
        assert start[1] <= len(lines[start[0] - 1]) + 1
        assert end[1] <= len(lines[end[0] - 1]) + 1


@few
@given(EDITIONS, SEEDS, SEEDS, st.booleans())
def test_formats_agree(edition: str, seed: int, fault: int, faulty: bool) -> None:
    made = builder.build(edition, seed)
    if faulty and edition != "2008":
        made, _, _ = builder.break_cell(made, fault)
    seen = {}
    for layout in ("pipes", "markdown", "clean", "word", "page"):
        report = read(made, layout)
        seen[layout] = (values(report), kinds(check(report)))
    assert all(found == seen["markdown"] for found in seen.values()), {
        layout: found[1] for layout, found in seen.items()
    }


@few
@given(EDITIONS, SEEDS, LAYOUTS, st.booleans(), KINDS)
def test_consistent_reports_are_clean(edition: str, seed: int, layout: str, half: bool, kind: str) -> None:
    findings = check(read(builder.build(edition, seed, kind=kind), layout, half=half))
    assert [finding.message.zh for finding in findings if finding.code.startswith("ARI")] == []
    assert [(finding.code, finding.message.zh) for finding in findings if finding.severity != "info"] == []


@settings(few, max_examples=60)
@given(WITH_FORMS, SEEDS, SEEDS, st.sampled_from(("markdown", "clean", "pipes", "bars")))
def test_one_fault_gives_one_finding(edition: str, seed: int, fault: int, layout: str) -> None:
    made, cell, broken = builder.break_cell(builder.build(edition, seed), fault)
    findings = check(read(made, layout), ARITHMETIC)
    assert len(findings) == 1, [(finding.code, finding.address, finding.message.zh) for finding in findings]
    assert findings[0].code in {identity.code for identity in broken}
    alone = frozenset.intersection(*(identity.cells for identity in broken))
    if len(alone) == 1:
        assert findings[0].address == ".".join(cell)
    else:
        assert findings[0].address in {".".join(place) for identity in broken for place in identity.cells}


@few
@given(st.binary(max_size=400), st.sampled_from(("a.txt", "a.md", "a.html", "a")))
def test_any_bytes_are_read(data: bytes, name: str) -> None:
    readable(data, name)


@few
@given(SEEDS, LAYOUTS, st.data())
def test_damaged_reports_are_read(seed: int, layout: str, data: st.DataObject) -> None:
    content = bytearray(builder.build("2021", seed).render(layout).encode("utf-8"))
    for _ in range(data.draw(st.integers(1, 8), label="wounds")):
        start = data.draw(st.integers(0, len(content) - 1), label="start")
        end = min(len(content), start + data.draw(st.integers(0, 60), label="length"))
        content[start:end] = data.draw(st.binary(max_size=20), label="bytes")
    readable(bytes(content), builder.LAYOUTS[layout])


def readable(data: bytes, name: str) -> None:
    """Reads and checks; the only thing that may be raised is that no reader opens the file."""
    from gouji.errors import UnreadableFile

    try:
        report = report_of(data, name)
    except UnreadableFile:
        return
    for finding in check(report):
        assert finding.span.start <= finding.span.end <= len(report.source.text)


@pytest.mark.parametrize("edition", builder.EDITIONS)
def test_the_builder_keeps_every_identity(edition: str) -> None:
    for seed in range(60):
        made = builder.build(edition, seed)
        assert builder.broken(edition, made.figures) == []
        if edition != "2008":
            assert builder.break_cell(made, seed)[2]
