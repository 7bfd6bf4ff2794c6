"""A rule of a pack as it stands in its file, and what all such rules have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from gouji.findings import NOTHING, Gap, Problem, Severity, Words
from gouji.packs.tables import Entry, words
from gouji.report import FormReading, Report
from gouji.source import Span

Said = Iterable[Problem | Gap]
Check = Callable[[Report], Said]


class Row(NamedTuple):
    """What a declared rule says of itself; `entry` is its table with all keys, `editions` those it holds for.

    `years` are the first and the last report year, None where it holds for all; `kinds` those of agencies, empty for all.
    """

    entry: Entry
    code: str
    name: str
    severity: Severity
    summary: Words
    message: Words
    hint: Words
    basis: tuple[str, ...]
    editions: frozenset[str]
    years: tuple[int, int | None] | None
    kinds: frozenset[str]

    def get(self, key: str) -> Any:
        """The value of a key, None where it is not there."""
        return self.entry.table.get(key)

    def holds_for(self, report: Report) -> bool:
        """Whether the rule is one for this report; where its year or agency is not known, it is not."""
        if self.kinds and report.kind not in self.kinds:
            return False
        if self.years is None:
            return True
        first, last = self.years
        return report.year is not None and first <= report.year and (last is None or report.year <= last)

    def problem(self, span: Span, detail: Words = NOTHING, **more: Any) -> Problem:
        """A problem in the words of the row, followed by what was found."""
        zh = f"{self.message.zh}：{detail.zh}" if detail.zh else self.message.zh
        en = f"{self.message.en}: {detail.en}" if detail.en else self.message.en
        return Problem(span, Words(zh, en), self.hint, **more)


def row_of(entry: Entry, extended: Iterable[str]) -> Row:
    """A table of `[[rules]]` as a row; `extended` are the editions of its file. What is not there is blank."""
    table = entry.table
    summary = words(table["summary"]) if "summary" in table else NOTHING
    message = words(table["message"]) if "message" in table else summary
    years = table.get("years")
    return Row(
        entry=entry,
        code=table.get("code", ""),
        name=table.get("name", ""),
        severity=Severity(table.get("severity", "warning")),
        summary=summary,
        message=Words(message.zh.removesuffix("。"), message.en.removesuffix(".")),
        hint=words(table["hint"]) if "hint" in table else NOTHING,
        basis=tuple(table.get("basis", ())),
        editions=frozenset(table.get("editions") or extended),
        years=(years[0], years[1] if len(years) > 1 else None) if years else None,
        kinds=frozenset(table.get("kinds", ())),
    )


def start_of(report: Report) -> Span:
    """Where something that the whole report lacks is reported: its title, else its first characters."""
    if report.title is not None:
        return report.title.span
    return Span(report.body.start, min(report.body.start + 20, report.body.end))


def unread(reading: FormReading) -> Gap:
    """What is said of a form that stands there and could not be read."""
    name = reading.form.name
    return Gap(Words(f"「{name.zh}」读不出", f"the form “{name.en}” could not be read"))
