"""Forms whose table was lost: cells one a line, columns aligned by blanks, figures run together with their labels.

Only paragraphs are looked at, and streams of cells without rows. What is found becomes a ragged table, row by row, so
that the rest of recognition knows one shape only. All spans stay those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.document import Block, Paragraph, Table, texts_of
from gouji.folding import squeeze
from gouji.patterns import pattern
from gouji.recognition.broken_labels import join_broken_labels
from gouji.recognition.labels_above import join_labels_above
from gouji.recognition.lexicon import Lexicon, bare, label_key, without_note
from gouji.recognition.openings import openings
from gouji.recognition.regions import regions
from gouji.recognition.running_text import cut_run_on, runs_on
from gouji.source import Source, Span


def restore(blocks: Sequence[Block], source: Source, lexicon: Lexicon, titles: re.Pattern[str]) -> tuple[Block, ...]:
    """Blocks in which lost tables are tables again. `titles` matches squeezed titles of sections."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and block.shape != "grid" and not _has_labels(block, lexicon):
            made.extend(_without_rows(block))
        elif isinstance(block, Table) and block.shape == "stream":
            from gouji.recognition.streams import rows_of_stream

            made.extend(rows_of_stream(block, source, lexicon, titles))
        elif isinstance(block, Table) and (cut := _second_label(block, lexicon)):
            from gouji.recognition.streams import ragged

            made.extend(ragged([*(row[:cut] for row in block.rows), *(row[cut:] for row in block.rows)]))
        elif isinstance(block, Table) and block.shape == "ragged":
            made.extend(_without_headings(join_labels_above(block, lexicon), titles))
        else:
            made.append(block)
    apart: list[Block] = []
    for block in join_broken_labels(made, lexicon):
        apart.extend(cut_run_on(block, source, lexicon, titles) if runs_on(block) else (block,))
    return tuple(_from_prose(apart, source, lexicon, titles))


_LONG_LIST = 8


def _second_label(table: Table, lexicon: Lexicon) -> int:
    """The column in which a list that is printed in two halves side by side begins anew; 0 where there is none."""
    if len(table.rows) < _LONG_LIST:
        return 0
    middle = _labels_in(texts_of(table.rows[len(table.rows) // 2]), lexicon)
    if len(middle) != 2 or middle[0] != 0:
        return 0
    found = [_labels_in(texts_of(row), lexicon) for row in table.rows[1:]]
    return middle[1] if sum(places == middle for places in found) * 3 > len(found) * 2 else 0


def _labels_in(texts: Sequence[str], lexicon: Lexicon) -> list[int]:
    """Where in a row different labels of rows stand."""
    places = [at for at, text in enumerate(texts) if len(text) > 3 and label_key(text) in lexicon.owners]
    return [at for at in places if at == 0 or texts[at] != texts[at - 1]]


def _has_labels(table: Table, lexicon: Lexicon) -> bool:
    """Whether any cell of a table is a label, a head or a caption of a form."""
    keys = (label_key(text) for row in table.rows for text in texts_of(row) if text)
    return any(
        key in lexicon.owners or key in lexicon.structural or without_note(key) in lexicon.owners for key in keys
    )


def _without_rows(table: Table) -> Iterator[Block]:
    """Lines that only look like a table (a title or page dressing with a bar behind it) are paragraphs again.

    So is the title of the report where other lines have several cells: pages put it into a table with their own things.
    """
    if table.shape != "stream" and any(sum(map(bool, texts_of(row))) > 1 for row in table.rows):
        at = next((at for at, row in enumerate(table.rows) if _is_title(texts_of(row))), None)
        if at is None:
            yield table
            return
        yield from _cut(table, 0, at)
        yield from (Paragraph(cell.span, cell.text) for cell in table.rows[at] if cell.text)
        yield from _cut(table, at + 1, len(table.rows))
        return
    for row in table.rows:
        yield from (Paragraph(cell.span, cell.text) for cell in row if cell.text)


_ORDINAL = pattern(r"\s*[一二三四五六七八九十]{1,2} ?[、.．]")


def _without_headings(table: Table, titles: re.Pattern[str]) -> Iterator[Block]:
    """The table, cut where the title of a section stands in a row of its own: a line without bars between two forms."""
    start = 0
    for at, row in enumerate(table.rows):
        texts = texts_of(row)
        if len(texts) == 1 and _ORDINAL.match(texts[0]) and titles.fullmatch(bare(label_key(texts[0]))):
            yield from _cut(table, start, at)
            yield Paragraph(row[0].span, row[0].text)
            start = at + 1
    if start == 0:
        yield table
    else:
        yield from _cut(table, start, len(table.rows))


_TITLE = pattern(r".{0,60}信息公开.{0,20}(?:报告|年报)(?:\(.{0,12}\))?")


def _is_title(row: Sequence[str]) -> bool:
    """Whether nothing but a title of a report stands in a row."""
    texts = [text for text in row if text]
    return len(texts) == 1 and len(texts[0]) < 90 and _TITLE.fullmatch(squeeze(texts[0])) is not None


def _cut(table: Table, first: int, end: int) -> Iterator[Table]:
    """Some of the rows of a table; nothing where they are blank."""
    rows = table.rows[first:end]
    cells = [cell for row in rows for cell in row if cell.text]
    if cells:
        yield Table(Span(cells[0].span.start, cells[-1].span.end), rows, table.shape)


def _without_remark(block: Block, lexicon: Lexicon) -> Block:
    """A label or head on a line of its own without the remark behind it, which may hold words of other labels."""
    if not isinstance(block, Paragraph) or block.text[-1:] not in _CLOSING or len(block.text) > _LONGEST_NOTED:
        return block
    key = label_key(block.text)
    plain = without_note(key)
    if plain == key or key in lexicon.owners or not (plain in lexicon.owners or plain in lexicon.columns):
        return block
    text = block.text[: min(at for sign in "(（" if (at := block.text.find(sign)) >= 0)].rstrip()
    return block._replace(span=Span(block.span.start, block.span.start + len(text)), text=text)


_CLOSING = (")", "）")
_LONGEST_NOTED = 160


def _from_prose(blocks: Sequence[Block], source: Source, lexicon: Lexicon, titles: re.Pattern[str]) -> Iterator[Block]:
    index = 0
    labels = [_without_remark(block, lexicon) for block in blocks]
    for region in list(regions(labels, lexicon, titles)):
        if region.first < index:
            continue
        yield from blocks[index : region.first]
        # Here and above: most reports have no such table.
        from gouji.recognition.lost_rows import table_of

        paragraphs = [block for block in labels[region.first : region.last + 1] if isinstance(block, Paragraph)]
        tables = table_of(paragraphs, source, lexicon, region.forms)
        if tables:
            start, signs = tables[0].span.start, openings(lexicon).signs
            yield from (p for p in paragraphs if p.span.end <= start and not signs.issuperset(label_key(p.text)))
        yield from tables or blocks[region.first : region.last + 1]
        index = region.last + 1
    yield from blocks[index:]
