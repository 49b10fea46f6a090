"""A fault plug-in: ends the process with SIGKILL at any one of the points at which it changes what is
on the disk.

Points are told by the interpreter itself (audit events: files opened for writing, renamed, removed,
folders made) and by SQLite (every statement that writes), so none is forgotten when code changes,
and nothing of jumpline's is replaced. ::

    points = count_points(work)                # in this process, to the end
    killed = run_killed(work, number)          # in a fork, which dies at this point
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

_WRITES = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE", "PRAGMA user_version", "CREATE")
_FILES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree")


class _Watch:
    """Hears of every point, from ``on`` on. Audit hooks cannot be taken away, so there is one."""

    def __init__(self) -> None:
        self.on = False
        self.installed = False
        self.points: list[str] = []
        self.last: int | None = None

    def install(self) -> None:
        if not self.installed:
            self.installed = True
            sys.addaudithook(self._heard)
            connect: Any = sqlite3.connect

            def traced(*arguments: Any, **more: Any) -> Any:
                connection = connect(*arguments, **more)
                connection.set_trace_callback(self._stated)
                return connection

            sqlite3.connect = traced

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open":
            flags = arguments[2]
            if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self._point(f"open {arguments[0]}")
        elif event in _FILES:
            self._point(f"{event} {arguments[0]}")

    def _stated(self, statement: str) -> None:
        if self.on and statement.lstrip().upper().startswith(_WRITES):
            self._point(statement.split("(", maxsplit=1)[0][:60])

    def _point(self, what: str) -> None:
        if self.last is not None and len(self.points) == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.points.append(what)


_watch = _Watch()


def count_points(work: Callable[[], object]) -> list[str]:
    """What each point is, in their order."""
    return _watched(work, None)


def run_killed(work: Callable[[], object], point: int) -> bool:
    """Runs in a fork and dies before the point (from 0); False where it ended before."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _watched(work, point)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.WEXITSTATUS(status):
        raise RuntimeError(f"the work failed before point {point}")
    return False


def _watched(work: Callable[[], object], last: int | None) -> list[str]:
    _watch.install()
    _watch.points, _watch.last, _watch.on = [], last, True
    try:
        work()
    finally:
        _watch.on = False
    return _watch.points
