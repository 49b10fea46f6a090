"""What one task may cost in a worker: a bound that it cannot talk its way out of."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

import msgspec

from jumpline.errors import LostWork

Task = TypeVar("Task")
Result = TypeVar("Result")

#: What a worker ends with when its task is out of time.
OUT_OF_TIME = 75


class Limits(msgspec.Struct, frozen=True):
    """``seconds`` by the clock; ``memory`` in bytes of data beyond what the worker has already
    (Linux only). The worker of a task that is out of time is ended; one that is out of memory gets
    a ``MemoryError``."""

    seconds: float = 1800.0
    memory: int = 8 * 1024**3


class Limited(msgspec.Struct, Generic[Task, Result], frozen=True):
    """``work`` under limits, to be sent to a worker. Not for the process that waits."""

    work: Callable[[Task], Result]
    limits: Limits

    def __call__(self, task: Task) -> Result:
        timer = threading.Timer(self.limits.seconds, os._exit, (OUT_OF_TIME,))
        timer.daemon = True
        timer.start()
        try:
            with _memory(self.limits.memory):
                return self.work(task)
        except MemoryError as error:
            raise LostWork(
                f"reading it needs more than {self.limits.memory >> 20} MiB.",
                remedy="Give --task-memory, or leave it out.",
            ) from error
        finally:
            timer.cancel()


def lost(limits: Limits) -> LostWork:
    """For a task whose worker ended."""
    return LostWork(
        "the process that read it ended: it broke, or needed more than "
        f"{limits.seconds:.0f} seconds or {limits.memory >> 20} MiB.",
        remedy="Read it alone to see which; --task-seconds and --task-memory give more.",
    )


@contextmanager
def _memory(size: int) -> Iterator[None]:
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _data_now() + size
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data_now() -> int:
    """Bytes of private writable memory, as the limit counts them."""
    with open("/proc/self/status", encoding="ascii") as lines:  # noqa: PTH123
        for line in lines:
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0
