"""Configuration files, read strictly: what is wrong is said with file and line, and with the nearest known word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from gouji.errors import NOT_UTF_8, ConfigError, reasons
from gouji.findings import Severity
from gouji.patterns import pattern
from gouji.selection import ALL, Names, meant, nearest, unknown_rule

CHOICES: Mapping[str, tuple[str, ...]] = {
    "fail-on": ("error", "warning", "info", "never"),
    "kind": ("government", "department", "township"),
    "scope": ("own", "aggregate"),
    "lang": ("zh", "en"),
    "edition": ("auto", "2008", "2014", "2019", "2021"),
}
DEFAULTS: Mapping[str, Any] = {
    "select": ("ALL",),
    "ignore": (),
    "fail-on": "error",
    "kind": None,
    "scope": None,
    "edition": "auto",
    "year": None,
    "lang": "zh",
    "baseline": None,
    "office-mobiles": (),
    "severity": {},
    "suppress": (),
}
_SHARED = frozenset(DEFAULTS)
_TOP = _SHARED | {"extend", "overrides", "packs"}
_SUPPRESSION = frozenset({"files", "code", "address", "reason", "until"})


class Suppression(NamedTuple):
    """Findings excused by configuration: by rule, file and address, for a reason, until a day.

    `code` is a code, the beginning of one or a name, `codes` the rules that it means; `origin` is its file and line.
    """

    code: str
    reason: str
    files: tuple[str, ...] = ()
    address: str | None = None
    until: date | None = None
    origin: str = ""
    folder: str = ""
    codes: frozenset[str] = frozenset()

    def holds_for(self, path: str) -> bool:
        """Whether the file is meant; without patterns every file is."""
        return not self.files or matches(path, self.files, Path(self.folder))


class ConfigFile(NamedTuple):
    """A configuration file as read and checked. `tables` are the top table and the overrides, each with its patterns.

    `packs` are the rule packs that it names, after those of the files that it extends.
    """

    path: Path
    tables: tuple[tuple[tuple[str, ...], Mapping[str, Any]], ...]
    lines: Mapping[str, int] = {}
    base: ConfigFile | None = None
    packs: tuple[Path, ...] = ()


def matches(path: str, patterns: Sequence[str], folder: Path) -> bool:
    """Whether a file matches a pattern, seen from the folder of the configuration.

    `*` stays within a folder, `**` does not; a pattern without a stroke holds in every folder.
    """
    whole = Path(path).absolute()
    if not whole.is_relative_to(folder.absolute()):
        return False
    name = whole.relative_to(folder.absolute()).as_posix()
    return any(_pattern(pattern).fullmatch(name) for pattern in patterns)


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    glob = glob if "/" in glob else f"**/{glob}"
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    known = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(known.get(part, re.escape(part)) for part in parts))


def shown(path: Path) -> str:
    """The path as people say it: relative to the working directory where it lies below."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def toml(path: Path) -> dict[str, Any]:
    """A TOML file. Raises ConfigError with its line."""
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        zh, en = reasons(error)
        raise ConfigError(f"{path}: 打不开配置文件：{zh}", f"{path}: cannot open the configuration: {en}") from error
    except UnicodeDecodeError as error:
        zh, en = NOT_UTF_8
        raise ConfigError(f"{shown(path)}: {zh}", f"{shown(path)}: {en}") from error
    except tomllib.TOMLDecodeError as error:
        said, where = str(error), shown(path)
        at = re.search(r" \(at line (\d+), column \d+\)$", said)
        if at:
            said, where = said[: at.start()], f"{where}:{at[1]}"
        raise ConfigError(f"{where}: 不是正确的 TOML：{said}", f"{where}: not valid TOML: {said}") from error


def packs_of(path: Path, seen: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """The rule packs that a configuration file and those it extends name; the rest is not looked at. Raises ConfigError."""
    table, lines = _table(path, seen)
    fault = Fault(path, lines)
    base = packs_of(fault.extended(table), (*seen, path.resolve())) if "extend" in table else ()
    return (*base, *fault.packs(table))


def _table(path: Path, seen: tuple[Path, ...]) -> tuple[Mapping[str, Any], Mapping[str, int]]:
    """The settings of a file, and the line of each key."""
    if path.resolve() in seen:
        raise ConfigError(f"{shown(path)}: extend 形成循环", f"{shown(path)}: extend goes round in a circle")
    table = toml(path)
    project = path.name == "pyproject.toml"
    if project:
        table = table.get("tool", {}).get("gouji", {})
    return table, _key_lines(path.read_text("utf-8-sig"), project)


def pack_files(path: Path) -> list[Path]:
    """A rule pack, or all of those in a folder; configuration files that lie among them are none."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.glob("*.toml") if file.name not in ("gouji.toml", "pyproject.toml"))


class Known(NamedTuple):
    """The words that a configuration may use for rules and editions."""

    names: Names
    editions: Sequence[str] = CHOICES["edition"]


class Reader:
    """Reads configuration files strictly; what is wrong is said with file and line."""

    def __init__(self, known: Callable[[tuple[Path, ...]], Known]) -> None:
        """A reader that knows the rules and editions that there are with the rule packs of a file."""
        self._known_with = known
        self._names: Names = {}
        self._choices = CHOICES

    def read(self, path: Path, seen: tuple[Path, ...] = ()) -> ConfigFile:
        """A configuration file and those that it extends. Raises ConfigError."""
        table, lines = _table(path, seen)
        fault = Fault(path, lines)
        fault.unknown_keys(table, _TOP)
        base = self.read(fault.extended(table), (*seen, path.resolve())) if "extend" in table else None
        packs = (*(base.packs if base else ()), *fault.packs(table))
        known = self._known_with(packs)
        self._names, self._choices = known.names, {**CHOICES, "edition": tuple(known.editions)}
        tables: list[tuple[tuple[str, ...], Mapping[str, Any]]] = [((), self._checked(table, fault))]
        tables += [self._override(item, fault) for item in fault.tables(table, "overrides")]
        return ConfigFile(path, tuple(tables), lines, base, packs)

    def _override(self, table: Mapping[str, Any], fault: Fault) -> tuple[tuple[str, ...], Mapping[str, Any]]:
        fault.unknown_keys(table, _SHARED | {"files"})
        if not table.get("files"):
            raise fault.error("overrides", "[[overrides]] 缺 files", "[[overrides]] lacks files")
        files = fault.words(table, "files")
        return files, self._checked({key: value for key, value in table.items() if key != "files"}, fault, "overrides.")

    def _checked(self, table: Mapping[str, Any], fault: Fault, prefix: str = "") -> dict[str, Any]:
        """The settings of a table, each in its type; `prefix` is the table's name with a dot."""
        values: dict[str, Any] = {}
        for key in table:
            if key in ("select", "ignore"):
                values[key] = fault.words(table, key)
                for word in values[key]:
                    self._known(word, key, fault)
            elif key in self._choices:
                values[key] = fault.choice(table, key, self._choices[key])
            elif key == "office-mobiles":
                values[key] = fault.mobiles(table)
            elif key == "year":
                values[key] = fault.year(table)
            elif key == "baseline":
                values[key] = str(fault.path.parent / fault.text(table, key))
            elif key == "severity":
                values[key] = self._severities(table, fault)
            elif key == "suppress":
                values[key] = tuple(
                    self._suppression(item, fault, f"{prefix}{key}") for item in fault.tables(table, key)
                )
        return values

    def _known(self, word: str, key: str, fault: Fault) -> frozenset[str]:
        try:
            return meant(word, self._names)[1]
        except ConfigError:
            raise unknown_rule(word, self._names, f"{fault.where(word if word in fault.lines else key)}: ") from None

    def _severities(self, table: Mapping[str, Any], fault: Fault) -> dict[str, Severity]:
        inner = table["severity"]
        if not isinstance(inner, dict):
            raise fault.error("severity", "[severity] 应为表", "[severity] should be a table")
        severities: dict[str, Severity] = {}
        for word in inner:
            level = fault.choice(inner, word, tuple(Severity))
            severities.update(dict.fromkeys(self._known(word, word, fault), Severity(level)))
        return severities

    def _suppression(self, table: Mapping[str, Any], fault: Fault, name: str) -> Suppression:
        fault.unknown_keys(table, _SUPPRESSION)
        _hold_to_form(table, fault)
        code = fault.text(table, "code")
        return Suppression(
            code=code,
            reason=fault.text(table, "reason").strip(),
            files=fault.words(table, "files") if "files" in table else (),
            address=fault.text(table, "address") if "address" in table else None,
            until=table.get("until"),
            origin=fault.next(name),
            folder=str(fault.path.parent.absolute()),
            codes=self._known(code, "code", fault),
        )


def _hold_to_form(table: Mapping[str, Any], fault: Fault) -> None:
    """See that a suppression names one rule and a reason, and a day at most. Raises ConfigError."""
    for key in ("code", "reason"):
        if not str(table.get(key, "")).strip():
            zh = f"[[suppress]] 缺 {key}（豁免须写明代码和理由）"
            raise fault.error("suppress", zh, f"[[suppress]] lacks {key}; a code and a reason are needed")
    until = table.get("until")
    if until is not None and type(until) is not date:
        zh = "until 应为日期，如 2027-01-31（不加引号）"
        raise fault.error("until", zh, "until should be a date such as 2027-01-31, without quotes")
    if fault.text(table, "code").upper() == ALL:
        raise fault.error("code", "豁免须写明是哪条规则", "a suppression has to say which rule")


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


_KEY = pattern(
    r"""^\s*(?:\[\[?\s*(?P<ours>tool\.gouji\b\.?)?(?P<table>[\w."-]*)\s*\]\]?|(?P<key>[\w"'-]+(?:\.[\w"'-]+)*)\s*=)"""
)


def _key_lines(text: str, project: bool) -> dict[str, int]:
    """The line on which each key or table first stands. No TOML reader of the standard library gives positions.

    A table of an array goes by its number (`overrides#0`), a key in it by both (`overrides#0.kind`). Of a `project`
    file only the tables of gouji count.
    """
    lines: dict[str, int] = {}
    tables: dict[str, int] = {}
    inside, ours = "", not project
    for number, line in enumerate(re.split(r"\r\n|\n", text), 1):
        match = _KEY.match(line)
        if match and match["table"] is not None:
            ours = not project or match["ours"] is not None
        if match and ours:
            key = (match["table"] or match["key"] or "").strip("\"'")
            lines.setdefault(key, number)
            lines.setdefault(key.rpartition(".")[2].strip("\"'"), number)
            tables[key] = tables.get(key, -1) + 1
            lines[f"{key}#{tables[key]}"] = number
            inside = f"{key}#{tables[key]}" if match["table"] is not None else inside
            lines.setdefault(f"{inside}.{key}", number)
    return lines
