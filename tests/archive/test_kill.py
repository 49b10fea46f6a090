"""kill -9 at any moment: nothing that was reported as added is lost, nothing is doubled."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from jumpline.archive import open_archive

#: 200 by `JUMPLINE_KILL_ROUNDS=200`.
ROUNDS = int(os.environ.get("JUMPLINE_KILL_ROUNDS", "8"))

# Every third issue is put again, changed; every fifth again as it was; every seventh is corrected;
# now and then the index is built anew, or all is copied to another archive.
WRITER = """
import sys
from jumpline.archive import open_archive
from jumpline.model.archive import SourceFile
from jumpline.moving import move
from jumpline.testing.store_contract import correction, issue_of

folder, start = sys.argv[1], int(sys.argv[2])
with open_archive(folder, create=True) as archive:
    print("open", flush=True)
    for number in range(start, start + 10_000):
        day = f"{1900 + number // 336}-{number // 28 % 12 + 1:02d}-{number % 28 + 1:02d}"
        source = SourceFile("page-01.md", f"{number}".encode() * 2000)
        versions = [("雪都", f"第{number}篇")]
        if number % 3 == 0:
            versions.append(("花海", f"第{number}篇", "又一篇"))
        if number % 5 == 0:
            versions.append(versions[-1])
        for headlines in versions:
            added = archive.put(issue_of("a", day, *headlines), [source], reader="test/1")
            print(added.issue, added.revision, len(headlines), flush=True)
        if number % 7 == 3:
            archive.correct(added.issue, [correction(added.issue)])
        if number % 11 == 5:
            archive.reindex()
        if number % 13 == 6:
            with open_archive(folder + "-copy", create=True) as copy:
                move(archive, copy)
"""


def run_until_killed(folder: Path, start: int, seconds: float) -> list[str]:
    """Lines that the writer finished before it died."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(start)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
        encoding="utf-8",
    ) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        opened = writer.stdout.readline()
        assert opened == "open\n", writer.stderr.read()
        timer = threading.Timer(seconds, writer.kill)
        timer.start()
        lines = writer.stdout.read().split("\n")
        timer.join()
        assert not writer.stderr.read()
    return lines[:-1]


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path: Path) -> None:
    # The moment is chance on purpose, and printed by a failing assertion through the issues' ids.
    moments = random.Random(20260407)
    folder = tmp_path / "archive"
    reported: dict[str, tuple[int, int]] = {}
    for _ in range(ROUNDS):
        # Starting a little before the end puts some issues once more.
        start = max(0, len(reported) - 2)
        for line in run_until_killed(folder, start, moments.uniform(0.0, 1.0)):
            issue, revision, articles = line.split()
            reported[issue] = (int(revision), int(articles))
        with open_archive(folder) as archive:
            assert archive.verify() == []
            kept = {each.id: each for each in archive.issues()}
            assert set(reported) <= set(kept)
            # The one that the kill cut off may be there, unreported.
            assert len(set(kept) - set(reported)) <= 1
            for issue, (revision, articles) in reported.items():
                assert kept[issue].revision >= revision
                assert len(archive.revisions(issue)) == kept[issue].revision
                if kept[issue].revision == revision:
                    assert kept[issue].articles == articles
                    assert len(archive.get(issue).articles) == articles
            for issue in archive.issues():
                corrections = [
                    each.correction.id for each in archive.corrections(issue.id).corrections
                ]
                assert len(set(corrections)) == len(corrections) <= 1
            total = sum(each.articles for each in kept.values())
            hits = archive.search("", limit=total).hits
            assert len({hit.article for hit in hits}) == len(hits) == total
        copied = tmp_path / "archive-copy"
        if (copied / "archive.sqlite").is_file():
            with open_archive(copied, create=True) as copy:
                assert copy.verify() == []
    assert len(reported) > ROUNDS // 2
