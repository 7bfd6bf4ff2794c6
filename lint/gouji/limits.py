"""How much time and memory a file may take, and what is said of one that took more, or that ended its process."""

from __future__ import annotations

from typing import Literal, NamedTuple

from gouji.findings import Words

LEAST_MEMORY = 128
"""With less than so many megabytes no process starts."""


class Limits(NamedTuple):
    """What one file may take: seconds, and megabytes of memory."""

    seconds: float = 180
    memory: int = 2048


class Lost(NamedTuple):
    """Why a file has no result: it took too long, needed too much memory, or its process ended with this status."""

    reason: Literal["time", "memory", "end"]
    status: int = 0


def said(lost: Lost, limits: Limits) -> Words:
    """The line on a file that was given up."""
    if lost.reason == "time":
        seconds = f"{limits.seconds:g}"
        return Words(
            f"{seconds} 秒内读不完，已放弃；文件若无问题，可用 --timeout 放宽",
            f"not read within {seconds} seconds and given up; if the file is sound, allow more with --timeout",
        )
    if lost.reason == "memory":
        return Words(
            f"所需内存超过 {limits.memory} MB，已放弃；文件若无问题，可用 --memory 放宽",
            f"needs more than {limits.memory} MB of memory and was given up; if the file is sound, allow more with --memory",
        )
    return Words(
        f"读取时进程意外结束（状态 {lost.status}），文件可能已损坏，请用原软件打开后另存再检查",
        f"the process that read it ended (status {lost.status}); the file may be damaged: open it and save it anew",
    )
