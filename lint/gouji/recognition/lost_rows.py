"""Rows of a form out of the tokens of a region: labels found in order, figures between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gouji.document import Block, Cell, Paragraph
from gouji.patterns import pattern
from gouji.recognition.lexicon import FormWords, Lexicon, bare
from gouji.recognition.streams import ragged, without_numbering
from gouji.recognition.tokens import Tokens, tokens_of
from gouji.source import Source, Span


class Row(NamedTuple):
    """Span of a label and of the figures that belong to it; `name` where the label's pieces do not stand together."""

    label: Span | None
    figures: tuple[Span, ...]
    name: str = ""


_Place = tuple[int, int, FormWords | None]


def table_of(paragraphs: Sequence[Paragraph], source: Source, lexicon: Lexicon, forms: Sequence[str]) -> list[Block]:
    """A ragged table of the region's rows, for the edition of each form whose labels fit best."""
    units = {row.unit for form in forms for words in lexicon.of(form) for row in words.form.rows if row.unit}
    tokens = tokens_of(without_numbering(paragraphs), source, units)
    best: list[Row] = []
    for words in _editions_of(lexicon, forms):
        rows = _rows(tokens, words)
        if _words_in(rows) > _words_in(best):
            best = rows
    return list(ragged([_cells(row, source) for row in best])) if best else []


def _words_in(rows: Sequence[Row]) -> tuple[int, int]:
    """How many labels and, where those are as many, how many heads were found."""
    heads = [row for row in rows if row.label is None]
    return len(rows) - len(heads), sum(len(row.figures) for row in heads)


def _editions_of(lexicon: Lexicon, forms: Sequence[str]) -> list[tuple[FormWords, ...]]:
    editions = dict.fromkeys(words.edition for form in forms for words in lexicon.of(form))
    return [
        tuple(words for words in lexicon.forms if words.edition == edition and words.form.id in forms)
        for edition in editions
    ]


def _rows(tokens: Tokens, forms: Sequence[FormWords]) -> list[Row]:
    if len(forms) == 1 and forms[0].form.layout == "blocks":
        return _block_rows(tokens, forms[0])
    rows: list[Row] = []
    places = _places(tokens.labels, forms)
    for position, (start, end, words) in enumerate(places):
        limit = places[position + 1][0] if position + 1 < len(places) else len(tokens.labels) + 1
        if words is None:
            head = _span(tokens, start, end)
            if rows and rows[-1].label is None:
                rows[-1] = Row(None, (*rows[-1].figures, head))
            else:
                rows.append(Row(None, (head,)))
            continue
        figures = [f.span for f in tokens.figures if start < f.before <= limit]
        if not figures:
            figures = _glued(tokens, end, min(limit, len(tokens.labels)), words, forms)
        # The figures of a row may stand between the lines of its label, which is then taken without them.
        torn = any(start < figure.before < end for figure in tokens.figures)
        rows.append(Row(_span(tokens, start, end), tuple(figures), tokens.labels[start:end] if torn else ""))
    return _by_count(tokens, forms, rows, places)


def _block_rows(tokens: Tokens, words: FormWords) -> list[Row]:
    """All heads as one row, all figures as another; heads among the figures mean that their order is lost."""
    keys = [*words.heads, *words.rows, *words.columns]
    found = sorted((start, length) for start, length in (_find(tokens.labels, key, 0) for key in keys) if start >= 0)
    rows = [Row(None, tuple(_span(tokens, start, start + length) for start, length in found))]
    scattered = {figure.before for figure in tokens.figures}
    if len(scattered) == 1:
        rows.append(Row(None, tuple(figure.span for figure in tokens.figures)))
    return rows


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


def _span(tokens: Tokens, start: int, end: int) -> Span:
    return Span(tokens.offsets[start], tokens.offsets[end - 1] + 1)


_SEPARATORS = ",;:|"


def _glued(tokens: Tokens, start: int, end: int, words: FormWords, forms: Sequence[FormWords]) -> list[Span]:
    """Figures behind a label, or behind a remark in brackets or a unit after it, without blanks between them."""
    labels = tokens.labels
    if labels[start : start + 1] == "(":
        start = labels.find(")", start, end) + 1 or start
    start = _behind_unit(labels, start, end, words)
    width = len(words.form.columns)
    apart = [match.span() for match in _PART.finditer(labels, start, end)] if width > 1 else []
    if len(apart) == width and labels[apart[0][1] : apart[0][1] + 1] in tuple(_SEPARATORS) and apart[0][0] == start:
        return [_span(tokens, *part) for part in apart]
    stop = start
    while stop < end and labels[stop].isdigit():
        stop += 1
    if labels[stop : stop + 1] == "." and labels[stop + 1 : stop + 2].isdigit() and stop > start:
        stop += 2
        while stop < end and labels[stop].isdigit():
            stop += 1
    if stop > start and _is_list_mark(labels, stop, forms):
        stop -= 1
    return [_span(tokens, start, stop)] if stop > start else []


def _behind_unit(labels: str, start: int, end: int, words: FormWords) -> int:
    """Where the figures begin behind a label: the unit of the row and marks between cells are passed over."""
    units = sorted({row.unit for row in words.form.rows if row.unit}, key=len, reverse=True)
    for _ in range(2):
        while start < end and labels[start] in _SEPARATORS:
            start += 1
        start += next((len(unit) for unit in units if labels.startswith(unit, start, end)), 0)
    return start


_PART = pattern(r"[-+]?\d+(?:\.\d+)?(?![\d.])")


def _is_list_mark(labels: str, point: int, forms: Sequence[FormWords]) -> bool:
    """Whether the digit before a point is the number of the label that follows, and not the end of a figure."""
    if labels[point : point + 1] not in (".", "、"):
        return False
    mark, rest = f"{labels[point - 1]}.", labels[point + 1 :]
    keys = (key for words in forms for key in words.rows if key.startswith(mark))
    return any(rest.startswith(bare(key)[:4]) for key in keys)


def _by_count(tokens: Tokens, forms: Sequence[FormWords], rows: list[Row], places: Sequence[_Place]) -> list[Row]:
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
        _whole(labelled.get(index), spans[n * width : (n + 1) * width], form.rows[index].label)
        for n, index in enumerate(indexes)
    ]


def _whole(label: Span | None, figures: Sequence[Span], name: str) -> Row:
    """A row by its own label; by its name where that is lost, or where figures stand between the lines of it."""
    is_torn = label is None or not label.end or any(label.start < figure.start < label.end for figure in figures)
    return Row(label, tuple(figures), name if is_torn else "")


def _sums_hold(tokens: Tokens, spans: Sequence[Span], width: int) -> bool:
    """Whether rows add up to their last figure, nearly all of them: figures out of order do not."""
    if width < 3:
        return True
    numbers = [tokens.number(span) for span in spans]
    rows = [numbers[i : i + width] for i in range(0, len(numbers), width)]
    wrong = sum(sum(row[:-1]) != row[-1] for row in rows)
    return wrong * 6 <= len(rows)


def _label_spans(tokens: Tokens, words: FormWords) -> dict[int, Span]:
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


def _cells(row: Row, source: Source) -> list[Cell]:
    figures = [Cell(source[span], span, 0, 0) for span in row.figures]
    if row.label is None:
        return figures
    if not row.label.end:
        return [Cell(row.name, Span(row.figures[0].start, row.figures[0].start), 0, 0), *figures]
    return [Cell(row.name or source[row.label], row.label, 0, 0), *figures]
