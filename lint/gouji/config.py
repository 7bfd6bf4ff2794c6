"""Configuration: `gouji.toml`, or `[tool.gouji]` of `pyproject.toml`, the nearest one above the file under check.

Files do not add up on the way to the root; a file that wants another one's settings says `extend = "…"`. Settings for
some files stand in `[[overrides]]`. Unknown keys, values and rules are errors that name the nearest known one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gouji.config_files import CHOICES, DEFAULTS, ConfigFile, Known, Suppression, matches, shown
from gouji.findings import Severity
from gouji.options import Options
from gouji.selection import Names, enabled, is_known

if TYPE_CHECKING:
    from gouji.config_reading import Reader

FILE = "gouji.toml"


class Settings(NamedTuple):
    """What holds for a file: `values` by the keys of the configuration, `origins` where each value comes from.

    `packs` are the files of rule packs that hold beside those of plugins.
    """

    values: Mapping[str, Any]
    origins: Mapping[str, str]
    codes: frozenset[str]
    packs: tuple[Path, ...] = ()

    @property
    def severities(self) -> Mapping[str, Severity]:
        """Severities by code that replace those of the rules."""
        severities: Mapping[str, Severity] = self.values["severity"]
        return severities

    @property
    def suppressions(self) -> tuple[Suppression, ...]:
        """Suppressions of the configuration."""
        suppressions: tuple[Suppression, ...] = self.values["suppress"]
        return suppressions

    def options(self, as_of: date | None) -> Options:
        """What recognition is told beforehand."""
        edition = self.values["edition"]
        return Options(
            edition=None if edition == "auto" else edition,
            year=self.values["year"],
            kind=self.values["kind"],
            scope=self.values["scope"],
            as_of=as_of,
            office_mobiles=self.values["office-mobiles"],
        )


class _Layer(NamedTuple):
    """A table of a configuration file: the top one (number 0) or one of its overrides, for the files of its patterns."""

    file: ConfigFile
    number: int
    files: tuple[str, ...]
    table: Mapping[str, Any]

    def origin(self, key: str) -> str:
        """File and line of a key of the table."""
        lines = self.file.lines
        line = lines.get(f"overrides#{self.number - 1}.{key}" if self.number else key, lines.get(key, 1))
        return f"{shown(self.file.path)}:{line}"


class Configuration:
    """Settings by file: an explicit configuration file or the nearest one, then what the command line says."""

    def __init__(
        self,
        names: Names,
        explicit: Path | None = None,
        given: Mapping[str, Any] | None = None,
        editions: Sequence[str] = CHOICES["edition"],
        known: Callable[[tuple[Path, ...]], Known] | None = None,
    ) -> None:
        """Settings under an explicit file (or the nearest ones) and what the command line gives.

        `known` tells the names and editions that there are with further rule packs; without it packs add none.
        """
        self._known = known or (lambda _packs: Known(names, editions))
        self.explicit = explicit
        self._given = dict(given or {})
        self._files: dict[Path, ConfigFile] = {}
        self._by_folder: dict[str, Path | None] = {}
        self._nearest_files: dict[Path, Path | None] = {}
        self._settings: dict[tuple[Path | None, tuple[int, ...]], Settings] = {}

    # How files are read is imported where there are any.
    @cached_property
    def _reader(self) -> Reader:
        from gouji.config_reading import Reader

        return Reader(self._known)

    @cached_property
    def _given_origins(self) -> Mapping[str, str]:
        return {key: f"--{key}" for key in self._given}

    def file_for(self, path: str) -> Path | None:
        """The configuration file that holds for a file."""
        if self.explicit is not None:
            return self.explicit
        folder = path.rpartition("/")[0]
        if folder not in self._by_folder:
            self._by_folder[folder] = self._nearest(_absolute(path).parent)
        return self._by_folder[folder]

    def _nearest(self, folder: Path) -> Path | None:
        if folder not in self._nearest_files:
            above = folder.parent
            self._nearest_files[folder] = _file_in(folder) or (None if above == folder else self._nearest(above))
        return self._nearest_files[folder]

    def settings(self, path: str) -> Settings:
        """What holds for a file. Raises ConfigError."""
        chosen = self.file_for(path)
        file = self._read(chosen) if chosen else None
        layers = list(_layers(file)) if file else []
        holding = tuple(
            i for i, layer in enumerate(layers) if not layer.files or matches(path, layer.files, layer.file.path.parent)
        )
        key = (chosen, holding)
        if key not in self._settings:
            self._settings[key] = self._merged([layers[i] for i in holding], file.packs if file else ())
        return self._settings[key]

    def packs(self, paths: Iterable[str]) -> tuple[Path, ...]:
        """The rule packs that configurations name for some of these files. Raises ConfigError."""
        files = [file for file in dict.fromkeys(map(self.file_for, paths)) if file]
        if not files:
            return ()
        from gouji.config_reading import packs_of

        return tuple(dict.fromkeys(pack for file in files for pack in packs_of(file)))

    def _read(self, path: Path) -> ConfigFile:
        if path not in self._files:
            self._files[path] = self._reader.read(path)
        return self._files[path]

    def _merged(self, layers: Sequence[_Layer], packs: tuple[Path, ...] = ()) -> Settings:
        values = dict(DEFAULTS)
        origins = dict.fromkeys(DEFAULTS, "")
        for layer in layers:
            for key, value in layer.table.items():
                values[key] = _joined(key, values[key], value)
                origins[key] = layer.origin(key)
        names = self._known(packs).names
        self._command_line(values, origins, names)
        codes = enabled(values["select"], values["ignore"], names)
        return Settings(values, origins, codes, packs)

    def _command_line(self, values: dict[str, Any], origins: dict[str, str], names: Names) -> None:
        """--select starts afresh; --ignore alone adds to what the configuration ignores.

        Rules of a pack that holds for other files only mean none here; that there are such was seen before.
        """
        given = dict(self._given)
        for key in ("select", "ignore"):
            if key in given:
                given[key] = tuple(word for word in given[key] if is_known(word, names))
        if "select" in given:
            values["ignore"], origins["ignore"] = (), ""
        elif "ignore" in given:
            given["ignore"] = (*values["ignore"], *given["ignore"])
        values.update(given)
        origins.update(self._given_origins)


def _joined(key: str, old: Any, new: Any) -> Any:
    """Severities and suppressions add up, everything else is replaced."""
    if key == "severity":
        return {**old, **new}
    return (*old, *new) if key == "suppress" else new


def _layers(file: ConfigFile) -> list[_Layer]:
    base = _layers(file.base) if file.base else []
    return [*base, *(_Layer(file, number, files, table) for number, (files, table) in enumerate(file.tables))]


def _absolute(path: str) -> Path:
    return Path(path).absolute()


def _file_in(folder: Path) -> Path | None:
    """The configuration file in a folder."""
    if (folder / FILE).is_file():
        return folder / FILE
    project = folder / "pyproject.toml"
    if not project.is_file():
        return None
    from gouji.config_reading import toml

    return project if "gouji" in toml(project).get("tool", {}) else None
