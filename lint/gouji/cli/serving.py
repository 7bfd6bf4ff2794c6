"""`gouji serve`: the local web page.

Needs starlette, uvicorn and python-multipart (extra `serve`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gouji.cli import arguments, checks, loading, rule_docs
from gouji.cli.catalogue import page
from gouji.cli.terminal import Terminal
from gouji.extras import needed
from gouji.plugins import Registry

_HIGHEST = 65535


class Asked(NamedTuple):
    """The options of the command as they stand on the command line."""

    host: str = "127.0.0.1"
    port: str = "8765"
    browser: bool = True
    config: str | None = None
    timeout: str | None = None
    memory: str | None = None


def run(asked: Asked, terminal: Terminal) -> int:
    """Serve until interrupted. Raises ConfigError."""
    with needed("serve"):
        import python_multipart  # noqa: F401
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    from gouji.web.desk import Desk
    from gouji.web.server import Address, serve

    address = Address(asked.host, _port(asked.port))
    registry = loading.registry()
    desk = Desk(registry, arguments.config(asked.config), checks.limits(asked.timeout, asked.memory))

    def ready(where: str) -> None:
        terminal.say("serving", page=where)
        if not address.is_local:
            terminal.say("serving-all", host=asked.host)
        if asked.browser:
            import webbrowser

            webbrowser.open(where)

    serve(desk, address, terminal.language, lambda: _pages(registry), ready)
    return 0


def _port(value: str) -> int:
    """A number that a port can have. Raises ConfigError."""
    port = arguments.whole("--port", value)
    if port > _HIGHEST:
        raise arguments.wrong("not-a-port", option="--port", most=_HIGHEST)
    return port


def _pages(registry: Registry) -> Mapping[str, str]:
    """The pages of all rules, by their names."""
    return rule_docs.files([rule for _, rule in sorted(registry.rules.items())], page)
