"""Rows of an issue: written together, read together, taken over from another archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from jumpline.errors import ArchiveError
from jumpline.model.archive import IssueRecord, KeptRevision, KeptSource
from jumpline.model.correction import encode_correction
from jumpline.model.issue import Issue
from jumpline.store.blobs import digest_of
from jumpline.store.corrections import kept_corrections
from jumpline.store.signoffs import read_signoffs, write_signoff

Rows = Callable[..., list[tuple[Any, ...]]]
Run = Callable[..., None]
Many = Callable[[str, Iterable[tuple[Any, ...]]], None]

_COLUMNS = "publication title language date number pages articles problems revision generation"
_UPSERT = (
    f"INSERT INTO issues (id, {', '.join(_COLUMNS.split())}) VALUES (?{', ?' * 10})"  # noqa: S608
    f" ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS.split())
)


def together(sources: Iterable[KeptSource]) -> str:
    """The digest of all sources of a revision, whatever their order."""
    return digest_of("".join(sorted(each.digest for each in sources)).encode())


def list_issue(run: Run, many: Many, issue: Issue, number: int, generation: int) -> None:
    """The issue's line in lists, with its articles, as its revision ``number`` has them."""
    run(
        _UPSERT,
        issue.id,
        issue.publication.id,
        issue.publication.title,
        issue.publication.language,
        issue.date,
        issue.number,
        msgspec.json.encode([page.label for page in issue.pages]).decode(),
        len(issue.articles),
        len(issue.problems),
        number,
        generation,
    )
    run("DELETE FROM articles WHERE issue = ?", issue.id)
    many(
        "INSERT INTO articles VALUES (?, ?) ON CONFLICT DO NOTHING",
        ((article.id, issue.id) for article in issue.articles),
    )


def write_revision(run: Run, many: Many, issue_id: str, made: KeptRevision) -> None:
    run(
        "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?)",
        *(issue_id, made.number, made.digest, together(made.sources)),
        *(made.reader, made.confirmed, made.added),
    )
    many(
        "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?)",
        (
            (issue_id, made.number, position, each.name, each.digest, each.size)
            for position, each in enumerate(made.sources)
        ),
    )
    write_reading(run, issue_id, made.number, made.reading)


def write_reading(run: Run, issue_id: str, number: int, digest: str | None) -> None:
    if digest is not None:
        run(
            "INSERT INTO readings VALUES (?, ?, ?)"
            " ON CONFLICT (issue, number) DO UPDATE SET digest = excluded.digest",
            *(issue_id, number, digest),
        )


def read_record(rows: Rows, issue_id: str) -> IssueRecord | None:
    """None where there is no such issue."""
    revisions = rows(
        "SELECT r.number, r.digest, r.reader, r.confirmed, r.added, d.digest FROM revisions r"
        " LEFT JOIN readings d ON d.issue = r.issue AND d.number = r.number"
        " WHERE r.issue = ? ORDER BY r.number",
        issue_id,
    )
    sources: dict[int, list[KeptSource]] = {}
    for number, *source in rows(
        "SELECT number, name, digest, size FROM sources WHERE issue = ? ORDER BY number, position",
        issue_id,
    ):
        sources.setdefault(number, []).append(KeptSource(*source))
    if not revisions:
        return None
    return IssueRecord(
        issue_id,
        tuple(
            KeptRevision(
                *(number, digest, reader, confirmed, added),
                sources=tuple(sources.get(number, ())),
                reading=reading,
            )
            for number, digest, reader, confirmed, added, reading in revisions
        ),
        tuple(kept_corrections(rows, issue_id)),
        tuple(read_signoffs(rows, issue_id)),
    )


def take_over(
    rows: Rows, run: Run, many: Many, record: IssueRecord, issue: Issue, generation: int
) -> None:
    """Makes the rows of an issue those of ``record``, whose last revision is ``issue``. Raises
    ``ArchiveError`` where the archive has a history of it that ``record`` does not continue."""
    mine = read_record(rows, record.issue)
    have = mine.revisions if mine else ()
    for old, new in zip(have, record.revisions, strict=False):
        if (old.digest, together(old.sources)) != (new.digest, together(new.sources)):
            raise _other_history(record.issue)
        run(
            "UPDATE revisions SET confirmed = ?, reader = ?, added = ?"
            " WHERE issue = ? AND number = ?",
            *(new.confirmed, new.reader, new.added, record.issue, new.number),
        )
        write_reading(run, record.issue, new.number, new.reading)
    if len(have) > len(record.revisions):
        raise _other_history(record.issue)
    list_issue(run, many, issue, record.revisions[-1].number, generation)
    for made in record.revisions[len(have) :]:
        write_revision(run, many, record.issue, made)
    run("DELETE FROM corrections WHERE issue = ?", record.issue)
    many(
        "INSERT INTO corrections VALUES (?, ?, ?, ?, ?)",
        (
            (
                record.issue,
                each.correction.id,
                position,
                encode_correction(each.correction).decode(),
                each.undone,
            )
            for position, each in enumerate(record.corrections, 1)
        ),
    )
    run("DELETE FROM signoffs WHERE issue = ?", record.issue)
    for position, signoff in enumerate(record.signoffs, 1):
        write_signoff(run, signoff, position)


def _other_history(issue_id: str) -> ArchiveError:
    return ArchiveError(
        f"the archives have different histories of {issue_id}.",
        remedy="Copy into an archive that does not have this issue.",
    )
