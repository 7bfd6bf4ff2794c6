"""The command line; the only part that prints, exits, and reads environment and clock."""

from __future__ import annotations

import gc
import os
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
    # DuckDB complains of what is left behind.
    if "duckdb" not in sys.modules:
        gc.freeze()
    sys.exit(status)


def main() -> NoReturn:
    """The command: `app`, which leaves at once where nothing is left to be tidied up.

    Taking every module apart at the exit is a twentieth of a short run. Where there were threads, there may be pools
    and temporary files, and Python leaves as ever.
    """
    try:
        app()
    except SystemExit as done:
        if "threading" not in sys.modules and isinstance(done.code, int) and _flushed():
            os._exit(done.code)
        raise


def _flushed() -> bool:
    """Whether all that was printed is on its way."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return False
    return True
