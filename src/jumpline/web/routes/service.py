"""What programs ask first: the description of the data routes, and whether all is well."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.web.openapi import description
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


def routes() -> list[BaseRoute]:
    return [Route("/openapi.json", openapi_data), Route("/health", health)]
