"""Figures of scanned pages by recogniser and damage: composed pages, degraded, read, scored.

    python bench/scans.py PAGES [--only NAME] [--recogniser rapidocr] [--damage light]

PAGES is a folder of folders, each with one ``*.pdf`` and its ``gold.json``. Prints one row of a
Markdown table for each.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from jumpline.compose.degrade import HEAVY, LIGHT, MEDIUM, degrade
from jumpline.model.archive import SourceFile
from jumpline.model.codec import encode
from jumpline.model.scan import Recognition
from jumpline.pipeline import read_issues
from jumpline.scoring import score_issue

DAMAGE = {"light": LIGHT, "medium": MEDIUM, "heavy": HEAVY}
FIGURES = ("article_f1", "headline", "paragraph_f1", "text_ned")


def row(folder: Path, recogniser: str, damage: str) -> str:
    """The figures of one folder against their gold, and the seconds that a page took."""
    pdf = next(iter(sorted(folder.glob("*.pdf"))))
    scans = degrade(pdf.read_bytes(), DAMAGE[damage], seed=1)
    sources = [SourceFile(f"page-{at:02}.jpg", scan.data) for at, scan in enumerate(scans, 1)]
    begun = time.monotonic()
    readings = list(read_issues(sources, recognition=Recognition(recogniser)))
    seconds = (time.monotonic() - begun) / len(sources)
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    # Pages whose dates were misread fall apart into issues: the largest is scored.
    largest = max(readings, key=lambda each: len(each.issue.articles)).issue
    figures = score_issue(gold, json.loads(encode(largest))).figures
    cells = [f"{figures[name]:.3f}" for name in FIGURES]
    return " | ".join(
        ["| " + folder.name, recogniser, damage, str(len(sources)), *cells, f"{seconds:.0f} |"]
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", type=Path)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--recogniser", action="append", default=[])
    parser.add_argument("--damage", action="append", default=[], choices=list(DAMAGE))
    given = parser.parse_args()
    print(f"| pages | recogniser | damage | scans | {' | '.join(FIGURES)} | s a page |")
    print("|---" * (5 + len(FIGURES)) + "|", flush=True)
    for folder in sorted(path.parent for path in given.pages.glob("*/gold.json")):
        if (given.only and folder.name not in given.only) or not list(folder.glob("*.pdf")):
            continue
        for recogniser in given.recogniser or ["rapidocr", "tesseract"]:
            for damage in given.damage or DAMAGE:
                print(row(folder, recogniser, damage), flush=True)


if __name__ == "__main__":
    main()
