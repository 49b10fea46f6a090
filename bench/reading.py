#!/usr/bin/env python3
"""What reading a page of text costs, beside a bare NFKC pass over the same text in the same run.

    python bench/reading.py [--json]

The pages are the shipped sample and copies of it with other dates. Also: whether 1,000 pages cost
ten times 100, and what `jumpline --version` costs beside a bare `python -c pass`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import unicodedata

from timing import best

from jumpline.model.archive import SourceFile
from jumpline.pipeline import read_issues
from jumpline.sample import pages


def issues(count: int) -> list[list[SourceFile]]:
    """``count`` issues of five pages, each of another day."""
    found = []
    for number in range(count):
        day = f"2026年{number // 28 % 12 + 1}月{number % 28 + 1}日".encode()
        found.append(
            [
                SourceFile(name, data.replace("2026年5月12日".encode(), day))
                for name, data in pages().items()
            ]
        )
    return found


def read_all(found: list[list[SourceFile]]) -> int:
    return sum(len(r.issue.pages) for sources in found for r in read_issues(sources))


def fold(found: list[list[SourceFile]]) -> int:
    return sum(
        len(unicodedata.normalize("NFKC", source.data.decode())) for one in found for source in one
    )


def startup(code: list[str], times: int = 15) -> float:
    return statistics.median(
        best(lambda: subprocess.run(code, check=True, capture_output=True), 1) for _ in range(times)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    hundred, thousand = issues(20), issues(200)
    read_all(hundred[:1])
    seconds = best(lambda: read_all(hundred), 3)
    bare = best(lambda: fold(hundred), 3)
    many = best(lambda: read_all(thousand), 1)
    python = startup([sys.executable, "-c", "pass"])
    version = startup([sys.executable, "-m", "jumpline", "--version"])
    figures = {
        "pages_per_second": round(100 / seconds, 1),
        "times_bare_nfkc": round(seconds / bare, 1),
        "thousand_over_hundred": round(many / seconds, 2),
        "version_over_bare_python": round(version / python, 2),
    }
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:28} {value}")


if __name__ == "__main__":
    main()
