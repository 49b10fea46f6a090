"""A printed page: its picture with the articles on it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.errors import NotFound
from jumpline.model.issue import Issue, Page
from jumpline.web.images.pyramids import can_draw
from jumpline.web.images.render import SCREEN, THUMB
from jumpline.web.views.issue import issue_view
from jumpline.web.views.naming import issue_title
from jumpline.web.views.page import facsimile_view, has_picture
from jumpline.web.visit import Visit


def _wanted(visit: Visit) -> tuple[Issue, Page]:
    issue = visit.issue
    number = visit.parameter("number")
    page = next((each for each in issue.pages if str(each.number) == number), None)
    if page is None:
        raise NotFound("no such page.", where=issue.id)
    return issue, page


def paper_page(request: Request) -> Response:
    visit = Visit(request)
    issue, page = _wanted(visit)
    view = issue_view(issue, ())
    pictured = can_draw() and has_picture(issue, page.number)
    place = [each.number for each in issue.pages].index(page.number)
    return visit.page(
        "page.html",
        {
            "issue": issue,
            "title": issue_title(issue),
            "page": page,
            "entries": next(each.entries for each in view.pages if each.number == page.number),
            "view": facsimile_view(issue, page) if pictured else None,
            "pictured": [
                (each, can_draw() and has_picture(issue, each.number)) for each in issue.pages
            ],
            "before": issue.pages[place - 1] if place else None,
            "after": issue.pages[place + 1] if place + 1 < len(issue.pages) else None,
            "screen": SCREEN,
            "thumb": THUMB,
        },
    )


def paper_data(request: Request) -> Response:
    visit = Visit(request)
    issue, page = _wanted(visit)
    pictured = has_picture(issue, page.number)
    view = facsimile_view(issue, page) if pictured else None
    return visit.data(
        {
            "issue": issue.id,
            "page": page,
            "picture": visit.addresses.image(issue.id, page.number) if pictured else None,
            "articles": [
                {
                    "id": region.article.id,
                    "headline": region.title,
                    "box": region.box,
                    "path": region.path,
                }
                for region in (view.regions if view else ())
            ],
        }
    )


def routes() -> list[BaseRoute]:
    return [
        Route("/page/{publication}/{date}/{number}.json", paper_data),
        Route("/page/{publication}/{date}/{number}", paper_page),
    ]
