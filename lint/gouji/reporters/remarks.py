"""What a comment in a report says of a finding: short, in a few lines."""

from __future__ import annotations

from gouji.findings import Finding, Related
from gouji.phrases import phrase
from gouji.reporters import Style
from gouji.reporters.lines import one_line, position

_MOST_RELATED = 3


def remark(finding: Finding, style: Style) -> tuple[str, ...]:
    """Its lines: severity, code and message; how to mend it; places that the message does not speak of; sources of law."""
    language = style.language
    message, hint = (one_line(words.of(language)) for words in (finding.message, finding.hint))
    lines = [f"{phrase(finding.severity, language)} {finding.code} {message}"]
    if hint:
        lines.append(phrase("hint", language) + hint)
    told = [one for one in finding.related if one.path or not one.quote or one.quote not in message]
    lines += (phrase("related", language) + _related(one, style) for one in told[:_MOST_RELATED])
    if finding.basis:
        lines.append(phrase("basis", language) + phrase("comma", language).join(finding.basis))
    return tuple(lines)


def _related(related: Related, style: Style) -> str:
    where = related.place.place or position(related.place, style)
    quote = phrase("quoted", style.language, quote=one_line(related.quote)) if related.quote else ""
    return " ".join(part for part in (related.path, where, quote) if part)
