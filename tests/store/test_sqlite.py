from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jumpline.errors import ArchiveError, NotFound
from jumpline.store.sqlite import SqliteStore
from jumpline.testing.store_contract import READER, issue_of

from .sql_contract import SOURCES, SqlContract


class TestContract(SqlContract):
    @pytest.fixture
    def new_store(self, tmp_path: Path) -> Iterator[Callable[[], SqliteStore]]:
        opened: list[SqliteStore] = []
        numbers = itertools.count()

        def new() -> SqliteStore:
            opened.append(SqliteStore(tmp_path / str(next(numbers)), create=True))
            return opened[-1]

        yield new
        for store in opened:
            store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "a", create=True)
    yield store
    store.close()


def blob_of(store: SqliteStore, digest: str) -> Path:
    return store.folder / "blobs" / digest[:2] / digest[2:]


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="jumpline add"):
        SqliteStore(tmp_path / "none")
    with pytest.raises(NotFound):
        SqliteStore(tmp_path / "none", create=True, read_only=True)
    assert not (tmp_path / "none").exists()


def test_reopening(tmp_path: Path) -> None:
    issue = issue_of("a", "2026-04-07", "雪都")
    first = SqliteStore(tmp_path / "a", create=True)
    first.put(issue, SOURCES, reader=READER)
    first.close()
    second = SqliteStore(tmp_path / "a", read_only=True)
    assert second.get(issue.id) == issue
    with pytest.raises(ArchiveError, match="read-only"):
        second.put(issue, SOURCES, reader=READER)
    second.close()
    second.close()
    with pytest.raises(ArchiveError, match="closed"):
        second.get(issue.id)


def test_a_newer_archive(store: SqliteStore) -> None:
    store.close()
    connection = sqlite3.connect(store.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for read_only in (True, False):
        with pytest.raises(ArchiveError, match="Upgrade"):
            SqliteStore(store.folder, read_only=read_only)


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_broken_database(store: SqliteStore, content: bytes) -> None:
    store.put(issue_of(), [], reader=READER)
    store.close()
    for name in ("archive.sqlite-wal", "archive.sqlite-shm"):
        (store.folder / name).unlink(missing_ok=True)
    store.path.write_bytes(content)
    with pytest.raises(ArchiveError):
        SqliteStore(store.folder, read_only=True)


def test_damaged_pages_are_found(store: SqliteStore) -> None:
    for day in range(1, 29):
        store.put(issue_of("a", f"2026-04-{day:02d}", "雪都"), SOURCES, reader=READER)
    store.close()
    data = bytearray(store.path.read_bytes())
    data[-8192:] = b"\x55" * 8192
    store.path.write_bytes(data)
    again = SqliteStore(store.folder)
    assert {damage.kind for damage in again.verify()} == {"database"}
    again.close()


def test_locked(store: SqliteStore) -> None:
    other = SqliteStore(store.folder, timeout=0.1)
    with store._lock.held(), pytest.raises(ArchiveError, match="Wait"):
        other.put(issue_of(), [], reader=READER)
    other.put(issue_of(), [], reader=READER)
    other.close()


def test_locked_by_another_program(store: SqliteStore) -> None:
    other = SqliteStore(store.folder, timeout=0.1)
    connection = sqlite3.connect(store.path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ArchiveError, match="Wait"):
        other.put(issue_of(), [], reader=READER)
    connection.execute("ROLLBACK")
    connection.close()
    other.close()


def test_damage_of_blobs(store: SqliteStore) -> None:
    issue = issue_of("a", "2026-04-07", "雪都")
    store.put(issue, SOURCES, reader=READER)
    digest = store.revisions(issue.id)[0].digest
    blob_of(store, digest).write_bytes(b"{}")
    (damage,) = store.verify()
    assert (damage.kind, damage.where) == ("wrong-digest", "a/2026-04-07 revision 1")
    with pytest.raises(ArchiveError, match="changed"):
        store.get(issue.id)
    blob_of(store, digest).unlink()
    (damage,) = store.verify()
    assert damage.kind == "missing-blob"
    assert store.finished(SOURCES, reader=READER) == {}
    assert store.put(issue, SOURCES, reader=READER).status == "same"
    assert list(store.verify()) == []
    assert store.get(issue.id) == issue


def test_damage_of_rows(store: SqliteStore) -> None:
    issue = issue_of("a", "2026-04-07", "雪都")
    store.put(issue, SOURCES, reader=READER)
    store.put(issue, SOURCES[:1], reader=READER)
    connection = sqlite3.connect(store.path)
    connection.execute("DELETE FROM articles")
    connection.execute("DELETE FROM revisions WHERE number = 1")
    connection.commit()
    connection.close()
    kinds = [damage.kind for damage in store.verify()]
    assert kinds == ["reference"] * 2
    connection = sqlite3.connect(store.path)
    connection.execute("DELETE FROM sources WHERE number = 1")
    connection.commit()
    connection.close()
    assert sorted(damage.kind for damage in store.verify()) == ["reference", "revision"]


def test_sweep(store: SqliteStore) -> None:
    issue = issue_of("a", "2026-04-07", "雪都")
    store.put(issue, SOURCES, reader=READER)
    store.blobs.put(b"left by a kill")
    (store.folder / "blobs" / "ab").mkdir(exist_ok=True)
    (store.folder / "blobs" / "ab" / "cd.1.part").write_bytes(b"half")
    assert store.sweep() == 2
    assert store.sweep() == 0
    assert list(store.verify()) == []


def test_blobs_elsewhere(tmp_path: Path) -> None:
    place = "memory://jumpline-test-blobs"
    first = SqliteStore(tmp_path / "a", create=True, blobs=place)
    issue = issue_of("a", "2026-04-07", "雪都")
    first.put(issue, SOURCES, reader=READER)
    first.close()
    second = SqliteStore(tmp_path / "a")
    assert second.get(issue.id) == issue
    assert second.sources(issue.id) == SOURCES
    assert list(second.verify()) == []
    second.blobs.put(b"left by a kill")
    assert second.sweep() == 1
    second.close()
    with pytest.raises(ArchiveError, match="elsewhere"):
        SqliteStore(tmp_path / "a", blobs="memory://other")
    assert not (tmp_path / "a" / "blobs").exists()
