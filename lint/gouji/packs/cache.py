"""What was read of packs before, as JSON: their tables and the syntax trees of their formulas.

The cache is only ever a shortcut: a file that is not there, is of another shape or cannot be written changes nothing.
"""

from __future__ import annotations

import json
import os
from binascii import crc32
from pathlib import Path
from typing import Any

from gouji import __version__
from gouji.grammar.syntax import Compared, Denied, Formula, Greatest, Name, Term, Total
from gouji.packs.tables import Pack

_MADE = f"{__version__} 3"
"""The version, and a number to be raised when the syntax tree or the check of packs changes."""

_NODES: dict[str, Any] = {node.__name__: node for node in (Compared, Denied, Formula, Greatest, Name, Term, Total)}

Texts = tuple[tuple[str, str], ...]
"""Paths and contents."""


def load(folder: Path, texts: Texts) -> tuple[Pack, ...] | None:
    """The packs of these texts as they were stored, or None."""
    try:
        stored = json.loads(_file(folder, texts).read_text("utf-8"))
        if stored["made"] != _MADE or stored["texts"] != [list(text) for text in texts]:
            return None
        return tuple(
            Pack(path, text, data, {formula: _unpacked(tree) for formula, tree in trees.items()})
            for (path, text), (data, trees) in zip(texts, stored["packs"], strict=True)
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(folder: Path, packs: tuple[Pack, ...]) -> None:
    """Store packs; does nothing where the folder cannot be written."""
    texts = tuple((pack.path, pack.text) for pack in packs)
    trees = [[pack.data, {text: _packed(tree) for text, tree in pack.formulas.items()}] for pack in packs]
    target = _file(folder, texts)
    draft = target.with_suffix(f".{os.getpid()}")
    try:
        stored = {"made": _MADE, "texts": texts, "packs": trees}
        content = json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(content, "utf-8")
        draft.replace(target)
    except (OSError, TypeError):
        # TypeError: a date in the TOML, which the check of form will have refused anyway.
        return


def _file(folder: Path, texts: Texts) -> Path:
    # Named for the paths, and good for the very texts in it: no heap of old files, and nothing is ever out of date.
    paths = "\0".join(path for path, _ in texts)
    return folder / f"packs-{crc32(paths.encode('utf-8', 'surrogateescape')):08x}.json"


def _packed(node: Any) -> Any:
    if isinstance(node, tuple):
        parts = [_packed(part) for part in node]
        return [type(node).__name__, *parts] if type(node) is not tuple else ["", *parts]
    return node


def _unpacked(node: Any) -> Any:
    if isinstance(node, list):
        name, *parts = node
        made = [_unpacked(part) for part in parts]
        return _NODES[name](*made) if name else tuple(made)
    return node
