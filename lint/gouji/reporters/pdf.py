"""PDF files with the findings as highlights and notes, a copy of each; the file as it was is its beginning.

Files of unknown origin go through pypdf in a process of their own, with limits of time and memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec

from gouji.boxes import Box
from gouji.errors import GoujiError
from gouji.extras import missing
from gouji.findings import Finding, Severity, Words
from gouji.limits import Limits, Lost, said
from gouji.marking.pdf_notes import Note, Noting, noted
from gouji.phrases import phrases
from gouji.reporters import Copy, Style
from gouji.reporters.lines import shown
from gouji.reporters.remarks import remark
from gouji.results import Result
from gouji.source import Source, Span
from gouji.workers import Workers

_COLOURS = {Severity.ERROR: (1.0, 0.68, 0.66), Severity.WARNING: (1.0, 0.86, 0.45), Severity.INFO: (0.68, 0.84, 1.0)}
_NEAR = 200
"""Characters; what is farther away shows no place."""


def write(results: Iterable[Result], style: Style) -> Iterator[Copy]:
    """A copy for each PDF file that was read. Raises ConfigError where pypdf is not installed."""
    if find_spec("pypdf") is None:
        raise missing("pdf")
    workers: Workers[Noting, bytes | GoujiError] = Workers(noted, Limits())
    try:
        for result in results:
            if result.document is not None and result.file is not None:
                yield _copy(result, workers, style)
    finally:
        workers.end()


def _copy(result: Result, workers: Workers[Noting, bytes | GoujiError], style: Style) -> Copy:
    assert result.document is not None
    assert result.file is not None
    data = result.file.data
    if result.document.reader != "pdf" or not data[:1024].count(b"%PDF-"):
        return Copy(result.path, error=phrases("no-pdf", path=result.path))
    findings = shown(result)
    if not findings:
        return Copy(result.path, data=data)
    notes = tuple(_note(finding, result.document.source, style) for finding in findings)
    day = style.today.strftime("%Y%m%d") if style.today else "19700101"
    made = next(workers.results([Noting(result.path, data, notes, day)]))
    if isinstance(made, Lost):
        words = said(made, Limits())
        return Copy(result.path, error=Words(f"{result.path}: {words.zh}", f"{result.path}: {words.en}"))
    if isinstance(made, GoujiError):
        return Copy(result.path, error=Words(made.zh, made.en))
    return Copy(result.path, data=made)


def _note(finding: Finding, source: Source, style: Style) -> Note:
    text = "\n".join(remark(finding, style))
    boxes = source.boxes(finding.span)
    if boxes:
        return Note(boxes, text, _COLOURS[finding.severity])
    return Note(_beside(finding.span, source), text, _COLOURS[finding.severity], beside=True)


def _beside(span: Span, source: Source) -> tuple[Box, ...]:
    """The last box before a span where nothing is printed, as a blank cell; the first box of the page or of the file else."""
    before = source.boxes(Span(max(span.start - _NEAR, 0), span.start))
    if before:
        return before[-1:]
    after = source.boxes(Span(span.end, span.end + _NEAR))
    return after[:1] or (Box(source.place(span).page or 1, 20.0, 20.0, 20.0, 800.0),)
