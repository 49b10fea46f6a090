"""Style sheets and pictures, from the package alone."""

from __future__ import annotations

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from jumpline.errors import NotFound
from jumpline.web.visit import answer


class Assets(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        versioned = b"v=" in scope.get("query_string", b"")
        # The address changes with the content (see Addresses.static), so it may be kept.
        keep = "public, max-age=31536000, immutable" if versioned else "no-cache"
        response.headers["cache-control"] = keep
        return response


def worker(_request: Request) -> Response:
    """At the root, because it looks after what lies below it."""
    body = files("jumpline.web").joinpath("static", "sw.js").read_bytes()
    return Response(body, headers={"cache-control": "no-cache"}, media_type="text/javascript")


def house_css(request: Request) -> Response:
    return answer(request, request.app.state.house.css().encode(), "text/css; charset=utf-8")


def logo(request: Request) -> Response:
    house = request.app.state.house
    if request.url.path.rpartition("/")[2] != house.logo_name:
        raise NotFound("there is no such picture.")
    return answer(request, house.picture, house.media_type)


def routes() -> list[BaseRoute]:
    folder = str(files("jumpline.web").joinpath("static"))
    return [
        Route("/sw.js", worker, include_in_schema=False),
        Route("/house.css", house_css, include_in_schema=False),
        Route("/logo-{name}", logo, include_in_schema=False),
        Mount("/static", Assets(directory=folder), name="static"),
    ]
