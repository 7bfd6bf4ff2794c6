"""What a report is made of before it is written in a format: headings, prose and sheets, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

Address = tuple[str, str, str]
"""Form, row and column id."""


class Heading(NamedTuple):
    """A heading; level 0 is the title."""

    level: int
    text: str


class Prose(NamedTuple):
    """A paragraph; `aside` for lines of title and signature, which pages set apart."""

    text: str
    aside: bool = False


class Slot(NamedTuple):
    """A cell of a sheet with its extent, and its address where it holds a figure."""

    text: str
    columns: int = 1
    rows: int = 1
    address: Address | None = None


class Sheet(NamedTuple):
    """A table: for each row the cells that begin in it. Together they cover `width` columns."""

    rows: tuple[tuple[Slot, ...], ...]
    width: int


Part = Heading | Prose | Sheet


def placed(sheet: Sheet) -> Iterator[tuple[int, Slot]]:
    """Each cell with the column that it begins in."""
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(sheet.rows):
        column = 0
        for slot in row:
            while (number, column) in covered:
                column += 1
            yield column, slot
            covered |= {(number + down, column + right) for down in range(slot.rows) for right in range(slot.columns)}
            column += slot.columns


def grid(sheet: Sheet) -> list[list[str]]:
    """Text of each place, empty where a cell that began before covers it."""
    places: list[list[str | None]] = [[None] * sheet.width for _ in sheet.rows]
    for number, row in enumerate(sheet.rows):
        column = 0
        for slot in row:
            while places[number][column] is not None:
                column += 1
            for down in range(slot.rows):
                for right in range(slot.columns):
                    places[number + down][column + right] = ""
            places[number][column] = slot.text
    return [[text or "" for text in row] for row in places]
