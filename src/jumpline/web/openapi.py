"""The description of the data routes (OpenAPI 3.1), written by hand; tests hold it to the routes.

The schemas of what the routes give come from the model itself.
"""

from __future__ import annotations

import msgspec

from jumpline._version import VERSION
from jumpline.model.archive import IssueSummary, PublicationSummary, SearchResult
from jumpline.model.issue import Article, Issue
from jumpline.web import openapi_parts as api
from jumpline.web.openapi_ledger import LEDGER, ledger_paths
from jumpline.web.routes.lists import ARTICLES, ISSUES, MOST_ARTICLES, MOST_ISSUES, Listed
from jumpline.web.routes.search import MOST_HITS
from jumpline.web.views.search import FACETS, MAX_FILTER, MAX_PAGE, MAX_QUERY, ORDERS, PAGE_SIZE

_PUBLICATION = api.in_path("publication", "Id of the title.", "changji-ribao")
_DATE = api.in_path("date", "Date of the issue, ISO 8601, with its edition if any.", "2026-04-07")
_NUMBER = api.in_path("number", "Number of the page in the issue, from 1.", "1")
_KEY = api.in_path("key", "Page and fingerprint of the article.", "01-k7f3q2ab")


def _search_parameters() -> list[api.Plain]:
    return [
        api.in_query(
            "q",
            'What to search for: words, "phrases", AND OR NOT, (groups), field:word. '
            "Without it and without filters nothing is searched.",
            {"type": "string", "maxLength": MAX_QUERY},
        ),
        api.in_query("order", "Order of the hits.", {"enum": list(ORDERS), "default": ORDERS[0]}),
        api.in_query(
            "page",
            "Page of the result, of `limit` hits each; a cursor goes before it.",
            {"type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": 1},
        ),
        api.in_query(
            "fold",
            "0 keeps simplified and traditional, full and half width apart.",
            {"enum": ["0", "1"], "default": "1"},
        ),
        *(
            api.in_query(
                parameter,
                f"Only hits with this value of the facet {facet}.",
                {"type": "string", "maxLength": MAX_FILTER},
            )
            for facet, parameter in FACETS.items()
        ),
    ]


def _lists() -> api.Plain:
    which = [
        api.in_query("publication", "Id of a title.", {"type": "string", "maxLength": MAX_FILTER}),
        api.in_query("year", "Only this year.", {"type": "integer", "minimum": 1, "maximum": 9999}),
    ]
    return {
        "/issues.json": api.get_route(
            "issues",
            "All issues",
            [*which, *api.in_parts(ISSUES, MOST_ISSUES, "issues")],
            api.responses(
                "Issues by date, undated ones last.",
                api.object_of(issues=api.list_of(api.ref("IssueSummary")), next=api.NEXT),
                bad=True,
            ),
        ),
        "/articles.json": api.get_route(
            "articles",
            "All articles",
            [*which, *api.in_parts(ARTICLES, MOST_ARTICLES, "articles")],
            api.responses(
                "Articles issue by issue, as they stand in each; their text is at their own address.",
                api.object_of(articles=api.list_of(api.ref("Listed")), next=api.NEXT),
                bad=True,
            ),
        ),
    }


def _paths() -> api.Plain:
    issues = api.list_of(api.ref("IssueSummary"))
    return {
        "/index.json": api.get_route(
            "home",
            "Titles and their newest issues",
            [],
            api.responses(
                "Titles, and their newest issues, the newest first.",
                api.object_of(
                    publications=api.list_of(api.ref("PublicationSummary")), newest=issues
                ),
            ),
        ),
        "/calendar/{publication}.json": api.get_route(
            "calendar",
            "Issues of a year",
            [
                _PUBLICATION,
                api.in_query(
                    "year",
                    "Without it: the newest year that has issues.",
                    {"type": "integer", "minimum": 1, "maximum": 9999},
                ),
            ],
            api.responses(
                "The year's issues by date, and which other years have some.",
                api.object_of(
                    publication=api.ref("PublicationSummary"),
                    year=api.maybe({"type": "integer"}),
                    years=api.list_of(api.object_of(year={"type": "integer"}, issues=api.COUNT)),
                    issues=issues,
                    undated=issues,
                ),
                missing=True,
                bad=True,
            ),
        ),
        **_lists(),
        "/issue/{publication}/{date}.json": api.get_route(
            "issue",
            "An issue",
            [_PUBLICATION, _DATE],
            api.responses("The Issue JSON.", api.ref("Issue"), missing=True),
        ),
        "/page/{publication}/{date}/{number}.json": api.get_route(
            "page",
            "A printed page",
            [_PUBLICATION, _DATE, _NUMBER],
            api.responses(
                "The page with its blocks, where its picture is (the base of an IIIF image service),"
                " and the outlines of the articles on it, in points.",
                api.object_of(
                    issue=api.TEXT,
                    page=api.ref("Page"),
                    picture=api.maybe(api.TEXT),
                    articles=api.list_of(
                        api.object_of(
                            id=api.TEXT,
                            headline=api.maybe(api.TEXT),
                            box=api.list_of({"type": "number"}),
                            path=api.TEXT,
                        )
                    ),
                ),
                missing=True,
            ),
        ),
        "/article/{publication}/{date}/{key}.json": api.get_route(
            "article",
            "An article",
            [_PUBLICATION, _DATE, _KEY],
            api.responses(
                "The article with its place in the issue.",
                api.object_of(
                    issue=api.object_of(
                        id=api.TEXT,
                        publication=api.ref("Publication"),
                        date=api.maybe(api.TEXT),
                        number=api.maybe({"type": "integer"}),
                    ),
                    article=api.ref("Article"),
                    pages=api.list_of(
                        api.object_of(
                            number={"type": "integer"},
                            label=api.maybe(api.TEXT),
                            section=api.maybe(api.TEXT),
                        )
                    ),
                    previous=api.maybe(api.TEXT),
                    next=api.maybe(api.TEXT),
                ),
                missing=True,
            ),
        ),
        "/search.json": api.get_route(
            "search",
            "Search",
            [*_search_parameters(), *api.in_parts(PAGE_SIZE, MOST_HITS, "hits")],
            api.responses(
                "Hits and facets. A snippet is a list of [text, whether it matches].",
                api.object_of(
                    query=api.TEXT,
                    order={"enum": list(ORDERS)},
                    filters={"type": "object", "additionalProperties": api.TEXT},
                    page={"type": "integer", "minimum": 1},
                    total=api.COUNT,
                    offset=api.COUNT,
                    limit=api.COUNT,
                    hits=api.list_of(api.ref("Hit")),
                    facets={
                        "type": "object",
                        "additionalProperties": api.list_of(api.ref("FacetValue")),
                    },
                    next=api.NEXT,
                ),
                bad=True,
            ),
        ),
        **ledger_paths(),
        "/openapi.json": api.get_route(
            "openapi",
            "This description",
            [],
            api.responses("OpenAPI 3.1.", {"type": "object"}),
        ),
        "/health": api.get_route(
            "health",
            "Whether the archive answers",
            [],
            api.responses(
                "It does.",
                api.object_of(status={"const": "ok"}, publications=api.COUNT, issues=api.COUNT),
            ),
        ),
    }


def _problem(description: str) -> api.Plain:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": api.ref("Failure")}},
    }


def description(root_path: str = "") -> api.Plain:
    _, schemas = msgspec.json.schema_components(
        [Issue, Article, IssueSummary, PublicationSummary, SearchResult, Listed, *LEDGER],
        ref_template="#/components/schemas/{name}",
    )
    # Defaults are tuples; as JSON they are lists.
    schemas = msgspec.json.decode(msgspec.json.encode(schemas))
    # The answer to a search is written out above: it says more than the archive's.
    schemas.pop("SearchResult")
    failure = api.object_of(
        type=api.TEXT, title=api.TEXT, status={"type": "integer"}, detail=api.TEXT
    )
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
