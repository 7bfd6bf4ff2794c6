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

    port = arguments.whole("--port", asked.port)
    if port > _HIGHEST:
        raise arguments.wrong("not-a-port", option="--port", most=_HIGHEST)
    address = Address(asked.host, port)
    registry = loading.registry()
    desk = Desk(registry, arguments.config(asked.config), checks.limits(asked.timeout, asked.memory))

    def ready(where: str) -> None:
        terminal.say("serving", page=where)
        if not address.is_local:
            terminal.say("serving-all", host=asked.host)
        if asked.browser:
            import webbrowser

            webbrowser.open(where)

    def rules() -> Mapping[str, str]:
        return rule_docs.files([rule for _, rule in sorted(registry.rules.items())], page)

    serve(desk, address, terminal.language, rules, ready)
    return 0
