"""Plugins for commands, with the folder where what was read of rule packs is kept for the next run."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from gouji import plugins
from gouji.plugins import Registry

HERE = "./-"
"""A file of no name in the working folder, whose configuration holds where a command is about no file."""


def registry() -> Registry:
    """All plugins. Raises PluginError."""
    return plugins.load(cache=cache_folder())


def with_packs(base: Registry, config: str | None, paths: Iterable[str] = (HERE,)) -> Registry:
    """A registry with the rule packs that the configurations of files name, by default those of the working folder.

    Raises ConfigError, PackError.
    """
    from gouji.cli import arguments
    from gouji.config import Configuration

    return base.with_packs(Configuration({}, arguments.config(config)).packs(paths))


def inside(path: str) -> str:
    """A file, or one of no name in a folder."""
    return str(Path(path, "-")) if Path(path).is_dir() else path


def cache_folder() -> Path | None:
    """The user's folder for things that can be made again, None where there is none."""
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return Path(given or Path.home() / ".cache") / "gouji"
    except RuntimeError:
        return None
