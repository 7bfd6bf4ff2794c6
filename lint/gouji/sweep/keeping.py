"""What comparisons need of a report, as bytes: so that no report is read twice.

Kept are text and places, headings and paragraphs, the figures of forms, and what was recognised of title, year, agency
and scope. Not kept are cells without figures, labels as they stand, contact details and claims.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

import msgspec

from gouji.claims import NO_CLAIMS
from gouji.document import Block, Cell, Document, Paragraph
from gouji.editions import Edition
from gouji.report import (
    Alias,
    Cause,
    Day,
    FormReading,
    Kind,
    Ordinal,
    Period,
    Report,
    Scope,
    Section,
    Title,
    Value,
)
from gouji.report import FormStatus as Status
from gouji.source import Anchor, Run, Source, Span

_LENGTH = 4


class _Struct(msgspec.Struct, array_like=True):
    """Kept without names of fields."""


class _Section(_Struct):
    ordinal: Ordinal | None
    title: str
    title_span: Span
    heading: Span
    extent: Span
    level: int
    run_in: bool
    paragraphs: list[Span]
    children: list[_Section]
    role: str | None


class _Form(_Struct):
    """Values are kept in columns; `spans` holds start and end of each in turn, `unsure` confidences below 1 by index."""

    id: str
    edition: str
    status: Status
    span: Span
    rows: list[str]
    columns: list[str]
    numbers: list[int | float | None]
    texts: list[str]
    spans: list[int]
    unsure: dict[int, float]
    units: dict[int, str]
    reason: str


class _Cause(_Struct):
    form: str
    cell: tuple[str, str]
    wanted: int | float | None
    kind: str


class _Text(_Struct):
    """A source; `lines` are lengths of lines, `starts`, `origins` and `limits` of runs are differences."""

    text: str
    lines: list[int] | None
    starts: list[int]
    origins: list[int]
    limits: list[int]
    anchors: list[Anchor]
    encoding: str


class _Kept(_Struct):
    source: _Text
    edition: str
    title: Title | None
    year: int | None
    agency: str | None
    kind: Kind | None
    scope: Scope | None
    body: Span
    preamble: list[Span]
    sections: list[_Section]
    forms: list[_Form]
    causes: list[_Cause]
    period: Period | None
    published: Day | None
    aliases: list[Alias]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Kept).decode


def kept(report: Report, sentences: bytes = b"") -> bytes:
    """A report as bytes, with what stands for its sentences; empty where its text was recognised optically, since how sure it is is not kept."""
    if not report.recognised or report.source.recognised_pages:
        return b""
    record = _Kept(
        _text(report.source), report.edition.id, report.title, report.year, report.agency, report.kind, report.scope,
        report.body, [paragraph.span for paragraph in report.preamble], [_section(part) for part in report.sections],
        [_form(reading) for reading in report.forms.values()], [_cause(cause) for cause in report.causes],
        report.period, report.published, list(report.aliases),
    )  # fmt: skip
    return len(sentences).to_bytes(_LENGTH, "little") + sentences + zlib.compress(_encode(record), 1)


def sentences(data: bytes) -> bytes:
    """What stands for the sentences of a kept report."""
    return data[_LENGTH : _end(data)]


def _end(data: bytes) -> int:
    return _LENGTH + int.from_bytes(data[:_LENGTH], "little")


def restored(data: bytes, name: str, editions: Mapping[str, Edition]) -> Report:
    """The report of these bytes, under the name of its file."""
    record = _decode(zlib.decompress(memoryview(data)[_end(data) :]))
    source = _source(record.source, name)
    forms = {form.id: reading for form in record.forms if (reading := _reading(form, editions)) is not None}
    return Report(
        document=Document(source, (), ""),
        recognised=True,
        edition=editions[record.edition],
        evidence=(),
        edition_doubt="",
        title=record.title,
        year=record.year,
        agency=record.agency,
        kind=record.kind,
        scope=record.scope,
        body=record.body,
        preamble=tuple(_paragraphs(source, record.preamble)),
        sections=tuple(_restored(source, section) for section in record.sections),
        forms=forms,
        causes=tuple(
            Cause(forms[cause.form], (), cause.cell, cause.wanted, cause.kind)
            for cause in record.causes
            if cause.form in forms
        ),
        period=record.period,
        days=(),
        published=record.published,
        signature=None,
        contacts=(),
        aliases=tuple(record.aliases),
        claims=NO_CLAIMS,
    )


class _KeptSource(Source):
    """A source that knows its lines without the file."""

    def __init__(self, kept: _Text, name: str) -> None:
        starts, origins = accumulate(kept.starts), accumulate(kept.origins)
        runs = tuple(
            Run(start, origin, origin + more) for start, origin, more in zip(starts, origins, kept.limits, strict=True)
        )
        original = None if kept.lines is None else kept.text
        super().__init__(name, kept.text, original, runs, tuple(kept.anchors), kept.encoding)
        self._lengths = kept.lines or []

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets in the decoded file where its lines begin."""
        return list(accumulate(self._lengths, initial=0))


def _source(kept: _Text, name: str) -> Source:
    return _KeptSource(kept, name)


def _text(source: Source) -> _Text:
    return _Text(
        source.text,
        None if source.original is None else _differences(source.line_starts)[1:],
        _differences([run.start for run in source.runs]),
        _differences([run.origin for run in source.runs]),
        [run.limit - run.origin for run in source.runs],
        list(source.anchors),
        source.encoding,
    )


def _differences(numbers: Sequence[int]) -> list[int]:
    """The first number, and the differences of each to the one before."""
    return [*numbers[:1], *(later - earlier for earlier, later in pairwise(numbers))]


def _section(section: Section) -> _Section:
    return _Section(
        section.ordinal, section.title, section.title_span, section.heading, section.extent, section.level,
        section.run_in, [block.span for block in section.blocks if isinstance(block, Paragraph)],
        [_section(child) for child in section.children], section.role,
    )  # fmt: skip


def _restored(source: Source, kept: _Section) -> Section:
    blocks: tuple[Block, ...] = tuple(_paragraphs(source, kept.paragraphs))
    return Section(
        kept.ordinal, kept.title, kept.title_span, kept.heading, kept.extent, kept.level, kept.run_in, blocks,
        tuple(_restored(source, child) for child in kept.children), kept.role,
    )  # fmt: skip


def _paragraphs(source: Source, spans: Iterable[Span]) -> Iterable[Paragraph]:
    return (Paragraph(span, source[span]) for span in spans)


def _cause(cause: Cause) -> _Cause:
    return _Cause(cause.reading.form.id, cause.cell, cause.wanted, cause.kind)


def _form(reading: FormReading) -> _Form:
    values = list(reading.values.values())
    return _Form(
        reading.form.id,
        reading.edition,
        reading.status,
        reading.span,
        [row for row, _ in reading.values],
        [column for _, column in reading.values],
        [value.number for value in values],
        [value.raw for value in values],
        _differences([offset for value in values for offset in value.cell.span]),
        {at: value.confidence for at, value in enumerate(values) if value.confidence < 1},
        {at: value.unit for at, value in enumerate(values) if value.unit},
        reading.reason,
    )


def _reading(kept: _Form, editions: Mapping[str, Edition]) -> FormReading | None:
    form = editions[kept.edition].form(kept.id) if kept.edition in editions else None
    if form is None:
        return None
    values = dict(zip(zip(kept.rows, kept.columns, strict=True), _values(kept), strict=True))
    return FormReading(form, kept.edition, kept.status, kept.span, values, {}, (), reason=kept.reason)


def _values(kept: _Form) -> Iterable[Value]:
    offsets = list(accumulate(kept.spans))
    spans = zip(offsets[::2], offsets[1::2], strict=True)
    for at, (text, number, (start, end)) in enumerate(zip(kept.texts, kept.numbers, spans, strict=True)):
        cell = Cell(text, Span(start, end), 0, 0)
        yield Value(number, cell, kept.unsure.get(at, 1.0), kept.units.get(at, ""))
