"""What every store on an SQL database shares: the statements, and what they mean.

The statements are such as SQLite and PostgreSQL both understand, with ``?`` for values; text sorts
by its bytes in both.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from jumpline.errors import ArchiveError, NotFound
from jumpline.model import codec
from jumpline.model.archive import (
    Added,
    Damage,
    IssueRecord,
    IssueSummary,
    KeptCorrection,
    KeptRevision,
    KeptSource,
    PublicationSummary,
    Revision,
    SourceFile,
)
from jumpline.model.correction import Correction
from jumpline.model.issue import Issue
from jumpline.store.blobs import Blobs, digest_of
from jumpline.store.check import damages
from jumpline.store.corrections import keep, kept_corrections, undo
from jumpline.store.listing import issues, publications
from jumpline.store.records import (
    list_issue,
    read_record,
    take_over,
    together,
    write_reading,
    write_revision,
)
from jumpline.store.signoffs import Signing

_NEXT = "UPDATE meta SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE key = 'generation'"

#: Values of one statement: within what every database takes.
_AT_ONCE = 500


class SqlStore(Signing, ABC):
    """See ``jumpline.ports.Store``. Subclasses say where the database is and how it is asked."""

    blobs: Blobs
    read_only: bool
    #: For people: where the archive is, without secrets.
    where: str
    _now: Callable[[], datetime]

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
        with self._held():
            digest = self.blobs.put(data)
            read = None if reading is None else self.blobs.put(codec.encode(reading))
            kept = tuple(
                KeptSource(each.name, self.blobs.put(each.data), len(each.data)) for each in sources
            )
            with self._transaction():
                current = self._one(
                    "SELECT r.number, r.digest, r.sources, r.confirmed FROM issues i"
                    " JOIN revisions r ON r.issue = i.id AND r.number = i.revision WHERE i.id = ?",
                    issue.id,
                )
                if current is not None and current[1:3] == (digest, together(kept)):
                    if current[3] != reader:
                        self._run(
                            "UPDATE revisions SET confirmed = ? WHERE issue = ? AND number = ?",
                            *(reader, issue.id, current[0]),
                        )
                    write_reading(self._run, issue.id, current[0], read)
                    return Added(issue.id, current[0], "same")
                number = 1 if current is None else current[0] + 1
                self._run(_NEXT)
                list_issue(self._run, self._many, issue, number, self.generation())
                made = KeptRevision(number, digest, reader, reader, self._stamp(), kept, read)
                write_revision(self._run, self._many, issue.id, made)
        return Added(issue.id, number, "new" if number == 1 else "revised")

    def sweep(self) -> int:
        """Deletes blobs that no revision names (left by a kill); how many."""
        self._writable()
        with self._held():
            rows = self._all(
                "SELECT digest FROM revisions UNION SELECT digest FROM sources"
                " UNION SELECT digest FROM readings"
            )
            return self.blobs.sweep({row[0] for row in rows})

    def keep_corrections(self, issue_id: str, corrections: Sequence[Correction]) -> int:
        self._writable()
        self._revision(issue_id, None)
        with self._held(), self._transaction():
            return keep(self._all, self._run, issue_id, corrections)

    def undo_correction(self, issue_id: str, correction_id: str) -> None:
        self._writable()
        with self._held(), self._transaction():
            undo(self._all, self._run, issue_id, correction_id, self._stamp())

    def take_over(self, record: IssueRecord, blob: Callable[[str], bytes]) -> bool:
        """Blobs first, each read back, then one transaction."""
        self._writable()
        with self._held():
            for digest in dict.fromkeys(
                digest for revision in record.revisions for digest in revision.digests()
            ):
                if not self.blobs.has(digest):
                    self.blobs.copy(digest, blob(digest))
            if self.record(record.issue) == record:
                return False
            last = record.revisions[-1]
            issue = codec.decode(self.blobs.get(last.digest), where=record.issue)
            with self._transaction():
                self._run(_NEXT)
                take_over(self._all, self._run, self._many, record, issue, self.generation())
        return True

    def mend(self, digest: str, data: bytes) -> None:
        self._writable()
        with self._held():
            self.blobs.copy(digest, data)

    def relist(self, issue_id: str) -> None:
        """Writes the issue's line in lists and its articles anew, from its current revision."""
        self._writable()
        with self._held():
            issue, number = self.get(issue_id), self._revision(issue_id, None)[0]
            with self._transaction():
                self._run(_NEXT)
                list_issue(self._run, self._many, issue, number, self.generation())

    # Reading

    def reading(self, issue_id: str) -> Issue:
        number, digest = self._revision(issue_id, None)
        row = self._one(
            "SELECT digest FROM readings WHERE issue = ? AND number = ?", issue_id, number
        )
        data = self.blobs.get(row[0] if row else digest)
        return codec.decode(data, where=f"the reading of {issue_id} in {self.where}")

    def corrections(self, issue_id: str) -> list[KeptCorrection]:
        return kept_corrections(self._all, issue_id)

    def get(self, issue_id: str, *, revision: int | None = None) -> Issue:
        digest = self._revision(issue_id, revision)[1]
        return codec.decode(self.blobs.get(digest), where=f"{issue_id} in {self.where}")

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
        digests = list(dict.fromkeys(digest for _, digest in places))
        found: set[str] = set()
        for start in range(0, len(digests), _AT_ONCE):
            asked = digests[start : start + _AT_ONCE]
            rows = self._all(
                "SELECT DISTINCT i.id FROM sources s"  # noqa: S608
                " JOIN issues i ON i.id = s.issue AND i.revision = s.number"
                " JOIN revisions r ON r.issue = s.issue AND r.number = s.number"
                f" WHERE r.confirmed = ? AND s.digest IN (?{', ?' * (len(asked) - 1)})",
                *(reader, *asked),
            )
            found.update(row[0] for row in rows)
        done: dict[str, tuple[int, ...]] = {}
        for issue in sorted(found):
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

    def record(self, issue_id: str) -> IssueRecord:
        with self._snapshot():
            found = read_record(self._all, issue_id)
        return found or IssueRecord(issue_id, ())

    def blob(self, digest: str) -> bytes:
        return self.blobs.get(digest)

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
        yield from damages(self._all, self.blobs, self._broken, self.where)

    @abstractmethod
    def close(self) -> None: ...

    # The database

    @abstractmethod
    def _held(self) -> AbstractContextManager[None]:
        """The one who writes; waits, then raises ``ArchiveError``. May be entered again."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[None]:
        """All statements inside, or none."""

    @abstractmethod
    def _snapshot(self) -> AbstractContextManager[None]:
        """All that is asked inside is of one moment."""

    @abstractmethod
    def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]: ...

    @abstractmethod
    def _run(self, sql: str, *values: Any) -> None: ...

    @abstractmethod
    def _many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None: ...

    @abstractmethod
    def _broken(self) -> Iterator[Damage]:
        """What the database itself says is damaged; when it is, nothing else can be judged."""

    def _one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        rows = self._all(sql, *values)
        return rows[0] if rows else None

    # Statements

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

    def _writable(self) -> None:
        if self.read_only:
            raise ArchiveError(
                "the archive was opened read-only.",
                where=self.where,
                remedy="Open it for writing.",
            )

    def _blobs_root(self, given: str | None, default: str | None) -> str:
        """Where the blobs are: remembered from the first opening."""
        row = self._one("SELECT value FROM meta WHERE key = 'blobs'")
        if given is not None and not self.read_only and (row is None or row[0] != given):
            if row is not None or self._one("SELECT 1 FROM revisions LIMIT 1"):
                raise ArchiveError(
                    "this archive keeps its blobs elsewhere.",
                    where=self.where,
                    remedy="Open it without naming a place for the blobs.",
                )
            self._run("INSERT INTO meta VALUES ('blobs', ?)", given)
            return given
        if row is None and default is None:
            raise ArchiveError(
                "this archive does not know where its blobs are.",
                where=self.where,
                remedy="Name a folder or an object store once: …?blobs=/srv/blobs",
            )
        return str(row[0]) if row else str(default)
