"""Citations of the law: whether it was in force for the year, whether it is cited as it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gouji.editions import Law
from gouji.findings import Problem, Relation, Severity, Words
from gouji.grammar.dates import numeral
from gouji.patterns import pattern
from gouji.report import Report
from gouji.rules import rule
from gouji.source import Span
from gouji_rules.passages import Passages, sentence

# A law that is told of as history: since when it held, that it was replaced.
_HISTORY = pattern(
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?[^,。;]{0,10}(?:公布|颁布|发布|施行|实施|起|印发)|以来|废止|停止执行|取代|替代|不再|原《|原条例|旧"
)
_REVISED = pattern(r"修订(?:后|过)?的?(?:《(?:中华人民共和国)?政府信息公开条例》|《条例》|政府信息公开条例)")
_ARTICLE = pattern(r"第([一二三四五六七八九十]{1,4})条")
_OF_REGULATION = pattern(
    r"(?:《(?:中华人民共和国)?(?:政府信息公开)?条例》|政府信息公开条例|[^《]条例)(?:\([^()]{0,40}\))?"
    r"(?:的|规定|中|有关|第[一二三四五六七八九十]{1,4}条|[、和及至])*$"
)
_MATTERS = {
    "annual-report": pattern(r"年度?报告|年报|编制本报告|本报告(?:依据|根据|按照)"),
    "disclosure": pattern(r"主动公开(?!.{0,6}(?:指南|目录))"),
    "answer": pattern(r"答复"),
}
_BASED = pattern(r"\s?(?:根据|按照|依据|依照)")
_ONLY = pattern(
    r"第[一二三四五六七八九十]{1,4}条(?:[、和]第[一二三四五六七八九十]{1,4}条)?的?(?:有关|相关)?(?:规定|要求|精神)?"
)
_IN_WORKDAYS = pattern(r"工作日内?(?:予以|作出|给予)?答复")
_FIRST_REVISED, _LAST_NEW = 2019, 2020
_MOST = 20


@rule("CIT601", "error", basis=("regulation-2007", "regulation-2019"))
def regulation_outdated(report: Report) -> Iterator[Problem]:
    """引用的条例或条文不是报告年度适用的。
    The wrong generation of the Regulation, or of its articles, is cited.
    """
    laws = [law for law in report.edition.laws if law.kind == "regulation"]
    year = report.year
    valid = next((law for law in laws if year and law.holds_for(year)), None)
    if year is None or valid is None or "条例" not in report.source.folded:
        return
    passages = Passages(report)
    for law in laws:
        if law is not valid:
            yield from _other_number(report, passages, law, valid)
            yield from _other_articles(report, passages, law, valid)
    yield from _no_such_decree(report, passages, laws, valid)
    yield from _revised(report, passages, year)


_DECREE = pattern(r"政府信息公开条例》\s?\((?:中华人民共和国)?(国务院令第?\s?(\d{2,4})\s?号)")


def _no_such_decree(report: Report, passages: Passages, laws: list[Law], valid: Law) -> Iterator[Problem]:
    """The Regulation with the number of no decree by which it was issued: 国务院令第771号."""
    numbers = {"".join(filter(str.isdecimal, law.number)) for law in laws}
    found = [match for match in _DECREE.finditer(report.source.folded, *report.body) if match[2] not in numbers]
    spans = [span for match in found if passages.hold(span := Span(*match.span(1)))]
    if spans:
        message = Words(
            f"文号有误，{report.year}年度报告适用的条例是{valid.number}",
            f"no such decree; the Regulation that holds for the report on {report.year} is {valid.number}",
        )
        yield _problem(
            spans, message, expected=valid.number, actual=found[0][1], severity=Severity.WARNING, basis=(valid.id,)
        )


def _other_number(report: Report, passages: Passages, law: Law, valid: Law) -> Iterator[Problem]:
    spans = _present(report, passages, _numbered(law.number), unless=_numbered(valid.number))
    if spans:
        message = Words(
            f"{report.year}年度报告适用{valid.number}，此处引用{law.number}",
            f"{valid.number} holds for the report on {report.year}, {law.number} is cited",
        )
        # Until 15 May 2019 the Regulation of 2007 was in force.
        severity = Severity.WARNING if report.year == _FIRST_REVISED else None
        yield _problem(spans, message, expected=valid.number, actual=law.number, severity=severity, basis=(valid.id,))


def _other_articles(report: Report, passages: Passages, law: Law, valid: Law) -> Iterator[Problem]:
    """Articles of the other Regulation, told by what their sentences say that they are on."""
    right, folded = dict(valid.articles), report.source.folded
    matters = {number: matter for matter, numbers in law.articles for number in numbers}
    found = [
        (Span(*match.span()), matter)
        for match in _ARTICLE.finditer(folded, *report.body)
        if (matter := matters.get(number := numeral(match[1]))) is not None
        and number not in right[matter]
        and _is_on(folded, match.start(), passages.around(match.start()), _MATTERS[matter])
    ]
    if found:
        (span, matter), *others = found
        named = [f"第{_han(each)}条" for each in right[matter]]
        articles, actual = "、".join(named), folded[span.start : span.end]
        message = Words(
            f"「{actual}」是{_age(law)}年条例的条文，{_age(valid)}年条例的相应条文是{articles}",
            f"“{actual}” is an article of the Regulation of {_age(law)}; in that of {_age(valid)} it is {', '.join(named)}",
        )
        related = tuple(Relation(other) for other, _ in others[:_MOST])
        yield Problem(span, message, expected=articles, actual=actual, related=related, basis=(valid.id,))


def _is_on(folded: str, at: int, around: Span | None, matter: re.Pattern[str]) -> bool:
    """Whether an article is one of the Regulation, cited as being in force, for a matter."""
    if around is None:
        return False
    clause = sentence(folded, at, around, ends="。;!?\n,")
    if (
        matter is _MATTERS["annual-report"]
        and _BASED.match(folded, *clause)
        and _ONLY.fullmatch(folded, at, clause.end)
    ):
        # 根据《条例》第五十条的规定，现公布本机关年度报告。
        clause = Span(clause.start, sentence(folded, at, around, ends="。;!?\n").end)
    elif matter is _MATTERS["answer"] and _ONLY.fullmatch(folded, at, clause.end):
        # 根据《条例》第三十三条规定，自收到申请之日起20个工作日内答复。
        whole = sentence(folded, at, around, ends="。;!?\n")
        clause = whole if _IN_WORKDAYS.search(folded, *whole) else clause
    if not matter.search(folded, *clause) or _HISTORY.search(folded, *clause):
        return False
    return _OF_REGULATION.search(folded[max(around.start, at - 50) : at]) is not None


def _revised(report: Report, passages: Passages, year: int) -> Iterator[Problem]:
    """新修订的《条例》: there was none before 2019, and it is not new for ever."""
    if year + 1 >= _FIRST_REVISED and year <= _LAST_NEW:
        return
    if year > _LAST_NEW and "新修订" not in report.source.folded:
        return
    for match in _REVISED.finditer(report.source.folded, *report.body):
        span = Span(*match.span())
        if not passages.hold(span):
            continue
        if year < _FIRST_REVISED:
            message = Words(
                f"条例于2019年修订，{year}年度报告不应引用修订后的条例",
                f"the Regulation was revised in 2019, after {year}",
            )
            yield Problem(span, message, basis=("regulation-2007",))
            return
        if report.source.folded[span.start - 1] == "新":
            message = Words(
                "条例于2019年修订，不宜再称「新修订」", "the Regulation was revised in 2019 and is no longer new"
            )
            yield Problem(Span(span.start - 1, span.end), message, severity=Severity.INFO, basis=("regulation-2019",))
            return


_UNITS = "零一二三四五六七八九"


def _han(number: int) -> str:
    """A number under 100 in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_UNITS[tens]}十"
    return head + (_UNITS[ones] if ones or not tens else "")


def _age(law: Law) -> str:
    return law.id.rpartition("-")[2]


@rule(
    "CIT602",
    "error",
    basis=("statistics-notice-2014", "format-notice-2019", "format-notice-2021", "fee-measures-2020"),
)
def format_notice_outdated(report: Report) -> Iterator[Problem]:
    """引用的格式通知不是报告年度适用的。
    The notice that is cited did not hold for the year of the report.
    """
    year = report.year
    if year is None:
        return
    passages = Passages(report)
    laws = [law for law in report.edition.laws if law.kind != "regulation"]
    valid = next((law for law in laws if law.kind == "format" and law.holds_for(year)), None)
    for law in laws:
        if law.holds_for(year):
            continue
        # Only a notice on the form of the report is replaced by the one that held.
        successor = valid if law.kind == "format" else None
        spans = _present(report, passages, _numbered(law.number))
        spans += [] if spans else _titled(report, passages, law)
        if spans:
            yield _outdated(report, law, successor, spans)
    yield from _misnumbered(report, passages, [law for law in laws if law.kind == "format"])


_OFFICE = pattern(r"国(?:办公开办?|公开办)函\s?[\[(〔【<]?(\d{4})[\])〕】>]?\s?第?0*(\d{1,3})号")


def _misnumbered(report: Report, passages: Passages, notices: list[Law]) -> Iterator[Problem]:
    """The number of a notice on the form with a year that it is not of: 国办公开办函〔2020〕60号."""
    for match in _OFFICE.finditer(report.source.folded, *report.body):
        law = next((law for law in notices if law.number.endswith(f"〕{match[2]}号")), None)
        if law is not None and f"〔{match[1]}〕" not in law.number and passages.hold(Span(*match.span())):
            message = Words(
                f"文号有误，{law.title.removeprefix('国务院办公厅政府信息与政务公开办公室')}是{law.number}",
                f"no such document number; the notice is {law.number}",
            )
            severity = Severity.WARNING
            yield Problem(Span(*match.span()), message, severity=severity, expected=law.number, actual=match[0])
            return


def _outdated(report: Report, law: Law, valid: Law | None, spans: list[Span]) -> Problem:
    early = report.year is not None and report.year < law.first_year
    severity = Severity.WARNING if law.id == "statistics-notice-2014" and not early else None
    if valid and _numbered(valid.number).search(report.source.folded):
        severity = Severity.INFO
    first, last, year = law.first_year, law.last_year, report.year
    held, holds = (
        (f"{first}年度起", f"from {first} on") if last is None else (f"{first}—{last}年度", f"for {first} to {last}")
    )
    message = Words(
        f"{law.number}适用于{held}，" + (f"{year}年度适用{valid.number}" if valid else f"不适用于{year}年度"),
        f"{law.number} holds {holds}, " + (f"{valid.number} for {year}" if valid else f"not for {year}"),
    )
    expected = valid.number if valid else None
    return _problem(spans, message, expected=expected, actual=law.number, severity=severity, basis=(law.id,))


def _titled(report: Report, passages: Passages, law: Law) -> list[Span]:
    """Where a notice of the State Council's office is cited by a title of its own; provinces have issued ones alike."""
    folded, found = report.source.folded, list[Span]()
    for name in law.names:
        at = folded.find(name, *report.body)
        if at < 0:
            continue
        around = passages.around(at)
        before = folded[max(0, at - 45) : at]
        national = name.startswith("中华") or "国务院办公厅" in before or "国办" in before
        if around and national and not _HISTORY.search(folded, *sentence(folded, at, around)):
            found.append(Span(at, at + len(name)))
    return found


_NUMBER = pattern(r"(\w+)〔(\d{4})〕(\d+)号")


@lru_cache(maxsize=64)
def _numbered(number: str) -> re.Pattern[str]:
    """How a document number may be written: 国办发〔2014〕32号 with any brackets, 国务院令第492号 with or without 第."""
    if match := _NUMBER.fullmatch(number):
        # 国办公开函 and 国公开办函 are how 国办公开办函 is misprinted.
        office = match[1].replace("国办公开办函", "国(?:办公开办?|公开办)函")
        return pattern(rf"{office}\s?[\[(〔【<]?{match[2]}[\])〕】>]?\s?第?0*{match[3]}号")
    digits = "".join(filter(str.isdecimal, number))
    return pattern(rf"国务院(?:令第?\s?{digits}号|第?\s?{digits}号令|令\s?\(第?{digits}号\))")


def _present(
    report: Report, passages: Passages, shape: re.Pattern[str], unless: re.Pattern[str] | None = None
) -> list[Span]:
    """Where something is cited as being in force; a sentence that names both generations tells their history."""
    folded, found = report.source.folded, list[Span]()
    for match in shape.finditer(folded, *report.body):
        around = passages.around(match.start())
        if around is None:
            continue
        span = sentence(folded, match.start(), around)
        if _HISTORY.search(folded, *span) or (unless and unless.search(folded, *span)):
            continue
        found.append(Span(*match.span()))
    return found


def _problem(
    spans: list[Span],
    message: Words,
    *,
    expected: str | None,
    actual: str,
    basis: tuple[str, ...],
    severity: Severity | None = None,
) -> Problem:
    first, *others = spans
    related = tuple(map(Relation, others[:_MOST]))
    return Problem(first, message, severity=severity, expected=expected, actual=actual, related=related, basis=basis)


_DEFINED = pattern(r"政府信息公开条例|简称[^。]{0,8}条例")


@rule("CIT605", "info", basis=("公文引用法规，首次出现用全称并注明简称",), literal=True)
def abbreviation_undefined(report: Report) -> Iterator[Problem]:
    """《条例》未写明全称。
    《条例》 is used before its full title is given.
    """
    folded = report.source.folded
    at = folded.find("《条例》", *report.body)
    if at < 0 or not Passages(report).hold(Span(at, at + 4)):
        return
    if _DEFINED.search(folded, 0, at) is None:
        message = Words(
            "首次出现即用简称《条例》，没有写明全称", "《条例》 stands here before its full title was given"
        )
        yield Problem(Span(at, at + 4), message, expected="《中华人民共和国政府信息公开条例》", actual="《条例》")
