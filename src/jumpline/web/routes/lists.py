"""Everything, in parts: issues and articles, the oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.model.archive import IssueSummary
from jumpline.web import cursors
from jumpline.web.failures import whole_number
from jumpline.web.locale import parse_date
from jumpline.web.source import ReadableArchive
from jumpline.web.views.search import MAX_FILTER
from jumpline.web.visit import Visit

ISSUES, MOST_ISSUES = 100, 1_000
ARTICLES, MOST_ARTICLES = 50, 500
#: Stands after every date.
_UNDATED = "9999-99-99"


class Listed(msgspec.Struct, frozen=True):
    """An article in a list; its text is at its own address."""

    id: str
    issue: str
    date: str | None
    pages: tuple[int, ...]
    headline: tuple[str, ...]
    column: str | None
    language: str | None


def _key(summary: IssueSummary) -> tuple[str, str]:
    return summary.date if _dated(summary.date) else _UNDATED, summary.id


def _from(
    archive: ReadableArchive, publication: str | None, year: int, after: str
) -> Iterator[IssueSummary]:
    """By date, then id, from the year of a date on: an archive of a century is not listed to go on
    in the middle of it."""
    known = [each for each in archive.publications() if publication in (None, each.id)]
    ends = [
        int(date[:4])
        for each in known
        for date in (each.first_date, each.last_date)
        if _dated(date)
    ]
    begun = int(after[:4]) if _dated(after) else 0
    years = [year] if year else range(max(min(ends), begun), max(ends) + 1) if ends else ()
    for each in years:
        yield from sorted(archive.issues(publication=publication, year=each), key=_key)
    if not year:
        rest = [each for each in archive.issues(publication=publication) if not _dated(each.date)]
        yield from sorted(rest, key=_key)


def _dated(date: str | None) -> TypeGuard[str]:
    return parse_date(date) is not None


class _Asked:
    def __init__(self, visit: Visit, default: int, most: int) -> None:
        query = visit.request.query_params
        self.name = cursors.question(visit.path, query)
        self.limit = cursors.limit_of(query, default, most)
        self.place = cursors.read(query.get("cursor", ""), self.name)
        year = whole_number("year", query.get("year"), least=1, most=9999, default=0)
        publication = query.get("publication", "")[:MAX_FILTER] or None
        key = self.place.key if self.place else ("", "")
        self.after = (str(key[0]), str(key[1])) if len(key) > 1 else ("", "")
        self.issues = _from(visit.archive, publication, year, self.after[0])


def issues_data(request: Request) -> Response:
    visit = Visit(request)
    asked = _Asked(visit, ISSUES, MOST_ISSUES)
    found: list[IssueSummary] = []
    for each in asked.issues:
        if _key(each) > asked.after:
            found.append(each)
            if len(found) > asked.limit:
                break
    part, following = cursors.part(found, _key, None, asked.limit, asked.name)
    return visit.data({"issues": part, "next": following})


def articles_data(request: Request) -> Response:
    visit = Visit(request)
    asked = _Asked(visit, ARTICLES, MOST_ARTICLES)
    done = int(asked.place.seen) if asked.place else 0
    found: list[tuple[Listed, cursors.Place]] = []
    for summary in asked.issues:
        if _key(summary) < asked.after:
            continue
        issue = visit.archive.get(summary.id)
        skipped = done if _key(summary) == asked.after else 0
        for place, article in enumerate(issue.articles[skipped:], skipped + 1):
            listed = Listed(
                article.id,
                issue.id,
                issue.date,
                article.pages,
                article.headline,
                article.column,
                article.language or issue.publication.language,
            )
            found.append((listed, cursors.Place(asked.name, _key(summary), place)))
        if len(found) > asked.limit:
            break
    part = found[: asked.limit]
    following = cursors.written(part[-1][1]) if len(found) > asked.limit else None
    return visit.data({"articles": [each for each, _ in part], "next": following})


def routes() -> list[BaseRoute]:
    return [Route("/issues.json", issues_data), Route("/articles.json", articles_data)]
