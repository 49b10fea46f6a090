"""Serving the application: in this process, or in several that share a socket."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from jumpline.errors import UsageError
from jumpline.web.limits import USUAL, Limits
from jumpline.web.listening import address_of, given, listen, tell_systemd
from jumpline.web.serving import Process, quiet_signals
from jumpline.web.source import ReadableArchive
from jumpline.web.workers import Plan, serve_by

#: Seconds of a client's rate that it may ask at once: a page with its pictures.
_BURST = 3


def serve(
    archive: ReadableArchive,
    host: str = "127.0.0.1",
    port: int = 8765,
    ready: Callable[[str], None] | None = None,
    *,
    root_path: str = "",
    house: Path | None = None,
    token: str | None = None,
    workers: int = 1,
    source: str | None = None,
    rate: float = 0.0,
    busy: int = USUAL.busy,
    log: bool = False,
) -> None:
    """Serves until SIGINT or SIGTERM, then lets open requests finish and returns.

    Port 0 takes a free one. ``token`` opens the review desk of an archive that is open for writing;
    without one nothing writes. ``ready`` is called with the address once connections are accepted.
    Several ``workers`` are processes that open the archive at ``source`` for themselves; SIGHUP
    renews them one and all without a request that fails. ``rate`` are the requests a second that one
    client may make over time (0: any), ``busy`` those that a process works at or holds. ``log`` writes a line of JSON for each answer
    on standard error. Raises ``UsageError`` when the address cannot be had.
    """
    if workers > 1 and (token is not None or source is None):
        raise UsageError(
            "the review desk is served by one process.", remedy="Leave --workers or --review out."
        )
    limits = msgspec.structs.replace(
        USUAL, rate=rate, burst=max(20, round(_BURST * rate)), busy=busy
    )
    listener = given() or listen(host, port)
    address = address_of(listener, root_path)

    def started() -> None:
        tell_systemd("READY=1")
        if ready:
            ready(address)

    with contextlib.closing(listener):
        if workers > 1 and source is not None:
            where = str(house.resolve()) if house else None
            serve_by(workers, listener, Plan(source, root_path, where, limits, log), started)
        else:
            alone = msgspec.structs.replace(limits, leave=0.0)
            process = Process(
                archive, started, limits=alone, root_path=root_path, house=house, token=token, log=log
            )  # fmt: skip
            with quiet_signals():
                process.run(sockets=[listener])
        tell_systemd("STOPPING=1")


@contextlib.contextmanager
def running(
    archive: ReadableArchive,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    root_path: str = "",
    token: str | None = None,
    limits: Limits = USUAL,
) -> Iterator[str]:
    """The same in a thread, for as long as the block lasts; gives the address."""
    listener = listen(host, port)
    started = threading.Event()
    alone = msgspec.structs.replace(limits, leave=0.0)
    process = Process(archive, started.set, limits=alone, root_path=root_path, token=token)
    thread = threading.Thread(target=process.run, kwargs={"sockets": [listener]}, daemon=True)
    with contextlib.closing(listener):
        thread.start()
        while not started.wait(0.05):
            if not thread.is_alive():
                raise UsageError("the server ended before it began.", where=host)
        try:
            yield address_of(listener, root_path)
        finally:
            process.should_exit = True
            thread.join(limits.grace + 5)


__all__ = ["address_of", "listen", "running", "serve"]
