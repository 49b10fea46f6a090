from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from jumpline.errors import ArchiveError, NotFound, UsageError
from jumpline.model.archive import SourceFile
from jumpline.postgres.address import parse_address
from jumpline.postgres.database import Database
from jumpline.store.postgres import PostgresStore
from jumpline.testing.store_contract import READER, issue_of

from ..postgres_server import Server
from .sql_contract import SOURCES, SqlContract

pytestmark = pytest.mark.slow


def opened(
    url: str, *, create: bool = True, read_only: bool = False, timeout: float = 60.0
) -> PostgresStore:
    database = Database(parse_address(url), read_only=read_only, timeout=timeout)
    try:
        return PostgresStore(database, create=create)
    except BaseException:
        database.close()
        raise


class TestContract(SqlContract):
    @pytest.fixture
    def new_store(self, postgres: Server, tmp_path: Path) -> Iterator[Callable[[], PostgresStore]]:
        made: list[PostgresStore] = []
        numbers = itertools.count()

        def new() -> PostgresStore:
            made.append(opened(postgres.address(tmp_path / str(next(numbers)))))
            return made[-1]

        yield new
        for store in made:
            store.close()


@pytest.fixture
def url(postgres: Server, tmp_path: Path) -> str:
    return postgres.address(tmp_path / "blobs")


@pytest.fixture
def store(url: str) -> Iterator[PostgresStore]:
    store = opened(url)
    yield store
    store.close()


def test_addresses() -> None:
    found = parse_address(
        "postgres://ann:secret@db:5433/papers?blobs=s3%3A%2F%2Fb%2Fx&replica=db2&sslmode=require"
    )
    assert found.primary == "postgresql://ann:secret@db:5433/papers?sslmode=require"
    assert found.replica == "postgresql://ann:secret@db2/papers?sslmode=require"
    assert found.shown == "postgresql://ann@db:5433/papers?sslmode=require"
    assert (found.blobs, found.schema, found.pool) == ("s3://b/x", "jumpline", 8)
    for wrong in ("?schema=pg_x", "?schema=a%22b", "?pool=0", "?pool=many", ":x/db"):
        with pytest.raises(UsageError):
            parse_address(f"postgresql://db{wrong}")


def test_nothing_there(postgres: Server, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="jumpline add"):
        opened(postgres.address(None), create=False)
    with pytest.raises(ArchiveError, match="blobs="):
        opened(postgres.address(None))
    with pytest.raises(ArchiveError, match="does not answer"):
        opened(f"postgresql://jumpline@/postgres?host={tmp_path}")


def test_reopening(store: PostgresStore, url: str) -> None:
    issue = issue_of("a", "2026-04-07", "雪都")
    store.put(issue, SOURCES, reader=READER)
    plain = "&".join(part for part in url.split("&") if not part.startswith("blobs="))
    second = opened(plain, create=False, read_only=True)
    assert second.get(issue.id) == issue
    assert second.sources(issue.id) == SOURCES
    with pytest.raises(ArchiveError, match="read-only"):
        second.put(issue, SOURCES, reader=READER)
    second.close()
    with pytest.raises(ArchiveError, match="closed"):
        second.get(issue.id)
    with pytest.raises(ArchiveError, match="elsewhere"):
        opened(f"{plain}&blobs=/elsewhere")


def test_a_newer_archive(store: PostgresStore, url: str) -> None:
    store._run("UPDATE meta SET value = '99' WHERE key = 'version'")
    for read_only in (True, False):
        with pytest.raises(ArchiveError, match="Upgrade"):
            opened(url, read_only=read_only)


def test_one_writer_at_a_time(store: PostgresStore, url: str) -> None:
    other = opened(url, timeout=0.1)
    with store._held(), pytest.raises(ArchiveError, match="Wait"):
        other.put(issue_of(), [], reader=READER)
    assert other.put(issue_of(), [], reader=READER).status == "new"
    other.close()


def test_damage_of_rows(store: PostgresStore, postgres: Server) -> None:
    issue = issue_of("a", "2026-04-07", "雪都")
    store.put(issue, SOURCES, reader=READER)
    store.put(issue, SOURCES[:1], reader=READER)
    schema = store.database.address.schema
    with psycopg.connect(store.database.address.primary, autocommit=True) as connection:
        connection.execute(f"SET search_path TO {schema}")
        connection.execute("SET session_replication_role TO replica")
        connection.execute("DELETE FROM articles")
        connection.execute("DELETE FROM revisions WHERE number = 1")
    assert {damage.kind for damage in store.verify()} == {"reference"}


def test_the_database_goes_and_comes_back(tmp_path: Path) -> None:
    with Server() as server:
        store = opened(server.address(tmp_path / "blobs"))
        issue = issue_of("a", "2026-04-07", "雪都")
        store.put(issue, SOURCES, reader=READER)
        server.stop()
        for ask in (
            lambda: store.put(issue_of("b"), SOURCES, reader=READER),
            store.database.connect,
        ):
            with pytest.raises(ArchiveError, match="does not answer"):
                ask()
        server.start()
        assert store.get(issue.id) == issue
        assert store.put(issue_of("b"), SOURCES, reader=READER).status == "new"
        assert [each.id for each in store.issues()] == [issue.id, "b/2026-04-07"]
        assert list(store.verify()) == []
        store.close()


def test_readers_ask_the_replica(tmp_path: Path) -> None:
    with Server() as primary:
        replica = primary.clone()
        try:
            url = primary.address(
                tmp_path / "blobs", replica=f"postgresql://jumpline@/postgres?host={replica.folder}"
            )
            writer = opened(url)
            issue = issue_of("a", "2026-04-07", "雪都")
            writer.put(issue, SOURCES, reader=READER)
            deadline = time.monotonic() + 20
            while True:
                try:
                    reader = opened(url, create=False, read_only=True)
                    if reader.generation() == 1:
                        break
                    reader.close()
                except NotFound:
                    # The tables are still on their way.
                    pass
                assert time.monotonic() < deadline
                time.sleep(0.1)
            writer.close()
            primary.stop()
            assert reader.get(issue.id) == issue
            assert list(reader.verify()) == []
            with pytest.raises(ArchiveError, match="does not answer"):
                opened(url)
            reader.close()
        finally:
            replica.stop()
            shutil.rmtree(replica.folder)
            primary.start()


def test_text_that_postgres_cannot_hold(store: PostgresStore) -> None:
    with pytest.raises(NotFound):
        store.get("a\0b")
    store.put(issue_of("a"), [SourceFile("odd\0name", b"one")], reader=READER)
    assert list(store.verify()) == []
