"""A baseline: findings that were known when it was written, so that a check tells only of new ones.

It lists fingerprints, which do not depend on lines, columns or the file's format. A report is found again by its path,
else by its path without the suffix (a page that became a Word file), else by agency and year where one entry has them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from os import path as paths
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from gouji.errors import ConfigError, GoujiError, reasons
from gouji.findings import Finding

FILE = "gouji-baseline.json"
SCHEMA = 1


class Known(NamedTuple):
    """A finding of a baseline: its fingerprint, and what a person needs to recognise it."""

    fingerprint: str
    code: str
    place: str
    message: str


class Entry(NamedTuple):
    """A report of a baseline; `path` is seen from the folder of the baseline, with strokes forward."""

    path: str
    agency: str | None
    year: int | None
    findings: tuple[Known, ...]


class Baseline:
    """Known findings by report."""

    def __init__(self, entries: Iterable[Entry], folder: Path) -> None:
        """The entries of a baseline that lies in a folder."""
        self.entries = tuple(entries)
        self.folder = folder

    @cached_property
    def _by_path(self) -> Mapping[str, Entry]:
        return {entry.path: entry for entry in self.entries}

    @cached_property
    def _by_stem(self) -> Mapping[str, Entry]:
        return _unique((_stem(entry.path), entry) for entry in self.entries)

    @cached_property
    def _by_agency(self) -> Mapping[tuple[str, int], Entry]:
        return _unique(((entry.agency, entry.year), entry) for entry in self.entries if entry.agency and entry.year)

    def entry(self, path: str, agency: str | None, year: int | None) -> Entry | None:
        """The entry of a report."""
        name = relative(path, self.folder)
        found = self._by_path.get(name) or self._by_stem.get(_stem(name))
        if found is None and agency and year:
            found = self._by_agency.get((agency, year))
        return found

    def fingerprints(self, path: str, agency: str | None, year: int | None) -> frozenset[str]:
        """What is known of a report."""
        entry = self.entry(path, agency, year)
        return frozenset(known.fingerprint for known in entry.findings) if entry else frozenset()


def _unique(pairs: Iterable[tuple[Any, Entry]]) -> dict[Any, Entry]:
    """Entries by what only one of them has."""
    found: dict[Any, Entry] = {}
    twice: set[Any] = set()
    for key, entry in pairs:
        if key in found:
            twice.add(key)
        found[key] = entry
    return {key: entry for key, entry in found.items() if key not in twice}


def _stem(path: str) -> str:
    return PurePosixPath(path).with_suffix("").as_posix() if path else path


def relative(path: str, folder: Path) -> str:
    """A path seen from a folder, with strokes forward; as it is where it lies on another drive."""
    try:
        return Path(paths.relpath(path, folder)).as_posix()
    except ValueError:
        return Path(path).as_posix()


def known(findings: Iterable[Finding], language: str) -> tuple[Known, ...]:
    """Findings as a baseline keeps them: those that nothing else excuses, in order of place."""
    return tuple(
        Known(one.fingerprint, one.code, one.address or one.place.place, one.message.of(language))
        for one in findings
        if one.suppressed is None or one.excused_by == "baseline"
    )


def load(path: Path) -> Baseline:
    """The baseline in a file. Raises ConfigError that names the file and what to do."""
    try:
        table = json.loads(path.read_text("utf-8-sig"))
        return Baseline(_entries(table), path.parent)
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path}: 没有这个基线文件，先用 gouji baseline write 生成",
            f"{path}: there is no such baseline; write it with gouji baseline write",
        ) from error
    except OSError as error:
        zh, en = reasons(error)
        raise ConfigError(f"{path}: 打不开基线文件：{zh}", f"{path}: cannot open the baseline: {en}") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ConfigError(
            f"{path}: 不是 gouji 的基线文件，可用 gouji baseline write 重新生成",
            f"{path}: not a baseline of gouji; write it anew with gouji baseline write",
        ) from error


def _entries(table: Mapping[str, Any]) -> Iterator[Entry]:
    if table["schema"] != SCHEMA:
        raise ValueError(table["schema"])
    for report in table["reports"]:
        findings = tuple(
            Known(one["fingerprint"], one["code"], one["place"], one["message"]) for one in report["findings"]
        )
        yield Entry(report["path"], report["agency"], report["year"], findings)


def save(entries: Sequence[Entry], path: Path) -> None:
    """Write a baseline, sorted by path, a finding a line, so that its changes can be read. Raises GoujiError."""
    try:
        path.write_text("".join(_written(entries)), encoding="utf-8", newline="\n")
    except OSError as error:
        zh, en = reasons(error)
        raise GoujiError(f"{path}: 写不进去：{zh}", f"{path}: cannot be written: {en}") from error


def _written(entries: Sequence[Entry]) -> Iterator[str]:
    yield f'{{"schema": {SCHEMA}, "tool": "gouji", "reports": ['
    mark = "\n"
    for entry in sorted(entries, key=lambda entry: entry.path):
        if not entry.findings:
            continue
        head = {"path": entry.path, "agency": entry.agency, "year": entry.year}
        yield f'{mark} {json.dumps(head, ensure_ascii=False)[:-1]}, "findings": [\n'
        yield ",\n".join(f"  {json.dumps(one._asdict(), ensure_ascii=False)}" for one in entry.findings)
        yield "\n ]}"
        mark = ",\n"
    yield "\n]}\n"
