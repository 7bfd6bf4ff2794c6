"""`gouji config`: the settings that hold for a file, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gouji.cli import arguments, loading
from gouji.cli.terminal import Terminal
from gouji.config import Configuration, Settings
from gouji.config_files import Suppression, shown
from gouji.phrases import phrase


def run(path: str, lang: str | None, config: str | None, terminal: Terminal) -> int:
    """Write the settings, a line each."""
    registry = loading.registry()
    given = arguments.given(lang=arguments.language(lang))
    configuration = Configuration({}, arguments.config(config), given, known=registry.known)
    inside = loading.inside(path)
    settings = configuration.settings(inside)
    terminal.language = settings.values["lang"]
    terminal.write(_lines(configuration.file_for(inside), settings, terminal.language))
    return 0


def _lines(file: Path | None, settings: Settings, language: str) -> Iterator[str]:
    yield (phrase("config-file", language, path=file) if file else phrase("no-config-file", language)) + "\n"
    width = max(map(len, settings.values))
    for key, value in settings.values.items():
        origin = settings.origins[key] or phrase("default", language)
        yield f"{key:<{width}} = {_shown(value)}  # {origin}\n"
    if settings.packs:
        yield f"{'packs':<{width}} = {_shown(tuple(map(shown, settings.packs)))}\n"


def _shown(value: Any) -> str:
    """A value as it would stand in the file."""
    if value is None:
        return '""'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f'{key} = "{item}"' for key, item in value.items()) + "}"
    if isinstance(value, tuple):
        return (
            "["
            + ", ".join(_suppression(item) if isinstance(item, Suppression) else f'"{item}"' for item in value)
            + "]"
        )
    return f'"{value}"' if isinstance(value, str) else str(value)


def _suppression(one: Suppression) -> str:
    where = f" {one.address}" if one.address else ""
    until = f" (until {one.until})" if one.until else ""
    return f"{one.code}{where}: {one.reason}{until}"
