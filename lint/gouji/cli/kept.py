"""Where `gouji check --cache` keeps results, and what all of them depend on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gouji.checking import Checker
from gouji.cli.loading import cache_folder
from gouji.digests import digest, of_code
from gouji.kept_results import KeptResults
from gouji.plugins import Registry

FILE = "results.sqlite"


def results(checker: Checker, registry: Registry) -> KeptResults | None:
    """The results kept for a checker in the user's cache folder, under the rules of a registry.

    None where there is no folder, and for checks whose results are not to be kept: those that hold the document or
    numbers that are private, or that depend on last year's report.
    """
    folder, request = cache_folder(), checker.request
    if folder is None or request.documents or request.files or not request.masked or checker.previous is not None:
        return None
    run = digest((sys.version, of_code(registry), *sorted(_installed()), repr(request)))
    return KeptResults(folder / FILE, run, checker.configuration.settings)


def _installed() -> Iterator[str]:
    """Installed distributions with their versions: readers use other ones, and with a new version they may read otherwise."""
    for folder in sys.path:
        with suppress(OSError):
            yield from (file.name for file in Path(folder).iterdir() if file.suffix == ".dist-info")
