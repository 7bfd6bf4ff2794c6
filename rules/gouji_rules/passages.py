"""Where prose stands: what rules on wording ask of a place that a search of the whole text has found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from gouji.findings import NOTHING, Edit, Fix, Problem, Relation, Severity, Words
from gouji.patterns import matches
from gouji.report import Report
from gouji.source import Span

_MOST = 20
"""So many further places are named with a problem; the message has the count of all."""

_FAR = 400
"""No sentence is longer to either side, so that time does not grow with a line that has no end."""

_FULL_WIDTH = ("，", "；", "：", "（", "）", "！", "？")


class Passages:
    """The title, headings and paragraphs of a report, in reading order; tables and page furniture are none of it.

    Searching the whole text and asking afterwards is quicker than searching paragraph by paragraph, since most
    reports have nothing to be found.
    """

    def __init__(self, report: Report) -> None:
        """Nothing is collected before the first question."""
        self._report = report

    @property
    def spans(self) -> tuple[Span, ...]:
        """The passages, in ascending order."""
        return self._report.passages

    def around(self, offset: int) -> Span | None:
        """The passage in which an offset lies."""
        index = bisect_right(self._report.passage_starts, offset) - 1
        return self.spans[index] if index >= 0 and offset < self.spans[index].end else None

    def hold(self, span: Span) -> bool:
        """Whether a span lies within one passage."""
        around = self.around(span.start)
        return around is not None and span.end <= around.end

    def found(self, shapes: Iterable[re.Pattern[str]], *, whole: bool = True) -> list[Span]:
        """Where patterns that begin with a literal character match within a passage of the body, in ascending order.

        A match that is not `whole` need only begin in one.
        """
        wording, body, spans = self._report.wording, self._report.body, list[Span]()
        for shape in shapes:
            for match in matches(shape, wording.text, 0, len(wording.text)):
                start = wording.origin(match.start())
                span, around = Span(start, start + len(match[0])), self.around(start)
                if around and body.start <= start and span.end <= (around.end if whole else body.end):
                    spans.append(span)
        return sorted(spans)

    def held(self, spans: Iterable[Span]) -> list[Span]:
        """Those of the spans that lie within passages."""
        return [span for span in spans if self.hold(span)]


def is_normalised(report: Report) -> bool:
    """Whether the text holds no full-width punctuation: then some program replaced it, and nobody wrote it so."""
    return not any(mark in report.source.text for mark in _FULL_WIDTH)


def sentence(folded: str, at: int, passage: Span, ends: str = "。;!?\n") -> Span:
    """The part of a passage round an offset that reaches from one end of a sentence to the next, or as far as one may."""
    first, last = max(passage.start, at - _FAR), min(passage.end, at + _FAR)
    start = max(first, *(folded.rfind(mark, first, at) + 1 for mark in ends))
    found = [place for mark in ends if (place := folded.find(mark, at, last)) >= 0]
    return Span(start, min([*found, last]))


def gathered(
    spans: Sequence[Span],
    message: Words,
    hint: Words = NOTHING,
    severity: Severity | None = None,
    fix: Fix | None = None,
) -> Iterator[Problem]:
    """One problem for all places of a kind, at the first; nothing where there is none."""
    if not spans:
        return
    first, *others = spans
    counted = Words(f"{message.zh}（共{len(spans)}处）", f"{message.en} ({len(spans)} places)") if others else message
    related = tuple(Relation(span) for span in others[:_MOST])
    yield Problem(first, counted, hint, severity, related=related, fix=fix)


def mending(message: Words, edits: Iterable[Edit], *, safe: bool = True) -> Fix | None:
    """The fix that makes edits; None where there is none to make."""
    made = tuple(edits)
    return Fix(message, made, safe) if made else None
