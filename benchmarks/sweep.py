"""`python benchmarks/sweep.py CORPUS --out DIR`: a sweep of a corpus from start to end: rate, memory by phase, size of the store.

CORPUS is a folder that `benchmarks/corpus` has written. Memory is that of the coordinator and of the largest other process,
as Linux tells it; elsewhere only time is measured. Phases are told by the files that lie in DIR meanwhile. What else stands
on the command line goes to `gouji sweep`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_EVERY = 0.25
_TICKS = 100


class Phase(NamedTuple):
    """What a phase took: seconds, CPU seconds of the coordinator, and the most resident memory in megabytes."""

    seconds: float = 0.0
    processor: float = 0.0
    coordinator: float = 0.0
    worker: float = 0.0


def main(arguments: list[str] | None = None) -> int:
    """Sweep and print the figures; the exit status of the sweep."""
    parser = argparse.ArgumentParser(prog="sweep", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of the corpus")
    parser.add_argument("--out", type=Path, required=True, help="folder of the sweep")
    given, more = parser.parse_known_args(arguments)
    sources = [str(given.corpus / "reports"), "--roster", str(given.corpus / "roster.csv")]
    line = [sys.executable, "-m", "gouji", "sweep", *sources, "--out", str(given.out), *more]
    began = time.monotonic()
    with subprocess.Popen(line) as process:
        phases = _watched(process, given.out)
    seconds = time.monotonic() - began
    _tell(phases, seconds, given.out)
    return process.returncode


def _watched(process: subprocess.Popen[bytes], out: Path) -> dict[str, Phase]:
    """What each phase took, looked at four times a second."""
    phases: dict[str, Phase] = {}
    since, used = time.monotonic(), 0.0
    while process.poll() is None:
        time.sleep(_EVERY)
        now, busy = time.monotonic(), _processor(process.pid)
        known = phases.get(name := _phase(out), Phase())
        phases[name] = Phase(
            known.seconds + now - since,
            known.processor + max(busy - used, 0),
            max(known.coordinator, _resident(process.pid)),
            max(known.worker, *map(_resident, _below(process.pid)), 0),
        )
        since, used = now, max(busy, used)
    return phases


def _phase(out: Path) -> str:
    """What the sweep does: the index is filled while files are read, and empty while reports are compared."""
    index = out / "index.draft"
    if not (out / "store.duckdb.draft").exists():
        return "results" if any(out.glob("sweep.*.draft")) else "read"
    with suppress(OSError):
        return "load" if index.stat().st_size else "compare"
    return "complete"


def _tell(phases: dict[str, Phase], seconds: float, out: Path) -> None:
    import duckdb

    with duckdb.connect(str(out / "store.duckdb"), read_only=True) as store:
        reports = store.execute("SELECT count(*) FROM reports").fetchall()[0][0]
        counts = {
            table: store.execute(f'SELECT count(*) FROM "{table}"').fetchall()[0][0]
            for table in ("findings", "values", "claims", "duplicates")
        }
    print(f"{reports} reports in {seconds:.0f} s, {reports / seconds:.1f} a second")
    print(f"{'phase':>12}{'seconds':>10}{'CPU':>10}{'coordinator':>14}{'worker':>10}")
    for name, phase in phases.items():
        figures = f"{phase.seconds:>10.0f}{phase.processor:>10.1f}{phase.coordinator:>11.0f} MB{phase.worker:>7.0f} MB"
        print(f"{name:>12}{figures}")
    for name in ("coordinator", "worker"):
        print(f"most memory of a {name}: {max(getattr(phase, name) for phase in phases.values()):.0f} MB")
    for name in ("store.duckdb", "sweep.xlsx", "sweep.html", "parts"):
        size = sum(file.stat().st_size for file in (out / name, *(out / name).glob("*")) if file.is_file())
        print(f"{name}: {size / 1e6:.1f} MB, {size / max(reports, 1):.0f} bytes a report")
    print(", ".join(f"{count} {table}" for table, count in counts.items()))


def _resident(pid: int) -> float:
    """Resident memory of a process in megabytes, 0 where it is not known."""
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1000
    return 0.0


def _processor(pid: int) -> float:
    """CPU seconds of a process, 0 where they are not known."""
    with suppress(OSError, ValueError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS
    return 0.0


def _below(pid: int) -> Iterator[int]:
    """All processes that a process has started, and those that they have."""
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                for child in map(int, (task / "children").read_text("utf-8").split()):
                    yield child
                    yield from _below(child)


if __name__ == "__main__":
    sys.exit(main())
