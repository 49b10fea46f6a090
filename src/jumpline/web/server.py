"""Serving the application with uvicorn."""

from __future__ import annotations

import contextlib
import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import uvicorn

from jumpline.errors import UsageError
from jumpline.web.app import create_app
from jumpline.web.desk import Desk, WritableArchive
from jumpline.web.house import PLAIN, read_house
from jumpline.web.source import ReadableArchive

#: Seconds that open requests get to finish when the server is told to stop.
_GRACE = 5


def serve(
    archive: ReadableArchive,
    host: str = "127.0.0.1",
    port: int = 8765,
    ready: Callable[[str], None] | None = None,
    *,
    root_path: str = "",
    house: Path | None = None,
    token: str | None = None,
) -> None:
    """Serves until SIGINT or SIGTERM, then lets open requests finish and returns.

    Port 0 takes a free one. ``token`` opens the review desk of an archive that is open for writing;
    without one nothing writes. ``ready`` is called with the address once connections are accepted.
    Raises ``UsageError`` when the address cannot be had.
    """
    listener = listen(host, port)
    address = address_of(listener, root_path)
    config = _config(archive, root_path, house, token)
    server = _Server(config, lambda: ready(address) if ready else None)
    with contextlib.closing(listener), _quiet_signals():
        server.run(sockets=[listener])


@contextlib.contextmanager
def running(
    archive: ReadableArchive,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    root_path: str = "",
    token: str | None = None,
) -> Iterator[str]:
    """The same in a thread, for as long as the block lasts; gives the address."""
    listener = listen(host, port)
    started = threading.Event()
    server = _Server(_config(archive, root_path, None, token), started.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    with contextlib.closing(listener):
        thread.start()
        while not started.wait(0.05):
            if not thread.is_alive():
                raise UsageError("the server ended before it began.", where=host)
        try:
            yield address_of(listener, root_path)
        finally:
            server.should_exit = True
            thread.join(_GRACE + 5)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._tell_started()


def _config(
    archive: ReadableArchive, root_path: str, house: Path | None, token: str | None
) -> uvicorn.Config:
    look = read_house(house) if house else PLAIN
    desk = None if token is None else Desk(cast(WritableArchive, archive), token)
    return uvicorn.Config(
        create_app(
            archive, root_path=root_path, pictures=_pictures(archive), house=look, desk=desk
        ),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=_GRACE,
    )


def _pictures(archive: ReadableArchive) -> Path | None:
    """The folder inside of the archive where pictures of its pages are kept once drawn."""
    where = getattr(archive, "where", None)
    return Path(where) / "facsimiles" if where else None


def listen(host: str, port: int) -> socket.socket:
    """Bound here and not by uvicorn, which would log a failure and end the process."""
    place = f"{host}:{port}"
    if not 0 <= port <= 65_535:  # getaddrinfo would take it modulo 65,536
        raise UsageError("there is no such port.", where=place, remedy="Ports end at 65535.")
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, OverflowError, UnicodeError) as error:
        raise UsageError(
            f"this is no address to listen at ({error}).", where=place, remedy="Try 127.0.0.1."
        ) from error
    # Named TCP, so that answers are not held back for the next acknowledgement (TCP_NODELAY).
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise UsageError(_why(error), where=place, remedy="Choose another with --port.") from error
    return listener


def _why(error: OSError | OverflowError) -> str:
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        return "another program uses this port."
    if code == errno.EACCES:
        return "this port needs privileges."
    if code == errno.EADDRNOTAVAIL:
        return "this machine does not have this address."
    return f"cannot listen here ({error})."


def address_of(listener: socket.socket, root_path: str) -> str:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    base = root_path.strip("/")
    return f"http://{shown}:{port}/{base + '/' if base else ''}"


@contextlib.contextmanager
def _quiet_signals() -> Iterator[None]:
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


__all__ = ["address_of", "listen", "running", "serve"]
