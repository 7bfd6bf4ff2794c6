"""What may stand in a pack file, table by table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Union

from msgspec import Meta, Struct

from gouji.editions import Layout, ValueType
from gouji.findings import Severity
from gouji.packs.rule_rows import ROWS, RuleRow
from gouji.packs.values import AgencyKinds, BothWords, Code, EditionId, Id, LawId, Missing, Text, Years


class Strict(Struct, forbid_unknown_fields=True):
    """A table that holds known keys only."""


class Labels(Strict):
    """Other labels of a row or a column of a form."""

    form: Id
    row: Id | None = None
    column: Id | None = None
    variants: list[Text] = []
    misprints: list[Text] = []


class Section(Strict):
    """`[[sections]]`; `after` names the role that it follows where it is not the last one."""

    role: Id
    title: Text
    pattern: Text
    accepted: str = ""
    required: bool = True
    severity: Severity = Severity.ERROR
    forms: list[Id] = []
    after: Id | None = None


class Aspect(Strict):
    """`[[aspects]]`."""

    id: Id
    name: BothWords
    heading: Text
    text: Text
    kinds: AgencyKinds = []


class Deadline(Strict):
    """`[[deadlines]]`."""

    month: Annotated[int, Meta(ge=1, le=12)]
    day: Annotated[int, Meta(ge=1, le=31)]
    basis: Text
    kinds: AgencyKinds = []


class Law(Strict):
    """`[[laws]]`."""

    id: LawId
    title: Text
    number: Text
    years: Years
    kind: Literal["regulation", "format", "other"] = "other"
    names: list[Text] = []
    articles: dict[Literal["annual-report", "disclosure", "answer"], list[int]] = {}


class Titles(Strict):
    """`[[titles]]`: full titles of laws, and where they can be looked up."""

    names: list[Text]
    source: Text


class Confusables(Strict):
    """`[[confusables]]`: wrong words with the right ones, and where they are right after all."""

    words: dict[Text, Text]
    source: Text
    severity: Severity | None = None
    not_after: str = ""
    not_before: str = ""
    only_before: str = ""


class Column(Strict):
    """A column of a form."""

    id: Id
    label: Text
    type: ValueType = "count"
    group: str = ""
    variants: list[Text] = []
    misprints: list[Text] = []
    after: Id | None = None


class Row(Strict):
    """A row of a form."""

    id: Id
    label: Text
    group: str = ""
    kind: str = ""
    unit: str = ""
    type: ValueType | None = None
    variants: list[Text] = []
    misprints: list[Text] = []
    missing: Missing | None = None
    after: Id | None = None


class Identity(Strict):
    """`[[forms.identities]]`."""

    code: Code
    formula: Text
    message: BothWords
    ref: str = ""
    severity: Severity = Severity.ERROR


class Form(Strict):
    """The head of `[[forms]]`; where the form is there already, its parts are added to it."""

    id: Id
    name: BothWords | None = None
    section: Id | None = None
    layout: Layout = "rows"
    required: bool = True
    missing: Missing = "error"
    captions: list[Text] = []
    heads: list[Text] = []


class Head(Strict):
    """The keys of a file outside its lists of tables: an edition, or an extension of some."""

    id: EditionId | None = None
    name: BothWords | None = None
    years: Years | None = None
    ordered: bool = False
    basis: list[Text] = []
    # Not EditionId beside a list: of such a type msgspec frees the pattern once too often, and the process ends in a crash.
    extends: Text | list[EditionId] | None = None


TABLES: Mapping[str, type[Struct]] = {
    "sections": Section,
    "aspects": Aspect,
    "deadlines": Deadline,
    "laws": Law,
    "confusables": Confusables,
    "titles": Titles,
    "labels": Labels,
    "forms": Form,
    "rules": RuleRow,
}
PARTS: Mapping[str, type[Strict]] = {"columns": Column, "rows": Row, "identities": Identity}


class WholeForm(Form):
    """`[[forms]]` with its parts."""

    columns: list[Column] = []
    rows: list[Row] = []
    identities: list[Identity] = []


class WholeFile(Head):
    """A rule pack of gouji: an edition, or what is added to some."""

    sections: list[Section] = []
    aspects: list[Aspect] = []
    deadlines: list[Deadline] = []
    laws: list[Law] = []
    confusables: list[Confusables] = []
    titles: list[Titles] = []
    labels: list[Labels] = []
    forms: list[WholeForm] = []
    rules: list[Union[ROWS]] = []  # type: ignore[valid-type]  # noqa: UP007


def json_schema() -> dict[str, object]:
    """The JSON Schema of a pack file, for editors."""
    from msgspec.json import schema

    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "gouji rule pack", **schema(WholeFile)}
