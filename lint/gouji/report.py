"""A report as recognised: sections with roles, forms with values, dates, contacts. All of it is frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from gouji.claims import NO_CLAIMS, Claims
from gouji.document import Block, Cell, Cells, Document, Paragraph, extent
from gouji.editions import Column, Edition, Form, Identity, Row
from gouji.findings import Words
from gouji.grammar.relation import Instance
from gouji.source import Source, Span
from gouji.wording import Wording, wording

FormStatus = Literal["read", "doubtful", "missing", "picture"]
Kind = Literal["government", "department", "township"]
Scope = Literal["own", "aggregate"]
Number = int | float


class Ordinal(NamedTuple):
    """The number before a heading: `style` is `一、`, `(一)`, `1.`, `(1)`, `第一部分`, `①`, `一是` …; `value` from 1."""

    style: str
    value: int
    span: Span


class Section(NamedTuple):
    """A heading with what stands under it, down to the next heading of its level or above.

    `heading` is the span of the whole heading (ordinal and title), `title` the title as it stands without ordinal and
    final punctuation; `run_in` whether prose goes on in the same paragraph. `extent` reaches from the heading to the
    end of the section. `blocks` are the blocks between the heading and the first child (the rest of a run-in paragraph
    is their first paragraph). `role` is that of the edition's `SectionSpec`, or None.
    """

    ordinal: Ordinal | None
    title: str
    title_span: Span
    heading: Span
    extent: Span
    level: int
    run_in: bool
    blocks: tuple[Block, ...]
    children: tuple[Section, ...]
    role: str | None = None

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in reading order."""
        yield self
        for child in self.children:
            if child.children:
                yield from child.walk()
            else:
                yield child

    def paragraphs(self) -> Iterator[Paragraph]:
        """All prose of the section and the sections below it, in reading order, headings left out."""
        for section in self.walk():
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield block


class Value(NamedTuple):
    """A figure of a form: `number` is None where the cell is blank or holds no number.

    `confidence` is 1.0 where label and place agree, less where the figure was placed by inference. `unit` is a unit
    written in the cell itself (`251000元`).
    """

    number: Number | None
    cell: Cell
    confidence: float = 1.0
    unit: str = ""

    @property
    def raw(self) -> str:
        """The cell's text."""
        return self.cell.text

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the cell, or only a dash, a stroke or 无."""
        return self.number is None and self.cell.text in _BLANK


_BLANK = frozenset({"", "-", "—", "--", "——", "/", "\\", "无", "–", "－", "／", "不涉及", "无。", "―"})


class PlainValues(Mapping[tuple[str, str], Value]):
    """The values of a form that holds nothing but plain figures; each is made when it is asked for.

    `places` tells for each key which of the numbers and confidences are its own, and in which row of `cells` at which
    place its cell stands.
    """

    __slots__ = ("_at", "_cells", "_confidences", "_places", "numbers")

    def __init__(
        self,
        places: Mapping[tuple[str, str], int],
        cells: Sequence[Cells],
        at: Sequence[tuple[int, int]],
        numbers: Sequence[Number],
        confidences: Sequence[float],
    ) -> None:
        """Values in the order of `places`."""
        self._places = places
        self._cells = cells
        self._at = at
        self._confidences = confidences
        self.numbers = numbers

    def __getitem__(self, key: tuple[str, str]) -> Value:
        """The value of a row and column."""
        place = self._places[key]
        row, at = self._at[place]
        return Value(self.numbers[place], self._cells[row][at], self._confidences[place])

    def number(self, key: tuple[str, str]) -> Number | None:
        """The figure of a row and column, None where there is no such cell."""
        place = self._places.get(key)
        return None if place is None else self.numbers[place]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The keys in reading order."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many values there are."""
        return len(self._places)


class RowReading(NamedTuple):
    """A row of a form as it stands: how well its label fits (0–1), its cells and which of them is the label, from 0.

    `place` is -1 where the label is lost.
    """

    row: Row
    likeness: float
    cells: Cells
    place: int

    @property
    def label(self) -> Cell | None:
        """The label cell, None where it is lost."""
        return None if self.place < 0 else self.cells[self.place]

    @property
    def span(self) -> Span:
        """From the first cell that is not blank to the last one."""
        return extent(self.cells)


class ColumnReading(NamedTuple):
    """A column and how well its head fits (0–1), the cells of the head's row and which of them it is, from 0.

    `place` is -1 where no head was found.
    """

    column: Column
    likeness: float
    cells: Cells
    place: int

    @property
    def head(self) -> Cell | None:
        """The head, None where there is none."""
        return None if self.place < 0 else self.cells[self.place]


class FormReading(NamedTuple):
    """A prescribed form as read. `form` is the form that stands there, of edition `edition` (perhaps another one).

    `values` is keyed by row id and column id. `unknown` are label cells of rows that the form does not have, `unusual`
    the keys of values that are not plain whole numbers from 0. `span` covers the table; where nothing stands, the
    heading of the section it belongs to. `reason` says why it is doubtful.
    """

    form: Form
    edition: str
    status: FormStatus
    span: Span
    values: Mapping[tuple[str, str], Value]
    rows: Mapping[str, RowReading]
    columns: tuple[ColumnReading, ...]
    unknown: tuple[Cell, ...] = ()
    reason: str = ""
    unusual: tuple[tuple[str, str], ...] = ()

    @property
    def figures(self) -> dict[tuple[str, str], Number]:
        """The figures by row id and column id, 0 where there is none."""
        if isinstance(self.values, PlainValues):
            return dict(zip(self.values, self.values.numbers, strict=True))
        return {cell: value.number or 0 for cell, value in self.values.items()}

    def number(self, row: str, column: str) -> Number | None:
        """The figure at a row and column, None where there is none."""
        if isinstance(self.values, PlainValues):
            return self.values.number((row, column))
        value = self.values.get((row, column))
        return None if value is None else value.number


class Failure(NamedTuple):
    """An identity that does not hold for a row, column or block."""

    identity: Identity
    instance: Instance
    left: Number
    right: Number


class Cause(NamedTuple):
    """One cause of failed identities of a form: the failures it explains and, where one cell explains all, that cell.

    `cell` is (row id, column id), `wanted` the figure that would mend everything, together with those of `more`, further
    cells with their figures. Where no cell is sure, `cell` is where the sum stands and `wanted` a figure that would do.

    `kind` names the likely cause: `wrong-figure`, `transposed`, `digit-lost`, `digit-added`, `blank`,
    `total-not-filled`; `misclassified` (columns whose differences cancel out), `misplaced` (rows likewise),
    `carried-into-total` (a column is off and the total by as much), `line-wrong` (most of a row or column), `many`
    (rows or columns without anything in common), `unknown`.
    """

    reading: FormReading
    failures: tuple[Failure, ...]
    cell: tuple[str, str]
    wanted: Number | None
    kind: str
    more: tuple[tuple[tuple[str, str], Number], ...] = ()

    @property
    def first(self) -> Failure:
        """The failure under whose code the cause is reported."""
        return self.failures[0]


class Title(NamedTuple):
    """The title line(s): `agency` and `year` as they stand in it, `kind` the words for the kind of document."""

    span: Span
    text: str
    agency: str
    agency_span: Span | None
    year: int | None
    year_span: Span | None
    kind: str
    kind_span: Span | None


class Day(NamedTuple):
    """A date in the text. Parts are None where they are not written; `date` is None where there is no such day.

    `garbled` says that 年 or 月 was lost, `spaced` that blanks stand inside, `padded` that a month or day has a leading
    zero, `form` is `年月日`, `iso` (2012-3-30, 2012.3.30, 2012/3/30) or `汉字` (二〇一二年三月三十日).
    """

    span: Span
    year: int | None
    month: int | None
    day: int | None
    date: date | None
    form: str
    garbled: bool = False
    spaced: bool = False
    padded: bool = False


class Period(NamedTuple):
    """The statistic period: the span of the statement, its two days."""

    span: Span
    start: Day | None
    end: Day | None


class Signature(NamedTuple):
    """Issuing agency and date at the end; each may be missing."""

    span: Span
    agency: str
    agency_span: Span | None
    day: Day | None


class Contact(NamedTuple):
    """A contact detail. `kind`: address, postcode, phone, fax, email, website, hotline; `value` may be empty."""

    kind: str
    value: str
    span: Span


class Alias(NamedTuple):
    """A name by which the report calls its own agency; `place` is title, body or signature."""

    name: str
    span: Span
    place: str


class _Parts(NamedTuple):
    """What a report is made of.

    `recognised` is False where nothing in the text is that of an annual report. `preamble` is the prose before the
    first section (title and page dressing left out), `body` the span from title to signature. `forms` is keyed by form
    id. `days` are all dates in prose, in reading order. `as_of` is the day of the check, None when it is not given.
    `claims` is what the prose says in figures, read when it is first asked for; `office_mobiles` are mobile numbers
    that may be published.
    `values_only` says that only the values of the forms are known, and nothing of the text.
    """

    document: Document
    recognised: bool
    edition: Edition
    evidence: tuple[Words, ...]
    edition_doubt: str
    title: Title | None
    year: int | None
    agency: str | None
    kind: Kind | None
    scope: Scope | None
    body: Span
    preamble: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    forms: Mapping[str, FormReading]
    causes: tuple[Cause, ...]
    period: Period | None
    days: tuple[Day, ...]
    published: Day | None
    signature: Signature | None
    contacts: tuple[Contact, ...]
    aliases: tuple[Alias, ...]
    as_of: date | None = None
    claims: Claims = NO_CLAIMS
    office_mobiles: tuple[str, ...] = ()
    values_only: bool = False


class Report(_Parts):
    """One annual report as recognised; what every rule sees. What many rules ask for is worked out once."""

    @property
    def source(self) -> Source:
        """The text and its places."""
        return self.document.source

    def section(self, role: str) -> Section | None:
        """The first section of a role."""
        return next((section for section in self.sections if section.role == role), None)

    def prose(self) -> Iterator[Paragraph]:
        """All prose of the report in reading order: preamble and sections, headings left out."""
        return iter(self._prose)

    @cached_property
    def parts(self) -> tuple[Section, ...]:
        """The sections and all sections below them, in reading order."""
        return tuple([part for section in self.sections for part in section.walk()])

    @cached_property
    def passages(self) -> tuple[Span, ...]:
        """Title, headings and paragraphs in ascending order: all that somebody worded, without the forms."""
        found = [paragraph.span for paragraph in self._prose]
        found += [part.heading for part in self.parts]
        return tuple(sorted([*found, self.title.span] if self.title else found))

    @cached_property
    def passage_starts(self) -> list[int]:
        """Where the passages begin."""
        return [start for start, _ in self.passages]

    @cached_property
    def wording(self) -> Wording:
        """The passages in one text, folded."""
        return wording(self.source.folded, self.passages)

    def says(self, section: Section) -> str:
        """What a section says: its folded prose and that of the sections below it with their headings, a line each.

        A numbered sentence that stands alone in its line ((一)本年度未收取信息处理费。) reads as a heading.
        """
        # By identity: comparing sections would take longer than reading them. A section that is kept keeps its id.
        if id(section) not in self._said:
            folded, (_, *below) = self.source.folded, section.walk()
            spans = [paragraph.span for paragraph in section.paragraphs()] + [part.heading for part in below]
            text = "\n".join([folded[start:end] for start, end in sorted(spans)])
            self._said[id(section)] = section, text
        return self._said[id(section)][1]

    @cached_property
    def all_said(self) -> str:
        """What the whole report says: preamble and sections, without the headings of the top level and without forms."""
        folded = self.source.folded
        opening = "\n".join([folded[part.span.start : part.span.end] for part in self.preamble])
        return "\n".join([opening, *map(self.says, self.sections)])

    @cached_property
    def _prose(self) -> tuple[Paragraph, ...]:
        return (
            *self.preamble,
            *[block for part in self.parts for block in part.blocks if isinstance(block, Paragraph)],
        )

    @cached_property
    def _said(self) -> dict[int, tuple[Section, str]]:
        return {}

    def __getstate__(self) -> None:
        """Nothing beyond the parts: what was worked out is worked out again in another process."""
        return
