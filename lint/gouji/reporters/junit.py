"""JUnit XML: a suite a report, a case a rule that was held against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from gouji.findings import Finding
from gouji.patterns import pattern
from gouji.phrases import phrase
from gouji.reporters import Style
from gouji.reporters.lines import head, shown
from gouji.results import Result

_FORBIDDEN = pattern("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML 1.0 cannot hold."""


def write(results: Iterable[Result], style: Style) -> Iterator[str]:
    """The suites, each as soon as its report is checked."""
    names = {entry.code: entry.name for entry in style.rules}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gouji">\n'
    for result in results:
        suite = _suite(result, names, style)
        ET.indent(suite)
        yield f"{ET.tostring(suite, encoding='unicode')}\n"
    yield "</testsuites>\n"


def _suite(result: Result, names: dict[str, str], style: Style) -> Element:
    by_code: dict[str, list[Finding]] = {}
    for finding in shown(result):
        by_code.setdefault(finding.code, []).append(finding)
    cases = [_case(result, code, names, by_code.get(code, []), style) for code in _codes(result, by_code)]
    if result.error is not None:
        cases.insert(0, _unread(result, style))
    kinds = {kind: sum(case.find(kind) is not None for case in cases) for kind in ("failure", "error", "skipped")}
    counts = {"failures": kinds["failure"], "errors": kinds["error"], "skipped": kinds["skipped"]}
    suite = _element("testsuite", {"name": result.path, "tests": len(cases), **counts})
    suite.extend(cases)
    return suite


def _codes(result: Result, by_code: dict[str, list[Finding]]) -> list[str]:
    """The rules held against a report, and those that could not be."""
    return sorted({*result.rules, *by_code, *result.not_assessable})


def _case(result: Result, code: str, names: dict[str, str], findings: list[Finding], style: Style) -> Element:
    case = _element("testcase", {"classname": result.path, "name": f"{code} {names.get(code, '')}".rstrip()})
    failing = [finding for finding in findings if result.fails_on(finding)]
    others = [finding for finding in findings if not result.fails_on(finding)]
    if failing:
        case.append(_element("failure", {"message": _message(failing, style), "type": code}, _lines(failing, style)))
    elif code in result.not_assessable:
        said = [gap.reason.of(style.language) for gap in result.gaps if code in gap.codes]
        case.append(
            _element("skipped", {"message": said[0] if said else phrase("not-assessable", style.language, codes=code)})
        )
    if others:
        case.append(_element("system-out", {}, _lines(others, style)))
    return case


def _unread(result: Result, style: Style) -> Element:
    case = _element("testcase", {"classname": result.path, "name": "read"})
    said = result.error.of(style.language) if result.error else ""
    case.append(_element("error", {"message": said, "type": "unreadable"}, said))
    return case


def _message(findings: list[Finding], style: Style) -> str:
    more = f" (+{len(findings) - 1})" if len(findings) > 1 else ""
    return findings[0].message.of(style.language) + more


def _lines(findings: list[Finding], style: Style) -> str:
    plain = style._replace(colour=False)
    return "\n".join(head(finding, plain, named=True) for finding in findings)


def _element(tag: str, attributes: dict[str, object], text: str = "") -> Element:
    element = Element(tag, {key: _FORBIDDEN.sub("�", str(value)) for key, value in attributes.items()})
    element.text = _FORBIDDEN.sub("�", text) or None
    return element
