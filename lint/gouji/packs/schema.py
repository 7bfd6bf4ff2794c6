"""What may stand in a pack file, table by table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from gouji.editions import Layout, ValueType
from gouji.findings import Severity

Id = Annotated[str, Meta(pattern=r"^[a-z]\w*(\.\w+)*$")]
EditionId = Annotated[str, Meta(pattern=r"^\w[\w-]*$")]
LawId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]*$")]
Code = Annotated[str, Meta(pattern=r"^[A-Z]{2,8}[0-9]{3,4}$")]
Text = Annotated[str, Meta(min_length=1)]
Years = Annotated[list[Annotated[int, Meta(ge=2008, le=2999)]], Meta(min_length=1, max_length=2)]
AgencyKinds = list[Literal["government", "department", "township"]]
Missing = Literal["error", "warning", "info", "never"]


class Strict(Struct, forbid_unknown_fields=True):
    """A table that holds known keys only."""


class BothWords(Strict):
    """A sentence in both languages."""

    zh: Text
    en: Text


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
    extends: EditionId | list[EditionId] | None = None


TABLES: Mapping[str, type[Strict]] = {
    "sections": Section,
    "aspects": Aspect,
    "deadlines": Deadline,
    "laws": Law,
    "confusables": Confusables,
    "titles": Titles,
    "labels": Labels,
    "forms": Form,
}
PARTS: Mapping[str, type[Strict]] = {"columns": Column, "rows": Row, "identities": Identity}
