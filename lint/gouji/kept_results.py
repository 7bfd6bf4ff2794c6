"""Results of checks, kept from one run to the next for files that have not changed (`gouji check --cache`).

A result is found again only under a digest of all it depends on: the path of the file, by which settings hold and which
results name, those settings with the baseline and the packs they name, the day and the options, the rules and gouji
itself; and only while the content of the file is the same. A file that still has the size and the times it had then is
taken to be unchanged, as other linters do; else its digest is asked. What is kept is only ever a shortcut: a database
that is not there, is harmed, or cannot be written changes nothing.
"""

from __future__ import annotations

import pickle
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from gouji.config import Settings
from gouji.digests import SettingsDigests, digest, of_data, of_file
from gouji.errors import GoujiError
from gouji.results import Result
from gouji.walking import Target

MOST = 20_000
"""So many results are kept; the oldest go first."""

_AT_ONCE = 200
_SETTLED = 2 * 10**9
"""A file changed so shortly ago (ns) may change once more with the same times."""

_TABLE = """
create table if not exists results (
  id text primary key, times text not null, content text not null, mark integer not null, result blob not null
)"""
_FIND = "select id, times, content, mark, result from results where id = ?"
_KEEP = "insert or replace into results values (?, ?, ?, ?, ?)"
_PRUNE = "delete from results where rowid <= (select rowid from results order by rowid desc limit 1 offset ?)"


class _Row(NamedTuple):
    """A result as it is kept: size and times of the file, digest of its content, check sum and bytes of the result."""

    id: str
    times: str
    content: str
    mark: int
    result: bytes


class KeptResults:
    """The results in a database. It is used by one thread; to be closed."""

    def __init__(self, file: Path, run: str, settings: Callable[[str], Settings]) -> None:
        """The database need not be there.

        `run` is a digest of gouji, its rules and all that is asked for, `settings` tells what holds for a path.
        """
        self._file = file
        self._run = run
        self._settings_of = settings
        self._settings = SettingsDigests()
        self._missed: dict[str, tuple[str, str]] = {}
        self._new: list[_Row] = []
        self._opened = _opened(file)

    def find(self, target: Target) -> Result | None:
        """The result of a file that has not changed, None where there is none."""
        if self._opened is None or target.error is not None or target.inside:
            return None
        try:
            id, times = self._id(target), _times(target)
        except (OSError, GoujiError):  # checking it says so
            return None
        row = self._row(id)
        if row is None:
            self._missed[target.path] = id, times
            return None
        settled = _settled(times)
        is_same = (settled and settled == row.times) or _content(target) == row.content
        found = _result(row) if is_same else None
        if found is None:
            self._missed[target.path] = id, times
        elif settled not in ("", row.times):
            self._note(row._replace(times=settled))
        return found

    def keep(self, target: Target, result: Result) -> None:
        """Keep what a check made of a file that was looked for before, if it was read without a fault of the tool."""
        id, times = self._missed.pop(target.path, ("", ""))
        if not id or result.status == "unreadable" or result.defects:
            return
        if times:  # its content may have been read since
            target = target._replace(data=None)
        with suppress(OSError):
            content = _content(target)
            if content is not None and _times(target) == times:
                made = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
                self._note(_Row(id, _settled(times), content, crc32(made), made))

    def close(self) -> None:
        """Write what is new, and let the oldest go."""
        if self._opened is not None:
            self._write()
            self._opened.close()

    def _id(self, target: Target) -> str:
        settings = self._settings.of(self._settings_of(target.path))
        return digest((self._run, settings, target.path, target.loose))

    def _note(self, row: _Row) -> None:
        self._new.append(row)
        if len(self._new) >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        rows, self._new = self._new, []
        if rows and self._opened is not None:
            with suppress(sqlite3.Error), self._opened:
                self._opened.executemany(_KEEP, rows)
                self._opened.execute(_PRUNE, (MOST,))

    def _row(self, id: str) -> _Row | None:
        try:
            found = self._opened.execute(_FIND, (id,)).fetchone() if self._opened else None
        except sqlite3.OperationalError:  # another run is writing
            return None
        except sqlite3.DatabaseError:
            self._opened = _anew(self._file)
            return None
        return _Row(*found) if found else None


def _opened(file: Path) -> sqlite3.Connection | None:
    """The database, made where there is none; None where that cannot be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return _connected(file)
    except sqlite3.OperationalError:
        return None
    except sqlite3.DatabaseError:
        return _anew(file)
    except OSError:
        return None


def _anew(file: Path) -> sqlite3.Connection | None:
    """An empty database in place of one that is harmed."""
    try:
        file.unlink(missing_ok=True)
        return _connected(file)
    except (OSError, sqlite3.Error):
        return None


def _connected(file: Path) -> sqlite3.Connection:
    opened = sqlite3.connect(file, timeout=1)
    try:
        opened.execute("pragma synchronous = off")
        opened.execute(_TABLE)
    except sqlite3.Error:
        opened.close()
        raise
    return opened


def _times(target: Target) -> str:
    """Size and times of a file, empty where it is none on disk. Raises OSError."""
    if target.data is not None:
        return ""
    seen = Path(target.path).stat()
    return f"{seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_size}" if stat.S_ISREG(seen.st_mode) else ""


def _settled(times: str) -> str:
    """Size and times by which a file is known again, empty where it was changed just now."""
    return times if times and int(times.partition(" ")[0]) + _SETTLED < time.time_ns() else ""


def _content(target: Target) -> str | None:
    """The digest of a file's content, None where it is not on disk or cannot be read."""
    if target.data is not None:
        return of_data(target.data)
    try:
        # A pipe can be read only once.
        return of_file(target.path)[0] if Path(target.path).is_file() else None
    except OSError:
        return None


def _result(row: _Row) -> Result | None:
    """The result in a row, None where its bytes are not what they were."""
    if crc32(row.result) != row.mark:
        return None
    try:
        result = pickle.loads(row.result)
    except Exception:  # of another version of some module
        return None
    return result if isinstance(result, Result) else None
