"""Processes that work off tasks: results in order, each once, whatever becomes of the processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from gouji.limits import Limits, Lost
from gouji.workers import StartError, Workers

METHODS = [method for method in ("fork", "spawn") if method in multiprocessing.get_all_start_methods()]


def work(task: str) -> object:
    """What a task says: a name, a blank, an argument."""
    name, _, value = task.partition(" ")
    if name == "hang":
        while True:
            time.sleep(0.01)
    if name == "die":
        os._exit(int(value or 3))
    if name == "raise":
        raise SystemExit(4)
    if name == "eat":
        return len([bytes(1_000_000) for _ in range(int(value))])
    if name == "sleep":
        time.sleep(float(value))
    if name == "print":
        print("this goes nowhere", flush=True)
    if name == "worn" and seen:  # well only as the first task of a process
        os._exit(5)
    seen.append(task)
    return (name, value[:20], len(value))


seen: list[str] = []


def result(task: str) -> object:
    name, _, value = task.partition(" ")
    return (name, value[:20], len(value))


@pytest.fixture(params=METHODS)
def method(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def done(
    tasks: list[str], *, count: int = 2, seconds: float = 30, memory: int = 512, method: str = METHODS[0]
) -> list[object]:
    workers: Workers[str, object] = Workers(work, Limits(seconds, memory), count, method)
    try:
        return list(workers.results(tasks))
    finally:
        workers.end()


@pytest.mark.parametrize("count", [1, 2, 5])
def test_results_come_in_order(count: int, method: str) -> None:
    tasks = [f"a {n}" for n in range(300)] + ["b " + "x" * 300_000, "c", "d " + "y" * 300_000] * 3
    assert done(tasks, count=count, method=method) == [result(task) for task in tasks]


def test_no_tasks() -> None:
    assert done([]) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_task_that_kills_its_process_takes_no_other_with_it(count: int, method: str) -> None:
    tasks = [f"a {n}" for n in range(40)]
    for at in (0, 7, 8, 9, 25, 39):
        tasks[at] = "die 3"
    expected = [Lost("end", 3) if task == "die 3" else result(task) for task in tasks]
    assert done(tasks, count=count, method=method) == expected


@pytest.mark.parametrize("count", [2, 3])
def test_tasks_that_came_back_wait_for_no_one(count: int, method: str) -> None:
    """All processes may have worked before and be idle while two tasks want a fresh one."""
    tasks = [task for number in range(12) for task in (f"a {number}", f"b {number}", "die 3")]
    expected = [Lost("end", 3) if task == "die 3" else result(task) for task in tasks]
    assert done(tasks, count=count, method=method) == expected


def test_a_task_that_ends_python() -> None:
    assert done(["a", "raise", "b"]) == [result("a"), Lost("end", 4), result("b")]


@pytest.mark.parametrize("count", [1, 2])
def test_a_task_that_hangs_is_given_up(count: int, method: str) -> None:
    begun = time.monotonic()
    tasks = ["a", "hang", "b", "hang", "c"]
    assert done(tasks, count=count, seconds=1, method=method) == [
        Lost("time") if task == "hang" else result(task) for task in tasks
    ]
    assert time.monotonic() - begun < 10


def test_time_is_that_of_one_task() -> None:
    tasks = [f"sleep 0.{n}" for n in (3, 3, 3, 3, 3)]
    assert done(tasks, count=1, seconds=0.9) == [result(task) for task in tasks]


def test_a_slow_consumer_costs_no_task_its_time() -> None:
    workers: Workers[str, object] = Workers(work, Limits(0.5, 512), 2)
    found = []
    for outcome in workers.results([f"a {n}" for n in range(8)]):
        found.append(outcome)
        time.sleep(0.3)
    workers.end()
    assert found == [result(f"a {n}") for n in range(8)]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_task_that_needs_too_much_memory_is_given_up(method: str) -> None:
    assert done(["a", "eat 800", "b", "eat 8"], count=1, memory=300, method=method) == [
        result("a"), Lost("memory", 77), result("b"), 8,
    ]  # fmt: skip


def test_a_process_that_is_worn_out_is_not_the_fault_of_the_task() -> None:
    assert done(["a", "worn", "b", "worn", "worn"], count=1) == [result(t) for t in ("a", "worn", "b", "worn", "worn")]


def test_what_a_task_prints_goes_nowhere(capfd: pytest.CaptureFixture[str], method: str) -> None:
    assert done(["print"], method=method) == [result("print")]
    assert capfd.readouterr() == ("", "")


def test_tasks_are_taken_as_they_can_be_worked_off() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[str]:
        for number in range(10_000):
            taken.append(number)
            yield f"a {number}"

    workers: Workers[str, object] = Workers(work, Limits(), 2)
    results = workers.results(tasks())
    assert next(results) == result("a 0")
    assert len(taken) <= 2 * 64 + 1
    workers.end()


def test_large_tasks_wait_in_the_queue_one_at_a_time() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[str]:
        for number in range(20):
            taken.append(number)
            yield f"sleep 0.1{'0' * 200_000}"

    workers: Workers[str, object] = Workers(work, Limits(), 2)
    next(workers.results(tasks()))
    assert len(taken) <= 6
    workers.end()


def begin_broken() -> object:
    raise ValueError("broken")


class Broken:
    """Pickled well, it cannot be made anew."""

    def __reduce__(self) -> tuple[object, ...]:
        return begin_broken, ()

    def __call__(self, task: str) -> object:
        return task


def test_a_process_that_does_not_start_is_an_error() -> None:
    workers: Workers[str, object] = Workers(Broken(), Limits(), 2, "spawn")
    with pytest.raises(StartError):
        list(workers.results(["a"]))
    workers.end()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def pid_of(task: str) -> int:
    if task == "hang":
        time.sleep(60)
    return os.getpid()


def test_no_process_stays() -> None:
    workers: Workers[str, int] = Workers(pid_of, Limits(60, 512), 3)
    pids = {pid for pid in workers.results(["a"] * 50) if isinstance(pid, int)}
    workers.end()
    assert pids
    assert not any(map(alive, pids))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_no_process_stays_when_its_parent_is_killed() -> None:
    code = (
        "import sys, time; sys.path[:0] = sys.argv[1:]\n"
        "from gouji.limits import Limits; from gouji.workers import Workers; import test_workers\n"
        "if __name__ == '__main__':\n"
        "    w = Workers(test_workers.pid_of, Limits(60, 512), 2)\n"
        "    r = w.results(['a', 'b', 'a', 'b'])\n"
        "    print(*[next(r) for _ in range(4)], flush=True); time.sleep(60)\n"
    )
    folder = str(Path(__file__).parent)
    parent = subprocess.Popen([sys.executable, "-c", code, folder], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pids = {int(word) for word in parent.stdout.readline().split()}
    assert pids and all(map(alive, pids))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 5
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(alive, pids))


def test_partial_functions_may_be_work(method: str) -> None:
    workers: Workers[str, object] = Workers(partial(max, key=len), Limits(), 1, method)
    assert list(workers.results(["a"])) == ["a"]
    workers.end()
