"""Lists in parts: a cursor says after what the next part begins, and of which list.

A cursor names the last entry that was given, not a count of entries: what is added or taken away
before it neither repeats an entry nor hides one. It holds for the question that it was given for, and
is a text that programs hand back as it is.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from jumpline.model.archive import Hit, SearchResult
from jumpline.web.failures import BadParameter, whole_number

#: Characters of a cursor.
MAX_CURSOR = 2_000
#: Hits that a list of hits may go through: deeper ones are asked for by narrower questions.
MAX_HITS = 10_000
#: Hits that are looked through, from where the last one was, when the archive has changed.
_NEAR = 200

Entry = TypeVar("Entry")
Key = tuple[str | int, ...]


class Place(msgspec.Struct, frozen=True):
    """``key`` is that of the last entry given; ``seen`` how many were given before the next one;
    ``list`` names the question."""

    list: str
    key: tuple[str | int, ...]
    seen: int = 0


def question(path: str, query: Mapping[str, str]) -> str:
    """A name of the list that an address asks for, whatever part of it."""
    asked = sorted((name, value) for name, value in query.items() if name not in _PART)
    return hashlib.sha256(repr((path, asked)).encode("utf-8", "replace")).hexdigest()[:12]


_PART = frozenset({"cursor", "limit", "page", "lang", "theme", "size", "dir"})


def written(place: Place) -> str:
    body = msgspec.json.encode((place.list, place.key, place.seen))
    return base64.urlsafe_b64encode(_check(body) + body).rstrip(b"=").decode()


def read(text: str, asked: str) -> Place | None:
    """None for the first part. Raises ``BadParameter`` for what is no cursor of this list."""
    if not text:
        return None
    place = _decoded(text) if len(text) <= MAX_CURSOR and text.isascii() else None
    if place is None or place.list != asked or place.seen < 0:
        raise BadParameter("cursor", "bad.cursor")
    return place


def _decoded(text: str) -> Place | None:
    try:
        given = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        body = given[4:]
        if given[:4] == _check(body):
            return Place(*msgspec.json.decode(body, type=tuple[str, Key, int]))
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        pass
    return None


def _check(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()[:4]


def limit_of(query: Mapping[str, str], default: int, most: int) -> int:
    """Raises ``BadParameter``."""
    return whole_number("limit", query.get("limit"), least=1, most=most, default=default)


def part(
    entries: Sequence[Entry],
    key: Callable[[Entry], Key],
    place: Place | None,
    limit: int,
    asked: str,
) -> tuple[list[Entry], str | None]:
    """Of a list that is sorted by ``key``: the entries after a place, and the cursor of those that
    follow. An entry that has gone leaves its place behind."""
    start = 0
    if place is not None:
        start = next((at for at, each in enumerate(entries) if key(each) > place.key), len(entries))
    found = list(entries[start : start + limit])
    more = start + limit < len(entries)
    return found, written(Place(asked, key(found[-1]))) if found and more else None


def hits_after(
    search: Callable[..., SearchResult],
    place: Place | None,
    limit: int,
    asked: str,
    *,
    offset: int = 0,
    **query: Any,
) -> tuple[SearchResult, str | None]:
    """The hits that follow a place, or those from ``offset`` on: the last hit given is looked for
    where it was and around there, since issues that came meanwhile move it."""
    if place is not None:
        offset = min(place.seen, MAX_HITS)
        # One before, to see that the last one is still there.
        result = search(offset=offset - 1, limit=limit + 1, **query) if offset else None
        if result is not None and result.hits[:1] and _key(result.hits[0]) == place.key:
            return _rest(result, offset, limit, asked)
        offset = _moved(search, place, query)
    result = search(offset=offset, limit=limit, **query)
    return result, _next(result.hits, offset, result.total, asked)


def _key(hit: Hit) -> Key:
    return (hashlib.sha256(hit.article.encode("utf-8", "replace")).hexdigest()[:24],)


def _rest(
    result: SearchResult, offset: int, limit: int, asked: str
) -> tuple[SearchResult, str | None]:
    kept = msgspec.structs.replace(result, hits=result.hits[1:], offset=offset, limit=limit)
    return kept, _next(kept.hits, offset, result.total, asked)


def _moved(search: Callable[..., SearchResult], place: Place, query: dict[str, Any]) -> int:
    start = max(0, place.seen - _NEAR)
    for at, hit in enumerate(search(offset=start, limit=2 * _NEAR, **query).hits):
        if _key(hit) == place.key:
            return start + at + 1
    return min(place.seen, MAX_HITS)


def _next(hits: Sequence[Hit], offset: int, total: int, asked: str) -> str | None:
    seen = offset + len(hits)
    if not hits or seen >= min(total, MAX_HITS):
        return None
    return written(Place(asked, _key(hits[-1]), seen))
