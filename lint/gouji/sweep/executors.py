"""Where a sweep is worked off: processes of this machine, or a Dask cluster (extra `cluster`)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import NamedTuple

from gouji.errors import ConfigError
from gouji.extras import needed
from gouji.sweep.benches import Bench

LOCAL, DASK_LOCAL, DASK = "processes", "dask-local", "dask://"
NAMES = (LOCAL, DASK_LOCAL, f"{DASK}HOST:PORT")


class Crew(NamedTuple):
    """An executor and how many tasks it works off at once."""

    executor: Executor
    jobs: int


@contextmanager
def crew(name: str, jobs: int) -> Iterator[Crew]:
    """The executor of a name, ended afterwards. Raises ConfigError where there is none, or no cluster answers."""
    if name == LOCAL:
        bench = Bench(jobs)
        try:
            yield Crew(bench, jobs)
        finally:
            bench.end()
    elif name == DASK_LOCAL or name.startswith(DASK):
        yield from _dask(name, jobs)
    else:
        raise ConfigError(
            f"--executor 不能是「{name}」，可用的有 {'、'.join(NAMES)}",
            f"there is no executor {name!r}: {', '.join(NAMES)}",
        )


def _dask(name: str, jobs: int) -> Iterator[Crew]:
    with needed("cluster"):
        from distributed import Client, LocalCluster
    if name == DASK_LOCAL:
        with (
            LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            yield Crew(client.get_executor(), jobs)
        return
    address = "tcp://" + name.removeprefix(DASK)
    try:
        client = Client(address, timeout="10s")
    except OSError as error:
        raise ConfigError(
            f"{name}: 连不上 Dask 调度器，检查地址和端口", f"{name}: no Dask scheduler answers, check host and port"
        ) from error
    with client:
        threads = sum(client.nthreads().values())
        yield Crew(client.get_executor(), max(threads, 1))
