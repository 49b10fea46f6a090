"""Lists of what the store's database holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from jumpline.model.archive import IssueSummary, PublicationSummary

Rows = Callable[..., list[tuple[Any, ...]]]


def issues(
    rows: Rows, publication: str | None, year: int | None, month: int | None
) -> Iterator[IssueSummary]:
    """By date, then by id; undated issues last."""
    found = rows(
        "SELECT id, publication, title, date, number, pages, articles, problems, revision"
        " FROM issues WHERE (?1 IS NULL OR publication = ?1)"
        " AND (?2 IS NULL OR substr(date, 1, 4) = ?2)"
        " AND (?3 IS NULL OR substr(date, 6, 2) = ?3) ORDER BY date IS NULL, date, id",
        publication,
        None if year is None else f"{year:04d}",
        None if month is None else f"{month:02d}",
    )
    for row in found:
        values = [*row]
        values[5] = msgspec.json.decode(row[5], type=tuple[str, ...])
        yield IssueSummary(*values)


def publications(rows: Rows) -> list[PublicationSummary]:
    """With the latest name and language that is known."""
    found = rows(
        "SELECT publication,"
        " (SELECT title FROM issues j WHERE j.publication = i.publication"
        "  AND title IS NOT NULL ORDER BY date DESC, id LIMIT 1),"
        " (SELECT language FROM issues j WHERE j.publication = i.publication"
        "  AND language IS NOT NULL ORDER BY date DESC, id LIMIT 1),"
        " COUNT(*), MIN(date), MAX(date) FROM issues i GROUP BY publication"
        " ORDER BY publication"
    )
    return [PublicationSummary(*row) for row in found]
