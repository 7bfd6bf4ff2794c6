"""How sure the figures of a form are that was not read for certain, or whose text was recognised optically."""

from __future__ import annotations

from gouji.report import FormReading, Value
from gouji.source import Source

_NO_FIGURE = 0.5
_DOUBTFUL = 0.5


def of_doubtful(reading: FormReading) -> FormReading:
    """The form with values of which none is sure, where it was not read for certain."""
    if reading.status != "doubtful" or not reading.values:
        return reading
    values = {key: value._replace(confidence=min(value.confidence, _DOUBTFUL)) for key, value in reading.values.items()}
    return reading._replace(values=values)


def of_form(reading: FormReading, source: Source) -> FormReading:
    """The form with values no surer than the characters in their cells; what is no figure at all was likely misread."""
    values = {
        key: value._replace(confidence=min(value.confidence, _sureness(value, source)))
        for key, value in reading.values.items()
    }
    return reading._replace(values=values)


def _sureness(value: Value, source: Source) -> float:
    sure = source.confidence(value.cell.span)
    return sure if value.number is not None or value.is_blank else min(sure, _NO_FIGURE)
