#!/usr/bin/env python3
"""What writing an issue costs in each format, beside reading the same issue in the same run.

    python bench/exports.py [--json] [--many 1000]

The issue is an invented one of four pages, composed, and read from its PDF. ``--many`` also exports
that many issues one after the other, and tells how far memory grew.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from timing import best

from jumpline import plugins
from jumpline.batches import Given, export_many
from jumpline.compose import compose, invent, load_style
from jumpline.exporting import export
from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.model.rekey import rekey
from jumpline.pipeline import read_issues
from jumpline.runner.local import LocalRunner


def read(source: SourceFile) -> Issue:
    (reading,) = read_issues([source])
    return reading.issue


def _picture() -> bytes:
    """A page at 100 dots to the inch, for the searchable PDF."""
    held = io.BytesIO()
    Image.new("L", (1535, 2126), 250).save(held, "PNG")
    return held.getvalue()


def grown(issue: Issue, count: int) -> tuple[float, float]:
    """Megabytes that memory grew by from the first tenth of many issues to all; seconds of all."""
    peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # noqa: E731
    early = 0.0

    def issues() -> Iterator[Given]:
        nonlocal early
        for number in range(count):
            if number == count // 10:
                early = peak()
            yield rekey(issue, f"paper-{number}"), ()

    with TemporaryDirectory() as folder:
        start = time.perf_counter()
        export_many(issues(), "jsonl", Path(folder) / "out", runner=LocalRunner(1))
        return peak() - early, time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--many", type=int, default=0, help="how many issues one after the other")
    arguments = parser.parse_args()
    style = load_style("broadsheet-zh")
    printed = compose(invent(3, "zh-Hans", pages=4, characters=style.room()), style)
    source = SourceFile("issue.pdf", printed.pdf)
    issue = read(source)
    pictures = [SourceFile(f"{page.number}.png", _picture()) for page in issue.pages]
    reading = best(lambda: read(source), 3)
    seconds = {
        name: best(lambda name=name: export(issue, name, {}, pictures), 5)
        for name in plugins.names("exporters")
    }
    told = {
        "pages": len(issue.pages),
        "reading_s": round(reading, 4),
        "exports_s": {name: round(value, 4) for name, value in seconds.items()},
        "share_of_reading": {name: round(value / reading, 4) for name, value in seconds.items()},
    }
    if arguments.many:
        growth, total = grown(issue, arguments.many)
        told |= {"many": arguments.many, "grew_mb": round(growth, 1), "many_s": round(total, 1)}
    if arguments.json:
        print(json.dumps(told, indent=1))
        return
    print(f"reading {len(issue.pages)} pages of PDF: {reading:.3f} s")
    for name, value in sorted(seconds.items(), key=lambda each: each[1]):
        print(f"{name:9} {value * 1000:8.1f} ms  {value / reading:7.2%} of reading")
    if arguments.many:
        print(f"{arguments.many} issues: {total:.1f} s, memory grew by {growth:.1f} MB")


if __name__ == "__main__":
    main()
