"""Small reports made of parts, for tests of what comes after recognition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from gouji.document import Cell, Document, Paragraph
from gouji.editions import Column, Edition, Form, Identity, Row
from gouji.findings import Problem, Relation, Severity, Words
from gouji.plugins import Registry
from gouji.readers import READERS
from gouji.report import FormReading, Ordinal, Report, Section
from gouji.reporters import REPORTERS
from gouji.rules import Rule
from gouji.source import Anchor, Source, Span

TEXT = """临溪区水务局2021年政府信息公开工作年度报告

一、总体情况
2021年，我局主动公开政府政府信息１２０条，答复申请　3 件。

三、收到和处理政府信息公开申请情况
本年新收	4	总计	5
"""
_HEADING = re.compile(r"^([一二三四五六])、(.+)$", re.MULTILINE)
_ROLES = {"总体情况": "overview", "收到和处理政府信息公开申请情况": "applications"}

APPLICATIONS = Form(
    id="applications",
    name=Words("表三", "form 3"),
    layout="rows",
    section="applications",
    captions=(),
    heads=(),
    columns=(Column("total", "总计", "count", "", ()),),
    rows=(
        Row("new", "一、本年新收政府信息公开申请数量", "", "leaf", "", (), Severity.ERROR),
        Row("refused", "（三）不予公开", "", "leaf", "", (), Severity.ERROR),
        Row("refused.state_secret", "1.属于国家秘密", "", "leaf", "", (), Severity.ERROR),
    ),
    identities=(Identity("ABC301", "x", "new = total", Severity.ERROR, Words("不等", "not equal"), ()),),
    required=True,
)
EDITION = Edition("2021", Words("2021 年版", "format of 2021"), 2021, None, True, (), (), (APPLICATIONS,), (), ())


def report(text: str = TEXT, *, lines: bool = True, name: str = "报告/a.txt", **changes: Any) -> Report:
    """A report with a section for each heading and 表三 over the line that begins with 本年新收.

    Without `lines` it is that of a Word file: no original text, places by paragraph.
    """
    anchors = (
        () if lines else (Anchor(0, 1, ""), Anchor(text.index("三、") if "三、" in text else 0, 2, "第1表第2行第4列"))
    )
    source = Source(name, text, text if lines else None, anchors=anchors)
    blocks = tuple(Paragraph(Span(*match.span()), match[0]) for match in re.finditer(r"[^\n]+", text))
    at = text.find("本年新收")
    forms = {} if at < 0 else {"applications": reading(Span(at, text.index("\n", at)))}
    made = Report(
        document=Document(source, blocks, "text" if lines else "docx"), recognised=True, edition=EDITION, evidence=(Words("标题 2021", "title year 2021"),),
        edition_doubt="", title=None, year=2021, agency="临溪区水务局", kind="department", scope="own", body=Span(0, len(text)),
        preamble=(), sections=tuple(sections(text)), forms=forms, causes=(), period=None, days=(), published=None, signature=None,
        contacts=(), aliases=(),
    )  # fmt: skip
    return made._replace(**changes)


def reading(span: Span, status: Any = "read") -> FormReading:
    """表三 as read, without values."""
    return FormReading(APPLICATIONS, "2021", status, span, {}, {}, ())


def sections(text: str) -> Iterable[Section]:
    """A section for each heading of the first level."""
    found = list(_HEADING.finditer(text))
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        ordinal = Ordinal("一、", index + 1, Span(*match.span(1)))
        title = Span(*match.span(2))
        extent = Span(match.start(), end)
        yield Section(ordinal, match[2], title, Span(*match.span()), extent, 1, False, (), (), _ROLES.get(match[2]))


def rule(code: str, check: Callable[[Report], Iterable[Problem]], name: str = "", **fields: Any) -> Rule:
    """A rule of a check."""
    filled = {
        "severity": Severity.ERROR,
        "editions": frozenset({"2021"}),
        "summary": Words("有错。", "A fault."),
    } | fields
    return Rule(code=code, name=name or f"rule-{code.lower()}", check=check, **filled)


def finds(word: str, code: str = "ABC101", **fields: Any) -> Rule:
    """A rule that finds each place where a word stands."""

    def check(report: Report) -> Iterable[Problem]:
        for match in re.finditer(re.escape(word), report.source.text):
            yield Problem(
                Span(*match.span()), Words(f"「{word}」重复", f"“{word}” stands twice"), Words("删去一个", "delete one")
            )

    return rule(code, check, **fields)


def figure_wrong(report: Report) -> Iterable[Problem]:
    """A wrong total, as a rule of arithmetic would report it."""
    text = report.source.text
    new, total = text.index("4\t"), text.rindex("5")
    yield Problem(
        Span(total, total + 1),
        Words("总计应为 4，表中为 5，相差 1", "the total should be 4, the form has 5, off by 1"),
        address="applications.new.total",
        expected="4",
        actual="5",
        related=(Relation(Span(new, new + 1), "applications.new"),),
        basis=("国办公开办函〔2021〕30号",),
    )


RULES = (
    finds("政府政府", "ABC101", name="doubled-word", severity=Severity.WARNING),
    rule("ABC301", figure_wrong, "row-total"),
    rule("XYZ900", lambda _: (), "never-found", severity=Severity.INFO),
)


def cell(text: str, span: Span) -> Cell:
    """A cell at the origin."""
    return Cell(text, span, 0, 0)


def registry(rules: Iterable[Rule] = RULES, editions: Mapping[str, Edition] | None = None) -> Registry:
    """A registry of rules, with the readers and reporters of gouji."""
    made = Registry(
        rules={one.code: one for one in rules},
        readers={one.name: one for one in READERS},
        reporters={one.name: one for one in REPORTERS},
        edition_files=(),
        origins={one.code: "tests:tests" for one in rules},
    )
    made.__dict__["editions"] = editions or {"2021": EDITION}
    return made
