"""Entry points of installed distributions.

`importlib.metadata` knows them all, and its import alone takes longer than checking a report. Where it finds things by
its own means only, these are read here: the folders of `sys.path` and what installers leave in them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any, NamedTuple

from gouji.patterns import pattern

_INFO = (".dist-info", ".egg-info")
_SEPARATOR = pattern(r"[-_.]+")


class Entry(NamedTuple):
    """An entry point: the distribution that has it, its name, and the object it stands for (`module` or `module:object`)."""

    distribution: str
    name: str
    value: str

    def load(self) -> Any:
        """The object. Raises whatever its module raises on import."""
        from functools import reduce
        from importlib import import_module

        module, _, attributes = self.value.partition(":")
        named = attributes.partition("[")[0].strip()
        return reduce(getattr, named.split(".") if named else (), import_module(module.strip()))


def entries(group: str, path: Sequence[str] | None = None) -> list[Entry]:
    """The entry points of a group; of a distribution that is found twice on a path, the first counts."""
    folders = sys.path if path is None else path
    found: dict[str, list[Entry]] = {}
    for distribution, entry_points in (_in_folders if _are_all_folders(folders) else _by_importlib)(group, folders):
        found.setdefault(distribution, entry_points)
    return [entry for entry_points in found.values() for entry in entry_points]


def _are_all_folders(path: Iterable[str]) -> bool:
    """Whether distributions lie in folders only: no archive is on the path, and nobody else finds any elsewhere."""
    finders = (finder for finder in sys.meta_path if hasattr(finder, "find_distributions"))
    return all(finder is PathFinder for finder in finders) and not any(
        folder.endswith(".egg") or Path(folder).is_file() for folder in path
    )


def _by_importlib(group: str, path: Iterable[str]) -> Iterator[tuple[str, list[Entry]]]:
    from importlib.metadata import distributions

    for one in distributions(path=list(path)):
        name = _normal(one.name)
        yield name, [Entry(name, each.name, each.value) for each in one.entry_points if each.group == group]


def _in_folders(group: str, path: Iterable[str]) -> Iterator[tuple[str, list[Entry]]]:
    for folder in path:
        for info in _infos(Path(folder)):
            name = _normal(info.stem.partition("-")[0])
            yield name, list(_read(name, _text(info / "entry_points.txt"), group))


def _infos(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.iterdir() if path.suffix.lower() in _INFO)
    except OSError:
        return


def _normal(name: str) -> str:
    return _SEPARATOR.sub("-", name).lower()


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""


def _read(distribution: str, text: str, group: str) -> Iterator[Entry]:
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[]")
        elif section == group and "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield Entry(distribution, name.strip(), value.strip())
