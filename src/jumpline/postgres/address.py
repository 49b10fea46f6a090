"""What an address of a PostgreSQL archive says.

    postgresql://USER@HOST:PORT/DATABASE?blobs=/srv/blobs&schema=jumpline&replica=HOST:PORT&pool=8

Everything but ``blobs``, ``schema``, ``replica`` and ``pool`` is libpq's, and goes to it as it is:
``sslmode``, ``host=/run/postgresql`` for a socket, ``service``, ``connect_timeout``. A password
belongs into ``~/.pgpass`` or ``PGPASSWORD``; one in the address is never shown.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from jumpline.errors import UsageError

SCHEMES = ("postgresql", "postgres")
SCHEMA = "jumpline"
POOL = 8

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,50}")


class PostgresAddress(msgspec.Struct, frozen=True):
    """``primary`` and ``replica`` are libpq's URLs; ``blobs`` is a path or an fsspec URL, None where
    the archive remembers it; ``shown`` is the address without a password."""

    primary: str
    shown: str
    schema: str = SCHEMA
    blobs: str | None = None
    replica: str | None = None
    pool: int = POOL


def is_postgres(url: str) -> bool:
    return url.partition("://")[0] in SCHEMES


def parse_address(url: str) -> PostgresAddress:
    """Raises ``UsageError``."""
    try:
        parts = urlsplit(url)
        if is_postgres(url) and (parts.port is None or parts.port > 0):
            return _parsed(parts)
    except ValueError:
        # A port that is no number, brackets that do not close.
        pass
    raise UsageError(
        "this is no address of a PostgreSQL database.",
        remedy="Write it postgresql://USER@HOST/DATABASE?blobs=/srv/blobs",
    )


def _parsed(parts: SplitResult) -> PostgresAddress:
    ours: dict[str, str] = {}
    theirs: list[tuple[str, str]] = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name in ("blobs", "schema", "replica", "pool"):
            ours[name] = value
        else:
            theirs.append((name, value))
    schema = ours.get("schema", SCHEMA)
    if not _NAME.fullmatch(schema) or schema.startswith("pg_"):
        raise UsageError(
            f"{schema!r} cannot be the name of a schema.",
            remedy="Use lower-case letters, digits and _.",
        )
    pool = ours.get("pool", str(POOL))
    if not pool.isdecimal() or not 1 <= int(pool) <= 200:
        raise UsageError(f"pool={pool} is no number of connections.", remedy="Give 1 to 200.")
    primary = urlunsplit(("postgresql", parts.netloc, parts.path, urlencode(theirs), ""))
    return PostgresAddress(
        primary=primary,
        shown=_shown(primary),
        schema=schema,
        blobs=ours.get("blobs") or None,
        replica=_other_host(primary, ours["replica"]) if ours.get("replica") else None,
        pool=int(pool),
    )


def _other_host(primary: str, replica: str) -> str:
    """The same database of another server: ``HOST``, ``HOST:PORT``, or a whole URL."""
    if "://" in replica:
        return replica
    parts = urlsplit(primary)
    user, mark, _ = parts.netloc.rpartition("@")
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if k not in ("host", "port")])
    return urlunsplit((parts.scheme, user + mark + replica, parts.path, query, ""))


def _shown(primary: str) -> str:
    parts = urlsplit(primary)
    user, mark, host = parts.netloc.rpartition("@")
    user = user.partition(":")[0]
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if "password" not in k])
    return urlunsplit((parts.scheme, user + mark + host, parts.path, query, ""))
