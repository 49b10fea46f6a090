"""An issue and an article."""

from __future__ import annotations

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.errors import NotFound
from jumpline.exporting import export
from jumpline.model import codec
from jumpline.model.archive import IssueSummary
from jumpline.model.issue import Issue
from jumpline.search.query import quoted
from jumpline.web.images.pyramids import can_draw
from jumpline.web.images.render import THUMB
from jumpline.web.locale import parse_date
from jumpline.web.source import ReadableArchive
from jumpline.web.views.article import article_view
from jumpline.web.views.citing import citations, linked_data
from jumpline.web.views.counted import counted
from jumpline.web.views.issue import issue_view
from jumpline.web.views.naming import issue_title
from jumpline.web.views.page import cuts_of, has_picture, seen_on
from jumpline.web.visit import Visit, answer


def _around(archive: ReadableArchive, issue: Issue) -> list[IssueSummary]:
    """The title's issues of the same year; of the year before or after too at its edge."""
    day = parse_date(issue.date)
    if day is None:
        return []

    def of(year: int) -> list[IssueSummary]:
        found = archive.issues(publication=issue.publication.id, year=year)
        return [summary for summary in found if summary.date]

    found = of(day.year)
    if found and found[0].id == issue.id and day.year > 1:
        found = [*of(day.year - 1), *found]
    if found and found[-1].id == issue.id and day.year < 9999:
        found = [*found, *of(day.year + 1)]
    return found


def issue_page(request: Request) -> Response:
    visit = Visit(request)
    issue = visit.issue
    view = issue_view(issue, _around(visit.archive, issue))
    return visit.page(
        "issue.html",
        {
            "view": view,
            "issue": issue,
            "title": issue_title(issue),
            "pictured": [
                (page, can_draw() and has_picture(issue, page.number)) for page in issue.pages
            ],
            "thumb": THUMB,
        },
    )


def issue_data(request: Request) -> Response:
    visit = Visit(request)
    return visit.json_bytes(codec.encode(visit.issue))


def article_page(request: Request) -> Response:
    visit = Visit(request)
    issue, article = visit.archive.article(_article_id(visit))
    view = article_view(issue, article)
    series = article.series
    figures, promises = counted(issue, article)
    return visit.page(
        "article.html",
        {
            "view": view,
            "issue": issue,
            "article": article,
            "title": issue_title(issue),
            "series_search": visit.addresses.search([("q", quoted(series.name))])
            if series
            else None,
            "vertical": visit.preferences.dir == "vertical",
            "cuts": cuts_of(issue, article) if can_draw() else {},
            "seen": seen_on(issue, article) if can_draw() else (),
            "thumb": THUMB,
            "pointers": [
                " ".join(entry.lines) for entry in issue.guide if entry.article == article.id
            ],
            "cited": citations(issue, article),
            "linked_data": linked_data(issue, article),
            "counted": figures,
            "promised": promises,
        },
    )


def article_data(request: Request) -> Response:
    visit = Visit(request)
    issue, article = visit.archive.article(_article_id(visit))
    view = article_view(issue, article)
    return visit.data(
        {
            "issue": {
                "id": issue.id,
                "publication": issue.publication,
                "date": issue.date,
                "number": issue.number,
            },
            "article": article,
            "pages": [
                {
                    "number": printed.number,
                    "label": printed.page.label if printed.page else None,
                    "section": printed.page.section if printed.page else None,
                }
                for printed in view.printed_on
            ],
            "previous": view.previous.article.id if view.previous else None,
            "next": view.following.article.id if view.following else None,
        }
    )


#: Citations to take along: exporter → media type.
_CITATIONS = {"ris": "application/x-research-info-systems", "bibtex": "application/x-bibtex"}


def citation(request: Request) -> Response:
    visit = Visit(request)
    name = visit.parameter("form")
    if name not in _CITATIONS:
        raise NotFound("there is no such form of a citation.", where=name)
    issue, article = visit.archive.article(_article_id(visit))
    body = export(replace(issue, articles=(article,)), name)
    assert isinstance(body, bytes)
    return answer(request, body, f"{_CITATIONS[name]}; charset=utf-8")


def _article_id(visit: Visit) -> str:
    return f"{visit.issue_id}/{visit.parameter('key')}"


def routes() -> list[BaseRoute]:
    return [
        Route("/issue/{publication}/{date}.json", issue_data),
        Route("/issue/{publication}/{date}", issue_page),
        Route("/article/{publication}/{date}/{key}.json", article_data),
        Route("/article/{publication}/{date}/{key}/as/{form}", citation, include_in_schema=False),
        Route("/article/{publication}/{date}/{key}", article_page),
    ]
