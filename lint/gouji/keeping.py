"""Files of what can be made again, kept from one run to the next.

They are only ever a shortcut: a file that is not there, is harmed, is of another Python or version, or cannot be written
changes nothing. Like the modules that Python compiles they are trusted, and lie in a folder of the user's own.
"""

from __future__ import annotations

import marshal
import os
import sys
from binascii import crc32
from contextlib import suppress
from pathlib import Path
from typing import Any

_SIZE = 4


def read(path: Path, made: str) -> Any:
    """What is kept in a file by the maker of that name, made of plain types; None where there is nothing."""
    try:
        content = path.read_bytes()
        head = _head(made)
        check, body = content[len(head) : len(head) + _SIZE], content[len(head) + _SIZE :]
        return marshal.loads(body) if content.startswith(head) and check == _check(body) else None
    except (OSError, ValueError, EOFError, TypeError):
        return None


def write(path: Path, made: str, value: Any) -> None:
    """Keep something made of plain types; does nothing where it is not, or where the folder cannot be written."""
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        body = marshal.dumps(value)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(_head(made) + _check(body) + body)
        draft.replace(path)
    except (OSError, ValueError):
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _head(made: str) -> bytes:
    return f"gouji {made} {sys.implementation.cache_tag} {sys.hexversion:08x}\n".encode()


def _check(body: bytes) -> bytes:
    return crc32(body).to_bytes(_SIZE, "little")
