"""The archive as an edition shows it: some of its issues."""

from __future__ import annotations

from typing import Any

import msgspec

from jumpline.model.archive import IssueSummary, SearchResult
from jumpline.model.issue import Article, Issue
from jumpline.web.source import ReadableArchive


class Chosen:
    """The archive with the chosen issues alone."""

    def __init__(self, archive: ReadableArchive, chosen: list[IssueSummary]) -> None:
        self._archive = archive
        self._chosen = chosen
        self._last: Issue | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._archive, name)

    def get(self, issue_id: str) -> Issue:
        """Page by page and article by article, the same one is asked for."""
        last = self._last
        if last is None or last.id != issue_id:
            last = self._last = self._archive.get(issue_id)
        return last

    def article(self, article_id: str) -> tuple[Issue, Article]:
        last = self._last
        if last is not None and article_id.startswith(f"{last.id}/"):
            for article in last.articles:
                if article.id == article_id:
                    return last, article
        return self._archive.article(article_id)

    def search(self, query: str, **how: Any) -> SearchResult:
        """Hits in the chosen issues alone; fewer than there is room for, where others are among them."""
        found: SearchResult = self._archive.search(query, **how)
        names = {each.id for each in self._chosen}
        kept = tuple(hit for hit in found.hits if hit.issue in names)
        return found if len(kept) == len(found.hits) else msgspec.structs.replace(found, hits=kept)

    def issues(
        self, *, publication: str | None = None, year: int | None = None
    ) -> list[IssueSummary]:
        return [
            each
            for each in self._chosen
            if (publication is None or each.publication == publication)
            and (year is None or (each.date or "").startswith(f"{year:04}-"))
        ]

    def publications(self) -> list[Any]:
        found = []
        for known in self._archive.publications():
            dates = [each.date for each in self.issues(publication=known.id)]
            dated = sorted(each for each in dates if each)
            if dates:
                ends = (dated[0], dated[-1]) if dated else (None, None)
                found.append(
                    msgspec.structs.replace(
                        known, issues=len(dates), first_date=ends[0], last_date=ends[1]
                    )
                )
        return found
