"""HTML as a sequence of tags, each with its place in the file, as browsers cut it.

One regular expression, possessive throughout, so that it is linear on any input: a tag that never ends reaches to the
end of the file, as the standard says.
"""

from __future__ import annotations

import re
from html import unescape

_ATTRIBUTES = r"[^>=]*+(?:=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+)[^>=]*+)*+"
_WRAPPER = r"(?:p|span|font|b|strong|o:p|div|center)"

TAG = re.compile(
    rf"<(?:(/?[a-zA-Z][^\s/>]*+)({_ATTRIBUTES})(?:>|\Z)"
    r"|!--(-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>|\Z))"
    r"|[!?/][^>]*+(?:>|\Z))"
)
"""A tag (group 1: its name, with a slash before that of an end tag; group 2: its attributes), a comment (group 3: the
rest of it from `<!--` on), or a declaration."""

CELL_OR_TAG = re.compile(
    rf"<t[dh](?=[\s>])({_ATTRIBUTES})>"
    rf"(?:\s*+<{_WRAPPER}(?=[\s>]){_ATTRIBUTES}>)*+([^<]*+)(?:</?{_WRAPPER}\s*+>\s*+)*+</t[dh]\s*+>"
    rf"|{TAG.pattern}"
)
"""As `TAG`, but a table cell that holds one stretch of text, as nearly all do, comes in one piece (group 1: the
attributes of the cell, group 2: the text; the groups of `TAG` follow as 3, 4 and 5)."""

REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*+;?)")
"""What may be a character reference; `html.unescape` decides."""

VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "basefont", "frame", "keygen",
))  # fmt: skip
RAW = frozenset((
    "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript",
))  # fmt: skip
"""Elements whose content holds no tags, only characters."""

_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW}
_ATTRIBUTE = re.compile(r"([^\s=/]+)\s*+(?:=\s*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\s>]*+)))?")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag: names in lower case, values with references decoded; the first of a name holds."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return found


def is_unseen(text: str) -> bool:
    """Whether the attributes of a tag hide the element from the reader of the page."""
    found = attributes(text)
    return "hidden" in found or _UNSEEN.search(found.get("style", "")) is not None


def raw_end(file: str, name: str, start: int) -> int | None:
    """Where the content of a script, a style sheet and their like ends, which holds no tags; None if it never does."""
    match = _RAW_END[name].search(file, start)
    return match.start() if match else None
