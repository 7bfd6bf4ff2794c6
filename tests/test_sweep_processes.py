"""Sweeps in processes of their own: what is hostile, killed, full or lost is told and gone on with."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path

import pytest

from gouji.sweep import benches
from gouji.sweep.executors import Crew
from stores import query
from sweeping import TEXT, TODAY, rows, years


def command(plugin: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    path = os.pathsep.join([str(plugin), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    return [sys.executable, "-m", "gouji", "sweep", *arguments], os.environ | {"PYTHONPATH": path}


def run(plugin: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    line, environment = command(plugin, *arguments)
    return subprocess.run(
        line, cwd=folder, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False
    )


def hostile(folder: Path, begins: dict[str, str]) -> None:
    """Files that hang, or end the process that reads them."""
    for name, begin in begins.items():
        (folder / f"{name}.odd").write_text(begin + TEXT, encoding="utf-8")


LIMITS = ("--timeout", "3", "--memory", "1024", *TODAY)


@pytest.fixture(scope="module")
def swept(hostile_plugin: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three folders of reports, some of which are hostile, and the store of a sweep with one job."""
    folder = tmp_path_factory.mktemp("swept")
    for number, name in enumerate(("a", "b", "c")):
        years(folder / name, [number, number + 10], count=2)
    hostile(folder / "b", {"x": "HANG", "y": "EXIT", "z": "FINE"})
    done = run(hostile_plugin, folder, "a", "b", "c", "--out", "one", "--jobs", "1", *LIMITS)
    assert done.returncode == 2, done.stderr
    return folder


def test_what_hangs_or_ends_its_process_is_told_and_all_others_are_checked(swept: Path) -> None:
    found = query(swept / "one", "SELECT path, status, error FROM reports WHERE status = 'unreadable' ORDER BY report")
    assert [(path, "--timeout" in error, "状态 9" in error) for path, _, error in found] == [
        ("b/x.odd", True, False), ("b/y.odd", False, True),
    ]  # fmt: skip
    assert query(swept / "one", "SELECT count(*) FROM reports WHERE status = 'checked'") == [(13,)]
    assert query(swept / "one", "SELECT code FROM findings JOIN reports USING (report) WHERE status = 'unreadable'") == [
        ("EXT001",), ("EXT001",),
    ]  # fmt: skip


@pytest.mark.parametrize("executor", ["processes", "dask-local"])
def test_the_store_is_the_same_wherever_it_is_made(swept: Path, hostile_plugin: Path, executor: str) -> None:
    if executor != "processes" and importlib.util.find_spec("distributed") is None:
        pytest.skip("distributed is not installed (extra cluster)")
    out = swept / executor
    done = run(hostile_plugin, swept, "a", "b", "c", "--out", out.name, "--jobs", "2", "--executor", executor, *LIMITS)
    assert done.returncode == 2, done.stderr
    assert rows(out) == rows(swept / "one")


POSIX = pytest.mark.skipif(sys.platform != "linux", reason="signals, /proc and limits of Linux")


@POSIX
def test_a_sweep_that_was_killed_goes_on_where_it_stopped(swept: Path, hostile_plugin: Path) -> None:
    out = swept / "killed"
    line, environment = command(hostile_plugin, "a", "b", "c", "--out", out.name, "--jobs", "1", *LIMITS)
    with subprocess.Popen(line, cwd=swept, env=environment, stderr=subprocess.DEVNULL) as process:
        # The second folder holds a file that hangs, so there is time.
        waited(lambda: len(list((out / "parts").glob("*.jsonl.gz"))) >= 1)
        process.kill()
    assert not (out / "store.duckdb").exists()
    before = {path: path.stat().st_mtime_ns for path in (out / "parts").glob("*.kept")}
    done = run(hostile_plugin, swept, "--resume", "--out", out.name)
    assert done.returncode == 2, done.stderr
    assert rows(out) == rows(swept / "one")
    assert {path: path.stat().st_mtime_ns for path in before if path.exists()} == before
    assert int(done.stderr.partition("沿用上次结果 ")[2].partition(" ")[0]) >= 4


@POSIX
def test_a_worker_that_is_killed_loses_nothing(swept: Path, hostile_plugin: Path) -> None:
    line, environment = command(hostile_plugin, "a", "b", "c", "--out", "orphans", "--jobs", "2", *LIMITS)
    with subprocess.Popen(line, cwd=swept, env=environment, stderr=subprocess.DEVNULL) as process:
        waited(lambda: bool(readers(process.pid)) or process.poll() is not None)
        killed = readers(process.pid)
        time.sleep(0.2)
        for pid in killed:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    assert process.returncode == 2 and killed
    assert rows(swept / "orphans") == rows(swept / "one")


def readers(pid: int) -> list[int]:
    """The processes below another one that read files; they are in sessions of their own."""
    found = []
    for name in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            fields = (name / "stat").read_text("utf-8").rpartition(")")[2].split()
            if int(fields[3]) == int(name.name) != pid and pid in parents(int(name.name)):
                found.append(int(name.name))
    return found


def parents(pid: int) -> Iterator[int]:
    while pid > 1:
        yield pid
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[1])
        except OSError:
            return


@POSIX
@pytest.mark.parametrize("moment", ["two parts", "the store", "the workbook"])
def test_a_coordinator_that_is_killed_at_any_moment_leaves_what_can_be_gone_on_with(
    swept: Path, hostile_plugin: Path, moment: str
) -> None:
    out = swept / moment
    line, environment = command(hostile_plugin, "a", "b", "c", "--out", out.name, "--jobs", "2", *LIMITS)
    reached = {
        "two parts": lambda: len(list((out / "parts").glob("*.jsonl.gz"))) >= 2,
        "the store": (out / "store.duckdb.draft").exists,
        "the workbook": (out / "store.duckdb").exists,
    }[moment]
    with subprocess.Popen(line, cwd=swept, env=environment, stderr=subprocess.DEVNULL) as process:
        waited(lambda: reached() or process.poll() is not None)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert (out / "store.duckdb").exists() == (moment == "the workbook")
    done = run(hostile_plugin, swept, "--resume", "--out", out.name)
    assert done.returncode == 2, done.stderr
    assert rows(out) == rows(swept / "one")
    left = {path.name for path in out.iterdir()} - {"parts", "run.json", "store.duckdb", "sweep.xlsx", "sweep.html"}
    assert left == set()
    assert {path.suffix for path in (out / "parts").iterdir()} <= {".gz", ".kept"}


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
from gouji.cli import main
main()
"""


@POSIX
@pytest.mark.parametrize("size", [3_000, 100_000, 1_200_000])
def test_where_no_more_can_be_written_it_is_told_and_gone_on_with(swept: Path, hostile_plugin: Path, size: int) -> None:
    """Parts, the store, and the page are larger than these sizes; a limit on files is met as a full disk is."""
    out = swept / f"limit-{size}"
    line, environment = command(hostile_plugin, "a", "b", "c", "--out", out.name, "--jobs", "1", *LIMITS)
    line[1:3] = ["-c", LIMITED, str(size)]
    done = subprocess.run(line, cwd=swept, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "--resume" in done.stderr and out.name in done.stderr
    assert not list(out.glob("*.draft"))
    done = run(hostile_plugin, swept, "--resume", "--out", out.name)
    assert done.returncode == 2, done.stderr
    assert rows(out) == rows(swept / "one")
    assert (out / "sweep.html").exists()


@POSIX
def test_a_cluster_that_loses_a_worker_goes_on(swept: Path, hostile_plugin: Path) -> None:
    if importlib.util.find_spec("distributed") is None:
        pytest.skip("distributed is not installed (extra cluster)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _, environment = command(hostile_plugin)
    begin = [sys.executable, "-m", "distributed.cli"]
    quiet = {"cwd": swept, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = [f"{begin[2]}.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = [f"{begin[2]}.dask_worker", f"tcp://127.0.0.1:{port}", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    started = [subprocess.Popen([*begin[:2], *one], **quiet) for one in (scheduler, worker, worker)]  # type: ignore[call-overload]
    try:
        line, _ = command(
            hostile_plugin, "a", "b", "c", "--out", "cluster", "--executor", f"dask://127.0.0.1:{port}", *LIMITS
        )
        with subprocess.Popen(line, cwd=swept, env=environment, stderr=subprocess.PIPE) as process:
            waited(lambda: any((swept / "cluster" / "parts").glob("*.jsonl.gz")) or process.poll() is not None)
            started[1].kill()
            _, said = process.communicate(timeout=120)
        assert process.returncode == 2, said.decode()
        assert rows(swept / "cluster") == rows(swept / "one")
    finally:
        for one in started:
            one.kill()
            one.wait()


def waited(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_damaged_part_is_made_anew(swept: Path, hostile_plugin: Path) -> None:
    out = swept / "damaged"
    shutil.copytree(swept / "one", out)
    part = min((out / "parts").glob("*.jsonl.gz"))
    part.write_bytes(part.read_bytes()[:-10])
    run(hostile_plugin, swept, "a", "b", "c", "--out", out.name, *LIMITS)
    assert rows(out) == rows(swept / "one")


def test_chunks_go_to_processes_that_can_be_ended() -> None:
    bench = benches.Bench(1)
    assert isinstance(Crew(bench, 1).executor, Executor)
    bench.end()
    assert bench.stopped.is_set()
