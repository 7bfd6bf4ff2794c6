"""Listens on an address of this machine and serves the page until it is interrupted."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from typing import NamedTuple

from gouji.errors import ConfigError
from gouji.phrases import phrases
from gouji.web.application import application
from gouji.web.desk import Desk
from gouji.web.guard import LOOPBACK


class Address(NamedTuple):
    """Where to listen: a name or number of this machine, and a port; 0 is any that is free."""

    host: str = "127.0.0.1"
    port: int = 8765

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in LOOPBACK


def serve(
    desk: Desk,
    address: Address,
    language: str,
    rules: Callable[[], Mapping[str, str]],
    ready: Callable[[str], None],
) -> None:
    """Serve until interrupted; `rules` gives the pages about rules, `ready` is told the address of the page.

    Raises ConfigError where the port is not to be had.
    """
    import uvicorn

    listening = _listening(address)
    host, port = listening.getsockname()[:2]
    names = LOOPBACK if address.is_local else frozenset[str]()
    config = uvicorn.Config(
        application(desk, language, names, rules),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
    )
    ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def _listening(address: Address) -> socket.socket:
    """A socket that listens. Raises ConfigError."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, protocol)
        try:
            made.bind(where)
            made.listen()
        except OSError:
            made.close()
            raise
    except OSError as error:
        figures = {"host": address.host, "port": address.port, "reason": error.strerror or str(error)}
        raise ConfigError(*phrases("web-no-port", **figures)) from error
    return made
