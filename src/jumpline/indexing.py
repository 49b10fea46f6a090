"""Keeping the index in step with the store that it is derived from."""

from __future__ import annotations

from collections.abc import Iterator

from jumpline.errors import ArchiveError, FormatError
from jumpline.model.archive import ArticleDocument, Damage
from jumpline.ports import Index, Lock, Store
from jumpline.searchable import documents_of


def catch_up(store: Store, index: Index, lock: Lock) -> None:
    """Brings the index up to the store's generation."""
    if index.generation() == store.generation():
        return
    with lock.held():
        have, now = index.generation(), store.generation()
        if have > now:
            # The store was restored from a backup.
            have = _anew(index)
        if have == now:
            return
        try:
            _update(store, index, have, now)
        except ArchiveError:
            if have < 0:
                raise
            # Damaged within: the index is only derived, so build it again, once.
            _update(store, index, _anew(index), now)


def index_damage(store: Store, index: Index, where: str) -> Iterator[Damage]:
    try:
        total = index.search("", limit=0).total
    except ArchiveError as error:
        yield Damage("index", error.what, where)
        return
    listed = sum(each.articles for each in store.issues())
    if index.generation() != store.generation():
        yield Damage("index", "the search index is behind the issues", where)
    elif total != listed:
        yield Damage(
            "index",
            f"{total} articles can be found, {listed} are kept",
            where,
            {"found": total, "kept": listed},
        )


def _anew(index: Index) -> int:
    index.clear()
    return index.generation()


def _update(store: Store, index: Index, have: int, now: int) -> None:
    changed = store.changed_since(have)
    index.update(((issue_id, _documents(store, issue_id)) for issue_id in changed), now)


def _documents(store: Store, issue_id: str) -> list[ArticleDocument]:
    try:
        return documents_of(store.get(issue_id))
    except (ArchiveError, FormatError):
        # A damaged blob must not keep the rest from being found; verify names it.
        return []
