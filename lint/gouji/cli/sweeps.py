"""`gouji sweep`: very many reports into one store."""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from gouji.checking import Request
from gouji.cli import arguments, checks, loading
from gouji.cli.terminal import Terminal, is_terminal
from gouji.cli.troubles import trouble
from gouji.errors import GoujiError, reasons
from gouji.extras import needed
from gouji.findings import Words
from gouji.phrases import phrase, phrases
from gouji.plugins import Registry
from gouji.processing import processors
from gouji.sweep import sources
from gouji.sweep.sweeping import Plan, Progress, Summary, sweep

_RUN = "run.json"
_SHOWN = 10
_EVERY = 0.2


class Asked(NamedTuple):
    """The options of a sweep as they stand on the command line."""

    sources: list[str]
    out: str | None = None
    check: Mapping[str, Any] = MappingProxyType({})
    jobs: str | None = None
    executor: str = "processes"
    limit: str | None = None
    roster: str | None = None
    parquet: bool = False
    remote: bool = False
    suppress: bool = True


def run(asked: Asked, resume: bool, quiet: bool, terminal: Terminal) -> int:
    """Sweep the sources; the exit status."""
    asked, folder = _meant(asked, resume)
    with needed("sweep"):  # told before anything is read
        import duckdb  # noqa: F401
        import rensa  # noqa: F401
        import xlsxwriter  # noqa: F401
    registry = loading.registry()
    plan = _plan(asked, folder, registry)
    _note(asked, folder, plan.request.as_of)
    began = time.monotonic()
    watched = is_terminal(sys.stderr) and not quiet
    display = _Display(terminal, watched, began, _total(plan, registry) if watched else None)
    try:
        summary = _swept(asked, plan, registry, display, terminal.language)
    except OSError as error:
        raise _broken_off(folder, Words(*reasons(error))) from error
    except KeyboardInterrupt:
        display.clear()
        terminal.say("sweep-interrupted", folder=folder.as_posix())
        raise
    finally:
        display.clear()
    if not quiet:
        _tell(summary, plan, time.monotonic() - began, terminal)
    return 2 if summary.tally.unreadable or summary.tally.defects else int(summary.failed)


def _meant(asked: Asked, resume: bool) -> tuple[Asked, Path]:
    """What is to be swept, perhaps what an earlier run was asked for, and the folder for it. Raises ConfigError."""
    if asked.out is None:
        raise arguments.wrong("no-out" if asked.sources else "no-sources")
    folder = Path(asked.out)
    asked = _resumed(asked, folder) if resume and not asked.sources else asked
    if not asked.sources:
        raise arguments.wrong("no-sources")
    return asked, folder


def _swept(asked: Asked, plan: Plan, registry: Registry, display: _Display, language: str) -> Summary:
    from gouji.sweep import results
    from gouji.sweep.executors import crew
    from gouji.sweep.store import FILE

    try:
        with crew(asked.executor, plan.jobs) as one:
            summary = sweep(plan._replace(jobs=one.jobs), registry, one.executor, display.show)
        display.show(Progress("written"))
        results.write(plan.folder / FILE, plan.folder, language)
        return summary
    except Exception as error:
        if _is_unwritten(error):
            raise _broken_off(plan.folder, _reason(error)) from error
        raise


def _is_unwritten(error: Exception) -> bool:
    """Whether DuckDB could not write; a failed commit or checkpoint has an exception of its own."""
    # DuckDB is not imported for its errors alone: it may not be there.
    if type(error).__module__.partition(".")[0] not in ("duckdb", "_duckdb"):
        return False
    return "IOException" in type(error).__name__ or "Could not write" in str(error)


def _reason(error: Exception) -> Words:
    """Why DuckDB could not write: what it says, or that the disk is full."""
    said = " ".join(str(error).split())[:200]
    no_space = os.strerror(errno.ENOSPC)
    return Words(*reasons(OSError(errno.ENOSPC, no_space))) if no_space in said else Words(said, said)


def _broken_off(folder: Path, reason: Words) -> GoujiError:
    """The error for a sweep whose results could not be written, which can go on when that is seen to."""
    return GoujiError(*phrases("sweep-broken", path=folder.as_posix(), reason=reason))


def _plan(asked: Asked, folder: Path, registry: Registry) -> Plan:
    """What is to be done. Raises ConfigError."""
    if asked.roster is not None and not Path(asked.roster).is_file():
        raise arguments.wrong("no-roster", path=asked.roster)
    number = 0 if asked.jobs in (None, "auto") else arguments.whole("--jobs", asked.jobs or "")
    return Plan(
        tuple(map(sources.source, asked.sources)),
        folder,
        _request(asked, registry),
        number or processors(),
        None if asked.limit is None else arguments.whole("--limit", asked.limit),
        asked.remote,
        asked.parquet,
        None if asked.roster is None else Path(asked.roster),
    )


def _total(plan: Plan, registry: Registry) -> int | None:
    """How many files there are to be checked, None where nobody knows."""
    counts = [sources.count(source, checks.suffixes(registry)) for source in plan.sources]
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return plan.limit
    return sum(known) if plan.limit is None else min(sum(known), plan.limit)


def _request(asked: Asked, registry: Registry) -> Request:
    reporter = registry.reporters["json"]
    local = (loading.inside(name) for name in asked.sources if sources.REMOTE not in name)
    registry = loading.with_packs(registry, asked.check.get("config"), local)
    return checks.request(checks.Asked([], **asked.check, suppress=asked.suppress), registry, reporter)


def _note(asked: Asked, folder: Path, today: date | None) -> None:
    """Write down what was asked for, so that it can be gone on with. The day stays that of the start."""
    kept = asked._replace(check={**asked.check, "today": today.isoformat() if today else None})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(kept._asdict(), ensure_ascii=False, indent=1)
        (folder / _RUN).write_text(text + "\n", "utf-8", newline="\n")
    except OSError as error:
        raise _broken_off(folder, Words(*reasons(error))) from error


def _resumed(asked: Asked, folder: Path) -> Asked:
    """What was asked for when the sweep began, on as many processes as are asked for now. Raises ConfigError."""
    try:
        kept = Asked(**json.loads((folder / _RUN).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise arguments.wrong("no-run", path=folder.as_posix()) from error
    return kept._replace(out=asked.out, jobs=asked.jobs, executor=asked.executor)


class _Display:
    """One line on standard error that says how far it is."""

    def __init__(self, terminal: Terminal, wanted: bool, began: float, total: int | None) -> None:
        self._total = total
        self._terminal = terminal
        self._wanted = wanted
        self._phase = ""
        self._since = began
        self._before = 0
        self._shown = 0.0

    def show(self, progress: Progress) -> None:
        """Show it, a few times a second."""
        now = time.monotonic()
        if progress.phase != self._phase:
            self._shown = 0.0
            self._phase, self._since, self._before = progress.phase, now, progress.done - progress.reused
        if self._wanted and now - self._shown >= _EVERY:
            self._shown = now
            print(f"\r\x1b[K{self._line(progress, now)}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._wanted and self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _line(self, progress: Progress, now: float) -> str:
        language, tally = self._terminal.language, progress.tally
        rate = (progress.done - progress.reused - self._before) / max(now - self._since, 0.001)
        said = phrase(
            f"sweep-{progress.phase}",
            language,
            done=f"{progress.done:,}",
            rate=f"{rate:,.0f}",
            errors=f"{tally.errors:,}",
            unreadable=f"{tally.unreadable:,}",
        )
        total = self._total if progress.phase == "read" else None
        if total and rate and total > progress.done:
            left = _duration((total - progress.done) / rate)
            said += phrase("sweep-left", language, total=f"{total:,}", left=left)
        return said


def _duration(seconds: float) -> str:
    """Hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _tell(summary: Summary, plan: Plan, seconds: float, terminal: Terminal) -> None:
    """What could not be read, and the last line."""
    for path, words in summary.unread[:_SHOWN]:
        terminal.tell(trouble(path, words.of(terminal.language), terminal.language))
    if len(summary.unread) > _SHOWN or summary.tally.unreadable > _SHOWN:
        terminal.say("sweep-more-unread", count=summary.tally.unreadable - _SHOWN)
    tally = summary.tally
    terminal.say(
        "sweep-done",
        reports=f"{tally.reports:,}",
        errors=f"{summary.errors:,}",
        unreadable=f"{tally.unreadable:,}",
        missing=f"{summary.missing:,}",
        reused=f"{summary.reused:,}",
        time=_duration(seconds),
        store=(plan.folder / "store.duckdb").as_posix(),
    )
    if tally.defects:
        terminal.say("sweep-defects", count=tally.defects)
