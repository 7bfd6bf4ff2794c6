"""Forms whose table was lost: cells one a line, columns aligned by blanks, figures run together with their labels.

Only paragraphs are looked at, and streams of cells without rows. What is found becomes a ragged table, row by row, so
that the rest of recognition knows one shape only. All spans stay those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple, TypeVar

from gouji.document import Block, Cell, Paragraph, Table
from gouji.folding import squeeze
from gouji.patterns import pattern
from gouji.recognition.figures import figure, looks_like_value
from gouji.recognition.lexicon import FormWords, Lexicon, bare, label_key, without_note
from gouji.source import Source, Span


def restore(blocks: Sequence[Block], source: Source, lexicon: Lexicon, titles: re.Pattern[str]) -> tuple[Block, ...]:
    """Blocks in which lost tables are tables again. `titles` matches squeezed titles of sections."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and block.shape != "grid" and not _has_labels(block, lexicon):
            made.extend(_without_rows(block))
        elif isinstance(block, Table) and block.shape == "stream":
            made.extend(_from_stream(block, source, lexicon, titles))
        else:
            made.append(block)
    joined = _join_broken_labels(made, lexicon)
    apart = [piece for block in joined for piece in _cut_run_on(block, source, lexicon, titles)]
    return tuple(_from_prose(apart, source, lexicon, titles))


def _has_labels(table: Table, lexicon: Lexicon) -> bool:
    """Whether any cell of a table is a label, a head or a caption of a form."""
    keys = (label_key(cell.text) for row in table.rows for cell in row if cell.text)
    return any(key in lexicon.owners or key in lexicon.structural or without_note(key) in lexicon.owners for key in keys)


def _without_rows(table: Table) -> Iterator[Block]:
    """Lines that only look like a table (a title or page dressing with a bar behind it) are paragraphs again."""
    if table.shape != "stream" and any(sum(bool(cell.text) for cell in row) > 1 for row in table.rows):
        yield table
        return
    for row in table.rows:
        yield from (Paragraph(cell.span, cell.text) for cell in row if cell.text)


_RUN_ON = 160
_LABELS_IN_RUN_ON = 4


def _cut_run_on(block: Block, source: Source, lexicon: Lexicon, titles: re.Pattern[str]) -> Iterator[Block]:
    """A paragraph in which tables stand as running text is cut at titles of sections and round the labels."""
    if (
        not isinstance(block, Paragraph)
        or len(block.text) < _RUN_ON
        or ("0" not in block.text and "1" not in block.text)
    ):
        yield block
        return
    folded = source.folded[block.span.start : block.span.end]
    if not _STANDALONE.search(folded):
        yield block
        return
    labels = [match for match in _openings(lexicon).pattern.finditer(folded) if len(match[0]) > 3]
    if len({match[0] for match in labels}) < _LABELS_IN_RUN_ON or not _STANDALONE.search(folded, labels[0].end()):
        yield block
        return
    heading = re.compile(rf"[一二三四五六七八九十]{{1,2}}[、.]\s?(?:{titles.pattern})")
    cuts = {0, len(folded), labels[0].start(), _after_figures(folded, labels[-1].end())}
    for match in heading.finditer(folded):
        if label_key(match[0]) not in lexicon.owners:
            cuts |= {match.start(), match.end()}
    bounds = sorted(cuts)
    for start, end in pairwise(bounds):
        text = block.text[start:end]
        if text.strip():
            left = block.span.start + start + len(text) - len(text.lstrip())
            yield Paragraph(Span(left, left + len(text.strip())), text.strip())


_STANDALONE = pattern(r"\s\d+\s")
_FIGURES_AFTER = pattern(r"(?:[^\d。;]{0,30}\d[\d.,]*(?:\s+[-+]?\d[\d.,]*)*)?")


def _after_figures(text: str, start: int) -> int:
    match = _FIGURES_AFTER.match(text, start)
    return match.end() if match else start


def _from_stream(table: Table, source: Source, lexicon: Lexicon, titles: re.Pattern[str]) -> Iterator[Block]:
    """Rows of a stream: a known label begins a row; a title of a section between two forms is prose again."""
    rows: list[list[Cell]] = []
    for cell in _without_numbering(table.rows[0]):
        heading, rest = _cut_heading(cell, source, titles)
        if heading is not None:
            yield from _ragged(rows)
            rows = []
            yield heading
        if rest is not None:
            _take(rest, rows, lexicon)
    yield from _ragged(rows)


def _cut_heading(cell: Cell, source: Source, titles: re.Pattern[str]) -> tuple[Paragraph | None, Cell | None]:
    """A cell whose first line is the title of a section: the title, and the rest of the cell."""
    first, mark, rest = cell.text.partition("\n")
    if not titles.fullmatch(bare(label_key(first))):
        return None, cell
    if not mark:
        return Paragraph(cell.span, cell.text), None
    end = cell.span.start + len(first.rstrip())
    text = rest.strip()
    start = cell.span.end - len(rest.lstrip())
    title = Paragraph(Span(cell.span.start, end), source[Span(cell.span.start, end)])
    return title, Cell(text, Span(start, start + len(text)), cell.row, cell.column)


_NUMBERED = re.compile(r"(?:\d{1,2}\.|\([一二三四五六七八九十]\)|[一二三四五六七八九十]{1,2}、|其中)[\u4e00-\u9fff]")


def _take(cell: Cell, rows: list[list[Cell]], lexicon: Lexicon) -> None:
    key = label_key(cell.text)
    if key in lexicon.structural and key not in lexicon.captions and rows and _ends(rows, lexicon):
        if key in _openings(lexicon).block_rows and any(label_key(c.text) in lexicon.columns for c in rows[-1]):
            rows.append([cell])
        else:
            rows[-1].append(cell)
        return
    opens = (
        key in lexicon.owners
        or without_note(key) in lexicon.owners
        or key in lexicon.structural
        or ((_NUMBERED.match(key) is not None or key in _openings(lexicon).block_rows) and bool(rows) and _has_figure(rows[-1]))
    )
    if opens or not rows or _ends(rows, lexicon):
        if rows and not opens and not cell.text and _ends(rows, lexicon):
            rows[-1].append(cell)
            return
        rows.append([cell])
    else:
        rows[-1].append(cell)


def _ends(rows: Sequence[Sequence[Cell]], lexicon: Lexicon) -> bool:
    """Whether the last row is a head: what follows it is a row of its own.

    总计 alone is the label of a row, and a head where the row before it is one.
    """
    keys = [label_key(cell.text) for cell in rows[-1] if cell.text]
    if len(keys) == 1 and keys[0] in lexicon.owners:
        return keys[0] in lexicon.columns and len(rows) > 1 and not _has_figure(rows[-2])
    return all(key in lexicon.structural or key in _openings(lexicon).block_rows for key in keys)


def _has_figure(row: Sequence[Cell]) -> bool:
    return any(figure(cell.text).number is not None for cell in row)


def _ragged(rows: Sequence[Sequence[Cell]]) -> Iterator[Table]:
    if rows:
        numbered = tuple(
            tuple(cell._replace(row=number, column=column) for column, cell in enumerate(row))
            for number, row in enumerate(rows)
        )
        last = max(row[-1].span.end for row in rows)
        yield Table(Span(rows[0][0].span.start, last), numbered, "ragged")


def _join_broken_labels(blocks: Sequence[Block], lexicon: Lexicon) -> list[Block]:
    """A label broken over two lines leaves its first half as a paragraph before the row: put them together."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        whole = _whole(before, block, lexicon)
        if whole is None:
            joined.append(block)
            continue
        joined.pop()
        above = joined[-1] if joined else None
        if isinstance(above, Table) and above.shape == "ragged":
            joined[-1] = Table(Span(above.span.start, whole.span.end), (*above.rows, *whole.rows), "ragged")
        else:
            joined.append(whole)
    return joined


def _whole(before: Block | None, block: Block, lexicon: Lexicon) -> Table | None:
    """The table with the short paragraph before it as the first half of its first label; None where it is none."""
    if not isinstance(block, Table) or block.shape != "ragged" or not isinstance(before, Paragraph):
        return None
    row = _with_first_half(before, block, lexicon) if len(before.text) < 60 else None
    return None if row is None else Table(Span(before.span.start, block.span.end), (row, *block.rows[1:]), "ragged")


def _with_first_half(before: Paragraph, table: Table, lexicon: Lexicon) -> tuple[Cell, ...] | None:
    first = table.rows[0]
    for position, cell in enumerate(first):
        if not cell.text:
            continue
        whole = label_key(before.text + cell.text)
        if label_key(cell.text) in lexicon.owners or whole not in lexicon.owners:
            return None
        label = Cell(cell.text, cell.span, cell.row, cell.column)._replace(text=before.text + "\n" + cell.text)
        return (*first[:position], label._replace(span=Span(before.span.start, cell.span.end)), *first[position + 1 :])
    return None


class _Region(NamedTuple):
    """Paragraphs `first` to `last` (inclusive) hold forms of these ids."""

    first: int
    last: int
    forms: tuple[str, ...]


def _from_prose(blocks: Sequence[Block], source: Source, lexicon: Lexicon, titles: re.Pattern[str]) -> Iterator[Block]:
    regions = list(_regions(blocks, lexicon, titles))
    index = 0
    for region in regions:
        if region.first < index:
            continue
        yield from blocks[index : region.first]
        paragraphs = [block for block in blocks[region.first : region.last + 1] if isinstance(block, Paragraph)]
        tables = _table(paragraphs, source, lexicon, region.forms)
        if tables:
            start, signs = tables[0].span.start, _openings(lexicon).signs
            yield from (p for p in paragraphs if p.span.end <= start and not signs.issuperset(label_key(p.text)))
        yield from tables or paragraphs
        index = region.last + 1
    yield from blocks[index:]


_DIGITS = pattern(r"[\d\s.,+\-—–/減减增|]+")
_TAIL = pattern(r"[\d.,+\-/减少增加|万亿元条件次篇个人项]*")


def _regions(blocks: Sequence[Block], lexicon: Lexicon, titles: re.Pattern[str]) -> Iterator[_Region]:
    """Stretches of paragraphs that hold labels of forms, between titles of sections, long prose and tables."""
    kinds = [_kind(block, lexicon, titles) for block in blocks]
    start = 0
    for broken, run in groupby(range(len(blocks)), key=lambda i: kinds[i] == "break"):
        members = list(run)
        start = members[0]
        if broken:
            continue
        hits = [i for i in members if kinds[i] not in ("", "value", "break")]
        if not hits:
            continue
        yield from _cut_region(blocks, members, kinds, hits, lexicon, start)


def _cut_region(
    blocks: Sequence[Block],
    members: Sequence[int],
    kinds: Sequence[str],
    hits: Sequence[int],
    lexicon: Lexicon,
    start: int,
) -> Iterator[_Region]:
    """From the first label to the figures after the last one; several forms stand in one region."""
    first, last = hits[0], hits[-1]
    while first > start and (kinds[first - 1] == "value" or _is_short(blocks[first - 1])) and first - 1 >= members[0]:
        first -= 1
    while last < members[-1] and (
        kinds[last + 1] == "value" or (_is_short(blocks[last + 1]) and _value_follows(kinds, last + 1, members[-1]))
    ):
        last += 1
    named = dict.fromkeys(kinds[i] for i in hits)
    for i in hits:
        if isinstance(block := blocks[i], Paragraph) and len(block.text) >= _RUN_ON:
            named |= dict.fromkeys(_owners_in(block.text, lexicon))
    forms = tuple(id for id in named if _has_block(blocks, hits, id, lexicon))
    enough = (
        len(hits) > 1 or any(kinds[i] == "value" for i in range(hits[0], last + 1)) or _has_figures(blocks[hits[0]])
    )
    if enough and forms:
        yield _Region(first, last, forms)


def _has_block(blocks: Sequence[Block], hits: Sequence[int], form_id: str, lexicon: Lexicon) -> bool:
    """For a form made of blocks, whether the label of one stands there in full; its heads alone are too common."""
    words = next(iter(lexicon.of(form_id)))
    if words.form.layout != "blocks":
        return True
    text = label_key("".join(block.text for i in hits if isinstance(block := blocks[i], Paragraph)))
    return sum(key in text for key in words.rows) > 1


def _has_figures(block: Block) -> bool:
    return isinstance(block, Paragraph) and any(c.isdigit() for c in block.text[-4:])


def _is_short(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) < 16 and block.text[-1] not in "。;;:" and not block.level


def _value_follows(kinds: Sequence[str], index: int, end: int) -> bool:
    return any(kinds[i] == "value" for i in range(index, min(index + 3, end + 1)))


def _kind(block: Block, lexicon: Lexicon, titles: re.Pattern[str]) -> str:
    """`break`, `value` (a line of figures), the id of the form whose label begins the line, or empty."""
    if not isinstance(block, Paragraph):
        return "break"
    text = block.text
    if len(text) >= _RUN_ON and _STANDALONE.search(text) and (owners := _owners_in(text, lexicon)):
        return owners[0]
    if (len(text) > 200 and len(squeeze(text)) > 200) or (block.level and titles.fullmatch(bare(label_key(text)))):
        return "break"
    if looks_like_value(text) or _DIGITS.fullmatch(text):
        return "value"
    key = label_key(text)
    form = (key not in lexicon.columns and _beginning(key, lexicon)) or _fragment(key, lexicon)
    if form:
        return form
    if titles.fullmatch(bare(key)) and not key[0].isdigit():
        return "break"
    return "break" if len(key) > 45 and "." not in key[:3] else ""


def _owners_in(text: str, lexicon: Lexicon) -> list[str]:
    """The forms whose labels stand in running text, when there are many of them."""
    known = _openings(lexicon)
    found = dict.fromkeys(match[0] for match in known.pattern.finditer(label_key(text)) if len(match[0]) > 3)
    return list(dict.fromkeys(known.owner[key] for key in found)) if len(found) >= _LABELS_IN_RUN_ON else []


def _beginning(key: str, lexicon: Lexicon) -> str:
    """The form one of whose captions, heads or labels opens a line with nothing but figures after it."""
    if key in lexicon.captions:
        return lexicon.captions[key]
    known = _openings(lexicon)
    owner, end = "", 0
    while (match := known.pattern.match(key, end)) is not None:
        end = match.end()
        owner = owner or ("" if match[0] in lexicon.columns else known.owner[match[0]])
    return owner if _TAIL.fullmatch(key, end) else ""


def _fragment(key: str, lexicon: Lexicon) -> str:
    """The form in layout `blocks` whose heads, in pieces, are all that stands in a line."""
    if len(key) > 120:
        return ""
    words = key.rstrip("0123456789")
    return next((id for id, signs in _openings(lexicon).blocks.items() if words and signs.issuperset(words)), "")


class _Openings(NamedTuple):
    """What may begin a line of a form, whose form it is, and the characters of the heads of forms made of blocks.

    `signs` are all characters of all labels, and those of figures; `block_rows` the labels of the blocks.
    """

    pattern: re.Pattern[str]
    owner: Mapping[str, str]
    blocks: Mapping[str, frozenset[str]]
    signs: frozenset[str]
    block_rows: frozenset[str]


_KNOWN: dict[int, tuple[Lexicon, _Openings]] = {}


def _openings(lexicon: Lexicon) -> _Openings:
    if id(lexicon) not in _KNOWN:
        owner: dict[str, str] = dict(lexicon.captions)
        for words in lexicon.forms:
            heads = (k for k in (*words.groups, *words.columns) if len(k) > 3)
            for key in heads if words.form.layout == "blocks" else (*words.rows, *heads):
                owner.setdefault(key, words.form.id)
        longest = sorted(owner, key=len, reverse=True)
        blocks = {w.form.id: _signs(w) for w in lexicon.forms if w.form.layout == "blocks"}
        signs = frozenset("0123456789.,-+/指标单位数量合计").union(*owner, *lexicon.structural, *lexicon.owners)
        rows = frozenset(key for w in lexicon.forms if w.form.layout == "blocks" for key in w.rows)
        opening = re.compile("|".join(map(re.escape, longest)))
        _KNOWN[id(lexicon)] = (lexicon, _Openings(opening, owner, blocks, signs, rows))
    return _KNOWN[id(lexicon)][1]


def _signs(words: FormWords) -> frozenset[str]:
    return frozenset("".join((*words.rows, *words.columns, *words.heads)))


class _Figure(NamedTuple):
    """A figure in a region: its span, and how many label characters stand before it."""

    span: Span
    before: int


class _Tokens(NamedTuple):
    """A region taken apart: its label characters (squeezed), the offset of each, and its figures in order."""

    labels: str
    offsets: tuple[int, ...]
    figures: tuple[_Figure, ...]
    text: str

    def number(self, span: Span) -> int | float:
        """The figure at a span, 0 where it is a dash."""
        return figure(self.text[span.start : span.end]).number or 0


_TOKEN = pattern(
    r"(?<!\S)(?:[-+]|减少?|增加?)?\d[\d,]*(?:\.\d+)?(?:[万亿]?元|人?次|[件条篇项个人份宗])?(?=\s|$)"
    r"|(?<!\S)[-—/](?=\s|$)|\S"
)
_UNIFORM = str.maketrans(
    {"“": '"', "”": '"', "‘": '"', "’": '"', "'": '"', "。": None, "·": None, "【": "(", "】": ")"}
)


def _tokens(paragraphs: Sequence[Paragraph], source: Source) -> _Tokens:
    labels: list[str] = []
    offsets: list[int] = []
    figures: list[_Figure] = []
    for paragraph in paragraphs:
        text = source.folded[paragraph.span.start : paragraph.span.end]
        for match in _TOKEN.finditer(text):
            start = paragraph.span.start + match.start()
            piece = match[0].translate(_UNIFORM)
            if (
                len(match[0]) > 1
                or (match[0].isdigit() and _stands_alone(text, match))
                or (match[0] in "-/" and _stands_alone(text, match))
            ):
                figures.append(_Figure(Span(start, start + len(match[0])), len(labels)))
            elif piece:
                labels.append("." if piece in "、)" and labels and labels[-1].isdigit() else piece)
                offsets.append(start)
    return _Tokens("".join(labels), tuple(offsets), tuple(figures), source.folded)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    before = match.start() == 0 or text[match.start() - 1].isspace()
    return before and (match.end() == len(text) or text[match.end()].isspace())


def _table(paragraphs: Sequence[Paragraph], source: Source, lexicon: Lexicon, forms: Sequence[str]) -> list[Block]:
    """A ragged table of the region's rows, for the edition of each form whose labels fit best."""
    tokens = _tokens(_without_numbering(paragraphs), source)
    best: list[_Row] = []
    for words in _editions_of(lexicon, forms):
        rows = _rows(tokens, words)
        if _words_in(rows) > _words_in(best):
            best = rows
    return list(_ragged([_cells(row, source) for row in best])) if best else []


_Text = TypeVar("_Text", Paragraph, Cell)


def _without_numbering(pieces: Sequence[_Text]) -> list[_Text]:
    """Cells one after another without those of a column 序号: 1, 2, 3 … each before words."""
    if not any(piece.text.endswith("序号") for piece in pieces):
        return list(pieces)
    kept: list[_Text] = []
    count = 1
    filled = [piece for piece in pieces if piece.text]
    words = {id(before) for before, after in pairwise(filled) if not looks_like_value(after.text)}
    for piece in pieces:
        if piece.text == str(count) and id(piece) in words:
            count += 1
        elif piece.text != "序号":
            kept.append(piece)
    return kept


def _words_in(rows: Sequence[_Row]) -> tuple[int, int]:
    """How many labels and, where those are as many, how many heads were found."""
    heads = [row for row in rows if row.label is None]
    return len(rows) - len(heads), sum(len(row.figures) for row in heads)


class _Row(NamedTuple):
    """Span of a label and of the figures that belong to it; `name` where the label's pieces do not stand together."""

    label: Span | None
    figures: tuple[Span, ...]
    name: str = ""


def _editions_of(lexicon: Lexicon, forms: Sequence[str]) -> list[tuple[FormWords, ...]]:
    editions = dict.fromkeys(words.edition for form in forms for words in lexicon.of(form))
    return [
        tuple(words for words in lexicon.forms if words.edition == edition and words.form.id in forms)
        for edition in editions
    ]


def _rows(tokens: _Tokens, forms: Sequence[FormWords]) -> list[_Row]:
    if len(forms) == 1 and forms[0].form.layout == "blocks":
        return _block_rows(tokens, forms[0])
    rows: list[_Row] = []
    places = _places(tokens.labels, forms)
    for position, (start, end, words) in enumerate(places):
        limit = places[position + 1][0] if position + 1 < len(places) else len(tokens.labels) + 1
        if words is None:
            head = _span(tokens, start, end)
            if rows and rows[-1].label is None:
                rows[-1] = _Row(None, (*rows[-1].figures, head))
            else:
                rows.append(_Row(None, (head,)))
            continue
        figures = [f.span for f in tokens.figures if start < f.before <= limit]
        if not figures:
            figures = _glued(tokens, end, min(limit, len(tokens.labels)))
        rows.append(_Row(_span(tokens, start, end), tuple(figures)))
    return _by_count(tokens, forms, rows, places)


def _block_rows(tokens: _Tokens, words: FormWords) -> list[_Row]:
    """All heads as one row, all figures as another; heads among the figures mean that their order is lost."""
    keys = [*words.heads, *words.rows, *words.columns]
    found = sorted((start, length) for start, length in (_find(tokens.labels, key, 0) for key in keys) if start >= 0)
    rows = [_Row(None, tuple(_span(tokens, start, start + length) for start, length in found))]
    scattered = {figure.before for figure in tokens.figures}
    if len(scattered) == 1:
        rows.append(_Row(None, tuple(figure.span for figure in tokens.figures)))
    return rows


_Place = tuple[int, int, FormWords | None]


def _places(labels: str, forms: Sequence[FormWords]) -> list[_Place]:
    """Where the labels of the forms stand among the label characters, in order; captions and heads as None."""
    places: list[_Place] = []
    at = 0
    for words in forms:
        found = [_find(labels, head, at) for head in (*words.captions, *words.columns)]
        heads = sorted({(s, s + n, None) for s, n in found if s >= 0 and n > 3}, key=lambda head: (head[0], -head[1]))
        rows: list[_Place] = []
        position = heads[0][0] if heads else at
        for index in range(len(words.form.rows)):
            keys = [key for key, indexes in words.rows.items() if index in indexes]
            start, length = _earliest(_find(labels, key, position) for key in keys)
            if start >= 0:
                rows.append((start, start + length, words))
                position = start + length
        if rows:
            places.extend([*_apart(h for h in heads if h[1] <= rows[0][0]), *rows])
            at = rows[-1][1]
    return places


def _apart(heads: Iterable[_Place]) -> Iterator[_Place]:
    """Heads that do not overlap, the first of them first."""
    end = 0
    for head in heads:
        if head[0] >= end:
            yield head
            end = head[1]


def _earliest(found: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The first of some places, the longer of two that begin together; (-1, 0) where there is none."""
    return min((place for place in found if place[0] >= 0), key=lambda place: (place[0], -place[1]), default=(-1, 0))


def _find(labels: str, key: str, start: int) -> tuple[int, int]:
    """Place and length of a label; its list mark may be written otherwise, a bare label only where it is long."""
    at = labels.find(key, start)
    if at >= 0:
        return at, len(key)
    plain = bare(key)
    at = labels.find(plain, start) if len(plain) > 3 else -1
    return at, len(plain)


def _span(tokens: _Tokens, start: int, end: int) -> Span:
    return Span(tokens.offsets[start], tokens.offsets[end - 1] + 1)


def _glued(tokens: _Tokens, start: int, end: int) -> list[Span]:
    """Digits that stand directly behind a label, without a blank."""
    stop = start
    while stop < end and tokens.labels[stop].isdigit():
        stop += 1
    if tokens.labels[stop : stop + 1] == "." and tokens.labels[stop + 1 : stop + 2].isdigit() and stop > start:
        stop += 2
        while stop < end and tokens.labels[stop].isdigit():
            stop += 1
    following = tokens.labels[stop : stop + 1]
    if stop > start and following in (".", "、"):
        stop -= 1
    return [_span(tokens, start, stop)] if stop > start else []


def _by_count(tokens: _Tokens, forms: Sequence[FormWords], rows: list[_Row], places: Sequence[_Place]) -> list[_Row]:
    """Where the region holds one form and just as many figures as that has, they stand in its order."""
    if len(forms) != 1 or forms[0].form.layout != "rows":
        return rows
    form = forms[0].form
    width, indexes = len(form.columns), forms[0].figure_rows
    whole = len(tokens.figures) == width * len(indexes)
    if not whole or (all(len(row.figures) == width for row in rows if row.figures) and len(places) >= len(indexes)):
        return rows
    labelled = _label_spans(tokens, forms[0])
    spans = [figure.span for figure in tokens.figures]
    if not _sums_hold(tokens, spans, width):
        return rows
    return [
        _Row(labelled.get(index), tuple(spans[n * width : (n + 1) * width]), form.rows[index].label)
        for n, index in enumerate(indexes)
    ]


def _sums_hold(tokens: _Tokens, spans: Sequence[Span], width: int) -> bool:
    """Whether rows add up to their last figure, nearly all of them: figures out of order do not."""
    if width < 3:
        return True
    numbers = [tokens.number(span) for span in spans]
    rows = [numbers[i : i + width] for i in range(0, len(numbers), width)]
    wrong = sum(sum(row[:-1]) != row[-1] for row in rows)
    return wrong * 6 <= len(rows)


def _label_spans(tokens: _Tokens, words: FormWords) -> dict[int, Span]:
    """Where the label of each row stands; a page read column by column has them out of order or in pieces."""
    spans = {}
    at = 0
    for index in range(len(words.form.rows)):
        keys = [key for key, indexes in words.rows.items() if index in indexes]
        found = [place for start in (at, 0) for key in keys if (place := _find(tokens.labels, key, start))[0] >= 0]
        if found:
            start, length = found[0]
            spans[index] = _span(tokens, start, start + length)
            at = max(at, start + length)
        elif any(_in_pieces(tokens.labels, key) for key in keys):
            spans[index] = Span(0, 0)
    return spans


def _in_pieces(labels: str, key: str) -> bool:
    """Whether most pairs of neighbouring characters of a label stand in the region."""
    pairs = [key[i : i + 2] for i in range(len(key) - 1)]
    return sum(pair in labels for pair in pairs) >= 0.7 * len(pairs)


def _cells(row: _Row, source: Source) -> list[Cell]:
    figures = [Cell(source[span], span, 0, 0) for span in row.figures]
    if row.label is None:
        return figures
    if not row.label.end:
        return [Cell(row.name, Span(row.figures[0].start, row.figures[0].start), 0, 0), *figures]
    return [Cell(source[row.label], row.label, 0, 0), *figures]
