"""Results of checks, kept from one run to the next for files that have not changed (`gouji check --cache`).

A result is found again only under a digest of all it depends on: the content of the file and its path, by which settings
hold and which results name, those settings with the baseline and the packs they name, the day and the options, the rules
and gouji itself. What is kept is only ever a shortcut, see `gouji.keeping`.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple

from gouji import keeping
from gouji.config import Settings
from gouji.results import Result
from gouji.walking import Target

MOST = 20_000
"""So many results are kept; the oldest go first."""

_MADE = "result"


class Keep(NamedTuple):
    """A folder for results, and a digest of gouji and its rules as they are in this run."""

    folder: Path
    run: str


class KeptResults:
    """The results in a folder."""

    def __init__(self, keep: Keep, request: str) -> None:
        """The folder need not be there; `request` is all that is asked for, the day too."""
        self._keep = keep
        self._run = digest((keep.run, request))
        self._settings: dict[int, tuple[Settings, str]] = {}

    def place(self, target: Target, content: bytes, settings: Settings) -> Path:
        """The file for the result of a target with this content."""
        # By identity: the configuration keeps settings that are alike, and so do we.
        known = self._settings.get(id(settings))
        if known is None:
            known = self._settings[id(settings)] = settings, digest_of(settings)
        parts = (self._run, known[1], target.path, str(target.loose), sha256(content).hexdigest())
        return self._keep.folder / f"{digest(parts)}.result"

    def read(self, place: Path) -> Result | None:
        """A result, None where there is none that can be read."""
        kept = keeping.read(place, _MADE)
        if not isinstance(kept, bytes):
            return None
        try:
            result = pickle.loads(kept)
        except Exception:  # of another version of some module
            return None
        return result if isinstance(result, Result) else None

    def write(self, place: Path, result: Result) -> None:
        """Keep a result of a report that was read without a fault of the tool; others are not kept."""
        if result.status != "unreadable" and not result.defects:
            keeping.write(place, _MADE, pickle.dumps(result, pickle.HIGHEST_PROTOCOL))


def digest(parts: Iterable[str]) -> str:
    """32 hexadecimal digits for a sequence of texts."""
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(part.encode("utf-8", "surrogatepass"))
        made.update(b"\0")
    return made.hexdigest()


def digest_of(settings: Settings) -> str:
    """That of the settings for a file, and of the baseline and the packs they name."""
    values = sorted((key, repr(value)) for key, value in settings.values.items())
    named = [file for file in (settings.values["baseline"], *settings.packs) if file]
    return digest((repr(values), *map(_content, named), *sorted(settings.codes)))


def _content(file: str | Path) -> str:
    try:
        return sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        return "unread"


def prune(folder: Path, most: int = MOST) -> None:
    """Delete the oldest results where there are too many."""
    try:
        kept = [(file.stat().st_mtime_ns, file) for file in folder.glob("*.result")]
        for _, file in sorted(kept)[: max(len(kept) - most, 0)]:
            file.unlink(missing_ok=True)
    except OSError:  # another run deletes them too
        return
