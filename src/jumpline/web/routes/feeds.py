"""Feeds of any search: of a title, a section, a person, a word."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.errors import NotFound
from jumpline.web.feeds import FORMS, Feed, Item, written
from jumpline.web.views.naming import publication_title
from jumpline.web.views.search import read_request
from jumpline.web.visit import Visit, answer

_FED = 60


def feed(request: Request) -> Response:
    """The newest articles of a search; without one, of everything. Raises ``QueryError``."""
    visit = Visit(request)
    form = visit.parameter("form")
    if form not in FORMS:
        raise NotFound("there is no such form of a feed.", where=form)
    wanted = replace(read_request(request.query_params), order="newest", page=1)
    found = visit.archive.search(
        wanted.query,
        order="newest",
        offset=0,
        limit=_FED,
        fold=wanted.fold,
        facets=False,
        filters=dict(wanted.filters),
    )
    titles = {each.id: each for each in visit.archive.publications()}
    filters = dict(wanted.filters)
    named = titles.get(filters.get("publication", ""))
    words = [publication_title(named)] if named else [visit.locale.say("site.name")]
    words += [value for name, value in wanted.filters if name != "publication"]
    words += [wanted.query] if wanted.query else []
    items = tuple(
        Item(
            hit.article,
            hit.headline or visit.locale.say("issue.untitled"),
            f"{visit.site}{visit.addresses.article(hit.article)}",
            hit.date,
            hit.people,
            "".join(text for text, _ in hit.snippet),
            hit.section,
        )
        for hit in found.hits
    )
    parameters = wanted.parameters()
    told = Feed(
        "/".join(["feed", *(f"{name}={value}" for name, value in parameters if value)]),
        " · ".join(words),
        f"{visit.site}{visit.addresses.search(parameters)}",
        f"{visit.site}{visit.path_and_query}",
        named.language if named else None,
        items,
    )
    return answer(request, written(told, form), FORMS[form])


def routes() -> list[BaseRoute]:
    return [Route("/feed.{form}", feed, include_in_schema=False)]
