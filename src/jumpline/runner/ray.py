"""Work over the machines of a Ray cluster."""

from __future__ import annotations

import logging
import os
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, TypeVar

from jumpline.errors import JumplineError, MissingExtra, UsageError
from jumpline.runner.limits import Limited, Limits, lost
from jumpline.runner.local import check_sendable

Task = TypeVar("Task")
Result = TypeVar("Result")


class RayRunner:
    """See ``jumpline.ports.Runner``.

    ``address`` is that of a running cluster (``HOST:6379``, or ``auto`` on one of its machines);
    without one a cluster of this machine is started, with ``workers`` processors, and ended by
    ``close``. At most two tasks for each processor of the cluster wait ahead of the result that is
    asked for: tasks are taken, and results are held, as they are needed. A task whose worker or
    machine is lost is run again elsewhere, and so is one whose result was lost with its machine; one
    that ends its worker ``retries`` times more gives ``LostWork``. All machines need the same jumpline.
    """

    name: ClassVar[str] = "ray"

    def __init__(
        self,
        address: str | None = None,
        *,
        workers: int | None = None,
        limits: Limits | None = None,
        retries: int = 3,
    ) -> None:
        if workers is not None and workers < 1:
            raise UsageError(f"{workers} workers can do nothing.", remedy="Give 1 or more.")
        self._ray = _imported()
        self._address = address or None
        self._workers = workers
        self._limits = limits or Limits()
        self._retries = retries
        self._mine = False

    def map(
        self, work: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[Result | Exception]:
        check_sendable(work)
        self._connect()
        return self._spread(work, tasks)

    def close(self) -> None:
        if self._mine:
            self._ray.shutdown()
            self._mine = False

    def _spread(
        self, work: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[Result | Exception]:
        run = self._ray.remote(_run).options(max_retries=self._retries, num_cpus=1)
        limited: Limited[Task, Result] = Limited(work, self._limits)
        waiting: deque[Any] = deque()
        coming = iter(tasks)
        more = True
        try:
            while True:
                ahead = 2 * self._processors()
                while more and len(waiting) < ahead:
                    try:
                        waiting.append(run.remote(limited, next(coming)))
                    except StopIteration:
                        more = False
                if not waiting:
                    return
                yield self._outcome(waiting.popleft())
        finally:
            for left in waiting:
                self._ray.cancel(left, force=True)

    def _outcome(self, reference: Any) -> Any:
        errors = self._ray.exceptions
        try:
            return self._ray.get(reference)
        except errors.RayTaskError as error:
            # What the task raised; Ray wraps it to add where.
            cause = error.cause
            return cause if isinstance(cause, Exception) else error
        except (errors.WorkerCrashedError, errors.OutOfMemoryError):
            return lost(self._limits)
        except errors.RayError as error:
            raise JumplineError(
                f"the cluster lost a task for good ({' '.join(str(error).split())[:200]}).",
                where=self._address,
                remedy="What was finished is kept; run it again.",
            ) from error

    def _processors(self) -> int:
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def _connect(self) -> None:
        if self._ray.is_initialized():
            return
        told: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False}
        if self._address is None:
            told |= {"num_cpus": self._workers, "include_dashboard": False}
        try:
            with warnings.catch_warnings():
                # Of Ray's own making.
                warnings.simplefilter("ignore")
                self._ray.init(address=self._address or "local", **told)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise JumplineError(
                f"the cluster does not answer ({' '.join(str(error).split())[:200]}).",
                where=self._address,
                remedy="Start it with `ray start --head`, or check the address.",
            ) from error
        self._mine = True


def _run(limited: Limited[Any, Any], task: Any) -> Any:
    return limited(task)


def _imported() -> Any:
    # Ray tells its maker what it is used for, unless it is told not to.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import ray
    except ImportError as error:
        raise MissingExtra(
            "the runner ray needs the extra ray.", remedy="pip install 'jumpline[ray]'"
        ) from error
    return ray
