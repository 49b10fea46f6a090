"""What the web needs of an archive: the reading half of the facade, nothing that writes.

``jumpline.archive.Archive`` fits; so does any object with these methods. Every call may block and
may come from any thread, several at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from jumpline.model.archive import IssueSummary, PublicationSummary, Revision, SearchResult
from jumpline.model.issue import Article, Issue
from jumpline.model.scan import PageImage


class ReadableArchive(Protocol):
    def get(self, issue_id: str, /) -> Issue:
        """Raises ``NotFound``."""

    def article(self, article_id: str, /) -> tuple[Issue, Article]:
        """Raises ``NotFound``."""

    def changes(self) -> list[str]:
        """Ids of all issues, those that changed last at the end."""

    def revisions(self, issue_id: str, /) -> list[Revision]:
        """The oldest first. Raises ``NotFound``."""

    def edition(self, issue_id: str, /) -> str:
        """A name that changes with every change of the issue. Raises ``NotFound``."""

    def facsimile(self, issue_id: str, number: int, /) -> PageImage:
        """The picture of a page. Raises ``NotFound`` and ``SourceError``."""

    def issues(
        self, *, publication: str | None = None, year: int | None = None
    ) -> Iterable[IssueSummary]:
        """By date, then by id; undated issues last."""

    def publications(self) -> Iterable[PublicationSummary]: ...

    def search(
        self,
        query: str,
        /,
        *,
        order: Any,
        offset: int,
        limit: int,
        fold: bool,
        facets: bool,
        filters: dict[str, str],
    ) -> SearchResult:
        """Raises ``QueryError``."""
