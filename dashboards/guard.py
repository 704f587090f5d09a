"""What stands between the network and the application: origins, sizes and what pages may load."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

__all__ = ["HERE", "LARGEST_REQUEST", "Guard", "is_own_origin"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

HERE = ("127.0.0.1", "::1", "localhost")
"""Names of this machine that nobody else can be reached by."""

LARGEST_REQUEST = 1_000_000
"""Bytes in the body of a request; the WebSocket has a limit of its own."""

_POLICY = "; ".join(
    (
        "default-src 'self'",
        # Solara has inline scripts, Vue compiles templates, widgets are modules in blobs.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob: data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
]


class Guard:
    """An ASGI application that lets only safe requests through to another one.

    Parameters
    ----------
    inner : the application that answers
    names : by which it may be asked for, or None for any; another site's name that is made to lead
        here would give that site's pages what is shown here
    """

    def __init__(self, inner: Application, names: tuple[str, ...] | None = None) -> None:
        self._inner, self._names = inner, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "http" and not self._is_asked_for(scope):
            await _refuse(send, 421)
        elif scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self._inner(scope, receive, send)

    def _is_asked_for(self, scope: Scope) -> bool:
        """Tell whether a request names this server as it may be named."""
        name = _split(f"//{_header(scope, b'host')}").hostname
        return self._names is None or name in self._names

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open a connection for a page of this server alone: browsers open them for any page."""
        if is_own_origin(scope) and self._is_asked_for(scope):
            await self._inner(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers of safety, and refuse what is too large."""
        if _length(scope) > LARGEST_REQUEST:
            await _refuse(send, 413)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._inner(scope, receive, with_headers)


def is_own_origin(scope: Scope) -> bool:
    """Tell whether a request comes from a page of the host it asks."""
    host = _header(scope, b"host")
    return bool(host) and _split(_header(scope, b"origin")).netloc == host


def _header(scope: Scope, name: bytes) -> str:
    """Return a header, or "" where it is missing."""
    return str(dict(scope["headers"]).get(name, b"").decode("latin-1"))


def _split(address: str) -> SplitResult:
    """Return the parts of an address; none of what is no address."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _length(scope: Scope) -> float:
    """Return the length of a body in bytes; without end where it is not said."""
    headers = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        return float("inf")
    given = headers.get(b"content-length", b"0")
    return float(given) if given.isdigit() else float("inf")


async def _refuse(send: Send, status: int) -> None:
    """Send an empty answer with a status."""
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})
