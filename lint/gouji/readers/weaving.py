"""Text woven from stretches of a page: character references decoded, blanks collapsed, tags left out.

Each woven character can be led back to the file by the stretches that come with the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape
from itertools import accumulate

from gouji.patterns import pattern
from gouji.readers.markup import REFERENCE

BLANKS = (
    " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028"
    "\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"
)
"""What counts as blank at the ends of a paragraph or a cell: all white space, and characters without width."""

_ODD = pattern(rf"[ \t\n\r\f]{{2,}}|[\t\n\r\f]|\A | \Z|{REFERENCE.pattern}")


Stretch = tuple[int, int, int]
"""From the first offset on, a text stands in the file from the second on, and reaches the third at most."""


def weave(file: str, pieces: Sequence[tuple[int, int]], *, kept: bool = False) -> tuple[str, list[Stretch]]:
    """The text of some pieces of a file, without blanks at its ends, and where it comes from.

    An empty piece is a line break. A line break is a blank, but nothing at all between two wide characters: pages
    break Chinese text anywhere. With `kept`, blanks stay as they are.
    """
    if not kept:
        found = _clean(file, pieces[0]) if len(pieces) == 1 else _plainly(file, pieces)
        if found is not None:
            return found
    return _stripped(*_joined(_stretches(file, pieces, kept=kept)))


def _plainly(file: str, pieces: Sequence[tuple[int, int]]) -> tuple[str, list[Stretch]] | None:
    """The pieces one after the other, if there is nothing to change in any: by far the most common case."""
    texts = [file[start:end] for start, end in pieces]
    text = "".join(texts)
    if not _is_plain(text) or not all(texts):
        return None
    starts = accumulate(map(len, texts), initial=0)
    return _stripped(text, [(at, *piece) for at, piece in zip(starts, pieces, strict=False)])


def _clean(file: str, piece: tuple[int, int]) -> tuple[str, list[Stretch]] | None:
    """The text of a piece, if there is nothing to decode and nothing to collapse in it."""
    start, end = piece
    while file.startswith("&nbsp;", start, end):
        start += 6
    while file.endswith("&nbsp;", start, end):
        end -= 6
    part = file[start:end]
    text = part.strip(BLANKS)
    if not _is_plain(text):
        return None
    if len(text) != len(part) and text:
        start += part.index(text)
    return text, [(0, start, start + len(text))]


def _is_plain(text: str) -> bool:
    """Whether nothing within the text has to change."""
    if text.isalnum():
        return True
    return not ("&" in text or "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text)


def _stripped(text: str, stretches: list[Stretch]) -> tuple[str, list[Stretch]]:
    stripped = text.strip(BLANKS)
    if len(stripped) == len(text):
        return text, stretches
    if not stripped:
        return "", stretches[:1]
    lead = text.index(stripped)
    moved = []
    for index, (start, origin, limit) in enumerate(stretches):
        following = stretches[index + 1][0] if index + 1 < len(stretches) else len(text)
        if following <= lead:
            continue
        if start - lead >= len(stripped):
            break
        behind = max(lead - start, 0)
        moved.append((start - lead + behind, min(origin + behind, limit), limit))
    return stripped, moved


def _joined(stretches: Iterator[tuple[str, int, int]]) -> tuple[str, list[Stretch]]:
    """Collapses white space between stretches; a blank or a line end stands for a run without or with a line end."""
    parts: list[str] = []
    placed: list[Stretch] = []
    length, gap, gap_origin, last = 0, "", 0, ""
    for text, origin, limit in stretches:
        if text in (" ", "\n"):
            if not gap:
                gap_origin = origin
            if length and gap != "\n":
                gap = text
            continue
        if gap:
            if gap == " " or not (last >= "\u2e80" and text[0] >= "\u2e80"):
                parts.append(" ")
                placed.append((length, gap_origin, gap_origin))
                length += 1
            gap = ""
        parts.append(text)
        placed.append((length, origin, limit))
        length += len(text)
        last = text[-1]
    return "".join(parts), placed


def _stretches(file: str, pieces: Sequence[tuple[int, int]], *, kept: bool) -> Iterator[tuple[str, int, int]]:
    """Texts with their origin and limit in the file; white space comes as one blank or line end."""
    for start, end in pieces:
        text = file[start:end]
        if not text:
            yield "\n", start, start
        elif text[0] != " " and text[-1] != " " and _is_plain(text):
            yield text, start, end
        else:
            yield from _cut(text, start, kept=kept)


def _cut(text: str, origin: int, *, kept: bool) -> Iterator[tuple[str, int, int]]:
    at = 0
    for match in (REFERENCE if kept else _ODD).finditer(text):
        found = match[0]
        if found[0] == "&":
            changed = unescape(found)
            if changed == found or not changed:
                continue
        else:
            changed = "\n" if "\n" in found or "\r" in found else " "
        if at < match.start():
            yield text[at : match.start()], origin + at, origin + match.start()
        yield changed, origin + match.start(), origin + match.end() - 1
        at = match.end()
    if at < len(text):
        yield text[at:], origin + at, origin + len(text)
