"""How long something takes, for the scripts beside this one."""

from __future__ import annotations

import time
from collections.abc import Callable


def best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the fastest of several runs: the least disturbed one."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)
