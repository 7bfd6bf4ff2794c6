"""`gouji new`: a correct report of an edition, empty or with figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gouji.cli import arguments, loading
from gouji.cli.terminal import Terminal
from gouji.config_files import CHOICES
from gouji.drafting import facts
from gouji.drafting.draft import draft
from gouji.drafting.facts import CONTACT, Facts
from gouji.drafting.parts import Part
from gouji.editions import Edition
from gouji.errors import GoujiError
from gouji.grammar import names

FORMATS = ("md", "html", "docx")
_TABLES = (".toml", ".json")


class Asked(NamedTuple):
    """The options of the command."""

    edition: str | None = None
    year: str | None = None
    agency: str | None = None
    kind: str | None = None
    values: str | None = None
    format: str | None = None
    output: str | None = None
    today: str | None = None
    contact: tuple[tuple[str, str | None], ...] = ()


def run(asked: Asked, terminal: Terminal) -> int:
    """Write the draft to the file asked for, or to standard output."""
    registry = loading.with_packs(loading.registry(), None)
    today = arguments.day("--today", asked.today) or date.today()
    given = _given(asked)
    edition = _edition(asked, given, registry.editions, today)
    year = given.year or _latest(edition, today)
    if not edition.holds_for(year):
        raise arguments.wrong("edition-of-other-years", edition=edition.id, year=year)
    given = given._replace(year=year, figures=facts.completed(edition, given.figures))
    kind = _format(asked)
    parts = draft(edition, given, today)
    if asked.output is None:
        if kind == "docx":
            raise arguments.wrong("needs-output", format=kind)
        terminal.write([str(_written(parts, kind))], machine=True)
    else:
        terminal.save(_written(parts, kind), asked.output)
    wrong = facts.unbalanced(edition, given.figures)
    if wrong:
        terminal.say("draft-unbalanced", count=len(wrong), address=wrong[0])
    return 0


def _latest(edition: Edition, today: date) -> int:
    """The last year that a report can be of which the edition holds for."""
    return min(today.year - 1, edition.last_year or today.year - 1)


def _given(asked: Asked) -> Facts:
    """Facts of the values file, and over them what the command line says. Raises ConfigError where one is missing."""
    known = _loaded(Path(asked.values)) if asked.values else Facts()
    contact = {**known.contact, **{key: value for key, value in asked.contact if value}}
    agency = asked.agency or known.agency
    if not agency:
        raise arguments.wrong("no-agency")
    if not any(contact.get(key) for key in CONTACT):
        raise arguments.wrong("no-contact")
    kind = arguments.one_of("--kind", asked.kind, CHOICES["kind"])
    year = arguments.year("--year", asked.year) or known.year
    return known._replace(agency=agency, contact=contact, year=year, kind=kind or known.kind or names.kind(agency))


def _loaded(path: Path) -> Facts:
    """Facts in a table of values, or of a report in any format that can be read."""
    if path.suffix.lower() in _TABLES:
        return facts.load(path)
    from gouji import library

    report = library.read(path)
    figures = {
        (form.form.id, row, column): facts.in_form(value.number, value.unit)
        for form in report.forms.values()
        for (row, column), value in form.values.items()
        if value.number is not None
    }
    if not figures:
        raise GoujiError(f"{path}: 没有读出表格数值", f"{path}: no values of forms were read from it")
    return Facts(report.edition.id, report.year, report.agency or "", report.kind, figures=figures)


def _edition(asked: Asked, given: Facts, editions: Mapping[str, Edition], today: date) -> Edition:
    """The edition asked for, else that of the year, else that of last year."""
    id = arguments.one_of("--edition", asked.edition, editions)
    year = given.year or today.year - 1
    if id is None:
        id = next((edition.id for edition in editions.values() if edition.holds_for(year)), None)
    if id is None:
        raise arguments.wrong("no-edition", year=year)
    return editions[id]


def _format(asked: Asked) -> str:
    """The format asked for, else that of the output's suffix, else Markdown."""
    kind = arguments.one_of("--format", asked.format, FORMATS)
    if kind is None and asked.output:
        suffix = Path(asked.output).suffix.lower().lstrip(".")
        kind = {"htm": "html"}.get(suffix, suffix)
        arguments.one_of("--output", kind, FORMATS)
    return kind or "md"


def _written(parts: tuple[Part, ...], kind: str) -> str | bytes:
    if kind == "docx":
        from gouji.drafting import docx

        return docx.write(parts)
    if kind == "html":
        from gouji.drafting import html

        return html.write(parts)
    from gouji.drafting import markdown

    return markdown.write(parts)
