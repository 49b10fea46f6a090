#!/usr/bin/env python3
"""What reading a PDF to its articles costs, beside pypdfium2's plain text of the same pages.

python bench/pdf.py [--json] FILE.pdf…
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pypdfium2
from timing import best

from jumpline.pipeline import gather, read_issues


def plain(path: Path) -> int:
    """Pages of a file, after reading the plain text of each."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    for page in document:
        page.get_textpage().get_text_range()
    return len(document)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = []
    for path in options.files:
        pages = plain(path)
        whole = best(lambda path=path: list(read_issues(gather([path]))))
        bare = best(lambda path=path: plain(path))
        rows.append((f"{path.parent.name}/{path.name}", pages, whole / pages, whole / bare))
    if options.json:
        names = ("file", "pages", "seconds_a_page", "times_plain_text")
        print(json.dumps([dict(zip(names, row, strict=True)) for row in rows]))
        return
    for name, pages, seconds, times in rows:
        print(f"{name:44} {pages:3} pages  {seconds:6.3f} s a page  {times:5.1f} times plain text")


if __name__ == "__main__":
    main()
