"""Formats that other programs read: held against what those programs ask for."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from gouji.findings import Severity, Words
from gouji.reporters import REPORTERS, Style, sarif
from gouji.reporters.github import command
from gouji.reporters.lines import shown
from gouji.reporters.markdown import LIMIT, escaped
from gouji.results import Result
from test_reporters import ENTRIES, result, results

WRITERS = {reporter.name: reporter.write for reporter in REPORTERS}
TEXTS = st.text(st.sampled_from("甲a%:,\r\n=25A0 "), max_size=12)
STYLE = Style(version="0.0.0", rules=ENTRIES)


def written(name: str, style: Style = STYLE) -> str:
    return "".join(WRITERS[name](results(), style))


def run_of(style: Style = STYLE) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(written("sarif", style))["runs"][0]
    return run


def test_sarif_is_valid_against_the_official_schema() -> None:
    schema = os.environ.get("GOUJI_SARIF_SCHEMA")
    if not schema:
        pytest.skip("GOUJI_SARIF_SCHEMA does not name the schema of SARIF 2.1.0")
    import jsonschema

    rules = json.loads(Path(schema).read_text("utf-8"))
    for style in (STYLE, STYLE._replace(baseline=True, language="en"), Style()):
        jsonschema.validate(json.loads(written("sarif", style)), rules)
    broken = json.loads(written("sarif"))
    broken["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, rules)


def test_sarif_results_name_their_rule_and_place() -> None:
    run = run_of()
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert all(rule["help"]["markdown"] for rule in rules)
    total = next(one for one in run["results"] if one["properties"].get("address") == "applications.new.total")
    region = total["locations"][0]["physicalLocation"]["region"]
    line = samples.TEXT.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == total["properties"]["actual"] == "5"


def test_sarif_keeps_suppressions_apart_from_the_baseline() -> None:
    first = result(samples.report())
    one, two, *_ = first.findings
    excused = first._replace(
        findings=(
            one._replace(suppressed="引用原文", excused_by="comment"),
            two._replace(suppressed="基线", excused_by="baseline"),
        )
    )
    log = json.loads("".join(sarif.write([excused], STYLE._replace(baseline=True))))
    comment, known = log["runs"][0]["results"]
    assert comment["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "引用原文"}]
    assert comment["baselineState"] == "new"
    assert known["baselineState"] == "unchanged" and "suppressions" not in known


def test_sarif_leaves_out_the_least_grave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "LIMIT", 1)
    first = result(samples.report())
    assert {finding.severity for finding in first.findings} >= {Severity.ERROR, Severity.WARNING}
    run = json.loads("".join(sarif.write([first], STYLE)))["runs"][0]
    assert [one["level"] for one in run["results"]] == ["error"]
    assert str(len(first.findings) - 1) in run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]


def test_a_file_that_was_not_read_makes_the_sarif_run_unsuccessful() -> None:
    assert run_of()["invocations"][0]["executionSuccessful"] is False
    partly = result(samples.report(), status="partly", not_assessable=("ABC301",))
    invocation = json.loads("".join(sarif.write([partly], STYLE)))["runs"][0]["invocations"][0]
    assert invocation["executionSuccessful"] is True
    assert "ABC301" in invocation["toolExecutionNotifications"][0]["message"]["text"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [("报告/甲 乙.txt", "%E6%8A%A5%E5%91%8A/%E7%94%B2%20%E4%B9%99.txt"), ("a\\b#c?.md", "a/b%23c%3F.md")],
)
def test_paths_are_references(path: str, uri: str) -> None:
    assert sarif.uri(path) == uri


_COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^:,\r\n]*)(?:,\w+=[^:,\r\n]*)*)::([^\r\n]*)\n")
"""A workflow command as the runner of GitHub reads it."""


def _unescaped(text: str, *, is_property: bool) -> str:
    for code, sign in (("%3A", ":"), ("%2C", ",")) if is_property else ():
        text = text.replace(code, sign)
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@given(st.dictionaries(st.sampled_from(("file", "title", "line")), TEXTS, min_size=1), TEXTS)
def test_github_commands_are_read_back(properties: dict[str, object], message: str) -> None:
    read = _COMMAND.fullmatch(command("warning", properties, message))
    assert read is not None
    pairs = (pair.split("=", 1) for pair in read[2].split(","))
    assert {name: _unescaped(value, is_property=True) for name, value in pairs} == properties
    assert _unescaped(read[3], is_property=False) == message


def test_github_commands_escape_what_the_format_keeps_for_itself() -> None:
    said = command("error", {"file": "a,b:c%.md", "line": 3}, "100%\n两行")
    assert said == "::error file=a%2Cb%3Ac%25.md,line=3::100%25%0A两行\n"
    lines = written("github").splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert not any("引用原文" in line for line in lines)


def test_gitlab_gets_unique_fingerprints_and_its_own_severities() -> None:
    records = json.loads(written("gitlab"))
    assert len(records) == sum(len(shown(one)) + (one.error is not None) for one in results())
    assert len({record["fingerprint"] for record in records}) == len(records)
    assert {record["severity"] for record in records} <= {"info", "minor", "major", "critical", "blocker"}
    assert all(record["location"]["lines"]["begin"] >= 1 for record in records)
    assert all(
        set(record) == {"description", "check_name", "fingerprint", "severity", "location"} for record in records
    )
    assert all(record["description"] and re.fullmatch("[0-9a-f]{32}", record["fingerprint"]) for record in records)
    assert json.loads("".join(WRITERS["gitlab"]([], STYLE))) == []


def test_junit_counts_what_it_holds() -> None:
    suites = ET.fromstring(written("junit"))
    assert [suite.get("name") for suite in suites] == [one.path for one in results()]
    for suite in suites:
        assert int(suite.get("tests", "")) == len(suite)
        for kind in ("failure", "error", "skipped"):
            plural = kind if kind == "skipped" else f"{kind}s"
            assert int(suite.get(plural, "")) == sum(case.find(kind) is not None for case in suite)
    assert suites[-1].find("testcase/error") is not None


def test_junit_is_read_by_a_parser_of_it() -> None:
    suites = list(junitparser.JUnitXml.fromstring(written("junit").encode()))
    assert [suite.name for suite in suites] == [one.path for one in results()]
    kinds = {type(case.result[0]) for suite in suites for case in suite if case.result}
    assert kinds == {junitparser.Failure, junitparser.Error}
    assert all(case.is_passed != bool(case.result) for suite in suites for case in suite)


def test_junit_skips_what_could_not_be_assessed() -> None:
    partly = result(samples.report(), findings=(), status="partly", not_assessable=("ABC301",))
    suite = ET.fromstring("".join(WRITERS["junit"]([partly], STYLE)))[0]
    skipped = [case.get("name") for case in suite if case.find("skipped") is not None]
    assert skipped == ["ABC301 row-total"] and suite.get("skipped") == "1"


def test_junit_fails_only_what_fails_the_run() -> None:
    lenient = result(samples.report(), fail_on="never")
    suite = ET.fromstring("".join(WRITERS["junit"]([lenient], STYLE)))[0]
    assert suite.get("failures") == "0" and suite.find("testcase/system-out") is not None


def test_junit_holds_no_character_that_xml_forbids() -> None:
    odd = Result("a\x00.txt", "unreadable", error=Words("坏\x0b字", "bad\x0bword"))
    assert ET.fromstring("".join(WRITERS["junit"]([odd], STYLE)))[0].get("name") == "a�.txt"


def test_markdown_shows_text_of_reports_as_text() -> None:
    assert escaped("<b>|@all\n*x*") == "&#60;b&#62;&#124;&#64;all &#42;x&#42;"
    comment = written("markdown")
    assert comment.count("<details>") == comment.count("</details>")
    rows = [line for line in comment.splitlines() if line.startswith(("| 🔴", "| 🟡", "| 🔵"))]
    assert {line[2] for line in rows} == set("🔴🟡")
    assert {line.count("|") for line in rows} == {4}


def test_markdown_stays_within_what_a_comment_may_hold() -> None:
    many = [result(samples.report(), path=f"{number}.txt") for number in range(2000)]
    comment = "".join(WRITERS["markdown"](many, STYLE))
    assert len(comment) < LIMIT + 1000
    shown = comment.count("####")
    assert 0 < shown < 2000 and str(2000 - shown) in comment.splitlines()[-1]
