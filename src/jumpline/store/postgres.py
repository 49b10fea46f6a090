"""The store of an archive in PostgreSQL: rows in a schema, blobs wherever fsspec reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any

from jumpline.model.archive import Damage
from jumpline.postgres.database import Database, Writer, storable
from jumpline.postgres.migrate import prepare
from jumpline.store.blobs import Blobs
from jumpline.store.relational import SqlStore

#: Columns of one table that must name a row of another.
_REFERENCES = (
    ("issues", "id, revision", "revisions", "issue, number"),
    ("revisions", "issue", "issues", "id"),
    ("sources", "issue, number", "revisions", "issue, number"),
    ("readings", "issue, number", "revisions", "issue, number"),
    ("articles", "issue", "issues", "id"),
    ("corrections", "issue", "issues", "id"),
    ("signoffs", "issue", "issues", "id"),
)


class PostgresStore(SqlStore):
    """See ``jumpline.ports.Store``. Safe to use from several threads, processes and machines: an
    advisory lock lets one write at a time, readers never wait. Where the blobs are is said by the
    address at the first opening, and remembered."""

    def __init__(
        self,
        database: Database,
        *,
        create: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.database = database
        self.where = database.where
        self.read_only = database.read_only
        self._now = now
        self._writer = Writer(database, "store")
        try:
            prepare(database, self._writer, create=create)
            self.blobs = Blobs(self._blobs_root(database.address.blobs, None))
        except BaseException:
            self._writer.close()
            raise

    def close(self) -> None:
        self._writer.close()
        self.database.close()

    def _held(self) -> AbstractContextManager[None]:
        return self._writer.held()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._writer.transaction():
            yield

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        if self._writer.connection is not None:
            # Nobody else writes.
            yield
            return
        with self.database.snapshot():
            yield

    def _broken(self) -> Iterator[Damage]:
        for table, columns, parent, keys in _REFERENCES:
            for row in self._all(
                f"SELECT {columns} FROM {table} EXCEPT SELECT {keys} FROM {parent} ORDER BY 1"  # noqa: S608
            ):
                where = " ".join(str(value) for value in row)
                what = f"{table} names no row of {parent}"
                yield Damage("reference", what, where, {"issue": row[0]})

    def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._writer.asked() as connection:
            return connection.execute(_written(sql), storable(values)).fetchall()

    def _run(self, sql: str, *values: Any) -> None:
        with self._writer.asked() as connection:
            connection.execute(_written(sql), storable(values))

    def _many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with self._writer.asked() as connection, connection.cursor() as cursor:
            cursor.executemany(_written(sql), [storable(row) for row in rows])


@cache
def _written(sql: str) -> bytes:
    """The statements of ``SqlStore`` hold no ? but for values, and no %."""
    return sql.replace("?", "%s").encode()
