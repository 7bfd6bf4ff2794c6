"""What stands before the application: only this machine's own pages may send files, and only so much of them."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names by which a machine calls itself."""

_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Refuses requests under a foreign name (rebinding), forms sent by foreign pages, and bodies that are too large."""

    def __init__(self, app: ASGIApp, names: frozenset[str], largest: int) -> None:
        """`names` are those under which the machine may be called, none where any will do; `largest` is in bytes."""
        self.app = app
        self.names = names
        self.largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass, with headers that keep the answer to itself."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope["method"], Headers(scope=scope))
        answer = self.app if refused is None else PlainTextResponse(refused[1], refused[0])
        await answer(scope, _bounded(receive, self.largest), _with_headers(send))

    def _refused(self, method: str, headers: Headers) -> tuple[int, str] | None:
        """Status and reason where a request may not pass."""
        host = headers.get("host", "")
        if self.names and _name(host) not in self.names:
            return 403, "unknown host"
        origin = headers.get("origin")
        if method == "POST" and origin is not None and origin.partition("://")[2] != host:
            return 403, "foreign origin"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.largest:
            return 413, "too large"
        return None


def _name(host: str) -> str:
    """The name in a `Host` header, without the port."""
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0].lower()


def _bounded(receive: Receive, largest: int) -> Receive:
    """Receives a body up to a size. What it returns raises HTTPException for a larger one."""
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > largest:
            raise HTTPException(413)
        return message

    return bounded


def _with_headers(send: Send) -> Send:
    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return sent
