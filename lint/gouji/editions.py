"""The prescribed formats: sections, forms, identities, deadlines and law, read from the TOML files of rule packs.

`Edition` and its parts are what recognition and rules see; `load` reads the files (see `gouji_rules/editions`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from gouji.findings import Severity, Words
from gouji.grammar.formula import Instance

ValueType = Literal["count", "change", "decimal"]
Layout = Literal["rows", "blocks"]


class Law(NamedTuple):
    """A document of the law register: `number` is its 发文字号; it holds for reports on `first_year` to `last_year`.

    `kind` is `regulation` (the Regulation itself), `format` (a notice on the form of the report) or `other`. `names` are
    other titles by which it is cited. `articles` are the numbers of its articles by matter: `annual-report`,
    `disclosure`, `answer`.
    """

    id: str
    title: str
    number: str
    first_year: int
    last_year: int | None
    kind: str = "other"
    names: tuple[str, ...] = ()
    articles: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def holds_for(self, year: int) -> bool:
        """Whether a report on this year can cite it as being in force."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


class Confusable(NamedTuple):
    """A wrong word and the one that is meant, with the source that says so.

    It is right after any of the characters of `not_after` (as in brackets of a regular expression), and before what the regular expression `not_before` matches;
    where `only_before` is given it is wrong only before what that matches. `severity` None is that of the rule.
    """

    wrong: str
    right: str
    source: str
    severity: Severity | None = None
    not_after: str = ""
    not_before: str = ""
    only_before: str = ""


class SectionSpec(NamedTuple):
    """A section that an edition knows. `pattern` is a regular expression for the squeezed title without ordinal.

    It is searched for, and the first section of the edition whose pattern is found gives the role. `accepted` has to
    match the whole squeezed title of a heading that is worded as prescribed; empty where any wording will do.
    """

    role: str
    title: str
    pattern: str
    required: bool
    severity: Severity
    forms: tuple[str, ...]
    accepted: str = ""


class Aspect(NamedTuple):
    """A matter that 总体情况 has to treat; `heading` and `text` are regular expressions for headings and prose."""

    id: str
    name: Words
    heading: str
    text: str
    kinds: tuple[str, ...]


class Deadline(NamedTuple):
    """The last day for publication in the year after the report year, for kinds of agency (empty: all)."""

    kinds: tuple[str, ...]
    month: int
    day: int
    basis: str


class Column(NamedTuple):
    """A column of figures. `label` is the official head, `variants` other accepted ones; `group` the head above.

    `misprints` are wrong labels that are seen often.
    """

    id: str
    label: str
    type: ValueType
    group: str
    variants: tuple[str, ...]
    misprints: tuple[str, ...] = ()


class Row(NamedTuple):
    """A row of figures, or a heading row (`kind` "heading", no figures).

    `group` is the label of the spanning cell before it; `missing` the severity when the row is absent, None when it
    may be. `type` is that of the row's figures where it is not the column's; `misprints` wrong labels seen often.
    """

    id: str
    label: str
    group: str
    kind: str
    unit: str
    variants: tuple[str, ...]
    missing: Severity | None
    misprints: tuple[str, ...] = ()
    type: ValueType | None = None


class Identity(NamedTuple):
    """A relation that the figures of a form must keep, from its formula; `code` is the rule that reports it."""

    code: str
    ref: str
    formula: str
    severity: Severity
    message: Words
    instances: tuple[Instance, ...]


class Form(NamedTuple):
    """A prescribed table. In layout `blocks` (表四) the rows stand side by side, each with all columns.

    `captions` are official and other accepted captions; `heads` are labels of head cells that carry no figures.
    """

    id: str
    name: Words
    layout: Layout
    section: str
    captions: tuple[str, ...]
    heads: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    identities: tuple[Identity, ...]
    required: bool


class Edition(NamedTuple):
    """A national format and the report years for which it holds (`last_year` None: still in force).

    `ordered` says whether the order of the sections is prescribed. Naming any string of `basis` names a legal basis.
    `titles` are full titles of laws that reports cite.
    """

    id: str
    name: Words
    first_year: int
    last_year: int | None
    ordered: bool
    sections: tuple[SectionSpec, ...]
    aspects: tuple[Aspect, ...]
    forms: tuple[Form, ...]
    deadlines: tuple[Deadline, ...]
    laws: tuple[Law, ...]
    basis: tuple[str, ...] = ()
    confusables: tuple[Confusable, ...] = ()
    titles: tuple[str, ...] = ()

    def form(self, id: str) -> Form | None:
        """The form of an id."""
        return next((form for form in self.forms if form.id == id), None)

    def section(self, role: str) -> SectionSpec | None:
        """The section of a role."""
        return next((section for section in self.sections if section.role == role), None)

    def holds_for(self, year: int) -> bool:
        """Whether a report on this year belongs to the edition."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


def load(paths: Sequence[Path], cache: Path | None = None) -> Mapping[str, Edition]:
    """The editions that rule packs define, by id in order of their years, with what other packs add to them.

    `cache` is a folder that may hold what was read and parsed before; it is used where nothing has changed and
    written to where it can be. Raises `PackError` that names all faults of the files, each with file, line and key.
    """
    # Here, since packs build on the classes above.
    from gouji.packs import assembly, files

    return assembly.editions(files.read(paths, cache))
