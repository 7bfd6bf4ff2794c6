"""Tables that people keep: a list of files with what is known of each, and the roster of agencies. CSV, by column names.

Names of columns may be English or Chinese; the file may be in UTF-8 or GB18030, as spreadsheets save it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from gouji.errors import ConfigError, reasons
from gouji.findings import Words
from gouji.sweep.tasks import Listed

KINDS = {
    "government": "government", "department": "department", "township": "township", "政府": "government",
    "部门": "department", "乡镇": "township", "街道": "township", "乡镇街道": "township",
}  # fmt: skip
_COLUMNS = {
    "path": ("path", "url", "file", "文件", "路径", "网址"),
    "agency": ("agency", "name", "机关", "机关名称", "单位"),
    "kind": ("kind", "类别", "机关类别"),
    "parent": ("parent", "上级", "上级机关"),
    "year": ("year", "年度", "年份"),
    "region": ("region", "地区", "所属地区"),
    "former": ("former", "aliases", "曾用名", "简称", "别名"),
    "first_year": ("first_year", "from", "起始年度", "成立年度"),
    "last_year": ("last_year", "to", "终止年度", "撤销年度"),
}
_NAMES = {name: column for column, names in _COLUMNS.items() for name in names}


class Line(NamedTuple):
    """A line of a table: its number in the file, its fields by column; `error` says why it cannot be used."""

    number: int
    fields: Mapping[str, str]
    error: Words | None = None

    def text(self, column: str) -> str | None:
        """A field, None where nothing stands in it."""
        return self.fields.get(column) or None

    def year(self, column: str) -> int | None:
        """A year, None where none stands in the field."""
        text = self.fields.get(column, "").removesuffix("年度").removesuffix("年")
        return int(text) if text else None


def lines(path: str, needed: str) -> Iterator[Line]:
    """The lines of a table. Raises ConfigError where it cannot be opened or lacks the column that is needed."""
    rows = csv.reader(StringIO(_text(path), newline=""))
    try:
        head = [_NAMES.get(name.strip().lower(), "") for name in next(rows, [])]
    except csv.Error:  # no table at all
        head = []
    if needed not in head:
        known = "、".join(_COLUMNS[needed])
        raise ConfigError(
            f"{path}: 第一行应为列名，其中要有「{needed}」（{known}）",
            f"{path}: the first line has to name the columns, {needed!r} among them",
        )
    while True:
        number = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Line(number, {}, Words(f"这一行读不懂：{error}", f"the line cannot be read: {error}"))
            continue
        if any(cell.strip() for cell in row):
            yield _line(number, head, row)


def _text(path: str) -> str:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        zh, en = reasons(error)
        raise ConfigError(f"{path}: 打不开文件：{zh}", f"{path}: cannot open the file: {en}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _line(number: int, head: list[str], row: list[str]) -> Line:
    fields = {column: cell.strip() for column, cell in zip(head, row, strict=False) if column}
    line = Line(number, fields)
    return line._replace(error=_fault(line, len(row), len(head)))


def _fault(line: Line, cells: int, columns: int) -> Words | None:
    """What is wrong with a line."""
    if cells > columns:
        return Words(
            f"有 {cells} 列，而列名只有 {columns} 个", f"it has {cells} fields, but there are {columns} columns"
        )
    if "\ufffd" in "".join(line.fields.values()):
        return Words("编码有误，请另存为 UTF-8", "it is not in UTF-8 nor GB18030: save it as UTF-8")
    for column in ("year", "first_year", "last_year"):
        text = line.fields.get(column, "").removesuffix("年度").removesuffix("年")
        if text and not (text.isascii() and text.isdecimal() and len(text) == 4):
            return Words(f"「{text}」不是四位数的年份", f"{text!r} is no year of four digits")
    kind = line.fields.get("kind", "")
    if kind and kind not in KINDS:
        known = " ".join(KINDS)
        return Words(f"类别不能是「{kind}」，可用的有 {known}", f"there is no kind {kind!r}, but {known}")
    return None


def listed(line: Line) -> Listed:
    """What a line says of its file."""
    kind = KINDS.get(line.fields.get("kind", ""))
    return Listed(line.text("agency"), kind, line.text("parent"), line.year("year"))
