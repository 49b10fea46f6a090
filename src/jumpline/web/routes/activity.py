"""IIIF Change Discovery 1.0: which manifests came and changed, the oldest change first."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.errors import NotFound
from jumpline.web.headers import OPEN
from jumpline.web.visit import Visit, answer

_CONTEXT = "http://iiif.io/api/discovery/1/context.json"
#: Changes on a page.
_PAGE = 100


def _root(visit: Visit) -> str:
    return f"{visit.site}{visit.addresses.root('iiif/activity')}"


def _said(visit: Visit, value: dict[str, Any]) -> Response:
    response = answer(visit.request, msgspec.json.encode(value), "application/ld+json")
    response.headers.update(OPEN)
    return response


def activity(request: Request) -> Response:
    visit = Visit(request)
    total = len(visit.archive.changes())
    last = max(0, (total - 1) // _PAGE)
    return _said(
        visit,
        {
            "@context": _CONTEXT,
            "id": f"{_root(visit)}/all.json",
            "type": "OrderedCollection",
            "totalItems": total,
            "first": {"id": f"{_root(visit)}/0.json", "type": "OrderedCollectionPage"},
            "last": {"id": f"{_root(visit)}/{last}.json", "type": "OrderedCollectionPage"},
        },
    )


def activity_page(request: Request) -> Response:
    visit = Visit(request)
    given = visit.parameter("page")
    page = int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else -1
    changes = visit.archive.changes()
    found = changes[page * _PAGE : (page + 1) * _PAGE] if page >= 0 else []
    if not found and page != 0:
        raise NotFound("there is no such page of changes.", where=given[:20])
    told: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": f"{_root(visit)}/{page}.json",
        "type": "OrderedCollectionPage",
        "partOf": {"id": f"{_root(visit)}/all.json", "type": "OrderedCollection"},
        "startIndex": page * _PAGE,
        "orderedItems": [_change(visit, issue_id) for issue_id in found],
    }
    if page > 0:
        told["prev"] = {"id": f"{_root(visit)}/{page - 1}.json", "type": "OrderedCollectionPage"}
    if (page + 1) * _PAGE < len(changes):
        told["next"] = {"id": f"{_root(visit)}/{page + 1}.json", "type": "OrderedCollectionPage"}
    return _said(visit, told)


def _change(visit: Visit, issue_id: str) -> dict[str, Any]:
    revisions = visit.archive.revisions(issue_id)
    path = "/".join(quote(part, safe="") for part in issue_id.split("/"))
    root = f"{visit.site}{visit.addresses.root('iiif')}"
    return {
        "type": "Create" if len(revisions) == 1 else "Update",
        "object": {"id": f"{root}/{path}/manifest.json", "type": "Manifest"},
        "endTime": revisions[-1].added,
    }


def routes() -> list[BaseRoute]:
    return [
        Route("/iiif/activity/all.json", activity, include_in_schema=False),
        Route("/iiif/activity/{page}.json", activity_page, include_in_schema=False),
    ]
