"""Pictures of pages by the IIIF Image API 3, level 2."""

from __future__ import annotations

import threading

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from jumpline.web.headers import OPEN
from jumpline.web.images.pyramids import Pyramid
from jumpline.web.images.render import info, render
from jumpline.web.images.request import FORMATS, read_request
from jumpline.web.visit import Visit

#: Pictures that are drawn at once: each takes a processor and a page's memory.
_DRAWING = threading.BoundedSemaphore(4)
_LEVEL = '<http://iiif.io/api/image/3/level2.json>;rel="profile"'
_LD = 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'
#: Other sites' viewers may show these pictures.
_SHOWN = {**OPEN, "link": _LEVEL}


def _opened(visit: Visit) -> Pyramid:
    return visit.pyramids.open(visit.issue_id, int(visit.parameter("number")))


def image_info(request: Request) -> Response:
    visit = Visit(request)
    with _DRAWING:
        page = _opened(visit)
    address = f"{visit.site}{_address(visit)}"
    body = msgspec.json.encode(info(address, page.whole.width, page.whole.height))
    wants_ld = "application/ld+json" in request.headers.get("accept", "")
    kept = _kept(request, page)
    if isinstance(kept, Response):
        return kept
    return Response(
        body,
        headers={**_SHOWN, **kept, "vary": "Accept"},
        media_type=_LD if wants_ld else "application/json",
    )


def image_base(request: Request) -> Response:
    target = f"{_address(Visit(request))}/info.json"
    return RedirectResponse(target, status_code=303, headers=_SHOWN)


def image(request: Request) -> Response:
    visit = Visit(request)
    quality, _, form = visit.parameter("file").rpartition(".")
    with _DRAWING:
        page = _opened(visit)
        asked = read_request(
            visit.parameter("region"),
            visit.parameter("size"),
            visit.parameter("rotation"),
            quality,
            form,
            width=page.whole.width,
            height=page.whole.height,
        )
        kept = _kept(request, page)
        if isinstance(kept, Response):
            return kept
        body = render(page, asked)
    return Response(body, headers={**_SHOWN, **kept}, media_type=FORMATS[form])


def _address(visit: Visit) -> str:
    return visit.addresses.image(visit.issue_id, int(visit.parameter("number")))


def _kept(request: Request, page: Pyramid) -> dict[str, str] | Response:
    """Headers for caches, or the answer that nothing has changed."""
    etag = f'"{page.key}"'
    headers = {"etag": etag, "cache-control": "public, max-age=86400"}
    known = [
        each.strip().removeprefix("W/")
        for each in request.headers.get("if-none-match", "").split(",")
    ]
    if etag in known:
        return Response(status_code=304, headers={**_SHOWN, **headers})
    return headers


def routes() -> list[BaseRoute]:
    base = "/iiif/image/{publication}/{date}/{number:int}"
    return [
        Route(f"{base}/info.json", image_info, include_in_schema=False),
        Route(f"{base}/{{region}}/{{size}}/{{rotation}}/{{file}}", image, include_in_schema=False),
        Route(base, image_base, include_in_schema=False),
    ]
