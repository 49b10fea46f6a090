"""jumpline beside other tools on the same pages, in one run: what comes out right, and what it costs.

    python bench/peers [--pages FOLDER] [--only NAME…] [--json] [--write]

The pages are composed from seeds here, which anybody can do again; with --pages also those of every
folder below FOLDER that holds a gold.json and a PDF. The tools are installed by this command, each
in an environment of its own, the first time; one that cannot be had, or fails, is left out with the
reason. Composing needs the extra `compose` and its fonts.
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
from environments import Run, Unavailable
from marks import mark, mean
from material import Case, composed, folders
from outcome import Outcome, from_issue, from_text

#: Processes that end so soon are run again, and the faster run counts.
SOON = 6.0


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python bench/peers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--pages", type=Path, metavar="FOLDER", help="other people's pages, too")
    parser.add_argument(
        "--only", nargs="+", metavar="NAME", help=", ".join([OURS, *(p.name for p in PEERS)])
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument(
        "--write", action="store_true", help="put the tables into docs/reference/peers.md"
    )
    parser.add_argument("--cache", type=Path, default=environments.cache(), metavar="FOLDER")
    parser.add_argument("--limit", type=float, default=240.0, help="seconds a file", metavar="N")
    given = parser.parse_args()
    peers = [Peer(OURS, OURS), *PEERS]
    if given.only:
        peers = [peer for peer in peers if peer.name in given.only]
    with tempfile.TemporaryDirectory() as place:
        sets = {"composed": composed(Path(place))}
        if given.pages:
            sets["others"] = folders(given.pages)
        results = measure(sets, peers, given.cache, given.limit)
    for name, result in results.items():
        if given.write:
            tables.write_region(name, tables.markdown(result))
        if not given.json:
            print(f"{name}: {tables.terminal(result)}\n")
    if given.json:
        print(json.dumps(results, ensure_ascii=False, indent=1))


def measure(
    sets: dict[str, list[Case]], peers: list[Peer], cache: Path, limit: float
) -> dict[str, dict[str, Any]]:
    results: dict[str, dict[str, Any]] = {
        name: {
            "issues": len(cases),
            "pages": sum(case.pages for case in cases),
            "names": [case.name for case in cases],
            "tools": [],
            "skipped": [],
        }
        for name, cases in sets.items()
    }
    for peer in peers:
        print(peer.name, file=sys.stderr)
        reason = None
        try:
            words = environments.command(peer, cache)
            version = environments.version(peer)
        except Unavailable as error:
            reason = str(error)
        for name, cases in sets.items():
            row = {"name": peer.name, "label": peer.label}
            if reason is None:
                try:
                    row |= {"version": version, **_row(peer, words, cases, limit)}
                    results[name]["tools"].append(row)
                    continue
                except Unavailable as error:
                    reason = str(error)
            results[name]["skipped"].append(row | {"reason": reason})
    return results


def _row(peer: Peer, words: list[str], cases: list[Case], limit: float) -> dict[str, Any]:
    """A tool on a set. Raises ``Unavailable`` when it fails on the first file, or on all."""
    marks, failed, each = [], [], {}
    seconds = memory = 0.0
    for number, case in enumerate(cases):
        try:
            run = _best([*words, str(case.pdf)], limit)
            outcome = from_issue(run.output) if peer.name == OURS else from_text(run.output)
            if not outcome.whole:
                failed.append(case.name)
        except Unavailable as error:
            if number == 0:
                raise
            print(f"{peer.name}, {case.name}: {error}", file=sys.stderr)
            failed.append(case.name)
            run, outcome = Run("", 0.0, 0.0), Outcome([], [[]], "")
        found = mark(case, outcome)
        marks.append(found)
        seconds += run.seconds
        memory = max(memory, run.memory)
        each[case.name] = {**mean([found]), "seconds": run.seconds / case.pages}
    if len(failed) == len(cases):
        raise Unavailable("it gives no text for any of these pages")
    pages = sum(case.pages for case in cases)
    return {
        "figures": mean(marks),
        "seconds": seconds / pages,
        "memory": memory,
        "failed": failed,
        "issues": each,
    }


def _best(words: list[str], limit: float) -> Run:
    run = environments.measured(words, limit)
    if run.seconds < SOON:
        run = min(run, environments.measured(words, limit), key=lambda each: each.seconds)
    return run


if __name__ == "__main__":
    main()
