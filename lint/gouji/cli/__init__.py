"""The command line; the only part that prints, exits, and reads environment and clock."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import NoReturn

GARBAGE = 500_000
"""Python looks for garbage when so many objects more were made than are gone."""


def app(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run gouji with the arguments of the process, or the ones given, and leave with its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # Before anything is imported: a version is asked for often, and by programs that wait for it.
    if given == ["--version"]:
        from gouji import __version__

        print(f"gouji {__version__}")
        sys.exit(0)
    # Modules, rules and editions stay to the end: looking for garbage among them, and once more at the exit, is a
    # tenth of a short run. A report makes none; with a low threshold large ones are looked through again and again.
    gc.set_threshold(GARBAGE)
    from gouji.cli.process import run

    status = run(given)
    gc.freeze()
    sys.exit(status)
