"""Names of issues and articles as URIs."""

from __future__ import annotations

from urllib.parse import quote


def urn(name: str) -> str:
    """A URI for an id that has no address.

    >>> urn("xin-bao/2026-04-07/01-ab")
    'urn:jumpline:xin-bao:2026-04-07:01-ab'
    """
    return "urn:jumpline:" + ":".join(quote(part, safe="") for part in name.split("/"))
