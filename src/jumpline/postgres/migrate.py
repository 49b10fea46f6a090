"""The tables of an archive in PostgreSQL, brought to the version that this jumpline knows."""

from __future__ import annotations

from importlib.resources import files

from jumpline.errors import ArchiveError, NotFound
from jumpline.postgres.database import Connection, Database, Writer, identifier


def migrations() -> list[str]:
    """The scripts in order; the first lifts version 0 to version 1."""
    folder = files("jumpline.postgres").joinpath("migrations")
    scripts = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".sql")),
        key=lambda entry: entry.name,
    )
    return [script.read_text(encoding="utf-8") for script in scripts]


def prepare(database: Database, writer: Writer, *, create: bool) -> None:
    """Raises ``NotFound`` where there is no archive and none is to be made, ``ArchiveError`` for one
    that is older and may not be changed, or newer."""
    scripts = migrations()
    with database.reading() as connection:
        version = _version(connection, database, len(scripts))
    if version == len(scripts):
        return
    if version == 0 and (not create or database.read_only):
        raise NotFound(
            f"there is no archive in the schema {database.address.schema}.",
            where=database.where,
            remedy="Make one with `jumpline add PATH --archive URL`, or check the address.",
        )
    if database.read_only:
        raise ArchiveError(
            "the archive is of an older version.",
            where=database.where,
            remedy="Open it once for writing (any `jumpline add` or `jumpline reindex`).",
        )
    with writer.held(), writer.transaction() as connection:
        # Asked again under the lock: another process may have migrated meanwhile.
        version = _version(connection, database, len(scripts))
        if version == 0:
            name = identifier(database.address.schema)
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {name}".encode())
        for number in range(version, len(scripts)):
            connection.execute(scripts[number].encode())
            connection.execute(
                "INSERT INTO meta VALUES ('version', %s)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (str(number + 1),),
            )


def _version(connection: Connection, database: Database, known: int) -> int:
    there = connection.execute(
        "SELECT to_regclass(%s) IS NULL", (f"{database.address.schema}.meta",)
    ).fetchone()
    if there == (True,):
        return 0
    row = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    version = int(row[0]) if row else 0
    if version > known:
        raise ArchiveError(
            f"the archive was written by a newer jumpline (its version is {version}, "
            f"this one knows {known}).",
            where=database.where,
            remedy="Upgrade jumpline.",
        )
    return version
