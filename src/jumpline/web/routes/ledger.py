"""What the paper counted and what it promised, about something: over time, each with its words."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.ledger.commitments import entries
from jumpline.ledger.entry import Commitment, Figure
from jumpline.model.issue import Issue
from jumpline.search.query import quoted
from jumpline.web.agents.answers import Answers
from jumpline.web.views.chart import EDGE, HEIGHT, WIDTH, Row, chart_of, rows_of
from jumpline.web.views.citing import cited_by_id
from jumpline.web.views.found import issues_found
from jumpline.web.views.naming import issue_title
from jumpline.web.views.search import MAX_QUERY
from jumpline.web.visit import Visit

#: Articles that are read for one answer, the newest.
_MOST = 200


def _about(
    visit: Visit, words: str
) -> Iterator[tuple[Issue, tuple[Figure, ...], tuple[Commitment, ...]]]:
    if not words:
        return
    for issue in issues_found(visit.archive, quoted(words), articles=_MOST):
        yield issue, *entries(issue)


def _words(request: Request) -> str:
    return " ".join(request.query_params.get("q", "")[:MAX_QUERY].split())


def _rows(visit: Visit, words: str) -> list[Row]:
    return [
        row
        for issue, figures, _ in _about(visit, words)
        for row in rows_of(issue, figures, issue_title(issue), words)
    ]


def figures_page(request: Request) -> Response:
    visit = Visit(request)
    words = _words(request)
    rows = _rows(visit, words)
    return visit.page(
        "figures.html",
        {
            "words": words,
            "rows": rows,
            "chart": chart_of(rows),
            "size": (WIDTH, HEIGHT, EDGE),
            "max_query": MAX_QUERY,
        },
    )


def figures_data(request: Request) -> Response:
    visit = Visit(request)
    words = _words(request)
    found = []
    for issue, figures, _ in _about(visit, words):
        cited = cited_by_id(issue)
        found += [
            {"issue": row.issue, "date": row.date, "citation": cited[each.article], "figure": each}
            for row in rows_of(issue, figures, issue_title(issue), words)
            for each in (row.figure,)
        ]
    return visit.data({"figures": found})


def commitments_page(request: Request) -> Response:
    visit = Visit(request)
    words = _words(request)
    return visit.page(
        "commitments.html",
        {"words": words, "rows": list(_promises(visit, words)), "max_query": MAX_QUERY},
    )


def commitments_data(request: Request) -> Response:
    visit = Visit(request)
    found = []
    cited: dict[str, str] = {}
    for issue, _, commitment in _promises(visit, _words(request)):
        if commitment.article not in cited:
            cited |= cited_by_id(issue)
        told = {"issue": issue.id, "date": issue.date, "citation": cited[commitment.article]}
        found.append({**told, "commitment": commitment})
    return visit.data({"commitments": found})


def quotation_data(request: Request) -> Response:
    visit = Visit(request)
    article = request.query_params.get("article", "")
    return visit.data(Answers(visit.archive).quote(article, _words(request)))


def _promises(visit: Visit, words: str) -> Iterator[tuple[Issue, str, Commitment]]:
    """Those whose sentence has the words, the newest issue first."""
    for issue, _, commitments in _about(visit, words):
        for commitment in commitments:
            if words in commitment.quote or words in (commitment.who or ""):
                yield issue, issue_title(issue), commitment


def routes() -> list[BaseRoute]:
    return [
        Route("/figures.json", figures_data),
        Route("/figures", figures_page),
        Route("/commitments.json", commitments_data),
        Route("/commitments", commitments_page),
        Route("/quote.json", quotation_data),
    ]
