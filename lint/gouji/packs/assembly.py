"""Editions out of packs: everything that refers to something else is looked up here, formulas are made instances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gouji.editions import Aspect, Column, Confusable, Deadline, Edition, Form, Identity, Law, Row, SectionSpec
from gouji.findings import Severity
from gouji.grammar.resolution import instances
from gouji.grammar.syntax import FormulaError
from gouji.packs.drafts import Draft, FormDraft, complain, drafts
from gouji.packs.places import Faults, refusal
from gouji.packs.tables import Entry, Pack, Table, words


def editions(packs: Iterable[Pack]) -> Mapping[str, Edition]:
    """The editions by id in order of their years; raises `PackError` that names every fault."""
    faults: Faults = {}
    found = assembled(packs, faults)
    if faults:
        raise refusal(faults)
    return found


def assembled(packs: Iterable[Pack], faults: Faults) -> Mapping[str, Edition]:
    """The editions as far as they can be made; the faults are noted."""
    built = [_edition(draft, faults) for draft in drafts(packs, faults).values()]
    return {each.id: each for each in sorted(built, key=lambda each: (each.first_year, each.id))}


def _edition(draft: Draft, faults: Faults) -> Edition:
    head = draft.head.table
    _check_references(draft, faults)
    first, last = _years(draft.head, faults)
    return Edition(
        id=head["id"],
        name=words(head["name"]),
        first_year=first,
        last_year=last,
        ordered=head.get("ordered", False),
        sections=tuple(_section(entry.table, draft) for entry in draft.lists["sections"]),
        aspects=tuple(_aspect(entry.table) for entry in draft.lists["aspects"]),
        forms=tuple(_form(form, faults) for form in draft.forms.values()),
        deadlines=tuple(_deadline(entry.table) for entry in draft.lists["deadlines"]),
        laws=tuple(_law(entry, faults) for entry in draft.lists["laws"]),
        basis=tuple(head.get("basis", ())),
        titles=tuple(name for entry in draft.lists["titles"] for name in entry.table["names"]),
        confusables=tuple(word for entry in draft.lists["confusables"] for word in _confusables(entry.table)),
    )


def _check_references(draft: Draft, faults: Faults) -> None:
    roles = {entry.name for entry in draft.lists["sections"]}
    for entry in draft.lists["sections"]:
        for form in entry.table.get("forms", ()):
            if form not in draft.forms:
                complain(faults, entry.pack, entry.label, "forms", f"没有表「{form}」", f'no form "{form}"')
    for form in draft.forms.values():
        section = form.head.table.get("section")
        if section is not None and section not in roles:
            zh, en = f"没有章节「{section}」", f'no section "{section}"'
            complain(faults, form.head.pack, form.head.label, "section", zh, en)


def _years(entry: Entry, faults: Faults) -> tuple[int, int | None]:
    first, *rest = entry.table["years"]
    last = rest[0] if rest else None
    if last is not None and last < first:
        complain(faults, entry.pack, entry.label, "years", f"{last} 早于 {first}", f"{last} is before {first}")
    return first, last


def _section(table: Table, draft: Draft) -> SectionSpec:
    role = table["role"]
    # A form that another pack adds names its section; the section need not name the form.
    added = (key for key, form in draft.forms.items() if form.head.table.get("section") == role)
    return SectionSpec(
        role,
        table["title"],
        table["pattern"],
        table.get("required", True),
        Severity(table.get("severity", "error")),
        tuple(dict.fromkeys((*table.get("forms", ()), *added))),
        table.get("accepted", ""),
    )


def _aspect(table: Table) -> Aspect:
    return Aspect(table["id"], words(table["name"]), table["heading"], table["text"], tuple(table.get("kinds", ())))


def _deadline(table: Table) -> Deadline:
    return Deadline(tuple(table.get("kinds", ())), table["month"], table["day"], table["basis"])


def _law(entry: Entry, faults: Faults) -> Law:
    table = entry.table
    return Law(
        table["id"],
        table["title"],
        table["number"],
        *_years(entry, faults),
        table.get("kind", "other"),
        tuple(table.get("names", ())),
        tuple((matter, tuple(numbers)) for matter, numbers in table.get("articles", {}).items()),
    )


def _confusables(table: Table) -> Iterator[Confusable]:
    severity = Severity(table["severity"]) if "severity" in table else None
    rest = (table["source"], severity, *(table.get(key, "") for key in ("not_after", "not_before", "only_before")))
    return (Confusable(wrong, right, *rest) for wrong, right in table["words"].items())


def _form(draft: FormDraft, faults: Faults) -> Form:
    table = draft.head.table
    columns = tuple(_column(entry.table) for entry in draft.parts["columns"])
    rows = tuple(_row(entry.table) for entry in draft.parts["rows"])
    kinds = {column.id: column.type for column in columns}, {row.id: row.kind for row in rows if row.kind != "heading"}
    return Form(
        id=table["id"],
        name=words(table.get("name", {"zh": table["id"], "en": table["id"]})),
        layout=table.get("layout", "rows"),
        section=table.get("section", ""),
        captions=tuple(draft.captions),
        heads=tuple(draft.heads),
        columns=columns,
        rows=rows,
        identities=tuple(_identity(entry, *kinds, faults) for entry in draft.parts["identities"]),
        required=table.get("required", True),
    )


def _column(table: Table) -> Column:
    return Column(
        table["id"],
        table["label"],
        table.get("type", "count"),
        table.get("group", ""),
        tuple(table.get("variants", ())),
        tuple(table.get("misprints", ())),
    )


def _row(table: Table) -> Row:
    missing = None if table.get("kind") == "heading" else table.get("missing", "error")
    return Row(
        table["id"],
        table["label"],
        table.get("group", ""),
        table.get("kind", ""),
        table.get("unit", ""),
        tuple(table.get("variants", ())),
        None if missing in (None, "never") else Severity(missing),
        tuple(table.get("misprints", ())),
        table.get("type"),
    )


def _identity(entry: Entry, columns: Mapping[str, Any], rows: Mapping[str, str], faults: Faults) -> Identity:
    table = entry.table
    try:
        found = instances(entry.pack.formulas[table["formula"]], columns, rows)
    except FormulaError as fault:
        key = "formula" if "identities" in entry.label else "formulas"
        complain(faults, entry.pack, entry.label, key, fault.zh, fault.en)
        found = ()
    return Identity(
        table["code"],
        table.get("ref", ""),
        table["formula"],
        Severity(table.get("severity", "error")),
        words(table["message"]),
        found,
    )
