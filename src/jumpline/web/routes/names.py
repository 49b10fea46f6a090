"""People, organisations and places, each with a page: titles, figures, promises, articles."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.errors import NotFound
from jumpline.ledger.names import NameKind
from jumpline.ledger.profiles import Profile
from jumpline.web import cursors
from jumpline.web.visit import Visit

KINDS: tuple[NameKind, ...] = get_args(NameKind)
_LONGEST = 80
#: Names of each kind in the list.
_LISTED = 60
#: Names in one answer to a program.
_GIVEN = 1_000


def names_page(request: Request) -> Response:
    visit = Visit(request)
    found = visit.ledgers.names()
    groups = [(kind, [each for each in found if each.kind == kind][:_LISTED]) for kind in KINDS]
    return visit.page("names.html", {"groups": groups})


def names_data(request: Request) -> Response:
    visit = Visit(request)
    query = visit.request.query_params
    asked = cursors.question(visit.path, query)
    part, following = cursors.part(
        visit.ledgers.names(),
        lambda each: (-each.articles, each.kind, each.name),
        cursors.read(query.get("cursor", ""), asked),
        cursors.limit_of(query, _GIVEN, _GIVEN),
        asked,
    )
    return visit.data({"names": part, "next": following})


def _profile(visit: Visit) -> Profile:
    kind, name = visit.parameter("kind"), visit.parameter("name")
    if kind not in KINDS or len(name) > _LONGEST or not name.strip():
        raise NotFound("no article shows such a name.", where=name[:_LONGEST])
    return visit.ledgers.profile(kind, name)


def name_page(request: Request) -> Response:
    visit = Visit(request)
    return visit.page("name.html", {"profile": _profile(visit)})


def name_data(request: Request) -> Response:
    visit = Visit(request)
    return visit.data(_profile(visit))


def routes() -> list[BaseRoute]:
    return [
        Route("/names.json", names_data),
        Route("/names", names_page),
        Route("/names/{kind}/{name}.json", name_data),
        Route("/names/{kind}/{name}", name_page),
    ]
