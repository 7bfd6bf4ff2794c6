"""Problems as rules yield them, and findings as people see them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from gouji.source import Place, Span

if TYPE_CHECKING:
    from gouji.report import Report


class Severity(StrEnum):
    """How grave: 强制性 error, 核实性 warning, 提示 info."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for error, 1 for warning, 0 for info."""
        return {"error": 2, "warning": 1, "info": 0}[self.value]


class Words(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        """The sentence in a language, `zh` or `en`."""
        return self.en if language == "en" else self.zh


NOTHING = Words("", "")


class Relation(NamedTuple):
    """Another place that a problem rests on: its span, and its address where it is a cell of a form.

    `report` is the report that it lies in where that is another one.
    """

    span: Span
    address: str | None = None
    report: Report | None = None


class Edit(NamedTuple):
    """Text put in place of a span of `Source.text`."""

    span: Span
    text: str


class Fix(NamedTuple):
    """What mends a problem: its edits belong together. A fix that is not safe may change a figure or the meaning."""

    message: Words
    edits: tuple[Edit, ...]
    safe: bool = True


class Problem(NamedTuple):
    """What a rule yields: a place, a sentence with the figures, and what belongs to it.

    `severity` is None for the severity of the rule. `address` is `form`, `form.row` or `form.row.column`. `quote` is
    what to quote where it is not the span's own text: another span, or words in its place where the text is private.
    `hidden` is text that gouji must not repeat in what it writes itself, with what stands for it, of the same length.
    """

    span: Span
    message: Words
    hint: Words = NOTHING
    severity: Severity | None = None
    address: str | None = None
    expected: str | None = None
    actual: str | None = None
    related: tuple[Relation, ...] = ()
    basis: tuple[str, ...] = ()
    quote: Span | str | None = None
    fix: Fix | None = None
    hidden: tuple[Edit, ...] = ()


class Gap(NamedTuple):
    """What a rule yields where it cannot tell, and why: 缺2022年度的年报."""

    reason: Words


class Related(NamedTuple):
    """A related place of a finding, ready for people; `path` names the file where it is another one."""

    place: Place
    address: str | None
    quote: str
    span: Span | None = None
    path: str = ""


class Finding(NamedTuple):
    """A problem with code, severity and place.

    `suppressed` is the reason for which a finding is excused, `excused_by` what excuses it: `comment` (in the report),
    `baseline`, or file and line of a suppression in a configuration file.

    Where `private` holds, the text at the span must not be repeated; `quote` stands for it. `hidden` is as in `Problem`.
    """

    code: str
    name: str
    severity: Severity
    message: Words
    hint: Words
    span: Span
    place: Place
    path: str
    address: str | None
    quote: str
    expected: str | None
    actual: str | None
    basis: tuple[str, ...]
    related: tuple[Related, ...]
    fingerprint: str
    suppressed: str | None = None
    excused_by: str = ""
    private: bool = False
    fix: Fix | None = None
    hidden: tuple[Edit, ...] = ()
