"""Titles and their newest issues; the calendar of one title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.errors import NotFound
from jumpline.model.archive import IssueSummary, PublicationSummary
from jumpline.web.failures import whole_number
from jumpline.web.manifest import manifest
from jumpline.web.source import ReadableArchive
from jumpline.web.views.calendar import CalendarView, calendar_view
from jumpline.web.views.issue import Entry, issue_view
from jumpline.web.views.naming import publication_title
from jumpline.web.visit import Visit, answer

#: Newest issues a title, titles that show their newest issue's headlines, and how many of them.
_NEWEST = 8
_FRONTS = 12
_HEADLINES = 6


@dataclass(frozen=True)
class Shelf:
    """A title with its newest issues, the newest first, and what stands on its front page."""

    publication: PublicationSummary
    title: str
    latest: IssueSummary | None
    newest: tuple[IssueSummary, ...]
    front: tuple[Entry, ...]


def newest_issues(
    archive: ReadableArchive, publication: PublicationSummary
) -> tuple[IssueSummary, ...]:
    """From the last year alone: a title of a century is not listed to show a week of it."""
    last = publication.last_date
    year = int(last[:4]) if last and last[:4].isdecimal() else None
    found = list(archive.issues(publication=publication.id, year=year))
    dated = [summary for summary in found if summary.date] or found
    return tuple(reversed(dated[-_NEWEST:]))


def _shelves(archive: ReadableArchive) -> Iterator[Shelf]:
    for place, publication in enumerate(archive.publications()):
        newest = newest_issues(archive, publication)
        front: tuple[Entry, ...] = ()
        # An extra sheet without articles must not hide the day's paper.
        latest = next((summary for summary in newest if summary.articles), None)
        if place < _FRONTS and latest is not None:
            pages = issue_view(archive.get(latest.id), ()).pages
            entries = [entry for page in pages for entry in page.entries if not entry.continued]
            front = tuple(entries[:_HEADLINES])
        latest = latest or next(iter(newest), None)
        yield Shelf(publication, publication_title(publication), latest, newest, front)


def home_page(request: Request) -> Response:
    visit = Visit(request)
    return visit.page("home.html", {"shelves": list(_shelves(visit.archive))})


def home_data(request: Request) -> Response:
    visit = Visit(request)
    publications = list(visit.archive.publications())
    newest = [
        summary
        for publication in publications
        for summary in newest_issues(visit.archive, publication)
    ]
    newest.sort(key=lambda summary: (summary.date or "", summary.id), reverse=True)
    return visit.data({"publications": publications, "newest": newest})


def _calendar(visit: Visit) -> tuple[PublicationSummary, CalendarView]:
    wanted = visit.parameter("publication")
    query = visit.request.query_params
    year = whole_number("year", query.get("year"), least=1, most=9999, default=0)
    publication = next(
        (known for known in visit.archive.publications() if known.id == wanted), None
    )
    if publication is None:
        raise NotFound("no such title.", where=wanted)
    # All years at once: the page links to every year that has issues, and to undated ones.
    issues = list(visit.archive.issues(publication=publication.id))
    return publication, calendar_view(issues, year or None)


def calendar_page(request: Request) -> Response:
    visit = Visit(request)
    publication, view = _calendar(visit)
    title = publication_title(publication)
    return visit.page("calendar.html", {"publication": publication, "title": title, "view": view})


def calendar_data(request: Request) -> Response:
    visit = Visit(request)
    publication, view = _calendar(visit)
    return visit.data(
        {
            "publication": publication,
            "year": view.year,
            "years": view.years,
            "issues": view.issues,
            "undated": view.undated,
        }
    )


def manifest_data(request: Request) -> Response:
    visit = Visit(request)
    to = visit.addresses
    body = manifest(visit.say("site.name"), to.home(), to.static("icon.svg"))
    return answer(request, body, "application/manifest+json")


def routes() -> list[BaseRoute]:
    return [
        Route("/index.json", home_data),
        Route("/.json", home_data, include_in_schema=False),
        Route("/", home_page),
        Route("/manifest.webmanifest", manifest_data, include_in_schema=False),
        Route("/calendar/{publication}.json", calendar_data),
        Route("/calendar/{publication}", calendar_page),
    ]
