"""The Issue JSON itself."""

from __future__ import annotations

from jumpline.model.codec import encode_pretty
from jumpline.model.form import FACETS, form
from jumpline.model.issue import Issue


@form(
    "the Issue JSON, everything",
    suffix=".json",
    media="application/json",
    keeps=" ".join(FACETS),
    back="issuejson",
)
def export_json(issue: Issue) -> bytes:
    """UTF-8 JSON with an indent of one space."""
    return encode_pretty(issue)
