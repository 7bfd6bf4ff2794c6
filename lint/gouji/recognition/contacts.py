"""Contact details of the agency, from the text of the report and not from the foot of the page."""

from __future__ import annotations

from gouji.grammar.contacts import fields
from gouji.patterns import pattern
from gouji.report import Contact
from gouji.source import Source, Span

# One pattern a mark: each is searched by its literal, an alternation would be tried at every character.
_FOOT = tuple(
    pattern(mark)
    for mark in (
        "版权所有",
        "网站标识码",
        r"ICP\s?备",
        "公网安备",
        r"主办(?:单位)?\s?:",
        r"承办单位\s?:",
        "网站地图",
        "opyright",
    )
)
_LONGEST_MARK = 10


def find_contacts(source: Source, body: Span) -> tuple[Contact, ...]:
    """The contact details in a stretch of text, in reading order; empty fields have an empty value.

    `body` may reach to the end of the page: from the line or sentence on in which a page's foot begins (版权所有,
    主办单位, ICP备, 网站标识码), nothing counts.
    """
    found = fields(source.folded, *body)
    if not found:
        return ()
    end = _end(source.folded, body, max(contact.span.end for contact in found))
    return tuple(contact for contact in found if contact.span.end <= end)


def _end(folded: str, body: Span, last: int) -> int:
    """Where the foot begins; what stands below the line in which the last contact ends does not matter."""
    line = folded.find("\n", last, body.end)
    reach = body.end if line < 0 else min(line + _LONGEST_MARK, body.end)
    marks = [mark.start() for pattern in _FOOT if (mark := pattern.search(folded, body.start, reach))]
    if not marks:
        return body.end
    first = min(marks)
    return max(body.start, *(folded.rfind(stop, body.start, first) + 1 for stop in ("。", "\n", "\r")))
