"""Forms that were not found: missing, a picture, or there in words that could not be put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gouji.document import Paragraph, Picture, Table
from gouji.editions import Edition, Form
from gouji.folding import squeeze
from gouji.recognition.figures import is_remarked, looks_like_value
from gouji.recognition.lexicon import bare, label_key
from gouji.report import FormReading, FormStatus, PlainValues, Section
from gouji.source import Source, Span

_SHORTEST_LABEL = 4
_FEWEST_LABELS = 8
_LONGEST_SECTION = 20_000
_LONG_LABEL = 6
_LONGEST_LINE = 40
_LONGEST_ROW = 120


def all_forms(
    edition: Edition, readings: Mapping[str, FormReading], sections: Sequence[Section], body: Span, source: Source
) -> Iterator[tuple[str, FormReading]]:
    """The forms of the edition, those that are missing too, and what stands there of other editions."""
    for form in edition.forms:
        found = readings.get(form.id)
        found = _absent(form, edition, sections, body, source) if found is None else _checked(found, sections, source)
        if found is not None:
            yield form.id, found
    for form_id, reading in readings.items():
        if edition.form(form_id) is None:
            yield form_id, reading


def _checked(reading: FormReading, sections: Sequence[Section], source: Source) -> FormReading:
    """A form is not read for certain where rows or figures are missing that stand in its section after all."""
    if reading.status != "read":
        return reading
    fault = ""
    gone = [row.label for row in reading.form.rows if row.missing is not None and row.id not in reading.rows]
    section = next((section for section in sections if section.role == reading.form.section), None)
    if gone:
        texts = [source[reading.span]] if section is None else list(_short_texts(section))
        words = "".join(map(squeeze, texts))
        labels = [key for row in gone if len(key := bare(label_key(row))) >= _LONG_LABEL]
        fault = "rows-lost" * any(key in words or _is_cut(key, texts) for key in labels)
    elif reading.values and not _has_numbers(reading) and not _is_written_blank(reading, source):
        here = next(
            (section for section in sections if section.extent.start <= reading.span.start < section.extent.end), None
        )
        end = len(source.text) if here is None else here.extent.end
        fault = "figures-not-placed" * (_has_figures(reading, source) or _figures_follow(reading.span.end, end, source))
    return (
        reading._replace(status="doubtful", reason=",".join(filter(None, (reading.reason, fault))))
        if fault
        else reading
    )


def _is_cut(label: str, texts: Sequence[str]) -> bool:
    """Whether the greater half of a row's label stands alone: the row was cut in two."""
    least = max(len(label) // 2, _LONG_LABEL)
    halves = [half for text in texts if least <= len(half := bare(label_key(text))) < len(label)]
    return any(label.startswith(half) or label.endswith(half) for half in halves)


def _has_numbers(reading: FormReading) -> bool:
    """Whether any value of a form was read as a figure, or as one with a remark."""
    plain = isinstance(reading.values, PlainValues)
    return plain or any(value.number is not None or is_remarked(value.raw) for value in reading.values.values())


def _is_written_blank(reading: FormReading, source: Source) -> bool:
    """Whether every cell holds a no-break space: where it stands is known then, and that it is blank."""
    return all(source.text.startswith("\u00a0", value.cell.span.start) for value in reading.values.values())


def _has_figures(reading: FormReading, source: Source) -> bool:
    """Whether there are digits between the labels of a form none of whose cells holds a figure."""
    text = label_key(source[reading.span])
    known = (*reading.form.captions, *(row.label for row in reading.form.rows))
    for label in sorted(map(label_key, known), key=len, reverse=True):
        text = text.replace(label, "")
    return any(character.isdecimal() for character in text)


def _figures_follow(start: int, end: int, source: Source) -> bool:
    """Whether lines with nothing but a figure stand behind a form, before any prose: its columns one after another."""
    for line in source.folded[start : min(end, start + _LONGEST_SECTION)].splitlines():
        if line.strip()[:1].isdecimal() and all(map(looks_like_value, line.split())):
            return True
        if len(line) > _LONGEST_LINE and "。" in line:
            return False
    return False


def _short_texts(section: Section) -> Iterator[str]:
    """The cells and the short lines of a section and of those below it, headings too: a label may be taken for one."""
    for part in section.walk():
        yield part.title if part is not section else ""
        for block in part.blocks:
            if isinstance(block, Table):
                yield from (cell.text for row in block.rows for cell in dict.fromkeys(row))
            elif isinstance(block, Paragraph) and len(block.text) < _LONGEST_ROW and "。" not in block.text:
                yield block.text


def _absent(
    form: Form, edition: Edition, sections: Sequence[Section], body: Span, source: Source
) -> FormReading | None:
    """What is to be said of a form that was not read; None where it may be absent and is."""
    section = next((section for section in sections if section.role == form.section), None)
    span = section.heading if section is not None else Span(body.end, body.end)
    blocks = [block for part in section.walk() for block in part.blocks] if section is not None else []
    status: FormStatus = "missing"
    reason = ""
    if any(isinstance(block, Picture) for block in blocks):
        status = "picture"
    elif _is_told(form, source) or (section is not None and _stands_in(form, section, source)):
        status, reason = "doubtful", "rows-lost"
    elif block := next((block for block in blocks if _runs_together(form, source[block.span])), None):
        status, reason, span = "doubtful", "figures-not-placed", block.span
    elif not form.required:
        return None
    elif any(isinstance(block, Table) and _is_of(form, block) for block in blocks):
        status, reason = "doubtful", "figures-not-placed"
    elif any(isinstance(block, Table) and block.shape == "aligned" for block in blocks):
        status, reason = "doubtful", "layout-uncertain"
    return FormReading(form, edition.id, status, span, {}, {}, (), reason=reason)


_RUN_ON_LABELS = 3


def _runs_together(form: Form, text: str) -> bool:
    """Whether labels of a form and digits stand in the text of a block that holds no full stop."""
    if "。" in text or sum(map(str.isdecimal, text)) < _RUN_ON_LABELS:
        return False
    words = squeeze(text)
    return sum(label in words for label in _labels(form)) >= _RUN_ON_LABELS


def _is_told(form: Form, source: Source) -> bool:
    """Whether most labels of a form stand somewhere in the text: then it is there and was not read."""
    labels = list(_labels(form))
    if len(labels) < _FEWEST_LABELS:
        return False
    text = squeeze(source.text)
    return sum(label in text for label in labels) * 2 > len(labels)


def _stands_in(form: Form, section: Section, source: Source) -> bool:
    """Whether all labels of a short form stand in its section, and a caption or a head of it too."""
    text = label_key(source[section.extent]) if section.extent.end - section.extent.start < _LONGEST_SECTION else ""
    rows = [bare(label_key(row.label)) for row in form.rows]
    heads = (*form.captions, *(column.label for column in form.columns))
    return all(row in text for row in rows) and any(label_key(head) in text for head in heads)


def _is_of(form: Form, table: Table) -> bool:
    """Whether all heads of a form's columns stand somewhere in a table."""
    text = squeeze("".join(cell.text for row in table.rows for cell in dict.fromkeys(row)))
    heads = [squeeze(column.label) for column in form.columns]
    return len(heads) > 1 and all(head in text for head in heads)


def _labels(form: Form) -> Iterable[str]:
    plain = (bare(label_key(row.label)) for row in form.rows)
    return dict.fromkeys(label for label in plain if len(label) >= _SHORTEST_LABEL)
