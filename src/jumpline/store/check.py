"""Is the archive whole? Every reference followed, every blob read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jumpline.errors import ArchiveError, FormatError, JumplineError
from jumpline.model import codec
from jumpline.model.archive import Damage
from jumpline.ports import Store
from jumpline.store.blobs import Blobs

#: Runs SQL and gives all rows.
Rows = Callable[..., list[tuple[Any, ...]]]


def damages(
    rows: Rows, blobs: Blobs, database: Callable[[], Iterator[Damage]], where: str
) -> Iterator[Damage]:
    """Database first; when it is broken, nothing else can be judged."""
    try:
        broken = list(database())
        if broken:
            yield from broken
            return
        checked = [
            *_revisions(rows, blobs),
            *_readings(rows, blobs),
            *_sources(rows, blobs),
            *_references(rows),
        ]
    except ArchiveError as error:
        yield Damage("database", error.what, where)
        return
    yield from checked


def _blob(blobs: Blobs, digest: str, where: str, issue: str) -> tuple[bytes | None, Damage | None]:
    try:
        return blobs.get(digest), None
    except ArchiveError as error:
        kind = "wrong-digest" if blobs.has(digest) else "missing-blob"
        detail = {"blob": error.where, "digest": digest, "issue": issue}
        return None, Damage(kind, error.what, where, detail)


def _revisions(rows: Rows, blobs: Blobs) -> Iterator[Damage]:
    for issue, number, digest in rows(
        "SELECT issue, number, digest FROM revisions ORDER BY issue, number"
    ):
        where = f"{issue} revision {number}"
        data, damage = _blob(blobs, digest, where, issue)
        if damage is not None:
            yield damage
            continue
        assert data is not None
        try:
            found = codec.decode(data)
        except JumplineError as error:
            yield Damage("revision", error.what, where)
            continue
        if found.id != issue:
            yield Damage("revision", f"the issue inside is {found.id}", where)
        elif rows("SELECT 1 FROM issues WHERE id = ? AND revision = ?", issue, number):
            listed = {row[0] for row in rows("SELECT id FROM articles WHERE issue = ?", issue)}
            if listed != {article.id for article in found.articles}:
                yield Damage(
                    "reference",
                    "its list of articles is not that of the issue",
                    where,
                    {"relist": issue, "issue": issue},
                )


def _readings(rows: Rows, blobs: Blobs) -> Iterator[Damage]:
    for issue, number, digest in rows(
        "SELECT issue, number, digest FROM readings ORDER BY issue, number"
    ):
        damage = _blob(blobs, digest, f"{issue} revision {number}, as it was read", issue)[1]
        if damage is not None:
            yield damage


def _sources(rows: Rows, blobs: Blobs) -> Iterator[Damage]:
    seen: dict[str, Damage | None] = {}
    for issue, number, name, digest in rows(
        "SELECT issue, number, name, digest FROM sources ORDER BY issue, number, position"
    ):
        if digest not in seen:
            seen[digest] = _blob(blobs, digest, f"{issue} revision {number}, source {name}", issue)[
                1
            ]
            damage = seen[digest]
            if damage is not None:
                yield damage


def _references(rows: Rows) -> Iterator[Damage]:
    # Foreign keys hold what SQL can state; that numbers run 1, 2, 3 … is checked here.
    for issue, count, last, current in rows(
        "SELECT r.issue, COUNT(*), MAX(r.number), i.revision FROM revisions r"
        " JOIN issues i ON i.id = r.issue GROUP BY r.issue, i.revision"
    ):
        if not count == last == current:
            yield Damage(
                "revision",
                "a revision is missing, or the latest is not current",
                issue,
                {"issue": issue},
            )


def refuse_damaged(store: Store) -> None:
    """Raises ``ArchiveError`` where no issue can be read, and there are some."""
    failed: ArchiveError | FormatError | None = None
    for summary in store.issues():
        try:
            store.get(summary.id)
        except (ArchiveError, FormatError) as error:
            failed = error
        else:
            return
    if failed is not None:
        raise failed
