"""A report on the page: what was recognised, then block after block with the findings that begin in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from gouji.document import Block, Cell, Paragraph, Table
from gouji.findings import Finding, Severity
from gouji.phrases import phrase
from gouji.reporters import Style
from gouji.reporters.lines import position, reasons, shown
from gouji.results import Result
from gouji.source import Source, Span

_LEVELS = 6


class Mark(NamedTuple):
    """A stretch of the text to be marked: for a finding (by its number on the page) or for a place it rests on."""

    span: Span
    kind: str
    finding: str


def element(parent: Element, tag: str, text: str, kind: str = "") -> Element:
    """A new element with text below another."""
    made = SubElement(parent, tag, {"class": kind} if kind else {})
    made.text = clean(text)
    return made


def clean(text: str) -> str:
    """The text without characters that a page cannot hold."""
    return "".join(char if char >= " " or char in "\t\n" else " " for char in text)


def article(result: Result, number: int, style: Style, *, folded: bool) -> Element:
    """All of a report; `folded` where the reader opens it when wanted."""
    whole = Element("article", {"id": f"report-{number}"})
    inside = whole
    if folded:
        inside = SubElement(whole, "details")
        _summary(SubElement(inside, "summary"), result, style)
    else:
        element(whole, "h2", result.path)
    _facts(inside, result, style)
    links(inside, result, style)
    findings = {f"f{number}-{at}": finding for at, finding in enumerate(shown(result))}
    _list(inside, findings, style)
    if result.document is None:
        _notes(SubElement(inside, "div", {"class": "row"}), findings, style)
    else:
        _blocks(inside, result, findings, style)
    return whole


def _summary(parent: Element, result: Result, style: Style) -> None:
    """The line that stands for a folded report: its path and how many findings of each severity it has."""
    element(parent, "b", result.path)
    counts = {severity: sum(one.severity is severity for one in shown(result)) for severity in Severity}
    for severity, count in counts.items():
        if count:
            element(parent, "span", f"{phrase(severity, style.language)} {count}", f"tag {severity}")
    if result.status != "checked":
        kind = "tag warning" if result.status == "partly" else "tag error"
        element(parent, "span", phrase(f"tag-{result.status}", style.language), kind)


def _list(parent: Element, findings: dict[str, Finding], style: Style) -> None:
    """All findings, the gravest first, each leading to its note."""
    if not findings:
        return
    made = SubElement(parent, "ol", {"class": "list"})
    for name, finding in sorted(findings.items(), key=lambda item: -item[1].severity.rank):
        line = SubElement(made, "li", {"class": f"note {finding.severity}"})
        link = element(line, "a", f"{finding.code} {finding.message.of(style.language)}")
        link.set("href", f"#{name}")


def _facts(parent: Element, result: Result, style: Style) -> None:
    """What was recognised of the report, and what was not."""
    facts = result.facts
    edition = phrase("edition", style.language, edition=facts.edition) if facts.edition else ""
    year = phrase("of-year", style.language, year=facts.year) if facts.year else ""
    about = [facts.title or "", facts.agency or "", year, edition]
    element(parent, "p", " · ".join(part for part in about if part), "facts")
    if result.error is not None:
        element(parent, "p", result.error.of(style.language), "unread error")
    elif result.not_assessable:
        for reason in reasons(result, style):
            element(parent, "p", reason, "unread warning")
    elif not shown(result):
        element(parent, "p", phrase("nothing", style.language) + phrase("stop", style.language), "clean")


def links(parent: Element, result: Result | None, style: Style) -> None:
    """What a page that is served offers beside it, for a report or (None) for the whole page."""
    offered = list(style.links(result)) if style.links else []
    if offered:
        line = SubElement(parent, "p", {"class": "links"})
        for name, address in offered:
            element(line, "a", phrase(name, style.language)).set("href", address)


def _blocks(parent: Element, result: Result, findings: dict[str, Finding], style: Style) -> None:
    """A row a block: the block, and beside it the notes on the findings that begin in it."""
    assert result.document is not None
    source = result.document.source
    marks = sorted(_marks(findings, source))
    levels = dict(result.headings)
    waiting = sorted(findings.items(), key=lambda item: item[1].span)
    at = 0
    for block, end in _bounded(result.document.blocks, len(source.text)):
        stop = at
        while stop < len(waiting) and waiting[stop][1].span.start < end:
            stop += 1
        row = SubElement(parent, "div", {"class": "row"})
        inside = [mark for mark in marks if mark.span.start < end and mark.span.end >= block.span.start]
        row.append(_block(block, source, inside, levels.get(block.span.start)))
        _notes(row, dict(waiting[at:stop]), style)
        at = stop
    if at < len(waiting):
        _notes(SubElement(parent, "div", {"class": "row"}), dict(waiting[at:]), style)


def _bounded(blocks: Sequence[Block], length: int) -> Iterator[tuple[Block, int]]:
    """Each block, and where the next one begins."""
    ends = [*(block.span.start for block in blocks[1:]), length + 1]
    yield from zip(blocks, ends, strict=False)


def _marks(findings: dict[str, Finding], source: Source) -> Iterator[Mark]:
    for name, finding in findings.items():
        yield Mark(_within(finding.span, source), finding.severity, name)
        for other in finding.related:
            if other.span is not None and not other.path:
                yield Mark(other.span, "related", name)


def _within(span: Span, source: Source) -> Span:
    """The first line of a span, where it goes over many: all of a section is not marked."""
    stop = source.text.find("\n", span.start, span.end)
    return span if stop < 0 or "\n" not in source.text[stop + 1 : span.end] else Span(span.start, stop)


def _block(block: Block, source: Source, marks: Sequence[Mark], level: int | None) -> Element:
    if isinstance(block, Table):
        return _table(block, marks)
    if isinstance(block, Paragraph):
        depth = level or block.level
        made = Element(f"h{min(depth + 2, _LEVELS)}" if depth else "p")
        if level == 0:
            made = Element("h3", {"class": "title"})
        _text(made, source.text, block.span, marks)
        return made
    made = Element("p", {"class": "picture"})
    made.text = f"🖼 {clean(block.text)}".rstrip()
    return made


def _text(parent: Element, text: str, span: Span, marks: Sequence[Mark]) -> None:
    """The text of a span in pieces, each under the marks that cover it."""
    edges = {span.start, span.end}
    for mark in marks:
        edges.update(edge for edge in mark.span if span.start < edge < span.end)
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        over = [mark for mark in marks if mark.span.start <= start and mark.span.end >= end]
        _piece(parent, clean(text[start:end]), over)


def _piece(parent: Element, text: str, marks: Sequence[Mark]) -> None:
    if marks:
        made = element(parent, "mark", text, _kinds(marks))
        made.set("data-for", _names(marks))
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _kinds(marks: Iterable[Mark]) -> str:
    return " ".join(sorted({mark.kind for mark in marks}))


def _names(marks: Iterable[Mark]) -> str:
    return " ".join(dict.fromkeys(mark.finding for mark in marks))


def _table(table: Table, marks: Sequence[Mark]) -> Element:
    """The table as it was read; one of which only the order of cells is known is a list of cells."""
    made = Element("table", {"class": table.shape})
    whole = [mark for mark in marks if mark.span.start <= table.span.start and mark.span.end >= table.span.end]
    if whole:
        made.set("class", f"{table.shape} {_kinds(whole)}")
        made.set("data-for", _names(whole))
    inner = [mark for mark in marks if mark not in whole]
    for number, cells in enumerate(table.rows):
        row = SubElement(made, "tr")
        for column, cell in enumerate(cells):
            if table.shape not in ("grid", "aligned") or (cell.row, cell.column) == (number, column):
                _cell(row, cell, inner)
    return made


def _cell(row: Element, cell: Cell, marks: Sequence[Mark]) -> None:
    extent = {"rowspan": cell.rows, "colspan": cell.columns}
    made = SubElement(row, "td", {name: str(count) for name, count in extent.items() if count > 1})
    made.text = clean(cell.text)
    over = [mark for mark in marks if _touches(mark.span, cell.span)]
    kinds = ["figure"] if cell.text.replace(".", "", 1).isdecimal() else []
    if over:
        kinds.append(_kinds(over))
        made.set("data-for", _names(over))
    if kinds:
        made.set("class", " ".join(kinds))


def _touches(mark: Span, cell: Span) -> bool:
    if mark.start == mark.end or cell.start == cell.end:
        return mark.start <= cell.start <= mark.end and cell.start <= mark.start <= cell.end
    return mark.start < cell.end and cell.start < mark.end


def _notes(row: Element, findings: dict[str, Finding], style: Style) -> None:
    """The findings beside a block."""
    if not findings:
        return
    margin = SubElement(row, "aside")
    for name, finding in findings.items():
        note = SubElement(margin, "section", {"class": f"note {finding.severity}", "id": name})
        head = element(note, "p", f"{phrase(finding.severity, style.language)} ", "head")
        _code(head, finding.code, style)
        where = position(finding.place, style)
        if where:
            element(head, "span", where, "where")
        element(note, "p", finding.message.of(style.language), "message")
        _more(note, finding, style)


def _code(parent: Element, code: str, style: Style) -> None:
    """The code of a rule, which leads to its page where there is one."""
    bold = SubElement(parent, "b")
    if style.pages:
        ending = ".en.md" if style.language == "en" else ".md"
        element(bold, "a", code).set("href", f"{style.pages}/{code}{ending}")
    else:
        bold.text = code


def _more(note: Element, finding: Finding, style: Style) -> None:
    """Place, what to do, and the source of law."""
    hint = finding.hint.of(style.language)
    if hint:
        element(note, "p", phrase("hint", style.language) + hint, "hint")
    if finding.place.place:
        element(note, "p", finding.place.place, "place")
    if finding.basis:
        element(note, "p", phrase("basis", style.language) + " ".join(finding.basis), "basis")
