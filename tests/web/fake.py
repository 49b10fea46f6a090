"""An archive in memory with invented papers, hostile ones among them."""

from __future__ import annotations

import hashlib
from collections import Counter

from jumpline.errors import NotFound, QueryError
from jumpline.facsimiles import facsimile
from jumpline.model.archive import (
    FacetValue,
    Hit,
    IssueSummary,
    PublicationSummary,
    Revision,
    SearchResult,
)
from jumpline.model.codec import encode
from jumpline.model.issue import Article, Issue
from jumpline.model.scan import PageImage

from .papers import all_issues


class FakeArchive:
    """The reading half of the facade over issues held in a list."""

    def __init__(self, issues: list[Issue] | None = None) -> None:
        self._issues = {issue.id: issue for issue in (issues or all_issues())}
        #: Arguments of each search, for tests to look at.
        self.asked: list[dict[str, object]] = []

    def get(self, issue_id: str, revision: int | None = None) -> Issue:
        if issue_id not in self._issues:
            raise NotFound("no such issue.", where=issue_id)
        return self._issues[issue_id]

    def article(self, article_id: str) -> tuple[Issue, Article]:
        for issue in self._issues.values():
            for article in issue.articles:
                if article.id == article_id:
                    return issue, article
        raise NotFound("no such article.", where=article_id)

    def changes(self) -> list[str]:
        return list(self._issues)

    def revisions(self, issue_id: str) -> list[Revision]:
        place = self.changes().index(issue_id)
        added = f"2026-05-01T00:{place // 60:02}:{place % 60:02}Z"
        return [Revision(issue_id, 1, self.edition(issue_id), "test", added, True)]

    def edition(self, issue_id: str) -> str:
        return hashlib.sha256(encode(self.get(issue_id))).hexdigest()

    def facsimile(self, issue_id: str, number: int) -> PageImage:
        return facsimile(self.get(issue_id), [], number)

    def issues(
        self,
        publication: str | None = None,
        year: int | None = None,
        month: int | None = None,
    ) -> list[IssueSummary]:
        found = [
            _summary(issue)
            for issue in self._issues.values()
            if (publication is None or issue.publication.id == publication)
            and (year is None or (issue.date or "").startswith(f"{year:04d}-"))
            and (month is None or (issue.date or "")[5:7] == f"{month:02d}")
        ]
        return sorted(found, key=lambda summary: (summary.date or "9999", summary.id))

    def publications(self) -> list[PublicationSummary]:
        known = {issue.publication.id: issue.publication for issue in self._issues.values()}
        found = []
        for publication in known.values():
            issues = self.issues(publication=publication.id)
            dates = [summary.date for summary in issues if summary.date]
            found.append(
                PublicationSummary(
                    id=publication.id,
                    title=publication.title,
                    language=publication.language,
                    issues=len(issues),
                    first_date=min(dates, default=None),
                    last_date=max(dates, default=None),
                )
            )
        return found

    def search(
        self,
        query: str,
        order: str = "relevance",
        offset: int = 0,
        limit: int = 20,
        fold: bool = True,
        facets: bool = False,
        filters: dict[str, str] | None = None,
    ) -> SearchResult:
        self.asked.append(
            {"query": query, "order": order, "offset": offset, "fold": fold, "filters": filters}
        )
        if "(" in query and ")" not in query:
            raise QueryError(
                "this bracket is never closed.",
                query=query,
                position=query.index("("),
                remedy="Close it, or put it in quotation marks.",
            )
        hits = []
        for issue in self._issues.values():
            for article in issue.articles:
                hit = _hit(issue, article, query.strip('"“”'))
                if hit is not None and all(
                    _facet(hit, name) == value for name, value in (filters or {}).items()
                ):
                    hits.append(hit)
        hits.sort(key=lambda hit: (hit.date or "", hit.article), reverse=order != "oldest")
        return SearchResult(
            query=query,
            total=len(hits),
            offset=offset,
            limit=limit,
            hits=tuple(hits[offset : offset + limit]),
            facets=_facets(hits) if facets else {},
        )


def _summary(issue: Issue) -> IssueSummary:
    return IssueSummary(
        id=issue.id,
        publication=issue.publication.id,
        title=issue.publication.title,
        date=issue.date,
        number=issue.number,
        pages=tuple(page.label for page in issue.pages),
        articles=len(issue.articles),
        problems=len(issue.problems),
        revision=1,
    )


def _hit(issue: Issue, article: Article, query: str) -> Hit | None:
    texts = ["".join(article.headline), *(item.text for item in article.body)]
    for text in texts:
        place = text.find(query)
        if place >= 0:
            start, end = max(place - 20, 0), place + len(query)
            runs = ((text[start:place], False), (query, True), (text[end : end + 60], False))
            page = next((page for page in issue.pages if page.number == article.pages[0]), None)
            return Hit(
                article=article.id,
                issue=issue.id,
                publication=issue.publication.id,
                title=issue.publication.title,
                date=issue.date,
                page=article.pages[0],
                headline=" ".join(article.headline),
                section=page.section if page else None,
                column=article.column,
                source=article.byline.source if article.byline else None,
                people=tuple(p.name for p in article.byline.people) if article.byline else (),
                score=1.0,
                snippet=tuple(run for run in runs if run[0]),
            )
    return None


def _facet(hit: Hit, name: str) -> str | None:
    values = {
        "publication": hit.publication,
        "year": (hit.date or "")[:4],
        "month": (hit.date or "")[:7],
        "page": str(hit.page),
        "section": hit.section,
        "column": hit.column,
        "source": hit.source,
        "person": hit.people[0] if hit.people else None,
    }
    return values[name]


def _facets(hits: list[Hit]) -> dict[str, tuple[FacetValue, ...]]:
    found = {}
    for name in ("publication", "year", "month", "page", "section", "column", "source", "person"):
        counts = Counter(value for hit in hits if (value := _facet(hit, name)))
        found[name] = tuple(FacetValue(value, count) for value, count in counts.most_common())
    return found
