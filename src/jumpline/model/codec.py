"""Issue JSON in and out: strict, versioned, with equal bytes for equal issues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from jumpline.errors import SchemaError
from jumpline.model.issue import SCHEMA, Issue

_ENCODER = msgspec.json.Encoder()

#: Earlier schema → a function that lifts a plain object to the next schema.
MIGRATIONS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def encode(issue: Issue) -> bytes:
    """Compact UTF-8 JSON. Keys stand in the order of their declaration."""
    return _ENCODER.encode(issue)


def encode_pretty(issue: Issue) -> bytes:
    """The same with an indent of one space, for people and for diffs."""
    return msgspec.json.format(encode(issue), indent=1) + b"\n"


def decode(data: bytes | str, *, where: str | None = None) -> Issue:
    """Strictly; unknown fields, wrong types and unknown versions raise ``SchemaError``."""
    try:
        plain = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SchemaError(
            f"not JSON ({error}).", where=where, remedy="Give a file that `jumpline read` wrote."
        ) from error
    version = plain.get("schema") if isinstance(plain, dict) else None
    seen: set[str] = set()
    while version != SCHEMA:
        if not isinstance(version, str) or version not in MIGRATIONS or version in seen:
            raise SchemaError(
                f"this is not {SCHEMA} (its schema is {version!r}).",
                where=where,
                remedy="A newer jumpline may have written it: upgrade, or read the pages again.",
            )
        seen.add(version)
        plain = MIGRATIONS[version](plain)
        version = plain.get("schema")
    try:
        return msgspec.convert(plain, Issue)
    except msgspec.ValidationError as error:
        raise SchemaError(
            f"not a valid issue: {error}.", where=where, remedy="See the published JSON Schema."
        ) from error


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the Issue JSON, generated from the model."""
    schema = msgspec.json.schema(Issue)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "jumpline-issue-1.schema.json",
        "title": "jumpline issue, version 1",
        **schema,
    }
