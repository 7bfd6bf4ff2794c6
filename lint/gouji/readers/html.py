"""The HTML reader: pages of government sites, and what Word and WPS export.

The text of the source is what a person sees of the page; its runs lead back to the file, so that lines and columns
are those of the file as it lies on disk, be it one line of many thousand characters.
"""

from __future__ import annotations

from gouji.document import Document, Note
from gouji.readers.decoding import declared_charset, decode, same_family
from gouji.readers.glosses import read_without
from gouji.readers.rendering import Rendering
from gouji.readers.structure import blocks_of
from gouji.readers.unseen import hides_something
from gouji.source import Source


def read(data: bytes, name: str) -> Document:
    """The document in an HTML file. Its encoding is told by its bytes; a page that declares another gets a note."""
    text, encoding, _ = decode(data)
    ascii_in = data if encoding in ("utf-8", "gb18030") else None
    return read_without(text, lambda plain: _read(plain, name, encoding, ascii_in))


def read_text(original: str, name: str, encoding: str = "utf-8", notes: tuple[Note, ...] = ()) -> Document:
    """The document in the decoded text of a page."""
    document = read_without(original, lambda plain: _read(plain, name, encoding, None))
    return document._replace(notes=(*notes, *document.notes))


def _read(original: str, name: str, encoding: str, data: bytes | None) -> Document:
    """The document in a page; `data` is the page in an encoding that holds ASCII, if it was read from one."""
    rendering = Rendering(original)
    mismatch = _mismatch(rendering, encoding)
    items, hidden = blocks_of(original, hides=hides_something(data or original.encode("utf-8", "surrogatepass")))
    rendering.items(items)
    if hidden > rendering.length:
        rendering = _with_hidden(rendering, encoding)
    source = Source(name, rendering.text(), original=original, runs=rendering.runs, encoding=encoding)
    return Document(source, tuple(rendering.blocks), "html", (*mismatch, *rendering.notes))


def _with_hidden(shown: Rendering, encoding: str) -> Rendering:
    """The page with its hidden parts, where these are most of it: a script shows them one by one."""
    whole = Rendering(shown.file)
    _mismatch(whole, encoding)
    whole.items(blocks_of(shown.file, hides=False)[0])
    return whole if whole.length > 3 * shown.length else shown


def _mismatch(rendering: Rendering, encoding: str) -> list[Note]:
    declared = declared_charset(rendering.file)
    if declared is None or same_family(declared.charset, encoding):
        return []
    span = rendering.write("", [(0, declared.start, declared.end - 1)], "\n")
    return [Note("EXT009", span, f"{declared.charset} → {encoding}")]
