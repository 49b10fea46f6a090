"""Style sheets and pictures, from the package alone."""

from __future__ import annotations

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope


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


def routes() -> list[BaseRoute]:
    folder = str(files("jumpline.web").joinpath("static"))
    return [
        Route("/sw.js", worker, include_in_schema=False),
        Mount("/static", Assets(directory=folder), name="static"),
    ]
