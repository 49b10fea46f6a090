"""What is damaged in an archive is made good: from a backup, from the kept sources, from the issues.

A missing or changed issue is what its sources, read again, and its corrections give: taken where its
digest says that it is the same. A source can only come from a backup. Lists and the index are
written anew from the issues.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import msgspec

from jumpline.archive import Archive
from jumpline.errors import JumplineError
from jumpline.model import codec
from jumpline.model.archive import Damage, IssueRecord, KeptRevision
from jumpline.reading_options import read
from jumpline.stages.correct import correct
from jumpline.store.blobs import digest_of


class Repaired(msgspec.Struct, frozen=True):
    """What was found, and what is still damaged."""

    found: tuple[Damage, ...]
    left: tuple[Damage, ...]


def repair(archive: Archive, backup: Archive | None = None) -> Repaired:
    """Nothing that is whole is changed. Raises ``ArchiveError`` where the archive cannot be
    written."""
    found = archive.verify()
    digests = {str(each.detail["digest"]) for each in found if "digest" in each.detail}
    if backup is not None:
        digests -= set(_from_backup(archive, backup, digests))
    for issue in {str(each.detail["issue"]) for each in found if "digest" in each.detail}:
        _from_sources(archive, issue, digests)
    for each in found:
        if "relist" in each.detail:
            archive.store.relist(str(each.detail["relist"]))
    _read_anew(archive, {issue for issue, lost in _current(archive, found) if lost in digests})
    archive.follow()
    left = archive.verify()
    if backup is not None and left:
        _rows_from_backup(archive, backup, left)
        left = archive.verify()
    if any(each.kind == "index" for each in left):
        # Where no issue can be read, what can be found stays.
        with contextlib.suppress(JumplineError):
            archive.reindex()
        left = archive.verify()
    return Repaired(tuple(found), tuple(left))


def _from_backup(archive: Archive, backup: Archive, digests: set[str]) -> Iterator[str]:
    for digest in sorted(digests):
        try:
            data = backup.store.blob(digest)
        except JumplineError:
            continue
        archive.store.mend(digest, data)
        yield digest


def _rows_from_backup(archive: Archive, backup: Archive, left: list[Damage]) -> None:
    """Issues of which rows are lost, as the backup has them, where it continues what is left."""
    for issue in sorted({str(each.detail["issue"]) for each in left if "issue" in each.detail}):
        record = backup.store.record(issue)
        if record.revisions:
            try:
                archive.store.take_over(record, backup.store.blob)
            except JumplineError:
                continue
    archive.follow()


def _from_sources(archive: Archive, issue_id: str, digests: set[str]) -> None:
    record = archive.store.record(issue_id)
    for revision in record.revisions:
        wanted = {revision.digest, revision.reading} & digests
        if not wanted:
            continue
        for data in _candidates(archive, record, revision):
            digest = digest_of(data)
            if digest in wanted:
                archive.store.mend(digest, data)
                digests.discard(digest)


def _current(archive: Archive, found: list[Damage]) -> Iterator[tuple[str, str]]:
    """Issues of which something is damaged, with the digest of their current revision."""
    for issue in sorted({str(each.detail["issue"]) for each in found if "issue" in each.detail}):
        revisions = archive.store.record(issue).revisions
        if revisions:
            yield issue, revisions[-1].digest


def _read_anew(archive: Archive, issues: set[str]) -> None:
    """A new revision of issues whose current one is lost: this jumpline reads them otherwise."""
    for issue in sorted(issues):
        try:
            archive.reread([issue])
        except JumplineError:
            continue


def _candidates(archive: Archive, record: IssueRecord, revision: KeptRevision) -> Iterator[bytes]:
    """What the revision may have been: its sources as they are read now, with the corrections that
    were recorded up to any time."""
    try:
        sources = archive.sources(record.issue, revision.number)
        readings = list(read(sources, {})) if sources else []
    except JumplineError:
        readings = []
    issues = [each.issue for each in readings if each.issue.id == record.issue]
    for other in record.revisions:
        if other.sources == revision.sources and other.reading is not None:
            try:
                issues.append(codec.decode(archive.store.blob(other.reading)))
            except JumplineError:
                continue
    for issue in issues:
        yield codec.encode(issue)
        for count in range(1, len(record.corrections) + 1):
            some = record.corrections[:count]
            every = [each.correction for each in some]
            yield codec.encode(correct(issue, every).issue)
            holding = [each.correction for each in some if each.undone is None]
            if len(holding) < len(every):
                yield codec.encode(correct(issue, holding).issue)
