"""Connections to PostgreSQL: pooled for readers, one for each writer, errors with remedies."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from jumpline.errors import ArchiveError, MissingExtra
from jumpline.postgres.address import PostgresAddress

try:
    import psycopg
    import psycopg_pool
except ImportError as error:
    raise MissingExtra(
        f"an archive in PostgreSQL needs the extra postgres ({error.name} is not installed).",
        remedy="pip install 'jumpline[postgres]'",
    ) from error

Connection: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"

#: Seconds that a reader waits for a connection: a restart of the server passes unnoticed.
_PATIENCE = 10.0
_POLL_SECONDS = 0.02
#: No text that was read holds it (``model.wellformed``); NUL is what PostgreSQL cannot hold.
_FOR_NUL = "\uffff"

_BROKEN = (psycopg.OperationalError, psycopg.InterfaceError)


class Database:
    """A schema of a database. Safe to use from several threads.

    Readers take connections from a pool: to the replica if the address names one and nothing is to
    be written, else to the primary. ``Writer`` writes.
    """

    def __init__(
        self, address: PostgresAddress, *, read_only: bool = False, timeout: float = 60.0
    ) -> None:
        self.address = address
        self.read_only = read_only
        self.timeout = timeout
        self.where = address.shown
        self._closed = False
        self._local = threading.local()
        to = address.replica if read_only and address.replica else address.primary
        self._pool = psycopg_pool.ConnectionPool(
            to,
            min_size=0,
            max_size=address.pool,
            kwargs={"autocommit": True, "client_encoding": "utf8"},
            configure=self._configure,
            check=psycopg_pool.ConnectionPool.check_connection,
            timeout=_PATIENCE,
            reconnect_timeout=_PATIENCE,
            open=False,
        )
        # The pool would try for a while; a wrong address is told at once.
        with self.explained(), psycopg.connect(to, autocommit=True, connect_timeout=10) as first:
            row = first.execute("SHOW server_encoding").fetchone()
        if row != ("UTF8",):
            raise ArchiveError(
                f"the database holds its text as {row and row[0]}.",
                where=self.where,
                remedy="Make one with ENCODING 'UTF8'.",
            )
        self._pool.open()

    def connect(self) -> Connection:
        """A connection of one's own, to the primary. Close it."""
        with self.explained():
            made: Connection = psycopg.connect(
                self.address.primary, autocommit=True, client_encoding="utf8", connect_timeout=10
            )
            self._configure(made)
        return made

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for what only reads; inside ``snapshot`` always the same."""
        inside: Connection | None = getattr(self._local, "snapshot", None)
        if inside is not None:
            yield inside
            return
        if self._closed:
            raise ArchiveError("the archive is closed.", where=self.where, remedy="Open it again.")
        with self.explained(), self._pool.connection() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """All that this thread reads inside is of one moment."""
        with self.reading() as connection:
            if getattr(self._local, "snapshot", None) is not None:
                yield connection
                return
            with connection.transaction():
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                self._local.snapshot = connection
                try:
                    yield connection
                finally:
                    self._local.snapshot = None

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._pool.close()

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turns what psycopg raises into ``ArchiveError`` with a remedy."""
        try:
            yield
        except (psycopg.Error, psycopg_pool.PoolTimeout, psycopg_pool.PoolClosed) as error:
            raise self._told(error) from error

    def _told(self, error: Exception) -> ArchiveError:
        said = " ".join(str(error).split())[:200]
        if isinstance(error, psycopg.errors.DiskFull):
            what, remedy = "the disk is full", "Free space, then try again; nothing was lost."
        elif isinstance(error, psycopg.errors.InsufficientPrivilege):
            what = "the database does not allow this"
            remedy = "Give the user CREATE on the database, or on its schema."
        elif isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
            what = "this database is only read"
            remedy = "Name the primary in the address; a replica goes into ?replica=."
        elif isinstance(error, psycopg.errors.DataCorrupted | psycopg.errors.IndexCorrupted):
            what = "the database is damaged"
            remedy = "Restore it from a backup; the blobs are still good."
        elif isinstance(error, (*_BROKEN, psycopg_pool.PoolTimeout)):
            what = "the database does not answer"
            remedy = "Start it or check the address, then try again; nothing was lost."
        else:
            what = "the database does not answer as it should"
            remedy = "Run `jumpline verify`."
        return ArchiveError(f"{what} ({said}).", where=self.where, remedy=remedy)

    def _configure(self, connection: Connection) -> None:
        connection.execute(f"SET search_path TO {identifier(self.address.schema)}".encode())
        if self.read_only:
            connection.execute("SET default_transaction_read_only TO on")


class Writer:
    """One writer at a time on all machines, by an advisory lock of the database.

    The lock belongs to the connection that writes: where that is lost, the lock is, and so is the
    transaction. Held by one thread at a time, which may enter again.
    """

    def __init__(self, database: Database, name: str) -> None:
        self.database = database
        self._name = f"jumpline/{database.address.schema}/{name}"
        self._threads = threading.RLock()
        self._depth = 0
        self._owner: int | None = None
        self._connection: Connection | None = None

    @property
    def connection(self) -> Connection | None:
        """That of the lock, for the thread that holds it."""
        return self._connection if self._owner == threading.get_ident() else None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Waits up to the database's timeout, then raises ``ArchiveError``."""
        deadline = time.monotonic() + self.database.timeout
        if not self._threads.acquire(timeout=self.database.timeout):
            raise self._busy()
        try:
            if self._depth == 0:
                self._lock(deadline)
                self._owner = threading.get_ident()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._owner = None
                    self._unlock()
        finally:
            self._threads.release()

    @contextmanager
    def asked(self) -> Iterator[Connection]:
        """The writer's own connection where this thread writes, else one for reading."""
        mine = self.connection
        if mine is not None:
            with self.database.explained():
                yield mine
        else:
            with self.database.reading() as connection:
                yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Inside ``held``."""
        assert self.connection is not None
        with self.database.explained(), self.connection.transaction():
            yield self.connection

    def close(self) -> None:
        with self._threads:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _lock(self, deadline: float) -> None:
        kept = self._connection is not None
        while True:
            connection = self._connection = self._connection or self.database.connect()
            try:
                with self.database.explained():
                    got = _ask(connection, "pg_try_advisory_lock", self._name)
            except ArchiveError:
                self.close()
                if not kept:
                    raise
                # The server was restarted since this connection was made: a new one, once.
                kept = False
                continue
            if got:
                return
            if time.monotonic() >= deadline:
                raise self._busy()
            time.sleep(_POLL_SECONDS)

    def _unlock(self) -> None:
        assert self._connection is not None
        try:
            _ask(self._connection, "pg_advisory_unlock", self._name)
        except psycopg.Error:
            # The lock goes with the connection, whatever state that is in.
            self.close()

    def _busy(self) -> ArchiveError:
        return ArchiveError(
            "another process has been writing to this archive for "
            f"{self.database.timeout:.0f} seconds.",
            where=self.database.where,
            remedy="Wait until it has finished, then try again.",
        )


def identifier(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def storable(values: Iterable[Any]) -> list[Any]:
    """Values as PostgreSQL takes them."""
    return [
        value.replace("\0", _FOR_NUL) if isinstance(value, str) and "\0" in value else value
        for value in values
    ]


def _ask(connection: Connection, function: str, name: str) -> bool:
    row = connection.execute(
        f"SELECT {function}(hashtextextended(%s, 0))".encode(),
        (name,),
    ).fetchone()
    return row == (True,)
