"""What happens to machines, and what is left of an archive after it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jumpline.archive import open_archive
from jumpline.model.archive import SourceFile
from jumpline.store.sqlite import SqliteStore
from jumpline.testing.store_contract import READER, issue_of

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
#: Every point by `JUMPLINE_KILL_EVERY=1`; a sample of them else.
EVERY = int(os.environ.get("JUMPLINE_KILL_EVERY", "9"))


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize("work", ["make", "add", "correct", "rebuild", "move"])
def test_killed_at_every_point(work: str, tmp_path: Path) -> None:
    done = python(str(HERE / "kill_points.py"), str(tmp_path / "a"), work, str(EVERY))
    assert done.returncode == 0, done.stderr[-2000:]
    first, *points = (json.loads(line) for line in done.stdout.splitlines())
    assert len(points) * EVERY >= first["points"] > 10
    for told in points:
        assert told["killed"], told
        for state in [*told["then"], *told["again"]]:
            assert state["whole"], told
        # What was there before is there, and nothing twice.
        for before, then in zip(first["before"], told["then"], strict=False):
            for issue, digests in before["issues"].items():
                assert then["issues"][issue][: len(digests)] == digests, told
            assert len(set(then["found"])) == len(then["found"])
        # Done once more, it is as if nothing had happened.
        again = [(s["corrections"], s["found"], list(s["issues"])) for s in told["again"]]
        after = [(s["corrections"], s["found"], list(s["issues"])) for s in first["after"]]
        assert again == after, told
        for s, t in zip(told["again"], first["after"], strict=True):
            assert {k: v[-1] for k, v in s["issues"].items()} == {
                k: v[-1] for k, v in t["issues"].items()
            }


# Adds until something is refused, and says what it was told.
_FILL = """
import resource, signal, sys
from jumpline.archive import open_archive
from jumpline.errors import JumplineError
from jumpline.model.archive import SourceFile
from jumpline.testing.store_contract import issue_of
if sys.argv[2] != "0":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    with open_archive(sys.argv[1], create=True) as archive:
        for day in range(1, 13):
            source = SourceFile("p.md", bytes(range(256)) * 1024 * day)
            archive.put(issue_of("a", f"2026-04-{day:02d}", *["雪都"] * day), [source], reader="r")
            print(day, flush=True)
except JumplineError as error:
    print(type(error).__name__, error, file=sys.stderr)
"""


@pytest.mark.parametrize("limit", [40_000, 900_000])
def test_a_file_that_cannot_grow(tmp_path: Path, limit: int) -> None:
    done = python("-c", _FILL, str(tmp_path / "a"), str(limit))
    assert "ArchiveError" in done.stderr
    assert "Traceback" not in done.stderr
    reported = len(done.stdout.split())
    again = python("-c", _FILL, str(tmp_path / "a"), "0")
    assert len(again.stdout.split()) == 12, again.stderr
    with open_archive(tmp_path / "a") as archive:
        assert archive.verify() == []
        assert len(archive.issues()) == 12
        assert all(len(archive.revisions(each.id)) == 1 for each in archive.issues())
    assert reported < 12


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be had by root only")
    return folder


def test_a_full_disk(small_disk: Path) -> None:
    try:
        done = python("-c", _FILL, str(small_disk / "a"), "0")
        assert "ArchiveError" in done.stderr
        assert "Traceback" not in done.stderr
        reported = [int(day) for day in done.stdout.split()]
        subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
        with open_archive(small_disk / "a") as archive:
            assert archive.verify() == []
            kept = [each.id for each in archive.issues()]
            assert {f"a/2026-04-{day:02d}" for day in reported} <= set(kept)
            assert len(kept) <= len(reported) + 1
        again = python("-c", _FILL, str(small_disk / "a"), "0")
        assert len(again.stdout.split()) == 12, again.stderr
        with open_archive(small_disk / "a") as archive:
            assert archive.verify() == []
    finally:
        subprocess.run(["umount", str(small_disk)], check=True)


def test_a_read_only_disk(tmp_path: Path) -> None:
    with open_archive(tmp_path / "a", create=True) as archive:
        archive.put(issue_of("a", "2026-04-07", "雪都"), [], reader=READER)
    place = str(tmp_path / "a")
    for command in (["mount", "--bind", place, place], ["mount", "-o", "remount,ro,bind", place]):
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("a read-only disk can be had by root only")
    try:
        done = python("-c", _FILL, place, "0")
        assert "ArchiveError" in done.stderr
        assert "Traceback" not in done.stderr
        with open_archive(place, read_only=True) as archive:
            assert archive.verify() == []
            assert archive.search("雪都").total == 1
            assert len(archive.issues()) == 1
    finally:
        subprocess.run(["umount", place], check=True)


def test_the_clock_goes_backwards(tmp_path: Path) -> None:
    days = iter(range(28, 0, -1))
    store = SqliteStore(
        tmp_path / "a", create=True, now=lambda: datetime(2026, 5, next(days), tzinfo=UTC)
    )
    for number in range(4):
        issue = issue_of("a", "2026-04-07", f"第{number}篇")
        store.put(issue, [SourceFile("p.md", b"one")], reader=READER)
        store.put(issue_of("b", f"2026-04-0{number + 1}"), [], reader=READER)
    assert [each.number for each in store.revisions("a/2026-04-07")] == [1, 2, 3, 4]
    assert store.get("a/2026-04-07").articles[0].headline == ("第3篇",)
    assert list(store.changed_since(6)) == ["a/2026-04-07", "b/2026-04-04"]
    assert list(store.verify()) == []
    store.close()


_WRITER = """
import sys
from jumpline.archive import open_archive
from jumpline.model.archive import SourceFile
from jumpline.testing.store_contract import issue_of
with open_archive(sys.argv[1], create=True) as archive:
    for day in range(1, 7):
        for name in (sys.argv[2], "both"):
            issue = issue_of(name, f"2026-04-{day:02d}", "雪都")
            archive.put(issue, [SourceFile("p.md", f"{name} {day}".encode())], reader="r")
"""


def test_two_writers(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path / "a"), name], env=environment
        )
        for name in ("one", "two")
    ]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    with open_archive(tmp_path / "a") as archive:
        assert archive.verify() == []
        assert len(archive.issues()) == 18
        assert all(len(archive.revisions(each.id)) == 1 for each in archive.issues())
        assert archive.search("雪都").total == 18
