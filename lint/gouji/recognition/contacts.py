"""Contact details of the agency, from the text of the report and not from the foot of the page."""

from __future__ import annotations

import re

from gouji.grammar.contacts import fields
from gouji.report import Contact
from gouji.source import Source, Span

_FOOT = re.compile(r"版权所有|网站标识码|[ICP]{3}\s?备|公网安备|主办单位\s?:|承办单位\s?:|主办:|[Cc]opyright|网站地图")
_KEYS = ("址", "邮", "电", "传", "@", "www", "http", "ail", "()", "热线")


def find_contacts(source: Source, body: Span) -> tuple[Contact, ...]:
    """The contact details in a stretch of text, in reading order; empty fields have an empty value.

    `body` may reach to the end of the page: from the line or sentence on in which a page's foot begins (版权所有,
    主办单位, ICP备, 网站标识码), nothing counts.
    """
    end = _end(source.folded, body)
    return tuple(fields(source.folded, body.start, end))


def _end(folded: str, body: Span) -> int:
    foot = _FOOT.search(folded, *body)
    if foot is None:
        return body.end
    breaks = (folded.rfind(mark, body.start, foot.start()) for mark in ("。", "\n", "\r"))
    return max(body.start, max(breaks) + 1)
