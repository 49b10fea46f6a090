"""The store of an archive: one SQLite file and the blobs beside it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jumpline.errors import ArchiveError, NotFound
from jumpline.model.archive import Damage
from jumpline.store.address import is_there
from jumpline.store.blobs import Blobs
from jumpline.store.database import connect, explained, make_folder
from jumpline.store.lock import FileLock
from jumpline.store.relational import SqlStore

DATABASE = "archive.sqlite"


class SqliteStore(SqlStore):
    """Issues, their revisions and their sources in a folder. See ``jumpline.ports.Store``.

    Safe to use from several threads (one connection behind a lock) and several processes (a lock
    file lets one write at a time; readers never wait). ``blobs`` is a path or an fsspec URL and
    is remembered from the first opening; the default is ``blobs/`` in the folder. ``now`` gives
    the time that a revision is stamped with.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        create: bool = False,
        read_only: bool = False,
        blobs: str | None = None,
        timeout: float = 60.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.folder = Path(folder)
        self.path = self.folder / DATABASE
        self.read_only = read_only
        self._now = now
        self._guard = threading.RLock()
        self._closed = False
        self.where = str(self.folder)
        self._lock = FileLock(self.folder / "write.lock", timeout=timeout)
        if not is_there(self.path):
            if not create or read_only:
                raise NotFound(
                    "there is no archive here.",
                    where=str(self.folder),
                    remedy="Make one with `jumpline add PATH --archive DIR`, or check the path.",
                )
            make_folder(self.folder)
        self._connection = connect(self.path, read_only=read_only, timeout=timeout)
        try:
            self.blobs = Blobs(self._blobs_root(blobs, str(self.folder / "blobs")))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        with self._guard:
            if not self._closed:
                self._closed = True
                self._connection.close()

    def _held(self) -> AbstractContextManager[None]:
        return self._lock.held()

    def _broken(self) -> Iterator[Damage]:
        for (line,) in self._all("PRAGMA integrity_check"):
            if line != "ok":
                yield Damage("database", str(line), str(self.path))
        for table, row, parent, _ in self._all("PRAGMA foreign_key_check"):
            name = "id" if table == "issues" else "issue"
            asked = f"SELECT {name} FROM {table} WHERE rowid = ?"  # noqa: S608
            found = self._one(asked, row)
            detail = {} if found is None else {"issue": found[0]}
            what = f"{table} names no row of {parent}"
            yield Damage("reference", what, f"{table} row {row}", detail)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guard, explained(self.path):
            self._open().execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        with self._guard, explained(self.path):
            if self._open().in_transaction:
                yield
                return
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        if self._closed:
            raise ArchiveError(
                "the archive is closed.", where=str(self.folder), remedy="Open it again."
            )
        return self._connection

    def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._guard, explained(self.path):
            return self._open().execute(sql, values).fetchall()

    def _run(self, sql: str, *values: Any) -> None:
        with self._guard, explained(self.path):
            self._open().execute(sql, values)

    def _many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with self._guard, explained(self.path):
            self._open().executemany(sql, rows)
