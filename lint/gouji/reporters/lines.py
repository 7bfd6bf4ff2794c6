"""Lines that the formats for people share: where a finding is, what came of the run."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.findings import Finding, Severity
from gouji.patterns import pattern
from gouji.phrases import phrase
from gouji.reporters import Style
from gouji.results import Result, Tally
from gouji.source import Place

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


_LEAST = 20
_CLOSING, _OPENING = frozenset("，。；：、！？）」』》〕”’,.;:)% "), frozenset("（「『《〔“‘(")
_STOPS = frozenset(" ,;:)")
_WIDE = pattern("[\u2e80-\uffef]")


def painted(text: str, colour: str, style: Style) -> str:
    """The text in a colour of the terminal, where colours are wanted."""
    return f"\x1b[{colour}m{text}\x1b[0m" if style.colour else text


def graded(severity: Severity, style: Style) -> str:
    """The word for a severity, in its colour."""
    return painted(phrase(severity, style.language), _COLOURS[severity], style)


def position(place: Place, style: Style) -> str:
    """`line:column`, or the page, or nothing where a format has neither."""
    if place.line is not None:
        return f"{place.line}:{place.column}"
    return "" if place.page is None else phrase("page", style.language, page=place.page)


def head(finding: Finding, style: Style, *, named: bool = False) -> str:
    """`path:line:column: severity CODE message`; with `named` the place's name instead, where there is no other."""
    where = position(finding.place, style) or (one_line(finding.place.place) if named else "")
    where = ":".join(part for part in (finding.path, where) if part)
    code = painted(finding.code, "1", style)
    return f"{where}: {graded(finding.severity, style)} {code} {one_line(finding.message.of(style.language))}"


def hanging(text: str, indent: str, style: Style) -> Iterator[str]:
    """A long text in lines as wide as the output, those after the first indented.

    A line ends after a blank or a Chinese character, but not before a mark that closes something.
    """
    from rich.cells import cell_len

    room = max(style.width, _LEAST)
    while cell_len(text) > room:
        at = end = _fitting(text, room)
        while at > end // 2 and not _may_break(text, at):
            at -= 1
        at = at if at > max(end // 2, len(indent)) else end
        yield text[:at].rstrip()
        text = indent + text[at:].lstrip()
    yield text


def _fitting(text: str, room: int) -> int:
    """How many characters fit into so many cells, one at least."""
    from rich.cells import cell_len

    used = 0
    for at, character in enumerate(text):
        used += cell_len(character)
        if used > room and at:
            return at
    return len(text)


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _CLOSING or before in _OPENING:
        return False
    return before in _STOPS or _WIDE.match(before) is not None


def one_line(text: str) -> str:
    """The text without line ends."""
    return " ".join(text.split("\n"))


def shown(result: Result) -> list[Finding]:
    """The findings of a result that no suppression excuses."""
    return [finding for finding in result.findings if finding.suppressed is None]


def unassessed(result: Result, style: Style) -> Iterator[str]:
    """The lines that say which rules could not be assessed, and why."""
    if result.status != "unreadable" and not style.quiet:
        yield from (f"{result.path}: {reason}\n" for reason in reasons(result, style))


def reasons(result: Result, style: Style) -> Iterator[str]:
    """Why rules could not be assessed, a sentence each with their codes."""
    explained = {code for gap in result.gaps for code in gap.codes}
    codes = " ".join(code for code in result.not_assessable if code not in explained)
    if codes:
        yield phrase("not-assessable", style.language, codes=codes)
    for gap in result.gaps:
        reason = one_line(gap.reason.of(style.language))
        yield phrase("gap", style.language, reason=reason, codes=" ".join(gap.codes))


def ending(tally: Tally, style: Style) -> Iterator[str]:
    """Counts by rule where wanted, and the sum of the run."""
    if style.statistics and tally.by_code:
        yield f"{phrase('statistics', style.language)}\n"
        for (code, name, severity), count in sorted(tally.by_code.items(), key=lambda item: (-item[1], item[0])):
            yield f"{count:>6}  {code}  {graded(severity, style)}  {name}\n"
    if not style.quiet:
        yield f"{summary(tally, style)}\n"
        for name, count in (("fixable", tally.fixable[True]), ("fixable-unsafe", tally.fixable[False])):
            if count:
                yield f"{_count(name, count, style)}\n"


def summary(tally: Tally, style: Style) -> str:
    """The sum of the run in one sentence."""
    counts = [_count(severity, count, style) for severity, count in tally.by_severity.items() if count]
    if not counts and tally.reports > tally.unreadable:
        counts = [phrase("nothing", style.language)]
    others = (
        ("unreadable", tally.unreadable - tally.absent), ("absent", tally.absent), ("partly", tally.partly),
        ("suppressed", tally.suppressed),
    )  # fmt: skip
    counts += [_count(name, count, style) for name, count in others if count]
    said = phrase("comma", style.language).join(counts)
    there = tally.reports - tally.absent
    checked = _count("checked", there, style) if there else phrase("none-checked", style.language)
    return f"{checked}{said}{phrase('stop', style.language)}"


def _count(name: str, count: int, style: Style) -> str:
    return phrase(f"count-{name}", style.language, count=count, s="" if count == 1 else "s")
