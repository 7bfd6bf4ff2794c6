"""Runs rules over a report and turns their problems into findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gouji import doubts, masking
from gouji.citations import cited
from gouji.comparison import ALONE, Compared, Years
from gouji.errors import RuleDefect
from gouji.findings import Finding, Gap, Problem, Related, Relation, Words
from gouji.patterns import pattern
from gouji.places import place_name, role_at
from gouji.report import Report
from gouji.results import Defect
from gouji.rules import Rule, run
from gouji.source import Place, Span

_ALWAYS = "EXT"
_UNREAD = "EXT001"
_LONGEST_QUOTE = 240
# What is quoted ends with the message where it has no end of its own: to look for one from each 「 would take squares.
_FIGURES = pattern(r"「[^」]*」?|[\d.,%〔〕]+")

_PAGES_UNREAD = Words(
    "有的页没有读出，是否缺漏无从判断", "some pages were not read: nobody knows whether anything is missing"
)


class Outcome(NamedTuple):
    """What the rules said of a report: findings, defects of rules that raised, and what they could not tell, by code."""

    findings: list[Finding]
    defects: list[Defect]
    gaps: list[tuple[str, Words]]


def check(report: Report, rules: Iterable[Rule], compared: Compared = ALONE) -> list[Finding]:
    """The findings of rules in a report, in order of place. Raises RuleDefect where a rule raised."""
    outcome = run_rules(report, in_order(tuple(rules)), compared)
    if outcome.defects:
        raise defect_error(outcome.defects[0])
    return sorted(outcome.findings, key=lambda finding: (finding.span, finding.code))


def defect_error(defect: Defect) -> RuleDefect:
    """A defect as an error in one line."""
    return RuleDefect(
        f"规则 {defect.code} 出错（工具的缺陷）：{defect.exception}，见 {defect.file}",
        f"rule {defect.code} failed (a defect of the tool): {defect.exception}, see {defect.file}",
    )


def run_rules(report: Report, rules: Iterable[Rule], compared: Compared = ALONE) -> Outcome:
    """Run rules in the order given, see `in_order`; one that raises is recorded and the others go on.

    A rule that does not concern the report is left out, and so is one where a rule that it needs has found something, or
    where it compares and there is nothing of its kind in `compared`.
    """
    findings: list[Finding] = []
    problems: list[Problem] = []
    defects: list[Defect] = []
    gaps: list[tuple[str, Words]] = []
    found: set[str] = set()
    weighed = _weighing(report)
    for rule in _concerned(report, rules):
        if rule.needs and not found.isdisjoint(rule.needs):
            continue
        if compared.obstacle and Years in rule.subjects:
            gaps.append((rule.code, compared.obstacle))
        try:
            said = list(run(rule, report, compared.comparisons))
            if not said:
                continue
            said = weighed(rule, said)
            told = [each for each in said if not isinstance(each, Gap)]
            mine = [finding(report, rule, problem) for problem in told]
        except Exception as error:  # a rule may raise anything
            defects.append(defect(rule.code, rule.file, error))
            continue
        gaps += ((rule.code, gap.reason) for gap in said if isinstance(gap, Gap))
        if mine:
            found.add(rule.code)
            findings += mine
            problems += told
    if any(one.hidden for one in findings):
        findings = _masked(report, findings, problems)
    return Outcome(_numbered(findings), defects, gaps)


def _concerned(report: Report, rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules of a report's edition.

    Of a text that is no annual report, only those about reading; of a report of which only values are known, only the
    identities of its forms.
    """
    edition, recognised = report.edition.id, report.recognised
    identities = _identities(report) if report.values_only else None
    for rule in rules:
        if edition not in rule.editions or not (recognised or rule.code.startswith(_ALWAYS)):
            continue
        if identities is None or rule.code in identities:
            yield rule


def _weighing(report: Report) -> Callable[[Rule, list[Problem | Gap]], list[Problem | Gap]]:
    """How what a rule says of a report is taken.

    Nobody knows what is missing where pages were not read, nor what hangs on characters that were recognised with doubt.
    """
    optical = bool(report.source.recognised_pages)
    is_partial = any(note.code == _UNREAD for note in report.document.notes)

    def weighed(rule: Rule, said: list[Problem | Gap]) -> list[Problem | Gap]:
        if rule.absence and is_partial:
            return [Gap(_PAGES_UNREAD)]
        if not optical or rule.code.startswith(_ALWAYS):
            return said
        return [each for each in said if isinstance(each, Gap) or doubts.is_firm(report.source, rule, each)]

    return weighed


def _masked(report: Report, findings: Sequence[Finding], problems: Sequence[Problem]) -> list[Finding]:
    """The findings without the numbers that some of them say are private."""
    known = masking.words(report.source, findings)
    text = masking.masked(report.source.text, known)
    made: list[Finding] = []
    for item, problem in zip(findings, problems, strict=True):
        if item.hidden:
            made.append(item)
            continue
        start, end = problem.quote if isinstance(problem.quote, Span) else problem.span
        related = tuple(
            one._replace(quote=_quote(text[slice(*one.span)])) if one.span and not one.path else one
            for one in item.related
        )
        made.append(
            item._replace(
                message=masking.said(item.message, known),
                hint=masking.said(item.hint, known),
                quote=item.quote if item.private else _quote(text[start:end]),
                expected=None if item.expected is None else masking.masked(item.expected, known),
                actual=None if item.actual is None else masking.masked(item.actual, known),
                related=related,
            )
        )
    return made


def _identities(report: Report) -> frozenset[str]:
    """Codes of the identities of all forms that stand in a report."""
    return frozenset(identity.code for reading in report.forms.values() for identity in reading.form.identities)


def in_order(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules, each after those it needs."""
    if not any(rule.needs for rule in rules):
        return rules
    from graphlib import TopologicalSorter

    by_code = {rule.code: rule for rule in rules}
    graph = {code: [need for need in rule.needs if need in by_code] for code, rule in by_code.items()}
    return tuple(by_code[code] for code in TopologicalSorter(graph).static_order())


def with_needs(codes: Iterable[str], rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
    """The rules of these codes and all that they need, in the order of their needs."""
    wanted: set[str] = set()
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code not in wanted:
            wanted.add(code)
            waiting += rules[code].needs
    return in_order(tuple(rules[code] for code in sorted(wanted)))


def defect(code: str, file: str, error: BaseException) -> Defect:
    """An exception as a defect of the tool."""
    from traceback import format_exception

    said = " ".join(f"{type(error).__name__}: {error}".split())
    return Defect(code, file, said, "".join(format_exception(error)))


def raised_in(error: BaseException) -> str:
    """The file in which an exception was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_filename if trace else ""


def not_assessable(report: Report) -> tuple[str, ...]:
    """Codes of the identities of prescribed forms that could not be read."""
    codes: set[str] = set()
    for form in report.edition.forms:
        reading = report.forms.get(form.id)
        status = reading.status if reading else "missing"
        if status in ("doubtful", "picture") or (status == "missing" and form.required):
            codes.update(identity.code for identity in form.identities)
    return tuple(sorted(codes))


def finding(report: Report, rule: Rule, problem: Problem) -> Finding:
    """A problem with code, severity, place, quote and fingerprint."""
    source = report.source
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=problem.severity or rule.severity,
        message=problem.message,
        hint=problem.hint,
        span=problem.span,
        place=_place(report, problem.span, problem.address),
        path=source.name,
        address=problem.address,
        quote=_quote(_quoted(report, problem)),
        expected=problem.expected,
        actual=problem.actual,
        basis=cited(report, problem.basis or rule.basis),
        related=tuple(_related(report, other) for other in problem.related),
        fingerprint=fingerprint(report, rule.code, problem),
        private=isinstance(problem.quote, str),
        fix=problem.fix,
        hidden=problem.hidden,
    )


def _related(report: Report, other: Relation) -> Related:
    """A related place, in the report itself or in another one."""
    there = other.report or report
    path = there.source.name if there is not report else ""
    return Related(
        _place(there, other.span, other.address), other.address, _quote(there.source[other.span]), other.span, path
    )


def _place(report: Report, span: Span, address: str | None) -> Place:
    """The place of a span with its name in the report; a native place of the format follows in brackets."""
    place = report.source.place(span)
    name = place_name(report, span, address)
    if place.place:
        name = f"{name}（{place.place}）" if name else place.place
    return place._replace(place=name)


def _quoted(report: Report, problem: Problem) -> str:
    """What a finding quotes: the words that a rule puts in place of private ones, or the text."""
    return problem.quote if isinstance(problem.quote, str) else report.source[problem.quote or problem.span]


def _quote(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def fingerprint(report: Report, code: str, problem: Problem) -> str:
    """What is wrong and where in the form, in 16 hexadecimal digits.

    It does not depend on line, column, file or format: code, address (or the quote without blanks), role of the
    section, and the message without its figures.
    """
    where = problem.address or "".join(_quoted(report, problem).split())
    kind = _FIGURES.sub("#", problem.message.zh)
    return _digest("\n".join((code, where, role_at(report, problem.span.start), kind)))


def _numbered(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with fingerprints made unique: the second of a kind gets another one, by its order."""
    seen: dict[str, int] = {}
    unique: list[Finding] = []
    for item in findings:
        count = seen[item.fingerprint] = seen.get(item.fingerprint, 0) + 1
        unique.append(item if count == 1 else item._replace(fingerprint=_digest(f"{item.fingerprint}{count}")))
    return unique


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
