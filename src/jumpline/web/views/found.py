"""A search's hits as issues, each with the articles that were found in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from jumpline.model.archive import Hit
from jumpline.model.issue import Issue
from jumpline.web.source import ReadableArchive


def issues_found(
    archive: ReadableArchive, query: str, *, articles: int, issues: int | None = None
) -> Iterator[Issue]:
    """Of the newest ``articles`` that a query finds, in at most so many ``issues``. Raises
    ``QueryError``."""
    hits = archive.search(
        query, order="newest", offset=0, limit=articles, fold=True, facets=False, filters={}
    ).hits
    yield from issues_of(archive, hits, issues)


def issues_of(
    archive: ReadableArchive, hits: Iterable[Hit], most: int | None = None
) -> Iterator[Issue]:
    """The issues of hits, each with the articles that were hit, in the order of their first ones."""
    wanted: dict[str, set[str]] = {}
    for hit in hits:
        wanted.setdefault(hit.issue, set()).add(hit.article)
    for name in list(wanted)[:most]:
        issue = archive.get(name)
        yield replace(
            issue,
            articles=tuple(each for each in issue.articles if each.id in wanted[name]),
        )
