"""Kills an archive's work at every point, and says what is there afterwards.

    python kill_points.py FOLDER WORK PICK

Run as a program of its own: it forks, which threads would not survive. Prints a line of JSON for
each point: what it is, whether the archive was whole after it, what it held, and what it held when
the work had been done once more.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from jumpline.archive import Archive, open_archive
from jumpline.model.archive import SourceFile
from jumpline.moving import move
from jumpline.testing.killing import count_points, run_killed
from jumpline.testing.store_contract import correction, issue_of

SOURCES = [SourceFile("page-01.md", b"one"), SourceFile("page-02.md", b"two")]
FIRST, SECOND = issue_of("a", "2026-04-07", "雪都"), issue_of("a", "2026-04-08", "花海", "贷款")


def begin(folder: Path) -> None:
    with open_archive(folder, create=True) as archive:
        archive.put(FIRST, SOURCES, reader="r/1")


def add(folder: Path) -> None:
    with open_archive(folder, create=True) as archive:
        archive.put(SECOND, [SOURCES[1], SourceFile("p.md", b"three")], reader="r/1")
        archive.put(issue_of("a", FIRST.date, "雪都", "又一篇"), SOURCES, reader="r/2")


def correct(folder: Path) -> None:
    with open_archive(folder) as archive:
        archive.correct(FIRST.id, [correction(FIRST.id)])


def rebuild(folder: Path) -> None:
    with open_archive(folder) as archive:
        archive.reindex()


def copy(folder: Path) -> None:
    with open_archive(folder) as old, open_archive(folder / "copy", create=True) as new:
        move(old, new)


WORKS: dict[str, Callable[[Path], None]] = {
    "make": add,
    "add": add,
    "correct": correct,
    "rebuild": rebuild,
    "move": copy,
}


def state(archive: Archive) -> object:
    issues = archive.issues()
    return {
        "whole": not archive.verify(),
        "issues": {
            each.id: [revision.digest for revision in archive.revisions(each.id)] for each in issues
        },
        "corrections": sum(len(archive.corrections(each.id).corrections) for each in issues),
        "found": sorted(hit.article for hit in archive.search("", limit=99).hits),
    }


def seen(folder: Path) -> list[object]:
    found = []
    for place in (folder, folder / "copy"):
        if (place / "archive.sqlite").is_file():
            with open_archive(place, create=True) as archive:
                found.append(state(archive))
    return found


def main() -> None:
    root, name, pick = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    work = WORKS[name]
    start = root / "start"
    if name != "make":
        begin(start)
    else:
        start.mkdir(parents=True)

    def fresh(which: str) -> Path:
        return Path(shutil.copytree(start, root / which))

    whole = fresh("whole")
    before = seen(start)
    points = count_points(lambda: work(whole))
    print(json.dumps({"before": before, "after": seen(whole), "points": len(points)}), flush=True)
    for number in range(0, len(points), pick):
        folder = fresh(str(number))
        killed = run_killed(lambda folder=folder: work(folder), number)  # type: ignore[misc]
        then = seen(folder)
        work(folder)
        told = {"point": points[number], "killed": killed, "then": then, "again": seen(folder)}
        print(json.dumps(told), flush=True)
        shutil.rmtree(folder)


main()
