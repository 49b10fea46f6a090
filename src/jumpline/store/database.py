"""Opening the SQLite file: pragmas, migrations, and errors that say what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from jumpline.errors import ArchiveError

#: Strict tables came with this version.
_OLDEST_SQLITE = (3, 37, 0)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what sqlite3 raises into ``ArchiveError`` with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        text = str(error)
        lowered = text.lower()
        if "locked" in lowered or "busy" in lowered:
            what = "another process is writing to the archive"
            remedy = "Wait until it has finished, then try again."
        elif "full" in lowered:
            what, remedy = "the disk is full", "Free space, then try again; nothing was lost."
        elif "readonly" in lowered or "unable to open" in lowered:
            what = "the archive cannot be opened or written"
            remedy = "Check the permissions of its folder, or open it read-only."
        elif "malformed" in lowered or "not a database" in lowered or "disk i/o" in lowered:
            what = "the archive's database is damaged"
            remedy = "Restore archive.sqlite from a backup; the blobs beside it are still good."
        else:
            what = "the archive's database does not answer as it should"
            remedy = "Run `jumpline verify`; restore archive.sqlite from a backup if it is damaged."
        raise ArchiveError(f"{what} ({text}).", where=str(path), remedy=remedy) from error


def migrations() -> list[str]:
    """The scripts in order; the first lifts version 0 to version 1."""
    folder = files("jumpline.store").joinpath("migrations")
    scripts = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".sql")),
        key=lambda entry: entry.name,
    )
    return [script.read_text(encoding="utf-8") for script in scripts]


def connect(path: Path, *, read_only: bool, timeout: float) -> sqlite3.Connection:
    """A connection in autocommit mode, usable from any thread (the caller holds a lock)."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise ArchiveError(
            f"SQLite {sqlite3.sqlite_version} is too old.",
            remedy="Use a Python that carries SQLite 3.37 or newer.",
        )
    address = path.absolute().as_uri()
    if read_only:
        address += "?mode=ro"
        wal = path.with_name(path.name + "-wal")
        if not os.access(path.parent, os.W_OK) and not wal.exists():
            # A reader of a WAL file makes a -shm beside it, which a read-only disk refuses.
            address += "&immutable=1"
    with explained(path):
        connection = sqlite3.connect(
            address, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            if not read_only:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
            _migrate(connection, path, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _migrate(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    scripts = migrations()
    if _version(connection, path, len(scripts)) == len(scripts):
        return
    if read_only:
        raise ArchiveError(
            "the archive is of an older version.",
            where=str(path),
            remedy="Open it once for writing (any `jumpline add` or `jumpline reindex`).",
        )
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again under the write lock: another process may have migrated meanwhile.
        for number in range(_version(connection, path, len(scripts)), len(scripts)):
            for statement in _statements(scripts[number]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, path: Path, known: int) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > known:
        raise ArchiveError(
            f"the archive was written by a newer jumpline (its version is {version}, "
            f"this one knows {known}).",
            where=str(path),
            remedy="Upgrade jumpline.",
        )
    return int(version)


def _statements(script: str) -> Iterator[str]:
    # executescript() would commit the transaction that makes a migration all or nothing.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(
            f"the folder cannot be made ({error.strerror}).",
            where=str(folder),
            remedy="Choose another folder, or give write permission.",
        ) from error
