#!/usr/bin/env python3
"""What reading METS and ALTO to sheets costs, beside lxml merely parsing the same files.

python bench/alto.py [--json] FOLDER…

The ratio is lxml's time over ours, the median of several turns in one run, each of which does both: 0.5
means that reading takes twice as long as parsing.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from lxml import etree

from jumpline.bundles import sheets_of
from jumpline.gathering import gather
from jumpline.readers.recognised.xml import root_name


def once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def parse(texts: list[bytes]) -> None:
    for text in texts:
        etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = []
    for folder in options.folders:
        sources = [
            source
            for source in gather([folder])
            if root_name(source.data[:65536]) in ("alto", "mets")
        ]
        texts = [source.data for source in sources]
        size = sum(map(len, texts)) / 1e6
        list(sheets_of(sources))
        turns = []
        for _ in range(9):
            bare = once(lambda texts=texts: parse(texts))
            ours = once(lambda sources=sources: list(sheets_of(sources)))
            turns.append((bare / ours, bare, ours))
        ratio, bare, ours = median(turns)
        rows.append((folder.name, len(texts), size / ours, size / bare, ratio))
    if options.json:
        names = ("folder", "files", "mb_a_second", "lxml_mb_a_second", "ratio")
        print(json.dumps([dict(zip(names, row, strict=True)) for row in rows]))
        return
    for name, files, ours, bare, ratio in rows:
        print(
            f"{name:40} {files:3} files {ours:6.1f} MB/s, lxml {bare:6.1f} MB/s, ratio {ratio:.2f}"
        )


if __name__ == "__main__":
    main()
