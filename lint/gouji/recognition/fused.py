"""Figures that ran together: `713000074` for 71 3 0 0 0 0 74, split where the form's own sums leave one reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

LIMIT = 40
"""Longest run of digits that is looked at: beyond it, too many readings hold."""

_MOST = 400


def readings(pieces: Sequence[str], width: int, totalled: bool) -> list[tuple[int, ...]]:
    """All ways to cut runs of digits into `width` figures; the last one the sum of the others where `totalled`.

    A piece ends where a blank stood, so no figure reaches over it. Figures have no leading zeros. The list is cut off
    when it grows beyond use: more than one reading means that the figures cannot be placed.
    """
    digits = "".join(pieces)
    if not digits.isdecimal() or not width <= len(digits) <= LIMIT:
        return []
    stops: set[int] = set()
    for piece in pieces:
        stops.add(len(piece) + max(stops, default=0))
    found: list[tuple[int, ...]] = []
    for reading in _cuts(digits, 0, width, frozenset(stops), None if not totalled else 0):
        found.append(reading)
        if len(found) > _MOST:
            break
    return found


def _cuts(digits: str, start: int, width: int, stops: frozenset[int], total: int | None) -> Iterator[tuple[int, ...]]:
    """Cut `digits[start:]` into `width` figures; `total` is the sum so far, None where nothing is summed."""
    if width == 1:
        last = digits[start:]
        whole = not any(start < stop < len(digits) for stop in stops)
        if whole and (last == "0" or last[:1] not in ("0", "")) and (total is None or int(last) == total):
            yield (int(last),)
        return
    longest = 1 if digits[start] == "0" else len(digits) - start - width + 1
    for end in range(start + 1, start + longest + 1):
        figure = int(digits[start:end])
        if total is not None and len(str(total + figure)) > len(digits) - end - width + 2:
            break
        for rest in _cuts(digits, end, width - 1, stops, None if total is None else total + figure):
            yield (figure, *rest)
        if end in stops:
            break
