"""Text that was broken into lines of one width, as text taken from a PDF is: its lines are joined to paragraphs again."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.document import Block, Paragraph, Table
from gouji.patterns import pattern
from gouji.source import Run, Source, Span

_STOPS = '。；;!！?？:：”"）)》'
_WIDE_GAP = pattern(r"\S {2,}\S")
_FIGURES = pattern(r"(?:\s[-+]?\d[\d.,]*){3}$")
_OPENING = pattern(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．,，]|[(（]\d|\d{1,2}[.、．]|第[一二三四五六七八九十]")


def unwrap(source: Source, blocks: tuple[Block, ...]) -> tuple[Source, tuple[Block, ...]]:
    """Join paragraphs that were broken into lines of one width, as text taken from a PDF is.

    The joined text has no line ends inside; its runs lead back to the lines of the file.
    """
    width = _wrap_width(blocks)
    if not width:
        return source, blocks
    return _Joiner(source, width).join(blocks)


def _wrap_width(blocks: Sequence[Block]) -> int:
    """The width at which the lines of a hard-wrapped text break; 0 where it is not hard-wrapped."""
    prose = [block.text for block in blocks if isinstance(block, Paragraph) and len(block.text) > 18]
    if len(prose) < 8:
        return 0
    open_ended = [text for text in prose if text[-1] not in _STOPS]
    longest = sorted(map(len, prose))[int(len(prose) * 0.9)]
    near = sum(len(text) >= longest * 0.75 for text in open_ended)
    return longest if longest <= 60 and near * 2 > len(prose) else 0


class _Joiner:
    """Writes a new text in which wrapped lines are joined, and the runs that lead back."""

    def __init__(self, source: Source, width: int) -> None:
        self.source = source
        self.width = width
        self.pieces: list[str] = []
        self.runs: list[Run] = []
        self.length = 0

    def join(self, blocks: Sequence[Block]) -> tuple[Source, tuple[Block, ...]]:
        out: list[Block] = []
        index = 0
        while index < len(blocks):
            block = blocks[index]
            index += 1
            if not isinstance(block, Paragraph):
                out.append(self._table(block))
                continue
            start, text = self.length, self._put(block.span)
            while index < len(blocks) and self._goes_on(block, blocks[index]):
                block = blocks[index]
                text += self._put(block.span)
                index += 1
            out.append(Paragraph(Span(start, self.length), text))
            self._gap()
        source = self.source
        return Source(source.name, "".join(self.pieces), source.original, tuple(self.runs), (), source.encoding), tuple(
            out
        )

    def _put(self, span: Span) -> str:
        text = self.source[span]
        self.runs.append(Run(self.length, span.start, span.end))
        self.pieces.append(text)
        self.length += len(text)
        return text

    def _gap(self) -> None:
        self.pieces.append("\n")
        self.length += 1

    def _goes_on(self, block: Block, after: Block) -> bool:
        """Whether the paragraph after continues this one: this line is full and that one opens nothing."""
        if not isinstance(block, Paragraph) or not isinstance(after, Paragraph):
            return False
        if _FIGURES.search(block.text):
            return False
        full = len(block.text) >= self.width * 0.8 and not _WIDE_GAP.search(block.text)
        ragged = block.text[-1] in ",，、" and len(block.text) > 8
        opens = (
            _OPENING.match(after.text)
            or _WIDE_GAP.search(after.text)
            or (after.text[0].isdigit() and len(after.text) < 8)
        )
        ends = block.text[-1] in "。：:" and len(block.text) < self.width - 1
        return (full or ragged) and not opens and not ends and not self._indented(after)

    def _indented(self, block: Paragraph) -> bool:
        """Whether a line of the file begins with two blanks or an ideographic one: the first line of a paragraph."""
        before = self.source.text[max(block.span.start - 2, 0) : block.span.start]
        return before.endswith("\u3000") or before == "  "

    def _table(self, block: Block) -> Block:
        start = self.length
        self._put(block.span)
        self._gap()
        if not isinstance(block, Table):
            return block._replace(span=Span(start, self.length - 1))
        shift = start - block.span.start
        rows = tuple(
            tuple(cell._replace(span=Span(cell.span.start + shift, cell.span.end + shift)) for cell in row)
            for row in block.rows
        )
        return Table(Span(start, self.length - 1), rows, block.shape)
