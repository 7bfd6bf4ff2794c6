"""Plugins for commands, with the folder where what was read of rule packs is kept for the next run."""

from __future__ import annotations

import os
from pathlib import Path

from gouji import plugins
from gouji.plugins import Registry


def registry() -> Registry:
    """All plugins. Raises PluginError."""
    return plugins.load(cache=cache_folder())


def cache_folder() -> Path | None:
    """The user's folder for things that can be made again, None where there is none."""
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return Path(given or Path.home() / ".cache") / "gouji"
    except RuntimeError:
        return None
