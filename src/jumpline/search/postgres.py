"""The search index of an archive in PostgreSQL: derived from the store, found by bigrams."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jumpline.errors import ArchiveError
from jumpline.model.archive import ArticleDocument, FacetValue, SearchResult
from jumpline.postgres.database import Connection, Database, Writer, storable
from jumpline.search.answer import check_call, hit_of
from jumpline.search.compile import is_scored, shown_terms
from jumpline.search.postgres_compile import Sql, condition, filtered, score
from jumpline.search.postgres_rows import COLUMNS, ROWS_VERSION, TABLES, to_row
from jumpline.search.query import parse
from jumpline.search.schema import FACETS

#: Values of a facet that are given.
_FACET_VALUES = 200

#: Of more matches than these relevance says little, and costs much: they come by date.
_RANKED = 20_000

#: The planner does not know what it costs to fetch long values that lie outside of the table, and
#: takes a look at every row for cheap.
_PLANNING = b"SET LOCAL enable_seqscan TO off; SET LOCAL jit TO off"

#: Articles after which the planner is told what is there; parents of partitions are not told by
#: themselves.
_ANALYZE_AFTER = 1_000


class PostgresIndex:
    """See ``jumpline.ports.Index``. An update is one transaction with the generation that it leads
    to. ``lock`` is what an archive holds while it brings the index up to date."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.read_only = database.read_only
        self.lock = Writer(database, "index")

    def update(
        self, changes: Iterable[tuple[str, Iterable[ArticleDocument]]], generation: int
    ) -> None:
        count = 0
        with self.lock.held(), self.lock.transaction() as connection:
            if _state(connection) is None:
                _make_tables(connection)
            years = _years(connection)
            for issue, articles in changes:
                connection.execute("DELETE FROM documents WHERE issue = %s", storable([issue]))
                rows = [to_row(article, place) for place, article in enumerate(articles)]
                for year in sorted({row["year"] for row in rows} - years):
                    _make_partition(connection, year)
                    years.add(year)
                _copy(connection, rows)
                count += len(rows)
            connection.execute("UPDATE search_state SET generation = %s", (generation,))
            if count >= _ANALYZE_AFTER:
                connection.execute("ANALYZE documents")

    def generation(self) -> int:
        with self.lock.asked() as connection:
            state = _state(connection)
        return -1 if state is None else state

    def clear(self) -> None:
        if self.read_only:
            raise ArchiveError(
                "the search index cannot be cleared: the archive was opened read-only.",
                where=self.database.where,
                remedy="Open it for writing.",
            )
        with self.lock.held(), self.lock.transaction() as connection:
            _drop_tables(connection)

    def search(
        self,
        query: str,
        *,
        order: str = "relevance",
        offset: int = 0,
        limit: int = 20,
        fold: bool = True,
        facets: bool = False,
        filters: dict[str, str] | None = None,
    ) -> SearchResult:
        filters = filters or {}
        check_call(order, offset, limit, filters)
        node = parse(query)
        wanted = filtered(condition(node, fold=fold), filters)
        terms = shown_terms(node, fold=fold)
        with self.database.snapshot() as connection:
            connection.execute(_PLANNING)
            if _state(connection) is None:
                raise ArchiveError(
                    "the archive has no search index (or one of another version).",
                    where=self.database.where,
                    remedy="Open the archive for writing, or run `jumpline reindex`.",
                )
            if order == "relevance" and not is_scored(node):
                order = "newest"
            rank = score(node, fold=fold) if order == "relevance" else Sql("0")
            found = _found(connection, wanted, rank, order, offset, limit)
            total = int(found[0][2]) if found else _total(connection, wanted)
            hits = tuple(
                hit_of(bytes(data), float(points), terms, fold=fold) for data, points, _ in found
            )
            counts = _facets(connection, wanted) if facets else {}
        return SearchResult(query, total, offset, limit, hits, counts)

    def close(self) -> None:
        self.lock.close()


def _state(connection: Connection) -> int | None:
    """The generation; None where there is no index, or one of another version."""
    there = connection.execute("SELECT to_regclass('search_state') IS NOT NULL").fetchone()
    if there != (True,):
        return None
    row = connection.execute("SELECT version, generation FROM search_state").fetchone()
    return int(row[1]) if row and row[0] == ROWS_VERSION else None


def _make_tables(connection: Connection) -> None:
    _drop_tables(connection)
    connection.execute(TABLES.encode())
    connection.execute("INSERT INTO search_state VALUES (%s, -1)", (ROWS_VERSION,))


def _drop_tables(connection: Connection) -> None:
    connection.execute("DROP TABLE IF EXISTS documents, search_state")


def _years(connection: Connection) -> set[int]:
    rows = connection.execute(
        "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
        " WHERE i.inhparent = 'documents'::regclass"
    ).fetchall()
    return {int(name.rpartition("_")[2]) for (name,) in rows}


def _make_partition(connection: Connection, year: int) -> None:
    # Attached, not made as a part: readers of the others need not stand aside.
    name = f"documents_{year:04d}"
    connection.execute(f"CREATE TABLE {name} (LIKE documents INCLUDING ALL)".encode())
    connection.execute(
        f"ALTER TABLE documents ATTACH PARTITION {name} FOR VALUES IN ({year})".encode()
    )


def _copy(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    statement = f"COPY documents ({', '.join(COLUMNS)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        for row in rows:
            copy.write_row(storable(row[column] for column in COLUMNS))


def _total(connection: Connection, wanted: Sql) -> int:
    row = connection.execute(
        f"SELECT count(*) FROM documents WHERE {wanted.text}".encode(),  # noqa: S608
        storable(wanted.values),
    ).fetchone()
    return int(row[0]) if row else 0


def _found(
    connection: Connection, wanted: Sql, rank: Sql, order: str, offset: int, limit: int
) -> list[tuple[Any, ...]]:
    """Article, score, and how many there are in all: seen in one pass, since it costs most to fetch
    the text of every candidate."""
    by = {"relevance": "score DESC, newest DESC", "newest": "newest DESC", "oldest": "oldest"}
    statement = (
        "SELECT data, score, total FROM (SELECT data, newest, oldest, article, total,"  # noqa: S608
        f" CASE WHEN total > {_RANKED} THEN 0 ELSE {rank.text} END AS score"
        f" FROM (SELECT *, count(*) OVER () AS total FROM documents WHERE {wanted.text}) AS found"
        f") AS ranked ORDER BY {by[order]}, article LIMIT %s OFFSET %s"
    )
    values = storable([*rank.values, *wanted.values, limit, offset])
    return connection.execute(statement.encode(), values).fetchall()


def _facets(connection: Connection, wanted: Sql) -> dict[str, tuple[FacetValue, ...]]:
    rows = connection.execute(
        "SELECT facet, count(*) FROM documents, unnest(facets) AS facet"  # noqa: S608
        f" WHERE {wanted.text} GROUP BY facet".encode(),
        storable(wanted.values),
    ).fetchall()
    found: dict[str, list[FacetValue]] = {facet: [] for facet in FACETS}
    for label, count in rows:
        facet, _, value = label.partition("=")
        found[facet].append(FacetValue(value, int(count)))
    return {
        facet: tuple(sorted(values, key=lambda each: (-each.count, each.value))[:_FACET_VALUES])
        for facet, values in found.items()
    }
