"""Reading configuration files strictly: what is wrong is said with file and line, and with the nearest known word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gouji.config_faults import Fault
from gouji.config_files import CHOICES, DEFAULTS, ConfigFile, Known, Suppression, shown
from gouji.errors import NOT_UTF_8, ConfigError, reasons
from gouji.findings import Severity
from gouji.patterns import pattern
from gouji.selection import ALL, Names, meant, unknown_rule

_SHARED = frozenset(DEFAULTS)
_TOP = _SHARED | {"extend", "overrides", "packs"}
_SUPPRESSION = frozenset({"files", "code", "address", "reason", "until"})


def toml(path: Path) -> dict[str, Any]:
    """A TOML file. Raises ConfigError with its line."""
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        zh, en = reasons(error)
        where = shown(path)
        raise ConfigError(f"{where}: 打不开配置文件：{zh}", f"{where}: cannot open the configuration: {en}") from error
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
