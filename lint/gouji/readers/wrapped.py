"""Text that was broken into lines of one width, as text taken from a PDF is: its lines are joined to paragraphs again."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.document import Block, Paragraph, Table
from gouji.patterns import pattern
from gouji.source import Run, Source, Span

_STOPS = '。；;!！?？:：”"）)》'
_LONG = 18
_WIDE_GAP = pattern(r"\S {2,}\S")
_FIGURES = pattern(r"(?:\s[-+]?\d[\d.,]*){3}$|\s(?:[条件次篇个人元]|人次|万元)\s+[-+]?\d[\d.,]*$|\s[-—]\s+[-—]$")
_OPENING = pattern(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．,，]|[(（]\d|\d{1,2}[.、．]|第[一二三四五六七八九十]")
_TITLE = pattern(r"[^。，,；;：:《》]{2,30}20\d\d ?年[^。，,；;：:《》]{2,20}(?:报告|年报)")


def unwrap(source: Source, blocks: tuple[Block, ...]) -> tuple[Source, tuple[Block, ...]]:
    """Join paragraphs that were broken into lines of one width, as text taken from a PDF is.

    The joined text has no line ends inside; its runs lead back to the lines of the file.
    """
    width = _wrap_width(blocks)
    if not width:
        return source, blocks
    return _Joiner(source, width, _margin(source.text, blocks)).join(blocks)


def _margin(text: str, blocks: Sequence[Block]) -> int:
    """How many blanks stand before nearly every long line: programs that keep the layout keep the margin of the page."""
    starts = [block.span.start for block in blocks if isinstance(block, Paragraph) and len(block.text) > _LONG]
    lines = (text[text.rfind("\n", 0, start) + 1 : start] for start in starts)
    blanks = sorted(len(line) for line in lines if not line.strip(" "))
    return blanks[len(blanks) // 5] if blanks else 0


def _wrap_width(blocks: Sequence[Block]) -> int:
    """The width at which the lines of a hard-wrapped text break; 0 where it is not hard-wrapped."""
    texts = (block.text for block in blocks if isinstance(block, Paragraph) and len(block.text) > _LONG)
    prose = [text for text in texts if "  " not in text]
    if len(prose) < 8:
        return 0
    open_ended = [text for text in prose if text[-1] not in _STOPS]
    longest = sorted(map(len, prose))[int(len(prose) * 0.9)]
    near = sum(len(text) >= longest * 0.75 for text in open_ended)
    return longest if longest <= 60 and near * 2 > len(prose) else 0


class _Joiner:
    """Writes a new text in which wrapped lines are joined, and the runs that lead back."""

    def __init__(self, source: Source, width: int, margin: int) -> None:
        self.source = source
        self.width = width
        self.margin = margin
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
            is_title = _TITLE.fullmatch(block.text) is not None
            while index < len(blocks) and not is_title and self._goes_on(block, blocks[index]):
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
        """Whether a line of the file begins two blanks or an ideographic one behind the margin: a new paragraph."""
        before = self.source.text[max(block.span.start - 2 - self.margin, 0) : block.span.start]
        return before.endswith("\u3000") or before == "  " + " " * self.margin

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
