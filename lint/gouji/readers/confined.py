"""Other programs at work on files of unknown origin: each in a process that can be stopped, with all it started."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_LARGEST_FILE: Final = 256 * 1024 * 1024
_SAID = 4096


def run(command: Sequence[str], folder: Path, seconds: float, memory: int) -> str | None:
    """Runs a program in a folder until it ends; returns the last line it said if it failed, None if it did not.

    What takes longer than so many seconds is killed. `memory` is in bytes; it and the size of files that the program
    writes are bounded where the system can do that (Linux).
    """
    with (folder / "said").open("w+b") as said:
        try:
            process = _started(command, folder, said.fileno())
        except OSError as error:
            return error.strerror or str(error)
        try:
            _bound(process.pid, memory)
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            return f"> {seconds:g} s"
        finally:
            _stop(process)
        said.seek(0)
        lines = said.read(_SAID).decode("utf-8", "replace").split("\n")
    return None if status == 0 else next((line.strip() for line in reversed(lines) if line.strip()), str(status))


def _started(command: Sequence[str], folder: Path, output: int) -> subprocess.Popen[bytes]:
    # A file and no pipe: a grandchild that lives on would keep a pipe open.
    return subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _bound(process: int, memory: int) -> None:
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(OSError):
            resource.prlimit(process, resource.RLIMIT_AS, (memory, memory))
            resource.prlimit(process, resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
            resource.prlimit(process, resource.RLIMIT_CORE, (0, 0))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a program that still runs and all it started."""
    # One that has ended is left alone: its number may belong to another process by now.
    if process.poll() is not None:
        return
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            subprocess.run(("taskkill", "/F", "/T", "/PID", str(process.pid)), capture_output=True, check=False)
        else:
            import os
            import signal

            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
