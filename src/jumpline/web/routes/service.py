"""What programs ask first: the description of the data routes, and whether all is well."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from jumpline.errors import NotFound
from jumpline.web.openapi import description
from jumpline.web.views.naming import headline_of, issue_title
from jumpline.web.visit import Visit


def openapi_data(request: Request) -> Response:
    return Visit(request).data(description(request.scope.get("root_path", "")))


def health(request: Request) -> Response:
    """Asks the archive, so that a damaged one is not reported well (503 from the handlers)."""
    visit = Visit(request)
    publications = list(visit.archive.publications())
    return visit.data(
        {
            "status": "ok",
            "publications": len(publications),
            "issues": sum(publication.issues for publication in publications),
        }
    )


def ready(request: Request) -> Response:
    """Whether this process takes requests: not once it has been told to stop. Whether the archive
    answers is asked of ``/health``."""
    if request.app.state.presence.leaving:
        return PlainTextResponse("leaving\n", status_code=503)
    return PlainTextResponse("ready\n")


def metrics(request: Request) -> Response:
    return PlainTextResponse(
        request.app.state.metrics(), media_type="text/plain; version=0.0.4; charset=utf-8"
    )


def oembed(request: Request) -> Response:
    """A card of an article for pages that link to it: https://oembed.com. Raises ``NotFound``."""
    visit = Visit(request)
    url = request.query_params.get("url", "")
    if request.query_params.get("format", "json") != "json":
        raise HTTPException(501)
    root = f"{visit.site}{visit.addresses.root('article')}/"
    if not url.startswith(root):
        raise NotFound("this is no address of an article here.", where=url[:200])
    path = unquote(urlsplit(url).path)
    issue, article = visit.archive.article(path.split("/article/", 1)[1])
    return visit.data(
        {
            "version": "1.0",
            "type": "link",
            "title": headline_of(article) or issue.id,
            "author_name": ", ".join(each.name for each in article.byline.people)
            if article.byline
            else "",
            "provider_name": issue_title(issue),
            "provider_url": f"{visit.site}{visit.addresses.home()}",
            "cache_age": 86400,
        }
    )


def routes() -> list[BaseRoute]:
    return [
        Route("/openapi.json", openapi_data),
        Route("/health", health),
        Route("/ready", ready, include_in_schema=False),
        Route("/metrics", metrics, include_in_schema=False),
        Route("/oembed", oembed, include_in_schema=False),
    ]
