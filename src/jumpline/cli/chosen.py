"""Which issues a command is about: pages that are read first, an issue of the archive, or the
articles that a search finds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.store.address import exists

if TYPE_CHECKING:
    from jumpline.archive import Archive


def names_an_issue(what: str) -> bool:
    """Whether it is more like an id (or a path) than like a search."""
    return "/" in what and not any(char.isspace() or char in "\"'“”():" for char in what)


def issues_of(what: tuple[str, ...], archive: str) -> Iterator[Issue]:
    """The issues that are read from paths (or standard input, ``-``), or the one that is kept under
    an id, else those of the articles that a search finds, each with these articles only; all that
    the archive keeps where nothing is named. Raises ``NotFound``, ``QueryError``,
    ``SourceError``."""
    if what and (what[0] == "-" or exists(Path(what[0]))):
        yield from _read(what)
        return
    if len(what) > 1:
        raise click.UsageError("Give paths, or one issue, or one search in quotes.")
    from jumpline.archive import open_archive
    from jumpline.errors import NotFound

    with open_archive(archive) as kept:
        if not what:
            for summary in kept.issues():
                yield kept.get(summary.id)
            return
        try:
            issue = kept.get(what[0])
        except NotFound:
            if names_an_issue(what[0]):
                raise
        else:
            yield issue
            return
        for found, _ in found_by(kept, what[0]):
            yield found


def _read(paths: tuple[str, ...]) -> Iterator[Issue]:
    from jumpline.cli.output import progress, warn
    from jumpline.pipeline import gather, read_issues

    given = [SourceFile("-", sys.stdin.buffer.read()) for path in paths if path == "-"][:1]
    sources = [*given, *gather(path for path in paths if path != "-")]
    with progress("Reading") as told:
        for reading in read_issues(sources, progress=told):
            warn(reading.issue.problems)
            yield reading.issue


def articles_by_issue(kept: Archive, query: str) -> dict[str, set[str]]:
    """Ids of the articles that a search finds, by issue, the oldest first."""
    wanted: dict[str, set[str]] = {}
    total = offset = 0
    while True:
        page = kept.search(query, order="oldest", offset=offset, limit=500)
        for hit in page.hits:
            wanted.setdefault(hit.issue, set()).add(hit.article)
        total, offset = page.total, offset + 500
        if not page.hits or offset >= total:
            break
    return wanted


def found_by(
    kept: Archive, query: str, *, sources: bool = False
) -> Iterator[tuple[Issue, tuple[SourceFile, ...]]]:
    """Issues with the articles that a search finds, the oldest first. Raises ``NotFound``."""
    from msgspec.structs import replace

    from jumpline.errors import NotFound

    wanted = articles_by_issue(kept, query)
    if not wanted:
        raise NotFound(
            f"no issue is called {query!r}, and no article is found by it.",
            remedy="See `jumpline list` and `jumpline search`.",
        )
    for name, articles in wanted.items():
        issue = kept.get(name)
        files = tuple(kept.sources(name)) if sources else ()
        some = tuple(article for article in issue.articles if article.id in articles)
        yield replace(issue, articles=some, guide=(), notices=(), ads=()), files
