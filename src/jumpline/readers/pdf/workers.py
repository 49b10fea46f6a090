"""Processes that read pages, seen from the reader: started, asked, timed, ended, kept for later.

A plain child with two pipes: it needs no ``__main__`` guard, and may be started from any thread and
from workers of a pool. Between files it is kept for a while, since starting costs as much as a page.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import subprocess
import sys
import threading
from typing import BinaryIO

import msgspec

from jumpline.errors import SourceError
from jumpline.readers.pdf.wire import MAX_ANSWER, Answer, Request, Setting, read, write

_START = "import sys; sys.path[:] = {path!r}; from jumpline.readers.pdf.worker import main; main()"
#: Requests after which a worker is not kept: what leaks in it goes with it.
_SERVED = 400
_KEPT = 4


class Broken(Exception):
    """A worker that ended, or was ended, without an answer."""


class Worker:
    """One process. ``ask`` raises ``Broken``; a broken worker is closed and never used again."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.served = 0
        self.late = False
        try:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-c", _START.format(path=sys.path), _argument(setting)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise SourceError(
                f"no process to read it in could be started ({error.strerror}).",
                remedy="Free some memory or processes and try again.",
            ) from error

    @property
    def _stdin(self) -> BinaryIO:
        assert self.process.stdin is not None
        return self.process.stdin  # type: ignore[return-value]

    @property
    def _stdout(self) -> BinaryIO:
        assert self.process.stdout is not None
        return self.process.stdout  # type: ignore[return-value]

    @property
    def fresh(self) -> bool:
        return self.served == 0

    def ask(self, request: Request, seconds: float) -> Answer:
        """The answer; ``late`` is set where there was none in so many seconds."""
        timer = threading.Timer(seconds, self._stop_late)
        timer.daemon = True
        timer.start()
        try:
            write(self._stdin, request)
            answer: Answer = read(self._stdout, Answer, MAX_ANSWER)
        except (OSError, EOFError, ValueError, msgspec.MsgspecError) as error:
            self.close()
            raise Broken(self._end()) from error
        except BaseException:
            self.close()
            raise
        finally:
            timer.cancel()
        self.served += 1
        return answer

    def _stop_late(self) -> None:
        self.late = True
        self.process.kill()

    def _end(self) -> str:
        code = self.process.returncode
        return f"signal {-code}" if code is not None and code < 0 else f"exit {code}"

    def alive(self) -> bool:
        return self.process.poll() is None

    def close(self) -> None:
        self.process.kill()
        for stream in (self._stdin, self._stdout):
            with contextlib.suppress(OSError):
                stream.close()
        self.process.wait()

    def abandon(self) -> None:
        """In a forked child: the process belongs to the parent."""
        for stream in (self._stdin, self._stdout):
            with contextlib.suppress(OSError):
                stream.close()
        self.process.returncode = 0


def _argument(setting: Setting) -> str:
    return msgspec.json.encode(setting).decode("ascii", "strict")


class _Kept:
    """Workers between two files, by what they were started with."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.workers: list[Worker] = []

    def take(self, setting: Setting) -> Worker:
        with self.lock:
            for worker in list(self.workers):
                if not worker.alive():
                    self.workers.remove(worker)
                    worker.close()
                elif worker.setting == setting:
                    self.workers.remove(worker)
                    return worker
        return Worker(setting)

    def give(self, worker: Worker) -> None:
        with self.lock:
            if worker.alive() and worker.served < _SERVED:
                self.workers.insert(0, worker)
            else:
                worker.close()
            while len(self.workers) > _KEPT:
                self.workers.pop().close()

    def close(self) -> None:
        with self.lock:
            while self.workers:
                self.workers.pop().close()

    def forked(self) -> None:
        self.lock = threading.Lock()
        while self.workers:
            self.workers.pop().abandon()


_kept = _Kept()
atexit.register(_kept.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_kept.forked)


def take(setting: Setting) -> Worker:
    """A worker, kept or new. Raises ``SourceError`` where none can be started."""
    return _kept.take(setting)


def give(worker: Worker) -> None:
    """Keep it for the next file."""
    _kept.give(worker)


def stop_kept_workers() -> None:
    """Ends all that wait; the next file starts new ones."""
    _kept.close()
