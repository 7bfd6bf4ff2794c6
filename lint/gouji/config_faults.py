"""The values of a configuration file, each held against what it may be; what is wrong is said with file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gouji.config_files import pack_files, shown
from gouji.errors import ConfigError
from gouji.selection import nearest


class Fault:
    """Says what is wrong with the values of one configuration file, with its line."""

    def __init__(self, path: Path, lines: Mapping[str, int]) -> None:
        """Faults of the file at this path, with the line of each key."""
        self.path = path
        self.lines = lines
        self._read: dict[str, int] = {}

    def next(self, table: str) -> str:
        """File and line of the table of an array that is read now; they are read in the order in which they stand."""
        number = self._read[table] = self._read.get(table, -1) + 1
        return f"{shown(self.path)}:{self.lines.get(f'{table}#{number}', self.lines.get(table, 1))}"

    def where(self, key: str) -> str:
        """File and line of a key."""
        return f"{shown(self.path)}:{self.lines.get(key, 1)}"

    def error(self, key: str, zh: str, en: str) -> ConfigError:
        """The error for a key."""
        return ConfigError(f"{self.where(key)}: {zh}", f"{self.where(key)}: {en}")

    def unknown_keys(self, table: Mapping[str, Any], known: frozenset[str]) -> None:
        """Refuse keys that do not exist."""
        for key in table:
            if key not in known:
                like = nearest(key, sorted(known))
                zh = f"没有设置项「{key}」" + (
                    f"，是否指「{like}」？" if like else f"；可用的有 {'、'.join(sorted(known))}"
                )
                en = f"no setting {key!r}" + (
                    f", perhaps {like!r}?" if like else f"; there are {', '.join(sorted(known))}"
                )
                raise self.error(key, zh, en)

    def text(self, table: Mapping[str, Any], key: str) -> str:
        """A string."""
        value = table[key]
        if not isinstance(value, str):
            raise self.error(key, f"{key} 应为字符串", f"{key} should be a string")
        return value

    def words(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """A list of strings; a single string is a list of one."""
        value = table[key]
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(key, f"{key} 应为字符串数组", f"{key} should be a list of strings")
        return tuple(value)

    def extended(self, table: Mapping[str, Any]) -> Path:
        """The file that this one extends."""
        target = self.path.parent / self.text(table, "extend")
        if not target.is_file():
            raise self.error(
                "extend", f"extend 指向的文件不存在：{target}", f"extend names a file that does not exist: {target}"
            )
        return target

    def packs(self, table: Mapping[str, Any]) -> tuple[Path, ...]:
        """Rule packs: files, and folders of files, seen from the configuration; none where none are named."""
        found: list[Path] = []
        for word in self.words(table, "packs") if "packs" in table else ():
            path = self.path.absolute().parent / word
            files = pack_files(path)
            if not files or not files[0].is_file():
                zh, en = f"没有规则包「{word}」（{path}）", f"there is no rule pack {word!r} ({path})"
                raise self.error("packs", zh, en)
            found += files
        return tuple(found)

    def mobiles(self, table: Mapping[str, Any]) -> tuple[str, ...]:
        """A list of mobile numbers."""
        numbers = self.words(table, "office-mobiles")
        if not all(re.fullmatch(r"1[3-9]\d{9}", number, re.ASCII) for number in numbers):
            raise self.error(
                "office-mobiles",
                "office-mobiles 应为11位手机号码的字符串数组",
                "office-mobiles should be a list of mobile numbers of 11 digits, as strings",
            )
        return numbers

    def tables(self, table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        """A list of tables."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(key, f"{key} 应写作 [[{key}]]", f"{key} should be written [[{key}]]")
        return value

    def choice(self, table: Mapping[str, Any], key: str, known: Sequence[str]) -> str:
        """One of several words; a number counts as its digits."""
        value = str(table[key])
        if value not in known:
            like = nearest(value, known)
            zh = (
                f"{key} 不能是「{value}」"
                + (f"，是否指「{like}」？" if like else "，")
                + f"可用的有 {'、'.join(known)}"
            )
            en = (
                f"{key} cannot be {value!r}"
                + (f", perhaps {like!r}?" if like else ";")
                + f" there are {', '.join(known)}"
            )
            raise self.error(key, zh, en)
        return value

    def year(self, table: Mapping[str, Any]) -> int:
        """A report year."""
        value = table["year"]
        if type(value) is not int or not 2000 <= value <= 2100:
            raise self.error("year", "year 应为四位数的年份", "year should be a year of four digits")
        return value
