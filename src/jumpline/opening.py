"""An address → the store and the index that are there, and the lock of the index."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from jumpline import plugins
from jumpline.ports import Index, Lock, Store
from jumpline.postgres.address import is_postgres, parse_address
from jumpline.search.tantivy_index import TantivyIndex
from jumpline.store.address import folder_of
from jumpline.store.lock import FileLock
from jumpline.store.sqlite import SqliteStore


class Opened(msgspec.Struct, frozen=True):
    """``where`` is for people, without secrets; ``folder`` is where an archive on this machine may
    keep what it draws, None for others."""

    store: Store
    index: Index
    lock: Lock
    where: str
    read_only: bool
    folder: Path | None


def open_parts(url: str, *, create: bool = False, read_only: bool = False) -> Opened:
    """Raises ``NotFound``, ``ArchiveError``, ``UsageError`` and ``MissingExtra``."""
    if is_postgres(url):
        return _in_postgres(url, create=create, read_only=read_only)
    folder = folder_of(url)
    if not create and folder.is_dir() and not os.access(folder, os.W_OK):
        # What only reads does not need to write; what writes says that it cannot.
        read_only = True
    store = SqliteStore(folder, create=create, read_only=read_only)
    index = TantivyIndex(folder / "index", read_only=read_only)
    return Opened(store, index, FileLock(folder / "index.lock"), str(folder), read_only, folder)


def _in_postgres(url: str, *, create: bool, read_only: bool) -> Opened:
    # Loaded by name: psycopg is an extra.
    store_class, index_class = (plugins.load(kind, "postgres") for kind in ("stores", "indexes"))
    from jumpline.postgres.database import Database

    database = Database(parse_address(url), read_only=read_only)
    try:
        store = store_class(database, create=create)
        index = index_class(database)
    except BaseException:
        database.close()
        raise
    return Opened(store, index, index.lock, database.where, read_only, None)
