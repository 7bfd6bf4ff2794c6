"""Forms that were not found: missing, a picture, or there in words that could not be put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gouji.document import Picture, Table
from gouji.editions import Edition, Form
from gouji.folding import squeeze
from gouji.recognition.lexicon import bare, label_key
from gouji.report import FormReading, FormStatus, Section
from gouji.source import Source, Span

_SHORTEST_LABEL = 4
_FEWEST_LABELS = 8


def all_forms(
    edition: Edition, readings: Mapping[str, FormReading], sections: Sequence[Section], body: Span, source: Source
) -> Iterator[tuple[str, FormReading]]:
    """The forms of the edition, those that are missing too, and what stands there of other editions."""
    for form in edition.forms:
        found = readings.get(form.id) or _absent(form, edition, sections, body, source)
        if found is not None:
            yield form.id, found
    for form_id, reading in readings.items():
        if edition.form(form_id) is None:
            yield form_id, reading


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
    elif _is_told(form, source):
        status, reason = "doubtful", "rows-lost"
    elif not form.required:
        return None
    elif any(isinstance(block, Table) and block.shape == "aligned" for block in blocks):
        status, reason = "doubtful", "layout-uncertain"
    return FormReading(form, edition.id, status, span, {}, {}, (), reason=reason)


def _is_told(form: Form, source: Source) -> bool:
    """Whether most labels of a form stand somewhere in the text: then it is there and was not read."""
    labels = list(_labels(form))
    if len(labels) < _FEWEST_LABELS:
        return False
    text = squeeze(source.text)
    return sum(label in text for label in labels) * 2 > len(labels)


def _labels(form: Form) -> Iterable[str]:
    plain = (bare(label_key(row.label)) for row in form.rows)
    return dict.fromkeys(label for label in plain if len(label) >= _SHORTEST_LABEL)
