"""Digests of what results depend on: rules, engine, configuration, the file itself."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import gouji
from gouji.config import Settings
from gouji.plugins import Registry

_KINDS = (".py", ".toml", ".json")


def digest(parts: Iterable[object]) -> str:
    """32 hexadecimal digits for a sequence of things that have a text."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        made.update(str(part).encode("utf-8", "surrogatepass"))
        made.update(b"\0")
    return made.hexdigest()


def of_code(registry: Registry) -> str:
    """That of engine, rules, readers and editions as they lie on disk, whatever their versions say."""
    made = hashlib.blake2b(digest_size=16)
    for file in sorted({file for root in set(map(_root, _folders(registry))) for file in _files(root)}):
        made.update(file.name.encode("utf-8"))
        made.update(file.read_bytes())
    return made.hexdigest()


def _folders(registry: Registry) -> Iterator[Path]:
    yield Path(gouji.__file__).parent
    for rule in registry.rules.values():
        yield Path(rule.file)
    for reader in registry.readers.values():
        yield Path(inspect.getsourcefile(inspect.unwrap(reader.read)) or gouji.__file__)
    yield from registry.edition_files


def _root(path: Path) -> Path:
    """A folder, or a module of its own, which lies among the modules of others."""
    folder = path if path.is_dir() else path.parent
    return path if path.is_file() and not (folder / "__init__.py").exists() else folder


def _files(root: Path) -> Iterable[Path]:
    return [root] if root.is_file() else (file for file in root.rglob("*") if file.suffix in _KINDS and file.is_file())


class SettingsDigests:
    """Digests of settings, and of the baseline and the packs they name; worked out once for each."""

    def __init__(self) -> None:
        """None is known yet."""
        self._known: dict[int, tuple[Settings, str]] = {}

    def of(self, settings: Settings) -> str:
        """That of the settings for a file."""
        # By identity: the configuration keeps settings that are alike, and so do we.
        known = self._known.get(id(settings))
        if known is None:
            known = self._known[id(settings)] = settings, _of_settings(settings)
        return known[1]


def _of_settings(settings: Settings) -> str:
    values = sorted((key, repr(value)) for key, value in settings.values.items())
    read = [_content(file) for file in (settings.values["baseline"], *settings.packs)]
    return digest((values, read, sorted(settings.codes)))


def _content(file: Any) -> str:
    if not file:
        return ""
    try:
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        return "unread"


def of_file(path: str) -> tuple[str, int]:
    """SHA-256 and size of a file. Raises OSError."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()


def of_data(data: bytes) -> str:
    """SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()
