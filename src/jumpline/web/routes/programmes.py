"""Programmes as boards: each goal and task with its status, and the words that it rests on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.errors import NotFound
from jumpline.web.failures import BadParameter
from jumpline.web.locale import parse_date
from jumpline.web.views.board import BAR, Board, board_of
from jumpline.web.visit import Visit


def _day(request: Request, last: str | None) -> str:
    """The day that is asked for; else the last issue's, or one before all."""
    asked = request.query_params.get("day", "")
    if asked and parse_date(asked) is None:
        raise BadParameter("day", "bad.day")
    return asked or last or "0001-01-01"


def _boards(visit: Visit) -> tuple[list[Board], str]:
    programmes, reports, last = visit.ledgers.programmes()
    day = _day(visit.request, last)
    return [board_of(programme, reports, day) for programme in programmes], day


def _board(visit: Visit) -> Board:
    wanted = visit.parameter("programme")
    programmes, reports, last = visit.ledgers.programmes()
    for programme in programmes:
        if programme.id == wanted:
            return board_of(programme, reports, _day(visit.request, last))
    raise NotFound("there is no such programme.", where=wanted)


def programmes_page(request: Request) -> Response:
    visit = Visit(request)
    boards, day = _boards(visit)
    return visit.page("programmes.html", {"boards": boards, "day": day, "bar": BAR})


def programmes_data(request: Request) -> Response:
    visit = Visit(request)
    boards, day = _boards(visit)
    rows = [
        {
            "id": board.programme.id,
            "name": board.programme.name,
            "nodes": len(board.programme.nodes),
            "counts": board.counts,
        }
        for board in boards
    ]
    return visit.data({"day": day, "programmes": rows})


def programme_page(request: Request) -> Response:
    visit = Visit(request)
    return visit.page("programme.html", {"board": _board(visit), "bar": BAR})


def programme_data(request: Request) -> Response:
    visit = Visit(request)
    board = _board(visit)
    nodes = [
        {"node": node, "standing": standing}
        for node, standing in zip(board.programme.nodes, board.standings, strict=True)
    ]
    return visit.data(
        {
            "id": board.programme.id,
            "name": board.programme.name,
            "day": board.day,
            "counts": board.counts,
            "nodes": nodes,
        }
    )


def routes() -> list[BaseRoute]:
    return [
        Route("/programmes.json", programmes_data),
        Route("/programmes", programmes_page),
        Route("/programmes/{programme}.json", programme_data),
        Route("/programmes/{programme}", programme_page),
    ]
