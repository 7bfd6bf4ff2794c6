"""`gouji outline`: the section tree and the forms as read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gouji.cli import arguments
from gouji.cli.reading import Asked, prepared, readings
from gouji.cli.terminal import Terminal
from gouji.phrases import phrase
from gouji.recognition.dating import of_form
from gouji.report import FormReading, Report, Section
from gouji.source import Source, Span


def run(asked: Asked, terminal: Terminal) -> int:
    """Write the outline of a file; the exit status is 2 where it could not be read."""
    checker, files = prepared(asked, "outline", terminal)
    if len(files) > 1:
        raise arguments.wrong("one-file", path=asked.paths[0])
    for reading in readings(checker, files, terminal):
        if reading.report is None:
            return 2
        terminal.write(_lines(reading.path, reading.report, terminal.language))
    return 0


def _lines(path: str, report: Report, language: str) -> Iterator[str]:
    yield f"{path}  {' · '.join(_about(report, language))}\n"
    yield f"{phrase('reader', language)} {report.document.reader}\n"
    if report.evidence:
        yield f"{phrase('evidence', language)} {phrase('list-comma', language).join(_evidence(report, language))}\n"
    yield "\n"
    if report.title:
        yield f"{_where(report.source, report.title.span):>9}  {report.title.text}\n"
    for section in report.sections:
        yield from _section(report.source, section, 0)
    if report.forms:
        yield f"\n{phrase('tables', language)}\n"
    for reading in report.forms.values():
        yield f"{_form(report, reading, language)}\n"


def _about(report: Report, language: str) -> Iterator[str]:
    if report.agency:
        yield report.agency
    if report.year:
        yield phrase("of-year", language, year=report.year)
    yield phrase("edition", language, edition=report.edition.id)
    yield from (phrase(word, language) for word in (report.kind, report.scope) if word)


def _evidence(report: Report, language: str) -> Iterator[str]:
    """What the edition was told by; of forms, which are listed below, only how many there are of an edition."""
    forms = {of_form(reading): reading.edition for reading in report.forms.values()}
    yield from (one.of(language) for one in report.evidence if one not in forms)
    counted = Counter(forms[one] for one in report.evidence if one in forms)
    for edition, count in counted.items():
        yield phrase("evidence-forms", language, count=count, edition=edition, s="" if count == 1 else "s")


def _section(source: Source, section: Section, depth: int) -> Iterator[str]:
    """A section and those below it, a line each, with place and role."""
    heading = "".join(source[Span(section.heading.start, section.title_span.end)].split())
    role = f"  [{section.role}]" if section.role else ""
    yield f"{_where(source, section.heading):>9}  {'  ' * depth}{heading}{role}\n"
    for child in section.children:
        yield from _section(source, child, depth + 1)


def _form(report: Report, reading: FormReading, language: str) -> str:
    status = phrase(f"form-{reading.status}", language)
    values = sum(value.number is not None for value in reading.values.values())
    name = reading.form.name.of(language)
    other = "" if reading.edition == report.edition.id else f" [{reading.edition}]"
    size = f"{values}/{len(reading.values)}" if reading.values else ""
    parts = (f"{_where(report.source, reading.span):>9} ", reading.form.id, name + other, status, size, reading.reason)
    return "  ".join(part for part in parts if part).rstrip()


def _where(source: Source, span: Span) -> str:
    place = source.place(span)
    if place.line is not None:
        return f"{place.line}:{place.column}"
    return f"p{place.page}" if place.page is not None else "-"
