"""What a file of many pages costs: time and peak memory of `jumpline read`, from 4 pages to 64.

    python bench/peers/scale.py [--json] [--write]

The issue is composed here. Linear is a time a page that stays the same.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import environments
import tables
from catalogue import OURS, PEERS, Peer

SEED, STYLE = 1000, "broadsheet-zh"
SIZES = (4, 8, 16, 32, 64)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument(
        "--write", action="store_true", help="put the table into docs/reference/peers.md"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        found = [measure(pages, Path(place)) for pages in SIZES]
    print(json.dumps(found, indent=1) if given.json else table(found))
    if given.write:
        tables.write_region("scale", table(found))


def measure(pages: int, folder: Path) -> dict[str, Any]:
    from jumpline.compose import compose, invent, load_style

    style = load_style(STYLE)
    path = folder / f"{pages}.pdf"
    issue = invent(SEED, style.language, pages, characters=style.room())
    path.write_bytes(compose(issue, style).pdf)
    print(f"{pages} pages", file=sys.stderr)
    row: dict[str, Any] = {"pages": pages, "file": path.stat().st_size / 1e6}
    for name, peer in ((OURS, Peer(OURS, OURS)), ("base", PEERS[0])):
        words = environments.command(peer, environments.cache())
        runs = [environments.measured([*words, str(path)], 600.0) for _ in range(2)]
        row[name] = min(run.seconds for run in runs)
        row[f"{name}_memory"] = max(run.memory for run in runs)
    return row


def table(rows: list[dict[str, Any]]) -> str:
    lines = [
        "| pages | file, MB | seconds | seconds a page | times plain text | memory, MB |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        seconds, pages = row[OURS], row["pages"]
        lines.append(
            f"| {pages} | {row['file']:.1f} | {seconds:.1f} | {seconds / pages:.2f} "
            f"| {seconds / row['base']:.1f} | {row[f'{OURS}_memory']:.0f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
