"""Items that are made in a process of their own while they are used here, so that making them can be ended."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from gouji.limits import Limits, Lost
from gouji.workers import NO_MEMORY, ended, set_alarm, settle, start_method

Item = TypeVar("Item")

_START = 60.0


def streamed(generate: Callable[[], Iterable[Item]], limits: Limits) -> Iterator[Item | Lost]:
    """What `generate` yields; a last `Lost` if one item took too long or too much memory, or the process ended.

    `generate` and the items have to be picklable. Items are made only as they are asked for, one ahead.
    """
    context: Any = multiprocessing.get_context(start_method())
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_pour, args=(theirs, generate, limits), daemon=True)
    process.start()
    theirs.close()
    seconds = max(limits.seconds, _START)
    try:
        while wait([ours, process.sentinel], seconds):
            seconds = limits.seconds
            try:
                message = ours.recv_bytes()
            except (EOFError, OSError):
                process.join()
                yield ended(process.exitcode or 0)
                return
            if not message:
                return
            yield pickle.loads(message)
        yield Lost("time")
    finally:
        process.kill()
        process.join()
        ours.close()


def _pour(connection: Connection, generate: Callable[[], Iterable[Item]], limits: Limits) -> None:
    """What the process does."""
    settle(limits.memory)
    try:
        set_alarm(limits.seconds)
        for item in generate():
            message = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
            set_alarm(0)
            connection.send_bytes(message)
            set_alarm(limits.seconds)
        connection.send_bytes(b"")
    except MemoryError:
        os._exit(NO_MEMORY)
