"""The Word reader: .docx as Word and WPS write it, with numbers of lists written out and tracked changes accepted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

from gouji.document import Block, Document, Note, Paragraph, Picture
from gouji.errors import UnreadableFile
from gouji.origins import AUTHOR
from gouji.readers.flow import Box, Frame, Image, Item, Lines
from gouji.readers.layout import arrange
from gouji.readers.tables import written
from gouji.readers.word_chunks import Chunks
from gouji.readers.word_markup import TooDeepError
from gouji.readers.word_numbering import Numbering
from gouji.readers.word_package import Parts, W, no_text, opened
from gouji.readers.word_paragraphs import Changes, Paragraphs
from gouji.readers.word_story import Story
from gouji.readers.word_styles import Styles
from gouji.source import Anchor, Source, Span

if TYPE_CHECKING:
    from gouji.origins import Origins
    from gouji.readers.word_trace import Trace

_MOST_CHUNKS = 50
# The constructor of a named tuple takes twice as long; a report has hundreds of cells.
_new = tuple.__new__
_NOTES = {"footnotes": ("footnote", "脚注"), "endnotes": ("endnote", "尾注")}


def read(data: bytes, name: str, *, within: bool = False) -> Document:
    """The document in a Word file; places are paragraphs, and rows and columns of tables, with pages where Word left them.

    A file `within` another may not hold further ones.

    Raises:
        UnreadableFile: the file is damaged, locked by a password, absurdly large, or no Word file.

    """
    return read_parts(opened(data, name), 0 if within else _MOST_CHUNKS)


def origins(data: bytes, name: str) -> Origins | None:
    """Where in the file each character stands of what `read` gives; None where that cannot be told.

    Raises:
        UnreadableFile: as above.

    """
    from gouji.readers import word_trace

    package = opened(data, name)
    try:
        trace = word_trace.trace(package)
        read_parts(package, _MOST_CHUNKS, trace)
        return trace.result(package.paths[package.main])
    except (ValueError, LookupError, ParseError):
        return None


def read_parts(parts: Parts, chunks: int = 0, trace: Trace | None = None) -> Document:
    """The document in the parts of a Word file, of which so many may be files of other kinds.

    A `trace` takes down where each character stands.

    Raises:
        UnreadableFile: as above.

    """
    try:
        return _read(parts, Chunks(parts, chunks), trace)
    except TooDeepError as error:
        raise UnreadableFile(
            f"{parts.name}: 表格或文本框嵌套过深，不予读取",
            f"{parts.name}: tables or text boxes are nested too deep to be read",
        ) from error


def _read(parts: Parts, chunks: Chunks, trace: Trace | None) -> Document:
    tree = parts.text() if trace is None else trace.tree
    body = None if tree is None else tree.find(f"{W}body")
    if body is None:
        raise no_text(parts.name)
    styles = Styles(parts.related("styles"))
    paragraphs = Paragraphs(styles, Numbering(parts.related("numbering"), styles), trace)
    story = Story(paragraphs, chunks)
    items: list[Item] = []
    story.blocks(body, items)
    notes = _notes(parts, story)
    writing = _Writing(paragraphs.text, paragraphs.pages, trace)
    writing.items(items)
    for place, found in notes:
        writing.items(found, place)
    source = Source(parts.name, "".join(writing.parts), anchors=tuple(writing.anchors))
    return Document(source, tuple(writing.blocks), "docx", _open(paragraphs.changes, parts, writing))


def _notes(parts: Parts, story: Story) -> list[tuple[str, list[Item]]]:
    """The footnotes and endnotes that the text refers to, with their places."""
    found: list[tuple[str, list[Item]]] = []
    wanted, story.paragraphs.notes = story.paragraphs.notes, []
    for kind in dict.fromkeys(note.kind for note in wanted):
        tree = parts.related(kind)
        tag, name = _NOTES[kind]
        known = {} if tree is None else {note.get(f"{W}id", ""): note for note in tree.findall(f"{W}{tag}")}
        first: dict[str, Element] = {}
        for note in wanted:
            if note.kind == kind and note.id in known:
                first.setdefault(note.id, note.element)
        for number, (id, reference) in enumerate(first.items(), 1):
            items: list[Item] = []
            if story.paragraphs.trace is not None:
                story.paragraphs.trace.elsewhere = story.paragraphs.trace.start(reference)
            story.blocks(known[id], items)
            found.append((f"{name}{number}", items))
    return found


def _open(changes: Changes, parts: Parts, writing: _Writing) -> tuple[Note, ...]:
    """The note on changes and comments that are still open, at the block or cell with the first of them."""
    own = _own_comments(parts) if changes.comments else frozenset()
    comments = [at for id, at in changes.comments if id not in own]
    places = [*comments, *([] if changes.first is None else [changes.first])]
    if not places:
        return ()
    counts = (("插入", changes.inserted, "处"), ("删除", changes.deleted, "处"), ("批注", len(comments), "条"))
    detail = "、".join(f"{what} {count} {unit}" for what, count, unit in counts if count)
    return (Note("EXT008", writing.at(min(places)), detail),)


def _own_comments(parts: Parts) -> frozenset[str]:
    """The ids of comments that gouji itself has left in the file."""
    try:
        tree = parts.related("comments")
    except UnreadableFile:
        return frozenset()
    found = () if tree is None else tree.findall(f"{W}comment")
    return frozenset(one.get(f"{W}id", "") for one in found if one.get(f"{W}author") == AUTHOR)


@lru_cache(4096)
def _place(row: int, column: int) -> str:
    return f"第{row + 1}行第{column + 1}列"


class _Writing:
    """Text, anchors and blocks under way.

    Paragraphs and rows end with a line end, cells within a row with a tab.
    """

    def __init__(self, story: str, pages: list[int], trace: Trace | None) -> None:
        self.story = story
        self.trace = trace
        self.pages = sorted(pages)
        self.parts: list[str] = []
        self.length = 0
        self.anchors: list[Anchor] = []
        self.blocks: list[Block] = []
        self.origins: list[tuple[int, Span]] = []
        self.paragraphs = 0
        self.pictures = 0
        self.tables = 0

    def items(self, items: list[Item], place: str = "") -> None:
        """Writes blocks, all at one place if one is given; tables that only lay out the page give way to their content."""
        for item in arrange(self.story, items):
            if type(item) is Lines:
                self._paragraph(item, place)
            elif type(item) is Frame:
                self._table(item)
            elif type(item) is Image:
                self._picture(item)

    def at(self, origin: int) -> Span:
        """Where in the text the paragraph or cell stands that an offset of the story lies in or before."""
        self.origins.sort()
        index = bisect_right(self.origins, origin, key=lambda found: found[0]) - 1
        return self.origins[max(index, 0)][1] if self.origins else Span(0, 0)

    def _write(self, text: str, end: str) -> Span:
        start = self.length
        stop = start + len(text)
        self.parts += (text, end)
        self.length = stop + 1
        return Span(start, stop)

    def _paragraph(self, lines: Lines, place: str) -> None:
        start, end = lines.pieces[0]
        self.paragraphs += not place
        native = place or f"第{self.paragraphs}段"
        self.anchors.append(Anchor(self.length, None if place else self._page(start), native))
        if self.pages and not place:
            self._pages_within(start, end, native)
        text = self.story[start:end]
        if self.trace is not None:
            self.trace.begin(start)
            self.trace.write(start, end)
            self.trace.fill()
        span = self._write(text, "\n")
        self.origins.append((start, span))
        self.blocks.append(Paragraph(span, text, lines.level, lines.linked))

    def _page(self, origin: int) -> int | None:
        """The page on which an offset of the story stands, where that is known."""
        return bisect_right(self.pages, origin) + 1 if self.pages else None

    def _pages_within(self, start: int, end: int, native: str) -> None:
        """Anchors for the pages that begin within a paragraph, told by where it stands in the story."""
        first, last = bisect_right(self.pages, start), bisect_left(self.pages, end)
        for number in range(first, last):
            self.anchors.append(Anchor(self.length + self.pages[number] - start, number + 2, native))

    def _picture(self, image: Image) -> None:
        """A picture: an empty line in the text, after the paragraph that holds it."""
        self.pictures += 1
        self.anchors.append(Anchor(self.length, self._page(image.origin), f"图{self.pictures}"))
        if self.trace is not None:
            self.trace.begin(image.origin)
            self.trace.fill()
        self.blocks.append(Picture(self._write("", "\n"), image.text))

    def _table(self, frame: Frame[Box]) -> None:
        self.tables += 1
        images: list[Image] = []
        boxes = [box for row in frame.rows for box in row]
        texts = [self._content(box, images) for box in boxes]
        extents = [[(box.rows, box.columns) for box in row] for row in frame.rows]
        table = written(texts, extents, [len(extents)] * len(extents), self.length)
        name = f"表{self.tables}"
        pages = [self._page(box.origin) for box in boxes] if self.pages else repeat(None)
        self.anchors += [
            _new(Anchor, (start, page, name + _place(row, column)))
            for start, page, (_, _, row, column, _, _) in zip(table.starts, pages, table.cells, strict=False)
        ]
        self.origins += [(box.origin, span) for box, (_, span, _, _, _, _) in zip(boxes, table.cells, strict=True)]
        self.parts.append(table.text)
        self.length = table.starts[-1]
        self.blocks.append(table.table)
        for image in images:
            self._picture(image)

    def _content(self, box: Box, images: list[Image]) -> str:
        """The text of a cell, whose pictures are left for later."""
        piece = box.piece
        if self.trace is None and piece is not None:
            return self.story[piece[0] : piece[1]]
        if self.trace is not None:
            self.trace.begin(box.origin, box)
        text = self._text(box.items, images)
        if self.trace is not None:
            self.trace.fill()
        return text

    def _text(self, items: list[Item], images: list[Image]) -> str:
        """The paragraphs of a cell in one line: nothing between wide characters, which wrap anywhere, else a blank."""
        text = ""
        for item in items:
            if type(item) is Lines:
                start, end = item.pieces[0]
                more = self.story[start:end]
                apart = text and not (text[-1] >= "\u2e80" and more[0] >= "\u2e80")
                text = f"{text} {more}" if apart else text + more
                if self.trace is not None:
                    self.trace.fill(bool(apart))
                    self.trace.write(start, end)
            elif type(item) is Image:
                images.append(item)
        return text
