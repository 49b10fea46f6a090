"""Who comes in: bounded requests at work, a rate for each client, bounded bodies, and a polite close.

Pure ASGI, before everything that costs. Watchers (``/health``, ``/ready``, ``/metrics``) always come in.
"""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jumpline.web.limits import Limits

_WATCHERS = frozenset({"/health", "/ready", "/metrics"})
#: Clients whose rate is remembered; the one that asked the longest ago is forgotten first.
_CLIENTS = 10_000


class Presence:
    """``leaving`` is set when the process has been told to stop: answers then end their connections.
    ``at_work`` are the requests inside."""

    def __init__(self) -> None:
        self.leaving = False
        self.at_work = 0


class Gate:
    def __init__(
        self,
        app: ASGIApp,
        *,
        limits: Limits,
        presence: Presence,
        root_path: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app = app
        self.limits = limits
        self.root_path = root_path
        self.presence = presence
        self._rates = Rates(limits.rate, limits.burst, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def closing(message: Message) -> None:
            if message["type"] == "http.response.start" and self.presence.leaving:
                MutableHeaders(scope=message)["connection"] = "close"
            await send(message)

        path: str = scope["path"].removeprefix(self.root_path)
        if path in _WATCHERS:
            await self.app(scope, receive, closing)
            return
        told = self._refusal(scope)
        if told is not None:
            await _refuse(closing, *told)
            return
        self.presence.at_work += 1
        try:
            await self.app(scope, Body(receive, self.limits), closing)
        finally:
            self.presence.at_work -= 1

    def _refusal(self, scope: Scope) -> tuple[int, str, int | None] | None:
        length = Headers(scope=scope).get("content-length", "0")
        if length.isdecimal() and len(length) < 20 and int(length) > self.limits.body_bytes:
            return 413, "This is too large.", None
        if self.presence.at_work >= self.limits.busy:
            return 503, "Busy. Come again in a moment.", 1
        wait = self._rates.wait(_client(scope))
        if wait > 0:
            return 429, "Too many requests. Come again in a moment.", max(1, round(wait))
        return None


class Rates:
    """A bucket for each client that holds ``burst`` requests and fills by ``rate`` a second."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float]) -> None:
        self.rate, self.burst, self.clock = rate, max(1, burst), clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Seconds until it may ask again; 0 where it may now, which counts."""
        if self.rate <= 0:
            return 0.0
        now = self.clock()
        held, then = self._held.pop(client, (float(self.burst), now))
        held = min(float(self.burst), held + (now - then) * self.rate)
        may = held >= 1
        self._held[client] = (held - 1 if may else held, now)
        if len(self._held) > _CLIENTS:
            self._held.popitem(last=False)
        return 0.0 if may else (1 - held) / self.rate


def _client(scope: Scope) -> str:
    """Its address; of IPv6, the network of a household."""
    client = scope.get("client")
    host = str(client[0]) if client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return host


class Body:
    """What a request brings, up to a size and for a time. Raises ``HTTPException``."""

    def __init__(self, receive: Receive, limits: Limits) -> None:
        self._receive = receive
        self._limits = limits
        self._bytes = 0
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout(self._limits.body):
                message = await self._receive()
        except TimeoutError as error:
            raise HTTPException(408) from error
        self._bytes += len(message.get("body", b""))
        if self._bytes > self._limits.body_bytes:
            raise HTTPException(413)
        self._whole = not message.get("more_body", False)
        return message


async def _refuse(send: Send, status: int, said: str, after: int | None) -> None:
    body = f"{said}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if after is not None:
        headers.append((b"retry-after", str(after).encode()))
    else:
        # What is still to come of its body is not waited for.
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
