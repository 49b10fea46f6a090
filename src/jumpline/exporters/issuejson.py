"""The Issue JSON itself."""

from __future__ import annotations

from jumpline.model.codec import encode_pretty
from jumpline.model.issue import Issue


def export_json(issue: Issue) -> bytes:
    """UTF-8 JSON with an indent of one space."""
    return encode_pretty(issue)
