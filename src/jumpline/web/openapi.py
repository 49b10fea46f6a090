"""The description of the data routes (OpenAPI 3.1), written by hand; tests hold it to the routes.

The schemas of what the routes give come from the model itself.
"""

from __future__ import annotations

from typing import Any

import msgspec

from jumpline._version import VERSION
from jumpline.ledger.entry import Commitment, Figure
from jumpline.model.archive import IssueSummary, PublicationSummary, SearchResult
from jumpline.model.issue import Article, Issue
from jumpline.web.views.search import FACETS, MAX_FILTER, MAX_PAGE, MAX_QUERY, ORDERS, PAGE_SIZE

Plain = dict[str, Any]


def _ref(name: str) -> Plain:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(items: Plain) -> Plain:
    return {"type": "array", "items": items}


def _object(**properties: Plain) -> Plain:
    return {"type": "object", "required": list(properties), "properties": properties}


_TEXT: Plain = {"type": "string"}
_COUNT: Plain = {"type": "integer", "minimum": 0}


def _maybe(schema: Plain) -> Plain:
    return {"anyOf": [schema, {"type": "null"}]}


def _json(description: str, schema: Plain) -> Plain:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _responses(
    description: str, schema: Plain, *, missing: bool = False, bad: bool = False
) -> Plain:
    found = {
        "200": {
            **_json(description, schema),
            "headers": {"ETag": {"schema": _TEXT, "description": "Digest of the body."}},
        },
        "304": {"description": "As the ETag in If-None-Match says, nothing has changed."},
        "503": {"$ref": "#/components/responses/Unavailable"},
    }
    if bad:
        found["400"] = {"$ref": "#/components/responses/Bad"}
    if missing:
        found["404"] = {"$ref": "#/components/responses/Missing"}
    return dict(sorted(found.items()))


def _in_path(name: str, description: str, example: str) -> Plain:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": _TEXT,
        "example": example,
    }


def _in_query(name: str, description: str, schema: Plain) -> Plain:
    return {"name": name, "in": "query", "description": description, "schema": schema}


_PUBLICATION = _in_path("publication", "Id of the title.", "changji-ribao")
_DATE = _in_path("date", "Date of the issue, ISO 8601, with its edition if any.", "2026-04-07")
_NUMBER = _in_path("number", "Number of the page in the issue, from 1.", "1")
_KEY = _in_path("key", "Page and fingerprint of the article.", "01-k7f3q2ab")


_ABOUT = _in_query("q", "The words, as they stand.", {"type": "string", "maxLength": MAX_QUERY})


def _get(operation: str, summary: str, parameters: list[Plain], responses: Plain) -> Plain:
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            **({"parameters": parameters} if parameters else {}),
            "responses": responses,
        }
    }


def _search_parameters() -> list[Plain]:
    return [
        _in_query(
            "q",
            'What to search for: words, "phrases", AND OR NOT, (groups), field:word. '
            "Without it and without filters nothing is searched.",
            {"type": "string", "maxLength": MAX_QUERY},
        ),
        _in_query("order", "Order of the hits.", {"enum": list(ORDERS), "default": ORDERS[0]}),
        _in_query(
            "page",
            f"Page of the result, {PAGE_SIZE} hits each.",
            {"type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": 1},
        ),
        _in_query(
            "fold",
            "0 keeps simplified and traditional, full and half width apart.",
            {"enum": ["0", "1"], "default": "1"},
        ),
        *(
            _in_query(
                parameter,
                f"Only hits with this value of the facet {facet}.",
                {"type": "string", "maxLength": MAX_FILTER},
            )
            for facet, parameter in FACETS.items()
        ),
    ]


def _paths() -> Plain:
    issues = _list(_ref("IssueSummary"))
    return {
        "/index.json": _get(
            "home",
            "Titles and their newest issues",
            [],
            _responses(
                "Titles, and their newest issues, the newest first.",
                _object(publications=_list(_ref("PublicationSummary")), newest=issues),
            ),
        ),
        "/calendar/{publication}.json": _get(
            "calendar",
            "Issues of a year",
            [
                _PUBLICATION,
                _in_query(
                    "year",
                    "Without it: the newest year that has issues.",
                    {"type": "integer", "minimum": 1, "maximum": 9999},
                ),
            ],
            _responses(
                "The year's issues by date, and which other years have some.",
                _object(
                    publication=_ref("PublicationSummary"),
                    year=_maybe({"type": "integer"}),
                    years=_list(_object(year={"type": "integer"}, issues=_COUNT)),
                    issues=issues,
                    undated=issues,
                ),
                missing=True,
                bad=True,
            ),
        ),
        "/issue/{publication}/{date}.json": _get(
            "issue",
            "An issue",
            [_PUBLICATION, _DATE],
            _responses("The Issue JSON.", _ref("Issue"), missing=True),
        ),
        "/page/{publication}/{date}/{number}.json": _get(
            "page",
            "A printed page",
            [_PUBLICATION, _DATE, _NUMBER],
            _responses(
                "The page with its blocks, where its picture is (the base of an IIIF image service),"
                " and the outlines of the articles on it, in points.",
                _object(
                    issue=_TEXT,
                    page=_ref("Page"),
                    picture=_maybe(_TEXT),
                    articles=_list(
                        _object(
                            id=_TEXT,
                            headline=_maybe(_TEXT),
                            box=_list({"type": "number"}),
                            path=_TEXT,
                        )
                    ),
                ),
                missing=True,
            ),
        ),
        "/article/{publication}/{date}/{key}.json": _get(
            "article",
            "An article",
            [_PUBLICATION, _DATE, _KEY],
            _responses(
                "The article with its place in the issue.",
                _object(
                    issue=_object(
                        id=_TEXT,
                        publication=_ref("Publication"),
                        date=_maybe(_TEXT),
                        number=_maybe({"type": "integer"}),
                    ),
                    article=_ref("Article"),
                    pages=_list(
                        _object(
                            number={"type": "integer"}, label=_maybe(_TEXT), section=_maybe(_TEXT)
                        )
                    ),
                    previous=_maybe(_TEXT),
                    next=_maybe(_TEXT),
                ),
                missing=True,
            ),
        ),
        "/search.json": _get(
            "search",
            "Search",
            _search_parameters(),
            _responses(
                "Hits and facets. A snippet is a list of [text, whether it matches].",
                _object(
                    query=_TEXT,
                    order={"enum": list(ORDERS)},
                    filters={"type": "object", "additionalProperties": _TEXT},
                    page={"type": "integer", "minimum": 1},
                    total=_COUNT,
                    offset=_COUNT,
                    limit=_COUNT,
                    hits=_list(_ref("Hit")),
                    facets={
                        "type": "object",
                        "additionalProperties": _list(_ref("FacetValue")),
                    },
                ),
                bad=True,
            ),
        ),
        "/figures.json": _get(
            "figures",
            "Figures about something",
            [_ABOUT],
            _responses(
                "Figures of the newest articles that have the words, each with its issue and sentence.",
                _object(
                    figures=_list(_object(issue=_TEXT, date=_maybe(_TEXT), figure=_ref("Figure")))
                ),
                bad=True,
            ),
        ),
        "/commitments.json": _get(
            "commitments",
            "Commitments about something",
            [_ABOUT],
            _responses(
                "What was promised, planned or ordered, with its issue and sentence.",
                _object(
                    commitments=_list(
                        _object(issue=_TEXT, date=_maybe(_TEXT), commitment=_ref("Commitment"))
                    )
                ),
                bad=True,
            ),
        ),
        "/openapi.json": _get(
            "openapi",
            "This description",
            [],
            _responses("OpenAPI 3.1.", {"type": "object"}),
        ),
        "/health": _get(
            "health",
            "Whether the archive answers",
            [],
            _responses(
                "It does.", _object(status={"const": "ok"}, publications=_COUNT, issues=_COUNT)
            ),
        ),
    }


def _problem(description: str) -> Plain:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": _ref("Failure")}},
    }


def description(root_path: str = "") -> Plain:
    _, schemas = msgspec.json.schema_components(
        [Issue, Article, IssueSummary, PublicationSummary, SearchResult, Figure, Commitment],
        ref_template="#/components/schemas/{name}",
    )
    # Defaults are tuples; as JSON they are lists.
    schemas = msgspec.json.decode(msgspec.json.encode(schemas))
    # The answer to a search is written out above: it says more than the archive's.
    schemas.pop("SearchResult")
    failure = _object(type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT)
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
