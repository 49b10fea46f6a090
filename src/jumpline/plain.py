"""Structs as plain data, for JSON that is not the Issue JSON."""

from __future__ import annotations

from typing import Any

import msgspec


def plain(value: Any) -> Any:
    """Dicts, lists, strings and numbers."""
    return msgspec.to_builtins(value)
