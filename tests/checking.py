"""Reading and checking in tests, in process, with all rules that are installed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher

from gouji import library, runner
from gouji.checking import Checker, Request
from gouji.comparison import Compared, Comparison, Group, Peers
from gouji.comparison.matching import with_previous
from gouji.comparison.sums import rollup
from gouji.findings import Finding, Words
from gouji.fixing import fixed
from gouji.library import registry
from gouji.options import Options
from gouji.report import Report
from gouji.walking import Target

__all__ = ["check", "findings_of", "registry", "report_of", "values"]

_SETTINGS = ("edition", "year", "kind", "scope")
_GIVEN = ("edition", "year", "kind", "scope", "today", "file", "encoding")
QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
"""Words of a report, and the names of laws and notices."""
CHINESE_MARK = re.compile(r"[「」『』，。；：、（）！？．《》](?<!(?<!\S).(?!\S))")
"""A mark of Chinese punctuation that is not itself what is spoken of, between blanks."""


def report_of(data: bytes | str, name: str = "report.md", options: Options | None = None) -> Report:
    """The report in a file's content."""
    content = data.encode("utf-8") if isinstance(data, str) else data
    return library.read(name, data=content, options=options)


def check(report: Report, codes: Iterable[str] = ()) -> list[Finding]:
    """The findings in a report, of the rules whose codes begin so (default: all), in order of place."""
    begins = tuple(codes) or ("",)
    return runner.check(report, [rule for code, rule in registry().rules.items() if code.startswith(begins)])


def values(report: Report) -> dict[tuple[str, str, str], float | int | None]:
    """What was read of the forms, by form, row and column; None where it is no figure."""
    return {
        (form, row, column): value.number
        for form, reading in report.forms.items()
        for (row, column), value in reading.values.items()
    }


def findings_of(text: str, given: Mapping[str, str], beside: Iterable[tuple[str, str]] = ()) -> list[str]:
    """The findings in a text, a line each, under options as rule pages write them; then what could not be assessed.

    `beside` are reports it is held against, by kind: `previous`, `peer`, `below`.
    """
    unknown = sorted(set(given) - set(_GIVEN))
    assert not unknown, f"unknown options {unknown}; there are {_GIVEN}"
    data = text.encode(given.get("encoding", "utf-8"))
    report = report_of(data, given.get("file", "report.md"), options(given))
    compared = compared_with(report, [(kind, report_of(other, f"{kind}.md")) for kind, other in beside])
    outcome = runner.run_rules(report, runner.in_order(tuple(registry().rules.values())), compared)
    if outcome.defects:
        raise runner.defect_error(outcome.defects[0])
    foreign = [said.en for said in _said(report, outcome) if CHINESE_MARK.search(QUOTED.sub("", said.en))]
    assert not foreign, f"Chinese punctuation in English: {foreign}"
    found = sorted(outcome.findings, key=lambda finding: (finding.span, finding.code))
    gaps = dict.fromkeys(f"-:- {code} not-assessed {reason.zh}" for code, reason in outcome.gaps)
    return [*map(in_short, found), *gaps]


def _said(report: Report, outcome: runner.Outcome) -> Iterator[Words]:
    """All that was said of a report."""
    for finding in outcome.findings:
        yield from (finding.message, finding.hint)
        if finding.fix is not None:
            yield finding.fix.message
    yield from (reason for _, reason in outcome.gaps)
    yield from report.evidence


def mended(text: str, given: Mapping[str, str], *, unsafe: bool) -> list[str]:
    """What fixes change in a text, under options as rule pages write them: the lines that go and those that come."""
    name, encoding = given.get("file", "report.md"), given.get("encoding", "utf-8")
    settings = {key: int(value) if key == "year" else value for key, value in given.items() if key in _SETTINGS}
    request = Request(given=settings, as_of=options(given).as_of, sources=True, masked=False)
    made = fixed(Checker(request, registry()), Target(name, text.encode(encoding)), unsafe)
    before, after = (text, text) if made is None else (text, made.data.decode(encoding))
    old, new = before.split("\n"), after.split("\n")
    changed = [code for code in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if code[0] != "equal"]
    return [
        line
        for _, low, high, left, right in changed
        for line in (*(f"-{gone}" for gone in old[low:high]), *(f"+{come}" for come in new[left:right]))
    ]


def compared_with(report: Report, beside: Iterable[tuple[str, Report]]) -> Compared:
    """A report held against others, by their kinds."""
    by_kind: dict[str, list[Report]] = {}
    for kind, other in beside:
        by_kind.setdefault(kind, []).append(other)
    compared = with_previous(by_kind["previous"][0], report) if "previous" in by_kind else Compared()
    more: list[Comparison] = []
    if "peer" in by_kind:
        more.append(Peers(report, Group((report, *by_kind["peer"]))))
    if "below" in by_kind:
        more.append(rollup(report, by_kind["below"]))
    return compared._replace(comparisons=(*compared.comparisons, *more))


def options(given: Mapping[str, str]) -> Options:
    """Options of a check as they stand on the command line."""
    return Options(
        edition=given.get("edition"),
        year=int(given["year"]) if "year" in given else None,
        kind=given.get("kind"),  # type: ignore[arg-type]
        scope=given.get("scope"),  # type: ignore[arg-type]
        as_of=date.fromisoformat(given["today"]) if "today" in given else None,
    )


def in_short(finding: Finding) -> str:
    """A finding as rule pages show it."""
    line, column = finding.place.line or "-", finding.place.column or "-"
    return f"{line}:{column} {finding.code} {finding.severity} {finding.message.zh}"
