"""Numbers of persons in what gouji writes itself: asterisks stand for most of each, and all else stays in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gouji.document import Block, Document, Table
from gouji.findings import Finding, Words
from gouji.source import Source

_SEPARATORS = " -"


def words(source: Source, findings: Iterable[Finding]) -> Mapping[str, str]:
    """What findings say is private, as written and without blanks, with what stands for it, of the same length."""
    known: dict[str, str] = {}
    for span, new in (edit for finding in findings for edit in finding.hidden):
        folded = source.folded[span.start : span.end]
        kept = [at for at, character in enumerate(folded) if character not in _SEPARATORS]
        known[source[span]] = known[folded] = new
        known["".join(folded[at] for at in kept)] = "".join(new[at] for at in kept)
    return known


def masked(text: str, known: Mapping[str, str]) -> str:
    """The text without what is private, of the same length."""
    for number, new in known.items():
        text = text.replace(number, new)
    return text


def said(sentence: Words, known: Mapping[str, str]) -> Words:
    """A sentence without what is private."""
    return Words(masked(sentence.zh, known), masked(sentence.en, known))


def document(read: Document, known: Mapping[str, str]) -> Document:
    """What was read, without what is private; places stay what they are."""
    return read._replace(source=of_source(read.source, known), blocks=tuple(_block(one, known) for one in read.blocks))


def of_source(source: Source, known: Mapping[str, str]) -> Source:
    """A source without what is private."""
    file = None if source.original is None else masked(source.original, known)
    text = masked(source.text, known)
    return Source(source.name, text, file, source.runs, source.anchors, source.encoding, source.printed)


def _block(block: Block, known: Mapping[str, str]) -> Block:
    if not isinstance(block, Table):
        return block._replace(text=masked(block.text, known))
    cells = (tuple(cell._replace(text=masked(cell.text, known)) for cell in row) for row in block.rows)
    return block._replace(rows=tuple(cells))
