"""Work over the processors of this machine."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, ClassVar, TypeVar

from jumpline.errors import UsageError
from jumpline.runner.limits import Limited, Limits, lost

Task = TypeVar("Task")
Result = TypeVar("Result")


class LocalRunner:
    """Processes, or this one when ``workers`` is 1. See ``jumpline.ports.Runner``.

    Workers start fresh (spawn): the same on every system, and safe beside threads. At most two
    tasks a worker wait ahead of the result that is asked for, so that a long list of tasks never
    lies in memory. A task that ends its process, or is out of time or memory, gives ``LostWork``; the
    others are run again. In this process there are no limits.
    """

    name: ClassVar[str] = "local"

    def __init__(self, workers: int | None = None, *, limits: Limits | None = None) -> None:
        if workers is not None and workers < 1:
            raise UsageError(f"{workers} workers can do nothing.", remedy="Give 1 or more.")
        self.workers = workers or os.cpu_count() or 1
        self.limits = limits or Limits()
        self._pool: ProcessPoolExecutor | None = None

    def map(
        self, work: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[Result | Exception]:
        if self.workers == 1:
            return _inline(work, tasks)
        check_sendable(work)
        return self._spread(Limited(work, self.limits), tasks)

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _spread(
        self, work: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[Result | Exception]:
        waiting: deque[tuple[Task, Future[Result] | None]] = deque()
        coming = iter(tasks)
        try:
            while True:
                while len(waiting) < 2 * self.workers:
                    try:
                        task = next(coming)
                    except StopIteration:
                        break
                    waiting.append((task, self._submit(work, task)))
                if not waiting:
                    return
                task, future = waiting.popleft()
                outcome = _outcome(future)
                if isinstance(outcome, BrokenProcessPool):
                    # Which task broke it is unknown: run this one alone, the others anew.
                    self._forget_pool()
                    outcome = _alone(work, task)
                    if isinstance(outcome, BrokenProcessPool):
                        outcome = lost(self.limits)
                    waiting = deque((each, self._submit(work, each)) for each, _ in waiting)
                yield outcome
        finally:
            for _, left in waiting:
                if left is not None:
                    left.cancel()

    def _submit(self, work: Callable[[Task], Result], task: Task) -> Future[Result] | None:
        if self._pool is None:
            self._pool = _pool(self.workers)
        try:
            return self._pool.submit(work, task)
        except BrokenProcessPool:
            return None

    def _forget_pool(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _inline(work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result | Exception]:
    for task in tasks:
        try:
            outcome: Result | Exception = work(task)
        except Exception as error:
            outcome = error
        yield outcome


def _outcome(future: Future[Result] | None) -> Result | Exception:
    if future is None:
        return BrokenProcessPool("the workers had died")
    try:
        return future.result()
    except Exception as error:
        return error


def _alone(work: Callable[[Task], Result], task: Task) -> Result | Exception:
    with _pool(1) as pool:
        return _outcome(pool.submit(work, task))


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def check_sendable(work: Callable[..., Any]) -> None:
    """Raises ``UsageError``."""
    try:
        pickle.dumps(work)
    except Exception as error:
        raise UsageError(
            f"{work!r} cannot be sent to another process.",
            remedy="Give a function that stands at the top level of a module.",
        ) from error
