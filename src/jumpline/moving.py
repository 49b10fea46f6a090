"""An archive → another one, issue by issue, with all revisions, sources, corrections and sign-offs."""

from __future__ import annotations

import msgspec

from jumpline.archive import Archive
from jumpline.errors import ArchiveError
from jumpline.ports import Progress


class Moved(msgspec.Struct, frozen=True):
    """How many issues were copied, and how many were there already as they are."""

    copied: int
    same: int


def move(source: Archive, target: Archive, *, progress: Progress | None = None) -> Moved:
    """Makes every issue of ``source`` in ``target`` what it is there; nothing is deleted from either.

    Each issue is written whole or not at all, and every blob is held against its digest when it is
    read and again after it is written. Run again, what is there is passed over. What the source
    adds meanwhile comes with the next run. Raises ``ArchiveError`` for a blob of the source that is
    damaged, and where the target has another history of an issue.
    """
    try:
        moved = _copied(source, target, progress)
    finally:
        target.follow()
    return moved


def _copied(source: Archive, target: Archive, progress: Progress | None) -> Moved:
    issues = list(source.store.changed_since(-1))
    copied = 0
    for place, issue_id in enumerate(issues):
        if progress is not None:
            progress(place, len(issues), issue_id)
        record = source.store.record(issue_id)
        if target.store.take_over(record, source.store.blob):
            copied += 1
            if target.store.record(issue_id) != record:
                raise ArchiveError(
                    f"{issue_id} was not copied as it is.",
                    where=target.where,
                    remedy="Is something else writing there? Run it again.",
                )
    if progress is not None:
        progress(len(issues), len(issues), "")
    return Moved(copied, len(issues) - copied)
