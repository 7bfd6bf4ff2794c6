"""Reporters: one golden file a format, and how lines are cut and underlined."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import samples
from gouji import runner
from gouji.checking import facts
from gouji.findings import Words
from gouji.report import Report
from gouji.reporters import REPORTERS, RuleEntry, Style
from gouji.reporters.lines import hanging
from gouji.reporters.text import cut_line, window
from gouji.results import Defect, Result, Tally
from gouji.source import Span

ENTRIES = tuple(
    RuleEntry(rule.code, rule.name, rule.severity, rule.summary, rule.basis, f"# {rule.code}\n")
    for rule in samples.RULES
)
WRITERS = {reporter.name: reporter.write for reporter in REPORTERS if not reporter.binary}
SUMMED_FIRST = ("html", "markdown", "sarif")
"""Formats that begin with what is known only at the end."""
LONG = "临溪区年度报告" + "说明，" * 400 + "政府政府信息" + "，说明" * 400 + "\n"


def result(report: Report, **fields: object) -> Result:
    made = Result(
        path=report.source.name,
        status="checked",
        reader=report.document.reader,
        facts=facts(report),
        findings=tuple(runner.check(report, samples.RULES)) if "本年新收" in report.source.text else (),
        source=report.source,
        blamed=report.source.name,
        rules=tuple(rule.code for rule in samples.RULES),
    )
    return made._replace(**fields)  # type: ignore[arg-type]


def results() -> Iterator[Result]:
    """A text, a Word file with a suppressed finding and a form that was not read, a file without findings, one that is none."""
    yield result(samples.report())
    word = result(samples.report(lines=False, name="报告/b.docx"), status="partly", not_assessable=("ABC301",))
    first, *rest = word.findings
    yield word._replace(findings=(first._replace(suppressed="引用原文"), *rest))
    long = samples.report(LONG, name="报告/long.txt", forms={})
    yield result(long, findings=tuple(runner.check(long, samples.RULES[:1])))
    yield result(samples.report("2021年\n", name="报告/c.txt", forms={}))
    yield Result("报告/d.txt", "unreadable", error=Words("没有这个文件", "there is no such file"), blamed="报告/d.txt")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", [name for name in WRITERS if name != "html"])
def test_golden(name: str, language: str, golden: Callable[[str, str], None]) -> None:
    style = Style(language=language, version="0.0.0", statistics=True, rules=ENTRIES)
    golden(f"reporters/{name}.{language}.txt", "".join(WRITERS[name](results(), style)))


def test_json_is_json_and_whole() -> None:
    document = json.loads("".join(WRITERS["json"](results(), Style(version="1"))))
    assert document["summary"] == {
        "reports": 5,
        "unreadable": 1,
        "errors": 2,
        "warnings": 2,
        "infos": 0,
        "suppressed": 1,
    }
    assert [report["status"] for report in document["reports"]] == [
        "checked",
        "partly",
        "checked",
        "checked",
        "unreadable",
    ]
    lines = "".join(WRITERS["jsonl"](results(), Style())).splitlines()
    assert [json.loads(line)["path"] for line in lines] == [report["path"] for report in document["reports"]]
    empty = json.loads("".join(WRITERS["json"]([], Style(version="1"))))
    assert empty["reports"] == []


def test_formats_are_written_while_results_come() -> None:
    for name, write in WRITERS.items():
        if name in SUMMED_FIRST:
            continue
        seen: list[str] = []

        def watched(seen: list[str] = seen) -> Iterator[Result]:
            for one in results():
                seen.append(one.path)
                yield one

        pieces = iter(write(watched(), Style(version="1")))
        while "ABC101" not in next(pieces):
            pass
        assert len(seen) == 1, name


@pytest.mark.parametrize("name", ["text", "concise", "grouped"])
def test_quiet_says_findings_only(name: str) -> None:
    told = "".join(WRITERS[name](results(), Style(quiet=True)))
    assert "共检查" not in told
    assert "ABC101" in told


def test_colours_are_asked_for() -> None:
    assert "\x1b[" not in "".join(WRITERS["text"](results(), Style()))
    assert "\x1b[1;33m警告\x1b[0m" in "".join(WRITERS["text"](results(), Style(colour=True)))


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_lines_of_a_long_line_fit(width: int) -> None:
    told = "".join(
        WRITERS["text"](
            [
                result(
                    samples.report(LONG, forms={}),
                    findings=tuple(runner.check(samples.report(LONG), samples.RULES[:1])),
                )
            ],
            Style(width=width),
        )
    )
    line, mark = next(
        (one, other) for one, other in zip(told.split("\n"), told.split("\n")[1:], strict=False) if "^" in other
    )
    assert cell_len(line) <= width
    assert cell_len(line[: line.index("政府政府")]) == mark.index("^")
    assert mark.count("^") == 8


SIGNS = st.sampled_from("a1 政府，１é\u0301\u200b|𠮷…")
# Of its own accord Hypothesis hardly draws a text that is longer than a line.
TEXTS = st.one_of(st.text(SIGNS, max_size=30), st.text(SIGNS, min_size=100, max_size=200))


@given(TEXTS, st.integers(0, 220), st.integers(0, 220), st.integers(20, 120))
def test_windows_keep_the_place(line: str, first: int, second: int, room: int) -> None:
    start, end = min(first, second, len(line)), min(max(first, second), len(line))
    text, before, under = window(line, start, end, room)
    assert cell_len(text) <= room
    assert before + under <= room + 1
    assert under >= 1
    if text.rstrip() == line.rstrip():
        assert before == sum(map(cell_len, line[:start]))


@given(
    st.text(st.sampled_from("a1 政府，。「」（）x"), min_size=40, max_size=200),
    st.integers(20, 60),
)
def test_long_remarks_hang(text: str, width: int) -> None:
    lines = list(hanging(text, "    ", Style(width=width)))
    assert all(cell_len(line) <= width for line in lines)
    assert all(line.startswith("    ") for line in lines[1:])
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_remark_breaks_where_a_reader_would() -> None:
    said = "怎么改：合计可能未填，此处若为 16，则「（七）总计」行、「总计」列都平衡；正文为「全年办结16件」，按此平衡"
    assert list(hanging(said, "  ", Style(width=42))) == [
        "怎么改：合计可能未填，此处若为 16，则",
        "  「（七）总计」行、「总计」列都平衡；正文",
        "  为「全年办结16件」，按此平衡",
    ]


@given(st.text(st.sampled_from("ab\r\n\t\x0b政"), max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_cut_lines_hold_the_place(file: str, first: int, second: int) -> None:
    start, end = min(first, second, len(file)), min(max(first, second), len(file))
    line, low, high = cut_line(file, Span(start, end))
    assert "\n" not in line
    assert 0 <= low < high
    if start < len(file) and file[start] not in "\r\n\t\x0b":
        assert line[low] == file[start]


def test_exit_status() -> None:
    def status(**fields: object) -> int:
        tally = Tally()
        tally.add(Result("a", "checked"))
        tally.add(Result("b", "checked")._replace(**fields))  # type: ignore[arg-type]
        return tally.exit_status

    assert status() == 0
    errors = result(samples.report()).findings
    assert status(findings=errors) == 1
    assert status(findings=errors, fail_on="never") == 0
    assert status(findings=[error._replace(suppressed="引用原文") for error in errors]) == 0
    assert status(findings=errors, status="unreadable") == 2
    assert status(findings=errors, defects=(Defect("ABC101", "", "", ""),)) == 2
    assert status(status="partly") == 0
