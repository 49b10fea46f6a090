"""Search: the page explains what is wrong with a query, the data says it as a problem."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.errors import QueryError
from jumpline.model.archive import SearchResult
from jumpline.web import cursors
from jumpline.web.views.histogram import histogram
from jumpline.web.views.naming import publication_title
from jumpline.web.views.search import (
    MAX_QUERY,
    PAGE_SIZE,
    SearchRequest,
    read_request,
    search_view,
)
from jumpline.web.visit import Visit

#: Hits of one answer to a program.
MOST_HITS = 200


def _search(visit: Visit, request: SearchRequest) -> SearchResult | None:
    """None where nothing is asked: an empty form is not a search for everything."""
    if not request.query and not request.filters:
        return None
    return visit.archive.search(
        request.query,
        order=request.order,
        offset=request.offset,
        limit=PAGE_SIZE,
        fold=request.fold,
        facets=True,
        filters=dict(request.filters),
    )


def search_page(request: Request) -> Response:
    visit = Visit(request)
    wanted = read_request(request.query_params)
    context: dict[str, Any] = {
        "query_text": wanted.query,
        "max_query": MAX_QUERY,
        "wanted": wanted,
        "view": None,
        "histogram": None,
        "error": None,
    }
    try:
        result = _search(visit, wanted)
    except QueryError as error:
        context["error"] = error
        context["marked"] = _marked(error)
        return visit.page("search.html", context, status=400)
    if result is not None:
        publications = list(visit.archive.publications())
        context["histogram"] = histogram(result.facets, dict(wanted.filters))
        context["view"] = search_view(
            wanted,
            result,
            titles={known.id: publication_title(known) for known in publications},
            languages={known.id: known.language for known in publications},
            locale=visit.locale,
            to=visit.addresses,
        )
    return visit.page("search.html", context)


def _marked(error: QueryError) -> tuple[str, str, str]:
    """The query before the place of the error, the character there, and what follows."""
    place = min(max(error.position, 0), len(error.query))
    return error.query[:place], error.query[place : place + 1], error.query[place + 1 :]


def lookup_page(request: Request) -> Response:
    """For the static edition, whose search is a script."""
    return Visit(request).page("lookup.html", {}, data=False)


def search_data(request: Request) -> Response:
    visit = Visit(request)
    query = request.query_params
    wanted = read_request(query)
    asked = cursors.question(visit.path, query)
    limit = cursors.limit_of(query, PAGE_SIZE, MOST_HITS)
    place = cursors.read(query.get("cursor", ""), asked)
    result, following = SearchResult(wanted.query, 0, 0, limit, ()), None
    if wanted.query or wanted.filters:
        result, following = cursors.hits_after(
            partial(visit.archive.search, wanted.query), place, limit, asked,
            offset=(wanted.page - 1) * limit, order=wanted.order, fold=wanted.fold, facets=True,
            filters=dict(wanted.filters),
        )  # fmt: skip
    return visit.data(
        {
            "query": result.query,
            "order": wanted.order,
            "filters": dict(wanted.filters),
            "page": wanted.page,
            "total": result.total,
            "offset": result.offset,
            "limit": result.limit,
            "hits": result.hits,
            "facets": result.facets,
            "next": following,
        }
    )


def routes() -> list[BaseRoute]:
    return [Route("/search.json", search_data), Route("/search", search_page)]
