"""One process that serves: uvicorn, told what it may and when to go."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import uvicorn

from jumpline.web import journal
from jumpline.web.app import create_app
from jumpline.web.connections import guarded
from jumpline.web.desk import Desk, WritableArchive
from jumpline.web.gate import Presence
from jumpline.web.house import PLAIN, read_house
from jumpline.web.limits import Limits
from jumpline.web.metrics import Counts, Shared
from jumpline.web.source import ReadableArchive


class Process(uvicorn.Server):
    """``run(sockets=[…])`` serves until ``should_exit`` or a signal."""

    def __init__(
        self,
        archive: ReadableArchive,
        started: Callable[[], None],
        *,
        limits: Limits,
        root_path: str = "",
        house: Path | None = None,
        token: str | None = None,
        log: bool = False,
        worker: int = 1,
        shared: tuple[Path, int] | None = None,
    ) -> None:
        """``shared`` is the folder where all processes leave their counts, and this one's place in
        it."""
        self._limits = limits
        self._tell_started = started
        self.presence = Presence()
        counts = Counts(worker, lambda: self.presence.at_work)
        self.shared = Shared(shared[0], shared[1], counts) if shared else None
        if log:
            journal.take_logs(worker)
        app = create_app(
            archive,
            root_path=root_path,
            pictures=_pictures(archive),
            house=read_house(house) if house else PLAIN,
            desk=None if token is None else Desk(cast(WritableArchive, archive), token),
            limits=limits,
            presence=self.presence,
            counts=counts,
            others=self.shared.others if self.shared else tuple,
            journal=journal.answers(worker) if log else None,
        )
        super().__init__(
            uvicorn.Config(
                app,
                http=guarded(limits),
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                lifespan="off",
                ws="none",
                timeout_keep_alive=round(limits.idle),
                timeout_graceful_shutdown=round(limits.grace),
                h11_max_incomplete_event_size=limits.head_bytes,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._tell_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Nothing new comes in; who has a connection is told to close it, and those that stay silent
        are closed after a while: a request that is on its way meets no closed door."""
        self.presence.leaving = True
        for server in self.servers:
            server.close()
        loop = asyncio.get_running_loop()
        end = loop.time() + self._limits.leave
        while self.server_state.connections and loop.time() < end and not self.force_exit:
            await asyncio.sleep(0.02)
        await super().shutdown(sockets)
        if self.shared:
            self.shared.write()


def _pictures(archive: ReadableArchive) -> Path | None:
    """The folder inside of the archive where pictures of its pages are kept once drawn; an archive
    in a database has none."""
    folder = getattr(archive, "folder", None)
    return Path(folder) / "facsimiles" if folder else None


@contextlib.contextmanager
def quiet_signals() -> Iterator[None]:
    """uvicorn raises the signal that stopped it once more after its graceful end; here it has
    done its work, and the caller goes on to close the archive."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
