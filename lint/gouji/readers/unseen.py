"""Where an element ends that a page does not show, or that holds no text of the report."""

from __future__ import annotations

from gouji.patterns import pattern
from gouji.readers.markup import TAG, VOID, is_unseen, raw_end

SKIPPED = frozenset((
    "nav", "select", "svg", "math", "template", "xml", "object", "applet", "audio", "video", "canvas", "del", "s",
    "strike",
))  # fmt: skip
"""Elements whose content is no text of a report, what was struck out included."""

BLOCKS = (
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "li", "listing",
    "main", "menu", "ol", "optgroup", "option", "p", "section", "summary", "ul", "search", "frameset",
)  # fmt: skip
"""Elements that stand on lines of their own."""

_HIDDEN = tuple(map(pattern, (rb"hidden(?=[\s=>/])", rb"visibility\s*:\s*hidden")))
_NOT_DISPLAYED = pattern(rb"display\s*:\s*none")
_CELL_ENDS = frozenset(("td", "th", "tr", "tbody", "thead", "tfoot", "caption", "/tr", "/tbody", "/thead", "/tfoot"))
_ENDED_BY = {
    "td": _CELL_ENDS,
    "th": _CELL_ENDS,
    "tr": _CELL_ENDS - {"td", "th"},
    "tbody": frozenset({"thead", "tfoot"}),
    "p": frozenset((*BLOCKS, *(f"/{name}" for name in BLOCKS[:-1] if name != "p"), "table", "hr", "pre", "h1", "h2")),
}
_IN_CELL = _CELL_ENDS | {"/td", "/th"}


def hides_something(page: bytes) -> bool:
    """Whether anything in a page may be hidden, in an encoding that holds ASCII; cheap, and right where it says no."""
    # Bytes are put in lower case and searched several times as fast as Chinese text.
    low = page.lower()
    if _NOT_DISPLAYED.search(low) or b"line-through" in low:
        return True
    return b"hidden" in low and any(hidden.search(low) for hidden in _HIDDEN)


def is_hidden(name: str, attributes: str) -> bool:
    """Whether this start tag hides its element; the page as a whole never is."""
    if name in VOID or name.startswith("/") or name in ("html", "body"):
        return False
    low = attributes.lower()
    return may_hide(low) and is_unseen(attributes)


def may_hide(low: str) -> bool:
    """Whether attributes in lower case may hide their element; cheap, and right where it says no."""
    return "none" in low or "hidden" in low or "through" in low


def content_end(file: str, name: str, start: int, end: int) -> int | None:
    """Where the content of a raw element ends; an unclosed script reaches to the end, any other gives None."""
    found = raw_end(file, name, start)
    if found is None or found > end:
        return end if name in ("script", "style") else None
    return found


def element_end(file: str, name: str, start: int, end: int, *, in_table: bool, in_cell: bool) -> int | None:
    """Where an element ends whose content starts at `start`: at its end tag, or where its cell or table ends.

    Returns None if nothing ends it.
    """
    depth, tables, closing = 1, 0, f"/{name}"
    ends = _ENDED_BY.get(name, _IN_CELL if in_cell else frozenset())
    for match in TAG.finditer(file, start, end):
        tag = (match[1] or "").lower()
        if tag == closing:
            depth -= 1
            if not depth:
                return match.end()
        elif tables == 0 and (tag in ends or (tag == "/table" and in_table)):
            return match.start()
        elif tag == name:
            depth += 1
        tables += (tag == "table") - (tag == "/table")
    return None
