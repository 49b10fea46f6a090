"""The description of the data routes (OpenAPI 3.1), written by hand; tests hold it to the routes.

The schemas of what the routes give come from the model itself.
"""

from __future__ import annotations

import msgspec

from jumpline._version import VERSION
from jumpline.model.archive import IssueSummary, PublicationSummary, SearchResult
from jumpline.model.issue import Article, Issue
from jumpline.web.openapi_ledger import LEDGER, ledger_paths
from jumpline.web.openapi_parts import (
    COUNT,
    NEXT,
    TEXT,
    Plain,
    get_route,
    in_parts,
    in_path,
    in_query,
    list_of,
    maybe,
    object_of,
    ref,
    responses,
)
from jumpline.web.routes.lists import ARTICLES, ISSUES, MOST_ARTICLES, MOST_ISSUES, Listed
from jumpline.web.routes.search import MOST_HITS
from jumpline.web.views.search import FACETS, MAX_FILTER, MAX_PAGE, MAX_QUERY, ORDERS, PAGE_SIZE

_PUBLICATION = in_path("publication", "Id of the title.", "changji-ribao")
_DATE = in_path("date", "Date of the issue, ISO 8601, with its edition if any.", "2026-04-07")
_NUMBER = in_path("number", "Number of the page in the issue, from 1.", "1")
_KEY = in_path("key", "Page and fingerprint of the article.", "01-k7f3q2ab")


def _search_parameters() -> list[Plain]:
    return [
        in_query(
            "q",
            'What to search for: words, "phrases", AND OR NOT, (groups), field:word. '
            "Without it and without filters nothing is searched.",
            {"type": "string", "maxLength": MAX_QUERY},
        ),
        in_query("order", "Order of the hits.", {"enum": list(ORDERS), "default": ORDERS[0]}),
        in_query(
            "page",
            "Page of the result, of `limit` hits each; a cursor goes before it.",
            {"type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": 1},
        ),
        in_query(
            "fold",
            "0 keeps simplified and traditional, full and half width apart.",
            {"enum": ["0", "1"], "default": "1"},
        ),
        *(
            in_query(
                parameter,
                f"Only hits with this value of the facet {facet}.",
                {"type": "string", "maxLength": MAX_FILTER},
            )
            for facet, parameter in FACETS.items()
        ),
    ]


def _lists() -> Plain:
    which = [
        in_query("publication", "Id of a title.", {"type": "string", "maxLength": MAX_FILTER}),
        in_query("year", "Only this year.", {"type": "integer", "minimum": 1, "maximum": 9999}),
    ]
    return {
        "/issues.json": get_route(
            "issues",
            "All issues",
            [*which, *in_parts(ISSUES, MOST_ISSUES, "issues")],
            responses(
                "Issues by date, undated ones last.",
                object_of(issues=list_of(ref("IssueSummary")), next=NEXT),
                bad=True,
            ),
        ),
        "/articles.json": get_route(
            "articles",
            "All articles",
            [*which, *in_parts(ARTICLES, MOST_ARTICLES, "articles")],
            responses(
                "Articles issue by issue, as they stand in each; their text is at their own address.",
                object_of(articles=list_of(ref("Listed")), next=NEXT),
                bad=True,
            ),
        ),
    }


def _paths() -> Plain:
    issues = list_of(ref("IssueSummary"))
    return {
        "/index.json": get_route(
            "home",
            "Titles and their newest issues",
            [],
            responses(
                "Titles, and their newest issues, the newest first.",
                object_of(publications=list_of(ref("PublicationSummary")), newest=issues),
            ),
        ),
        "/calendar/{publication}.json": get_route(
            "calendar",
            "Issues of a year",
            [
                _PUBLICATION,
                in_query(
                    "year",
                    "Without it: the newest year that has issues.",
                    {"type": "integer", "minimum": 1, "maximum": 9999},
                ),
            ],
            responses(
                "The year's issues by date, and which other years have some.",
                object_of(
                    publication=ref("PublicationSummary"),
                    year=maybe({"type": "integer"}),
                    years=list_of(object_of(year={"type": "integer"}, issues=COUNT)),
                    issues=issues,
                    undated=issues,
                ),
                missing=True,
                bad=True,
            ),
        ),
        **_lists(),
        "/issue/{publication}/{date}.json": get_route(
            "issue",
            "An issue",
            [_PUBLICATION, _DATE],
            responses("The Issue JSON.", ref("Issue"), missing=True),
        ),
        "/page/{publication}/{date}/{number}.json": get_route(
            "page",
            "A printed page",
            [_PUBLICATION, _DATE, _NUMBER],
            responses(
                "The page with its blocks, where its picture is (the base of an IIIF image service),"
                " and the outlines of the articles on it, in points.",
                object_of(
                    issue=TEXT,
                    page=ref("Page"),
                    picture=maybe(TEXT),
                    articles=list_of(
                        object_of(
                            id=TEXT,
                            headline=maybe(TEXT),
                            box=list_of({"type": "number"}),
                            path=TEXT,
                        )
                    ),
                ),
                missing=True,
            ),
        ),
        "/article/{publication}/{date}/{key}.json": get_route(
            "article",
            "An article",
            [_PUBLICATION, _DATE, _KEY],
            responses(
                "The article with its place in the issue.",
                object_of(
                    issue=object_of(
                        id=TEXT,
                        publication=ref("Publication"),
                        date=maybe(TEXT),
                        number=maybe({"type": "integer"}),
                    ),
                    article=ref("Article"),
                    pages=list_of(
                        object_of(
                            number={"type": "integer"}, label=maybe(TEXT), section=maybe(TEXT)
                        )
                    ),
                    previous=maybe(TEXT),
                    next=maybe(TEXT),
                ),
                missing=True,
            ),
        ),
        "/search.json": get_route(
            "search",
            "Search",
            [*_search_parameters(), *in_parts(PAGE_SIZE, MOST_HITS, "hits")],
            responses(
                "Hits and facets. A snippet is a list of [text, whether it matches].",
                object_of(
                    query=TEXT,
                    order={"enum": list(ORDERS)},
                    filters={"type": "object", "additionalProperties": TEXT},
                    page={"type": "integer", "minimum": 1},
                    total=COUNT,
                    offset=COUNT,
                    limit=COUNT,
                    hits=list_of(ref("Hit")),
                    facets={
                        "type": "object",
                        "additionalProperties": list_of(ref("FacetValue")),
                    },
                    next=NEXT,
                ),
                bad=True,
            ),
        ),
        **ledger_paths(),
        "/openapi.json": get_route(
            "openapi",
            "This description",
            [],
            responses("OpenAPI 3.1.", {"type": "object"}),
        ),
        "/health": get_route(
            "health",
            "Whether the archive answers",
            [],
            responses(
                "It does.", object_of(status={"const": "ok"}, publications=COUNT, issues=COUNT)
            ),
        ),
    }


def _problem(description: str) -> Plain:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": ref("Failure")}},
    }


def description(root_path: str = "") -> Plain:
    _, schemas = msgspec.json.schema_components(
        [Issue, Article, IssueSummary, PublicationSummary, SearchResult, Listed, *LEDGER],
        ref_template="#/components/schemas/{name}",
    )
    # Defaults are tuples; as JSON they are lists.
    schemas = msgspec.json.decode(msgspec.json.encode(schemas))
    # The answer to a search is written out above: it says more than the archive's.
    schemas.pop("SearchResult")
    failure = object_of(type=TEXT, title=TEXT, status={"type": "integer"}, detail=TEXT)
    failure["description"] = (
        "RFC 9457. A query that is not understood adds query and position (characters from 0), "
        "a parameter out of bounds adds parameter."
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "jumpline",
            "version": VERSION,
            "summary": "Newspapers as issues, pages and whole articles.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root_path or "/"}],
        "paths": _paths(),
        "components": {
            "schemas": {**dict(sorted(schemas.items())), "Failure": failure},
            "responses": {
                "Bad": _problem("A parameter or the query is wrong; the detail says where."),
                "Missing": _problem("Not in the archive."),
                "Unavailable": _problem("The archive cannot be read now."),
            },
        },
    }
