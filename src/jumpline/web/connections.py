"""Connections of clients that are slow, silent, or too many.

uvicorn waits for a request's head as long as it takes, and for a client to take its answer as long as
it likes. An open connection costs no thread here, but a place: places are bounded, and those who hold
one without asking anything lose it first.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from jumpline.web.limits import Limits


class Guarded(H11Protocol):
    """With time limits. ``limits`` is set on a subclass, see ``guarded``."""

    limits: Limits

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._late: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None
        #: When it began to say nothing, or nothing whole.
        self._since = self.loop.time()
        self._await_head()
        if len(self.connections) > self.limits.connections:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._late, self._stalled):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        super().handle_events()
        if self.waiting:
            # Bytes of a head that is not whole do not buy more time.
            if self._late is None and self.conn.trailing_data[0]:
                self._await_head()
        elif self._late is not None:
            self._late.cancel()
            self._late = None

    def on_response_complete(self) -> None:
        self._since = self.loop.time()
        super().on_response_complete()

    @property
    def waiting(self) -> bool:
        """Whether nothing is asked yet, or no more."""
        return self.cycle is None or bool(self.cycle.response_complete)

    def _await_head(self) -> None:
        self._late = self.loop.call_later(self.limits.head, self._too_late)

    def _too_late(self) -> None:
        self._late = None
        if not self.waiting or self.transport.is_closing():
            return
        if self.conn.our_state is h11.IDLE:
            self.transport.write(
                b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
            )
        self.transport.close()

    def _make_room(self) -> None:
        """The one that has been silent for the longest goes; if all are at work, the new one."""
        silent = (
            each
            for each in cast("set[Any]", self.connections)
            if isinstance(each, Guarded) and each.waiting and not each.transport.is_closing()
        )
        min(silent, key=lambda each: each._since, default=self).transport.abort()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._stalled is None:
            self._stalled = self.loop.call_later(self.limits.stall, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None


def guarded(limits: Limits) -> type[Guarded]:
    """The protocol for uvicorn's configuration."""
    return type("GuardedProtocol", (Guarded,), {"limits": limits})
