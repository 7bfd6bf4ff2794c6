"""Paths as a repository has them, for formats that are read beside it: below its root, with strokes forward."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from gouji.findings import Finding
from gouji.results import Result

_ROOTS = ("CI_PROJECT_DIR", "GITHUB_WORKSPACE")
"""Where GitLab and GitHub say that the repository lies."""


def root() -> Path:
    """The folder of the repository in a run of GitLab or GitHub, else the folder of the command."""
    named = next((os.environ[name] for name in _ROOTS if os.environ.get(name)), "")
    return Path(named) if named else Path.cwd()


def within(results: Iterable[Result], folder: Path) -> Iterator[Result]:
    """The results with all paths that lie below a folder told from there."""
    known: dict[str, str] = {}

    def of(path: str) -> str:
        if path not in known:
            known[path] = below(path, folder)
        return known[path]

    for result in results:
        findings = tuple(_finding(one, of) for one in result.findings)
        yield result._replace(path=of(result.path), findings=findings)


def below(path: str, folder: Path) -> str:
    """A path told from a folder that holds it; any other as it is."""
    if path in ("", "-"):
        return path
    whole = Path(os.path.normpath(Path.cwd() / path))
    for base in (Path(os.path.normpath(folder)), folder.resolve()):
        if whole.is_relative_to(base):
            return whole.relative_to(base).as_posix()
    return path


def _finding(finding: Finding, of: Callable[[str], str]) -> Finding:
    related = tuple(one._replace(path=of(one.path)) for one in finding.related)
    return finding._replace(path=of(finding.path), related=related)
