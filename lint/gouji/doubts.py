"""What may be misread in text that was recognised optically, and must not be held against the report.

A figure below `LIMIT` may be another one. Where an identity fails that has a part in such a figure, or where one
figure that is not quite sure agrees with everything once a digit is taken for one that looks like it, recognition is
the likelier culprit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gouji.boxes import UNREAD
from gouji.findings import Problem
from gouji.report import Cause, FormReading, Number, Report
from gouji.rules import Rule
from gouji.source import Source, Span

LIMIT = 0.95
"""Figures that recognition is less sure of are doubtful."""

_CLEAR = 0.985
_LOOK_ALIKE: Mapping[str, str] = {
    "0": "689", "1": "74", "2": "7", "3": "895", "4": "19", "5": "638", "6": "058", "7": "12", "8": "0369", "9": "0438",
}  # fmt: skip

Key = tuple[str, str]


def is_firm(source: Source, rule: Rule, problem: Problem) -> bool:
    """Whether a problem stands although text was recognised optically: no figure that it rests on is doubtful."""
    own = problem.quote if isinstance(problem.quote, Span) else problem.span
    if rule.literal and source.confidence(own) < 1:
        return False
    rests = ((other.report.source if other.report else source, other.span) for other in problem.related)
    return not any(_has_doubtful_figure(*rest) for rest in ((source, own), *rests))


def _has_doubtful_figure(source: Source, span: Span) -> bool:
    """Whether a digit of a span may be another one, or stands where nothing could be read."""
    if source.confidence(span) >= LIMIT:
        return False
    figures = (at for at in range(*span) if source.text[at].isdecimal() or source.text[at] == UNREAD)
    return any(source.confidence(Span(at, at + 1)) < LIMIT for at in figures)


def suspects(report: Report, cause: Cause) -> tuple[Key, ...]:
    """The cells that may be misread, if that is the likely cause of failed identities; else none."""
    if not report.source.recognised_pages:
        return ()
    values = cause.reading.values
    cells = dict.fromkeys(cell for failure in cause.failures for cell in failure.instance.cells)
    sureness = {cell: report.source.confidence(values[cell].cell.span) for cell in cells if cell in values}
    doubtful = tuple(cell for cell, sure in sureness.items() if sure < LIMIT)
    if doubtful:
        return doubtful
    unclear = [cell for cell, sure in sureness.items() if sure < _CLEAR]
    mended = [cell for cell in unclear for number in _readings(cause.reading, cell) if _mends(cause, cell, number)]
    return tuple(mended) if len(mended) == 1 else ()


def _readings(reading: FormReading, cell: Key) -> Iterator[Number]:
    """What a figure may be with one digit taken for one that looks like it."""
    text = str(reading.number(*cell))
    if not text.isdecimal():
        return
    for at, digit in enumerate(text):
        for other in _LOOK_ALIKE[digit]:
            yield int(text[:at] + other + text[at + 1 :])


def _mends(cause: Cause, cell: Key, number: Number) -> bool:
    """Whether all failures of a cause, and all other identities of a cell, hold with another figure in it."""

    def figure(key: Key) -> Number:
        return number if key == cell else cause.reading.number(*key) or 0

    failed = (failure.instance for failure in cause.failures)
    of_cell = (each for identity in cause.reading.form.identities for each in identity.instances if cell in each.cells)
    return all(instance.holds(figure) for instance in (*failed, *of_cell))
