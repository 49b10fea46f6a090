"""Lines of JSON for those who run the paper: what was answered, and what went wrong.

No address, no path, no words that were searched for, no agent: kind, status, time and size of an answer
say how the paper does, and nothing of who reads it.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from typing import TextIO


def _line(event: str, **told: object) -> str:
    now = time.time()
    at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now * 1000) % 1000:03}Z"
    return json.dumps({"at": at, "event": event, **told}, ensure_ascii=False) + "\n"


def answers(worker: int, out: TextIO | None = None) -> Callable[[str, int, float, int], None]:
    """Tells of every answer, a line each."""
    stream = out or sys.stderr

    def told(kind: str, status: int, seconds: float, length: int) -> None:
        ms = round(seconds * 1000, 1)
        stream.write(_line("answer", worker=worker, kind=kind, status=status, ms=ms, bytes=length))

    return told


class Lines(logging.Formatter):
    """What modules log, as the same lines. Tracebacks stay whole, in one."""

    def __init__(self, worker: int) -> None:
        super().__init__()
        self.worker = worker

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {"level": record.levelname.lower(), "said": record.getMessage()}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return _line("log", worker=self.worker, **told).rstrip("\n")


def take_logs(worker: int) -> None:
    """Of this process, from warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines(worker))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
