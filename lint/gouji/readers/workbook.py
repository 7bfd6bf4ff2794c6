"""Workbooks (.xlsx, .xls, .ods) as sheets of texts: numbers exact, formulas by their last result, merged cells known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from gouji.errors import UnreadableFile
from gouji.extras import needed
from gouji.patterns import pattern
from gouji.readers.detection import marked

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_LARGEST = 256 * 1024 * 1024
_MOST_CELLS = 1_000_000
_MOST_DIGITS, _MOST_LETTERS = 7, 3
_RATIO = 300
_SMALL = 16 * 1024 * 1024
_CELL = pattern(rb"""\br=["']([A-Z]{1,9})(\d+)""")

Merged = tuple[int, int, int, int]


class Leaf(NamedTuple):
    """A sheet: its name, the texts of its cells from A1 on, and its merged cells.

    A merged cell is given by its upper row, left column, lower row and right column, all from 0. `merged` is None where
    the format does not tell.
    """

    name: str
    rows: list[list[str]]
    merged: list[Merged] | None


def leaves(data: bytes, name: str) -> list[Leaf]:
    """The sheets that a person sees; where all are hidden or empty, the hidden ones.

    Raises:
        UnreadableFile: python-calamine is not installed, or the file is damaged, locked or absurdly large.

    """
    book = _opened(data, name)
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    seen: list[Leaf] = []
    hidden: list[Leaf] = []
    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            leaf = _leaf(book, about.name, name)
            if leaf.rows:
                (seen if about.visible == SheetVisibleEnum.Visible else hidden).append(leaf)
    return seen or hidden


def _opened(data: bytes, name: str) -> CalamineWorkbook:
    with needed("xlsx", name):
        from python_calamine import CalamineWorkbook, PasswordError
    if marked(data) == "zip":
        _refuse_bomb(data, name)
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as error:
        raise UnreadableFile(
            f"{name}: 文件有密码，请取消密码再检查", f"{name}: the file is locked by a password; take it off"
        ) from error
    except BaseException as error:  # a library in another language raises whatever it likes
        raise _damaged(name, error) from error


def _refuse_bomb(data: bytes, name: str) -> None:
    from gouji.readers import zipped

    try:
        archive = zipped.opened(BytesIO(data))
        infos = archive.infolist()
        size = sum(info.file_size for info in infos)
        if size > _LARGEST or (size > _SMALL and size > _RATIO * len(data)):
            raise _too_large(name)
        if any(_spread(archive.read(info)) > _MOST_CELLS for info in infos if "worksheets/" in info.filename):
            raise _too_large(name)
    except UnreadableFile:
        raise
    except Exception as error:  # zipfile raises whatever damaged bytes lead it to
        raise _damaged(name, error) from error


def _spread(sheet: bytes) -> int:
    """How many cells a sheet spans from A1 to its last row and column: the library makes room for all of them."""
    rows = columns = 0
    for match in _CELL.finditer(sheet):
        if len(match[2]) > _MOST_DIGITS or len(match[1]) > _MOST_LETTERS:
            return _MOST_CELLS + 1
        rows, columns = max(rows, int(match[2])), max(columns, _number(match[1]))
    return rows * columns


def _number(letters: bytes) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _leaf(book: CalamineWorkbook, sheet_name: str, name: str) -> Leaf:
    try:
        sheet = book.get_sheet_by_name(sheet_name)
        if sheet.total_height * sheet.total_width > _MOST_CELLS:
            raise _too_large(name)
        rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        return Leaf(sheet_name, rows, _merged(sheet))
    except UnreadableFile:
        raise
    except BaseException as error:  # as above
        raise _damaged(name, error) from error


def _merged(sheet: CalamineSheet) -> list[Merged] | None:
    ranges = sheet.merged_cell_ranges
    return None if ranges is None else [(*first, *last) for first, last in ranges]


def _text(value: object) -> str:
    """A cell's value as a person would read it: whole numbers without point, others with the digits a workbook shows."""
    if isinstance(value, str):
        return "\n".join(filter(None, (line.strip() for line in value.splitlines())))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(f"{value:.15g}"), "f")
    if isinstance(value, dt.date):
        day = f"{value.year}年{value.month}月{value.day}日"
        return f"{day} {value:%H:%M}" if isinstance(value, dt.datetime) and value.time() != dt.time() else day
    return str(value)


def cell_name(row: int, column: int) -> str:
    """The name of a cell, as B12, of a row and column from 0."""
    return "".join(_letters(column)) + str(row + 1)


def _letters(column: int) -> Iterator[str]:
    if column >= 26:
        yield from _letters(column // 26 - 1)
    yield chr(ord("A") + column % 26)


def _damaged(name: str, error: BaseException) -> UnreadableFile:
    """What is said of an error; a panic of the library is one, and no Exception."""
    if isinstance(error, KeyboardInterrupt | SystemExit):
        raise error
    said = " ".join(str(error).split())[:80]
    return UnreadableFile(
        f"{name}: 电子表格已损坏或有密码，无法打开，请在 Excel 或 WPS 中打开后另存一份",
        f"{name}: the workbook is damaged or locked by a password ({said})",
    )


def _too_large(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name}: 电子表格过大，不予读取", f"{name}: the workbook is too large to be read")
