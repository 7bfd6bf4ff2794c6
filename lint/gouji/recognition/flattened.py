"""Forms whose table was lost: cells one a line, columns aligned by blanks, figures run together with their labels.

Only paragraphs are looked at, and streams of cells without rows. What is found becomes a ragged table, row by row, so
that the rest of recognition knows one shape only. All spans stay those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.document import Block, Paragraph, Table, texts_of
from gouji.recognition.broken_labels import join_broken_labels
from gouji.recognition.lexicon import Lexicon, label_key, without_note
from gouji.recognition.openings import openings
from gouji.recognition.regions import regions
from gouji.recognition.running_text import cut_run_on, runs_on
from gouji.source import Source


def restore(blocks: Sequence[Block], source: Source, lexicon: Lexicon, titles: re.Pattern[str]) -> tuple[Block, ...]:
    """Blocks in which lost tables are tables again. `titles` matches squeezed titles of sections."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and block.shape != "grid" and not _has_labels(block, lexicon):
            made.extend(_without_rows(block))
        elif isinstance(block, Table) and block.shape == "stream":
            from gouji.recognition.streams import rows_of_stream

            made.extend(rows_of_stream(block, source, lexicon, titles))
        else:
            made.append(block)
    apart: list[Block] = []
    for block in join_broken_labels(made, lexicon):
        apart.extend(cut_run_on(block, source, lexicon, titles) if runs_on(block) else (block,))
    return tuple(_from_prose(apart, source, lexicon, titles))


def _has_labels(table: Table, lexicon: Lexicon) -> bool:
    """Whether any cell of a table is a label, a head or a caption of a form."""
    keys = (label_key(text) for row in table.rows for text in texts_of(row) if text)
    return any(
        key in lexicon.owners or key in lexicon.structural or without_note(key) in lexicon.owners for key in keys
    )


def _without_rows(table: Table) -> Iterator[Block]:
    """Lines that only look like a table (a title or page dressing with a bar behind it) are paragraphs again."""
    if table.shape != "stream" and any(sum(map(bool, texts_of(row))) > 1 for row in table.rows):
        yield table
        return
    for row in table.rows:
        yield from (Paragraph(cell.span, cell.text) for cell in row if cell.text)


def _from_prose(blocks: Sequence[Block], source: Source, lexicon: Lexicon, titles: re.Pattern[str]) -> Iterator[Block]:
    index = 0
    for region in list(regions(blocks, lexicon, titles)):
        if region.first < index:
            continue
        yield from blocks[index : region.first]
        # Here and above: most reports have no such table.
        from gouji.recognition.lost_rows import table_of

        paragraphs = [block for block in blocks[region.first : region.last + 1] if isinstance(block, Paragraph)]
        tables = table_of(paragraphs, source, lexicon, region.forms)
        if tables:
            start, signs = tables[0].span.start, openings(lexicon).signs
            yield from (p for p in paragraphs if p.span.end <= start and not signs.issuperset(label_key(p.text)))
        yield from tables or paragraphs
        index = region.last + 1
    yield from blocks[index:]
