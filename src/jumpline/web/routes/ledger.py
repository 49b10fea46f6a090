"""What the paper counted and what it promised, about something: over time, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from jumpline.ledger.commitments import entries
from jumpline.ledger.entry import Commitment, Figure
from jumpline.model.issue import Issue
from jumpline.search.query import quoted
from jumpline.web import cursors
from jumpline.web.agents.answers import Answers
from jumpline.web.views.chart import EDGE, HEIGHT, WIDTH, Row, chart_of, rows_of
from jumpline.web.views.citing import cited_by_id
from jumpline.web.views.found import issues_found, issues_of
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


def _part(visit: Visit, words: str) -> tuple[list[Issue], str | None]:
    """Issues with the articles of one part of the answer, and the cursor of the next one."""
    query = visit.request.query_params
    asked = cursors.question(visit.path, query)
    limit = cursors.limit_of(query, _MOST, _MOST)
    place = cursors.read(query.get("cursor", ""), asked)
    if not words:
        return [], None
    result, following = cursors.hits_after(
        partial(visit.archive.search, quoted(words)), place, limit, asked, order="newest",
        fold=True, facets=False, filters={},
    )  # fmt: skip
    return list(issues_of(visit.archive, result.hits)), following


def figures_data(request: Request) -> Response:
    visit = Visit(request)
    words = _words(request)
    issues, following = _part(visit, words)
    found = []
    for issue in issues:
        cited = cited_by_id(issue)
        found += [
            {"issue": row.issue, "date": row.date, "citation": cited[each.article], "figure": each}
            for row in rows_of(issue, entries(issue)[0], issue_title(issue), words)
            for each in (row.figure,)
        ]
    return visit.data({"figures": found, "next": following})


def commitments_page(request: Request) -> Response:
    visit = Visit(request)
    words = _words(request)
    return visit.page(
        "commitments.html",
        {"words": words, "rows": list(_promises(visit, words)), "max_query": MAX_QUERY},
    )


def commitments_data(request: Request) -> Response:
    visit = Visit(request)
    words = _words(request)
    issues, following = _part(visit, words)
    found = []
    for issue in issues:
        cited = cited_by_id(issue)
        for each in _saying(entries(issue)[1], words):
            told = {"issue": issue.id, "date": issue.date, "citation": cited[each.article]}
            found.append({**told, "commitment": each})
    return visit.data({"commitments": found, "next": following})


def quotation_data(request: Request) -> Response:
    visit = Visit(request)
    article = request.query_params.get("article", "")
    return visit.data(Answers(visit.archive).quote(article, _words(request)))


def _promises(visit: Visit, words: str) -> Iterator[tuple[Issue, str, Commitment]]:
    """The newest issue first."""
    for issue, _, commitments in _about(visit, words):
        for commitment in _saying(commitments, words):
            yield issue, issue_title(issue), commitment


def _saying(commitments: tuple[Commitment, ...], words: str) -> list[Commitment]:
    """Those whose sentence has the words."""
    return [each for each in commitments if words in each.quote or words in (each.who or "")]


def routes() -> list[BaseRoute]:
    return [
        Route("/figures.json", figures_data),
        Route("/figures", figures_page),
        Route("/commitments.json", commitments_data),
        Route("/commitments", commitments_page),
        Route("/quote.json", quotation_data),
    ]
