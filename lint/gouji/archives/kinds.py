"""Whether a file is an archive, and of which kind: told by its content, cheaply for everything that is none."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from gouji.readers.detection import COMPRESSED, HEAD, kind_of, marked, suffix_of

ARCHIVES = frozenset(("zip", "tar", "eml", "mbox", "warc"))
_BEGINNING = 4096


def kind_at(path: str) -> str | None:
    """The kind of an archive on disk; None for any other file, and for one that cannot be opened."""
    file = Path(path)
    try:
        if file.is_file():
            with file.open("rb") as content:
                return archive_kind(content, path)
    except OSError:
        pass
    return None


def archive_kind(file: IO[bytes], name: str) -> str | None:
    """The kind of an archive in an open file, which is left at its start; None for a file that is none."""
    kind = _kind(file, name)
    file.seek(0)
    return kind if kind in ARCHIVES else None


def _kind(file: IO[bytes], name: str) -> str | None:
    head = file.read(HEAD)
    kind = marked(head)
    file.seek(0)
    if kind == "zip":
        from gouji.readers import zipped

        return zipped.kind_of(file, suffix_of(name))
    if kind in COMPRESSED:
        from gouji.readers.compressed import beginning

        return marked(beginning(file, kind, _BEGINNING))
    return kind or kind_of(head, name)
