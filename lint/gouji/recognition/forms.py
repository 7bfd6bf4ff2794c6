"""The prescribed forms of a report: where they stand, of which edition they are, and what figures they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gouji.editions import Edition
from gouji.recognition import templates
from gouji.recognition.blocks import place_blocks
from gouji.recognition.heads import read_heads
from gouji.recognition.lexicon import FormWords, Lexicon, bare, without_note
from gouji.recognition.lines import Line, Row, lines_of
from gouji.recognition.placing import Placement, figures_in, place_rows
from gouji.report import ColumnReading, FormReading, FormStatus, Value
from gouji.source import Span


class Stretch(NamedTuple):
    """The lines of one form: those from its heads to its last row."""

    form_id: str
    lines: tuple[Line, ...]


def stretches(lines: Sequence[Line], lexicon: Lexicon) -> dict[str, Stretch]:
    """Cut the lines of all tables into forms, by captions, heads and labels."""
    marks = _settle(lines, [_mark(line, lexicon) for line in lines], lexicon)
    owned: dict[str, list[int]] = {}
    for index, form_id in enumerate(_spread(lines, marks, lexicon)):
        if form_id:
            owned.setdefault(form_id, []).append(index)
    return {
        id: Stretch(id, tuple(lines[i] for i in _first_copy(indexes, lines, id, lexicon)))
        for id, indexes in owned.items()
    }


_OPEN = "?"


def _mark(line: Line, lexicon: Lexicon) -> str:
    """The form a line belongs to by its own words, `?` for heads that several forms have, empty for none."""
    words = line.words
    for key in words:
        if key in lexicon.captions:
            return lexicon.captions[key]
    blocks = _block_form(words, lexicon)
    if blocks:
        return blocks
    for key in words:
        owners = lexicon.owners.get(key) or lexicon.owners.get(without_note(key))
        if owners and not (key in lexicon.columns and not figures_in(line)):
            return min(owners) if len(owners) == 1 else _OPEN
    return _OPEN if any(key in lexicon.structural for key in words) else ""


def _block_form(keys: Sequence[str], lexicon: Lexicon) -> str:
    """The id of a form in layout `blocks` when two of the words are heads of it and one of them is a block's."""
    if len(keys) < 2:
        return ""
    for words in lexicon.forms:
        if words.form.layout != "blocks":
            continue
        heads = [key for key in keys if key in words.rows or key in words.columns or key in words.heads]
        if len(heads) > 1 and any(key in words.rows or key in words.heads for key in heads):
            return words.form.id
        if len(heads) >= len(words.form.columns) and len(heads) + 1 >= len(keys):
            return words.form.id
    return ""


def _settle(lines: Sequence[Line], marks: list[str], lexicon: Lexicon) -> list[str]:
    """Give heads that several forms share to the form whose caption stands above them, else to the one that follows."""
    settled = list(marks)
    before = settled[0] if settled else ""
    for index in range(1, len(marks)):
        if lines[index].table != lines[index - 1].table:
            before = settled[index - 1]
        if settled[index] == _OPEN and _opens(lines, before, index, lexicon):
            settled[index] = before
        before = settled[index] or before
    ahead = ""
    for index in range(len(settled) - 1, -1, -1):
        if settled[index] == _OPEN:
            settled[index] = ahead
        elif settled[index]:
            ahead = settled[index]
    return settled


def _opens(lines: Sequence[Line], before: str, index: int, lexicon: Lexicon) -> bool:
    """Whether the line above is a caption, or `before`, the form last marked in the same table, is one of blocks."""
    if any(key in lexicon.captions for key in lines[index - 1].words):
        return True
    return lines[index].table == lines[index - 1].table and _is_blocks(before, lexicon)


def _spread(lines: Sequence[Line], marks: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Give lines without words of their own to the form around them, or before them in the same table."""
    spread = list(marks)
    following = list(marks)
    for index in range(len(marks) - 2, -1, -1):
        following[index] = marks[index] or following[index + 1]
    for index, mark in enumerate(marks):
        if mark or index == 0 or not spread[index - 1]:
            continue
        before, after = spread[index - 1], following[index]
        same = lines[index].table == lines[index - 1].table
        if after == before or same or _is_blocks(before, lexicon):
            spread[index] = before
    return spread


def _is_blocks(form_id: str, lexicon: Lexicon) -> bool:
    return any(words.form.layout == "blocks" for words in lexicon.of(form_id))


# Four rows of heads at most, and a line of figures a block.
_MOST_BLOCK_LINES = 12


def _first_copy(indexes: list[int], lines: Sequence[Line], form_id: str, lexicon: Lexicon) -> list[int]:
    """Leave out a second copy of the form: lines from where its first row comes again after its last one."""
    seen: set[str] = set()
    rows = set().union(*(words.rows.keys() for words in lexicon.of(form_id)))
    once = {key for words in lexicon.of(form_id) for key, found in words.rows.items() if len(found) == 1}
    if _is_blocks(form_id, lexicon):
        return _first_blocks(indexes[:_MOST_BLOCK_LINES], lines, rows)
    for count, index in enumerate(indexes):
        mine = [key for key in _begun(lines[index]) if key in rows and key in once and key not in lexicon.columns]
        if any(key in seen for key in mine) and len(seen) >= max(2, len(once) // 2):
            return indexes[:count]
        seen.update(mine)
    return indexes


def _first_blocks(indexes: list[int], lines: Sequence[Line], rows: set[str]) -> list[int]:
    """As `_first_copy`, for a form in layout `blocks`: a line of labels that all stood above the figures begins it anew."""
    seen: set[str] = set()
    filled = False
    for count, index in enumerate(indexes):
        mine = rows.intersection(_begun(lines[index]))
        has_figures = figures_in(lines[index]) > 0
        if filled and mine and mine <= seen and not has_figures:
            return indexes[:count]
        seen |= mine
        filled = filled or has_figures
    return indexes


def _begun(line: Line) -> list[str]:
    """Keys of the cells that begin in the line; one that spans several rows is no second copy of itself."""
    if not line.is_grid:
        return line.words
    row = max(cell.row for cell in line.cells)
    return [line.keys[place] for place in line.places if line.cells[place].row == row]


def read_forms(rows: Sequence[Row], lexicon: Lexicon, preferred: str | None) -> Mapping[str, FormReading]:
    """All forms that stand in the tables. `preferred` is the edition to take where the labels fit several equally."""
    shape = templates.shape_of(rows, lexicon, preferred)
    return templates.filled(shape, rows) or _worked_out(rows, lexicon, preferred, shape)


def _worked_out(
    rows: Sequence[Row], lexicon: Lexicon, preferred: str | None, shape: templates.Shape | None
) -> Mapping[str, FormReading]:
    """Forms of one section are printed together, so they are read in the edition that fits all of them best."""
    lines = lines_of(rows)
    found = stretches(lines, lexicon)
    together: dict[str, list[Stretch]] = {}
    for form_id, stretch in found.items():
        together.setdefault(lexicon.of(form_id)[0].form.section, []).append(stretch)
    likely = [_likely(forms, lexicon, preferred) for forms in together.values()]
    read: dict[str, FormReading] = {}
    for forms, editions in zip(together.values(), likely, strict=True):
        read |= _read_together(forms, lexicon, editions, preferred)
    readings = {id: read[id] for id in found if id in read}
    if all(len(editions) == 1 for editions in likely):
        templates.keep(shape, lines, {id: stretch.lines for id, stretch in found.items()}, readings)
    return readings


_MARGIN = 3


def _read_together(
    found: Sequence[Stretch], lexicon: Lexicon, editions: Sequence[str], preferred: str | None
) -> dict[str, FormReading]:
    """The forms of one section in the edition whose labels fit best; those of which hardly anything is there are left out.

    A form whose heads are those of another edition is one of the other.
    """
    best: tuple[tuple[float, bool, int], dict[str, FormReading]] | None = None
    for order, edition in enumerate(editions):
        readings: dict[str, FormReading] = {}
        fit = 0.0
        for stretch in found:
            words = next((w for w in lexicon.of(stretch.form_id) if w.edition == edition), None)
            reading = None if words is None else _read(words, stretch)
            mine = 0.0 if words is None or reading is None else _fit(reading)
            if reading is not None and mine > 0:
                readings[stretch.form_id] = reading
                fit += mine
        score = (fit, edition == preferred, order)
        if readings and (best is None or score > best[0]):
            best = (score, readings)
    if best is None:
        return {}
    read: dict[str, FormReading] = {}
    for stretch in found:
        known = best[1].get(stretch.form_id)
        reading = _alone(stretch, lexicon) if known is None else _by_heads(known, stretch, lexicon)
        if reading is not None:
            read[stretch.form_id] = reading
    return read


def _alone(stretch: Stretch, lexicon: Lexicon) -> FormReading | None:
    """The form in the edition whose heads stand there all, where it fits none of those around it; None without such."""
    for words in lexicon.of(stretch.form_id):
        reading = _read(words, stretch)
        if reading.status == "read" and _heads_known(reading) == len(reading.columns):
            return reading
    return None


def _by_heads(reading: FormReading, stretch: Stretch, lexicon: Lexicon) -> FormReading:
    """The reading of a form in an edition that has all of its heads, or some where this one has none.

    Without lines, heads that stand close together run into each other, and fewer are found than there are.
    """
    known = _heads_known(reading)
    is_inferred = any(line.is_inferred for line in stretch.lines)
    if known == len(reading.columns) or reading.form.layout == "blocks" or is_inferred:
        return reading
    for words in lexicon.of(stretch.form_id):
        if words.edition == reading.edition:
            continue
        other = _read(words, stretch)
        mine = _heads_known(other) if other.status == "read" else 0
        if mine and (mine == len(other.columns) or known == 0):
            return other
    return reading


def _heads_known(reading: FormReading) -> int:
    return sum(column.likeness == 1.0 for column in reading.columns)


def _likely(found: Sequence[Stretch], lexicon: Lexicon, preferred: str | None) -> list[str]:
    """The editions worth reading in, oldest first: those with most of their labels in the lines, or nearly most."""
    hits: dict[str, int] = {}
    for stretch in found:
        keys = {key for line in stretch.lines for key in line.words}
        plain = {bare(key) for key in keys}
        # Some offices leave the numbers of rows out.
        anywhere = {
            key for words in lexicon.of(stretch.form_id) for key in words.rows if key in keys or bare(key) in plain
        }
        for words in lexicon.of(stretch.form_id):
            mine = {index for key in anywhere if key in words.rows for index in words.rows[key]}
            foreign = sum(key not in words.rows for key in anywhere)
            heads = 2 * len(keys & words.columns.keys())
            fit = 2 * len(mine) - len(words.form.rows) - foreign + heads
            hits[words.edition] = hits.get(words.edition, 0) + fit
    most = max(hits.values(), default=0)
    likely = [edition for edition, known in hits.items() if known > most - _MARGIN]
    return [edition for edition in likely if edition == preferred or not _is_same(found, lexicon, edition, preferred)]


def _is_same(found: Sequence[Stretch], lexicon: Lexicon, edition: str, preferred: str | None) -> bool:
    """Whether the forms are the same to the letter in another edition, so that reading in it tells nothing."""
    for stretch in found:
        mine = [words for words in lexicon.of(stretch.form_id) if words.edition in (edition, preferred)]
        if len(mine) != 2 or mine[0].rows != mine[1].rows or mine[0].columns != mine[1].columns:
            return False
    return True


def _fit(reading: FormReading) -> float:
    """How well a form's words fit: rows and heads found, less rows that are unknown.

    Rows that are missing do not count: a table of which a part is lost would seem to be of the edition with fewer.
    """
    rows = sum(row.likeness for row in reading.rows.values())
    placed = sum(row.likeness == 0 for row in reading.rows.values()) * 0.5
    heads = _heads_known(reading)
    if rows == 0 and heads < 2:
        return 0.0
    return (
        rows
        + placed
        + heads * 2
        - len(reading.unknown)
        - 2 * len(set(reading.reason.split(","))) * bool(reading.reason)
    )


def _read(words: FormWords, stretch: Stretch) -> FormReading:
    if words.form.layout == "blocks":
        placement, columns = place_blocks(words, stretch.lines)
    else:
        heads = read_heads(words, _above(words, stretch.lines))
        placement, columns = place_rows(words, stretch.lines, heads), heads.columns
    return _reading(words, stretch, placement, columns)


def _above(words: FormWords, lines: Sequence[Line]) -> list[Line]:
    """The lines above the first row of figures."""
    above = []
    for line in lines:
        if any(_is_row(words, key, line) for key in line.keys if key not in words.heads):
            break
        above.append(line)
    return above


def _is_row(words: FormWords, key: str, line: Line) -> bool:
    """Whether a cell is the label of a row; 总计 is one only where figures stand in its line."""
    return key in words.rows and not (key in words.columns and not figures_in(line))


_FEW_ROWS = 4
_MISPRINT = 0.9


def _reading(
    words: FormWords, stretch: Stretch, placement: Placement, columns: tuple[ColumnReading, ...]
) -> FormReading:
    span = Span(stretch.lines[0].span.start, max(stretch.lines[0].span.end, stretch.lines[-1].span.end))
    if words.form.layout == "rows" and len(placement.rows) * 2 < len(words.form.rows) > _FEW_ROWS:
        placement.faults.append("rows-lost")
    if placement.values and not any(column.likeness for column in columns) and _is_empty(placement):
        placement.faults.append("columns-lost")
    is_inferred = any(line.is_inferred for line in stretch.lines)
    if is_inferred and not _is_whole(words, placement):
        placement.faults.append("layout-uncertain")
    status: FormStatus = "doubtful" if placement.faults or not placement.values else "read"
    hints = (["fused"] if placement.fused else []) + (["inferred"] if is_inferred else [])
    reason = ",".join(dict.fromkeys([*placement.faults, *hints]))
    unusual = tuple([key for key, value in placement.values.items() if not _is_plain(value)])
    return FormReading(
        words.form,
        words.edition,
        status,
        span,
        placement.values,
        placement.rows,
        columns,
        tuple(placement.unknown),
        reason,
        unusual,
    )


def _is_empty(placement: Placement) -> bool:
    """Whether nothing stands in any of its cells."""
    return not any(value.cell.text for value in placement.values.values())


def _is_whole(words: FormWords, placement: Placement) -> bool:
    """Whether each row of figures was found by its very label, with a figure in each column, and no other row."""
    rows = [words.form.rows[index].id for index in words.figure_rows]
    found = all(row in placement.rows and placement.rows[row].likeness >= _MISPRINT for row in rows)
    return found and not placement.unknown and all(value.number is not None for value in placement.values.values())


def _is_plain(value: Value) -> bool:
    """Whether a value is a whole number from 0 in digits, without a unit of its own."""
    return type(value.number) is int and value.number >= 0 and not value.unit and value.cell.text[-1:].isdecimal()


def edition_votes(readings: Mapping[str, FormReading], editions: Sequence[Edition]) -> dict[str, int]:
    """How many forms stand in the report for each edition."""
    votes = {edition.id: 0 for edition in editions}
    for reading in readings.values():
        votes[reading.edition] += 1
    return votes
