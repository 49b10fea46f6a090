"""Plugs by name, loaded only when used."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from jumpline.errors import NotFound


@cache
def _found(kind: str) -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=f"jumpline.{kind}")}


def names(kind: str) -> list[str]:
    """Names of all plugs of a kind (readers, exporters, stores, indexes, runners), sorted."""
    return sorted(_found(kind))


def load(kind: str, name: str) -> Any:
    """The plug's object. Raises ``NotFound`` with the names that exist."""
    try:
        entry = _found(kind)[name]
    except KeyError:
        raise NotFound(
            f"there is no {kind[:-1]} called {name!r}.",
            remedy=f"Known {kind}: {', '.join(names(kind)) or 'none'}.",
        ) from None
    return entry.load()
