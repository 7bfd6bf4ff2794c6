"""Kinds of fault: what each is called, the finding it should give, and how it is put into a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from builder.parts import Prose, Sheet, Slot
from faults.draft import Draft, Piece, figure, figures_in, marked

Make = Callable[[Draft, Random], Draft | None]
"""Puts a fault into a report; None where the report has no room for it."""
EDITIONS = ("2008", "2014", "2019", "2021")


class Fault(NamedTuple):
    """A kind of fault. `codes` may report it, the first of them as a rule; `layouts` are those that can show it.

    `encode` writes text, `pack` changes the finished file; what is `scanned` is read as if from a scan whose lines with a
    mark are unclear.
    """

    codes: tuple[str, ...]
    name: str
    make: Make
    editions: tuple[str, ...] = EDITIONS
    layouts: tuple[str, ...] = ()
    encode: Callable[[str], bytes] = str.encode
    kind: str = ""
    pack: Callable[[bytes], bytes] = bytes
    scanned: bool = False


FAULTS: list[Fault] = []


def fault(
    codes: str,
    name: str,
    editions: str = "",
    *,
    layouts: str = "",
    encode: Callable[[str], bytes] = str.encode,
    kind: str = "",
    pack: Callable[[bytes], bytes] = bytes,
    scanned: bool = False,
) -> Callable[[Make], Make]:
    """Take down a kind of fault; several words in a text are several values."""

    def register(make: Make) -> Make:
        chosen = tuple(editions.split()) or EDITIONS
        shown = tuple(layouts.split())
        FAULTS.append(Fault(tuple(codes.split()), name, make, chosen, shown, encode, kind, pack, scanned))
        return make

    return register


def figures(draft: Draft, roles: str, within: str = "") -> list[tuple[int, re.Match[str]]]:
    """The figures of the prose whose roles are or begin with one of these, each with the place of its piece."""
    wanted = tuple(f"{role}." for role in roles.split())
    return [
        (at, match)
        for at in (draft.having(within) if within else range(len(draft.pieces)))
        for match in figures_in(draft.text(at))
        if f"{match[1]}.".startswith(wanted)
    ]


def changed(draft: Draft, at: int, match: re.Match[str], number: object) -> Draft:
    """The report with another number for a figure, marked."""
    text = draft.text(at)
    return draft.with_text(at, text[: match.start()] + marked(figure(match[1], number)) + text[match.end() :])


def other(random: Random, number: int, but: Sequence[int] = ()) -> int:
    """Another number, none of these, no further off than a slip would be."""
    near = [n for n in range(max(0, number - 9), number + 12) if n != number and n not in but]
    return random.choice(near)


def replaced(draft: Draft, role: str, old: str, new: str) -> Draft | None:
    """The report with the first such words of a role's prose replaced, marked."""
    for at in draft.having(role):
        text = draft.text(at)
        if old in text:
            return draft.with_text(at, text.replace(old, marked(new), 1))
    return None


def added(draft: Draft, role: str, sentence: str) -> Draft | None:
    """The report with a sentence behind the first paragraph of a role, marked."""
    for at in draft.having(role):
        if isinstance(draft.pieces[at].part, Prose) and draft.text(at).endswith("。"):
            return draft.with_text(at, draft.text(at) + marked(sentence))
    return None


def inserted(draft: Draft, at: int, *pieces: Piece) -> Draft:
    """The report with pieces before a place."""
    return draft.with_pieces([*draft.pieces[:at], *pieces, *draft.pieces[at:]])


def with_body(draft: Draft, role: str, *texts: str) -> Draft | None:
    """The report with other paragraphs in a section, its heading kept; both are marked."""
    places = draft.section(role)
    if not places:
        return None
    pieces = [Piece(f"{role}.text", Prose(marked(text))) for text in texts]
    made = draft.with_text(places[0], marked(draft.text(places[0])))
    return made.with_pieces([*made.pieces[: places[0] + 1], *pieces, *made.pieces[places[-1] + 1 :]])


def with_cell(draft: Draft, address: tuple[str, str, str], text: str) -> Draft:
    """The report with another text in one cell of its forms, marked."""

    def cell(slot: Slot) -> Slot:
        return slot._replace(text=marked(text)) if slot.address == address else slot

    return with_slots(draft, cell)


def with_slots(draft: Draft, change: Callable[[Slot], Slot]) -> Draft:
    """The report with every cell of its forms changed by a function."""
    pieces = []
    for piece in draft.pieces:
        part = piece.part
        if isinstance(part, Sheet):
            part = part._replace(rows=tuple(tuple(change(slot) for slot in row) for row in part.rows))
        pieces.append(Piece(piece.role, part))
    return draft.with_pieces(pieces)


def wrong_label(draft: Draft, old: str, new: str) -> Draft | None:
    """The report with another label in its forms, marked; None where the forms have no such label."""
    hits = [0]

    def cell(slot: Slot) -> Slot:
        if slot.address is None and slot.text == old:
            hits[0] += 1
            return slot._replace(text=marked(new))
        return slot

    made = with_slots(draft, cell)
    return made if hits[0] else None
