"""Rows of a form out of the tokens of a region: labels found in order, figures between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from gouji.boxes import UNREAD
from gouji.document import Block, Cell, Paragraph
from gouji.patterns import pattern
from gouji.recognition.lexicon import FormWords, Lexicon, bare
from gouji.recognition.streams import ragged, without_numbering
from gouji.recognition.tokens import PlacedFigure, Tokens, tokens_of
from gouji.source import Source, Span


class Row(NamedTuple):
    """Span of a label and of the figures that belong to it; `name` where the label's pieces do not stand together.

    `is_lost` where it cannot be told which of the figures of the form those of the row are.
    """

    label: Span | None
    figures: tuple[Span, ...]
    name: str = ""
    is_lost: bool = False


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
    placed = _figures(tokens, places)
    for position, (start, end, words) in enumerate(places):
        limit = places[position + 1][0] if position + 1 < len(places) else len(tokens.labels) + 1
        if words is None:
            head = _span(tokens, start, end)
            if rows and rows[-1].label is None:
                rows[-1] = Row(None, (*rows[-1].figures, head))
            else:
                rows.append(Row(None, (head,)))
            continue
        figures = placed[position]
        if figures == []:
            figures = _glued(tokens, end, min(limit, len(tokens.labels)), words, forms)
        # Its figures or its unit may stand between the lines of a label, which is then taken without them.
        span = _span(tokens, start, end)
        is_torn = len("".join(tokens.text[span.start : span.end].split())) > end - start
        rows.append(Row(span, tuple(figures or ()), tokens.labels[start:end] if is_torn else "", figures is None))
    return _by_count(tokens, forms, rows, places)


def _figures(tokens: Tokens, places: Sequence[_Place]) -> list[list[Span] | None]:
    """The figures of each place; None where those of its form stand neither behind their labels nor before them."""
    starts = [*(start for start, _, _ in places), len(tokens.labels) + 1]
    behind = [[f.span for f in tokens.figures if start < f.before <= end] for start, end in pairwise(starts)]
    found: list[list[Span] | None] = []
    for words, run in groupby(range(len(places)), key=lambda at: places[at][2]):
        rows = list(run)
        mine = [behind[at] for at in rows]
        if words is None:
            found += mine
            continue
        before = behind[rows[0] - 1] if rows[0] else _first(tokens, starts[0])
        widths = [_width(words, tokens.labels[slice(*places[at][:2])]) for at in rows]
        before = before if rows[0] == 0 or places[rows[0] - 1][2] is None else []
        first = next((places[at][0] for at, width in zip(rows, widths, strict=True) if width), 0)
        is_glued_before = first > 0 and tokens.labels[first - 1].isdecimal()
        found += _of_form(tokens, before, mine, widths, is_glued_before)
    return found


def _of_form(
    tokens: Tokens, before: list[Span], behind: list[list[Span]], widths: Sequence[int], is_glued_before: bool
) -> Sequence[list[Span] | None]:
    """The figures of the rows of a form, from those before the first label and those behind each.

    `widths` are how many figures each row has. `is_glued_before` where digits and the first label ran together.
    """
    above = [before, *behind[:-1]]
    if _fit(tokens, behind, widths):
        return behind
    if not behind[-1] and _fit(tokens, above, widths):
        return above
    is_led = any(_told(tokens, mine) for mine, width in zip(behind, widths, strict=True) if not width)
    if not (is_led or is_glued_before or _told(tokens, before)):
        return behind
    if len(behind) == 1 and len(before) + len(behind[0]) == widths[0]:
        return [before + behind[0]]
    return [None] * len(behind)


def _fit(tokens: Tokens, figures: Sequence[Sequence[Span]], widths: Sequence[int]) -> bool:
    """Whether each row has as many figures as it should; one that has none may have dashes."""
    return all(
        len(mine) == width if width else not _told(tokens, mine) for mine, width in zip(figures, widths, strict=True)
    )


def _told(tokens: Tokens, figures: Sequence[Span]) -> bool:
    """Whether any of some figures is in digits."""
    return any(tokens.text[span.start : span.end].strip("+-减增加少")[:1].isdecimal() for span in figures)


def _width(words: FormWords, key: str) -> int:
    """How many figures the row of a label has."""
    rows = words.rows.get(key, ())
    return 0 if rows and words.form.rows[rows[0]].kind == "heading" else len(words.form.columns)


def _first(tokens: Tokens, end: int) -> list[Span]:
    """The figures before the first place."""
    return [figure.span for figure in tokens.figures if figure.before <= end]


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
    is_placed = all(len(row.figures) == width for row in rows if row.figures or row.is_lost)
    if not whole or (is_placed and len(places) >= len(indexes)):
        return rows
    labelled = _label_spans(tokens, forms[0])
    cut = [tokens.figures[at : at + width] for at in range(0, len(tokens.figures), width)]
    if not _sums_hold(tokens, cut, width):
        return rows
    return [
        _whole(labelled.get(index), [figure.span for figure in row], form.rows[index].label)
        for index, row in zip(indexes, cut, strict=True)
    ]


def _whole(label: Span | None, figures: Sequence[Span], name: str) -> Row:
    """A row by its own label; by its name where that is lost, or where figures stand between the lines of it."""
    is_torn = label is None or not label.end or any(label.start < figure.start < label.end for figure in figures)
    return Row(label, tuple(figures), name if is_torn else "")


def _sums_hold(tokens: Tokens, rows: Sequence[Sequence[PlacedFigure]], width: int) -> bool:
    """Whether rows add up to their last figure, nearly all of them: figures out of order do not.

    A row that does not has to stand together, or its figures may be those of another.
    """
    if width < 3:
        return True
    wrong = 0
    for row in rows:
        *parts, total = [tokens.number(figure.span) for figure in row]
        if sum(parts) != total:
            wrong += 1
            if row[0].before != row[-1].before:
                return False
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


_MORE_THAN_COLUMNS = 30


def _cells(row: Row, source: Source) -> list[Cell]:
    figures = [Cell(source[span], span, 0, 0) for span in row.figures]
    if row.label is None:
        return figures
    if row.is_lost:
        # More than any form has columns: no reader of rows finds a place for them.
        end = Span(row.label.end, row.label.end)
        figures = [Cell(UNREAD, end, 0, 0)] * _MORE_THAN_COLUMNS
    if not row.label.end:
        return [Cell(row.name, Span(row.figures[0].start, row.figures[0].start), 0, 0), *figures]
    return [Cell(row.name or source[row.label], row.label, 0, 0), *figures]
