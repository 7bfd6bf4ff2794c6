"""Editions under way: what their own file defines and what other files add to it."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.findings import Words
from gouji.packs.places import Fault, Faults
from gouji.packs.tables import Entry, Pack, Table, entries
from gouji.selection import nearest

LISTS = ("sections", "aspects", "deadlines", "laws", "confusables", "titles")
PARTS = ("columns", "rows", "identities")


def complain(faults: Faults, pack: Pack, table: str, key: str, *detail: str) -> None:
    """Note a fault of a file; `detail` is what is wrong in Chinese and in English.

    What is said of a table that was left out for its own faults is no fault.
    """
    wrong = detail[0].partition("，是否指")[0]
    if not any(f"「{name}」" in wrong for name in pack.lost):
        faults[Fault(table, key, Words(*detail)).at(pack.path, pack.text)] = None


class FormDraft:
    """A form: its head, its parts, and captions and heads of all files."""

    def __init__(self, head: Entry) -> None:
        """A form of which only the head is known."""
        self.head = head
        self.parts: dict[str, list[Entry]] = {part: [] for part in PARTS}
        self.captions: list[str] = []
        self.heads: list[str] = []


class Draft:
    """An edition: its head, its lists of tables, its forms by id."""

    def __init__(self, head: Entry) -> None:
        """An edition of which only the head is known."""
        self.head = head
        self.lists: dict[str, list[Entry]] = {name: [] for name in LISTS}
        self.forms: dict[str, FormDraft] = {}

    def add(self, pack: Pack, faults: Faults) -> None:
        """Take in the tables of a file, that of the edition itself or an extension of it."""
        own = pack is self.head.pack
        for name in LISTS:
            # A local deadline goes before the general one: the first that fits an agency counts.
            first = name == "deadlines" and not own
            insert(self.lists[name], entries(pack, pack.data, name), faults, first=first)
        for entry in entries(pack, pack.data, "forms"):
            self._add_form(entry, own, faults)
        for entry in entries(pack, pack.data, "labels"):
            self._add_labels(entry, faults)
        for entry in entries(pack, pack.data, "rules"):
            self._add_identities(entry)

    def _add_form(self, entry: Entry, own: bool, faults: Faults) -> None:
        draft = self.forms.get(entry.name)
        if draft is None:
            draft = self.forms[entry.name] = FormDraft(entry)
            for key in ("name", "section", "columns", "rows"):
                if key not in entry.table:
                    complain(faults, entry.pack, entry.label, key, "新表缺少此键", "a new form needs this key")
        elif own:
            complain(faults, entry.pack, entry.label, "id", f"「{entry.name}」重复", f'"{entry.name}" stands twice')
        draft.captions += entry.table.get("captions", ())
        draft.heads += entry.table.get("heads", ())
        for part in PARTS:
            new = entries(entry.pack, entry.table, part, f"{entry.label}.")
            if part == "rows":
                # What a province adds may be left out by the reports that do not concern it.
                missing = entry.table.get("missing", "error" if own else "never")
                new = [each._replace(table={"missing": missing, **each.table}) for each in new]
            insert(draft.parts[part], new, faults)

    def _add_identities(self, entry: Entry) -> None:
        """The identities of a declared rule, for the form where this edition has it."""
        form, only = self.forms.get(entry.table.get("form", "")), entry.table.get("editions")
        if entry.table["check"] != "identity" or form is None or (only and self.head.name not in only):
            return
        said = entry.table.get("message") or entry.table.get("summary") or {"zh": "", "en": ""}
        both = {"zh": said["zh"].removesuffix("。"), "en": said["en"].removesuffix(".")}
        known = {"code": entry.name, "severity": entry.table.get("severity", "warning"), "message": both}
        for text in entry.table.get("formulas", ()):
            form.parts["identities"].append(entry._replace(table={**known, "formula": text}))

    def _add_labels(self, entry: Entry, faults: Faults) -> None:
        form = self.forms.get(entry.table["form"])
        if form is None:
            name = entry.table["form"]
            zh, en = _like(name, self.forms)
            complain(faults, entry.pack, entry.label, "form", f"没有表「{name}」{zh}", f'no form "{name}"{en}')
            return
        for key, part in (("row", "rows"), ("column", "columns")):
            if key not in entry.table:
                continue
            found = [index for index, each in enumerate(form.parts[part]) if each.name == entry.table[key]]
            if not found:
                name = entry.table[key]
                zh, en = _like(name, (each.name for each in form.parts[part]))
                said = f"表中没有「{name}」{zh}", f'the form has no "{name}"{en}'
                complain(faults, entry.pack, entry.label, key, *said)
            for index in found:
                old = form.parts[part][index]
                form.parts[part][index] = old._replace(table=_with_labels(old.table, entry.table))


def _with_labels(table: Table, more: Table) -> Table:
    both = {key: [*table.get(key, ()), *more.get(key, ())] for key in ("variants", "misprints")}
    return {**table, **both}


def insert(known: list[Entry], new: Iterable[Entry], faults: Faults, *, first: bool = False) -> None:
    """Put tables after the one that their `after` names, else at the end or at the beginning."""
    taken = {entry.name for entry in known}
    for entry in new:
        key = next((key for key in ("id", "role") if key in entry.table), "")
        if key and entry.name in taken:
            complain(faults, entry.pack, entry.label, key, f"「{entry.name}」重复", f'"{entry.name}" stands twice')
            continue
        taken.add(entry.name)
        known.insert(_place(known, entry, faults, first=first), entry)


def _place(known: list[Entry], entry: Entry, faults: Faults, *, first: bool) -> int:
    after = entry.table.get("after")
    if after is not None:
        for index, each in enumerate(known, 1):
            if each.name == after:
                return index
        zh, en = _like(after, (each.name for each in known))
        complain(faults, entry.pack, entry.label, "after", f"没有「{after}」{zh}", f'there is no "{after}"{en}')
    return 0 if first else len(known)


def _like(name: str, known: Iterable[str]) -> tuple[str, str]:
    """What may have been meant, in both languages; empty where nothing is like it."""
    like = nearest(name, known)
    return (f"，是否指「{like}」？", f', perhaps "{like}"?') if like else ("", "")


def drafts(packs: Iterable[Pack], faults: Faults) -> dict[str, Draft]:
    """The editions by id with all that extends them; files that define one are taken in before files that extend."""
    packs = tuple(packs)
    found: dict[str, Draft] = {}
    for pack in packs:
        if "extends" in pack.data:
            continue
        edition = str(pack.data.get("id"))
        if edition in found:
            other = found[edition].head.pack.path
            complain(faults, pack, "", "id", f"「{edition}」重复，另见 {other}", f'"{edition}" stands in {other} too')
            continue
        found[edition] = Draft(Entry(pack, "", edition, pack.data))
        found[edition].add(pack, faults)
    for pack in packs:
        for edition in extended(pack):
            if edition in found:
                found[edition].add(pack, faults)
            else:
                zh, en = (
                    f"没有版式「{edition}」；已知：{'、'.join(found)}",
                    f'no edition "{edition}"; known: {", ".join(found)}',
                )
                complain(faults, pack, "", "extends", zh, en)
    return found


def extended(pack: Pack) -> tuple[str, ...]:
    """Ids of the editions that a file extends."""
    value = pack.data.get("extends", ())
    return (value,) if isinstance(value, str) else tuple(value)
