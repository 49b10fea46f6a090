"""Pieces of the description of the data routes."""

from __future__ import annotations

from typing import Any

from jumpline.web.cursors import MAX_CURSOR

Plain = dict[str, Any]


def ref(name: str) -> Plain:
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(items: Plain) -> Plain:
    return {"type": "array", "items": items}


def object_of(**properties: Plain) -> Plain:
    return {"type": "object", "required": list(properties), "properties": properties}


TEXT: Plain = {"type": "string"}
COUNT: Plain = {"type": "integer", "minimum": 0}


def maybe(schema: Plain) -> Plain:
    return {"anyOf": [schema, {"type": "null"}]}


def json_answer(description: str, schema: Plain) -> Plain:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def responses(
    description: str, schema: Plain, *, missing: bool = False, bad: bool = False
) -> Plain:
    found = {
        "200": {
            **json_answer(description, schema),
            "headers": {"ETag": {"schema": TEXT, "description": "Digest of the body."}},
        },
        "304": {"description": "As the ETag in If-None-Match says, nothing has changed."},
        "503": {"$ref": "#/components/responses/Unavailable"},
    }
    if bad:
        found["400"] = {"$ref": "#/components/responses/Bad"}
    if missing:
        found["404"] = {"$ref": "#/components/responses/Missing"}
    return dict(sorted(found.items()))


def in_parts(default: int, most: int, entries: str) -> list[Plain]:
    """The parameters of a list that comes in parts; ``entries`` is what ``limit`` counts."""
    return [
        in_query(
            "cursor",
            "Opaque: `next` of the answer before, as it is, with the same question. It names the last"
            " entry that was given, so that what is added meanwhile neither repeats nor hides one.",
            {"type": "string", "maxLength": MAX_CURSOR},
        ),
        in_query(
            "limit",
            f"How many {entries} at most.",
            {"type": "integer", "minimum": 1, "maximum": most, "default": default},
        ),
    ]


#: The cursor of the entries that follow.
NEXT: Plain = {
    "description": "The cursor of what follows; null at the end.",
    "anyOf": [{"type": "string", "maxLength": MAX_CURSOR}, {"type": "null"}],
}


def in_path(name: str, description: str, example: str) -> Plain:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": TEXT,
        "example": example,
    }


def in_query(name: str, description: str, schema: Plain) -> Plain:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def get_route(operation: str, summary: str, parameters: list[Plain], responses: Plain) -> Plain:
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            **({"parameters": parameters} if parameters else {}),
            "responses": responses,
        }
    }
