"""What was read of packs before: their tables and the syntax trees of their formulas; see `gouji.keeping`."""

from __future__ import annotations

from binascii import crc32
from pathlib import Path
from typing import Any

from gouji import __version__, keeping
from gouji.grammar.syntax import Compared, Denied, Formula, Greatest, Name, Term, Total
from gouji.packs.tables import Pack

_MADE = f"packs {__version__} 3"
"""The version, and a number to be raised when the syntax tree or the check of packs changes."""

_NODES: dict[str, Any] = {node.__name__: node for node in (Compared, Denied, Formula, Greatest, Name, Term, Total)}

Texts = tuple[tuple[str, str], ...]
"""Paths and contents."""


def load(folder: Path, texts: Texts) -> tuple[Pack, ...] | None:
    """The packs of these texts as they were stored, or None."""
    stored = keeping.read(_file(folder, texts), _MADE)
    if stored is None or stored[0] != texts:
        return None
    return tuple(
        Pack(path, text, data, {formula: _unpacked(tree) for formula, tree in trees.items()})
        for (path, text), (data, trees) in zip(texts, stored[1], strict=True)
    )


def save(folder: Path, packs: tuple[Pack, ...]) -> None:
    """Store packs; does nothing where the folder cannot be written."""
    texts = tuple((pack.path, pack.text) for pack in packs)
    trees = [(pack.data, {text: _packed(tree) for text, tree in pack.formulas.items()}) for pack in packs]
    keeping.write(_file(folder, texts), _MADE, (texts, trees))


def _file(folder: Path, texts: Texts) -> Path:
    # Named for the paths, and good for the very texts in it: no heap of old files, and nothing is ever out of date.
    paths = "\0".join(path for path, _ in texts)
    return folder / f"packs-{crc32(paths.encode('utf-8', 'surrogateescape')):08x}.bin"


def _packed(node: Any) -> Any:
    if isinstance(node, tuple):
        return ("" if type(node) is tuple else type(node).__name__, *map(_packed, node))
    return node


def _unpacked(node: Any) -> Any:
    if isinstance(node, tuple):
        name, *parts = node
        made = tuple(map(_unpacked, parts))
        return _NODES[name](*made) if name else made
    return node
