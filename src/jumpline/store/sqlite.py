"""The store of an archive: one SQLite file and the blobs beside it."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from jumpline.errors import ArchiveError, NotFound
from jumpline.model import codec
from jumpline.model.archive import (
    Added,
    Damage,
    IssueSummary,
    KeptCorrection,
    PublicationSummary,
    Revision,
    SourceFile,
)
from jumpline.model.correction import Correction
from jumpline.model.issue import Issue
from jumpline.store.address import is_there
from jumpline.store.blobs import Blobs, digest_of
from jumpline.store.check import damages
from jumpline.store.corrections import keep, kept_corrections, undo
from jumpline.store.database import connect, explained, make_folder
from jumpline.store.listing import issues, publications
from jumpline.store.lock import FileLock
from jumpline.store.signoffs import Signing

DATABASE = "archive.sqlite"


class _Kept(NamedTuple):
    name: str
    digest: str
    size: int


_COLUMNS = "publication title language date number pages articles problems revision generation"
_UPSERT = (
    f"INSERT INTO issues (id, {', '.join(_COLUMNS.split())}) VALUES (?{', ?' * 10})"  # noqa: S608
    f" ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS.split())
)


class SqliteStore(Signing):
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
            self.blobs = Blobs(self._blobs_root(blobs))
        except BaseException:
            self.close()
            raise

    # Writing

    def put(
        self,
        issue: Issue,
        sources: Sequence[SourceFile],
        *,
        reader: str,
        reading: Issue | None = None,
    ) -> Added:
        """Blobs first, then one transaction: a kill between leaves blobs that nothing names."""
        self._writable()
        data = codec.encode(issue)
        with self._lock.held():
            digest = self.blobs.put(data)
            read = None if reading is None else self.blobs.put(codec.encode(reading))
            kept = [_Kept(each.name, self.blobs.put(each.data), len(each.data)) for each in sources]
            together = digest_of("".join(sorted(each.digest for each in kept)).encode())
            with self._transaction():
                current = self._one(
                    "SELECT r.number, r.digest, r.sources, r.confirmed FROM issues i"
                    " JOIN revisions r ON r.issue = i.id AND r.number = i.revision WHERE i.id = ?",
                    issue.id,
                )
                if current is not None and current[1:3] == (digest, together):
                    if current[3] != reader:
                        self._run(
                            "UPDATE revisions SET confirmed = ? WHERE issue = ? AND number = ?",
                            *(reader, issue.id, current[0]),
                        )
                    self._keep_reading(issue.id, current[0], read)
                    return Added(issue.id, current[0], "same")
                number = 1 if current is None else current[0] + 1
                self._insert(
                    issue, number, digest=digest, together=together, reader=reader, kept=kept
                )
                self._keep_reading(issue.id, number, read)
        return Added(issue.id, number, "new" if number == 1 else "revised")

    def sweep(self) -> int:
        """Deletes blobs that no revision names (left by a kill); how many."""
        self._writable()
        with self._lock.held():
            rows = self._all(
                "SELECT digest FROM revisions UNION SELECT digest FROM sources"
                " UNION SELECT digest FROM readings"
            )
            return self.blobs.sweep({row[0] for row in rows})

    def keep_corrections(self, issue_id: str, corrections: Sequence[Correction]) -> int:
        self._writable()
        self._revision(issue_id, None)
        with self._lock.held(), self._transaction():
            return keep(self._all, self._run, issue_id, corrections)

    def undo_correction(self, issue_id: str, correction_id: str) -> None:
        self._writable()
        with self._lock.held(), self._transaction():
            undo(self._all, self._run, issue_id, correction_id, self._stamp())

    def _keep_reading(self, issue_id: str, number: int, digest: str | None) -> None:
        if digest is not None:
            self._run("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", issue_id, number, digest)

    # Reading

    def reading(self, issue_id: str) -> Issue:
        number, digest = self._revision(issue_id, None)
        row = self._one(
            "SELECT digest FROM readings WHERE issue = ? AND number = ?", issue_id, number
        )
        data = self.blobs.get(row[0] if row else digest)
        return codec.decode(data, where=f"the reading of {issue_id} in {self.folder}")

    def corrections(self, issue_id: str) -> list[KeptCorrection]:
        return kept_corrections(self._all, issue_id)

    def get(self, issue_id: str, *, revision: int | None = None) -> Issue:
        digest = self._revision(issue_id, revision)[1]
        return codec.decode(self.blobs.get(digest), where=f"{issue_id} in {self.folder}")

    def has(self, issue_id: str) -> bool:
        return self._one("SELECT 1 FROM issues WHERE id = ?", issue_id) is not None

    def issues(
        self,
        *,
        publication: str | None = None,
        year: int | None = None,
        month: int | None = None,
    ) -> Iterator[IssueSummary]:
        return issues(self._all, publication, year, month)

    def publications(self) -> list[PublicationSummary]:
        return publications(self._all)

    def revisions(self, issue_id: str) -> list[Revision]:
        """From the first to the latest. Raises ``NotFound``."""
        rows = self._all(
            "SELECT r.issue, r.number, r.digest, r.reader, r.added, r.number = i.revision"
            " FROM revisions r JOIN issues i ON i.id = r.issue WHERE i.id = ? ORDER BY r.number",
            issue_id,
        )
        if not rows:
            raise self._missing(issue_id)
        found = []
        for row in rows:
            values = [*row]
            values[5] = bool(row[5])
            found.append(Revision(*values))
        return found

    def sources(self, issue_id: str, *, revision: int | None = None) -> list[SourceFile]:
        number = self._revision(issue_id, revision)[0]
        rows = self._all(
            "SELECT name, digest FROM sources WHERE issue = ? AND number = ? ORDER BY position",
            *(issue_id, number),
        )
        return [SourceFile(name, self.blobs.get(digest)) for name, digest in rows]

    def finished(self, sources: Sequence[SourceFile], *, reader: str) -> dict[str, tuple[int, ...]]:
        """Issues that need no reading: id → positions in ``sources`` of exactly the files (by
        name and bytes) that its current revision came from, as ``reader`` would read them."""
        places: dict[tuple[str, str], list[int]] = {}
        for position, source in enumerate(sources):
            places.setdefault((source.name, digest_of(source.data)), []).append(position)
        rows = self._all(
            "SELECT DISTINCT i.id FROM sources s"
            " JOIN issues i ON i.id = s.issue AND i.revision = s.number"
            " JOIN revisions r ON r.issue = s.issue AND r.number = s.number"
            " WHERE r.confirmed = ? AND s.digest IN (SELECT value FROM json_each(?)) ORDER BY i.id",
            *(reader, msgspec.json.encode([digest for _, digest in places]).decode()),
        )
        done: dict[str, tuple[int, ...]] = {}
        for (issue,) in rows:
            number, digest = self._revision(issue, None)
            needed: Counter[tuple[str, str]] = Counter(
                self._all(
                    "SELECT name, digest FROM sources WHERE issue = ? AND number = ?",
                    *(issue, number),
                )
            )
            given = all(len(places.get(key, ())) >= count for key, count in needed.items())
            blobs = {digest, *(digest for _, digest in needed)}
            if given and all(self.blobs.has(blob) for blob in blobs):
                done[issue] = tuple(sorted(place for key in needed for place in places[key]))
        return done

    def article_issue(self, article_id: str) -> str:
        row = self._one("SELECT issue FROM articles WHERE id = ? ORDER BY issue", article_id)
        if row is None:
            raise NotFound(
                f"there is no article {article_id!r} in this archive.",
                remedy="Look it up with `jumpline search`; a revision may have renamed it.",
            )
        return str(row[0])

    def generation(self) -> int:
        row = self._one("SELECT value FROM meta WHERE key = 'generation'")
        return int(row[0]) if row else 0

    def changed_since(self, generation: int) -> Iterator[str]:
        """In the order of their last change."""
        rows = self._all(
            "SELECT id FROM issues WHERE generation > ? ORDER BY generation", generation
        )
        yield from (row[0] for row in rows)

    def verify(self) -> Iterator[Damage]:
        """Reads every blob; empty when all is whole."""
        yield from damages(self._all, self.blobs, self.path)

    def close(self) -> None:
        with self._guard:
            if not self._closed:
                self._closed = True
                self._connection.close()

    # The connection

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

    def _insert(
        self,
        issue: Issue,
        number: int,
        *,
        digest: str,
        together: str,
        reader: str,
        kept: list[_Kept],
    ) -> None:
        self._run("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        self._run(
            _UPSERT,
            issue.id,
            issue.publication.id,
            issue.publication.title,
            issue.publication.language,
            issue.date,
            issue.number,
            msgspec.json.encode([page.label for page in issue.pages]).decode(),
            len(issue.articles),
            len(issue.problems),
            number,
            self.generation(),
        )
        added = self._stamp()
        self._run(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(issue.id, number, digest, together, reader, reader, added),
        )
        self._many(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?)",
            ((issue.id, number, position, *source) for position, source in enumerate(kept)),
        )
        self._run("DELETE FROM articles WHERE issue = ?", issue.id)
        self._many(
            "INSERT OR IGNORE INTO articles VALUES (?, ?)",
            ((article.id, issue.id) for article in issue.articles),
        )

    def _stamp(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="seconds")

    def _revision(self, issue_id: str, revision: int | None) -> tuple[int, str]:
        row = self._one(
            "SELECT r.number, r.digest FROM issues i JOIN revisions r ON r.issue = i.id"
            " WHERE i.id = ? AND r.number = coalesce(?, i.revision)",
            *(issue_id, revision),
        )
        if row is None:
            raise self._missing(issue_id, revision)
        return int(row[0]), str(row[1])

    def _missing(self, issue_id: str, revision: int | None = None) -> NotFound:
        if revision is not None and self.has(issue_id):
            return NotFound(
                f"issue {issue_id!r} has no revision {revision}.",
                remedy="`jumpline show ID --revisions` lists them.",
            )
        return NotFound(
            f"there is no issue {issue_id!r} in this archive.",
            remedy="`jumpline list` shows the issues that there are.",
        )

    def _blobs_root(self, given: str | None) -> str:
        row = self._one("SELECT value FROM meta WHERE key = 'blobs'")
        if given is not None and not self.read_only and (row is None or row[0] != given):
            if row is not None or self._one("SELECT 1 FROM revisions LIMIT 1"):
                raise ArchiveError(
                    "this archive keeps its blobs elsewhere.",
                    where=str(self.folder),
                    remedy="Open it without naming a place for the blobs.",
                )
            self._run("INSERT INTO meta VALUES ('blobs', ?)", given)
            return given
        return str(row[0]) if row else str(self.folder / "blobs")

    def _open(self) -> sqlite3.Connection:
        if self._closed:
            raise ArchiveError(
                "the archive is closed.", where=str(self.folder), remedy="Open it again."
            )
        return self._connection

    def _writable(self) -> None:
        if self.read_only:
            raise ArchiveError(
                "the archive was opened read-only.",
                where=str(self.folder),
                remedy="Open it for writing.",
            )

    def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._guard, explained(self.path):
            return self._open().execute(sql, values).fetchall()

    def _one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        with self._guard, explained(self.path):
            cursor = self._open().execute(sql, values)
            row: tuple[Any, ...] | None = cursor.fetchone()
            cursor.close()
            return row

    def _run(self, sql: str, *values: Any) -> None:
        with self._guard, explained(self.path):
            self._open().execute(sql, values)

    def _many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with self._guard, explained(self.path):
            self._open().executemany(sql, rows)
