"""From the paths of the command line to the files under check."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from gouji.errors import reasons
from gouji.findings import Words

INSIDE = "!/"
"""Between the path of an archive and that of a file in it."""

# A folder of reports often holds a README, which is no report.
_LEFT_OUT = (".", "~$", "README", "readme", "Readme")


class Target(NamedTuple):
    """A file under check: its path as people say it, its bytes where they are known already, or why there is none.

    `found` says that nobody named it, a folder held it; `loose` that it need not be a report, as a page of a web archive:
    nothing is said of it if it is none. Where one file (or folder) in an archive is meant, `path` is that of the archive,
    and `inside` that of the file. `absent` says that there is no file: the path leads nowhere, or to a folder that holds
    none.
    """

    path: str
    data: bytes | None = None
    error: Words | None = None
    found: bool = False
    loose: bool = False
    inside: str = ""
    absent: bool = False


def targets(paths: Iterable[str], suffixes: Collection[str]) -> Iterator[Target]:
    """The files of the paths, each once; folders are walked in order for files with one of the suffixes."""
    seen: set[str] = set()
    for path in paths:
        for target in _of(path, suffixes):
            name = target.inside or target.path
            if name not in seen:
                seen.add(name)
                yield target


def _of(path: str, suffixes: Collection[str]) -> Iterator[Target]:
    shown = Path(path).as_posix()
    if Path(path).is_dir():
        found = list(walked(path, suffixes))
        yield from found or [_absent(shown, _empty(suffixes))]
    elif Path(path).exists():
        yield Target(shown)
    elif member := _member(shown):
        yield member
    elif found_by_pattern := matching(path):
        for one in found_by_pattern:
            yield from _of(one, suffixes)
    else:
        yield _absent(shown, Words("没有这个文件，请检查路径", "there is no such file; check the path"))


def _absent(path: str, error: Words) -> Target:
    return Target(path, error=error, absent=True)


def _member(shown: str) -> Target | None:
    """A file in an archive, by the path under which it is shown."""
    at = shown.find(INSIDE)
    while at > 0:
        if Path(shown[:at]).is_file():
            return Target(shown[:at], inside=shown)
        at = shown.find(INSIDE, at + 1)
    return None


def matching(path: str) -> list[str]:
    """The paths that a pattern such as `reports/*.html` means, which the shells of Windows leave to the program."""
    parts = Path(path).parts
    first = next((number for number, part in enumerate(parts) if any(mark in part for mark in "*?[")), None)
    if first is None:
        return []
    return sorted(str(found) for found in Path(*parts[:first]).glob(str(Path(*parts[first:]))))


_USUAL = (".docx", ".doc", ".wps", ".pdf", ".html", ".md", ".txt", ".xlsx", ".zip")


def _empty(suffixes: Collection[str]) -> Words:
    known = " ".join(suffix for suffix in _USUAL if suffix in suffixes)
    return Words(f"文件夹中没有可读的文件（{known} 等）", f"the folder holds no readable file ({known} and others)")


def walked(folder: str, suffixes: Collection[str]) -> Iterator[Target]:
    """Readable files below a folder, by name; hidden ones, lock files of Word, READMEs and programs are left out.

    Folders that cannot be opened come last, each with the reason.
    """
    closed: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not (name.startswith(".") or _is_program(Path(where, name))))
        for name in sorted(files):
            if not is_left_out(name) and Path(name).suffix.lower() in suffixes:
                yield Target(Path(where, name).as_posix(), found=True)
    for error in closed:
        zh, en = reasons(error)
        yield Target(
            Path(error.filename).as_posix(), error=Words(f"打不开文件夹：{zh}", f"cannot open the folder: {en}")
        )


def is_left_out(name: str) -> bool:
    """Whether a file has a name that no report has: hidden ones, lock files of Word, READMEs."""
    return name.startswith(_LEFT_OUT)


def _is_program(folder: Path) -> bool:
    """Whether a folder holds a Python project, such as a rule plugin with its pages beside the reports."""
    try:
        return re.search(r"^\[project\]", (folder / "pyproject.toml").read_text("utf-8"), re.MULTILINE) is not None
    except (OSError, UnicodeDecodeError):
        return False
