"""The archive: open, add, find, get. What the command line, the web and other programs use.

The store is the truth and the index is derived from it. Every write goes to the store first; the
index is brought up to date after it, and at the next opening if a kill came between.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeAlias

from jumpline.correcting import Correcting
from jumpline.corrections import keep
from jumpline.errors import ArchiveError, FormatError, JumplineError, NotFound
from jumpline.indexing import documents_of
from jumpline.known_titles import settled
from jumpline.model.archive import (
    Added,
    ArticleDocument,
    Damage,
    IssueSummary,
    PublicationSummary,
    Revision,
    SearchResult,
    SourceFile,
)
from jumpline.model.issue import Article, Issue
from jumpline.model.scan import USUAL, PageImage, Recognition
from jumpline.ports import Index, Progress, Store
from jumpline.reading_options import identity, read, told_to_read
from jumpline.search.documents import articles_of
from jumpline.search.tantivy_index import TantivyIndex
from jumpline.store.address import folder_of
from jumpline.store.check import refuse_damaged
from jumpline.store.lock import FileLock
from jumpline.store.sources import batches, together, unfinished
from jumpline.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from jumpline.pipeline import Reading

__all__ = ["Archive", "articles_of", "open_archive"]

PathLike: TypeAlias = str | os.PathLike[str]

#: Issues that are added before the index follows: a commit of it costs more than one of the store.
_INDEX_EVERY = 50


def open_archive(url: PathLike, *, create: bool = False, read_only: bool = False) -> Archive:
    """A folder, as a path or a ``file://`` URL.

    Raises ``NotFound`` where there is no archive and none is to be made, ``ArchiveError`` where
    there is one that cannot be used.
    """
    folder = folder_of(os.fspath(url))
    if not create and folder.is_dir() and not os.access(folder, os.W_OK):
        # What only reads does not need to write; what writes says that it cannot.
        read_only = True
    store = SqliteStore(folder, create=create, read_only=read_only)
    try:
        index = TantivyIndex(folder / "index", read_only=read_only)
        lock = FileLock(folder / "index.lock")
        return Archive(store, index, lock, read_only=read_only, where=str(folder))
    except BaseException:
        store.close()
        raise


class Archive(Correcting):
    """Safe to use from several threads. Close it, or use it as a context manager."""

    def __init__(
        self,
        store: Store,
        index: Index,
        lock: FileLock,
        *,
        read_only: bool = False,
        where: str = "archive",
    ) -> None:
        self.where = where
        self.read_only = read_only
        self._store = store
        self._index = index
        self._lock = lock
        if not read_only:
            self._catch_up()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(
        self,
        paths: PathLike | Iterable[PathLike],
        *,
        packs: Sequence[str] = (),
        progress: Progress | None = None,
        recognition: Recognition = USUAL,
    ) -> list[Added]:
        """Reads files and folders and keeps the issues found, each as soon as it is read.

        Folders whose files are all kept already, as this version of jumpline reads them, are not
        read again. A part of an issue that the archive has (a late page, one corrected page) is
        read together with the rest of it. ``packs`` are files of titles' own conventions,
        ``recognition`` says who reads pictures. Raises ``SourceError``; what was kept stays.
        """
        self._writable()
        given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
        added: list[Added] = []
        try:
            for batch in batches([Path(path) for path in given]):
                self._add(batch, added, told_to_read(packs, recognition), progress)
        finally:
            self._catch_up()
        return added

    def put(
        self, issue: Issue, sources: Sequence[SourceFile], *, reader: str | None = None
    ) -> Added:
        """Keeps an issue that was read elsewhere. ``reader`` says by what, if not by this
        version of jumpline. Without sources, ``reread`` passes it over."""
        if reader is None:
            from jumpline import pipeline

            reader = pipeline.READER
        added = keep(self._store, issue, sources, reader)
        self._catch_up()
        return added

    def get(self, issue_id: str, revision: int | None = None) -> Issue:
        """Raises ``NotFound``."""
        return self._store.get(issue_id, revision=revision)

    def article(self, article_id: str) -> tuple[Issue, Article]:
        """With the issue that it stands in. Raises ``NotFound``."""
        issue = self._store.get(self._store.article_issue(article_id))
        for article in issue.articles:
            if article.id == article_id:
                return issue, article
        raise ArchiveError(
            f"the archive lists article {article_id!r}, but its issue does not hold it.",
            where=self.where,
            remedy="Run `jumpline verify`.",
        )

    def sources(self, issue_id: str, revision: int | None = None) -> list[SourceFile]:
        """The files of a revision, as they came. Raises ``NotFound``."""
        return self._store.sources(issue_id, revision=revision)

    def changes(self) -> list[str]:
        """Ids of all issues, those that changed last at the end."""
        return list(self._store.changed_since(-1))

    def edition(self, issue_id: str) -> str:
        """Changes with every change of the issue. Raises ``NotFound``."""
        return self._store.revisions(issue_id)[-1].digest

    def facsimile(self, issue_id: str, number: int) -> PageImage:
        """The picture of a page, see ``jumpline.facsimiles``. Raises ``NotFound``."""
        from jumpline.facsimiles import facsimile

        return facsimile(self.get(issue_id), self.sources(issue_id), number)

    def issues(
        self, publication: str | None = None, year: int | None = None, month: int | None = None
    ) -> list[IssueSummary]:
        """By date; undated issues last."""
        return list(self._store.issues(publication=publication, year=year, month=month))

    def publications(self) -> list[PublicationSummary]:
        return self._store.publications()

    def revisions(self, issue_id: str) -> list[Revision]:
        """Raises ``NotFound``."""
        return self._store.revisions(issue_id)

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
        """See ``jumpline.search.query`` for the language. An empty query finds every article.

        Raises ``QueryError`` for the query and ``UsageError`` for the other arguments.
        """
        return self._index.search(
            query,
            order=order,
            offset=offset,
            limit=limit,
            fold=fold,
            facets=facets,
            filters=filters,
        )

    def reread(
        self,
        issue_ids: Iterable[str] | None = None,
        *,
        packs: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> list[Added]:
        """Reads the kept sources again (of all issues, if none is named). A revision is made
        only where the result differs. An issue that fails stays as it is; when all are done, one
        ``ArchiveError`` names those."""

        self._writable()
        wanted = [each.id for each in self._store.issues()] if issue_ids is None else [*issue_ids]
        added: list[Added] = []
        failed: list[tuple[str, JumplineError]] = []
        try:
            for place, issue_id in enumerate(wanted):
                if progress is not None:
                    progress(place, len(wanted), issue_id)
                try:
                    sources = self._store.sources(issue_id)
                    found = read(sources, told_to_read(packs)) if sources else []
                    readings = [settled(self._store, reading) for reading in found]
                except NotFound:
                    raise
                except JumplineError as error:
                    failed.append((issue_id, error))
                    continue
                added += [
                    self._keep(reading, identity(told_to_read(packs))) for reading in readings
                ]
        finally:
            self._catch_up()
        if progress is not None:
            progress(len(wanted), len(wanted), "")
        if failed:
            names = ", ".join(issue_id for issue_id, _ in failed[:5])
            raise ArchiveError(
                f"{len(failed)} of {len(wanted)} issues could not be read again ({names}): "
                f"{failed[0][1]}",
                where=self.where,
                remedy="They stay as they were.",
            ) from failed[0][1]
        return added

    def reindex(self) -> int:
        """Builds the index anew and clears away what kills have left; how many articles. Issues that
        cannot be read are left out, ``verify`` names them; where none can, the index stays and
        ``ArchiveError`` is raised."""
        self._writable()
        refuse_damaged(self._store)
        with self._lock.held():
            self._index.clear()
            self._catch_up()
        self._store.sweep()
        return self._index.search("", limit=0).total

    def verify(self) -> list[Damage]:
        """Reads everything; empty when all is whole."""
        return [*self._store.verify(), *self._index_damage()]

    def close(self) -> None:
        self._index.close()
        self._store.close()

    def _add(
        self, paths: list[Path], added: list[Added], how: dict[str, Any], progress: Progress | None
    ) -> None:
        from jumpline import pipeline

        reader = identity(how)
        sources = pipeline.gather(paths)
        done = self._store.finished(sources, reader=reader)
        left = unfinished(sources, done)
        for issue_id, places in done.items():
            if left.isdisjoint(places):
                added.append(self._same(issue_id))
        if not left:
            return
        wanted = [sources[place] for place in sorted(left)]
        for reading in pipeline.read_issues(wanted, progress=progress, **how):
            added.append(self._keep(self._joined(settled(self._store, reading), how), reader))
            if progress is not None:
                progress(len(added), None, added[-1].issue)
            if len(added) % _INDEX_EVERY == 0:
                self._catch_up()

    def _writable(self) -> None:
        if self.read_only:
            raise ArchiveError(
                "the archive was opened read-only.", where=self.where, remedy="Open it for writing."
            )

    def _same(self, issue_id: str) -> Added:
        return Added(issue_id, self._store.revisions(issue_id)[-1].number, "same")

    def _keep(self, reading: Reading, reader: str) -> Added:
        return keep(self._store, reading.issue, reading.sources, reader)

    def _joined(self, reading: Reading, how: dict[str, Any]) -> Reading:
        """With the pages that the archive has already, where only a part of them came now."""
        issue_id = reading.issue.id
        if not self._store.has(issue_id):
            return reading
        try:
            kept = self._store.sources(issue_id)
            sources = together(kept, reading.sources, self._store.get(issue_id), reading.issue)
        except (ArchiveError, FormatError):
            # A blob of the old revision is damaged: what came now replaces it.
            return reading
        if sources is None:
            return reading
        again = [settled(self._store, each) for each in read(sources, how)]
        whole = [each for each in again if each.issue.id == issue_id]
        return whole[0] if len(whole) == 1 else reading

    def _catch_up(self) -> None:
        """Brings the index up to the store's generation."""
        if self._index.generation() == self._store.generation():
            return
        with self._lock.held():
            have, now = self._index.generation(), self._store.generation()
            if have > now:
                # The store was restored from a backup.
                have = self._start_index_anew()
            if have == now:
                return
            try:
                self._update_index(have, now)
            except ArchiveError:
                if have < 0:
                    raise
                # Damaged within: the index is only derived, so build it again, once.
                self._update_index(self._start_index_anew(), now)

    def _start_index_anew(self) -> int:
        self._index.clear()
        return self._index.generation()

    def _update_index(self, have: int, now: int) -> None:
        changed = self._store.changed_since(have)
        self._index.update(((issue_id, self._documents(issue_id)) for issue_id in changed), now)

    def _documents(self, issue_id: str) -> list[ArticleDocument]:
        try:
            return documents_of(self._store.get(issue_id))
        except (ArchiveError, FormatError):
            # A damaged blob must not keep the rest from being found; verify names it.
            return []

    def _index_damage(self) -> Iterator[Damage]:
        try:
            total = self._index.search("", limit=0).total
        except ArchiveError as error:
            yield Damage("index", error.what, self.where)
            return
        listed = sum(each.articles for each in self._store.issues())
        if self._index.generation() != self._store.generation():
            yield Damage("index", "the search index is behind the issues", self.where)
        elif total != listed:
            yield Damage(
                "index",
                f"{total} articles can be found, {listed} are kept",
                self.where,
                {"found": total, "kept": listed},
            )
