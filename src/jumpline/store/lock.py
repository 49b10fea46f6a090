"""A lock file that the operating system releases when its holder dies."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jumpline.errors import ArchiveError

_POLL_SECONDS = 0.02


class FileLock:
    """Held by one thread of one process at a time; a holder may enter it again.

    The file is never deleted: deleting it would let two holders lock two files of one name.
    """

    def __init__(self, path: Path, *, timeout: float = 60.0) -> None:
        self.path = path
        self.timeout = timeout
        self._threads = threading.RLock()
        self._depth = 0
        self._handle = -1

    @contextmanager
    def held(self) -> Iterator[None]:
        """Waits up to ``timeout`` seconds, then raises ``ArchiveError``."""
        deadline = time.monotonic() + self.timeout
        if not self._threads.acquire(timeout=self.timeout):
            raise self._busy()
        try:
            if self._depth == 0:
                self._handle = self._lock_file(deadline)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    _unlock(self._handle)
                    os.close(self._handle)
                    self._handle = -1
        finally:
            self._threads.release()

    def _lock_file(self, deadline: float) -> int:
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise ArchiveError(
                f"the lock file cannot be opened ({error.strerror}).",
                where=str(self.path),
                remedy="Give write permission to its folder, or open the archive read-only.",
            ) from error
        while not _try_lock(handle):
            if time.monotonic() >= deadline:
                os.close(handle)
                raise self._busy()
            time.sleep(_POLL_SECONDS)
        return handle

    def _busy(self) -> ArchiveError:
        return ArchiveError(
            f"another process has been writing to this archive for {self.timeout:.0f} seconds.",
            where=str(self.path),
            remedy="Wait until it has finished, then try again.",
        )


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
