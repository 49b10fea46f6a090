"""What a monitor asks for: requests by kind and status, and how long they took (Prometheus text).

Of several processes each counts for itself and leaves its counts in a folder that all of them see, so
that whichever is asked answers for all.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Seconds; the last bucket is all.
_EDGES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
#: First parts of paths that are told apart; everything else is "other", so that no reader's path
#: becomes a name.
_KINDS = frozenset(
    {
        *("", "calendar", "issue", "page", "article", "search", "iiif", "static", "health"),
        *("ready", "review", "feed", "figures", "commitments", "programmes", "names", "digest"),
    }
)
#: Seconds between two writings for the other processes.
_OFTEN = 0.5


class Tally(msgspec.Struct):
    """Counts of one process. ``requests`` by kind and status; ``worker`` is None where it has ended:
    then its counts still are, and it has neither memory nor requests at work."""

    worker: int | None
    requests: dict[str, int]
    buckets: dict[str, list[int]]
    seconds: dict[str, float]
    at_work: int = 0
    resident: int = 0


class Counts:
    """``at_work`` tells how many requests are inside."""

    def __init__(self, worker: int = 1, at_work: Callable[[], int] = int) -> None:
        self._lock = threading.Lock()
        self._at_work = at_work
        self._tally = Tally(worker, {}, {}, {})

    def note(self, kind: str, status: int, seconds: float) -> None:
        tally = self._tally
        with self._lock:
            key = f"{kind} {status}"
            tally.requests[key] = tally.requests.get(key, 0) + 1
            buckets = tally.buckets.setdefault(kind, [0] * len(_EDGES))
            for place, edge in enumerate(_EDGES):
                buckets[place] += seconds <= edge
            tally.seconds[kind] = tally.seconds.get(kind, 0.0) + seconds

    def now(self) -> bytes:
        with self._lock:
            self._tally.at_work = self._at_work()
            self._tally.resident = _resident()
            return msgspec.json.encode(self._tally)


class Shared:
    """A folder with the counts of all processes, one file each, named by when it was started."""

    def __init__(self, folder: Path, serial: int, counts: Counts) -> None:
        self._folder = folder
        self._own = folder / f"{serial}.json"
        self._counts = counts
        threading.Thread(target=self._write, name="counts", daemon=True).start()

    def _write(self) -> None:
        while True:
            self.write()
            time.sleep(_OFTEN)

    def write(self) -> None:
        part = self._own.with_suffix(f".{threading.get_ident()}.part")
        with contextlib.suppress(OSError):
            part.write_bytes(self._counts.now())
            part.replace(self._own)

    def others(self) -> Iterable[Tally]:
        for file in sorted(self._folder.glob("*.json")):
            if file != self._own:
                with contextlib.suppress(OSError, msgspec.MsgspecError):
                    yield msgspec.json.decode(file.read_bytes(), type=Tally)


def ended(folder: Path, serial: int) -> None:
    """The counts of a process that has ended stay, and nothing else of it."""
    file = folder / f"{serial}.json"
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        tally = msgspec.json.decode(file.read_bytes(), type=Tally)
        tally.worker = None
        part = file.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(tally))
        part.replace(file)


class Metrics:
    """Pure ASGI. Nothing of a reader is kept. ``journal`` is told of every answer."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        counts: Counts,
        root_path: str = "",
        journal: Callable[[str, int, float, int], None] | None = None,
    ) -> None:
        self.app = app
        self.root_path = root_path
        self._counts = counts
        self._journal = journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        status, length = 500, 0

        async def noted(message: Message) -> None:
            nonlocal status, length
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                length += len(message.get("body", b""))
            await send(message)

        kind = self._kind(scope["path"])
        try:
            await self.app(scope, receive, noted)
        finally:
            seconds = time.perf_counter() - begun
            self._counts.note(kind, status, seconds)
            if self._journal is not None:
                self._journal(kind, status, seconds, length)

    def _kind(self, path: str) -> str:
        first = path.removeprefix(self.root_path).lstrip("/").partition("/")[0].partition(".")[0]
        return (first or "home") if first in _KINDS else "other"


def text(own: Counts, others: Iterable[Tally] = ()) -> str:
    """https://prometheus.io/docs/instrumenting/exposition_formats/"""
    tallies = [msgspec.json.decode(own.now(), type=Tally), *others]
    requests: dict[str, int] = {}
    buckets: dict[str, list[int]] = {}
    spent: dict[str, float] = {}
    for tally in tallies:
        for key, count in tally.requests.items():
            requests[key] = requests.get(key, 0) + count
        for kind, held in tally.buckets.items():
            before = buckets.get(kind, [0] * len(_EDGES))
            buckets[kind] = [a + b for a, b in zip(before, held, strict=True)]
        for kind, value in tally.seconds.items():
            spent[kind] = spent.get(kind, 0.0) + value
    lines = [
        "# HELP jumpline_requests_total Answers by kind of page and status.",
        "# TYPE jumpline_requests_total counter",
    ]
    for key, count in sorted(requests.items()):
        kind, status = key.split(" ")
        lines.append(f'jumpline_requests_total{{kind="{kind}",status="{status}"}} {count}')
    lines += [
        "# HELP jumpline_request_seconds How long answers took.",
        "# TYPE jumpline_request_seconds histogram",
    ]
    for kind, counts in sorted(buckets.items()):
        total = sum(count for key, count in requests.items() if key.split(" ")[0] == kind)
        for edge, count in zip(_EDGES, counts, strict=True):
            lines.append(f'jumpline_request_seconds_bucket{{kind="{kind}",le="{edge}"}} {count}')
        lines.append(f'jumpline_request_seconds_bucket{{kind="{kind}",le="+Inf"}} {total}')
        lines.append(f'jumpline_request_seconds_sum{{kind="{kind}"}} {spent[kind]:.6f}')
        lines.append(f'jumpline_request_seconds_count{{kind="{kind}"}} {total}')
    for name, said, of in _GAUGES:
        lines += [f"# HELP {name} {said}", f"# TYPE {name} gauge"]
        lines += [
            f'{name}{{worker="{tally.worker}"}} {of(tally)}'
            for tally in sorted(tallies, key=lambda each: each.worker or 0)
            if tally.worker is not None
        ]
    return "\n".join(lines) + "\n"


_GAUGES: tuple[tuple[str, str, Callable[[Tally], int]], ...] = (
    ("jumpline_requests_at_work", "Requests inside of a process.", lambda tally: tally.at_work),
    ("jumpline_resident_bytes", "Memory of a process.", lambda tally: tally.resident),
)


def _resident() -> int:
    """0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
