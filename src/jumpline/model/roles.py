"""What a block of a page is. One closed list; see docs/reference/words.md for the Chinese terms."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Role: TypeAlias = Literal[
    "masthead",
    "folio",
    "column",
    "kicker",
    "headline",
    "deck",
    "byline",
    "subhead",
    "body",
    "caption",
    "picture",
    "table",
    "jump",
    "guide",
    "notice",
    "ad",
    "unplaced",
]

ROLES: tuple[Role, ...] = get_args(Role)

Severity: TypeAlias = Literal["error", "warning", "info"]
