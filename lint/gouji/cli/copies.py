"""Where copies of reports go: one into a file, several into a folder under the names of the reports. No input is overwritten."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from gouji.cli import arguments
from gouji.cli.terminal import Terminal, cannot_write
from gouji.errors import GoujiError
from gouji.patterns import pattern
from gouji.reporters import Copy
from gouji.walking import Target

_FORBIDDEN = pattern(r"[<>:\"|?*\x00-\x1f]|[. ]+\Z")


class Place(NamedTuple):
    """A file for one copy, or a folder for copies of what lies below `base`; `taken` are the files under check."""

    path: Path
    is_folder: bool
    base: PurePath
    taken: frozenset[Path]


def place(output: str | None, files: Sequence[Target]) -> Place:
    """Where the copies of files go. Raises ConfigError where several would go into one file, or none is named."""
    path = Path(output or "")
    is_folder = path.is_dir() or (output or "").endswith(("/", os.sep))
    if len(files) > 1 and not is_folder:
        if path.suffix or path.exists():
            raise arguments.wrong("one-copy", path=output)
        is_folder = True
    return Place(path, is_folder, _base(files), frozenset(Path(file.path).resolve() for file in files))


def _base(files: Sequence[Target]) -> PurePath:
    """The folder that all files have in common; an empty path where they have none."""
    try:
        return PurePath(os.path.commonpath([os.path.dirname(os.path.abspath(file.path)) for file in files]))  # noqa: PTH100, PTH120
    except ValueError:
        return PurePath()


def save(copies: Iterable[Copy], place: Place, terminal: Terminal) -> bool:
    """Write the copies; what went wrong is told on standard error, and so is each file. Whether all were written."""
    saved: set[Path] = set()
    complete = True
    for copy in copies:
        try:
            _save(copy, place, saved, terminal)
        except GoujiError as error:
            terminal.fail(error)
            complete = False
    return complete


def _save(copy: Copy, place: Place, saved: set[Path], terminal: Terminal) -> None:
    if copy.error is not None or copy.data is None:
        raise GoujiError(*(copy.error or (copy.path, copy.path)))
    path = place.path / _name(copy, place.base) if place.is_folder else place.path
    if path.resolve() in place.taken:
        raise arguments.wrong("no-overwriting", path=path)
    if path in saved:
        raise arguments.wrong("one-copy", path=path)
    if place.is_folder:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(path.parent, error) from error
    terminal.save(copy.data, path)
    terminal.say("made", path=path)
    saved.add(path)


def _name(copy: Copy, base: PurePath) -> Path:
    """The path of a copy in its folder: as the report lies below the base, without what no system allows in names."""
    try:
        parts = PurePath(os.path.abspath(copy.path)).relative_to(base).parts  # noqa: PTH100
    except ValueError:
        parts = (PurePath(copy.path).name,)
    clean = [_FORBIDDEN.sub("_", part) or "_" for part in parts if part not in (".", "..")]
    return Path(*clean[:-1], clean[-1] + copy.suffix)
