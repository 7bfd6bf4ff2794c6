"""HTML as a sequence of tags, each with its place in the file, as browsers cut it.

One regular expression, possessive throughout, so that it is linear on any input: a tag that never ends reaches to the
end of the file, as the standard says.
"""

from __future__ import annotations

import re
from html import unescape

from gouji.patterns import pattern

_ATTRIBUTES = r"[^>=]*+(?>(?:=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+)[^>=]*+)*)"
TAG = pattern(
    rf"<(?:(/?[a-zA-Z][^\s/>]*+)({_ATTRIBUTES})(?:>|\Z)"
    r"|!--(-?>|[^-]*+(?>(?:-(?!-!?>)[^-]*+)*)(?:--!?>|\Z))"
    r"|[!?/][^>]*+(?:>|\Z))"
)
"""A tag (group 1: its name, with a slash before that of an end tag; group 2: its attributes), a comment (group 3: the
rest of it from `<!--` on), or a declaration."""

_QUOTED = r"[^<>\"']*+(?>(?:\"[^<>\"]*+\"[^<>\"']*+|'[^<>']*+'[^<>\"']*+)*)"
_INLINE = "span|font|b|strong|o:p|i|em|u"


def _tag(names: str) -> str:
    """Pattern of an ordinary start or end tag with one of some names."""
    return rf"</?(?:{names})(?=[\s/>]){_QUOTED}>"


def _content(wrappers: str) -> str:
    """Pattern of the content of an element: leading tags, a text, tags without text, and whatever else there is."""
    tag = _tag(wrappers)
    return rf"(?>(?:\s*+{tag})*)([^<]*+)(?>(?:{tag}\s*+)*)((?>(?:[^<]++|{tag})*))"


CELL = pattern(
    rf"((?>(?:\s|{_tag('tr|tbody|thead|tfoot|colgroup|col')})*))"
    rf"<t[dh](?=[\s>])({_ATTRIBUTES})>{_content(_INLINE + '|p|div|center')}</td>"
)
"""An ordinary table cell, and what parts it from the cell before (group 1); its attributes (2), its first text (3) and
whatever follows beyond tags (4)."""

ELEMENT = pattern(rf"<p(?=[\s>])({_ATTRIBUTES})>{_content(_INLINE)}</p\s*+>|{TAG.pattern}")
"""As `TAG`, but an ordinary paragraph comes in one piece.

`lastindex` says what was found: `PARAGRAPH` (groups 1 to 3: attributes, first text, whatever follows beyond tags),
`A_TAG` (4 and 5: name and attributes), `COMMENT` (6), or None for a declaration.
"""

PARAGRAPH, A_TAG, COMMENT = 3, 5, 6

_RUN = pattern(r">([^<]+)<")
_BREAK = pattern(r"</?(?:p|div|center)\b", re.IGNORECASE)


def text_runs(match: re.Match[str], kind: int) -> list[tuple[int, int]] | None:
    """The stretches of text in a cell or paragraph, from the first to the last that is not blank.

    `kind` is the last group of the match, after those with the attributes and the first text.

    None if a paragraph ends between them.
    """
    if not match[kind]:
        text = match[kind - 1]
        return [match.span(kind - 1)] if text and text != "&nbsp;" and not text.isspace() else []
    runs = [run.span(1) for run in _RUN.finditer(match.string, match.end(kind - 2), match.end(kind) + 1)]
    while runs and _is_blank(match.string, runs[-1]):
        runs.pop()
    first = 0
    while first < len(runs) and _is_blank(match.string, runs[first]):
        first += 1
    runs = runs[first:]
    return None if len(runs) > 1 and _BREAK.search(match.string, runs[0][1], runs[-1][0]) else runs


def _is_blank(file: str, run: tuple[int, int]) -> bool:
    text = file[run[0] : run[1]]
    return text == "&nbsp;" or text.isspace()


REFERENCE = pattern(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*+;?)")
"""What may be a character reference; `html.unescape` decides."""

VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "basefont", "frame", "keygen",
))  # fmt: skip
RAW = frozenset((
    "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript",
))  # fmt: skip
"""Elements whose content holds no tags, only characters."""

_RAW_END = {name: pattern(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW}
_ATTRIBUTE = pattern(r"([^\s=/]+)\s*+(?:=\s*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\s>]*+)))?")
_SPAN = pattern(r"(col|row)span\s*+=\s*+[\"']?\s*+\+?(\d{1,9})", re.IGNORECASE)
_SHOWN = frozenset(("", "text", "number", "tel"))
"""Types of fields that show what is entered."""
_UNSEEN = pattern(r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[^;:]*:[^;]*line-through", re.IGNORECASE)


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag: names in lower case, values with references decoded; the first of a name holds."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return found


def is_unseen(text: str) -> bool:
    """Whether the attributes of a tag hide the element from the reader of the page, or strike it out."""
    found = attributes(text)
    return "hidden" in found or _UNSEEN.search(found.get("style", "")) is not None


def entered(text: str) -> tuple[int, int] | None:
    """Where in the attributes of a field for text its value stands; None where it has none or is not shown."""
    found = attributes(text)
    if found.get("type", "text").lower() not in _SHOWN or not found.get("value") or is_unseen(text):
        return None
    value = next(match for match in _ATTRIBUTE.finditer(text) if match[1].lower() == "value")
    return value.span(value.lastindex or 0)


def extent(text: str) -> tuple[int, int]:
    """How many rows and columns a cell with these attributes asks for."""
    rows = columns = 1
    if "span" in text or "SPAN" in text:
        for which, number in _SPAN.findall(text):
            if which[0] in "cC":
                columns = max(int(number), 1)
            else:
                rows = int(number)
    return rows, columns


def raw_end(file: str, name: str, start: int) -> int | None:
    """Where the content of a script, a style sheet and their like ends, which holds no tags; None if it never does."""
    match = _RAW_END[name].search(file, start)
    return match.start() if match else None
