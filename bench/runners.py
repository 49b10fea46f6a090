#!/usr/bin/env python3
"""What reading costs with processes and with Ray: the same invented PDF issues, one and two workers.

    python bench/runners.py [--issues 24] [--json]

Each runner is warmed up by one issue, so that starting it is not counted; PDF pages are read by two
processes of their own besides, as always. Digests of what was read must be equal. On a machine with
two processors two workers share them with the parent and with the processes of the PDF reader.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Callable
from typing import Any

from jumpline.compose import compose, load_style, style_for
from jumpline.compose.invent import invent
from jumpline.model.archive import SourceFile
from jumpline.model.codec import encode
from jumpline.pipeline import read_issues
from jumpline.runner.local import LocalRunner
from jumpline.runner.ray import RayRunner


def printed(count: int) -> list[SourceFile]:
    found = []
    for seed in range(count):
        issue = invent(seed, "zh-Hans", 2)
        style = load_style(style_for(issue.publication.language))
        found.append(SourceFile(f"{seed:04d}/issue.pdf", compose(issue, style, seed=seed).pdf))
    return found


def read(sources: list[SourceFile], runner: Any) -> tuple[float, str]:
    """Seconds, and a digest of all issues."""
    begun = time.perf_counter()
    found = hashlib.sha256()
    for reading in read_issues(sources, runner=runner):
        found.update(encode(reading.issue))
    return time.perf_counter() - begun, found.hexdigest()


RUNNERS: dict[str, Callable[[], Any]] = {
    "this process": lambda: None,
    "local, 1 in a pool": lambda: _Pool(1),
    "local, 2": lambda: LocalRunner(2),
    "ray, 1": lambda: RayRunner(workers=1),
    "ray, 2": lambda: RayRunner(workers=2),
}


class _Pool(LocalRunner):
    """A pool of one process: what two are compared with."""

    def map(self, work: Any, tasks: Any) -> Any:
        from jumpline.runner.limits import Limited

        return self._spread(Limited(work, self.limits), tasks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--issues", type=int, default=24)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    sources = printed(options.issues)
    results: dict[str, float] = {}
    digests = set()
    for name, make in RUNNERS.items():
        runner = make()
        read(sources[:1], runner)
        seconds, digest = read(sources, runner)
        if runner is not None:
            runner.close()
        results[name] = seconds
        digests.add(digest)
        if not options.json:
            pages = 2 * options.issues / seconds
            print(f"{name}: {seconds:.1f} s, {pages:.1f} pages a second", flush=True)
    assert len(digests) == 1, "the bytes differ"
    if options.json:
        print(json.dumps(results))


if __name__ == "__main__":
    main()
