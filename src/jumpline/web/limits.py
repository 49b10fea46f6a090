"""What one serving process grants its clients. Beyond it they are told to come again; none can hold
what the others need."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """Seconds, bytes and counts, of one process.

    ``head`` and ``body`` are the seconds that a request may take to arrive, ``stall`` those that a
    client may leave an answer lying. ``connections`` may be open, ``busy`` requests be worked at and
    waiting; one more is refused (503). ``rate`` is how many requests a second a client may make over
    time, 0 being any (429); ``burst`` how many at once. ``leave`` are the seconds between being told to
    stop and the closing of idle connections, ``grace`` those that open requests then get to finish.
    """

    head: float = 10.0
    body: float = 30.0
    stall: float = 60.0
    idle: float = 15.0
    body_bytes: int = 2_000_000
    head_bytes: int = 32_768
    connections: int = 800
    busy: int = 64
    rate: float = 0.0
    burst: int = 60
    leave: float = 1.5
    grace: float = 8.0


USUAL = Limits()
