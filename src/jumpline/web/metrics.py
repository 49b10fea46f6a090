"""What a monitor asks for: requests by kind and status, and how long they took (Prometheus text)."""

from __future__ import annotations

import threading
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Seconds; the last bucket is all.
_EDGES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
#: First parts of paths that are told apart; everything else is "other", so that no reader's path
#: becomes a name.
_KINDS = frozenset(
    {
        *("", "calendar", "issue", "page", "article", "search", "iiif", "static", "health"),
        *("ready", "review"),
    }
)


class Metrics:
    """Pure ASGI. Counts in this process; nothing of a reader is kept."""

    def __init__(self, app: ASGIApp, *, root_path: str = "") -> None:
        self.app = app
        self.root_path = root_path
        self._lock = threading.Lock()
        self._requests: dict[tuple[str, int], int] = {}
        self._buckets: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})["metrics"] = self
        begun = time.perf_counter()
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            self._note(self._kind(scope["path"]), status, time.perf_counter() - begun)

    def _kind(self, path: str) -> str:
        first = path.removeprefix(self.root_path).lstrip("/").partition("/")[0].partition(".")[0]
        return (first or "home") if first in _KINDS else "other"

    def _note(self, kind: str, status: int, seconds: float) -> None:
        with self._lock:
            key = (kind, status)
            self._requests[key] = self._requests.get(key, 0) + 1
            buckets = self._buckets.setdefault(kind, [0] * len(_EDGES))
            for place, edge in enumerate(_EDGES):
                buckets[place] += seconds <= edge
            self._seconds[kind] = self._seconds.get(kind, 0.0) + seconds

    def text(self) -> str:
        """https://prometheus.io/docs/instrumenting/exposition_formats/"""
        lines = [
            "# HELP jumpline_requests_total Answers by kind of page and status.",
            "# TYPE jumpline_requests_total counter",
        ]
        with self._lock:
            for (kind, status), count in sorted(self._requests.items()):
                lines.append(f'jumpline_requests_total{{kind="{kind}",status="{status}"}} {count}')
            lines += [
                "# HELP jumpline_request_seconds How long answers took.",
                "# TYPE jumpline_request_seconds histogram",
            ]
            for kind, buckets in sorted(self._buckets.items()):
                total = sum(n for (each, _), n in self._requests.items() if each == kind)
                for edge, count in zip(_EDGES, buckets, strict=True):
                    lines.append(
                        f'jumpline_request_seconds_bucket{{kind="{kind}",le="{edge}"}} {count}'
                    )
                lines.append(f'jumpline_request_seconds_bucket{{kind="{kind}",le="+Inf"}} {total}')
                lines.append(
                    f'jumpline_request_seconds_sum{{kind="{kind}"}} {self._seconds[kind]:.6f}'
                )
                lines.append(f'jumpline_request_seconds_count{{kind="{kind}"}} {total}')
        return "\n".join(lines) + "\n"
