"""`gouji editions`: the prescribed formats."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator

from gouji.cli import arguments, loading
from gouji.cli.terminal import Terminal
from gouji.editions import Deadline, Edition, Form
from gouji.labels import column_label, row_label
from gouji.phrases import phrase


def run(id: str | None, lang: str | None, config: str | None, terminal: Terminal) -> int:
    """Write the list of editions, or all of one."""
    arguments.language(lang)
    editions = loading.with_packs(loading.registry(), config).editions
    language = terminal.language
    if id is None:
        terminal.write(f"{_line(edition, language)}\n" for edition in editions.values())
    else:
        known = arguments.one_of("ID", id, editions) or ""
        terminal.write(f"{line}\n" for line in _whole(editions[known], language))
    return 0


def _years(edition: Edition, language: str) -> str:
    if edition.last_year is None:
        return phrase("in-force", language, first=edition.first_year)
    return phrase("years", language, first=edition.first_year, last=edition.last_year)


def _line(edition: Edition, language: str) -> str:
    forms = " ".join(form.id for form in edition.forms)
    return f"{edition.id}  {_years(edition, language)}  {edition.name.of(language)}  {forms}".rstrip()


def _whole(edition: Edition, language: str) -> Iterator[str]:
    """Everything about an edition, a paragraph a matter."""
    yield f"{edition.id}  {edition.name.of(language)}  {_years(edition, language)}"
    yield f"\n{phrase('sections', language)}"
    for section in edition.sections:
        mark = phrase("required", language) if section.required else ""
        yield f"  {section.role}  {section.title}  {mark}".rstrip()
    if edition.forms:
        yield f"\n{phrase('forms', language)}"
    for form in edition.forms:
        yield from _form(form, language)
    if edition.deadlines:
        yield f"\n{phrase('deadlines', language)}"
    for deadline in edition.deadlines:
        yield f"  {_deadline(deadline, language)}"
    yield f"\n{phrase('laws', language)}"
    for law in edition.laws:
        yield f"  {law.id}  《{_inner(law.title)}》 {law.number}".rstrip()


def _inner(title: str) -> str:
    """A title that stands between title marks: those within it are single ones."""
    return title.replace("《", "〈").replace("》", "〉")


def _form(form: Form, language: str) -> Iterator[str]:
    figures = [row for row in form.rows if row.kind != "heading"]
    size = f"{phrase('rows', language, count=len(figures))} {phrase('columns', language, count=len(form.columns))}"
    yield f"  {form.id}  {form.name.of(language)}  {size}"
    for identity in form.identities:
        yield f"    {identity.code}  {identity.formula}"
    columns = phrase("list-comma", language).join(
        f"{column.id} {column_label(form, column.id)}" for column in form.columns
    )
    yield f"    {phrase('column-column', language)}  {columns}"
    for row in figures:
        yield f"    {phrase('column-row', language)}  {row.id}  {row_label(form, row.id)}"


def _deadline(deadline: Deadline, language: str) -> str:
    kinds = " ".join(_kind(kind, language) for kind in deadline.kinds) or phrase("every-kind", language)
    day = phrase("deadline", language, month=deadline.month, name=month_name[deadline.month], day=deadline.day)
    return f"{kinds}  {day}  {deadline.basis}".rstrip()


def _kind(kind: str, language: str) -> str:
    """The id of a kind of agency, with its Chinese name in Chinese."""
    return f"{kind} {phrase(kind, language)}" if language == "zh" else kind
