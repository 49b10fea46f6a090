"""An archive in another store is the same archive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jumpline.archive import Archive, open_archive
from jumpline.cli import run
from jumpline.errors import ArchiveError
from jumpline.model.archive import IssueRecord, SourceFile
from jumpline.moving import move
from jumpline.testing.store_contract import correction, issue_of

from ..postgres_server import Server


def fill(folder: Path, days: int = 12) -> Path:
    with open_archive(folder, create=True) as archive:
        for day in range(1, days + 1):
            source = SourceFile("page-01.md", f"{day}".encode())
            issue = issue_of("a", f"2026-04-{day:02d}", "雪都", f"第{day}篇")
            archive.store.put(issue, [source], reader="r/1")
            if day % 3 == 0:
                archive.store.put(issue_of("a", issue.date, "雪都"), [source], reader="r/2")
        issue = issue_of("a", "2026-04-01")
        archive.correct(issue.id, [correction(issue.id)])
    return folder


def records(archive: Archive) -> dict[str, IssueRecord]:
    return {each.id: archive.store.record(each.id) for each in archive.issues()}


def same(one: str | Path, two: str | Path) -> None:
    with open_archive(one) as a, open_archive(two) as b:
        assert records(a) == records(b)
        assert records(a)
        assert a.changes() == b.changes()
        assert b.verify() == []
        for query in ("", "雪都", "第7篇"):
            assert a.search(query).total == b.search(query).total
        for issue in a.issues():
            for revision in a.revisions(issue.id):
                assert a.get(issue.id, revision.number) == b.get(issue.id, revision.number)
                assert a.sources(issue.id, revision.number) == b.sources(issue.id, revision.number)
            assert a.corrections(issue.id) == b.corrections(issue.id)


def test_there_and_back(postgres: Server, tmp_path: Path) -> None:
    first = fill(tmp_path / "first")
    url = postgres.address(tmp_path / "blobs")
    assert run(["move", str(first), url]) == 0
    same(first, url)
    assert run(["move", url, str(tmp_path / "back")]) == 0
    same(url, tmp_path / "back")
    same(first, tmp_path / "back")


def test_an_interrupted_copy_goes_on(tmp_path: Path) -> None:
    first = fill(tmp_path / "first")
    with open_archive(first) as old, open_archive(tmp_path / "b", create=True) as new:
        store, seen = old.store, []
        give = store.blob

        def failing(digest: str) -> bytes:
            seen.append(digest)
            if len(seen) == 12:
                raise KeyboardInterrupt
            return give(digest)

        store.blob = failing  # type: ignore[method-assign]
        with pytest.raises(KeyboardInterrupt):
            move(old, new)
        assert new.verify() == []
        before = len(new.issues())
        assert 0 < before < 12
        store.blob = give  # type: ignore[method-assign]
        moved = move(old, new)
        assert (moved.copied, moved.same) == (12 - before, before)
        assert move(old, new).copied == 0
    same(first, tmp_path / "b")


def test_what_came_since(tmp_path: Path) -> None:
    first = fill(tmp_path / "first")
    assert run(["backup", str(tmp_path / "b"), "--archive", str(first)]) == 0
    with open_archive(first) as archive:
        issue = issue_of("a", "2026-04-02", "又一版")
        archive.put(issue, [SourceFile("p.md", b"new")], reader="r/3")
        held = archive.corrections("a/2026-04-01").corrections[0].correction
        archive.undo_correction("a/2026-04-01", held.id)
    assert run(["backup", str(tmp_path / "b"), "--archive", str(first)]) == 0
    same(first, tmp_path / "b")
    assert run(["restore", str(tmp_path / "b"), "--archive", str(tmp_path / "c")]) == 0
    same(first, tmp_path / "c")


def spoil(folder: Path, change: Callable[[Path], None]) -> None:
    with open_archive(folder) as archive:
        digest = archive.revisions("a/2026-04-03")[0].digest
    change(folder / "blobs" / digest[:2] / digest[2:])


def test_damage_is_not_copied(tmp_path: Path) -> None:
    first = fill(tmp_path / "first")
    spoil(first, lambda path: path.write_bytes(b"{" + path.read_bytes()[1:-1] + b" "))
    with (
        open_archive(first) as old,
        open_archive(tmp_path / "b", create=True) as new,
        pytest.raises(ArchiveError, match="changed"),
    ):
        move(old, new)


def test_another_history_is_left_alone(tmp_path: Path) -> None:
    first, other = fill(tmp_path / "first", 3), tmp_path / "other"
    with open_archive(other, create=True) as archive:
        mine = issue_of("a", "2026-04-02", "别的")
        archive.put(mine, [], reader="r/9")
    with open_archive(first) as old, open_archive(other) as new:
        with pytest.raises(ArchiveError, match="different histories"):
            move(old, new)
        assert new.get(mine.id) == mine
