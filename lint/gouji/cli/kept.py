"""Where `gouji check --cache` keeps results, and what all of them depend on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gouji.checking import Request
from gouji.cli.loading import cache_folder
from gouji.kept_results import Keep, digest
from gouji.plugins import Registry

FOLDER = "results"


def keeping(request: Request, registry: Registry) -> Request:
    """The request, with results kept in the user's cache folder; as it is where there is none."""
    folder = cache_folder()
    if folder is None:
        return request
    from gouji.sweep.digests import of_code

    run = digest((sys.version, of_code(registry), *sorted(_installed())))
    return request._replace(keep=Keep(folder / FOLDER, run))


def _installed() -> Iterator[str]:
    """Installed distributions with their versions: readers use other ones, and with a new version they may read otherwise."""
    for folder in sys.path:
        with suppress(OSError):
            yield from (file.name for file in Path(folder).iterdir() if file.suffix == ".dist-info")
